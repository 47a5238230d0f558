"""The bars that the ranking must reach over all public cases."""

from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE, public_cases

from decision_tree.benchmark import benchmark


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    return benchmark(KNOWLEDGE, public_cases())


def test_all_known_answers_find_the_cause(figures: dict[str, Any]) -> None:
    assert figures["all"]["top1"] >= 0.92
    assert figures["all"]["top2"] >= 0.97


def test_an_interview_finds_the_cause_with_few_questions(figures: dict[str, Any]) -> None:
    assert figures["interview"]["top1"] >= 0.86
    assert figures["interview"]["top2"] >= 0.94
    assert figures["interview"]["mean_questions"] <= 5.5
    assert figures["interview"]["max_questions"] <= 8


def test_half_of_the_answers_often_suffice(figures: dict[str, Any]) -> None:
    assert figures["hidden"]["draws"] == 20
    assert figures["hidden"]["all"]["top2"] >= 0.80
    assert figures["hidden"]["interview"]["top2"] >= 0.78


def test_choosing_asks_fewer_questions_than_a_fixed_order(figures: dict[str, Any]) -> None:
    chosen, fixed = figures["interview"], figures["fixed_order"]

    assert figures["fewer_questions"] >= 0.25
    assert fixed["mean_questions"] * (1 - figures["fewer_questions"]) == pytest.approx(
        chosen["mean_questions"], abs=0.001
    )
    assert fixed["top1"] <= chosen["top1"]
    assert fixed["top1"] <= fixed["top2"] <= chosen["top2"]


def test_no_true_answer_sets_the_true_cause_aside(figures: dict[str, Any]) -> None:
    assert figures["removed_by_true_answer"] == {"all": [], "interview": [], "any_order": []}


def test_no_first_step_would_have_hurt_a_reader(figures: dict[str, Any]) -> None:
    assert figures["interview"]["harmful_first_steps"] == 0


def test_confusion_counts_every_case_that_went_wrong(figures: dict[str, Any]) -> None:
    for way in ("all", "interview"):
        wrong = sum(sum(counts.values()) for counts in figures["confusion"][way].values())

        assert wrong == figures["cases"] - round(figures[way]["top1"] * figures["cases"])
