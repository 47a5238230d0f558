"""The tree in the page: with scripts off, before Python is ready, from a saved file, on paper."""

from pathlib import Path

import pytest
from browser import LANGUAGES, PHONE, Reader, Readers, held_back
from playwright.sync_api import Locator, Page, expect

from decision_tree import Knowledge
from decision_tree.interview import MAX_QUESTIONS
from decision_tree.steps import answers_at
from hooks.places import SITE

pytestmark = pytest.mark.browser

WASM = "**/*.wasm*"
NO_SCRIPTS = {"java_script_enabled": False}


def step_on_show(page: Page) -> Locator:
    return page.locator(".oc-tree > article:visible")


def choose(page: Page, position: int) -> None:
    step_on_show(page).locator(".oc-choices a").nth(position).click()


def place(page: Page) -> str:
    return page.url.partition("#")[2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_links_lead_to_a_result_and_back(
    readers: Readers, lang: str, knowledge: Knowledge
) -> None:
    reader = readers.new(lang, **NO_SCRIPTS)
    page = reader.page
    reader.open()
    expect(reader.element).to_be_hidden()
    clicks = 0
    while step_on_show(page).locator(".oc-choices").count():
        expect(step_on_show(page)).to_have_count(1)
        choose(page, 0)
        clicks += 1
    expect(step_on_show(page).locator(".oc-first-step")).to_be_visible()
    answers = answers_at(knowledge, place(page))
    step_on_show(page).locator(".oc-backs a:visible").click()

    assert clicks <= MAX_QUESTIONS
    assert answers is not None
    last = knowledge.questions[list(answers)[-1]]
    expect(step_on_show(page).locator("h2")).to_have_text(last.text[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_not_sure_unfolds_how_to_find_out(
    readers: Readers, lang: str, knowledge: Knowledge
) -> None:
    reader = readers.new(lang, **NO_SCRIPTS)
    reader.open()
    help_ = step_on_show(reader.page).locator(".oc-not-sure")
    help_.locator("summary").click()

    first = next(iter(knowledge.questions.values()))
    expect(help_).to_contain_text(knowledge.interface["in-app"][lang])
    expect(help_.locator(".oc-needs-engine")).to_be_hidden()
    assert first.help_app[lang]


def test_a_saved_copy_of_the_page_goes_on_from_a_file(readers: Readers, tmp_path: Path) -> None:
    copy = tmp_path / "saved.html"
    copy.write_bytes((SITE / "en" / "steps" / "index.html").read_bytes())
    page = readers.new("en", **NO_SCRIPTS).page
    page.goto(copy.as_uri())
    page.locator("#t .oc-choices a").first.click()

    expect(page.locator("#t0 h2")).to_be_in_viewport()
    readers.complaints.clear()  # a file on its own has no style sheets


def test_paper_holds_the_step_on_show_and_no_other(readers: Readers) -> None:
    page = readers.new("id", **NO_SCRIPTS).page
    page.goto(f"{readers.site}troubleshooter/#t0")
    page.emulate_media(media="print")

    expect(step_on_show(page)).to_have_count(1)
    expect(page.locator("#t0 h2")).to_be_visible()
    expect(page.locator("#t0 .oc-ways-back")).to_be_hidden()


def test_answers_before_the_engine_is_ready_lead_on_at_once(reader: Reader) -> None:
    with held_back(reader.page, WASM):
        reader.open()
        reader.answer("at-my-click")
        expect(reader.part("article")).to_be_visible()
        expect(reader.heading).to_be_focused()
        reader.part(".oc-choices a").nth(1).click()
        expect(reader.heading).to_be_focused()
        at = place(reader.page)
        shown = reader.heading.inner_text()

    reader.hears("ready")
    expect(reader.heading).to_have_text(shown)
    expect(reader.heading).to_be_focused()
    assert place(reader.page) == at


def test_python_takes_over_at_the_next_answer_and_keeps_those_before(
    reader: Reader, knowledge: Knowledge
) -> None:
    with held_back(reader.page, WASM):
        reader.open()
        reader.answer("other-time")
        expect(reader.part("article")).to_be_visible()
    reader.hears("ready")
    first = answers_at(knowledge, place(reader.page) + "0")
    assert first is not None
    reader.part(".oc-choices a").first.click()

    reader.sees_step("&".join(sorted(f"{q}={next(iter(o))}" for q, o in first.items())))
    expect(reader.heading).to_be_focused()


def test_browser_goes_back_and_forward_before_the_engine_is_ready(reader: Reader) -> None:
    with held_back(reader.page, WASM):
        reader.open()
        first = reader.heading.inner_text()
        reader.answer("other-time")
        second = reader.heading.inner_text()
        reader.page.go_back()
        expect(reader.heading).to_have_text(first)
        expect(reader.option("other-time")).to_be_checked()
        reader.page.go_forward()
        expect(reader.heading).to_have_text(second)


def test_not_sure_waits_for_the_engine_and_goes_on(reader: Reader) -> None:
    with held_back(reader.page, WASM):
        reader.open()
        reader.answer("other-time")
        reader.part(".oc-not-sure summary").click()
        reader.part(".oc-needs-engine a").click()
        reader.hears("waiting")
        expect(reader.part("article")).to_be_visible()
    question = reader.expected("closed-when=other-time")["question"]

    reader.sees_step("&".join(sorted(("closed-when=other-time", f"{question}=unsure"))))


def test_a_simple_result_becomes_the_whole_one_on_request(reader: Reader) -> None:
    with held_back(reader.page, WASM):
        reader.open()
        reader.answer("at-my-click")
        while reader.part(".oc-choices a").count():
            reader.part(".oc-choices a").first.click()
        cause = reader.heading.inner_text()
    reader.hears("ready")
    expect(reader.part("article")).to_be_visible()
    reader.part("[data-engine='']").click()

    expect(reader.part("form .oc-details")).to_be_visible()
    expect(reader.heading).to_have_text(cause)
    expect(reader.heading).to_be_focused()


def test_a_place_in_the_address_is_shown_at_once_and_understood_later(readers: Readers) -> None:
    reader = readers.new("en")
    with held_back(reader.page, WASM):
        reader.open("t1")
        expect(reader.part("article")).to_be_visible()
        expect(reader.page).to_have_url(reader.address("t1"))
    reader.hears("ready")
    reader.page.reload()
    expect(reader.part("article, form")).to_be_visible()


@pytest.mark.parametrize("connection", ["{saveData: true}", "{effectiveType: '3g'}"])
def test_where_data_is_dear_python_waits_for_the_first_answer(
    readers: Readers, connection: str
) -> None:
    reader = readers.new("id")
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.add_init_script(
        f"Object.defineProperty(navigator, 'connection', {{value: {connection}}})"
    )
    reader.open()
    reader.page.wait_for_load_state("networkidle")
    told = reader.element.get_attribute("data-thrifty") or ""
    expect(reader.status).to_contain_text(told.partition("{")[0])
    expect(reader.status).to_contain_text("MB")
    assert [url for url in asked if "/engine/" in url] == []
    reader.answer("at-my-click")

    reader.hears("ready")
    assert [url for url in asked if "/engine/" in url]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tree_fits_a_narrow_screen(readers: Readers, lang: str) -> None:
    page = readers.new(lang, viewport={**PHONE, "width": 320}, **NO_SCRIPTS).page
    home = readers.site if lang == "id" else f"{readers.site}{lang}/"
    for fragment in ("t", "t0", "t00000"):
        page.goto(f"{home}steps/#{fragment}")
        box = step_on_show(page).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
