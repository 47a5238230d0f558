"""The next question, and where an interview stops."""

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE, public_cases
from hypothesis import given

from decision_tree.advice import ENOUGH_MISFIT, advice, misfit
from decision_tree.answers import Answer, Answers, checked_answers
from decision_tree.cases import Case
from decision_tree.evidence import signs_of, weigh
from decision_tree.interview import (
    LEAST_CHANCE,
    MAX_QUESTIONS,
    READING_EFFORT,
    asked_in_order,
    entropy,
    gain_per_effort,
    next_question,
)


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


def states(case: Case) -> list[Answers]:
    """The answers of one reader before each question of the interview, and at its end."""
    found: list[Answers] = [{}]
    while (question := next_question(KNOWLEDGE, weigh(KNOWLEDGE, found[-1]))) is not None:
        found.append({**found[-1], question: case.answers.get(question, frozenset())})
    return found


def prospects(answers: Answers, question: str) -> list[tuple[float, Answers]]:
    """Each option with the chance that it is the answer, and all answers with it."""
    shares = weigh(KNOWLEDGE, answers).shares
    return [
        (
            sum(share * chance for share, chance in zip(shares, column, strict=True)),
            {**answers, question: frozenset({option})},
        )
        for option, column in signs_of(KNOWLEDGE).likelihood[question].items()
    ]


def gain(answers: Answers, question: str) -> float:
    """What one answer is expected to tell, straight from the definition."""
    left = sum(
        chance * entropy(weigh(KNOWLEDGE, then).shares)
        for chance, then in prospects(answers, question)
    )
    effort = READING_EFFORT + KNOWLEDGE.questions[question].effort
    return (entropy(weigh(KNOWLEDGE, answers).shares) - left) / effort


def chance_of_change(answers: Answers, question: str) -> float:
    now = advice(KNOWLEDGE, weigh(KNOWLEDGE, answers))
    return sum(
        chance
        for chance, then in prospects(answers, question)
        if advice(KNOWLEDGE, weigh(KNOWLEDGE, then)) != now
    )


READERS = pytest.mark.parametrize("reader", public_cases()[::10], ids=lambda case: case.id)


@READERS
def test_what_is_asked_tells_most_for_its_effort_and_may_change_the_advice(reader: Case) -> None:
    for answers in states(reader)[:-1]:
        open_questions = [q for q in KNOWLEDGE.questions if q not in answers]
        worth_asking = {
            question: round(gain(answers, question), 9)
            for question in open_questions
            if chance_of_change(answers, question) >= LEAST_CHANCE
        }
        asked = next_question(KNOWLEDGE, weigh(KNOWLEDGE, answers))

        assert asked in worth_asking
        assert worth_asking[asked] == max(worth_asking.values())


@READERS
def test_answers_in_any_order_are_listed_as_they_were_asked(reader: Case) -> None:
    asked = states(reader)[-1]
    backwards = {question: asked[question] for question in reversed(list(asked))}

    assert asked_in_order(KNOWLEDGE, backwards) == tuple(asked)


@READERS
def test_nothing_is_left_to_ask_that_may_change_the_advice(reader: Case) -> None:
    answers = states(reader)[-1]
    settled = all(
        chance_of_change(answers, question) < LEAST_CHANCE
        for question in KNOWLEDGE.questions
        if question not in answers
    )
    stopped = len(answers) == MAX_QUESTIONS or misfit(weigh(KNOWLEDGE, answers)) >= ENOUGH_MISFIT

    assert settled or stopped


@READERS
def test_the_gain_of_a_question_is_counted_in_bits_for_each_unit_of_effort(reader: Case) -> None:
    for answers in states(reader):
        for question in KNOWLEDGE.questions.keys() - answers:
            found = gain_per_effort(KNOWLEDGE, weigh(KNOWLEDGE, answers), question)

            assert found == pytest.approx(gain(answers, question), abs=1e-9)
            assert found == round(found, 9)
