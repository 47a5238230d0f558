"""Nothing that the reader says leaves the device: every request of page and worker is watched."""

from urllib.parse import urlsplit

import pytest
from browser import LANGUAGES, Reader, Readers
from playwright.sync_api import Request

pytestmark = pytest.mark.browser


def watched(reader: Reader) -> list[Request]:
    """Every request from here on, of the page and of its worker."""
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    reader.page.context.on("request", note)
    return requests


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whole_interview_asks_this_site_alone_and_sets_no_cookie(
    readers: Readers, lang: str
) -> None:
    reader = readers.new(lang)
    requests = watched(reader)
    reader.page.goto(reader.home)
    reader.open()
    result = reader.walk({"closed-when": "other-time"}, Reader.answer)
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
    requests = watched(reader)
    reader.open("payment=paid")
    reader.sees_step("payment=paid")
    reader.answer("unsure")
    names = [urlsplit(request.url).path.rpartition("/")[2] for request in requests]

    assert [names.count(name) for name in ("pyodide.asm.wasm", "python_stdlib.zip")] == [1, 1]
    assert [name.endswith(".whl") for name in names].count(True) == 1


def test_without_scripts_nothing_chosen_goes_into_the_address(readers: Readers) -> None:
    """A form that no script takes over is sent by the browser itself, unless it is told not to."""
    reader = readers.new("id", java_script_enabled=False)
    reader.page.goto(reader.address(""))
    requests = watched(reader)
    reader.page.locator("order-troubleshooter input[type=radio]").first.check()
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_timeout(500)

    assert reader.page.url.rstrip("#") == reader.address("").rstrip("#")
    assert [request.url for request in requests if request.is_navigation_request()] == []
    assert [request.url for request in requests if "option" in request.url] == []
