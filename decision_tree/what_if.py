"""What a further answer would change: the findings of a question, and what to check next.

This module compares results; it does not decide what the interview asks, and knows no wording.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import mul

from .advice import band, leader, plausible
from .answers import Answers
from .details import Details
from .diagnosis import NAMELESS, fit_of, is_doubtful, pressing
from .evidence import Evidence, signs_of, weigh
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
    known = _without(answers, question)
    evidence = weigh(knowledge, known)
    now = _named(knowledge, known, evidence)
    return tuple(
        Finding(
            question=question,
            option=option,
            cause=cause,
            chance=sum(map(mul, evidence.shares, columns[option.id])),
            changes_cause=cause is not now,
        )
        for columns in [signs_of(knowledge).likelihood[question.id]]
        for option in question.options
        for then in [{**known, question.id: frozenset({option.id})}]
        for cause in [_named(knowledge, then, weigh(knowledge, then))]
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
    changing = (
        max(found, key=lambda finding: finding.chance)
        for question in questions
        if (found := list(_changing(knowledge, answers, question)))
    )
    likeliest = sorted(changing, key=lambda finding: -finding.chance)[:SHOWN_COUNTERFACTUALS]
    return tuple(with_date(knowledge, answers, details, finding) for finding in likeliest)


def _changing(knowledge: Knowledge, answers: Answers, question: Question) -> Iterator[Finding]:
    for finding in findings(knowledge, answers, question):
        if finding.changes_cause and finding.cause and finding.chance >= LEAST_CHANCE:
            yield finding
