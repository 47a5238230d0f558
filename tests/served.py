"""Serves folders at addresses of their own, and writes down what was asked for and how."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hooks.serve import SiteHandler, site_server


@dataclass(frozen=True)
class Asked:
    """One request: the path with its query, and the headers by their names in small letters."""

    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Served:
    address: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serving(folder: Path, name: str = "127.0.0.1") -> Iterator[Served]:
    """Serve a folder as its own file `_headers` says, under one of the names of this machine.

    To a browser "localhost" and "127.0.0.1" are two sites.
    """
    asked: list[Asked] = []

    class Recording(SiteHandler):
        def parse_request(self) -> bool:
            is_request = super().parse_request()
            if is_request:
                headers = {name.lower(): text for name, text in self.headers.items()}
                asked.append(Asked(self.path, headers))
            return is_request

    with site_server(folder, 0, Recording) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Served(f"http://{name}:{server.server_port}/", asked)
        server.shutdown()
