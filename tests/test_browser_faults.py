"""When Python cannot run, one sentence says so, the simple version goes on, no answer is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser import Reader, Readers, held_back
from playwright.sync_api import Browser, Route, expect

from decision_tree.interview import MAX_QUESTIONS
from hooks.chromium import CHROMIUM, FLAGS
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
MANIFEST, WORKER, ELEMENT = "**/engine.json", "**/worker.mjs", "**/troubleshooter.js"

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
    expect(reader.part(".oc-fallback a[href='../causes/']")).to_be_visible()
    expect(reader.part(".oc-fallback .oc-simple")).to_be_hidden()
    expect(reader.part("progress")).to_be_hidden()


def goes_on_without_python(reader: Reader) -> None:
    """Answer by the tree in the page until it names a cause."""
    reader.option("at-my-click").check()
    reader.press("answer")
    for _ in range(MAX_QUESTIONS):
        expect(reader.heading).to_be_focused()
        choices = reader.part("article .oc-choices a")
        if not choices.count():
            break
        choices.first.click()
    expect(reader.part("article.oc-result .oc-first-step")).to_be_visible()


def forget_complaints(readers: Readers) -> list[str]:
    """The one line about the engine; what the browser itself says of a file does not count."""
    own = [said for said in readers.complaints if said.startswith("order-troubleshooter: ")]
    readers.complaints.clear()
    return own


@pytest.mark.parametrize(
    ("address", "fault"), FAULTS, ids=lambda part: getattr(part, "__name__", part)
)
def test_with_a_fault_of_a_file_the_simple_version_goes_on(
    readers: Readers, address: str, fault: Fault
) -> None:
    reader = readers.new("id")
    reader.page.context.route(address, fault)
    reader.open()
    reader.option("at-my-click").check()

    sees_failure(reader)
    expect(reader.option("at-my-click")).to_be_checked()
    goes_on_without_python(reader)
    assert len(forget_complaints(readers)) == 1


def test_shared_answers_stay_in_the_address_when_the_engine_fails(readers: Readers) -> None:
    reader = readers.new("en")
    reader.page.context.route(WASM, missing)
    reader.open("payment=paid")

    sees_failure(reader)
    expect(reader.part("form")).to_be_visible()
    expect(reader.page).to_have_url(reader.address("payment=paid"))
    forget_complaints(readers)


def test_without_workers_the_simple_version_goes_on(readers: Readers) -> None:
    reader = readers.new("en")
    reader.page.add_init_script("delete window.Worker")
    reader.open()

    sees_failure(reader)
    goes_on_without_python(reader)
    forget_complaints(readers)


def test_without_webassembly_the_simple_version_goes_on(site: str, chromium: Browser) -> None:
    flags = [*FLAGS, "--js-flags=--jitless"]
    with chromium.browser_type.launch(executable_path=CHROMIUM.required(), args=flags) as browser:
        readers = Readers(site, browser)
        reader = readers.new("en")
        reader.open()

        sees_failure(reader)
        goes_on_without_python(reader)
        assert len(forget_complaints(readers)) == 1
        readers.leave()


def test_silence_is_given_up_after_eight_seconds(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.clock.install()
    with held_back(reader.page, MANIFEST):
        reader.open()
        expect(reader.continue_button).to_be_visible()
        reader.page.clock.fast_forward(7_500)
        expect(reader.part(".oc-fallback")).to_be_hidden()
        reader.page.clock.fast_forward(1_000)

        sees_failure(reader)
        goes_on_without_python(reader)
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


def test_crash_in_the_middle_goes_on_in_the_tree(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.add_init_script(
        "const Real = Worker; window.Worker = class extends Real {"
        " constructor(...all) { super(...all); window.engine = this; } }"
    )
    reader.open("closed-when=at-my-click")
    reader.sees_step("closed-when=at-my-click")
    question = reader.heading.inner_text()
    reader.page.evaluate("engine.dispatchEvent(new ErrorEvent('error', {message: 'crashed'}))")
    sees_failure(reader)
    expect(reader.heading).to_have_text(question)
    reader.part("input[name=option]").first.check()
    reader.press("answer")

    expect(reader.heading).not_to_have_text(question)
    expect(reader.part("article")).to_be_visible()
    forget_complaints(readers)


def test_another_try_succeeds_once_the_fault_is_gone(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.context.route(WASM, missing)
    reader.open()
    reader.option("unsure").check()
    sees_failure(reader)
    reader.page.context.unroute(WASM)
    reader.press("answer")

    reader.sees_step("closed-when=unsure")
    expect(reader.part(".oc-fallback")).to_be_hidden()
    forget_complaints(readers)


def test_being_not_sure_without_the_engine_stays_with_the_question(readers: Readers) -> None:
    reader = readers.new("en")
    reader.page.context.route(WASM, missing)
    reader.open()
    sees_failure(reader)
    reader.option("unsure").check()
    reader.press("answer")

    sees_failure(reader)
    expect(reader.option("unsure")).to_be_checked()
    expect(reader.part("form")).to_be_visible()
    forget_complaints(readers)


def test_without_our_script_the_simple_version_is_offered_after_a_while(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.context.route(ELEMENT, blocked)
    reader.open()

    expect(reader.heading).to_be_visible()
    expect(reader.continue_button).to_be_hidden()
    reader.part(".oc-fallback .oc-simple").click()
    reader.page.locator(".oc-tree > article:visible .oc-choices a").first.click()
    expect(reader.page.locator(".oc-tree > article:visible h2")).to_be_visible()
    forget_complaints(readers)
