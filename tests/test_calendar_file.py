"""A calendar file is what RFC 5545 asks for: an independent parser reads back what was written."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from decision_tree.calendar_file import Entry, calendar_file

STAMP = dt.date(2026, 11, 23)

ADDRESS = "https://example.org/en/troubleshooter/#payment=paid,unsure&closed-when=after-delivery"

ENTRY = Entry(
    day=dt.date(2026, 12, 8),
    summary="Ask for a refund; then wait, “calmly”",
    description="Rule: 15 days.\nSource: S01, S02; confidence: high\\medium",
    url=ADDRESS,
    lang="en",
)

INVISIBLE = "\x00\x07\x08\x0b\x0c\x1b\x1c\x7f\x80\x9f\ud800\udfff"
"""Characters that no calendar file may hold, two halves of a pair among them."""

LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")

PLAIN = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\t\n"),
    max_size=400,
)
"""Any text of characters that a calendar file can hold."""

ANY = st.text(
    st.characters(codec=None, categories=None) | st.sampled_from(INVISIBLE), max_size=200
) | st.lists(PLAIN | st.sampled_from(LINE_ENDS), max_size=6).map("".join)
"""Any text at all."""

MARKED = st.text(st.sampled_from("\\nN;,:\"' \t\n\r=^aé😀"), max_size=200)
"""What a parser can stumble over: marks, escapes that are none, spaces where a line is folded."""

LONG = Entry(
    day=dt.date(2026, 12, 8), summary="a b " * 200, description="é😀漢 " * 200, url="", lang="id"
)
"""Lines that are folded where a space stands, and between characters of several octets."""

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1))


def entries(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Entry]:
    return st.builds(
        Entry,
        day=DAYS,
        summary=texts,
        description=texts,
        url=st.just(ADDRESS),
        lang=st.sampled_from(["id", "en"]),
    )


def events(text: str) -> list[Component]:
    return Calendar.from_ical(text.encode()).walk("VEVENT")


def read(entry: Entry) -> Component:
    [event] = events(calendar_file([entry], stamp=STAMP))
    return event


def content_lines(text: str) -> list[bytes]:
    """The lines as they stand in the file, without their ends."""
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    return lines


@given(entry=entries(PLAIN | MARKED.map(lambda text: text.replace("\r", ""))))
@example(entry=ENTRY)
@example(entry=LONG)
def test_parser_reads_back_what_was_written(entry: Entry) -> None:
    event = read(entry)

    assert str(event["SUMMARY"]) == entry.summary
    assert str(event["DESCRIPTION"]) == entry.description
    assert str(event["URL"]) == entry.url
    assert event.decoded("DTSTART") == entry.day
    assert event.decoded("DTEND") == entry.day + dt.timedelta(days=1)
    assert event["SUMMARY"].params["LANGUAGE"] == entry.lang
    assert event.errors == []


def test_marks_are_escaped_although_some_parsers_forgive_them() -> None:
    text = calendar_file([ENTRY], stamp=STAMP).replace("\r\n ", "")

    assert "SUMMARY;LANGUAGE=en:Ask for a refund\\; then wait\\, “calmly”\r\n" in text
    assert r"Rule: 15 days.\nSource: S01\, S02\; confidence: high\\medium" in text


@given(entry=entries(ANY))
def test_characters_that_cannot_be_written_are_left_out_and_nothing_else(entry: Entry) -> None:
    expected = entry.description
    for end in LINE_ENDS:
        expected = expected.replace(end, "\n")
    kept = (c for c in expected if c in "\t\n" or unicodedata.category(c) not in {"Cc", "Cs"})

    assert str(read(entry)["DESCRIPTION"]) == "".join(kept)


@given(entry=entries(ANY | MARKED))
@example(entry=ENTRY)
@example(entry=LONG)
def test_every_line_is_short_and_whole(entry: Entry) -> None:
    """No line is longer than 75 octets, and each is UTF-8 without controls by itself."""
    for line in content_lines(calendar_file([entry], stamp=STAMP)):
        assert len(line) <= 75
        characters = line.decode("utf-8")
        assert [c for c in characters if c != "\t" and unicodedata.category(c) == "Cc"] == []


@given(entry=entries(ANY | MARKED))
def test_text_adds_no_line_of_its_own(entry: Entry) -> None:
    text = calendar_file([entry], stamp=STAMP).replace("\r\n ", "")
    names = [line.partition(":")[0].partition(";")[0] for line in text.split("\r\n")]

    alarm = ["BEGIN", "ACTION", "TRIGGER", "DESCRIPTION", "END"]
    content = ["DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "CLASS", "TRANSP"]
    event = ["BEGIN", "UID", "DTSTAMP", *content, *alarm, *alarm, "END"]
    assert names == ["BEGIN", "VERSION", "PRODID", "CALSCALE", *event, "END", ""]


@given(address=ANY)
def test_no_address_breaks_the_file(address: str) -> None:
    entry = Entry(day=STAMP, summary="", description="", url=address, lang="id")

    assert str(read(entry)["URL"]).isascii()
    assert read(entry).errors == []


def test_letters_outside_ascii_are_encoded_in_the_address() -> None:
    entry = Entry(day=STAMP, summary="", description="", url=f"{ADDRESS}&q=é 😀%20", lang="id")

    assert str(read(entry)["URL"]) == f"{ADDRESS}&q=%C3%A9%20%F0%9F%98%80%20"


@given(entry=entries(PLAIN))
def test_two_alarms_show_the_summary_on_mornings_before_the_day(entry: Entry) -> None:
    alarms = read(entry).walk("VALARM")
    start = dt.datetime.combine(entry.day, dt.time())

    assert [alarm["ACTION"] for alarm in alarms] == ["DISPLAY", "DISPLAY"]
    assert [str(alarm["DESCRIPTION"]) for alarm in alarms] == [entry.summary, entry.summary]
    assert [alarm["TRIGGER"].params["RELATED"] for alarm in alarms] == ["START", "START"]
    assert [start + alarm.decoded("TRIGGER") for alarm in alarms] == [
        dt.datetime.combine(entry.day - dt.timedelta(days=days), dt.time(hour=9)) for days in (3, 1)
    ]


def test_file_is_a_private_note_that_takes_no_time() -> None:
    calendar = Calendar.from_ical(calendar_file([ENTRY], stamp=STAMP))
    event = read(ENTRY)

    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
    assert "METHOD" not in calendar
    assert "ORGANIZER" not in event
    assert "ATTENDEE" not in event


def test_stamp_is_the_day_that_came_in() -> None:
    assert read(ENTRY).decoded("DTSTAMP") == dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


@given(entry=entries(PLAIN), day=DAYS)
def test_same_entry_has_the_same_uid_whenever_it_is_made(entry: Entry, day: dt.date) -> None:
    [later] = events(calendar_file([entry], stamp=day))

    assert later["UID"] == read(entry)["UID"]


@given(several=st.lists(entries(PLAIN), min_size=1, max_size=5))
def test_each_different_entry_is_one_event_with_a_uid_of_its_own(several: list[Entry]) -> None:
    found = events(calendar_file([*several, *several], stamp=STAMP))
    different = list(dict.fromkeys(several))

    assert [str(event["SUMMARY"]) for event in found] == [entry.summary for entry in different]
    assert len({event["UID"] for event in found}) == len(different)


def test_file_without_an_entry_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one entry"):
        calendar_file([], stamp=STAMP)
