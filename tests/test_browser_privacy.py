"""Nothing that the reader says leaves the device: every request of page and worker is watched."""

from urllib.parse import urlsplit

import pytest
from browser import LANGUAGES, Readers, choose_by_pointer
from playwright.sync_api import Request

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whole_interview_asks_this_site_alone_and_sets_no_cookie(
    readers: Readers, lang: str
) -> None:
    reader = readers.new(lang)
    requests: list[Request] = []
    reader.page.context.on("request", lambda request: requests.append(request))  # noqa: PLW0108 -- Playwright marks its handlers
    reader.page.goto(reader.home)
    reader.open()
    result = reader.walk({"closed-when": "other-time"}, choose_by_pointer)
    addresses = [request.url for request in requests]

    assert any(".wasm" in address for address in addresses), "requests of the worker are not seen"
    assert {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/" for url in addresses} == {
        reader.site
    }
    assert {request.method for request in requests} == {"GET"}
    assert [request.url for request in requests if request.post_data] == []
    assert [url for url in addresses if result["fragment"] in url.partition("#")[0]] == []
    assert reader.page.context.cookies() == []
    assert reader.page.evaluate("document.cookie") == ""


def test_engine_is_loaded_once(readers: Readers) -> None:
    reader = readers.new("id")
    loaded: list[str] = []
    reader.page.context.on("requestfinished", lambda request: loaded.append(request.url))
    reader.open("payment=paid")
    reader.sees_step("payment=paid")
    reader.answer("unsure")
    big = [url for url in loaded if ".wasm" in url or ".zip" in url or ".whl" in url]

    assert len(big) == len(set(big)) == 3
