"""Small servers: one stands for this site, another for a site that embeds what is ours."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

TYPES = {"html": "text/html", "js": "text/javascript", "json": "application/json"}
OPEN = {"Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True, slots=True)
class File:
    """What a server answers with; a file that is held waits until the test lets it go."""

    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    held: threading.Event | None = None
    is_cut: bool = False
    """Whether the line breaks before the first byte, as without a connection."""


@dataclass(frozen=True, slots=True)
class Server:
    """Files by address, and every request there was: its address and its headers."""

    address: str
    files: dict[str, File]
    requests: list[tuple[str, Mapping[str, str]]]

    def put(self, path: str, content: str, headers: Mapping[str, str] = OPEN, **more: Any) -> None:  # noqa: ANN401 - fields of File
        self.files[path] = File(content.encode(), headers, **more)

    def put_answer(self, path: str, answer: object, **more: Any) -> None:  # noqa: ANN401 - fields of File
        self.put(f"/api/v1/{path}.json", json.dumps(answer), **more)

    def asked(self, beginning: str = "/api/") -> list[str]:
        """The addresses asked for that begin so."""
        return [path for path, _ in self.requests if path.startswith(beginning)]


@contextmanager
def running_server() -> Iterator[Server]:
    files: dict[str, File] = {}
    requests: list[tuple[str, Mapping[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            requests.append((path, {name.lower(): text for name, text in self.headers.items()}))
            file = files.get(path)
            if file is None:
                self.send_response(HTTPStatus.NOT_FOUND)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._send(path, file)

        def _send(self, path: str, file: File) -> None:
            if file.held:
                file.held.wait(20)
            if file.is_cut:
                return
            self.send_response(HTTPStatus.OK)
            kind = TYPES.get(path.rpartition(".")[2], "text/html")
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(file.content)))
            for name, text in file.headers.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(file.content)

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - named by the base class
            """Say nothing: what was asked for stands in `requests`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Server(f"http://127.0.0.1:{server.server_port}", files, requests)
    server.shutdown()
    server.server_close()
