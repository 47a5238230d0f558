"""What a reader keeps of a result: evidence, a sheet, a code, a calendar file, several orders."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import unquote

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import given, settings
from icalendar import Calendar, Event
from markup_reader import Element, flaws, read
from result_fixtures import (
    CONFIRMED,
    LANGUAGES,
    LATE,
    ORDERS,
    RETURNING,
    STORIES,
    TODAY,
    TODAYS,
    URL,
    diagnosed,
    page,
    several,
    shown,
    story,
)

from decision_tree.casecode import read_code
from decision_tree.diagnosis import NAMELESS, diagnose
from decision_tree.essentials import cause_words, counted, due_words
from decision_tree.keeping import exhibit_html, exhibit_list, keeping, order_table
from decision_tree.orders import MOST_ORDERS, Orders, read_orders
from decision_tree.setting import Setting
from decision_tree.story import Story
from decision_tree.unfolding import exhibits_of
from decision_tree.wording import EN_DASH

CONFIRMED_ON = dt.date(2026, 11, 20)
PREFIX = "data:text/calendar;charset=utf-8,"


def words(key: str, lang: str = "id") -> str:
    return KNOWLEDGE.interface[key][lang]


def setting(orders: Orders | Story) -> Setting:
    orders = Orders(stories=(orders,)) if isinstance(orders, Story) else orders
    return Setting(orders=orders, url=URL)


def kept(orders: Orders | Story, lang: str = "id", today: dt.date | None = TODAY) -> Element:
    found = setting(orders)
    diagnosis = diagnosed(found.orders.story, today)
    return read(keeping(page(lang), diagnosis, found)).one("details", "oc-keep")


# -- evidence -------------------------------------------------------------------------------------


def evidence(one: Story, lang: str = "id", today: dt.date | None = TODAY) -> Element:
    html = exhibit_list(page(lang), diagnosed(one, today), setting(one))
    return read(html).one("details", "oc-exhibits")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_exhibit_says_how_why_and_what_serves_instead(lang: str) -> None:
    for exhibit in KNOWLEDGE.exhibits.values():
        text = read(exhibit_html(page(lang), exhibit)).text

        assert exhibit.name[lang][1:] in text
        assert text[0].isupper()
        assert all(part[lang] in text for part in (exhibit.capture, exhibit.why))
        assert f"{words('exhibit-gone', lang)}: {exhibit.substitute[lang]}" in text


@settings(max_examples=20)
@given(one=STORIES, today=TODAYS)
def test_the_evidence_is_listed_in_order_and_ticked_off_on_the_sheet(
    one: Story, today: dt.date | None
) -> None:
    diagnosis = diagnosed(one, today)
    root = evidence(one, today=today)
    exhibits = exhibits_of(page(), diagnosis)
    sheet = root.one("section", "oc-sheet")
    listed = [item.one("strong").text.lower() for item in root.one("ol").children]

    assert listed == [exhibit.name["id"].lower() for exhibit in exhibits]
    assert [item.text for item in sheet.one("ul", "oc-ticks").children] == [
        f"☐ {exhibit.name['id']}" for exhibit in exhibits
    ]
    assert cause_words(page(), diagnosis) in sheet.text
    assert diagnosis.first_step.title["id"] in sheet.text
    assert words("not-official") in sheet.text
    assert flaws(root) == []


def course(one: Story, today: dt.date | None = TODAY) -> list[tuple[str, str]]:
    rows = evidence(one, "en", today).one("section", "oc-sheet").all("tr")
    return [(row.children[0].text, row.children[1].text) for row in rows]


def test_the_sheet_tells_the_days_of_the_case_in_their_order() -> None:
    one = story(CONFIRMED, "transfer", paid_on=dt.date(2026, 10, 3), confirmed_on=CONFIRMED_ON)

    assert course(one) == [
        ("3 October 2026", "Payment made"),
        ("20 November 2026", "Receipt confirmed"),
        ("23 November 2026", "Today"),
        ("5 December 2026", KNOWLEDGE.limits["refund-request"].task["en"]),
    ]


def test_the_sheet_tells_from_when_on_money_is_late() -> None:
    one = story(RETURNING, "card", dispute_on=dt.date(2026, 11, 5), refund_on=dt.date(2026, 11, 2))
    late_on = diagnosed(one).money.late_on

    assert late_on is not None
    assert course(one) == [
        ("2 November 2026", KNOWLEDGE.dates["refund-on"].label["en"]),
        ("5 November 2026", KNOWLEDGE.dates["dispute-on"].label["en"]),
        ("23 November 2026", "Today"),
        (page("en").day(late_on), words("money-late", "en")),
    ]


def test_money_is_never_late_while_no_cause_is_named() -> None:
    answers = {"status-shown": "closed", "order-details": "nothing-special"}
    one = story(answers, "card", refund_on=dt.date(2026, 11, 2))
    diagnosis = diagnosed(one)

    assert diagnosis.fit in NAMELESS
    assert diagnosis.money.late_on is not None
    assert words("money-late", "en") not in [text for _, text in course(one)]
    assert words("money-late") not in [str(event["SUMMARY"]) for event in events(kept(one))]


def test_a_sheet_without_any_day_has_no_table() -> None:
    assert course(story({}), None) == []
    assert evidence(story({}), today=None).all("table") == []


def test_the_sheet_can_be_printed() -> None:
    button = evidence(story()).one("button", data_prints="case")

    assert button["type"] == "button"
    assert button.text == words("print-sheet")


# -- the case code --------------------------------------------------------------------------------


@settings(max_examples=30)
@given(orders=ORDERS)
def test_the_code_on_the_page_opens_the_same_story(orders: Orders) -> None:
    root = kept(orders)
    output = root.one("output", "oc-code")
    opened = read_code(KNOWLEDGE, output.text)
    one = orders.story

    assert (opened.answers, opened.days, opened.method) == (one.answers, one.days, one.method)
    assert opened.dropped == ()
    assert root.one("button", data_copies=output["id"]).text == words("copy")


@settings(max_examples=10)
@given(one=STORIES)
def test_the_code_stands_on_the_sheet_too(one: Story) -> None:
    code = kept(one).one("output").text

    assert f"{words('code-label')}: {code}" in evidence(one).one("section").text


# -- the calendar ---------------------------------------------------------------------------------


def events(root: Element) -> Sequence[Event]:
    """The events of the calendar file that the page offers."""
    links = [link for link in root.all("a") if "download" in link]
    if not links:
        return []
    (link,) = links
    assert link["href"].startswith(PREFIX)
    assert link["download"].endswith(".ics")
    content = unquote(link["href"].removeprefix(PREFIX))
    return Calendar.from_ical(content).events


@settings(max_examples=25)
@given(orders=ORDERS, today=TODAYS)
def test_the_calendar_file_holds_each_day_to_come_and_leads_back(
    orders: Orders, today: dt.date | None
) -> None:
    diagnosis = diagnosed(orders.story, today)
    root = kept(orders, today=today)
    found = events(root)
    expected = {(day, limit.task["id"]) for limit, day in counted(diagnosis)}
    late_on = diagnosis.money.late_on
    if late_on and diagnosis.fit not in NAMELESS:
        expected.add((late_on, words("money-late")))
    to_come = {entry for entry in expected if today and entry[0] >= today}

    assert {(event.start, str(event["SUMMARY"])) for event in found} == to_come
    assert (words("calendar-none") in root.text) is not bool(to_come)
    for event in found:
        address, _, fragment = str(event["URL"]).partition("#")

        assert address == URL
        assert read_orders(KNOWLEDGE, fragment) == (orders, ())
        assert len(event.alarms.times) == 2


def test_a_reminder_tells_the_rule_how_sure_it_is_and_what_is_left_afterwards() -> None:
    (event,) = events(kept(story(confirmed_on=CONFIRMED_ON), "en"))
    limit = KNOWLEDGE.limits["refund-request"]
    rule, left, note = str(event["DESCRIPTION"]).split("\n")

    assert event.start == dt.date(2026, 12, 5)
    assert str(event["SUMMARY"]) == limit.task["en"]
    assert rule == (
        f"{limit.fact.about['en']}: {limit.fact.wording['en']}. "
        f"(high confidence; {', '.join(limit.fact.sources)})"
    )
    assert left == limit.passed["en"]
    assert note == words("not-official", "en")


def test_a_reminder_about_late_money_tells_what_to_ask_for() -> None:
    one = story(RETURNING, "card", refund_on=dt.date(2026, 11, 2))
    texts = {str(event["SUMMARY"]): str(event["DESCRIPTION"]) for event in events(kept(one, "en"))}

    assert texts[words("money-late", "en")] == KNOWLEDGE.methods["card"].ask["en"]


def test_what_has_passed_is_in_no_calendar() -> None:
    one = story(LATE, confirmed_on=dt.date(2026, 10, 1))

    assert diagnosed(one).passed
    assert events(kept(one)) == []
    assert words("calendar-none") in kept(one).text


@pytest.mark.parametrize("today", [dt.date(2026, 12, 5), dt.date(2026, 12, 6)])
def test_the_last_day_is_in_the_calendar_and_the_day_after_no_more(today: dt.date) -> None:
    found = events(kept(story(confirmed_on=CONFIRMED_ON), today=today))

    assert bool(found) is (today == dt.date(2026, 12, 5))


# -- several orders -------------------------------------------------------------------------------


def test_another_order_can_be_added_until_there_are_as_many_as_an_address_holds() -> None:
    full = several([story()] * MOST_ORDERS)

    assert kept(several([story()] * (MOST_ORDERS - 1))).one("button", value="add").text == (
        words("another-add")
    )
    assert kept(full).all("button", value="add") == []


def test_one_order_alone_needs_no_table() -> None:
    assert order_table(page(), setting(story()), TODAY) == ""


def table(orders: Orders, lang: str = "id", today: dt.date | None = TODAY) -> Element:
    return read(order_table(page(lang), setting(orders), today)).one("details", "oc-order-table")


@settings(max_examples=15)
@given(orders=ORDERS.filter(lambda orders: len(orders.stories) > 1), today=TODAYS)
def test_every_order_has_its_row_the_most_urgent_first(
    orders: Orders, today: dt.date | None
) -> None:
    found = [diagnose(KNOWLEDGE, one.answers, one.details(today)) for one in orders.stories]
    root = table(orders, today=today)
    rows = root.one("tbody").all("tr")
    places = [int(row.one("th").text.removeprefix("Pesanan ")) - 1 for row in rows]
    days = [
        due.day if (due := found[place].act_by) and due.day else dt.date.max for place in places
    ]

    assert sorted(places) == list(range(len(found)))
    assert days == sorted(days)
    assert flaws(root) == []
    for place, row in zip(places, rows, strict=True):
        diagnosis = found[place]
        cells = [cell.text for cell in row.all("td")]
        buttons = [button["value"] for button in row.all("button")]
        is_named = diagnosis.fit not in NAMELESS

        assert buttons == ([] if place == orders.current else [f"order:{place}"])
        assert cells == (
            [words("order-unfinished")]
            if diagnosis.next_question
            else [
                cause_words(page(), diagnosis),
                diagnosis.money.state.name["id"] if is_named else EN_DASH,
                diagnosis.first_step.title["id"],
                due_words(page(), diagnosis) if is_named or diagnosis.act_by else EN_DASH,
            ]
        )


def test_orders_of_the_same_day_stay_in_their_order_and_undated_ones_come_last() -> None:
    unpaid = story({"payment": "not-paid", "closed-when": "payment-countdown-ended"})
    urgent = story({**CONFIRMED, "payment": "not-paid"})
    rows = table(several([unpaid, urgent, urgent])).one("tbody").all("th")

    assert [row.text for row in rows] == ["Pesanan 2", "Pesanan 3", "Pesanan 1"]


def test_the_table_is_unfolded_and_can_be_scrolled_by_keyboard() -> None:
    root = table(several([story(), story(RETURNING)]), "en")
    region = root.one("div", "oc-orders")

    assert "open" in root
    assert root.one("summary").text == "All 2 orders of this checkout"
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == words("orders-title", "en")
    assert [head.text for head in root.one("thead").all("th", scope="col")] == [
        "Order",
        "Cause",
        "Money",
        "Do first",
        "By when",
    ]


def test_the_table_stands_in_the_result_of_each_order() -> None:
    orders = several([story(), story(RETURNING)])

    assert len(shown(orders).all("details", "oc-order-table")) == 1
