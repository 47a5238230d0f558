"""What answers amount to: the share of each cause, and how badly the answers fit it.

The method is naive Bayes over the signs, every cause equally likely at first because no source
gives base rates. This module does not know what is asked next or what a reader should do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import add, mul

from .answers import Answers, met
from .model import Cause, Knowledge, Level, Question

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
    signs = signs_of(knowledge)
    shares: Column = (1.0,) * len(knowledge.causes)
    misfits = (0,) * len(knowledge.causes)
    # Always in the order of the questions: float products depend on the order of their factors.
    for question in knowledge.questions:
        options = answers.get(question)
        if options:
            shares = tuple(map(mul, shares, _any_of(signs.likelihood[question], options)))
            misfits = tuple(map(add, misfits, _least(signs.misfit[question], options)))
    closed = frozenset(
        action.id
        for action in knowledge.actions.values()
        if action.unavailable and met(action.unavailable, answers)
    )
    return Evidence(normalised(shares), misfits, frozenset(answers), closed)


def _any_of(columns: Mapping[str, Column], options: frozenset[str]) -> Column:
    chosen = [columns[option] for option in sorted(options)]
    return chosen[0] if len(chosen) == 1 else tuple(map(sum, zip(*chosen, strict=True)))


def _least(columns: Mapping[str, tuple[int, ...]], options: frozenset[str]) -> tuple[int, ...]:
    return tuple(map(min, zip(*(columns[option] for option in sorted(options)), strict=True)))


def normalised(column: Column) -> Column:
    """Return the column scaled so that it sums to 1."""
    total = sum(column)
    return tuple(value / total for value in column)
