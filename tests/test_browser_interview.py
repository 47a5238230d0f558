"""A reader answers in the page, and every step is what Python says outside the page."""

from collections.abc import Mapping

import pytest
from browser import LANGUAGES, Reader, Readers
from playwright.sync_api import expect

from decision_tree import Knowledge

pytestmark = pytest.mark.browser

Answers = Mapping[str, str]

READERS: Mapping[str, Answers] = {
    "unpaid-timeout": {
        "status-shown": "closed",
        "payment": "not-paid",
        "tracking-number": "no",
        "closed-when": "payment-countdown-ended",
        "button-pressed": "none",
        "bank": "nothing",
    },
    "not-shipped-in-time": {
        "status-shown": "closed",
        "payment": "paid",
        "tracking-number": "no",
        "closed-when": "shipping-countdown-ended",
        "button-pressed": "none",
        "dispute": "never",
        "last-tracking": "no-tracking",
        "store": "both-there",
    },
    "receipt-confirmed": {
        "status-shown": "completed",
        "payment": "paid",
        "tracking-number": "yes",
        "closed-when": "at-my-click",
        "button-pressed": "confirm-receipt",
        "dispute": "never",
        "days-since": "up-to-15",
    },
    "customs-refused": {
        "status-shown": "closed",
        "payment": "paid",
        "tracking-number": "yes",
        "closed-when": "other-time",
        "button-pressed": "none",
        "dispute": "never",
        "last-tracking": "held-by-customs",
    },
}
"""What readers answer whose order closed for a cause that the answers leave no doubt about."""

FOCUSED = "() => document.activeElement.getAttribute('name') || document.activeElement.id"


def tab_to(reader: Reader, name: str) -> None:
    """Press Tab until the control of this name or id has the focus."""
    for _ in range(40):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate(FOCUSED) == name:
            return
    pytest.fail(f"Tab does not lead to '{name}'")


def choose_by_keyboard(reader: Reader, option: str) -> None:
    """Come to the options with Tab, go through them with the arrows and continue with Enter."""
    tab_to(reader, "option")
    reader.page.keyboard.press("Space")
    for _ in range(20):
        if reader.option(option).is_checked():
            reader.page.keyboard.press("Enter")
            return
        reader.page.keyboard.press("ArrowDown")
    pytest.fail(f"the arrows do not lead to '{option}'")


def start_again_by_keyboard(reader: Reader) -> None:
    again = reader.part("button[value=restart]")
    for _ in range(40):
        reader.page.keyboard.press("Tab")
        if again.evaluate("button => button === document.activeElement"):
            reader.page.keyboard.press("Space")
            return
    pytest.fail("Tab does not lead to the button that starts again")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_keyboard_alone_leads_to_every_cause_and_back_to_the_start(
    readers: Readers, lang: str, knowledge: Knowledge
) -> None:
    reader = readers.new(lang)
    reader.start()
    for cause, answers in READERS.items():
        reader.sees_step("")
        reader.walk(answers, choose_by_keyboard)
        expect(reader.heading).to_have_text(knowledge.causes[cause].name[lang])
        expect(reader.heading).to_be_focused()
        start_again_by_keyboard(reader)


def test_continue_can_be_pressed_with_the_space_bar(reader: Reader) -> None:
    reader.start()
    tab_to(reader, "option")
    reader.page.keyboard.press("Space")
    first = reader.part("input[name=option]").first.get_attribute("value") or ""
    tab_to(reader, "action")
    reader.page.keyboard.press("Space")

    reader.sees_step(f"{first_question(reader)}={first}")


def first_question(reader: Reader) -> str:
    return str(reader.expected("")["question"])


def test_page_stays_still_until_the_reader_does_something(reader: Reader) -> None:
    reader.start()

    assert reader.page.evaluate("[document.activeElement.tagName, scrollY]") == ["BODY", 0]
    reader.sees_step("")


ASKED = """{
  window.asked = [];
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message) {
    if (message.ask) asked.push(JSON.parse(message.ask));
    return send.call(this, message);
  };
}"""


def test_what_a_choice_leads_to_is_asked_ahead_and_once(reader: Reader) -> None:
    reader.page.add_init_script(ASKED)
    reader.start()
    for option in ("at-my-click", "other-time"):
        reader.option(option).check()
    reader.page.wait_for_timeout(500)
    reader.sees_step("")
    reader.press("answer")
    reader.sees_step("closed-when=other-time")

    asked = reader.page.evaluate("asked.map(each => each.option)")
    assert asked == ["at-my-click", "other-time"]


def test_nothing_chosen_is_said_and_the_focus_goes_to_the_options(reader: Reader) -> None:
    reader.open("payment=paid")
    reader.sees_step("payment=paid")
    reader.press("answer")

    question = reader.expected("payment=paid")["question"]
    reader.sees(reader.expected("payment=paid", "answer", question=question))
    expect(reader.part("[role=alert]")).to_be_in_viewport()
    expect(reader.part("input[name=option]").first).to_be_focused()


def test_link_in_the_error_moves_the_focus_and_keeps_the_answers(reader: Reader) -> None:
    reader.open("payment=paid")
    reader.press("answer")
    address = reader.address("payment=paid")
    reader.part("[role=alert] a").click()

    expect(reader.part("input[name=option]").first).to_be_focused()
    expect(reader.page).to_have_url(address)


def test_skip_link_keeps_the_answers(reader: Reader) -> None:
    reader.open("payment=paid")
    reader.sees_step("payment=paid")
    reader.page.locator("a.md-skip").evaluate("link => link.click()")

    expect(reader.page.locator("h1")).to_be_focused()
    reader.sees_step("payment=paid")


def test_back_shows_the_latest_question_with_its_answer(reader: Reader) -> None:
    reader.start()
    reader.answer("at-my-click")
    reader.sees_step("closed-when=at-my-click")
    reader.press("back")

    reader.sees(reader.expected("closed-when=at-my-click", "back"))
    expect(reader.option("at-my-click")).to_be_checked()
    expect(reader.heading).to_be_focused()


def test_changing_an_earlier_answer_keeps_the_others(reader: Reader) -> None:
    said = "closed-when=other-time&last-tracking=held-by-customs"
    reader.open(said)
    reader.sees_step(said)
    reader.press("change:closed-when")
    expect(reader.option("other-time")).to_be_checked()
    reader.answer("unsure")

    reader.sees_step("closed-when=unsure&last-tracking=held-by-customs")


def test_start_again_forgets_every_answer(reader: Reader) -> None:
    reader.open("payment=not-paid&refund-line=none")
    reader.sees_step("payment=not-paid&refund-line=none")
    reader.press("restart")

    reader.sees_step("")


def test_each_step_comes_into_view_below_the_header(readers: Readers) -> None:
    reader = readers.new("en")
    reader.start()
    for option in ("shipping-countdown-ended", "unsure", "unsure"):
        reader.answer(option)
        expect(reader.heading).to_be_focused()
        top = reader.heading.evaluate("heading => heading.getBoundingClientRect().top")
        header = reader.page.locator("header").first.bounding_box()
        assert header is not None
        assert header["height"] < top < 200
