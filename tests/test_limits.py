"""By when to act: never later than any limit that may hold, and never without a reason."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st
from test_details import DETAILS, METHODS, TODAY, ago, details, said

from decision_tree.answers import Answers, checked_answers
from decision_tree.details import Details
from decision_tree.limits import Due, dues
from decision_tree.model import Cause, Limit, Urgency

REFUND, PAYPAL, CARD = 15, 180, 120

Row = tuple[str | None, int | None, str | None, str]
"""Limit, days left, kind of day counted from, and what is special: "", cautious, today, passed."""


def rows(cause: str, answers: Answers, known: Details) -> list[Row]:
    return [row(due) for due in dues(KNOWLEDGE, [KNOWLEDGE.causes[cause]], answers, known)]


def row(due: Due) -> Row:
    flags = {"cautious": due.is_cautious, "today": due.is_today, "passed": due.is_passed}
    special = " ".join(name for name, holds in flags.items() if holds)
    return (due.limit.id if due.limit else None, due.days_left(TODAY), due.start, special)


TOO_LATE = said(days_since="more-than-15")

NOT_COUNTED: Row = ("refund-request", 0, None, "today")
NO_DAY: Row = (None, 0, None, "today")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (details(confirmed_on=0), [("refund-request", REFUND, "confirmed-on", "")]),
        (details(confirmed_on=15), [("refund-request", 0, "confirmed-on", "")]),
        (details(confirmed_on=3, ended_on=4), [("refund-request", 11, "ended-on", "")]),
        (
            details(confirmed_on=16),
            [NOT_COUNTED, ("refund-request", -1, "confirmed-on", "passed")],
        ),
        (details(), [NOT_COUNTED]),
        (details(today=None), [("refund-request", None, None, "today")]),
        (details(dispute_on=1, refund_on=1), [NOT_COUNTED]),
        (
            details(paid_on=15),
            [
                ("refund-request", 0, "paid-on", "cautious"),
                NOT_COUNTED,
                ("card-dispute", CARD - 15, "paid-on", ""),
                ("paypal-dispute", PAYPAL - 15, "paid-on", ""),
            ],
        ),
        (
            details(paid_on=16, method="transfer"),
            [NOT_COUNTED],
        ),
        (
            details(paid_on=3, ordered_on=4, method="transfer"),
            [NOT_COUNTED, ("refund-request", 11, "ordered-on", "cautious")],
        ),
        (
            details(ordered_on=120, method="card"),
            [("card-dispute", 0, "ordered-on", "cautious"), NOT_COUNTED],
        ),
        (details(ordered_on=121, method="card"), [NOT_COUNTED]),
        (
            details(paid_on=121, method="card"),
            [NOT_COUNTED, ("card-dispute", -1, "paid-on", "passed")],
        ),
        (
            details(paid_on=121, ordered_on=122, method="card"),
            [NOT_COUNTED, ("card-dispute", -1, "paid-on", "passed")],
        ),
        (
            details(paid_on=30, confirmed_on=1, method="paypal"),
            [
                ("refund-request", 14, "confirmed-on", ""),
                ("paypal-dispute", PAYPAL - 30, "paid-on", ""),
            ],
        ),
        (
            details(paid_on=30, confirmed_on=1, method="bonus"),
            [("refund-request", 14, "confirmed-on", "")],
        ),
        (details(confirmed_on=-1), [NOT_COUNTED]),
    ],
)
def test_times_of_a_confirmed_order(known: Details, expected: list[Row]) -> None:
    assert rows("receipt-confirmed", {}, known) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (details(), [NO_DAY, ("refund-request", None, None, "passed")]),
        (details(confirmed_on=16), [NO_DAY, ("refund-request", -1, "confirmed-on", "passed")]),
        (details(confirmed_on=15), [NO_DAY, ("refund-request", None, None, "passed")]),
        (
            details(paid_on=3, method="card"),
            [
                NO_DAY,
                ("card-dispute", CARD - 3, "paid-on", ""),
                ("refund-request", None, None, "passed"),
            ],
        ),
    ],
)
def test_answer_that_it_is_too_late_outweighs_the_days(known: Details, expected: list[Row]) -> None:
    assert rows("protection-expired", TOO_LATE, known) == expected


@pytest.mark.parametrize("answer", [["up-to-15"], ["up-to-15", "more-than-15"], ["unsure"]])
def test_it_is_not_too_late_as_long_as_no_answer_says_so(answer: list[str]) -> None:
    assert rows("protection-expired", said(days_since=answer), details()) == [NOT_COUNTED]


def test_being_too_late_for_a_refund_says_nothing_about_causes_that_do_not_know_it() -> None:
    known = details(confirmed_on=1)

    assert rows("shipment-cancelled", TOO_LATE, known) == rows("shipment-cancelled", {}, known)


@pytest.mark.parametrize(
    ("cause", "known", "expected"),
    [
        ("customs-refused", details(), [NO_DAY]),
        (
            "customs-refused",
            details(ended_on=0),
            [NO_DAY, ("refund-request", REFUND, "ended-on", "")],
        ),
        (
            "dispute-lost",
            details(paid_on=100, confirmed_on=1),
            [
                NO_DAY,
                ("card-dispute", 20, "paid-on", ""),
                ("paypal-dispute", 80, "paid-on", ""),
            ],
        ),
        ("shipment-cancelled", details(), []),
        ("shipment-cancelled", details(ended_on=15), [("refund-request", 0, "ended-on", "")]),
        (
            "shipment-cancelled",
            details(ended_on=16),
            [("refund-request", -1, "ended-on", "passed")],
        ),
        ("shipment-cancelled", details(paid_on=16), []),
        ("seller-frozen", details(paid_on=1, ended_on=1, confirmed_on=1), []),
        ("out-of-stock", details(paid_on=1, ended_on=1, confirmed_on=1), []),
    ],
)
def test_times_of_other_causes(cause: str, known: Details, expected: list[Row]) -> None:
    assert rows(cause, {}, known) == expected


def test_without_a_today_no_day_has_passed() -> None:
    known = details(today=None, paid_on=300, confirmed_on=200)

    assert rows("receipt-confirmed", {}, known) == [
        ("refund-request", REFUND - 200, "confirmed-on", ""),
        ("card-dispute", CARD - 300, "paid-on", ""),
        ("paypal-dispute", PAYPAL - 300, "paid-on", ""),
    ]
    assert rows("receipt-confirmed", {}, dataclasses.replace(known, method="card"))[1:] == [
        ("card-dispute", CARD - 300, "paid-on", "")
    ]


def test_without_a_today_a_cautious_day_is_named_after_the_warning() -> None:
    known = details(today=None, ordered_on=300, method="bonus")

    assert rows("receipt-confirmed", {}, known) == [
        ("refund-request", None, None, "today"),
        ("refund-request", REFUND - 300, "ordered-on", "cautious"),
    ]


@pytest.mark.parametrize(("day", "left"), [(ago(0), 0), (ago(-1), 1), (ago(1), -1), (None, None)])
def test_days_are_left_up_to_the_last_one(day: dt.date | None, left: int | None) -> None:
    due = Due(cause=KNOWLEDGE.causes["receipt-confirmed"], limit=None, day=day)

    assert due.days_left(TODAY) == left


def of_causes(*causes: str, known: Details) -> list[tuple[str, str | None]]:
    found = dues(KNOWLEDGE, [KNOWLEDGE.causes[cause] for cause in causes], {}, known)
    return [(due.cause.id, due.limit.id if due.limit else None) for due in found]


def test_times_of_several_causes_are_sorted_by_day() -> None:
    known = details(confirmed_on=1, paid_on=118, method="card")

    assert of_causes("shipment-cancelled", "dispute-lost", "receipt-confirmed", known=known) == [
        ("dispute-lost", None),
        ("dispute-lost", "card-dispute"),
        ("receipt-confirmed", "card-dispute"),
        ("shipment-cancelled", "refund-request"),
        ("receipt-confirmed", "refund-request"),
    ]


def test_passed_times_are_last_and_sorted_by_day_too() -> None:
    known = details(confirmed_on=20, paid_on=122, method="card")

    assert of_causes("shipment-cancelled", "dispute-lost", known=known) == [
        ("dispute-lost", None),
        ("shipment-cancelled", "refund-request"),
        ("dispute-lost", "card-dispute"),
    ]


@pytest.mark.parametrize(
    "causes", [("customs-refused", "dispute-lost"), ("dispute-lost", "customs-refused")]
)
def test_equal_days_stay_in_the_order_of_the_causes(causes: tuple[str, ...]) -> None:
    assert of_causes(*causes, known=details()) == [(cause, None) for cause in causes]


def changed(cause: str, **change: object) -> Cause:
    """The cause with its first limit changed."""
    found = KNOWLEDGE.causes[cause]
    first, *others = found.deadline.limits
    limits = (dataclasses.replace(first, **change), *others)  # type: ignore[arg-type]  # any field
    return dataclasses.replace(
        found, deadline=dataclasses.replace(found.deadline, limits=limits, late=None)
    )


@pytest.mark.parametrize(
    ("answers", "applies"),
    [
        (said(dispute="never"), True),
        (said(dispute=["never", "withdrawn"]), False),
        (said(dispute="unsure"), False),
        ({}, False),
    ],
)
def test_limit_holds_for_readers_who_meet_its_conditions(
    answers: Answers, *, applies: bool
) -> None:
    cause = changed("shipment-cancelled", when={"dispute": frozenset({"never"})})

    assert bool(dues(KNOWLEDGE, [cause], answers, details(ended_on=1))) is applies


def test_limit_of_a_rule_without_a_figure_is_not_counted() -> None:
    rule = KNOWLEDGE.facts["order-mails"]
    known = details(ended_on=1)

    assert dues(KNOWLEDGE, [changed("shipment-cancelled", fact=rule)], {}, known) == ()
    (due,) = dues(KNOWLEDGE, [changed("receipt-confirmed", fact=rule)], {}, known)
    assert due.is_today


def test_limit_of_a_range_is_its_low_end() -> None:
    cause = changed("shipment-cancelled", fact=KNOWLEDGE.facts["card-refund"])
    (due,) = dues(KNOWLEDGE, [cause], {}, details(ended_on=0))

    assert due.day == dt.date(2026, 11, 26)


@given(raw=ANSWERS, known=DETAILS)
def test_times_are_sorted_by_day_and_passed_ones_are_last(
    raw: dict[str, list[str]], known: Details
) -> None:
    answers = checked_answers(KNOWLEDGE, raw)
    found = dues(KNOWLEDGE, KNOWLEDGE.causes.values(), answers, known)
    running = [due.day for due in found if not due.is_passed]

    assert [due.is_passed for due in found] == sorted(due.is_passed for due in found)
    assert running == sorted(running, key=lambda day: day or known.today or dt.date.min)
    for due in found:
        is_before = bool(due.day and known.today and due.day < known.today)
        assert is_before <= due.is_passed
        assert due.is_today <= (due.day == known.today)
        assert not (due.is_passed and (due.is_today or due.is_cautious))


@given(raw=ANSWERS, known=DETAILS)
def test_every_day_is_counted_from_the_earliest_that_the_reader_named(
    raw: dict[str, list[str]], known: Details
) -> None:
    answers = checked_answers(KNOWLEDGE, raw)
    for due in dues(KNOWLEDGE, KNOWLEDGE.causes.values(), answers, known):
        if due.limit and due.start and due.day:
            kinds = due.limit.cautious if due.is_cautious else due.limit.starts
            days = [
                known.days[kind]
                for kind in kinds
                if kind in known.days and known.days[kind] <= (known.today or dt.date.max)
            ]

            assert known.days[due.start] == min(days)
            assert due.day == min(days) + window(due.limit)
            assert not (due.is_cautious and set(due.limit.starts) & past(known))


def past(known: Details) -> set[str]:
    last = known.today or dt.date.max
    return {kind for kind, day in known.days.items() if day <= last}


def window(limit: Limit) -> dt.timedelta:
    assert limit.fact.amount
    assert limit.fact.amount.unit == "day"
    return dt.timedelta(days=limit.fact.amount.low)


COUNTED = [
    (cause, limit, start)
    for cause in KNOWLEDGE.causes.values()
    for limit in cause.deadline.limits
    for start in limit.starts
]


@given(
    counted=st.sampled_from(COUNTED),
    cautious=st.integers(0, 200),
    later=st.integers(0, 200),
    data=st.data(),
)
def test_cautious_day_never_comes_later_than_the_true_one(
    counted: tuple[Cause, Limit, str], cautious: int, later: int, data: st.DataObject
) -> None:
    cause, limit, start = counted
    before = data.draw(st.sampled_from(limit.cautious))
    known = Details(days={before: ago(cautious)}, method=limit.method, today=TODAY)
    day = min(TODAY, ago(cautious) + dt.timedelta(days=later))
    surer = dataclasses.replace(known, days={**known.days, start: day})
    (true,) = [due.day for due in found_of(cause, limit, surer)]

    for due in found_of(cause, limit, known):
        assert due.is_cautious
        assert due.day is not None
        assert true is not None
        assert due.day <= true


def found_of(cause: Cause, limit: Limit, known: Details) -> Iterator[Due]:
    for due in dues(KNOWLEDGE, [cause], {}, known):
        if due.limit is limit and not due.is_today:
            yield due


@pytest.mark.parametrize("limit", KNOWLEDGE.limits.values(), ids=list(KNOWLEDGE.limits))
def test_day_that_a_limit_is_cautiously_counted_from_lies_before_for_certain(limit: Limit) -> None:
    """Else the limit could come too late: some confirm before the parcel arrives."""
    for start in limit.starts:
        assert set(limit.cautious) <= all_before(start), start


def all_before(kind: str) -> set[str]:
    earlier = KNOWLEDGE.dates[kind].after
    return {*earlier, *(first for one in earlier for first in all_before(one))}


@given(raw=ANSWERS, method=METHODS)
def test_urgent_cause_always_has_a_time(raw: dict[str, list[str]], method: str | None) -> None:
    answers = checked_answers(KNOWLEDGE, raw)
    known = Details(method=method, today=TODAY)
    for cause in KNOWLEDGE.causes.values():
        is_urgent = cause.deadline.urgency is Urgency.NOW
        running = [due for due in dues(KNOWLEDGE, [cause], answers, known) if not due.is_passed]

        assert [due.day for due in running] == ([TODAY] if is_urgent else [])


def test_only_the_first_limit_of_a_cause_can_be_too_late() -> None:
    """What an answer calls too late is the refund request; banks have limits of their own."""
    late = [cause.deadline for cause in KNOWLEDGE.causes.values() if cause.deadline.late]

    assert {deadline.limits[0].id for deadline in late} == {"refund-request"}
