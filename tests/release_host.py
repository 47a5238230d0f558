"""A host of the site that tests can stop, let fail and give another release."""

import json
import shutil
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import BinaryIO

from hooks.offline import build_offline
from hooks.places import SITE
from hooks.serve import SiteHandler, site_server


def say_nothing(handler: BaseHTTPRequestHandler) -> None:
    """Take the request, and leave whoever asks without an answer."""
    del handler
    threading.Event().wait(20)


def be_out_of_order(handler: BaseHTTPRequestHandler) -> None:
    """Answer that there is no answer."""
    handler.send_error(HTTPStatus.SERVICE_UNAVAILABLE)


Fault = Callable[[BaseHTTPRequestHandler], None]
FAULTS: Mapping[str, Fault] = {"silent": say_nothing, "out of order": be_out_of_order}


class Host:
    """Serves one release of the site after the other at the same address."""

    def __init__(self, folder: Path) -> None:
        self._current = folder / "current"
        self.publish(SITE)
        self._fault: Fault | None = None
        self._server = site_server(self._current, 0, self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    def stop(self) -> None:
        """Answer no connection from here on."""
        self._server.shutdown()
        self._server.server_close()

    def fail(self, fault: str) -> None:
        """Answer nothing at all from here on, or that the host is out of order."""
        self._fault = FAULTS[fault]

    def publish(self, release: Path) -> None:
        self._current.unlink(missing_ok=True)
        self._current.symlink_to(release)

    def _handler(self) -> type[SiteHandler]:
        host = self

        class Failing(SiteHandler):
            def send_head(self) -> BinaryIO | None:
                if not host._fault:
                    return super().send_head()
                host._fault(self)
                return None

        return Failing


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
