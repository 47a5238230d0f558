"""The figures by which the diagnosis is judged."""

import dataclasses
from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE, public_cases

from decision_tree.answers import Answers
from decision_tree.benchmark import benchmark, interviewed, told
from decision_tree.cases import Case


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    return benchmark(KNOWLEDGE, public_cases())


def test_all_known_answers_find_the_cause(figures: dict[str, Any]) -> None:
    assert figures["all"]["top1"] >= 0.88
    assert figures["all"]["top2"] >= 0.95


def test_an_interview_finds_the_cause_with_few_questions(figures: dict[str, Any]) -> None:
    assert figures["interview"]["top1"] >= 0.80
    assert figures["interview"]["top2"] >= 0.90
    assert figures["interview"]["mean_questions"] <= 5.5
    assert figures["interview"]["max_questions"] <= 8


def test_no_first_step_would_have_hurt_a_reader(figures: dict[str, Any]) -> None:
    assert figures["interview"]["harmful_first_steps"] == 0


def test_confusion_counts_every_case_that_went_wrong(figures: dict[str, Any]) -> None:
    for way in ("all", "interview"):
        wrong = sum(sum(counts.values()) for counts in figures["confusion"][way].values())

        assert wrong == figures["cases"] - round(figures[way]["top1"] * figures["cases"])


FIRST = public_cases()[0]


def case(
    cause: str = FIRST.cause,
    also_acceptable: frozenset[str] = FIRST.also_acceptable,
    answers: Answers = FIRST.answers,
) -> Case:
    return dataclasses.replace(FIRST, cause=cause, also_acceptable=also_acceptable, answers=answers)


def test_an_acceptable_cause_counts_as_right() -> None:
    right = frozenset({"unpaid-timeout"})

    assert told(KNOWLEDGE, case()).right_among(1)
    assert not told(KNOWLEDGE, case(cause="out-of-stock")).right_among(1)
    assert told(KNOWLEDGE, case(cause="out-of-stock", also_acceptable=right)).right_among(1)


def test_harm_is_judged_under_the_true_cause() -> None:
    answers = {"status-shown": frozenset({"completed"}), "payment": frozenset({"paid"})}
    confirmed = {**answers, "button-pressed": frozenset({"confirm-receipt"})}

    assert not told(KNOWLEDGE, case(cause="receipt-confirmed", answers=confirmed)).harmful
    assert told(KNOWLEDGE, case(cause="bank-chargeback", answers=confirmed)).harmful


def test_an_interview_asks_only_what_it_needs_and_times_each_step() -> None:
    outcome = interviewed(KNOWLEDGE, case())

    assert 0 < len(outcome.diagnosis.answers) <= 8
    assert len(outcome.step_seconds) == len(outcome.diagnosis.answers) + 1
    assert outcome.diagnosis.next_question is None
