"""What a reader may add to the answers: days, the method of payment, and which day it is today.

Details never decide the cause. This module finds the details that contradict each other or the
answers, and the answers that follow from a day; it does not know limits or wording.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from .answers import Answers
from .errors import AnswerError, unknown
from .model import DateKind, Derived, Knowledge, Question

Days = Mapping[str, dt.date]
"""Date kind id → the day that the reader named."""

NO_DAYS: Days = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Days and method that the reader named; `today` is None where nobody knows the day."""

    days: Days = field(default_factory=lambda: NO_DAYS)
    method: str | None = None
    today: dt.date | None = None

    def earliest(self, kinds: tuple[str, ...]) -> str | None:
        """Return which of these kinds the reader named the earliest day for, None without one.

        Nothing is counted from a day after today: it was typed by mistake.
        """
        last = self.today or dt.date.max
        named = [kind for kind in kinds if kind in self.days and self.days[kind] <= last]
        return min(named, key=self.days.__getitem__) if named else None


NO_DETAILS = Details()


class ConflictKind(StrEnum):
    """In which way a day cannot be right."""

    ORDER = "order"
    """It lies before a day that must come first."""
    FUTURE = "future"
    """It lies after today."""
    DENIED = "denied"
    """It does not go with an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A day that cannot be right together with another day or an answer."""

    kind: ConflictKind
    date: DateKind
    earlier: DateKind | None = None
    """For "order": the day that must come first."""
    question: Question | None = None
    """For "denied": the question that was answered otherwise."""


def check_details(knowledge: Knowledge, details: Details) -> None:
    """Raise `AnswerError` naming every kind of day and method that does not exist."""
    problems = [
        unknown("date", kind, knowledge.dates)
        for kind in details.days
        if kind not in knowledge.dates
    ]
    if details.method is not None and details.method not in knowledge.methods:
        problems.append(unknown("method", details.method, knowledge.methods))
    if problems:
        raise AnswerError(problems)


def with_derived(knowledge: Knowledge, answers: Answers, details: Details) -> Answers:
    """Return the answers with those that follow from a day; what the reader said stays."""
    derived = {
        rule.question: frozenset({option})
        for rule in knowledge.derived
        if not answers.get(rule.question) and (option := _derived_option(rule, details))
    }
    found = {**answers, **derived}
    return {question: found[question] for question in knowledge.questions if question in found}


def _derived_option(rule: Derived, details: Details) -> str | None:
    start = details.earliest(rule.starts)
    if start is None or details.today is None or rule.fact.amount is None:
        return None
    passed = (details.today - details.days[start]).days
    return rule.within if passed <= rule.fact.amount.low else rule.beyond


def conflicts(knowledge: Knowledge, answers: Answers, details: Details) -> tuple[Conflict, ...]:
    """Return the days that cannot be right, in the order of the kinds."""
    return tuple(
        conflict
        for kind in knowledge.dates.values()
        if kind.id in details.days
        for conflict in _conflicts_of(knowledge, kind, answers, details)
    )


def _conflicts_of(
    knowledge: Knowledge, kind: DateKind, answers: Answers, details: Details
) -> Iterator[Conflict]:
    day = details.days[kind.id]
    if details.today is not None and day > details.today:
        yield Conflict(kind=ConflictKind.FUTURE, date=kind)
    for other in kind.after:
        if other in details.days and day < details.days[other]:
            yield Conflict(kind=ConflictKind.ORDER, date=kind, earlier=knowledge.dates[other])
    for question, options in kind.denied_by.items():
        if answers.get(question) and answers[question] <= options:
            denying = knowledge.questions[question]
            yield Conflict(kind=ConflictKind.DENIED, date=kind, question=denying)
    for rule in knowledge.derived:
        option = _derived_option(rule, details)
        said = answers.get(rule.question)
        if said and option and option not in said and details.earliest(rule.starts) == kind.id:
            denying = knowledge.questions[rule.question]
            yield Conflict(kind=ConflictKind.DENIED, date=kind, question=denying)
