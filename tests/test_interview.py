"""The next question, and where an interview stops."""

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE
from hypothesis import given

from decision_tree.answers import Answer, Answers, checked_answers
from decision_tree.evidence import weigh
from decision_tree.interview import MAX_QUESTIONS, asked_in_order, entropy, next_question


def next_after(answers: dict[str, Answer]) -> str | None:
    return next_question(KNOWLEDGE, weigh(KNOWLEDGE, checked_answers(KNOWLEDGE, answers)))


@given(answers=ANSWERS)
def test_no_question_is_asked_twice_and_none_after_the_last(answers: dict[str, Answer]) -> None:
    question = next_after(answers)

    assert question not in answers
    assert question is None or len(answers) < MAX_QUESTIONS


def test_unsure_leads_to_another_question() -> None:
    first = next_after({})

    assert first is not None
    assert next_after({first: "unsure"}) not in {None, first}


def test_each_answer_can_lead_to_its_own_question() -> None:
    first = next_after({})
    assert first is not None
    after = {
        option: next_after({first: option}) for option in KNOWLEDGE.questions[first].option_ids
    }

    assert len(set(after.values())) > 1


def test_interview_of_a_reader_who_knows_nothing_ends() -> None:
    answers: dict[str, Answer] = {}
    while (question := next_after(answers)) is not None:
        answers[question] = "unsure"

    assert len(answers) <= MAX_QUESTIONS


def test_contradicting_answers_end_the_interview() -> None:
    """Checking the answers helps more than another question."""
    assert next_after({"payment": "not-paid", "button-pressed": "confirm-receipt"}) is None


def test_days_are_asked_only_where_they_change_the_step() -> None:
    urgent: dict[str, Answer] = {
        "status-shown": "completed",
        "closed-when": "at-my-click",
        "button-pressed": "confirm-receipt",
        "refund-line": "none",
    }

    assert next_after(urgent) == "days-since"
    assert next_after({**urgent, "days-since": "up-to-15"}) is None


def test_answers_are_listed_in_the_order_in_which_they_are_asked() -> None:
    answers: Answers = {}
    expected = []
    while (question := next_question(KNOWLEDGE, weigh(KNOWLEDGE, answers))) is not None:
        answers = {**answers, question: frozenset()}
        expected.append(question)
    backwards = {question: answers[question] for question in reversed(expected)}

    assert asked_in_order(KNOWLEDGE, backwards) == tuple(expected)


@given(answers=ANSWERS)
def test_every_answer_is_listed_once(answers: dict[str, Answer]) -> None:
    given_answers = checked_answers(KNOWLEDGE, answers)

    assert sorted(asked_in_order(KNOWLEDGE, given_answers)) == sorted(given_answers)


def test_entropy_is_measured_in_bits() -> None:
    assert entropy((0.5, 0.5)) == pytest.approx(1)
    assert entropy((1.0, 0.0)) == 0
