"""A reader acts on a result: days, pasted text, copies, calendar, paper, codes, several orders."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from browser import LANGUAGES, PHONE, Reader, Readers
from engine_fixtures import KNOWLEDGE
from icalendar import Calendar, Component
from playwright.sync_api import Locator, ViewportSize, expect
from step_fixtures import ALL_DAYS, each_cause

pytestmark = pytest.mark.browser

SMALLEST = ViewportSize(width=320, height=640)
CONFIRMED = "button-pressed=confirm-receipt&closed-when=at-my-click&days-since=up-to-15"
WITH_DAY = (
    "button-pressed=confirm-receipt&closed-when=at-my-click&confirmed-on=2026-11-20"
    "&days-since=up-to-15&method=card"
)


def say(key: str, lang: str) -> str:
    return KNOWLEDGE.interface[key][lang]


IN_VIEW = """parts => parts.every(part => {
  const { top, bottom, left, right } = part.getBoundingClientRect();
  const header = document.querySelector("header").getBoundingClientRect().bottom;
  return top >= header && bottom <= innerHeight && left >= 0 && right <= innerWidth;
})"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_first_screen_holds_cause_step_money_and_day_for_every_cause(
    readers: Readers, lang: str
) -> None:
    reader = readers.new(lang)
    reader.start()
    hidden = []
    for screen, days in ((PHONE, ALL_DAYS), (SMALLEST, "")):
        reader.page.set_viewport_size(screen)
        for cause, fragment in each_cause(days):
            reader.go(fragment)
            expect(reader.heading).to_have_text(KNOWLEDGE.causes[cause].name[lang])
            parts = reader.part("#oc-heading, .oc-essentials .oc-lead")
            assert parts.count() == 4
            if not parts.evaluate_all(IN_VIEW):
                hidden.append((screen["width"], cause))

    assert hidden == []


def day_field(reader: Reader, kind: str) -> Locator:
    return reader.unfold(reader.part(f"#oc-day-{kind}"))


TYPED = {
    "id": {
        "ordered-on": "1 November 2026",
        "paid-on": "02/11/2026",
        "delivered-on": "Rabu, 18 nop 2026",
    },
    "en": {
        "ordered-on": "November 1, 2026",
        "paid-on": "2.11.26",
        "delivered-on": "Wed, 18th Nov 2026",
    },
}
"""The same days as people write them."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_days_typed_or_picked_lead_to_the_date_and_stay(readers: Readers, lang: str) -> None:
    reader = readers.new(lang)
    reader.open(CONFIRMED)
    reader.sees_step(CONFIRMED)
    for kind, text in TYPED[lang].items():
        day_field(reader, kind).fill(text)
    reader.part("input[type=date][data-fills=oc-day-confirmed-on]").fill("2026-11-20")
    expect(reader.part("#oc-day-confirmed-on")).to_have_value("2026-11-20")
    reader.part("#oc-method").select_option("card")
    reader.part("#oc-day-paid-on").press("Enter")

    said = {f"day-{kind}": text for kind, text in TYPED[lang].items()}
    reply = reader.expected(
        CONFIRMED, "details", method="card", **said, **{"day-confirmed-on": "2026-11-20"}
    )
    assert "paid-on=2026-11-02" in reply["fragment"]
    reader.sees(reply)
    expect(reader.part(".oc-deadline .oc-lead")).to_contain_text(
        re.compile(r"5 (Desember|December) 2026")
    )
    reader.page.reload()
    reader.sees_step(reply["fragment"])
    expect(day_field(reader, "confirmed-on")).to_have_value("20 November 2026")


def test_what_is_no_day_is_shown_again_and_the_others_are_kept(reader: Reader) -> None:
    reader.open(WITH_DAY)
    reader.sees_step(WITH_DAY)
    day_field(reader, "ordered-on").fill("01/11/2026")
    wrong = day_field(reader, "paid-on")
    wrong.fill("31/02/2026")
    reader.press("details")

    typed = {
        "confirmed-on": "20 November 2026",
        "ordered-on": "01/11/2026",
        "paid-on": "31/02/2026",
    }
    said = {f"day-{kind}": text for kind, text in typed.items()}
    reply = reader.expected(WITH_DAY, "details", method="card", **said)
    reader.sees(reply)
    assert reply["fragment"] == f"{WITH_DAY}&ordered-on=2026-11-01"
    expect(wrong).to_have_value("31/02/2026")
    expect(wrong).to_be_focused()
    expect(wrong).to_have_accessible_description(re.compile("31/02/2026"))
    for part in (wrong, reader.part("#oc-day-paid-on-error")):
        expect(part).to_be_in_viewport(ratio=1)


PASTED = "Status: Closed\nBuyer confirmed receipt on 20 November 2026\nPaid 3 Nov 2026"


def paste(reader: Reader, text: str) -> None:
    reader.unfold(reader.part("#oc-pasted")).fill(text)
    reader.press("read")


def test_pasted_text_is_read_shown_and_can_be_corrected(reader: Reader) -> None:
    reader.start()
    paste(reader, PASTED)
    reply = reader.expected("", "read", pasted=PASTED)
    reader.sees(reply)
    expect(reader.heading).to_have_text(say("read-title", "id"))
    expect(reader.heading).to_be_focused()

    reader.press("change:status-shown")
    reader.answer("completed")
    corrected = reply["fragment"].replace("status-shown=closed", "status-shown=completed")
    assert corrected != reply["fragment"]
    reader.sees_step(corrected)
    reader.press("restart")
    says_nothing(reader)


def says_nothing(reader: Reader) -> None:
    """Assert that a text without answers changes nothing, and that the page says so."""
    text = "Halo kak, barangnya bagus?"
    reader.sees_step("")
    paste(reader, text)
    reader.sees(reader.expected("", "read", pasted=text))
    expect(reader.part(".oc-notice")).to_have_text(say("paste-nothing", "id"))
    expect(reader.part(".oc-notice")).to_be_in_viewport(ratio=1)
    expect(reader.part("#oc-pasted")).to_be_visible()


def test_copy_puts_the_message_into_the_clipboard_and_says_so(readers: Readers) -> None:
    reader = readers.new("id", permissions=["clipboard-read", "clipboard-write"])
    reader.open(WITH_DAY)
    reader.sees_step(WITH_DAY)
    message = reader.unfold(reader.part(".oc-message textarea").first)
    button = reader.part(f"[data-copies={message.get_attribute('id')}]")
    button.click()

    expect(button).to_have_text(say("copied", "id"))
    assert reader.page.evaluate("navigator.clipboard.readText()") == message.input_value()
    expect(button).to_have_text(say("copy", "id"))


def test_what_the_browser_does_not_copy_is_selected(readers: Readers) -> None:
    reader = readers.new("en")
    reader.page.add_init_script("delete Navigator.prototype.clipboard")
    reader.open(WITH_DAY)
    reader.sees_step(WITH_DAY)
    for text in (reader.part(".oc-message textarea").first, reader.part("#oc-code")):
        button = reader.part(f"[data-copies={text.get_attribute('id')}]")
        reader.unfold(button).click()
        whole = text.evaluate("text => text.value")
        assert whole
        reader.page.evaluate(UNTIL_SELECTED, whole)
        expect(button).to_have_text(say("copy", "en"))


UNTIL_SELECTED = """async whole => {
  while (getSelection().toString() !== whole) await new Promise(requestAnimationFrame);
}"""


def events(path: Path) -> list[Component]:
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_calendar_file_reminds_twice_of_each_day_and_leads_back(readers: Readers) -> None:
    reader, friend = readers.new("id"), readers.new("id")
    reader.open(WITH_DAY)
    reader.sees_step(WITH_DAY)
    link = reader.unfold(reader.part("a[download]"))
    with reader.page.expect_download() as download:
        link.click()

    assert download.value.suggested_filename == f"{say('calendar-name', 'id')}.ics"
    found = events(download.value.path())
    assert "2026-12-05" in {event.decoded("DTSTART").isoformat() for event in found}
    assert {len(event.walk("VALARM")) for event in found} == {2}
    friend.page.goto(str(found[0]["URL"]))
    friend.sees_step(WITH_DAY)


LONGEST = (
    "button-pressed=confirm-receipt&closed-when=at-my-click&confirmed-on=2026-11-20"
    "&delivered-on=2026-11-18&dispute-on=2026-11-21&ended-on=2026-11-20&method=card"
    "&ordered-on=2026-11-01&paid-on=2026-11-02&refund-on=2026-11-22"
)
"""A reader who names every day."""


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_print_button_prints_the_sheet_alone_on_one_page_and_only_once(reader: Reader) -> None:
    reader.page.add_init_script("window.print = () => {}")  # a dialog that nobody could close
    reader.open(LONGEST)
    reader.sees_step(LONGEST)
    reader.unfold(reader.part("[data-prints]")).click()
    reader.page.emulate_media(media="print")

    expect(reader.part(".oc-sheet td").first).to_be_visible()
    shown = reader.page.locator(".md-container").inner_text().split()
    assert shown == reader.part(".oc-sheet").inner_text().split()
    assert pages(reader.page.pdf(format="A4")) == 1
    expect(reader.heading).to_be_visible()
    expect(reader.part(".oc-not-yet li").first).to_be_visible()
    assert pages(reader.page.pdf(format="A4")) > 1


def test_case_code_opens_the_same_result_in_the_other_language(readers: Readers) -> None:
    reader, friend = readers.new("en"), readers.new("id")
    reader.open(WITH_DAY)
    reader.sees_step(WITH_DAY)
    code = reader.unfold(reader.part("#oc-code")).inner_text()
    friend.start()
    typed = friend.unfold(friend.part("#oc-typed-code"))
    wrong = code[:-1] + ("2" if code[-1] == "3" else "3")
    typed.fill(wrong)
    typed.press("Enter")

    friend.sees(friend.expected("", "code", code=wrong))
    expect(friend.part(".oc-notice")).to_have_text(say("code-check-failed", "id"))
    expect(typed).to_be_focused()
    expect(typed).to_have_accessible_description(say("code-check-failed", "id"))
    expect(friend.part("#oc-typed-code-error")).to_be_in_viewport(ratio=1)
    expect(typed).to_have_value(wrong)
    typed.fill(code.lower().replace("-", " "))
    typed.press("Enter")
    friend.sees_step(WITH_DAY)
    expect(friend.heading).to_be_focused()


def test_one_of_these_becomes_a_set_that_can_be_changed(reader: Reader) -> None:
    reader.start()
    for option in ("other-time", "at-my-click"):
        reader.unfold(reader.part(f"[name=among][value={option}]")).check()
    reader.press("answer")
    reader.sees_step("closed-when=at-my-click,other-time")
    reader.press("change:closed-when")
    expect(reader.part("[name=among]:checked")).to_have_count(2)
    expect(reader.part("[name=among][value=other-time]")).to_be_visible()
    reader.part("[name=among][value=other-time]").uncheck()
    reader.press("answer")

    reader.sees_step("closed-when=at-my-click")


SECOND: Mapping[str, str] = {
    "closed-when": "other-time",
    "last-tracking": "held-by-customs",
    "payment": "paid",
}


def test_several_orders_are_told_side_by_side(reader: Reader) -> None:
    reader.open(WITH_DAY)
    reader.sees_step(WITH_DAY)
    reader.press("add")
    reader.sees(reader.expected(WITH_DAY, "add"))
    expect(reader.part(".oc-count")).to_contain_text(say("order-number", "id").format(n=2))
    both = reader.walk(SECOND, Reader.answer)["fragment"]

    expect(reader.part(".oc-orders tbody tr")).to_have_count(2)
    reader.press("order:0")
    first = reader.expected(both, "order:0")
    reader.sees(first)
    expect(reader.heading).to_have_text(KNOWLEDGE.causes["receipt-confirmed"].name["id"])
    reader.page.reload()
    reader.sees_step(first["fragment"])
    reader.press("order:1")
    reader.sees_step(both)
