"""nginx serves a folder as hosts do: compressed, kept as long as is right, all bytes counted."""

import gzip
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPMessage
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest

from hooks import nginx
from hooks.make_site import build_site
from hooks.nginx import ADDRESS, Nginx, NginxError, NginxMissingError, Sent, running_nginx
from hooks.places import SITE

PAGE = b"<p>Hello, reader!" * 20
FILES = {
    "index.html": PAGE,
    "index.html.gz": gzip.compress(PAGE),
    "index.html.br": b"as brotli",
    "app.0123abcd.js": b"1",
    "engine/engine.wasm": b"\0asm",
    "stock/python.zip": b"PK",
    "404.html": b"Nothing here",
}
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Nginx]:
    for name, content in FILES.items():
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    with running_nginx(tmp_path / "site", "stock") as running:
        yield running


def get(server: Nginx, path: str, accepted: str = "") -> tuple[bytes, HTTPMessage]:
    address = f"http://{ADDRESS}:{server.port}/{path}"
    request = urllib.request.Request(address, headers={"Accept-Encoding": accepted})
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # our own server
        return answer.read(), answer.headers


def test_a_browser_gets_the_best_form_that_it_reads(server: Nginx) -> None:
    assert get(server, "", "gzip, br")[0] == b"as brotli"
    assert gzip.decompress(get(server, "", "gzip")[0]) == PAGE
    assert get(server, "")[0] == PAGE


def test_files_have_the_type_that_browsers_ask_for(server: Nginx) -> None:
    types = {path: get(server, path)[1]["Content-Type"] for path in ("", "engine/engine.wasm")}

    assert types == {"": "text/html; charset=utf-8", "engine/engine.wasm": "application/wasm"}
    assert get(server, "app.0123abcd.js")[1]["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("", "no-cache"),
        ("app.0123abcd.js", FOR_EVER),
        ("engine/engine.wasm", "no-cache"),
        ("engine/engine.wasm?sha256-abc", FOR_EVER),
        ("stock/python.zip", FOR_EVER),
    ],
)
def test_only_what_never_changes_is_kept_for_ever(server: Nginx, path: str, kept: str) -> None:
    assert get(server, path)[1]["Cache-Control"] == kept


def test_every_answer_is_counted_with_its_headers(server: Nginx) -> None:
    content, _ = get(server, "app.0123abcd.js?v=1")
    # An answer is written down after it has come, and all of them before the server ends.
    server.stop()
    (sent,) = server.sent()

    assert (sent.status, sent.path) == (200, "/app.0123abcd.js?v=1")
    assert 100 < sent.bytes - len(content) < 1000


def test_a_stopped_server_answers_nobody_and_starts_again_at_its_port(server: Nginx) -> None:
    server.stop()
    with pytest.raises(URLError):
        get(server, "")
    server.start()

    assert get(server, "")[0] == PAGE


OF_THE_SITE = """
server {
    listen 127.0.0.1:1;
    root /nowhere;
    include mime.types;
    add_header Cache-Control "of the site";
}
"""


def test_a_site_says_itself_how_it_is_served(server: Nginx, tmp_path: Path) -> None:
    server.stop()
    (tmp_path / "site" / "nginx.conf").write_text(OF_THE_SITE, "utf-8")
    with running_nginx(tmp_path / "site", "stock") as other:
        assert get(other, "")[1]["Cache-Control"] == "of the site"
        assert get(other, "stock/python.zip")[1]["Cache-Control"] == FOR_EVER


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        pytest.param(
            "listen 127.0.0.1:1;",
            "",
            "'listen' must stand there once, but does 0 times",
            id="no address",
        ),
        pytest.param("include", "nonsense", 'unknown directive "nonsense"', id="nonsense"),
    ],
)
def test_a_server_that_cannot_start_says_why(
    server: Nginx, tmp_path: Path, old: str, new: str, why: str
) -> None:
    server.stop()
    (tmp_path / "site" / "nginx.conf").write_text(OF_THE_SITE.replace(old, new), "utf-8")

    with pytest.raises(NginxError, match=why), running_nginx(tmp_path / "site", "stock"):
        pass


def test_what_is_missing_for_other_sites_can_be_read_by_them() -> None:
    """Without these headers a browser tells the host nothing but that something failed."""
    build_site()
    with running_nginx(SITE, "stock") as server:
        missing = [
            _headers_of_missing(server, f"{folder}/never-there.json")
            for folder in ("api/v1/id", "embed/v1", "oembed/v1/en", "faq")
        ]

    assert [one["Access-Control-Allow-Origin"] for one in missing] == ["*", "*", "*", None]
    assert "frame-ancestors" not in missing[1]["Content-Security-Policy"]


def _headers_of_missing(server: Nginx, path: str) -> HTTPMessage:
    with pytest.raises(HTTPError) as error:
        get(server, path)
    with error.value as answer:
        assert answer.code == HTTPStatus.NOT_FOUND
        headers = answer.headers
    assert isinstance(headers, HTTPMessage)
    return headers


def test_missing_nginx_is_named_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nginx, "SEARCHED", str(tmp_path))
    monkeypatch.setattr(nginx, "install_debian_package", lambda _: False)

    with pytest.raises(NginxMissingError, match="apt install nginx-light"):
        nginx.ensure_nginx()


def test_lines_of_the_log_are_read_as_answers() -> None:
    assert nginx.read_answer("9.5 2.250 304 205 /a b") == Sent(7.25, 304, 205, "/a b")
