"""The pages for frames in Chromium: nothing for axe, nothing refused, and every way leads on."""

import re
from collections.abc import Iterator

import pytest
from browser import DESKTOP, LANGUAGES, Reader, Readers
from playwright.sync_api import Page, ViewportSize, expect
from test_browser_axe import AXE, NARROW, everyone, faults, told

pytestmark = pytest.mark.browser

FORMS = (
    "closed-although-paid.{lang}.html",
    "customs-duty-how-much.{lang}.html",
    "causes/out-of-stock.{lang}.html",
    "troubleshooter.{lang}.html",
    "troubleshooter.{lang}.html#payment=paid&status-shown=closed",
)
"""A usual answer, one with a table, a cause, and the card in both its states."""

THEMES = ("", "?theme=light", "?theme=dark", "?theme=auto")
STEPS = ("", "#t0", "#t31", "#t0110")


def themed(form: str, theme: str) -> str:
    path, mark, fragment = form.partition("#")
    return f"{path}{theme}{mark}{fragment}"


def frame(reader: Reader, form: str) -> Page:
    """A reader's new window with one of our pages for frames."""
    page = reader.page.context.new_page()
    page.goto(f"{reader.site}embed/v1/{form.format(lang=reader.lang)}")
    return page


@everyone
def test_axe_finds_nothing_in_a_frame(
    readers: Readers, lang: str, scheme: str, screen: ViewportSize
) -> None:
    reader = readers.new(lang, color_scheme=scheme, viewport=screen)
    reader.page.context.add_init_script(path=AXE)

    def found() -> Iterator[tuple[str, list[object]]]:
        for form in FORMS:
            for theme in THEMES:
                page = frame(reader, themed(form, theme))
                yield f"{form}{theme}", faults(page)
                page.close()

    assert told(found()) == ""


@pytest.mark.parametrize("screen", [NARROW, DESKTOP], ids=["narrow", "desktop"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_in_the_tree(readers: Readers, lang: str, screen: ViewportSize) -> None:
    reader = readers.new(lang, viewport=screen)
    reader.page.context.add_init_script(path=AXE)

    def found() -> Iterator[tuple[str, list[object]]]:
        for step in STEPS:
            page = frame(reader, f"tree.{{lang}}.html{step}")
            page.locator("summary:visible").first.click()
            yield step, faults(page)
            page.close()

    assert told(found()) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tree_leads_to_a_cause_without_scripts(readers: Readers, lang: str) -> None:
    reader = readers.new(lang, java_script_enabled=False)
    page = frame(reader, "tree.{lang}.html")
    steps = page.locator("article:visible")
    expect(steps).to_have_count(1)
    for _question in range(8):
        choices = steps.locator(".oc-choices a")
        if choices.count() == 0:
            break
        choices.first.click()
        expect(steps).to_have_count(1)
    cause = steps.locator(".oc-more a").first

    expect(cause).to_have_attribute("target", "_blank")
    assert re.search(r"/causes/[a-z-]+/$", cause.get_attribute("href") or "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_starts_the_troubleshooter_with_the_answers_that_were_set(
    readers: Readers, lang: str
) -> None:
    reader = readers.new(lang)
    page = frame(reader, "troubleshooter.{lang}.html#payment=paid&status-shown=closed")
    start = page.locator("a.start")

    assert (start.get_attribute("href") or "").endswith(
        "/troubleshooter/#payment=paid&status-shown=closed"
    )
    expect(page.locator(".first")).to_be_hidden()
    reader.open((start.get_attribute("href") or "").partition("#")[2])
    reader.sees_step("payment=paid&status-shown=closed")


@pytest.mark.parametrize("fragment", ["", "#<img src=x onerror=alert(1)>", "#javascript:alert(1)"])
def test_the_card_starts_at_the_beginning_where_nothing_sound_was_set(
    reader: Reader, fragment: str
) -> None:
    page = frame(reader, f"troubleshooter.{{lang}}.html{fragment}")

    assert (page.locator("a.start").get_attribute("href") or "").endswith("/troubleshooter/")
    expect(page.locator(".first a").first).to_be_visible()


def test_a_page_whose_answer_nobody_wrote_is_our_own(reader: Reader) -> None:
    """A frame with a wrong id says so in both languages, and offers ways on."""
    answer = reader.page.request.get(f"{reader.site}embed/v1/never-written.id.html")

    assert answer.status == 404
    assert "Halaman tidak ditemukan" in answer.text()
    assert '<section lang="en">' in answer.text()
    assert answer.headers["access-control-allow-origin"] == "*"
