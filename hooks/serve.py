"""Serves a built site on this machine as a host would, for reading and for the browser tests.

It sends the headers that the folder asks for, the compressed file beside a file, and nothing to a
browser that has the file already. It builds nothing and compresses nothing.

Needs the standard library only, so a port can be tried before anything is installed.
"""

import argparse
import errno
import re
import stat
import sys
from collections.abc import Sequence
from email.utils import formatdate
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from .host_files import Rule, headers_for, read_headers_file
from .places import SITE

ADDRESS = "127.0.0.1"
LAST_PORT = 65535
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""What a compressed file is called, the smallest first."""


class ServeError(Exception):
    """The site cannot be served; the sentence says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        _serve(options.folder, _port(options.port), only_check=options.check)
    except ServeError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    return 0


def site_server(
    folder: Path, port: int, handler: "type[SiteHandler] | None" = None
) -> ThreadingHTTPServer:
    """A server of the folder, bound but not yet serving; port 0 takes any free one.

    `handler` may be another one that answers. Raises ServeError.
    """
    try:
        answering = partial(
            handler or SiteHandler, read_headers_file(folder), directory=str(folder)
        )
        return _SiteServer((ADDRESS, port), answering)
    except OSError as error:
        raise ServeError(_why(error, port)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hooks.serve", description="Serves the built site."
    )
    parser.add_argument("--port", default="8000", help="from 1 to 65535; 8000 if not given")
    parser.add_argument(
        "--folder", type=Path, default=SITE, help="the built site; build/site if not given"
    )
    parser.add_argument(
        "--check", action="store_true", help="only say whether the port can be used"
    )
    return parser


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= LAST_PORT:
        return int(text)
    raise ServeError(f"'{text}' is no port: give a number from 1 to {LAST_PORT}, as in PORT=8001.")


def _serve(folder: Path, port: int, *, only_check: bool) -> None:
    with site_server(folder, port) as server:
        if only_check:
            return
        if not (folder / "index.html").is_file():
            raise ServeError(f"{folder} holds no built site: run 'make build' first.")
        print(f"Serving {folder} at http://{ADDRESS}:{port}/ (Ctrl-C stops)", flush=True)
        server.serve_forever()


def _why(error: OSError, port: int) -> str:
    another = "choose another one, as in 'make serve PORT=8001'"
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: stop the program that uses it, or {another}."
    if error.errno == errno.EACCES:
        return f"Port {port} is not open to you: {another}."
    return f"Port {port} cannot be used ({error.strerror}): {another}."


def _compressed(file: Path, encoding: str) -> Path:
    return file.with_name(file.name + ENCODINGS[encoding])


class _SiteServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """A browser that leaves in the middle of an answer is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class SiteHandler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - the base class declares it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".md": "text/markdown; charset=utf-8",
        ".mjs": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".whl": "application/zip",
        ".xml": "application/xml",
    }

    def __init__(self, rules: Sequence[Rule], *arguments: object, directory: str) -> None:
        self._rules = rules
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]  # passed on

    def end_headers(self) -> None:
        """Without a rule, a rebuilt page shows at the next reload."""
        address = unquote(urlsplit(self.path).path)
        headers = {"Cache-Control": "no-cache", **headers_for(self._rules, address)}
        for name, value in headers.items():
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> BinaryIO | None:
        """Send the headers of a file, and return it unless the browser has it already."""
        file = Path(self.translate_path(self.path))
        try:
            mode = file.stat().st_mode
        except OSError:  # not there, or a name that no file can have
            mode = 0
        if stat.S_ISDIR(mode):
            return self._send_folder(file)
        if stat.S_ISREG(mode) and not self.path.endswith("/"):
            return self._send_file(file)
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def _send_folder(self, folder: Path) -> BinaryIO | None:
        parts = urlsplit(self.path)
        page = folder / "index.html"
        if not page.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        if parts.path.endswith("/"):
            return self._send_file(page)
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        # Two slashes at its begin would lead to another host.
        path = "/" + parts.path.lstrip("/") + "/"
        self.send_header("Location", parts._replace(scheme="", netloc="", path=path).geturl())
        self.send_header("Content-Length", "0")
        self.end_headers()
        return None

    def _send_file(self, file: Path) -> BinaryIO | None:
        encodings = [name for name in ENCODINGS if _compressed(file, name).is_file()]
        encoding = next((name for name in encodings if self._accepts(name)), "")
        sent = _compressed(file, encoding) if encoding else file
        about = sent.stat()
        tag = f'"{about.st_mtime_ns:x}-{about.st_size:x}{encoding and f"-{encoding}"}"'
        is_known = tag in re.split(r",\s*", self.headers.get("If-None-Match", ""))
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK)
        self.send_header("ETag", tag)
        self.send_header("Last-Modified", formatdate(about.st_mtime, usegmt=True))
        if encodings:
            self.send_header("Vary", "Accept-Encoding")
        if not is_known:
            self._describe(file, encoding, about.st_size)
        self.end_headers()
        return None if is_known else sent.open("rb")

    def _describe(self, file: Path, encoding: str, size: int) -> None:
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(size))
        if encoding:
            self.send_header("Content-Encoding", encoding)

    def _accepts(self, encoding: str) -> bool:
        """Whether the browser takes this encoding; a quality of zero says that it does not."""
        for one in self.headers.get("Accept-Encoding", "").lower().split(","):
            name, _semicolon, quality = one.partition(";")
            if name.strip() == encoding:
                return not re.fullmatch(r"\s*q=0(\.0*)?\s*", quality)
        return False

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What is not there answers with the site's own page."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def list_directory(self, path: object) -> None:  # noqa: ARG002 - inherited
        self.send_error(HTTPStatus.NOT_FOUND)

    def translate_path(self, path: str) -> str:
        """No file name holds a zero byte; asked for one, the system would raise."""
        return super().translate_path(path).replace("\0", "%00")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited name
        """Say nothing: the terminal is for the address and for real errors."""


if __name__ == "__main__":
    sys.exit(main())
