"""Finds, installs where it may, and runs nginx as hosts of static sites do; it knows no page.

The files are served compressed from `.br` and `.gz` files beside them. Every answer is written
down with its bytes on the line, headers included: whichever part of a browser asked, it counts.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .programs import installed
from .setup import SetupError, install_debian_package

ADDRESS = "127.0.0.1"
MODULE = "ngx_http_brotli_static_module.so"
PACKAGES = ("nginx-light", "libnginx-mod-http-brotli-static")
SEARCHED = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin"
"""Debian puts servers where the PATH of an ordinary user does not look."""

SITE_FILE = "nginx.conf"
"""In the root of a site: a server for it, of which the address and the folder are filled in."""

PATIENCE = 10
"""Seconds until nginx must have started or ended."""

CONFIGURATION = """\
daemon off;
master_process off;
load_module {module};
pid {own}/pid;
error_log {own}/errors.log;
events {{ worker_connections 512; }}
http {{
  log_format answers '$msec $request_time $status $bytes_sent $request_uri';
  access_log {own}/answers.log answers;
  client_body_temp_path {own}/body;
  proxy_temp_path {own}/proxy;
  fastcgi_temp_path {own}/fastcgi;
  uwsgi_temp_path {own}/uwsgi;
  scgi_temp_path {own}/scgi;
  absolute_redirect off;
  {server}
}}
"""

USUAL_SERVER = """\
map $request_uri $kept {
  default "no-cache";
  "~[.-][0-9a-f]{8,64}[.]" "public, max-age=31536000, immutable";
  "~[?]sha256-" "public, max-age=31536000, immutable";
}
server {
  listen 80;
  root /srv;
  error_page 404 /404.html;
  include mime.types;
  charset utf-8;
  charset_types text/css text/javascript;
  gzip_static on;
  brotli_static on;
  add_header Cache-Control $kept;
}
"""
"""For a site that does not say itself how it is served."""

UNCHANGING = """\
  location /{unchanging}/ {{
    gzip_static on;
    brotli_static on;
    add_header Cache-Control "public, max-age=31536000, immutable";
  }}
}}
"""

TYPES = """\
types {
  application/json json;
  application/wasm wasm;
  application/xml xml;
  application/zip whl zip;
  image/png png;
  image/svg+xml svg;
  text/css css;
  text/html html;
  text/javascript js mjs;
  text/plain txt;
}
"""


class NginxMissingError(SetupError):
    """No nginx with brotli here and no right to install one."""


class NginxError(Exception):
    """nginx does not start; the sentence says what it said."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer: its status, its bytes on the line, and what was asked for, when in seconds."""

    asked: float
    status: int
    bytes: int
    path: str


def is_here() -> bool:
    """Whether nginx and its module are installed."""
    return _found() is not None


def ensure_nginx() -> Path:
    """Return the program, after an installation if need be; raises `NginxMissingError`."""
    if not is_here():
        for package in PACKAGES:
            install_debian_package(package)
    return _required()[0]


@contextmanager
def running_nginx(folder: Path, unchanging: str) -> Iterator["Nginx"]:
    """Serve a folder as long as the block runs.

    `unchanging` names a folder in it that no header of the site is meant for: its files may be kept
    for ever. Raises `NginxMissingError` and `NginxError`.
    """
    with TemporaryDirectory() as own:
        server = Nginx(folder, Path(own), unchanging)
        try:
            server.start()
            yield server
        finally:
            server.stop()


class Nginx:
    """A server of one folder, with a folder of its own for what it writes."""

    def __init__(self, folder: Path, own: Path, unchanging: str) -> None:
        program, module = _required()
        self.port = _free_port()
        self._own = own
        self._command = (program, "-p", own, "-e", own / "errors.log", "-c", own / "nginx.conf")
        server = _server(folder, self.port, unchanging)
        configuration = CONFIGURATION.format(own=own, module=module, server=server)
        (own / "nginx.conf").write_text(configuration, "utf-8")
        (own / "mime.types").write_text(TYPES, "utf-8")
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Serve, again at the same port after a stop; raises `NginxError`."""
        self._process = subprocess.Popen(self._command, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise NginxError(f"nginx did not start: {self._errors()}")
            time.sleep(0.02)

    def stop(self) -> None:
        """End the server, as when a host or the line to it fails."""
        if self._process:
            self._process.terminate()
            self._process.communicate(timeout=PATIENCE)
            self._process = None

    def sent(self) -> list[Sent]:
        """Return all answers so far, in the order in which they were complete."""
        lines = (self._own / "answers.log").read_text("utf-8").splitlines()
        return [read_answer(line) for line in lines]

    def _answers(self) -> bool:
        with socket.socket() as trial:
            return trial.connect_ex((ADDRESS, self.port)) == 0

    def _errors(self) -> str:
        file = self._own / "errors.log"
        return file.read_text("utf-8").strip() if file.is_file() else "it said nothing"


def read_answer(line: str) -> Sent:
    end, duration, status, size, path = line.split(" ", 4)
    return Sent(float(end) - float(duration), int(status), int(size), path)


def _server(folder: Path, port: int, unchanging: str) -> str:
    """Return the server of the site, with our address, its folder and what never changes."""
    file = folder / SITE_FILE
    text = file.read_text("utf-8") if file.is_file() else USUAL_SERVER
    for word, value in {"listen": f"{ADDRESS}:{port}", "root": str(folder)}.items():
        text, places = re.subn(rf"(?m)^( *{word}) [^;]+;", rf"\1 {value};", text)
        if places != 1:
            raise NginxError(f"{file}: '{word}' must stand there once, but does {places} times")
    return f"{text.rstrip().removesuffix('}')}{UNCHANGING.format(unchanging=unchanging)}"


def _required() -> tuple[Path, Path]:
    found = _found()
    if found is None:
        raise NginxMissingError(
            "The tests and the benchmark need nginx with its module for brotli files, which could"
            " not be found or installed: get both (Debian: apt install"
            f" {' '.join(PACKAGES)}) and run the same command again."
        )
    return found


def _found() -> tuple[Path, Path] | None:
    """Return the program and the module."""
    program = shutil.which("nginx", path=SEARCHED)
    if program is None:
        return None
    told = subprocess.run([program, "-V"], capture_output=True, text=True, check=False).stderr
    modules = re.search(r"--modules-path=(\S+)", told)
    module = Path(modules[1], MODULE) if modules else None
    return (Path(program), module) if module and module.is_file() else None


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind((ADDRESS, 0))
        return int(trial.getsockname()[1])


if __name__ == "__main__":
    sys.exit(installed("nginx", ensure_nginx))
