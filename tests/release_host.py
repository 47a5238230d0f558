"""A host of the site that tests can stop, start again and give another release."""

import hashlib
import json
import shutil
import threading
import zipfile
from base64 import b64encode
from http.server import ThreadingHTTPServer
from pathlib import Path

from hooks.offline import build_offline
from hooks.places import SITE
from hooks.serve import site_server


class Host:
    """Serves one release of the site after the other at the same address."""

    def __init__(self, folder: Path) -> None:
        self._current = folder / "current"
        self.publish(SITE)
        self._server: ThreadingHTTPServer | None = None
        self._port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    def start(self) -> None:
        self._server = site_server(self._current, self._port)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def publish(self, release: Path) -> None:
        self._current.unlink(missing_ok=True)
        self._current.symlink_to(release)


def another_release(folder: Path, page: str, old: str, new: str) -> Path:
    """Return a copy of the built site in which one page says something else."""
    release = folder / "another"
    shutil.copytree(SITE, release)
    file = release / page / "index.html"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    build_offline(release)
    return release


def with_another_engine(release: Path) -> Path:
    """Return the release with other bytes in the wheel, which mean the same."""
    manifest = release / "assets" / "engine" / "engine.json"
    content = json.loads(manifest.read_text("utf-8"))
    wheel = manifest.with_name(content["wheel"])
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.comment = b"another"
    for file in content["files"]:
        if file["name"] == wheel.name:
            file["bytes"] = wheel.stat().st_size
            digest = hashlib.sha256(wheel.read_bytes()).digest()
            file["integrity"] = f"sha256-{b64encode(digest).decode()}"
    manifest.write_text(json.dumps(content), "utf-8")
    build_offline(release)
    return release
