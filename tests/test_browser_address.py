"""The address holds the answers: it leads every reader to the same place, whatever happened."""

import pytest
from browser import Reader, Readers, held_back
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SAID = "closed-when=other-time&last-tracking=held-by-customs"
FURTHER = f"{SAID}&tracking-number=yes"


def test_reload_in_the_middle_leads_to_the_same_question(reader: Reader) -> None:
    reader.start()
    reader.answer("other-time")
    reader.sees_step("closed-when=other-time")
    reader.page.reload()

    reader.sees_step("closed-when=other-time")


def test_shared_link_leads_another_reader_to_the_same_result(readers: Readers) -> None:
    sender, friend = readers.new("en"), readers.new("en")
    sender.start()
    sender.walk({"closed-when": "at-my-click", "button-pressed": "cancel"}, Reader.answer)
    friend.page.goto(sender.page.url)

    expect(friend.heading).to_have_text(sender.heading.inner_text())
    friend.sees_step(sender.page.url.partition("#")[2])


def test_answers_in_the_address_are_read_before_any_question_is_shown(reader: Reader) -> None:
    with held_back(reader.page, "**/*.wasm"):
        reader.open(SAID)

        reader.hears("reading")
        expect(reader.part("form")).to_be_hidden()


def test_browser_goes_back_and_forward_one_step_at_a_time(reader: Reader) -> None:
    reader.start()
    reader.answer("other-time")
    reader.sees_step("closed-when=other-time")
    reader.answer("held-by-customs")
    reader.sees_step(SAID)

    reader.page.go_back()
    reader.sees_step("closed-when=other-time")
    expect(reader.heading).to_be_focused()
    reader.page.go_back()
    reader.sees_step("")
    reader.page.go_forward()
    reader.sees_step("closed-when=other-time")


def test_browser_goes_back_from_a_change_to_where_it_began(reader: Reader) -> None:
    reader.open(SAID)
    reader.sees_step(SAID)
    reader.press("change:closed-when")
    reader.sees(reader.expected(SAID, "change:closed-when"))
    reader.page.go_back()

    reader.sees_step(SAID)


def test_error_adds_no_step_to_the_history(reader: Reader) -> None:
    reader.start()
    reader.answer("other-time")
    reader.sees_step("closed-when=other-time")
    reader.press("answer")
    expect(reader.part("[role=alert]")).to_be_visible()
    reader.page.go_back()

    reader.sees_step("")


RESULT = (
    "button-pressed=confirm-receipt&closed-when=at-my-click&confirmed-on=2026-11-20"
    "&days-since=up-to-15&method=card&paid-on=2026-11-03"
)


@pytest.mark.parametrize(("lang", "other"), [("id", "en"), ("en", "id")])
def test_language_menu_keeps_answers_days_and_orders(
    readers: Readers, lang: str, other: str
) -> None:
    reader = readers.new(lang)
    reader.open(RESULT)
    reader.sees_step(RESULT)
    reader.press("add")
    both = reader.expected(RESULT, "add")["fragment"]
    reader.sees_step(both)
    reader.page.locator("header .md-select > button").click()
    reader.page.locator(f"header a[hreflang={other}]").click()
    there = Reader(reader.page, reader.site, other)
    there.page.wait_for_url(there.address(both))

    there.sees_step(both)
    expect(there.page.locator("html")).to_have_attribute("lang", other)


BROKEN = (
    "payment=payed",
    "payment=",
    "colour=red",
    "nonsense",
    "payment",
    "=",
    "&&=&",
    "%",
    "%E0%A4%A",
    "payment=paid%00",
    "paid-on=2026-02-31",
    "method=cash",
    "<img src=x onerror=alert(1)>",
    "closed-when=unsure&closed-when=other-time",
)


def test_broken_parts_are_dropped_with_a_notice(reader: Reader) -> None:
    reader.start()
    for broken in BROKEN:
        reader.go(f"store=item-gone&{broken}")
        kept = "closed-when=unsure&store=item-gone" if "unsure" in broken else "store=item-gone"

        expect(reader.part("form .oc-notice")).to_be_visible()
        expect(reader.page).to_have_url(reader.address(kept))
        reader.go("payment=paid")
        expect(reader.part("form .oc-notice")).to_have_count(0)


def test_notice_about_a_broken_part_is_gone_after_a_reload(reader: Reader) -> None:
    reader.open("store=item-gone&colour=red")
    expect(reader.part("form .oc-notice")).to_be_visible()
    reader.page.reload()

    reader.sees_step("store=item-gone")


def test_fragment_is_brought_into_order(reader: Reader) -> None:
    reader.open("store=item-gone&payment=paid")

    reader.sees_step("payment=paid&store=item-gone")


def test_one_of_two_answers_can_be_shared(reader: Reader) -> None:
    reader.open("status-shown=completed,closed")

    reader.sees_step("status-shown=closed,completed")


def test_fragment_typed_by_hand_is_followed(reader: Reader) -> None:
    reader.start()
    reader.sees_step("")
    reader.go("payment=paid")

    reader.sees_step("payment=paid")


def test_start_page_leads_into_the_second_question(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.goto(reader.home)
    reader.page.locator("a[href$='#closed-when=other-time']").click()

    reader.sees_step("closed-when=other-time")
