"""The button that erases shows what is kept, leaves nothing of it and says what there was."""

import pytest
from browser import LANGUAGES, Reader, Readers
from playwright.sync_api import Locator, expect
from release_host import Host
from test_browser_axe import AXE, faults
from test_browser_offline import host, kept, start_engine, visit, visitor, visitors, wait_for

from decision_tree import Knowledge

__all__ = ["host", "visitors"]

pytestmark = pytest.mark.browser

PAGE = "privacy/"
"""Where the element stands."""

FILL = """async () => {
  const color = {media: "", scheme: "default", primary: "custom", accent: "custom"};
  localStorage.setItem("/.__palette", JSON.stringify({index: 0, color}));
  sessionStorage.setItem("note", "one");
  await (await caches.open("engine-1")).put("/start", new Response("x".repeat(2_000_000)));
  await (await caches.open("foreign")).put("/foreign", new Response("foreign"));
  const request = indexedDB.open("notes");
  await new Promise((resolve) => (request.onsuccess = resolve));
  request.result.close();
}"""
"""Of every kind that a browser can keep, one thing more than this site keeps."""

EVERY_KIND = ("pages", "python", "engine", "files", "worker", "look", "entries", "answers")
NOTHING = {"caches": {}, "entries": [], "databases": [], "workers": [], "cookies": ""}

REFUSED = """for (const name of ["localStorage", "sessionStorage", "caches", "indexedDB"])
  Object.defineProperty(window, name, {get() { throw new DOMException("no", "SecurityError") }})"""


def eraser(reader: Reader) -> Locator:
    return reader.page.locator("erase-everything")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_erasing_leaves_nothing_and_says_what_there_was(
    visitors: Readers, knowledge: Knowledge, lang: str
) -> None:
    reader = visitor(visitors, lang)
    keep_everything(reader)
    things = eraser(reader).locator("li")
    expect(things).to_have_count(len(EVERY_KIND))
    expect(eraser(reader)).to_contain_text(knowledge.site["erase-kept"][lang])
    shown = things.all_text_contents()
    eraser(reader).get_by_role("button").click()
    expect(eraser(reader)).to_contain_text(knowledge.site["erase-erased"][lang])

    said = things.all_text_contents()
    assert sorted(said) == sorted(shown)
    for kind in EVERY_KIND:
        name = knowledge.site[f"erase-{kind}"][lang].partition("{")[0]
        assert [text for text in said if text.startswith(name)], f"nothing is said of: {name}"
    assert reader.page.url == f"{reader.home}{PAGE}"
    assert kept(reader) == NOTHING


def keep_everything(reader: Reader) -> None:
    """Let the browser keep something of every kind; come to the button with answers."""
    visit(reader)
    start_engine(reader)
    reader.page.goto(f"{reader.home}{PAGE}#payment=paid")
    reader.page.evaluate(FILL)
    reader.page.reload()


def test_sizes_are_those_of_what_is_kept(visitors: Readers) -> None:
    reader = visitor(visitors, "en")
    reader.page.goto(f"{reader.home}{PAGE}")
    reader.page.evaluate(FILL)
    reader.page.reload()

    expect(eraser(reader)).to_contain_text("(2 MB)")


def test_what_is_being_stored_while_the_button_is_pressed_is_erased_too(visitors: Readers) -> None:
    reader = visitor(visitors, "en")
    reader.page.goto(f"{reader.home}{PAGE}")
    registering = "Boolean(navigator.serviceWorker) && (async () => "
    registering += "(await navigator.serviceWorker.getRegistrations()).length)()"
    wait_for(reader.page, registering, 1)
    eraser(reader).get_by_role("button").click()
    expect(eraser(reader)).to_contain_text("Erased")
    reader.page.wait_for_timeout(2000)

    assert kept(reader)["caches"] == {}
    assert kept(reader)["workers"] == []


def test_what_is_erased_is_kept_again_at_the_next_visit(visitors: Readers) -> None:
    reader = visitor(visitors, "en")
    visit(reader, PAGE)
    eraser(reader).get_by_role("button").click()
    expect(eraser(reader)).to_contain_text("Erased")
    visit(reader)

    assert kept(reader)["workers"] == [f"{reader.site}sw.js"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_is_kept_it_says_so(
    readers: Readers, knowledge: Knowledge, lang: str
) -> None:
    reader = readers.new(lang)
    reader.page.add_init_script(REFUSED)
    reader.page.goto(f"{reader.home}{PAGE}")

    expect(eraser(reader)).to_contain_text(knowledge.site["erase-nothing"][lang])
    readers.complaints.clear()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_it_says_how_to_erase_by_hand(
    readers: Readers, knowledge: Knowledge, lang: str
) -> None:
    reader = readers.new(lang, java_script_enabled=False)
    reader.page.goto(f"{reader.home}{PAGE}")

    expect(eraser(reader).locator("noscript p")).to_be_visible()
    by_hand = eraser(reader).locator("noscript p").text_content()
    assert by_hand == knowledge.site["erase-by-hand"][lang]
    expect(eraser(reader).locator("button")).to_be_hidden()


def test_the_keyboard_alone_erases(visitors: Readers, host: Host) -> None:
    del host
    reader = visitor(visitors, "en")
    visit(reader, PAGE)
    eraser(reader).get_by_role("button").focus()
    reader.page.keyboard.press("Enter")

    expect(eraser(reader)).to_contain_text("Erased")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_it_shows(visitors: Readers, scheme: str) -> None:
    reader = visitor(visitors, color_scheme=scheme)
    reader.page.context.add_init_script(path=AXE)
    visit(reader, PAGE)
    reader.page.reload()
    expect(eraser(reader).locator("li").first).to_be_visible()

    assert faults(reader.page) == []
