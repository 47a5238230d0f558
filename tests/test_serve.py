"""The server behaves as a host: types, headers, compressed files, what the browser has already.

What is missing gets the site's page, mistakes a sentence.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
    with serving(site) as port:
        yield port


@contextmanager
def serving(site: Path) -> Iterator[int]:
    with site_server(site, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def get(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", port)
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=asked)
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


def test_a_folder_without_its_slash_leads_to_the_one_with_it(port: int) -> None:
    response, _ = get(port, "/page?a=b")

    assert (response.status, response.headers["Location"]) == (301, "/page/?a=b")


def test_no_address_leads_to_another_host(port: int) -> None:
    response, _ = get(port, "//page")

    assert response.headers.get("Location", "/page/") == "/page/"


def test_without_rules_every_file_is_asked_for_anew(port: int) -> None:
    assert get(port, "/engine.json")[0].headers["Cache-Control"] == "no-cache"


def test_a_file_comes_with_the_headers_that_the_folder_asks_for(site: Path) -> None:
    rules = (
        "/*\n  X-One: 1\n/page/*\n  X-Two: 2; three\n  Cache-Control: immutable\n/\n  X-One: one\n"
    )
    (site / "_headers").write_text(rules, "utf-8")
    with serving(site) as port:
        page, start = get(port, "/page/?x#y")[0].headers, get(port, "/")[0].headers
        missing = get(port, "/missing")[0].headers

    assert (page["X-One"], page["X-Two"], page["Cache-Control"]) == ("1", "2; three", "immutable")
    assert (start["X-One"], start["X-Two"], start["Cache-Control"]) == ("1, one", None, "no-cache")
    assert missing["X-One"] == "1"


@pytest.mark.parametrize(
    ("accepted", "encoding", "text"),
    [
        ("gzip, deflate, br, zstd", "br", "this is brotli"),
        ("gzip", "gzip", "this is gzip"),
        ("br;q=0.5, gzip;q=1.0", "br", "this is brotli"),
        ("BR; q=1.0", "br", "this is brotli"),
        ("br;q=0, gzip", "gzip", "this is gzip"),
        ("br;q=0.0, identity", None, "this is worker.mjs"),
        ("", None, "this is worker.mjs"),
    ],
)
def test_the_compressed_file_is_sent_to_who_takes_it(
    port: int, site: Path, accepted: str, encoding: str | None, text: str
) -> None:
    (site / "worker.mjs.br").write_text("this is brotli", "utf-8")
    (site / "worker.mjs.gz").write_text("this is gzip", "utf-8")
    response, sent = get(port, "/worker.mjs", Accept_Encoding=accepted)

    assert sent == text
    assert response.headers["Content-Encoding"] == encoding
    assert response.headers["Content-Length"] == str(len(text))
    assert response.headers["Content-Type"] == FILES["worker.mjs"]
    assert response.headers["Vary"] == "Accept-Encoding"


def test_a_file_without_a_compressed_one_is_sent_as_it_is(port: int) -> None:
    response, sent = get(port, "/engine.json", Accept_Encoding="br, gzip")

    assert sent == "this is engine.json"
    assert response.headers["Content-Encoding"] is response.headers["Vary"] is None


def test_what_the_browser_has_already_is_not_sent_again(port: int) -> None:
    tag = get(port, "/page/")[0].headers["ETag"]
    again, text = get(port, "/page/", If_None_Match=f'"other", {tag}')

    assert (again.status, text) == (304, "")
    assert (again.headers["ETag"], again.headers["Cache-Control"]) == (tag, "no-cache")


def test_a_changed_or_differently_compressed_file_is_sent(port: int, site: Path) -> None:
    tag = get(port, "/page/")[0].headers["ETag"]
    (site / "page" / "index.html").write_text("new", "utf-8")
    (site / "page" / "index.html.br").write_text("new", "utf-8")
    tags = {tag, *(get(port, "/page/", Accept_Encoding=e)[0].headers["ETag"] for e in ("", "br"))}

    assert get(port, "/page/", If_None_Match=tag)[1] == "new"
    assert len(tags) == 3


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
