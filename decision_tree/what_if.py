"""What a further answer would change: the findings of a question, and what to check next.

This module compares results; it does not decide what the interview asks, and knows no wording.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from operator import mul

from .advice import band, leader, plausible
from .answers import Answers
from .details import Details
from .diagnosis import NAMELESS, fit_of, is_doubtful, pressing
from .evidence import Column, Evidence, signs_of, weigh
from .interview import gain_per_effort
from .limits import Due, dues
from .model import Cause, Knowledge, Option, Question

SHOWN_COUNTERFACTUALS = 3
"""More would not be read."""

LEAST_CHANCE = 0.02
"""What happens less often than this is not worth a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What follows if a question is answered by one option.

    `cause` is the likeliest one then, None where the result would name none.
    """

    question: Question
    option: Option
    cause: Cause | None
    chance: float
    """How often this is the answer, for what is known so far; between 0 and 1."""
    changes_cause: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """A finding, and the time to act by then."""

    finding: Finding
    due: Due | None
    changes_date: bool


def findings(knowledge: Knowledge, answers: Answers, question: Question) -> tuple[Finding, ...]:
    """Return what each option of a question would lead to, in the order of the options."""
    before = _before(knowledge, _without(answers, question))
    return tuple(before.finding(question, option) for option in question.options)


def _before(knowledge: Knowledge, answers: Answers) -> _Before:
    evidence = weigh(knowledge, answers)
    return _Before(knowledge, answers, evidence.shares, _named(knowledge, answers, evidence))


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known before a question is answered."""

    knowledge: Knowledge
    known: Answers
    shares: Column
    cause: Cause | None

    def chance(self, question: Question, option: Option) -> float:
        expected = signs_of(self.knowledge).likelihood[question.id][option.id]
        chance: float = sum(map(mul, self.shares, expected))
        return chance

    def finding(self, question: Question, option: Option) -> Finding:
        then = {**self.known, question.id: frozenset({option.id})}
        cause = _named(self.knowledge, then, weigh(self.knowledge, then))
        return Finding(
            question=question,
            option=option,
            cause=cause,
            chance=self.chance(question, option),
            changes_cause=cause is not self.cause,
        )


def _without(answers: Answers, question: Question) -> Answers:
    return {name: said for name, said in answers.items() if name != question.id}


def _named(knowledge: Knowledge, answers: Answers, evidence: Evidence) -> Cause | None:
    """Return the cause that a result names, None where it names none."""
    if fit_of(knowledge, answers, evidence) in NAMELESS:
        return None
    return list(knowledge.causes.values())[leader(evidence.shares)]


def with_date(
    knowledge: Knowledge, answers: Answers, details: Details, finding: Finding
) -> Counterfactual:
    """Return a finding of these answers with the time to act by then."""
    known = _without(answers, finding.question)
    then = {**known, finding.question.id: frozenset({finding.option.id})}
    now, due = _due(knowledge, known, details), _due(knowledge, then, details)
    return Counterfactual(finding=finding, due=due, changes_date=_when(due) != _when(now))


def _due(knowledge: Knowledge, answers: Answers, details: Details) -> Due | None:
    """Return the time to act by for any answers."""
    evidence = weigh(knowledge, answers)
    causes, shares = list(knowledge.causes.values()), evidence.shares
    share = dict(zip(knowledge.causes, shares, strict=True))
    possible = sorted(plausible(evidence), key=lambda place: (-shares[place], place))
    return pressing(
        dues(knowledge, [causes[place] for place in possible], answers, details),
        fit_of(knowledge, answers, evidence),
        lambda cause: is_doubtful(band(share[cause.id]), cause, answers),
    )


def _when(due: Due | None) -> tuple[dt.date | None] | None:
    """Return the day to act by, which can be unknown; None where there is no deadline."""
    return (due.day,) if due else None


def open_questions(knowledge: Knowledge, answers: Answers) -> tuple[Question, ...]:
    """Return the questions without an answer, "unsure" included: those that tell most come first.

    Questions that tell nothing about the cause are left out.
    """
    known = {name: said for name, said in answers.items() if said}
    evidence = weigh(knowledge, known)
    gains: Mapping[str, float] = {
        question.id: gain_per_effort(knowledge, evidence, question.id)
        for question in knowledge.questions.values()
        if question.id not in known
    }
    telling = [question for question, gain in gains.items() if gain > 0]
    return tuple(
        knowledge.questions[question]
        for question in sorted(telling, key=lambda question: -gains[question])
    )


def counterfactuals(
    knowledge: Knowledge, answers: Answers, details: Details, questions: Iterable[Question]
) -> tuple[Counterfactual, ...]:
    """Return the likeliest findings that would name another cause, at most one for a question.

    `questions` are the open ones; of equally likely findings that of an earlier question counts.
    """
    likeliest = islice(_changing(knowledge, answers, questions), SHOWN_COUNTERFACTUALS)
    return tuple(with_date(knowledge, answers, details, finding) for finding in likeliest)


def _changing(
    knowledge: Knowledge, answers: Answers, questions: Iterable[Question]
) -> Iterator[Finding]:
    """Yield the findings that would name another cause, the likeliest first, one of a question."""
    before = _before(knowledge, answers)  # "unsure" says as little as no answer
    chances = [
        (before.chance(question, option), question, option)
        for question in questions
        for option in question.options
    ]
    named: set[str] = set()
    for chance, question, option in sorted(chances, key=lambda entry: -entry[0]):
        if chance >= LEAST_CHANCE and question.id not in named:
            finding = before.finding(question, option)
            if finding.changes_cause and finding.cause:
                named.add(question.id)
                yield finding
