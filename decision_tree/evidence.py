"""What answers amount to: the share of each cause, and how badly the answers fit it.

The method is naive Bayes over the signs, every cause equally likely at first because no source
gives base rates. This module does not know what is asked next or what a reader should do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, prod

from .answers import Answers, met
from .model import Action, Cause, Knowledge, Level, Question

LEVEL_WEIGHT = {Level.TYPICAL: 16, Level.POSSIBLE: 4, Level.UNUSUAL: 1, Level.RULED_OUT: 0}
"""Each level is expected four times as often as the next one; what is ruled out never happens."""

SLIP = 0.1
"""Share of answers that are taken to be mistakes, so that one wrong answer sinks no cause."""

MISFIT = {Level.TYPICAL: 0, Level.POSSIBLE: 0, Level.UNUSUAL: 1, Level.RULED_OUT: 2}
"""How many points an answer speaks against a cause."""

Column = tuple[float, ...]
"""One number for each cause, in the order of the causes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that later steps need of the answers; equal evidence leads to equal advice.

    `shares` sum to 1; `misfits` count the points against each cause; `asked` are the questions
    answered, "unsure" included; `closed` are the actions that the answers say are no longer open.
    """

    shares: Column
    misfits: tuple[int, ...]
    asked: frozenset[str]
    closed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of all causes as columns: question id → option id → one value for each cause."""

    likelihood: Mapping[str, Mapping[str, Column]]
    misfit: Mapping[str, Mapping[str, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Told:
    """What one answer, an option or a set of them, says about each cause.

    `likelihood` is how expected it is, `telling` how much more so than under the average cause,
    `misfit` counts the points against; `typical` and `expecting` are the places of the causes under
    which it is typical, and of those that it does not speak against.
    """

    likelihood: Column
    telling: Column
    misfit: tuple[int, ...]
    typical: frozenset[int]
    expecting: frozenset[int]


@lru_cache(maxsize=8)
def signs_of(knowledge: Knowledge) -> Signs:
    """Return the columns of the knowledge, computed once."""
    causes = knowledge.causes.values()
    return Signs(
        likelihood={
            question.id: {
                option: tuple(_likelihood(cause, question, option) for cause in causes)
                for option in question.option_ids
            }
            for question in knowledge.questions.values()
        },
        misfit={
            question.id: {
                option: tuple(MISFIT[level_of(cause, question.id, [option])] for cause in causes)
                for option in question.option_ids
            }
            for question in knowledge.questions.values()
        },
    )


@lru_cache(maxsize=512)
def told_by(knowledge: Knowledge, question: str, options: frozenset[str]) -> Told:
    """Return what an answer says; there are few, and every step asks for all that were given."""
    causes = list(knowledge.causes.values())
    chosen = [signs_of(knowledge).likelihood[question][option] for option in sorted(options)]
    likelihood = tuple(map(sum, zip(*chosen, strict=True)))
    average = sum(fsum(column) / len(column) for column in chosen)
    levels = [level_of(cause, question, options) for cause in causes]
    misfit = tuple(MISFIT[level] for level in levels)
    return Told(
        likelihood=likelihood,
        telling=tuple(chance / average for chance in likelihood),
        misfit=misfit,
        typical=frozenset(p for p, level in enumerate(levels) if level is Level.TYPICAL),
        expecting=frozenset(p for p, points in enumerate(misfit) if not points),
    )


def level_of(cause: Cause, question_id: str, options: Iterable[str]) -> Level:
    """Return how expected it is, under the cause, that one of the options is the answer."""
    levels = cause.signs.get(question_id)
    if levels is None:
        return Level.POSSIBLE
    return max((levels[option] for option in options), key=LEVEL_WEIGHT.__getitem__)


def _likelihood(cause: Cause, question: Question, option: str) -> float:
    even = 1 / len(question.options)
    levels = cause.signs.get(question.id)
    if levels is None:
        return even
    total = sum(LEVEL_WEIGHT[level] for level in levels.values())
    return (1 - SLIP) * LEVEL_WEIGHT[levels[option]] / total + SLIP * even


def weigh(knowledge: Knowledge, answers: Answers) -> Evidence:
    """Return what the answers amount to; "unsure" leaves every share as it is."""
    # Always in the order of the questions: float products depend on the order of their factors.
    told = [
        told_by(knowledge, question, answers[question])
        for question in knowledge.questions
        if answers.get(question)
    ]
    even, none = (1.0,) * len(knowledge.causes), (0,) * len(knowledge.causes)
    shares = map(prod, zip(even, *(one.likelihood for one in told), strict=True))
    misfits = map(sum, zip(none, *(one.misfit for one in told), strict=True))
    closed = frozenset(a.id for a in _closable(knowledge) if met(a.unavailable, answers))
    return Evidence(normalised(tuple(shares)), tuple(misfits), frozenset(answers), closed)


@lru_cache(maxsize=8)
def _closable(knowledge: Knowledge) -> tuple[Action, ...]:
    """Return the actions that some answer closes."""
    return tuple(action for action in knowledge.actions.values() if action.unavailable)


def normalised(column: Column) -> Column:
    """Return the column scaled so that it sums to 1."""
    total = sum(column)
    return tuple([value / total for value in column])
