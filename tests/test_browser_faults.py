"""When Python cannot run, one sentence says so, the causes are offered and no answer is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser import LANGUAGES, Reader, Readers, held_back
from playwright.sync_api import Route, expect

from decision_tree import Knowledge
from hooks.places import ENGINE

pytestmark = pytest.mark.browser

Fault = Callable[[Route], None]


def missing(route: Route) -> None:
    route.fulfill(status=404, body="not here")


def blocked(route: Route) -> None:
    route.abort()


def sign_in_page(route: Route) -> None:
    """What a hotel's network answers with, whatever was asked for."""
    route.fulfill(content_type="text/html", body="<!doctype html><title>Sign in</title>")


def half(route: Route) -> None:
    name = Path(route.request.url.partition("?")[0]).name
    content = (ENGINE / name).read_bytes()
    route.fulfill(body=content[: len(content) // 2])


def crashing(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body="throw new Error('crashed')")


WASM, LIBRARY, PACKAGE = "**/*.wasm", "**/python_stdlib.*.zip", "**/decision_tree.*.zip"
MANIFEST, WORKER, ELEMENT = "**/engine.json", "**/worker.mjs", "**/troubleshooter.mjs"

FAULTS = [
    (WASM, missing),
    (WASM, blocked),
    (WASM, sign_in_page),
    (WASM, half),
    (LIBRARY, missing),
    (LIBRARY, half),
    (PACKAGE, missing),
    (PACKAGE, half),
    (MANIFEST, missing),
    (MANIFEST, sign_in_page),
    ("**/pyodide.asm.*.mjs", half),
    (WORKER, missing),
    (WORKER, blocked),
    (WORKER, sign_in_page),
    (WORKER, crashing),
]


def sees_failure(reader: Reader) -> None:
    reader.hears("failed")
    expect(reader.part(".oc-fallback a")).to_be_visible()
    expect(reader.part(".oc-fallback a")).to_have_attribute("href", "../causes/")
    expect(reader.part("progress")).to_be_hidden()


def forget_complaints(readers: Readers) -> list[str]:
    """The one line about the engine; what the browser itself says of a file does not count."""
    own = [said for said in readers.complaints if said.startswith("order-troubleshooter: ")]
    readers.complaints.clear()
    return own


@pytest.mark.parametrize(
    ("address", "fault"), FAULTS, ids=lambda part: getattr(part, "__name__", part)
)
def test_fault_of_a_file_leads_to_the_causes(readers: Readers, address: str, fault: Fault) -> None:
    reader = readers.new("id")
    reader.page.context.route(address, fault)
    reader.open()
    reader.option("at-my-click").check()

    sees_failure(reader)
    expect(reader.option("at-my-click")).to_be_checked()
    assert len(forget_complaints(readers)) == 1


def test_shared_answers_stay_in_the_address_when_the_engine_fails(readers: Readers) -> None:
    reader = readers.new("en")
    reader.page.context.route(WASM, missing)
    reader.open("payment=paid")

    sees_failure(reader)
    expect(reader.part("form")).to_be_visible()
    expect(reader.page).to_have_url(reader.address("payment=paid"))
    forget_complaints(readers)


def test_browser_without_workers_leads_to_the_causes(readers: Readers) -> None:
    reader = readers.new("en")
    reader.page.add_init_script("delete window.Worker")
    reader.open()

    sees_failure(reader)
    forget_complaints(readers)


def test_silence_is_given_up_after_a_minute(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.clock.install()
    with held_back(reader.page, MANIFEST):
        reader.open()
        expect(reader.continue_button).to_be_visible()
        reader.page.clock.fast_forward(59_000)
        expect(reader.part(".oc-fallback")).to_be_hidden()
        reader.page.clock.fast_forward(2_000)

        sees_failure(reader)
    forget_complaints(readers)


def test_crash_after_the_start_keeps_the_answers(readers: Readers) -> None:
    reader = readers.new("en")
    reader.page.add_init_script(
        "const Real = Worker; window.Worker = class extends Real {"
        " constructor(...all) { super(...all); window.engine = this; } }"
    )
    reader.open("payment=paid")
    reader.sees_step("payment=paid")
    chosen = reader.part("input[name=option]").first
    chosen.check()
    reader.page.evaluate("engine.dispatchEvent(new ErrorEvent('error', {message: 'crashed'}))")

    sees_failure(reader)
    expect(chosen).to_be_checked()
    expect(reader.page).to_have_url(reader.address("payment=paid"))
    assert forget_complaints(readers) == ["order-troubleshooter: crashed"]


def test_another_try_succeeds_once_the_fault_is_gone(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.context.route(WASM, missing)
    reader.open()
    reader.option("at-my-click").check()
    sees_failure(reader)
    reader.page.context.unroute(WASM)
    reader.press("answer")

    reader.sees_step("closed-when=at-my-click")
    expect(reader.part(".oc-fallback")).to_be_hidden()
    forget_complaints(readers)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_the_question_reads_and_the_causes_are_offered(
    readers: Readers, lang: str
) -> None:
    reader = readers.new(lang, java_script_enabled=False)
    reader.open()

    expect(reader.heading).to_be_visible()
    expect(reader.part("noscript a")).to_be_visible()
    expect(reader.continue_button).to_be_hidden()


def test_without_our_script_the_causes_are_offered_after_a_while(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.context.route(ELEMENT, blocked)
    reader.open()

    expect(reader.heading).to_be_visible()
    expect(reader.continue_button).to_be_hidden()
    expect(reader.part(".oc-fallback a")).to_be_visible()
    forget_complaints(readers)


def test_every_cause_page_can_be_reached_from_the_fallback(
    readers: Readers, knowledge: Knowledge
) -> None:
    reader = readers.new("id", java_script_enabled=False)
    reader.open()
    reader.part("noscript a").click()

    for cause in knowledge.causes:
        expect(reader.page.locator(f"article a[href='{cause}/']")).to_be_visible()
