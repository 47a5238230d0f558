"""Every reachable interview, walked."""

import dataclasses
from pathlib import Path

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree import Knowledge
from decision_tree.proof import Proof, prove

DIGEST = Path(__file__).with_name("digest.txt")
"""One line that stands for every reachable interview; `make digest` writes it anew."""


@pytest.fixture(scope="module")
def proof() -> Proof:
    return prove(KNOWLEDGE)


def test_every_reachable_interview_is_sound(proof: Proof) -> None:
    assert proof.problems == ()


def test_no_interview_asks_more_than_eight_questions(proof: Proof) -> None:
    assert proof.longest <= 8


def test_the_interviews_are_those_that_were_reviewed(proof: Proof) -> None:
    """Python inside Pyodide must come to the very same digest."""
    assert proof.digest == DIGEST.read_text("utf-8").strip(), (
        "the interviews changed: if that was meant, write the new digest with 'make digest'"
    )


def without_unsure(knowledge: Knowledge) -> Proof:
    return prove(knowledge, unsure=False)


def test_a_cause_that_never_leads_is_found() -> None:
    """A twin of another cause, listed after it, can never come first."""
    twin = dataclasses.replace(KNOWLEDGE.causes["out-of-stock"], id="twin")
    knowledge = dataclasses.replace(KNOWLEDGE, causes={**KNOWLEDGE.causes, "twin": twin})

    assert (
        "causes.twin: no interview ends with this cause in the lead"
        in without_unsure(knowledge).problems
    )


def test_a_question_that_tells_nothing_is_found() -> None:
    idle = dataclasses.replace(KNOWLEDGE.questions["payment"], id="idle")
    knowledge = dataclasses.replace(KNOWLEDGE, questions={**KNOWLEDGE.questions, "idle": idle})

    assert (
        "questions.idle: no interview ever asks this question" in without_unsure(knowledge).problems
    )


def test_unsure_adds_interviews(proof: Proof) -> None:
    assert without_unsure(KNOWLEDGE).interviews < proof.interviews
