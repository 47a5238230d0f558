"""Days are counted as the figures mean it: without weekends and holidays where these matter."""

import datetime as dt
from calendar import monthrange

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.model import Amount, Fact, Holidays
from decision_tree.workdays import (
    Bound,
    after,
    after_months,
    after_workdays,
    covers,
    is_workday,
)

HOLIDAYS = KNOWLEDGE.holidays
DAYS = st.dates(HOLIDAYS.first, HOLIDAYS.last)
BOUNDS: tuple[Bound, ...] = ("low", "high")

TIMES = [
    fact
    for fact in KNOWLEDGE.facts.values()
    if fact.amount and fact.amount.unit in {"hour", "day", "business-day", "month"}
]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def following(start: dt.date, end: dt.date) -> list[dt.date]:
    """Every day after `start` up to `end`."""
    return [start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1)]


@pytest.mark.parametrize(
    ("off", "why"),
    [
        ("2026-11-28", "a Saturday"),
        ("2026-11-29", "a Sunday"),
        ("2026-08-17", "off in Indonesia alone"),
        ("2026-12-24", "joint leave in Indonesia"),
        ("2026-10-06", "off in China alone"),
        ("2026-01-01", "off in both countries"),
        ("2026-10-10", "a Saturday on which China works"),
    ],
)
def test_day_off_is_no_workday(off: str, why: str) -> None:
    assert not is_workday(HOLIDAYS, day(off)), why


@pytest.mark.parametrize("workday", ["2026-11-23", "2026-11-27", "2026-10-08"])
def test_other_weekday_is_a_workday(workday: str) -> None:
    assert is_workday(HOLIDAYS, day(workday))


@given(start=DAYS, number=st.integers(1, 60))
def test_business_days_are_those_that_lie_between(start: dt.date, number: int) -> None:
    end = after_workdays(HOLIDAYS, start, number)

    assert is_workday(HOLIDAYS, end)
    assert sum(is_workday(HOLIDAYS, one) for one in following(start, end)) == number


@given(start=DAYS)
def test_no_business_day_after_a_day_is_that_day(start: dt.date) -> None:
    assert after_workdays(HOLIDAYS, start, 0) == start


@given(start=DAYS, number=st.integers(0, 60))
def test_holidays_never_make_a_count_of_business_days_shorter(start: dt.date, number: int) -> None:
    weekends_alone = Holidays(first=HOLIDAYS.first, last=HOLIDAYS.last, days={})

    end = after_workdays(HOLIDAYS, start, number)
    assert end >= after_workdays(weekends_alone, start, number)


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2026-11-23", 4, "2026-11-27"),  # Monday to Friday
        ("2026-11-27", 1, "2026-11-30"),  # over a weekend
        ("2026-11-28", 1, "2026-11-30"),  # from a Saturday
        ("2026-12-23", 1, "2026-12-28"),  # over Christmas and its joint leave
        ("2026-09-30", 1, "2026-10-08"),  # over the golden week
        ("2026-02-13", 1, "2026-02-24"),  # over the Spring Festival
    ],
)
def test_business_days_pass_over_days_off(start: str, number: int, end: str) -> None:
    assert after_workdays(HOLIDAYS, day(start), number) == day(end)


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2026-05-15", 6, "2026-11-15"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-07-01", 6, "2027-01-01"),
        ("2026-12-31", 12, "2027-12-31"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: str, number: int, end: str) -> None:
    assert after_months(day(start), number) == day(end)


@given(start=DAYS, number=st.integers(0, 60))
def test_months_are_as_many_as_were_asked_for(start: dt.date, number: int) -> None:
    end = after_months(start, number)

    assert 12 * (end.year - start.year) + end.month - start.month == number
    assert end.day == min(start.day, monthrange(end.year, end.month)[1])


@pytest.mark.parametrize(
    ("size", "low", "high"), [(6, 0, 1), (24, 1, 1), (25, 1, 2), (48, 2, 2), (71, 2, 3)]
)
def test_hours_are_cut_off_for_a_limit_and_rounded_up_for_a_wait(
    size: int, low: int, high: int
) -> None:
    amount = Amount(low=size, high=size, unit="hour")
    start = day("2026-11-23")

    ends = [after(KNOWLEDGE, start, amount, use=use) for use in BOUNDS]
    assert ends == [start + dt.timedelta(days=low), start + dt.timedelta(days=high)]


def test_range_has_its_low_end_for_a_limit_and_its_high_end_for_a_wait() -> None:
    amount = Amount(low=3, high=20, unit="business-day")
    start = day("2026-11-23")

    assert after(KNOWLEDGE, start, amount, use="low") == day("2026-11-26")
    assert after(KNOWLEDGE, start, amount, use="high") == day("2026-12-21")


@given(start=DAYS, low=st.floats(0, 400), more=st.floats(0, 400))
def test_part_of_a_day_never_makes_a_limit_late_or_a_wait_short(
    start: dt.date, low: float, more: float
) -> None:
    amount = Amount(low=low, high=low + more, unit="day")

    assert (after(KNOWLEDGE, start, amount, use="low") - start).days <= amount.low
    assert (after(KNOWLEDGE, start, amount, use="high") - start).days >= amount.high


@given(fact=st.sampled_from(TIMES), start=DAYS, later=st.integers(0, 40))
def test_every_time_of_the_register_can_be_counted(fact: Fact, start: dt.date, later: int) -> None:
    """A later start never ends earlier, and a limit never ends after the wait."""
    assert fact.amount
    for use in BOUNDS:
        end = after(KNOWLEDGE, start, fact.amount, use=use)
        assert start <= end
        assert end <= after(KNOWLEDGE, start + dt.timedelta(days=later), fact.amount, use=use)
    low, high = (after(KNOWLEDGE, start, fact.amount, use=use) for use in BOUNDS)
    assert low <= high


def test_figure_that_measures_no_time_is_refused() -> None:
    amount = Amount(low=10, high=10, unit="per-cent")

    with pytest.raises(ValueError, match="'per-cent' measures no time"):
        after(KNOWLEDGE, day("2026-11-23"), amount, use="low")


def test_list_of_holidays_covers_its_first_and_last_day_and_no_further() -> None:
    one = dt.timedelta(days=1)

    assert covers(HOLIDAYS, HOLIDAYS.first)
    assert covers(HOLIDAYS, HOLIDAYS.last)
    assert not covers(HOLIDAYS, HOLIDAYS.first - one)
    assert not covers(HOLIDAYS, HOLIDAYS.last + one)
