"""The search in the page: opened and left by keyboard alone, in one language, from this host."""

from urllib.parse import urlsplit

import pytest
from browser import DESKTOP, LANGUAGES, PHONE, Reader, Readers
from playwright.sync_api import Locator, Route, ViewportSize, expect
from test_browser_accessibility import AXE, faults
from test_browser_privacy import watched

pytestmark = pytest.mark.browser

NARROW = ViewportSize(width=320, height=640)
QUERIES = {"id": "menutup pesanan", "en": "closing an order"}


def dialog(reader: Reader) -> Locator:
    return reader.page.locator("dialog.oc-search")


def button(reader: Reader) -> Locator:
    return reader.page.locator(".oc-search-open")


def results(reader: Reader) -> Locator:
    return dialog(reader).locator("li > a:first-child")


def search(reader: Reader, query: str) -> None:
    """Type into the search, and wait for what it finds."""
    if not dialog(reader).is_visible():
        button(reader).click()
    reader.page.keyboard.type(query)
    expect(results(reader).first).to_be_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_button_opens_it_and_escape_gives_the_focus_back(readers: Readers, lang: str) -> None:
    reader = readers.new(lang)
    reader.page.goto(reader.home)
    button(reader).focus()
    reader.page.keyboard.press("Enter")
    expect(dialog(reader).locator("input")).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(dialog(reader)).to_be_hidden()

    expect(button(reader)).to_be_focused()


def test_keys_open_it_and_the_focus_goes_back_to_where_it_was(reader: Reader) -> None:
    reader.page.goto(f"{reader.home}guides/statuses/")
    link = reader.page.locator("article a").first
    link.focus()
    reader.page.keyboard.press("Control+k")
    expect(dialog(reader).locator("input")).to_be_focused()
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    expect(dialog(reader)).to_be_hidden()

    expect(link).to_be_focused()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_keyboard_alone_leads_to_a_page(readers: Readers, lang: str) -> None:
    reader = readers.new(lang, viewport=DESKTOP)
    reader.page.goto(f"{reader.home}guides/statuses/")
    reader.page.keyboard.press("Control+k")
    search(reader, QUERIES[lang])
    reader.page.keyboard.press("Enter")
    expect(results(reader).first).to_be_focused()
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("ArrowUp")
    expect(results(reader).first).to_be_focused()
    address = results(reader).first.get_attribute("href") or ""
    reader.page.keyboard.press("Enter")

    expect(reader.page).to_have_url(f"{reader.site.rstrip('/')}{address}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_results_are_in_the_language_of_the_page(readers: Readers, lang: str) -> None:
    reader = readers.new(lang)
    reader.page.goto(reader.home)
    search(reader, "AliExpress")
    addresses = results(reader).evaluate_all("links => links.map(link => link.pathname)")
    english = [address.startswith("/en/") for address in addresses]

    assert len(addresses) > 1
    assert set(english) == {lang == "en"}


def test_escape_leaves_it_with_results_on_show_and_the_query_is_kept_for_next_time(
    reader: Reader,
) -> None:
    reader.page.goto(reader.home)
    search(reader, "sengketa")
    results(reader).first.focus()
    reader.page.keyboard.press("Escape")
    expect(dialog(reader)).to_be_hidden()
    button(reader).click()

    expect(dialog(reader).locator("input")).to_have_value("sengketa")
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Escape")
    expect(dialog(reader)).to_be_hidden()


def test_enter_at_once_leads_to_what_was_typed_last(reader: Reader) -> None:
    reader.page.goto(reader.home)
    search(reader, "sengketa")
    dialog(reader).locator("input").fill("glosarium")
    reader.page.keyboard.press("Enter")

    expect(results(reader).first).to_be_focused()
    expect(results(reader).first).to_have_attribute("href", "/guides/glossary/")


def test_number_of_results_is_announced(reader: Reader) -> None:
    reader.page.goto(reader.home)
    status = dialog(reader).locator("[role=status]")
    search(reader, "Open Spore")
    count = results(reader).count()
    expected = dialog(reader).get_attribute("data-found-one" if count == 1 else "data-found") or ""

    expect(status).to_have_text(expected.replace("{n}", str(count)))
    dialog(reader).locator("input").fill("xyzzy")
    expect(status).to_have_text(dialog(reader).get_attribute("data-none") or "-")
    expect(results(reader)).to_have_count(0)


def test_nothing_is_loaded_before_the_first_query_nor_from_elsewhere(reader: Reader) -> None:
    requests = watched(reader)
    reader.page.goto(reader.home)
    button(reader).click()
    reader.page.wait_for_load_state("networkidle")
    before = [request.url for request in requests if "/search/index/" in request.url]
    search(reader, "sengketa")
    hosts = {urlsplit(request.url).netloc for request in requests}

    assert before == []
    assert hosts == {urlsplit(reader.site).netloc}
    assert reader.page.context.cookies() == []


def test_failure_is_said_and_the_next_query_tries_again(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.goto(reader.home)
    engine = "**/pagefind.js*"

    def refuse(route: Route) -> None:
        route.abort()

    reader.page.context.route(engine, refuse)
    button(reader).click()
    reader.page.keyboard.type("sengketa")
    failed = dialog(reader).get_attribute("data-failed") or "-"
    expect(dialog(reader).locator("[role=status]")).to_have_text(failed)
    assert readers.complaints
    readers.complaints.clear()
    reader.page.context.unroute(engine)
    reader.page.keyboard.type(" ditolak")

    expect(results(reader).first).to_be_visible()


def test_page_that_is_missing_has_a_search_that_works(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.goto(f"{reader.site}no/such/page/")
    readers.complaints.clear()
    search(reader, "sengketa")
    results(reader).first.click()

    expect(reader.page.locator("article h1")).to_be_visible()
    assert "/no/" not in reader.page.url


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_in_the_search(
    readers: Readers, lang: str, scheme: str, device: ViewportSize
) -> None:
    reader = readers.new(lang, color_scheme=scheme, viewport=device)
    reader.page.context.add_init_script(path=AXE)
    reader.page.goto(reader.home)
    search(reader, QUERIES[lang])

    assert faults(reader) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_fits_a_narrow_screen(readers: Readers, lang: str) -> None:
    reader = readers.new(lang, viewport=NARROW)
    reader.page.goto(reader.home)
    box = button(reader).bounding_box()
    search(reader, QUERIES[lang])
    inside = dialog(reader).evaluate("box => [box.scrollWidth, box.clientWidth]")
    heights = (
        dialog(reader)
        .locator("input, button, li > a:first-child")
        .evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    )

    assert box is not None
    assert box["x"] + box["width"] <= NARROW["width"]
    assert inside[0] == inside[1]
    assert reader.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    assert min(heights) >= 24
