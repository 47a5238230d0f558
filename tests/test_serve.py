"""The server gives files their types, what is missing the site's page, mistakes a sentence."""

import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from hooks.serve import ServeError, main, site_server

FILES = {
    "index.html": "text/html; charset=utf-8",
    "page/index.html": "text/html; charset=utf-8",
    "worker.mjs": "text/javascript; charset=utf-8",
    "pyodide.asm.wasm": "application/wasm",
    "project.whl": "application/zip",
    "engine.json": "application/json",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in (*FILES, "404.html"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"this is {name}", "utf-8")
    (tmp_path / "folder").mkdir()
    return tmp_path


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    with site_server(site, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def get(port: int, path: str, method: str = "GET") -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request(method, path)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response, text


@pytest.mark.parametrize(("name", "content_type"), FILES.items())
def test_file_comes_with_its_type(port: int, name: str, content_type: str) -> None:
    response, text = get(port, f"/{name}")

    assert (response.status, text) == (200, f"this is {name}")
    assert response.headers["Content-Type"] == content_type


def test_folder_answers_with_its_page(port: int) -> None:
    assert get(port, "/page/")[1] == "this is page/index.html"


@pytest.mark.parametrize(
    "path", ["/missing", "/missing/", "/folder/", "/%00", "/../secret", f"/{'x' * 5000}"]
)
def test_what_is_missing_answers_with_the_page_of_the_site(port: int, path: str) -> None:
    response, text = get(port, path)

    assert (response.status, text) == (404, "this is 404.html")


def test_head_of_what_is_missing_has_no_body(port: int) -> None:
    response, text = get(port, "/missing", "HEAD")

    assert (response.status, text) == (404, "")


def test_port_in_use_is_named_with_a_remedy(port: int, site: Path) -> None:
    with pytest.raises(ServeError, match=rf"Port {port} is in use: .*PORT="):
        site_server(site, port)


@pytest.mark.parametrize("port", ["0", "65536", "eight", "-1", ""])
def test_what_is_no_port_is_named(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", port, "--check"]) == 1
    assert capsys.readouterr().err.startswith(f"'{port}' is no port")


def test_a_folder_without_a_site_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with site_server(tmp_path, 0) as free:
        port = free.server_port

    assert main(["--port", str(port), "--folder", str(tmp_path)]) == 1
    assert "run 'make build' first" in capsys.readouterr().err
