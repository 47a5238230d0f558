"""Days are written in words, and read as people write them."""

import datetime as dt

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.days import days_in, in_words, read_day

DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2099, 12, 31))
TODAY = dt.date(2026, 11, 23)


def days(text: str, *, day_first: bool | None = None, today: dt.date | None = None) -> list[str]:
    found = days_in(KNOWLEDGE, text, day_first=day_first, today=today)
    return [str(one.day) for one in found]


@pytest.mark.parametrize(
    ("lang", "words"), [("id", "17 Agustus 2026"), ("en", "17 August 2026")], ids=["id", "en"]
)
def test_a_day_is_written_in_each_language(lang: str, words: str) -> None:
    assert in_words(KNOWLEDGE, dt.date(2026, 8, 17), lang) == words


@given(DAYS, st.sampled_from(list(KNOWLEDGE.languages)))
def test_a_day_in_words_is_read_back(day: dt.date, lang: str) -> None:
    assert read_day(KNOWLEDGE, in_words(KNOWLEDGE, day, lang)) == day


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%b %d, %Y"]))
def test_a_typed_day_is_read_in_the_usual_ways(day: dt.date, way: str) -> None:
    month = tuple(KNOWLEDGE.months.values())[day.month - 1].name["en"][:3]
    typed = day.strftime(way.replace("%b", month))

    assert read_day(KNOWLEDGE, typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        "3 Nov 2026",
        "3 Nopember 2026",
        "03/11/2026",
        "3.11.26",
        "Nov 3, 2026",
        "November 3rd, 2026",
        "Selasa, 3 November 2026",
        "03-Nov-2026",
        " 3  NOV '26 ",
        "2026/11/03",
    ],
)
def test_the_third_of_november_is_read(typed: str) -> None:
    assert read_day(KNOWLEDGE, typed) == dt.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("11/23/2026", "2026-11-23"), ("1 Agustus 2026", "2026-08-01"), ("May 5 2026", "2026-05-05")],
)
def test_a_day_that_can_be_only_one_is_read(typed: str, day: str) -> None:
    assert str(read_day(KNOWLEDGE, typed)) == day


@pytest.mark.parametrize(
    "typed",
    ["", "x", "31/02/2026", "2026-13-01", "3 Nov", "3 Nov 2026 x", "no 3 Nov 2026", "8123456789"],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(KNOWLEDGE, typed) is None


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert all(text[start:end] for start, end, _ in days_in(KNOWLEDGE, text, today=TODAY))
    read_day(KNOWLEDGE, text)


def test_days_are_found_where_they_stand() -> None:
    text = "Paid on Nov 3, 2026 14:22, closed 2026-11-20T10:00"
    found = days_in(KNOWLEDGE, text)

    assert [text[one.start : one.end] for one in found] == ["Nov 3, 2026", "2026-11-20"]


def test_a_numeric_day_with_two_meanings_counts_only_when_the_order_is_known() -> None:
    assert days("03/11/2026") == []
    assert days("03/11/2026", day_first=True) == ["2026-11-03"]
    assert days("03/11/2026 and 20/11/2026") == ["2026-11-03", "2026-11-20"]
    assert days("03/11/2026 and 11/20/2026") == ["2026-03-11", "2026-11-20"]
    assert days("05/05/2026, 03.11.2026") == ["2026-05-05", "2026-11-03"]


def test_a_day_without_a_year_is_the_last_one_up_to_today() -> None:
    assert days("3 Nov 14:30") == []
    assert days("3 Nov 14:30, Dec 24", today=TODAY) == ["2026-11-03", "2025-12-24"]


@pytest.mark.parametrize("text", ["0812-11-20266", "1.234.567,00", "12:30:45", "+62 812-3456-7890"])
def test_other_numbers_are_no_days(text: str) -> None:
    assert days(text, day_first=True, today=TODAY) == []
