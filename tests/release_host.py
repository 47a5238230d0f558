"""A host of the site that tests can stop, start again and give another release."""

import json
import shutil
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from hooks.offline import build_offline
from hooks.places import SITE
from hooks.serve import site_server


class Silent(BaseHTTPRequestHandler):
    """Takes the request and says nothing."""

    def do_GET(self) -> None:
        threading.Event().wait(20)


class OutOfOrder(BaseHTTPRequestHandler):
    """Answers that it cannot answer."""

    def do_GET(self) -> None:
        self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited name
        """Say nothing."""


FAULTS = {"silent": Silent, "out of order": OutOfOrder}


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

    def fail(self, fault: str) -> None:
        """Answer nothing at all from here on, or that the host is out of order."""
        self.stop()
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), FAULTS[fault])
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def publish(self, release: Path) -> None:
        self._current.unlink(missing_ok=True)
        self._current.symlink_to(release)


def another_release(folder: Path, page: str, old: str, new: str) -> Path:
    """Return a copy of the built site, without compressed forms, in which one page is different."""
    release = folder / "another"
    shutil.copytree(SITE, release, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    file = release / page / "index.html"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    build_offline(release)
    return release


def with_another_engine(release: Path) -> Path:
    """Return the release with another engine: one of its files has a new address."""
    manifest = release / "assets" / "engine" / "engine.json"
    content = json.loads(manifest.read_text("utf-8"))
    changed = next(file for file in content["files"] if file["name"] == "decision_tree.zip")
    file = manifest.with_name(changed["address"])
    changed["address"] = f"another.{file.name}"
    file.rename(file.with_name(changed["address"]))
    manifest.write_text(json.dumps({**content, "release": "another"}), "utf-8")
    build_offline(release)
    return release
