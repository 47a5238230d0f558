"""What follows from the evidence."""

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE
from hypothesis import given

from decision_tree.advice import (
    Likelihood,
    advice,
    always_safe,
    band,
    first_step,
    harmed_by,
    leader,
    misfit,
    plausible,
)
from decision_tree.answers import Answer, checked_answers
from decision_tree.evidence import Evidence, weigh

CAUSES = list(KNOWLEDGE.causes)


def evidence(*closed: str, **shares: float) -> Evidence:
    """Evidence with shares for the named causes ("_" for "-"); it speaks against the others."""
    named = {name.replace("_", "-"): share for name, share in shares.items()}
    return Evidence(
        shares=tuple(named.get(cause, 0.0) for cause in CAUSES),
        misfits=tuple(0 if cause in named else 1 for cause in CAUSES),
        asked=frozenset(),
        closed=frozenset(closed),
    )


@pytest.mark.parametrize(
    ("share", "likelihood"),
    [
        (1.0, "very-likely"),
        (0.6, "very-likely"),
        (0.59, "likely"),
        (0.125, "likely"),
        (0.12, "possible"),
        (0.025, "possible"),
        (0.024, "unlikely"),
        (0.0, "unlikely"),
    ],
)
def test_bands(share: float, likelihood: str) -> None:
    assert band(share) is Likelihood(likelihood)


def test_knowing_nothing_every_cause_is_possible() -> None:
    assert {band(share) for share in weigh(KNOWLEDGE, {}).shares} == {Likelihood.POSSIBLE}


def test_ties_go_to_the_cause_listed_first() -> None:
    assert leader((0.25, 0.25, 0.25, 0.25)) == 0


@pytest.mark.parametrize(
    ("shares", "misfits", "places"),
    [
        ((0.895, 0.08, 0.025), (0, 1, 2), {0, 1, 2}),
        ((0.9, 0.08, 0.02), (0, 1, 2), {0, 1}),
        ((0.9, 0.08, 0.02), (0, 1, 1), {0, 1}),
        ((0.9, 0.1, 0.0), (2, 1, 0), {0, 1, 2}),
    ],
)
def test_a_cause_is_set_aside_when_it_is_unlikely_and_an_answer_speaks_against_it(
    shares: tuple[float, ...], misfits: tuple[int, ...], places: set[int]
) -> None:
    found = Evidence(shares=shares, misfits=misfits, asked=frozenset(), closed=frozenset())

    assert plausible(found) == places


def test_the_first_step_is_the_best_one_for_the_likeliest_cause() -> None:
    assert first_step(KNOWLEDGE, evidence(receipt_confirmed=1)) == "request-refund"
    assert first_step(KNOWLEDGE, evidence(customs_refused=1)) == "answer-customs"


def test_a_step_that_a_plausible_cause_makes_harmful_gives_way() -> None:
    doubtful = evidence(receipt_confirmed=0.9, bank_chargeback=0.1)

    assert first_step(KNOWLEDGE, doubtful) == "contact-support"


def test_a_step_that_is_no_longer_open_gives_way() -> None:
    closed = evidence("request-refund", receipt_confirmed=1)

    assert first_step(KNOWLEDGE, closed) == "contact-support"


def test_while_no_cause_is_likely_the_step_is_safe_under_all() -> None:
    assert first_step(KNOWLEDGE, weigh(KNOWLEDGE, {})) == always_safe(KNOWLEDGE)[0]


def test_safe_actions_harm_under_no_cause() -> None:
    harmed = harmed_by(KNOWLEDGE)

    assert always_safe(KNOWLEDGE)
    assert all(not harmed[action] for action in always_safe(KNOWLEDGE))


@given(answers=ANSWERS)
def test_the_first_step_harms_under_no_plausible_cause(answers: dict[str, Answer]) -> None:
    found = weigh(KNOWLEDGE, checked_answers(KNOWLEDGE, answers))
    step = first_step(KNOWLEDGE, found)

    assert not harmed_by(KNOWLEDGE)[step] & plausible(found)
    assert step not in found.closed


def test_the_advice_is_cause_and_first_step() -> None:
    assert advice(KNOWLEDGE, evidence(receipt_confirmed=1)) == (
        CAUSES.index("receipt-confirmed"),
        "request-refund",
    )


def test_misfit_is_that_of_the_likeliest_cause() -> None:
    answers = checked_answers(
        KNOWLEDGE, {"payment": "not-paid", "button-pressed": "confirm-receipt"}
    )

    assert misfit(weigh(KNOWLEDGE, answers)) > 0
    assert misfit(weigh(KNOWLEDGE, {})) == 0
