"""Nothing that the reader says leaves the device: every request of page and worker is watched."""

from urllib.parse import urlsplit

import pytest
from browser import LANGUAGES, Reader, Readers
from playwright.sync_api import Frame, Request, expect

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


PASTED = """Order ID: 8190001234567890
Status: Closed
Paid 3 Nov 2026
Buyer confirmed receipt on 20 November 2026
Name: Budi Santoso, phone 0812 3456 7890, budi.santoso@example.com
Address: Jalan Mawar 5, Bandung 40115
"""
PERSONAL = ("Budi", "Santoso", "0812", "7890", "example.com", "Mawar", "Bandung", "40115")
READ = "button-pressed=confirm-receipt&confirmed-on=2026-11-20&paid-on=2026-11-03"

KEPT = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, history.state, document.cookie, name,
  await indexedDB.databases(), await caches.keys(),
])"""
"""All that a page can leave behind in the browser."""

SHOWN = """() => [document.documentElement.outerHTML,
  ...[...document.querySelectorAll("input, textarea")].map(field => field.value)].join()"""


def visited(reader: Reader) -> list[str]:
    """Every address from here on, of new pages and of steps within a page."""
    addresses: list[str] = []

    def note(frame: Frame) -> None:
        addresses.append(frame.url)

    reader.page.on("framenavigated", note)
    return addresses


def test_pasted_text_stays_in_the_page_and_names_are_gone_from_it(readers: Readers) -> None:
    reader = readers.new("en")
    reader.open()
    reader.hears("ready")
    requests, addresses = watched(reader), visited(reader)
    reader.unfold(reader.part("#oc-pasted")).fill(PASTED)
    reader.press("read")
    reply = reader.expected("", "read", pasted=PASTED)
    reader.sees(reply)
    shown = reader.page.evaluate(SHOWN)
    reader.press("show")
    reader.sees_step(reply["fragment"])

    assert set(READ.split("&")) <= set(reply["fragment"].split("&"))
    assert {url.partition("#")[2] for url in addresses} == {reply["fragment"]}
    assert [request.url for request in requests if not request.url.startswith(reader.site)] == []
    assert [request.url for request in requests if request.post_data] == []
    left = (reader.page.evaluate(KEPT), reader.page.evaluate(SHOWN), shown)
    everything = "".join((*left, *addresses, *(request.url for request in requests)))
    assert [word for word in PERSONAL if word in everything] == []


def test_going_back_does_not_bring_the_pasted_text_back(readers: Readers) -> None:
    reader = readers.new("en")
    reader.open()
    reader.hears("ready")
    reader.unfold(reader.part("#oc-pasted")).fill(PASTED)
    reader.press("read")
    expect(reader.part(".oc-reading")).to_be_visible()
    reader.page.go_back()

    reader.sees_step("")
    expect(reader.part("#oc-pasted")).to_have_value("")


def test_engine_is_loaded_once(readers: Readers) -> None:
    reader = readers.new("id")
    requests = watched(reader)
    reader.open("payment=paid")
    reader.sees_step("payment=paid")
    reader.answer("unsure")
    names = [urlsplit(request.url).path.rpartition("/")[2] for request in requests]

    assert [name.endswith(".wasm") for name in names].count(True) == 1
    assert sorted(name.partition(".")[0] for name in names if name.endswith(".zip")) == [
        "decision_tree",
        "python_stdlib",
    ]


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
