"""Where the money is: what the cause says, corrected by what the reader sees at the bank."""

import dataclasses
import datetime as dt

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st
from test_details import DETAILS, TODAY, ago, details, said

from decision_tree.answers import Answers, checked_answers, met
from decision_tree.details import NO_DETAILS, Details
from decision_tree.model import Cause, Holidays, Text
from decision_tree.money import MoneyNow, money_now
from decision_tree.workdays import is_workday

ONE_DAY = dt.timedelta(days=1)
CAUSES = list(KNOWLEDGE.causes)
ANY_CAUSE = st.sampled_from(list(KNOWLEDGE.causes.values()))


def money(cause: str, answers: Answers | None = None, known: Details = NO_DETAILS) -> MoneyNow:
    return money_now(KNOWLEDGE, KNOWLEDGE.causes[cause], answers or {}, known)


def nth_workday(start: dt.date, number: int) -> dt.date:
    """The business day of that number after `start`, found by going through the calendar."""
    day = start
    while number:
        day += ONE_DAY
        number -= is_workday(KNOWLEDGE.holidays, day)
    return day


@pytest.mark.parametrize("cause", CAUSES)
def test_without_answers_the_money_is_where_the_cause_says(cause: str) -> None:
    found, said_by_cause = money(cause), KNOWLEDGE.causes[cause].money

    assert (found.state, found.text) == (said_by_cause.state, said_by_cause.text)
    assert (found.method, found.late_on, found.is_rough) == (None, None, False)
    assert found.window == said_by_cause.state.window
    assert found.ask == said_by_cause.state.ask


PAID_NOTHING = said(payment="not-paid", bank="nothing")


@pytest.mark.parametrize(
    ("cause", "answers", "state"),
    [
        ("out-of-stock", said(bank="money-back"), "returned"),
        ("unpaid-timeout", said(bank="money-back"), "returned"),
        ("payment-check-failed", said(bank="money-back"), "returned"),
        ("seller-frozen", said(bank="money-back"), "returned"),
        ("customs-refused", said(bank="money-back"), "returned"),
        ("receipt-confirmed", said(bank="money-back"), "with-seller"),
        ("out-of-stock", said(bank=["money-back", "charged"]), "on-its-way-back"),
        ("out-of-stock", said(bank="unsure"), "on-its-way-back"),
        ("out-of-stock", PAID_NOTHING, "not-taken"),
        ("seller-frozen", PAID_NOTHING, "not-taken"),
        ("customs-refused", PAID_NOTHING, "not-taken"),
        ("receipt-confirmed", PAID_NOTHING, "with-seller"),
        ("out-of-stock", said(payment="not-paid"), "on-its-way-back"),
        ("out-of-stock", said(bank="nothing"), "on-its-way-back"),
        ("customs-refused", said(refund_line="processing"), "on-its-way-back"),
        ("seller-frozen", said(refund_line="completed"), "on-its-way-back"),
        ("receipt-confirmed", said(refund_line=["processing", "completed"]), "on-its-way-back"),
        ("payment-check-failed", said(refund_line="completed"), "on-its-way-back"),
        ("receipt-confirmed", said(refund_line="requested"), "with-seller"),
        ("unpaid-timeout", said(refund_line="completed"), "not-taken"),
        ("out-of-stock", said(bank="hold", refund_line="none"), "held-by-bank"),
        ("out-of-stock", said(bank="hold"), "on-its-way-back"),
        ("payment-check-failed", said(bank="nothing"), "not-taken"),
        ("payment-check-failed", said(bank="charged"), "on-its-way-back"),
        ("payment-check-failed", said(bank="hold"), "held-by-bank"),
    ],
)
def test_what_the_reader_sees_tells_where_the_money_is(
    cause: str, answers: Answers, state: str
) -> None:
    assert money(cause, answers).state is KNOWLEDGE.money_states[state]


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        (said(bank="money-back", refund_line="completed", payment="not-paid"), 0),
        (said(bank="nothing", payment="not-paid", refund_line="completed"), 1),
        (said(bank="charged", refund_line="completed"), 2),
        (said(bank="nothing", refund_line="processing"), 2),
        (said(bank="nothing", refund_line="none"), 4),
        (said(bank="charged", refund_line="none"), 5),
    ],
)
def test_the_first_rule_that_applies_decides(answers: Answers, place: int) -> None:
    rule = KNOWLEDGE.money_rules[place]
    found = money("payment-check-failed", answers)

    assert (found.state, found.text) == (rule.state, rule.text)


@given(cause=ANY_CAUSE, raw=ANSWERS, known=DETAILS)
def test_place_and_text_belong_together(
    cause: Cause, raw: dict[str, list[str]], known: Details
) -> None:
    answers = checked_answers(KNOWLEDGE, raw)
    found = money_now(KNOWLEDGE, cause, answers, known)
    rules = [
        (rule.state, rule.text)
        for rule in KNOWLEDGE.money_rules
        if cause.money.state.id in rule.states and met(rule.when, answers)
    ]

    assert (found.state, found.text) == [*rules, (cause.money.state, own_text(cause, answers))][0]


def own_text(cause: Cause, answers: Answers) -> Text:
    late = cause.deadline.late
    return late.money if late and met(late.when, answers) else cause.money.text


LATE = KNOWLEDGE.causes["receipt-confirmed"].deadline.late


def test_once_it_is_too_late_the_text_about_the_money_says_so() -> None:
    assert LATE is not None
    assert money("receipt-confirmed", said(days_since="more-than-15")).text == LATE.money
    assert money("receipt-confirmed", said(days_since="up-to-15")).text != LATE.money


def test_a_refund_line_matters_more_than_being_too_late() -> None:
    answers = said(days_since="more-than-15", refund_line="processing")

    assert money("receipt-confirmed", answers).text == KNOWLEDGE.money_rules[2].text


@pytest.mark.parametrize("method", list(KNOWLEDGE.methods))
def test_method_gives_window_and_question_only_to_money_on_its_way_back(method: str) -> None:
    known = details(method=method)
    on_its_way, elsewhere = (money(c, {}, known) for c in ("out-of-stock", "payment-check-failed"))

    assert on_its_way.method is KNOWLEDGE.methods[method]
    assert on_its_way.window is KNOWLEDGE.methods[method].window
    assert on_its_way.ask == KNOWLEDGE.methods[method].ask
    assert elsewhere.method is None
    assert elsewhere.window is KNOWLEDGE.facts["bank-hold"]
    assert elsewhere.ask == KNOWLEDGE.money_states["held-by-bank"].ask


@pytest.mark.parametrize(
    ("cause", "known", "late_on"),
    [
        ("out-of-stock", details(refund_on=0, method="card"), dt.date(2026, 12, 22)),
        ("out-of-stock", details(refund_on=0, method="wallet"), dt.date(2026, 12, 15)),
        ("out-of-stock", details(refund_on=2, method="wallet"), dt.date(2026, 12, 12)),
        ("out-of-stock", details(refund_on=0, method="paypal"), None),
        ("out-of-stock", details(refund_on=0, method="transfer"), None),
        ("out-of-stock", details(refund_on=0, method="bonus"), None),
        ("out-of-stock", details(refund_on=0), None),
        ("out-of-stock", details(method="card"), None),
        ("out-of-stock", details(refund_on=-1, method="card"), None),
        ("out-of-stock", details(ended_on=5, dispute_on=4, method="card"), None),
        ("payment-check-failed", details(ended_on=0), dt.date(2026, 12, 8)),
        ("payment-check-failed", details(ended_on=0, method="card"), dt.date(2026, 12, 8)),
        ("payment-check-failed", details(refund_on=0, paid_on=1), None),
        ("receipt-confirmed", details(refund_on=0, ended_on=0, method="card"), None),
    ],
)
def test_money_is_late_from_the_day_after_the_window_on(
    cause: str, known: Details, late_on: dt.date | None
) -> None:
    assert money(cause, {}, known).late_on == late_on


@given(start=st.dates(dt.date(2025, 1, 1), TODAY), method=st.sampled_from(["card", "wallet"]))
def test_late_day_passes_over_days_off(start: dt.date, method: str) -> None:
    window = KNOWLEDGE.methods[method].window
    assert window is not None
    assert window.amount is not None
    known = Details(days={"refund-on": start}, method=method, today=TODAY)
    last = nth_workday(start, int(window.amount.high))

    assert money("out-of-stock", {}, known).late_on == last + ONE_DAY


@pytest.mark.parametrize(("extra", "is_rough"), [(0, False), (1, True)])
def test_late_day_is_rough_where_the_list_of_holidays_ends_before(
    extra: int, *, is_rough: bool
) -> None:
    last = dt.date(2026, 12, 21)
    holidays = Holidays(
        first=KNOWLEDGE.holidays.first,
        last=last - extra * ONE_DAY,
        days=KNOWLEDGE.holidays.days,
    )
    knowledge = dataclasses.replace(KNOWLEDGE, holidays=holidays)
    cause = knowledge.causes["out-of-stock"]
    found = money_now(knowledge, cause, {}, details(refund_on=0, method="card"))

    assert found.late_on == last + ONE_DAY
    assert found.is_rough is is_rough


def test_where_a_rule_moves_the_money_its_window_moves_along() -> None:
    known = details(refund_on=0, ended_on=3, method="wallet")
    held = money("payment-check-failed", {}, known)
    charged = money("payment-check-failed", said(bank="charged"), known)

    assert held.window is KNOWLEDGE.facts["bank-hold"]
    assert charged.window is KNOWLEDGE.facts["wallet-refund"]
    assert held.late_on == nth_workday(ago(3), 10) + ONE_DAY
    assert charged.late_on == nth_workday(ago(0), 15) + ONE_DAY


def test_no_late_day_follows_from_a_rule_without_a_figure() -> None:
    state = dataclasses.replace(
        KNOWLEDGE.money_states["held-by-bank"], window=KNOWLEDGE.facts["order-mails"]
    )
    cause = KNOWLEDGE.causes["payment-check-failed"]
    cause = dataclasses.replace(cause, money=dataclasses.replace(cause.money, state=state))
    found = money_now(KNOWLEDGE, cause, {}, details(ended_on=0))

    assert (found.window, found.late_on) == (KNOWLEDGE.facts["order-mails"], None)
