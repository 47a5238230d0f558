"""Axe finds nothing: not on any step of the troubleshooter, nor on any kind of page."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from browser import DESKTOP, LANGUAGES, Reader, Readers
from engine_fixtures import KNOWLEDGE
from playwright.sync_api import Page, ViewportSize, expect
from step_fixtures import UNFOLD, Stage, every_step

from hooks.places import NODE_MODULES

pytestmark = pytest.mark.browser

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """([part, tags]) => axe.run(part, {runOnly: {type: "tag", values: tags}}).then(found =>
  found.violations.map(v => [v.impact, v.id, v.nodes.map(node => node.target.join(" "))]))"""

NARROW = ViewportSize(width=320, height=640)

PAGES = (
    "",
    "troubleshooter/",
    "causes/",
    "causes/receipt-confirmed/",
    "guides/",
    "guides/statuses/",
    "guides/closed-without-shipment/",
    "guides/order-life/",
    "guides/replies/",
    "guides/disagreements/",
    "guides/article-check/",
    "guides/figures/",
    "guides/glossary/",
    "guides/sources/",
    "faq/",
    "faq/closed-although-paid/",
    "how-it-works/",
    "about/",
)
"""One page of each kind, and each page with a part that no other has."""

everyone = pytest.mark.parametrize(
    ("lang", "scheme", "screen"),
    [
        pytest.param(lang, scheme, screen, id=f"{lang}-{scheme}-{screen['width']}")
        for lang in LANGUAGES
        for scheme in ("light", "dark")
        for screen in (NARROW, DESKTOP)
    ],
)


def new_reader(readers: Readers, lang: str, scheme: str, screen: ViewportSize) -> Reader:
    reader = readers.new(lang, color_scheme=scheme, viewport=screen)
    reader.page.context.add_init_script(path=AXE)
    return reader


def faults(page: Page, part: str = "html") -> list[Any]:
    found: list[Any] = page.evaluate(RUN, [part, TAGS])
    return found


def told(found: Iterable[tuple[str, list[Any]]]) -> str:
    """What axe found, a line for each place; nothing where it found nothing."""
    return "\n".join(f"{where}: {json.dumps(what)}" for where, what in found if what)


def test_steps_hold_every_question_and_every_cause(reader: Reader) -> None:
    replies = [
        reader.expected(step.fragment, step.action, **step.said) for step in every_step().values()
    ]
    leads = {f'href="../causes/{cause}/"' for cause in KNOWLEDGE.causes}

    assert {reply["question"] for reply in replies} >= KNOWLEDGE.questions.keys()
    assert {reply["kind"] for reply in replies} == {"question", "reading", "result"}
    assert all(any(lead in reply["html"] for reply in replies) for lead in leads)


def test_axe_sees_a_fault_where_there_is_one(readers: Readers) -> None:
    stage = Stage(new_reader(readers, "en", "light", DESKTOP))
    stage.page.locator("#oc-option-1 + label").evaluate("label => { label.htmlFor = 'another' }")

    assert [rule for _, rule, _ in faults(stage.page)] == ["label"]


@everyone
def test_axe_finds_nothing_on_any_step(
    readers: Readers, lang: str, scheme: str, screen: ViewportSize
) -> None:
    stage = Stage(new_reader(readers, lang, scheme, screen))
    found = []
    for name, step in every_step().items():
        stage.put(step)
        # What is around the step is tested as one of the pages.
        found.append((name, faults(stage.page, "order-troubleshooter")))

    assert told(found) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_on_the_steps_without_python(
    readers: Readers, lang: str, scheme: str
) -> None:
    stage = Stage(new_reader(readers, lang, scheme, NARROW))
    steps = stage.simple_steps()
    found = []
    for name, html in steps.items():
        stage.put_html(html)
        found.append((name, faults(stage.page, "order-troubleshooter")))

    assert steps.keys() >= KNOWLEDGE.questions.keys() | KNOWLEDGE.causes.keys()
    assert told(found) == ""


@everyone
def test_axe_finds_nothing_on_any_kind_of_page(
    readers: Readers, lang: str, scheme: str, screen: ViewportSize
) -> None:
    reader = new_reader(readers, lang, scheme, screen)
    found = []
    for address in PAGES:
        reader.page.goto(f"{reader.home}{address}")
        reader.page.evaluate(UNFOLD)
        found.append((address, faults(reader.page)))

    assert told(found) == ""


@everyone
def test_axe_finds_nothing_in_the_menus(
    readers: Readers, lang: str, scheme: str, screen: ViewportSize
) -> None:
    reader = new_reader(readers, lang, scheme, screen)
    reader.page.goto(f"{reader.home}guides/statuses/")
    found = []
    for menu in reader.page.locator("header button[popovertarget]:visible").all():
        menu.click()
        expect(reader.page.locator(":popover-open")).to_be_visible()
        found.append(("menu", faults(reader.page)))
        reader.page.keyboard.press("Escape")

    assert len(found) == (2 if screen is NARROW else 1)
    assert told(found) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_that_is_missing(readers: Readers, scheme: str) -> None:
    reader = new_reader(readers, "id", scheme, NARROW)
    reader.page.goto(f"{reader.home}404.html")

    assert told([("404", faults(reader.page))]) == ""
