"""What a further answer would change: the findings of a question, and what to check next.

This module compares results; it does not decide what the interview asks, and knows no wording.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import mul

from .advice import band, leader, plausible
from .answers import Answers
from .details import Details
from .diagnosis import NAMELESS, fit_of, is_doubtful, pressing
from .evidence import signs_of, weigh
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

    `cause` is the likeliest one then, None where the result would name none. `due` is the time to
    act by then.
    """

    question: Question
    option: Option
    cause: Cause | None
    due: Due | None
    chance: float
    """How often this is the answer, for what is known so far; between 0 and 1."""
    changes_cause: bool
    changes_date: bool


def findings(
    knowledge: Knowledge, answers: Answers, details: Details, question: Question
) -> tuple[Finding, ...]:
    """Return what each option of a question would lead to, in the order of the options."""
    known = {name: said for name, said in answers.items() if name != question.id}
    shares = weigh(knowledge, known).shares
    now = _Outcome.of(knowledge, known, details)
    return tuple(
        Finding(
            question=question,
            option=option,
            cause=then.cause,
            due=then.due,
            chance=sum(map(mul, shares, signs_of(knowledge).likelihood[question.id][option.id])),
            changes_cause=then.cause is not now.cause,
            changes_date=then.when != now.when,
        )
        for option in question.options
        for then in [
            _Outcome.of(knowledge, {**known, question.id: frozenset({option.id})}, details)
        ]
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """As much of a result as is compared."""

    cause: Cause | None
    due: Due | None

    @classmethod
    def of(cls, knowledge: Knowledge, answers: Answers, details: Details) -> _Outcome:
        evidence = weigh(knowledge, answers)
        fit = fit_of(knowledge, answers, evidence)
        causes = list(knowledge.causes.values())
        shares = evidence.shares
        possible = sorted(plausible(evidence), key=lambda place: (-shares[place], place))
        ranked = [causes[place] for place in possible]
        doubtful = {
            cause.id
            for cause, share in zip(causes, shares, strict=True)
            if is_doubtful(band(share), cause, answers)
        }
        return cls(
            None if fit in NAMELESS else causes[leader(shares)],
            pressing(dues(knowledge, ranked, answers, details), fit, doubtful),
        )

    @property
    def when(self) -> tuple[dt.date | None] | None:
        """The day to act by, which can be unknown; None where there is no deadline."""
        return (self.due.day,) if self.due else None


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
    knowledge: Knowledge, answers: Answers, details: Details
) -> tuple[Finding, ...]:
    """Return the likeliest findings that would name another cause, at most one for a question."""
    changing = (
        max(found, key=lambda finding: finding.chance)
        for question in open_questions(knowledge, answers)
        if (found := list(_changing(knowledge, answers, details, question)))
    )
    likeliest = sorted(changing, key=lambda finding: -finding.chance)
    return tuple(likeliest[:SHOWN_COUNTERFACTUALS])


def _changing(
    knowledge: Knowledge, answers: Answers, details: Details, question: Question
) -> Iterator[Finding]:
    for finding in findings(knowledge, answers, details, question):
        if finding.changes_cause and finding.cause and finding.chance >= LEAST_CHANCE:
            yield finding
