"""Chooses the next question: the one worth most per effort, until more answers change nothing.

The tree of all interviews is never stored; it follows from the knowledge. This module does not
know any wording, nor what a result looks like.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import log2
from operator import add, mul
from typing import TypeAlias

from .advice import ENOUGH_MISFIT, Advice, advice, misfit
from .answers import Answers
from .evidence import Column, Evidence, normalised, signs_of, weigh
from .model import Knowledge

MAX_QUESTIONS = 8

LEAST_CHANCE = 0.2
"""A question is worth asking when its answer changes the advice in at least one case of five."""

NOT_WORTH_ASKING = (-1.0, 0.0)

READING_EFFORT = 4
"""What it takes to read a question and all its options, on the scale of looking up (1 to 4)."""

DIGITS = 9
"""Worth is rounded, so that the last bit of a logarithm never decides between two questions."""

KEPT_STEPS = 64
"""An interview goes on from where it was: what came next is known for every step before."""

Prospect: TypeAlias = tuple[float, Evidence]
"""The chance of an answer, and what all answers amount to then."""


@lru_cache(maxsize=KEPT_STEPS)
def next_question(knowledge: Knowledge, evidence: Evidence) -> str | None:
    """Return the id of the question to ask next, or None when the advice is settled.

    It is settled after `MAX_QUESTIONS`, when the answers speak against even the best cause (then
    checking them helps more than another question), or when no further answer is likely enough
    to change the cause that leads or the first step.
    """
    if len(evidence.asked) >= MAX_QUESTIONS or misfit(evidence) >= ENOUGH_MISFIT:
        return None
    return _worthiest(knowledge, evidence)


def _worthiest(knowledge: Knowledge, evidence: Evidence) -> str | None:
    current = advice(knowledge, evidence)
    best, best_worth = None, NOT_WORTH_ASKING
    for question in knowledge.questions:
        if question not in evidence.asked:
            worth = _worth(knowledge, evidence, question, current)
            if worth > best_worth:
                best, best_worth = question, worth
    return best


def _worth(
    knowledge: Knowledge, evidence: Evidence, question: str, current: Advice
) -> tuple[float, float]:
    """Return the bits gained about the cause per effort, then the chance of other advice."""
    outlook = _outlook(knowledge, evidence, question)
    chance_of_change = sum(chance for chance, then in outlook if advice(knowledge, then) != current)
    if chance_of_change < LEAST_CHANCE:
        return NOT_WORTH_ASKING
    gain = _gain_per_effort(knowledge, evidence, question, outlook)
    return gain, round(chance_of_change, DIGITS)


def gain_per_effort(knowledge: Knowledge, evidence: Evidence, question: str) -> float:
    """Return the bits that a question tells about the cause, for each unit of effort."""
    outlook = _outlook(knowledge, evidence, question)
    return _gain_per_effort(knowledge, evidence, question, outlook)


def _gain_per_effort(
    knowledge: Knowledge, evidence: Evidence, question: str, outlook: Iterable[Prospect]
) -> float:
    gain = entropy(evidence.shares)
    for chance, then in outlook:
        gain -= chance * entropy(then.shares)
    return round(gain / (READING_EFFORT + knowledge.questions[question].effort), DIGITS)


def _outlook(knowledge: Knowledge, evidence: Evidence, question: str) -> list[Prospect]:
    """Return for each option its chance, and what all answers would amount to with it."""
    signs = signs_of(knowledge)
    return [
        (
            sum(joint),
            Evidence(
                shares=normalised(joint),
                misfits=tuple(map(add, evidence.misfits, signs.misfit[question][option])),
                asked=evidence.asked,
                closed=evidence.closed | _closed_by(knowledge, question, option),
            ),
        )
        for option, column in signs.likelihood[question].items()
        for joint in [tuple(map(mul, evidence.shares, column))]
    ]


def entropy(shares: Column) -> float:
    """Return how uncertain the cause is, in bits."""
    return -sum([share * log2(share) for share in shares if share])


@lru_cache(maxsize=512)
def _closed_by(knowledge: Knowledge, question: str, option: str) -> frozenset[str]:
    """Return the actions that this one answer closes."""
    return frozenset(
        action.id
        for action in knowledge.actions.values()
        if option in action.unavailable.get(question, ())
    )


def asked_in_order(
    knowledge: Knowledge, answers: Answers, given: Answers | None = None
) -> tuple[str, ...]:
    """Return the answered questions in the order in which the interview asks them.

    `given` are the answers with those that follow from a day; they were never asked. Answers that
    the interview would not have asked for, such as those of a link, come last.
    """
    followed = {
        name: said for name, said in (given or {}).items() if said and not answers.get(name)
    }
    path = dict(followed)
    question = next_question(knowledge, weigh(knowledge, path))
    while question is not None and question in answers:
        path[question] = answers[question]
        question = next_question(knowledge, weigh(knowledge, path))
    asked = [name for name in path if name not in followed]
    return (*asked, *(name for name in answers if name not in asked))
