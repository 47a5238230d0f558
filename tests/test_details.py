"""Days and the method of payment: what follows from them, and where they cannot be right."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st

from decision_tree import AnswerError
from decision_tree.answers import Answer, Answers, checked_answers
from decision_tree.details import (
    NO_DETAILS,
    Conflict,
    ConflictKind,
    Details,
    check_details,
    conflicts,
    with_derived,
)

TODAY = dt.date(2026, 11, 23)
WINDOW = 15

SOME_DAYS = st.dictionaries(
    st.sampled_from(list(KNOWLEDGE.dates)), st.dates(dt.date(2026, 3, 1), dt.date(2027, 2, 28))
)
"""Any days, in any order; most of them cannot all be right."""

METHODS = st.none() | st.sampled_from(list(KNOWLEDGE.methods))
ANY_TODAY = st.none() | st.dates(dt.date(2026, 6, 1), dt.date(2026, 12, 31))

DETAILS = st.builds(Details, days=SOME_DAYS, method=METHODS, today=ANY_TODAY)
"""Arbitrary details, contradictions and a day that nobody knows included."""


def ago(days: int) -> dt.date:
    """The day that many days before the day of these tests."""
    return TODAY - dt.timedelta(days=days)


def details(*, method: str | None = None, today: dt.date | None = TODAY, **days: int) -> Details:
    """Details with days so many days ago, their kinds named with "_" for "-"."""
    named = {kind.replace("_", "-"): ago(number) for kind, number in days.items()}
    return Details(days=named, method=method, today=today)


def said(**answers: Answer) -> Answers:
    """Checked answers to questions named with "_" for "-"."""
    named = {question.replace("_", "-"): answer for question, answer in answers.items()}
    return checked_answers(KNOWLEDGE, named)


def found(answers: Answers, known: Details) -> list[tuple[str, str, str | None, str | None]]:
    """The conflicts as ids: kind, date, earlier date, question."""
    return [as_ids(conflict) for conflict in conflicts(KNOWLEDGE, answers, known)]


def as_ids(conflict: Conflict) -> tuple[str, str, str | None, str | None]:
    return (
        conflict.kind,
        conflict.date.id,
        conflict.earlier.id if conflict.earlier else None,
        conflict.question.id if conflict.question else None,
    )


def test_without_details_nothing_is_known() -> None:
    assert Details() == NO_DETAILS
    assert (NO_DETAILS.days, NO_DETAILS.method, NO_DETAILS.today) == ({}, None, None)


@pytest.mark.parametrize(
    ("known", "kinds", "earliest"),
    [
        (details(confirmed_on=3, ended_on=5), ("confirmed-on", "ended-on"), "ended-on"),
        (details(confirmed_on=5, ended_on=3), ("confirmed-on", "ended-on"), "confirmed-on"),
        (details(confirmed_on=5, ended_on=3), ("ended-on",), "ended-on"),
        (details(confirmed_on=4, ended_on=4), ("ended-on", "confirmed-on"), "ended-on"),
        (details(confirmed_on=4), ("ended-on", "paid-on"), None),
        (details(confirmed_on=4), (), None),
        (details(confirmed_on=0), ("confirmed-on",), "confirmed-on"),
        (details(confirmed_on=-1), ("confirmed-on",), None),
        (details(confirmed_on=-1, ended_on=2), ("confirmed-on", "ended-on"), "ended-on"),
        (details(confirmed_on=-1, today=None), ("confirmed-on",), "confirmed-on"),
    ],
)
def test_earliest_day_up_to_today_is_the_one_to_count_from(
    known: Details, kinds: tuple[str, ...], earliest: str | None
) -> None:
    assert known.earliest(kinds) == earliest


def test_kinds_of_days_and_methods_that_do_not_exist_are_refused_at_once() -> None:
    wrong = Details(days={"payed-on": TODAY, "paid-on": TODAY, "endd-on": TODAY}, method="crd")
    with pytest.raises(AnswerError) as error:
        check_details(KNOWLEDGE, wrong)

    assert error.value.problems == (
        "no date is called 'payed-on'; did you mean 'paid-on'?",
        "no date is called 'endd-on'; did you mean 'ended-on'?",
        "no method is called 'crd'; did you mean 'card'?",
    )


@given(known=DETAILS)
def test_details_that_exist_are_accepted(known: Details) -> None:
    check_details(KNOWLEDGE, known)


@pytest.mark.parametrize(
    ("known", "derived"),
    [
        (details(confirmed_on=0), "up-to-15"),
        (details(confirmed_on=WINDOW), "up-to-15"),
        (details(confirmed_on=WINDOW + 1), "more-than-15"),
        (details(ended_on=WINDOW), "up-to-15"),
        (details(ended_on=WINDOW + 1), "more-than-15"),
        (details(confirmed_on=WINDOW + 1, ended_on=WINDOW), "more-than-15"),
        (details(confirmed_on=WINDOW, ended_on=WINDOW + 1), "more-than-15"),
    ],
)
def test_time_since_the_end_follows_from_the_earliest_day(known: Details, derived: str) -> None:
    assert with_derived(KNOWLEDGE, {}, known) == {"days-since": {derived}}


@pytest.mark.parametrize(
    "known",
    [
        NO_DETAILS,
        details(),
        details(paid_on=20, delivered_on=20, dispute_on=20, refund_on=20, ordered_on=20),
        details(confirmed_on=20, today=None),
        details(confirmed_on=-1),
    ],
)
def test_no_answer_follows_without_a_day_to_count_from(known: Details) -> None:
    assert with_derived(KNOWLEDGE, said(payment="paid"), known) == said(payment="paid")


def test_no_answer_follows_from_a_rule_without_a_figure() -> None:
    (rule,) = KNOWLEDGE.derived
    worded = dataclasses.replace(rule, fact=KNOWLEDGE.facts["order-mails"])
    knowledge = dataclasses.replace(KNOWLEDGE, derived=(worded,))

    assert with_derived(knowledge, {}, details(confirmed_on=20)) == {}


@pytest.mark.parametrize("answer", ["up-to-15", ["up-to-15", "more-than-15"]])
def test_what_the_reader_said_about_the_time_stays(answer: Answer) -> None:
    answers = said(days_since=answer)

    assert with_derived(KNOWLEDGE, answers, details(confirmed_on=20)) == answers


def test_a_day_answers_what_the_reader_was_not_sure_of() -> None:
    answers = said(days_since="unsure")

    assert with_derived(KNOWLEDGE, answers, details(confirmed_on=20)) == said(
        days_since="more-than-15"
    )
    assert with_derived(KNOWLEDGE, answers, details(paid_on=20)) == answers


@given(raw=ANSWERS, known=DETAILS)
def test_answers_that_follow_are_put_in_the_order_of_the_questions(
    raw: dict[str, list[str]], known: Details
) -> None:
    answers = checked_answers(KNOWLEDGE, raw)
    complete = with_derived(KNOWLEDGE, answers, known)

    assert list(complete) == [question for question in KNOWLEDGE.questions if question in complete]
    assert {q: said for q, said in complete.items() if q != "days-since"} == {
        q: said for q, said in answers.items() if q != "days-since"
    }


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (details(ordered_on=9, paid_on=9, confirmed_on=9, ended_on=9), []),
        (details(ordered_on=8, paid_on=9), [("order", "paid-on", "ordered-on", None)]),
        (details(confirmed_on=8, ended_on=9), [("order", "ended-on", "confirmed-on", None)]),
        (details(delivered_on=8, ended_on=9), []),
        (
            details(refund_on=9, ordered_on=8, paid_on=7),
            [
                ("order", "refund-on", "ordered-on", None),
                ("order", "refund-on", "paid-on", None),
            ],
        ),
        (details(paid_on=0), []),
        (details(paid_on=-1), [("future", "paid-on", None, None)]),
        (details(paid_on=-1, today=None), []),
        (
            details(ordered_on=-1, paid_on=-1, refund_on=1),
            [
                ("future", "ordered-on", None, None),
                ("future", "paid-on", None, None),
                ("order", "refund-on", "ordered-on", None),
                ("order", "refund-on", "paid-on", None),
            ],
        ),
    ],
)
def test_day_cannot_lie_before_an_earlier_one_nor_after_today(
    known: Details, expected: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert found({}, known) == expected


@pytest.mark.parametrize(
    ("answers", "known", "denied"),
    [
        (said(payment="not-paid"), details(paid_on=9), ("paid-on", "payment")),
        (said(payment=["not-paid", "paid"]), details(paid_on=9), None),
        (said(payment="unsure"), details(paid_on=9), None),
        (said(payment="not-paid"), details(ordered_on=9), None),
        (
            said(button_pressed="cancel"),
            details(confirmed_on=9),
            ("confirmed-on", "button-pressed"),
        ),
        (
            said(button_pressed=["cancel", "none"]),
            details(confirmed_on=9),
            ("confirmed-on", "button-pressed"),
        ),
        (said(last_tracking="in-transit"), details(delivered_on=9), None),
        (said(dispute="never"), details(dispute_on=9), ("dispute-on", "dispute")),
        (said(refund_line="none"), details(refund_on=9), ("refund-on", "refund-line")),
        (said(days_since="up-to-15"), details(confirmed_on=WINDOW), None),
        (said(days_since="up-to-15"), details(confirmed_on=16), ("confirmed-on", "days-since")),
        (said(days_since="more-than-15"), details(ended_on=15), ("ended-on", "days-since")),
        (said(days_since="more-than-15"), details(ended_on=16), None),
        (said(days_since=["up-to-15", "more-than-15"]), details(ended_on=16), None),
        (said(days_since="unsure"), details(ended_on=16), None),
        (said(days_since="up-to-15"), details(ended_on=16, today=None), None),
        (
            said(days_since="up-to-15"),
            details(confirmed_on=17, ended_on=16),
            ("confirmed-on", "days-since"),
        ),
        (said(days_since="up-to-15"), details(paid_on=90, ended_on=2), None),
    ],
)
def test_day_cannot_go_with_an_answer_that_denies_it(
    answers: Answers, known: Details, denied: tuple[str, str] | None
) -> None:
    assert found(answers, known) == ([("denied", denied[0], None, denied[1])] if denied else [])


def test_all_conflicts_of_a_day_are_named() -> None:
    answers = said(button_pressed="none", days_since="more-than-15")
    known = details(paid_on=3, confirmed_on=4)

    assert found(answers, known) == [
        ("order", "confirmed-on", "paid-on", None),
        ("denied", "confirmed-on", None, "button-pressed"),
        ("denied", "confirmed-on", None, "days-since"),
    ]


@given(raw=ANSWERS, known=DETAILS)
def test_conflicts_are_those_that_the_table_of_days_names(
    raw: dict[str, list[str]], known: Details
) -> None:
    answers = checked_answers(KNOWLEDGE, raw)
    by_day = [c for c in found(answers, known) if c[3] != "days-since"]

    assert sorted(by_day, key=str) == sorted(expected_conflicts(answers, known), key=str)
    order = [list(KNOWLEDGE.dates).index(date) for _, date, _, _ in found(answers, known)]
    assert order == sorted(order)


def expected_conflicts(
    answers: Answers, known: Details
) -> list[tuple[str, str, str | None, str | None]]:
    days: Mapping[str, dt.date] = known.days
    future = [
        (ConflictKind.FUTURE, kind, None, None)
        for kind, day in days.items()
        if known.today and (day - known.today).days > 0
    ]
    order = [
        (ConflictKind.ORDER, kind, earlier, None)
        for kind, day in days.items()
        for earlier in KNOWLEDGE.dates[kind].after
        if earlier in days and (day - days[earlier]).days < 0
    ]
    denied = [
        (ConflictKind.DENIED, kind, None, question)
        for kind in days
        for question, options in KNOWLEDGE.dates[kind].denied_by.items()
        if answers.get(question) and not answers[question] - options
    ]
    return [*future, *order, *denied]


@given(raw=ANSWERS, known=DETAILS)
def test_a_derived_answer_is_never_in_conflict_with_its_day(
    raw: dict[str, list[str]], known: Details
) -> None:
    answers = {q: s for q, s in checked_answers(KNOWLEDGE, raw).items() if q != "days-since"}
    complete = with_derived(KNOWLEDGE, answers, known)

    assert [c for c in found(complete, known) if c[3] == "days-since"] == []
