"""What a further answer would change is what the result would be with that answer."""

import datetime as dt

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE, public_cases
from hypothesis import assume, given
from hypothesis import strategies as st
from test_details import DETAILS, TODAY, details, said

from decision_tree import Diagnosis, diagnose
from decision_tree.answers import Answer, Answers
from decision_tree.details import Details
from decision_tree.diagnosis import NAMELESS
from decision_tree.evidence import weigh
from decision_tree.interview import gain_per_effort
from decision_tree.model import Cause, Question
from decision_tree.what_if import (
    LEAST_CHANCE,
    SHOWN_COUNTERFACTUALS,
    Counterfactual,
    Finding,
    counterfactuals,
    findings,
    open_questions,
    with_date,
)

ANY_QUESTION = st.sampled_from(list(KNOWLEDGE.questions.values()))

CASES = [diagnose(KNOWLEDGE, case.answers, Details(today=TODAY)) for case in public_cases()]
HALF_TOLD = [
    diagnose(KNOWLEDGE, dict(list(case.answers.items())[:3]), Details(today=TODAY))
    for case in public_cases()
]


def result(answers: Answers, known: Details) -> Diagnosis:
    """The real result for answers as they are kept."""
    raw: dict[str, Answer] = {name: list(options) or "unsure" for name, options in answers.items()}
    return diagnose(KNOWLEDGE, raw, known)


def named(diagnosis: Diagnosis) -> Cause | None:
    return None if diagnosis.fit in NAMELESS else diagnosis.causes[0].cause


def deadline(diagnosis: Diagnosis) -> tuple[bool, dt.date | None]:
    """Whether there is a time to act by, and its day."""
    due = diagnosis.act_by
    return (due is not None, due.day if due else None)


def without(answers: Answers, question: str) -> Answers:
    return {name: options for name, options in answers.items() if name != question}


@given(raw=ANSWERS, known=DETAILS, question=ANY_QUESTION)
def test_findings_are_the_results_with_each_answer(
    raw: dict[str, Answer], known: Details, question: Question
) -> None:
    raw.pop(question.id, None)
    now = diagnose(KNOWLEDGE, raw, known)
    # Where a day gives the answer, there is no result without it.
    assume(question.id not in now.answers)
    found = findings(KNOWLEDGE, now.answers, question)

    assert [finding.option for finding in found] == list(question.options)
    for finding in found:
        then = result({**now.answers, question.id: frozenset({finding.option.id})}, known)

        assert finding.question is question
        assert finding.cause is named(then)
        assert finding.changes_cause is (named(then) is not named(now))

        dated = with_date(KNOWLEDGE, now.answers, known, finding)

        assert dated.finding is finding
        assert dated.due == then.act_by
        assert dated.changes_date is (deadline(then) != deadline(now))


@given(raw=ANSWERS, known=DETAILS, question=ANY_QUESTION)
def test_what_was_answered_to_the_question_itself_does_not_matter(
    raw: dict[str, Answer], known: Details, question: Question
) -> None:
    answers = diagnose(KNOWLEDGE, raw).answers
    unanswered = without(answers, question.id)
    found = findings(KNOWLEDGE, answers, question)

    assert found == findings(KNOWLEDGE, unanswered, question)
    for finding in found:
        assert with_date(KNOWLEDGE, answers, known, finding) == with_date(
            KNOWLEDGE, unanswered, known, finding
        )


@given(raw=ANSWERS, question=ANY_QUESTION)
def test_one_of_the_options_is_the_answer_for_certain(
    raw: dict[str, Answer], question: Question
) -> None:
    answers = diagnose(KNOWLEDGE, raw).answers
    found = findings(KNOWLEDGE, answers, question)

    assert sum(finding.chance for finding in found) == pytest.approx(1)
    assert all(0 < finding.chance < 1 for finding in found)


def test_finding_is_as_likely_as_the_causes_expect_it() -> None:
    """Nearly every cause but those of an unpaid order goes with a payment."""
    found = findings(KNOWLEDGE, said(tracking_number="yes"), KNOWLEDGE.questions["payment"])
    chances = {finding.option.id: finding.chance for finding in found}

    assert max(chances, key=chances.__getitem__) == "paid"
    assert chances["paid"] > 0.6


def test_finding_tells_cause_and_date() -> None:
    answers = said(status_shown="completed", closed_when="at-my-click", refund_line="none")
    found = findings(KNOWLEDGE, answers, KNOWLEDGE.questions["button-pressed"])
    confirmed = next(f for f in found if f.option.id == "confirm-receipt")
    due = with_date(KNOWLEDGE, answers, details(confirmed_on=3), confirmed).due

    assert confirmed.cause is KNOWLEDGE.causes["receipt-confirmed"]
    assert due is not None
    assert due.days_left(TODAY) == 12


@given(raw=ANSWERS)
def test_questions_stay_open_until_they_are_answered(raw: dict[str, Answer]) -> None:
    answers = diagnose(KNOWLEDGE, raw).answers
    known = {name: options for name, options in answers.items() if options}
    evidence = weigh(KNOWLEDGE, known)
    gains = {
        name: gain_per_effort(KNOWLEDGE, evidence, name)
        for name in KNOWLEDGE.questions
        if name not in known
    }
    questions = open_questions(KNOWLEDGE, answers)
    shown = [gains[question.id] for question in questions]

    assert sorted(question.id for question in questions) == sorted(g for g in gains if gains[g] > 0)
    assert shown == sorted(shown, reverse=True)


def test_question_that_was_answered_with_not_sure_stays_open() -> None:
    ids = [question.id for question in open_questions(KNOWLEDGE, said(payment="unsure"))]

    assert "payment" in ids
    assert ids == [question.id for question in open_questions(KNOWLEDGE, {})]


def test_question_that_tells_nothing_about_the_cause_is_not_open() -> None:
    assert "days-since" not in {question.id for question in open_questions(KNOWLEDGE, {})}


def test_nothing_is_open_once_everything_is_answered() -> None:
    answers = said(
        **{
            name.replace("-", "_"): question.option_ids[0]
            for name, question in KNOWLEDGE.questions.items()
        }
    )

    assert open_questions(KNOWLEDGE, answers) == ()


def counterfactuals_of(diagnosis: Diagnosis) -> tuple[Counterfactual, ...]:
    questions = open_questions(KNOWLEDGE, diagnosis.answers)
    return counterfactuals(KNOWLEDGE, diagnosis.answers, diagnosis.details, questions)


def changing(diagnosis: Diagnosis, question: str) -> list[Finding]:
    found = findings(KNOWLEDGE, diagnosis.answers, KNOWLEDGE.questions[question])
    return [f for f in found if f.cause and f.changes_cause and f.chance >= LEAST_CHANCE]


@pytest.mark.parametrize("diagnoses", [CASES, HALF_TOLD], ids=["told", "half told"])
def test_counterfactuals_name_another_cause_the_likeliest_first(
    diagnoses: list[Diagnosis],
) -> None:
    for diagnosis in diagnoses:
        shown = [one.finding for one in counterfactuals_of(diagnosis)]
        possible = {
            question.id: max(found, key=lambda finding: finding.chance)
            for question in open_questions(KNOWLEDGE, diagnosis.answers)
            if (found := changing(diagnosis, question.id))
        }
        likeliest = sorted(possible.values(), key=lambda finding: -finding.chance)

        assert shown == likeliest[:3]
        assert all(f.cause is not named(diagnosis) for f in shown)
        assert len({f.question.id for f in shown}) == len(shown)


def test_most_results_tell_what_would_change_them() -> None:
    counts = [len(counterfactuals_of(diagnosis)) for diagnosis in HALF_TOLD]

    assert max(counts) == SHOWN_COUNTERFACTUALS == 3
    assert sum(map(bool, counts)) / len(counts) > 0.9


def test_what_hardly_ever_happens_is_not_told() -> None:
    chances = [
        one.finding.chance
        for diagnosis in (*CASES, *HALF_TOLD)
        for one in counterfactuals_of(diagnosis)
    ]

    assert min(chances) >= LEAST_CHANCE == 0.02
