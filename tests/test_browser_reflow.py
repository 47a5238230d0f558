"""Nothing needs scrolling sideways: on narrow screens, zoomed in, with large or widely set text."""

from collections.abc import Callable

import pytest
from browser import DESKTOP, LANGUAGES, Reader, Readers
from playwright.sync_api import Page, ViewportSize, expect
from step_fixtures import UNFOLD, Stage, every_step

pytestmark = pytest.mark.browser

NARROW = ViewportSize(width=320, height=640)
ZOOMED = ViewportSize(width=320, height=256)
"""What 1280 by 1024 pixels leave at 400 per cent."""

SPACING = """() => {
  const wide = new CSSStyleSheet();
  wide.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [wide];
}"""
"""The spacing that readers must be able to set (WCAG 1.4.12)."""

OVERFLOW = """() => document.documentElement.scrollWidth > innerWidth
  || [...document.querySelectorAll("order-troubleshooter form *:not([tabindex='0'] *)")].some(
    part => part.getBoundingClientRect().right > innerWidth)"""
"""Whether anything reaches beyond the screen that does not scroll in a region of its own."""


def as_it_is(page: Page) -> None:
    """A reader who changes nothing."""
    expect(page.locator("html")).to_have_css("font-size", "20px")


def widely_spaced(page: Page) -> None:
    page.evaluate(SPACING)
    expect(page.locator("body")).to_have_css("letter-spacing", "1.2px")


def with_large_text(page: Page) -> None:
    """Text twice as large, nothing else."""
    sizes = {"standard": 32, "fixed": 26}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
    expect(page.locator("html")).to_have_css("font-size", "40px")


ways = pytest.mark.parametrize(
    ("screen", "way"),
    [(NARROW, as_it_is), (ZOOMED, as_it_is), (NARROW, widely_spaced), (DESKTOP, with_large_text)],
    ids=["narrow", "zoomed", "spaced", "large"],
)


@pytest.mark.parametrize("lang", LANGUAGES)
@ways
def test_no_step_reaches_beyond_the_screen(
    readers: Readers, lang: str, screen: ViewportSize, way: Callable[[Page], None]
) -> None:
    stage = Stage(readers.new(lang, viewport=screen))
    way(stage.page)
    wide = []
    for name, step in every_step().items():
        stage.put(step)
        if stage.page.evaluate(OVERFLOW):
            wide.append(name)

    assert wide == []


@pytest.mark.parametrize("lang", LANGUAGES)
@ways
def test_no_page_reaches_beyond_the_screen(
    readers: Readers, lang: str, screen: ViewportSize, way: Callable[[Page], None]
) -> None:
    reader = readers.new(lang, viewport=screen)
    wide = []
    for address in addresses(reader):
        reader.page.goto(address)
        way(reader.page)
        reader.page.evaluate(UNFOLD)
        if reader.page.evaluate(OVERFLOW):
            wide.append(address)

    assert wide == []


def addresses(reader: Reader) -> list[str]:
    """Every page that the menu leads to, and one page of each kind that it does not name."""
    reader.page.goto(f"{reader.home}guides/")
    links = reader.page.locator("#oc-menu a")
    named: list[str] = links.evaluate_all("links => links.map(link => link.href)")
    more = ("causes/customs-refused/", "faq/closed-although-paid/", "guides/article-check/")
    return [*named, *(f"{reader.home}{address}" for address in (*more, "guides/glossary/"))]


def test_the_missing_page_fits_a_narrow_screen(readers: Readers) -> None:
    reader = readers.new("id", viewport=NARROW)
    reader.page.goto(f"{reader.home}404.html")

    assert not reader.page.evaluate(OVERFLOW)
