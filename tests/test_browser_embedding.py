"""On the page for other sites each choice shows the answer as it will look, and its code."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urljoin

import pytest
from browser import DESKTOP, LANGUAGES, PHONE, Reader, Readers, held_back
from playwright.sync_api import Locator, ViewportSize, expect
from test_browser_axe import faults, new_reader
from test_browser_faults import blocked

from decision_tree import Knowledge
from hooks.embedding import FILES
from hooks.places import SITE
from hooks.snippets import FORMS

pytestmark = pytest.mark.browser

PAGE = "embedding/"
PAID, CONFIRMED = "closed-although-paid", "receipt-confirmed"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
THEMED = ("frame", "card")
CLOCK = re.compile(r"Blocked script execution in '(\S+/tree\.\w+\.html|about:blank)'")
"""What is said of the clock that every page gets here, for the tree may run no script at all."""

SELECTED = "() => getSelection().toString()"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.fixture(autouse=True)
def _no_clock_in_the_tree(readers: Readers) -> Iterator[None]:
    yield
    readers.complaints[:] = [said for said in readers.complaints if not CLOCK.match(said)]


def opened(readers: Readers, lang: str, fragment: str = "", **device: Any) -> Reader:  # noqa: ANN401 - options of Playwright
    reader = readers.new(lang, **device)
    visit(reader, fragment)
    return reader


def visit(reader: Reader, fragment: str = "") -> None:
    reader.page.goto(f"{reader.home}{PAGE}{fragment}")
    expect(code(reader)).not_to_be_empty()


def builder(reader: Reader) -> Locator:
    return reader.page.locator("embed-builder")


def code(reader: Reader) -> Locator:
    return builder(reader).locator("#oc-code")


def preview(reader: Reader) -> Locator:
    return builder(reader).locator("#oc-preview")


def status(reader: Reader) -> Locator:
    return builder(reader).get_by_role("status")


def option(reader: Reader, name: str, value: str) -> Locator:
    return builder(reader).locator(f"input[name={name}][value={value}]")


def themes(reader: Reader) -> Locator:
    return builder(reader).locator(".oc-choose-theme")


def written(lang: str, path: str) -> Any:  # noqa: ANN401 - what the build wrote for one answer
    return json.loads((SITE / FILES / lang / f"{path}.json").read_text("utf-8"))


def answer(lang: str, path: str) -> Any:  # noqa: ANN401 - what is published of one answer
    return json.loads((SITE / "api" / "v1" / lang / f"{path}.json").read_text("utf-8"))


def sees(reader: Reader, lang: str, path: str, form: str) -> None:
    """Assert that the page shows just this code."""
    expect(code(reader)).to_have_text(written(lang, path)[form]["code"], use_inner_text=False)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_shows_its_code_and_what_it_survives(
    readers: Readers, knowledge: Knowledge, lang: str
) -> None:
    reader = opened(readers, lang, f"#faq={PAID}&form=tree")
    for form in FORMS:
        option(reader, "form", form).check()
        sees(reader, lang, PAID, f"{form}-light" if form in THEMED else form)
        survives = builder(reader).locator(f"[data-form={form}]")
        expect(survives).to_be_visible()
        expect(survives).to_have_text(knowledge.site[f"embed-form-{form}-survives"][lang])
        expect(builder(reader).locator("[data-form]:visible")).to_have_count(1)
        expect(themes(reader)).to_be_visible(visible=form in THEMED)
        theme = "&theme=light" if form in THEMED else ""
        assert reader.page.url.endswith(f"#faq={PAID}&lang={lang}&form={form}{theme}")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", [PAID, f"causes/{CONFIRMED}"])
def test_the_preview_really_shows_the_answer(readers: Readers, lang: str, path: str) -> None:
    said = answer(lang, path)
    reader = opened(readers, lang, f"#{said['kind']}={said['id']}")
    shown = preview(reader)

    for form in ("component", "pinned"):
        option(reader, "form", form).check()
        article = shown.locator("order-closed-answer article")
        expect(article.locator("b").first).to_have_text(said["question"])
        expect(article).to_contain_text(said["short"])
    for form in ("frame", "address"):
        option(reader, "form", form).check()
        sees(reader, lang, path, "frame-light" if form == "frame" else form)
        page = shown.frame_locator("iframe")
        expect(page.locator("h1")).to_have_text(said["question"])
        expect(page.locator("article")).to_contain_text(said["short"])
    option(reader, "form", "text").check()
    expect(shown.locator("article h2")).to_have_text(said["question"])
    expect(shown.locator("article")).to_contain_text(said["short"])


def test_a_frame_is_as_tall_as_its_text_and_dark_where_that_was_chosen(readers: Readers) -> None:
    reader = opened(readers, "en", f"#faq={PAID}&form=frame&theme=dark")
    frame = preview(reader).locator("iframe")
    root = preview(reader).frame_locator("iframe").locator("html")

    expect(root).to_have_attribute("data-theme", "dark")
    frame.scroll_into_view_if_needed()  # what nobody sees is not laid out
    expect(frame).to_have_attribute("style", re.compile("height"))
    height = root.evaluate("html => Math.ceil(html.getBoundingClientRect().height)")
    assert frame.evaluate("frame => frame.clientHeight") == height > 320


def test_the_card_and_the_tree_show_what_they_are(readers: Readers, knowledge: Knowledge) -> None:
    reader = opened(readers, "en", f"#faq={PAID}&form=card")
    page = preview(reader).frame_locator("iframe")

    expect(page.locator("h1")).to_have_text(knowledge.site["card-title"]["en"])
    expect(page.locator(".start")).to_have_attribute("href", re.compile(answers_of(PAID)))
    option(reader, "form", "tree").check()
    expect(page.locator("h1")).to_have_text(knowledge.site["tree-frame"]["en"])


def answers_of(path: str) -> str:
    start: str = answer("en", path)["check"].partition("#")[2]
    return f"#{re.escape(start)}$"


def test_the_keyboard_alone_chooses_and_copies(readers: Readers) -> None:
    reader = opened(readers, "id", f"#faq={PAID}", permissions=CLIPBOARD)
    builder(reader).locator("select").focus()
    presses(reader, "ArrowDown")
    expect(code(reader)).not_to_contain_text(PAID)
    presses(reader, "Tab", "ArrowDown")
    expect(option(reader, "lang", "en")).to_be_checked()
    presses(reader, "Tab", "ArrowDown", "ArrowDown")
    expect(themes(reader)).to_be_visible()
    presses(reader, "Tab", "ArrowDown")
    expect(option(reader, "theme", "dark")).to_be_checked()
    chosen = builder(reader).locator("select").input_value()
    sees(reader, "en", chosen, "frame-dark")
    presses(reader, "Tab")
    expect(builder(reader).locator("pre:has(#oc-code)")).to_be_focused()
    presses(reader, "Tab", "Enter")

    expect(builder(reader).locator("[data-copies]")).to_have_text("Tersalin")
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied == written("en", chosen)["frame-dark"]["code"]
    assert reader.page.url.endswith(f"#faq={chosen}&lang=en&form=frame&theme=dark")


def presses(reader: Reader, *keys: str) -> None:
    for key in keys:
        reader.page.keyboard.press(key)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_copied_is_what_is_shown(readers: Readers, form: str) -> None:
    reader = opened(readers, "en", f"#faq={PAID}&form={form}", permissions=CLIPBOARD)
    builder(reader).locator("[data-copies]").click()

    expect(builder(reader).locator("[data-copies]")).to_have_text("Copied")
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied == code(reader).text_content()
    assert copied == written("en", PAID)[f"{form}-light" if form in THEMED else form]["code"]


def test_where_the_browser_does_not_copy_the_code_is_selected(readers: Readers) -> None:
    reader = readers.new("en")
    reader.page.add_init_script(NO_CLIPBOARD)
    visit(reader, f"#faq={PAID}")
    builder(reader).locator("[data-copies]").click()

    assert reader.page.evaluate(SELECTED).split() == (code(reader).text_content() or "").split()


@pytest.mark.parametrize(
    ("fragment", "lang", "path", "form"),
    [
        (f"#faq={PAID}", "id", PAID, "component"),
        (f"#cause={CONFIRMED}", "id", f"causes/{CONFIRMED}", "component"),
        (f"#faq={PAID}&form=frame&theme=dark&lang=en", "en", PAID, "frame-dark"),
        (
            f"#theme=auto&form=card&lang=en&cause={CONFIRMED}",
            "en",
            f"causes/{CONFIRMED}",
            "card-auto",
        ),
        (f"#faq={PAID}&form=text&theme=dark", "id", PAID, "text"),
    ],
)
def test_a_link_makes_the_choice(
    readers: Readers, fragment: str, lang: str, path: str, form: str
) -> None:
    reader = opened(readers, "id", fragment)

    sees(reader, lang, path, form)
    expect(status(reader)).to_be_empty()
    assert reader.page.url.endswith(fragment)


def test_a_link_followed_within_the_page_makes_the_choice_anew(readers: Readers) -> None:
    reader = opened(readers, "en", f"#faq={PAID}&form=frame&theme=dark")
    reader.go(f"#cause={CONFIRMED}")

    sees(reader, "en", f"causes/{CONFIRMED}", "component")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", [f"faq/{PAID}/", f"causes/{CONFIRMED}/"])
def test_the_page_of_an_answer_leads_to_its_code(
    readers: Readers, knowledge: Knowledge, lang: str, page: str
) -> None:
    reader = readers.new(lang)
    reader.page.goto(f"{reader.home}{page}")
    reader.page.get_by_role("link", name=knowledge.site["answer-embed"][lang]).click()

    expect(status(reader)).to_be_empty()
    sees(reader, lang, page.removeprefix("faq/").removesuffix("/"), "component")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("fragment", "named"),
    [
        ("#faq=no-such-answer", "faq=no-such-answer"),
        (f"#faq={PAID}&form=no-such-form", "form=no-such-form"),
        ("#lang=de&theme=pink", "lang=de, theme=pink"),
        (f"#faq={CONFIRMED}", f"faq={CONFIRMED}"),
        ("#faq=", "faq="),
        ("#faq=constructor&form=__proto__", "faq=constructor, form=__proto__"),
        (f"#faq={'x' * 500}", f"faq={'x' * 76}"),
    ],
)
def test_what_a_link_names_in_vain_is_told_in_one_sentence_and_the_rest_goes_on(
    readers: Readers, knowledge: Knowledge, lang: str, fragment: str, named: str
) -> None:
    reader = opened(readers, lang, fragment)
    usual = PAID if PAID in fragment else builder(reader).locator("select").input_value()

    expect(status(reader)).to_have_text(
        knowledge.site["embed-unknown"][lang].replace("{names}", named)
    )
    sees(reader, lang, usual, "component")
    option(reader, "form", "text").check()
    expect(status(reader)).to_be_empty()
    sees(reader, lang, usual, "text")


def test_what_a_link_brings_along_stays_text(readers: Readers) -> None:
    hostile = quote("<img src=x onerror=alert(1)>", safe="")
    reader = opened(readers, "en", f"#faq={hostile}&form=../../x")

    expect(status(reader)).to_contain_text(f"faq={hostile}")
    expect(status(reader).locator("*")).to_have_count(0)


def test_a_heading_in_the_address_is_no_choice(readers: Readers) -> None:
    reader = opened(readers, "en", "#wordpress")

    expect(status(reader)).to_be_empty()
    expect(reader.page.locator("#wordpress")).to_be_in_viewport()


def test_what_comes_late_for_an_earlier_choice_is_dropped(readers: Readers) -> None:
    reader = opened(readers, "en", f"#cause={CONFIRMED}")
    with held_back(reader.page, f"**/{PAID}.json"):
        builder(reader).locator("select").select_option(PAID)
        builder(reader).locator("select").select_option(f"causes/{CONFIRMED}")
        sees(reader, "en", f"causes/{CONFIRMED}", "component")
    reader.page.wait_for_timeout(500)

    sees(reader, "en", f"causes/{CONFIRMED}", "component")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_does_not_load_is_told_in_one_sentence_and_no_code_stays(
    readers: Readers, knowledge: Knowledge, lang: str
) -> None:
    reader = opened(readers, lang, f"#cause={CONFIRMED}")
    reader.page.route(f"**/{FILES}/**/{PAID}.json", blocked)
    builder(reader).locator("select").select_option(PAID)

    expect(status(reader)).to_have_text(knowledge.site["embed-failed"][lang])
    expect(code(reader)).to_be_hidden()
    builder(reader).locator("select").select_option(f"causes/{CONFIRMED}")
    sees(reader, lang, f"causes/{CONFIRMED}", "component")
    expect(code(reader)).to_be_visible()
    expect(status(reader)).to_be_empty()
    readers.complaints.clear()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_ready_code_stands_there_and_no_control(
    readers: Readers, knowledge: Knowledge, lang: str
) -> None:
    reader = readers.new(lang, java_script_enabled=False)
    reader.page.goto(f"{reader.home}{PAGE}")
    shown = builder(reader)

    expect(shown.locator("select, input, button, textarea").first).to_be_hidden()
    expect(shown.locator(":is(select, input, button, textarea):visible")).to_have_count(0)
    codes = shown.locator("pre:visible code")
    expect(codes).to_have_count(3)
    assert "<order-closed-answer" in codes.nth(0).inner_text()
    assert "<iframe" in codes.nth(1).inner_text()
    assert codes.nth(2).inner_text().startswith("<a href=")
    beginning = knowledge.site["embed-by-hand"][lang].partition("{")[0]
    expect(shown).to_contain_text(beginning)
    index = shown.get_by_role("link").get_attribute("href") or ""
    ids = reader.page.request.get(urljoin(reader.page.url, index)).text()
    assert f'"id": "{PAID}"' in ids


def test_paper_shows_the_code_and_no_controls(readers: Readers) -> None:
    reader = opened(readers, "id", f"#faq={PAID}&form=text")
    reader.page.emulate_media(media="print")

    expect(code(reader)).to_be_visible()
    expect(builder(reader).locator(":is(select, input, button):visible")).to_have_count(0)
    whole = "pre => pre.scrollHeight <= pre.clientHeight"
    assert builder(reader).locator("pre:has(#oc-code)").evaluate(whole)


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_whatever_is_chosen(
    readers: Readers, lang: str, scheme: str, screen: ViewportSize
) -> None:
    reader = new_reader(readers, lang, scheme, screen)
    visit(reader, f"#faq={PAID}&theme=dark")
    for form in FORMS:
        option(reader, "form", form).check()
        sees(reader, lang, PAID, f"{form}-dark" if form in THEMED else form)
        expect(preview(reader).locator("> *").first).to_be_visible()
        reader.page.evaluate("scrollTo(0, 0)")  # the header may cover a field, but no target

        assert (form, faults(reader.page)) == (form, [])
    visit(reader, "#faq=nope")
    assert faults(reader.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_without_scripts(readers: Readers, scheme: str) -> None:
    reader = new_reader(readers, "id", scheme, PHONE)
    reader.page.route("**/builder.mjs", blocked)
    reader.page.goto(f"{reader.home}{PAGE}")
    expect(builder(reader).locator("pre:visible")).to_have_count(3)

    assert faults(reader.page) == []
    readers.complaints.clear()


def test_nothing_is_wider_than_a_small_phone(readers: Readers) -> None:
    small = ViewportSize(width=320, height=640)
    reader = opened(readers, "id", f"#faq={PAID}", viewport=small)
    for form in FORMS:
        option(reader, "form", form).check()
        sees(reader, "id", PAID, f"{form}-light" if form in THEMED else form)

        assert reader.page.evaluate("document.documentElement.scrollWidth") <= small["width"]
