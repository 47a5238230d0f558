"""The figures by which the diagnosis is judged."""

import dataclasses
import json
from collections.abc import Iterable
from statistics import fmean
from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE, public_cases

from decision_tree.answers import Answers
from decision_tree.benchmark import (
    DRAWS,
    benchmark,
    confused,
    fixed_path,
    halves,
    interviewed,
    removed_by_true_answer,
    told,
)
from decision_tree.cases import Case
from decision_tree.diagnosis import diagnose
from decision_tree.evidence import weigh
from decision_tree.interview import next_question

HARD = [case for case in public_cases() if case.cause in {"out-of-stock", "country-not-served"}][
    ::3
]
"""A few cases of which some go wrong."""


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    return benchmark(KNOWLEDGE, HARD)


def right(pairs: Iterable[tuple[Case, Answers]]) -> dict[str, float]:
    """The shares that are right, straight from the diagnosis of the answers of each case."""
    ranked = [(case, diagnose(KNOWLEDGE, answers).causes) for case, answers in pairs]
    return {
        f"top{first}": round(
            fmean(
                any(c.id in case.right_causes for c in causes[:first]) for case, causes in ranked
            ),
            4,
        )
        for first in (1, 2)
    }


def asked(case: Case) -> Answers:
    return interviewed(KNOWLEDGE, case).diagnosis.answers


def test_the_shares_are_those_of_the_diagnoses(figures: dict[str, Any]) -> None:
    shares = figures["interview"].items()

    assert figures["cases"] == len(HARD) == 6
    assert figures["all"] == right((case, case.answers) for case in HARD)
    assert shares >= right((case, asked(case)) for case in HARD).items()
    assert 0 < figures["interview"]["top1"] < figures["all"]["top1"] < 1


def test_the_questions_of_all_interviews_are_counted(figures: dict[str, Any]) -> None:
    counts = [len(asked(case)) for case in HARD]

    assert figures["interview"]["mean_questions"] == round(fmean(counts), 4)
    assert figures["interview"]["max_questions"] == max(counts)


def test_harmful_first_steps_are_counted() -> None:
    """Whose answers fit a receipt that was confirmed, but whose bank has the case."""
    confirmed: Answers = {
        "status-shown": frozenset({"completed"}),
        "payment": frozenset({"paid"}),
        "button-pressed": frozenset({"confirm-receipt"}),
        "closed-when": frozenset({"at-my-click"}),
    }
    figures = benchmark(KNOWLEDGE, [case(), case(cause="bank-chargeback", answers=confirmed)])

    assert figures["interview"]["harmful_first_steps"] == 1


def test_half_of_the_answers_are_judged_in_both_ways() -> None:
    few = HARD[1:3]
    drawn = [dataclasses.replace(case, answers=half) for case in few for half in halves(case)]
    hidden = benchmark(KNOWLEDGE, few)["hidden"]

    assert hidden == {
        "draws": DRAWS,
        "all": right((case, case.answers) for case in drawn),
        "interview": right((case, asked(case)) for case in drawn),
    }
    assert 0 < hidden["interview"]["top1"] < hidden["all"]["top1"] < 1


def test_choosing_is_compared_with_a_fixed_order(figures: dict[str, Any]) -> None:
    paths = [(case, fixed_path(KNOWLEDGE, case)) for case in HARD]
    mean = round(fmean(len(path) for _, path in paths), 4)
    chosen = fmean(len(asked(case)) for case in HARD)

    assert figures["fixed_order"] == {"mean_questions": mean, **right(paths)}
    assert figures["fewer_questions"] == round(1 - chosen / mean, 4)


def test_removals_are_listed_for_json(figures: dict[str, Any]) -> None:
    found = removed_by_true_answer(KNOWLEDGE, HARD)

    assert set(found) == {"all", "interview", "any_order"}
    assert figures["removed_by_true_answer"] == {
        way: [removal.to_dict() for removal in removals] for way, removals in found.items()
    }
    assert json.loads(json.dumps(figures)) == figures


def test_confusion_counts_the_causes_that_were_in_the_lead(figures: dict[str, Any]) -> None:
    ways = {
        "all": [told(KNOWLEDGE, case) for case in HARD],
        "interview": [interviewed(KNOWLEDGE, case) for case in HARD],
    }
    wrong = {
        way: [(o.case.cause, o.diagnosis.causes[0].id) for o in outcomes if not o.right_among(1)]
        for way, outcomes in ways.items()
    }
    listed = {
        way: [
            (true, other)
            for true, counts in confusion.items()
            for other, count in counts.items()
            for _ in range(count)
        ]
        for way, confusion in figures["confusion"].items()
    }

    assert {way: sorted(pairs) for way, pairs in wrong.items()} == {
        way: sorted(pairs) for way, pairs in listed.items()
    }
    assert all(list(counts) == sorted(counts) for counts in confused(ways["interview"]).values())


def test_a_step_takes_some_of_a_thousandth_of_a_second(figures: dict[str, Any]) -> None:
    assert isinstance(figures["median_step_ms"], float)
    assert 0.001 < figures["median_step_ms"] < 1000
    assert figures["median_step_ms"] == round(figures["median_step_ms"], 4)


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


def test_halves_hide_half_of_what_is_known_and_are_drawn_alike_each_time() -> None:
    known = dict(FIRST.answers)
    unsure = case(answers={**known, "message": frozenset()})
    drawn = list(halves(unsure))

    assert len(known) == 11
    assert len(drawn) == DRAWS
    assert all(len(half) == 6 and half.items() <= known.items() for half in drawn)
    assert len({tuple(sorted(half)) for half in drawn}) > DRAWS / 2
    assert drawn == list(halves(unsure))
    assert drawn != list(halves(dataclasses.replace(unsure, id="another")))


@pytest.mark.parametrize("one", public_cases()[::15], ids=lambda one: one.id)
def test_a_fixed_order_asks_what_is_listed_until_the_advice_is_settled(one: Case) -> None:
    path = fixed_path(KNOWLEDGE, one)
    steps = [dict(list(path.items())[:count]) for count in range(len(path) + 1)]
    settled = [next_question(KNOWLEDGE, weigh(KNOWLEDGE, answers)) is None for answers in steps]

    assert list(path) == list(KNOWLEDGE.questions)[: len(path)]
    assert all(path[question] == one.answers.get(question, frozenset()) for question in path)
    assert settled == [False] * len(path) + [True]


OF_ANOTHER_CAUSE: Answers = {
    "payment": frozenset({"not-paid"}),
    "closed-when": frozenset({"payment-countdown-ended"}),
    "message": frozenset(),
}
"""Answers that fit an order that was never paid."""


def removed(answers: Answers, mistaken: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """The questions whose answers set "out-of-stock" aside, by the way they are added."""
    changed = dataclasses.replace(case(cause="out-of-stock", answers=answers), mistaken=mistaken)
    found = removed_by_true_answer(KNOWLEDGE, [changed])
    return {way: [removal.question for removal in removals] for way, removals in found.items()}


def test_an_answer_that_sets_the_true_cause_aside_is_listed_once_for_each_way() -> None:
    found = removed({"payment": frozenset({"not-paid"}), "message": frozenset()})

    assert found == {"all": ["payment"], "interview": ["payment"], "any_order": ["payment"]}


def test_what_is_set_aside_by_each_of_two_answers_lacks_none_of_them_alone() -> None:
    found = removed(OF_ANOTHER_CAUSE)

    assert found["all"] == []
    assert sorted(found["any_order"]) == ["closed-when", "payment"]


def test_a_mistaken_reader_proves_nothing_about_true_answers() -> None:
    found = removed(OF_ANOTHER_CAUSE, mistaken=frozenset({"payment"}))

    assert found == {"all": [], "interview": [], "any_order": []}


def test_a_true_answer_that_fits_sets_nothing_aside() -> None:
    found = removed({"payment": frozenset({"paid"}), "store": frozenset({"item-gone"})})

    assert found == {"all": [], "interview": [], "any_order": []}


def test_a_removal_names_its_case_and_its_answer() -> None:
    changed = case(cause="out-of-stock", answers={"payment": frozenset({"not-paid"})})
    (removal,) = removed_by_true_answer(KNOWLEDGE, [changed])["all"]

    assert removal.to_dict() == {
        "case": FIRST.id,
        "cause": "out-of-stock",
        "question": "payment",
        "answer": ["not-paid"],
    }
