"""Proves the knowledge over every reachable interview, and sums all of them up in one digest.

An interview is reachable when each question is answered by one of its options or "unsure". States
that lead to the same future are walked once. This module prints nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from .advice import first_step, harmed_by, leader, plausible
from .answers import Answers
from .details import Details, with_derived
from .evidence import Evidence, weigh
from .interview import MAX_QUESTIONS, next_question
from .limits import Due, dues
from .model import Cause, Knowledge, Urgency
from .workdays import after

Outlook: TypeAlias = tuple[frozenset[str], frozenset[tuple[str, frozenset[str]]]]
"""The plausible causes with a deadline, and the answers that decide about deadlines."""

TODAY = dt.date(2026, 11, 23)
"""Any day does: only the distance of the others counts."""

COURSES = (
    (20, 19, 8, 7, 7, 5, 3),
    (40, 39, 18, 15, 15, 14, 0),
    (60, 60, 20, 16, 16, 16, 2),
    (121, 120, 30, 14, 1, 0, 0),
    (190, 181, 100, 16, 15, 10, 9),
    (0, 0, 0, 0, 0, 0, 0),
    (3, 5, 1, 0, 20, 30, 40),
)
"""How many days ago each kind of day was; the last course contradicts itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the walk over all interviews found; the knowledge is sound when `problems` is empty."""

    interviews: int
    """Ways to answer from the first question to a result, equal ones counted apart."""
    states: int
    """States that were walked."""
    longest: int
    """Most questions asked in one interview."""
    outlooks: int
    """Different sets of plausible causes with a deadline, each tried with all kinds of days."""
    digest: str
    """SHA-256 over every state with its next question or its result."""
    problems: tuple[str, ...]


def prove(knowledge: Knowledge, *, unsure: bool = True, days: bool = False) -> Proof:
    """Walk every reachable interview; `unsure` also answers each question by "unsure".

    With `days`, go on with the interviews in which a day has answered a question before it was
    asked, and try the deadlines of all of them on days of every kind. The digest is without these.
    """
    walk = _Walk(knowledge, unsure=unsure)
    interviews = walk.interviews_from({})
    states, digest = len(walk.known), walk.digest.hexdigest()
    if days:
        for derived in knowledge.derived:
            for option in (derived.within, derived.beyond):
                walk.interviews_from({derived.question: frozenset({option})})
    wrong_days = list(_wrong_days(knowledge, walk.outlooks)) if days else []
    return Proof(
        interviews=interviews,
        states=states,
        longest=walk.longest,
        outlooks=len(walk.outlooks),
        digest=digest,
        problems=(*walk.problems(), *wrong_days),
    )


def _questions_of_deadlines(knowledge: Knowledge) -> Iterator[str]:
    for limit in knowledge.limits.values():
        yield from limit.when
    for cause in knowledge.causes.values():
        yield from cause.deadline.late.when if cause.deadline.late else ()


def _can_run_out(cause: Cause) -> bool:
    return cause.deadline.urgency is Urgency.NOW or bool(cause.deadline.limits)


def _wrong_days(knowledge: Knowledge, outlooks: Iterable[Outlook]) -> Iterator[str]:
    """Yield a sentence for each deadline that comes late or is missing on some days."""
    for possible, deciding in outlooks:
        causes = [knowledge.causes[cause] for cause in sorted(possible)]
        for details in _all_kinds_of_days(knowledge):
            answers = with_derived(knowledge, dict(deciding), details)
            found = [d for d in dues(knowledge, causes, answers, details) if not d.is_passed]
            yield from _late(knowledge, causes, found, details)
            yield from _missing(causes, found, details)


def _all_kinds_of_days(knowledge: Knowledge) -> Iterator[Details]:
    """Yield courses of an order of which each subset of the days that count is known."""
    limits = knowledge.limits.values()
    counting = {kind for limit in limits for kind in (*limit.starts, *limit.cautious)}
    methods = {None, *(limit.method for limit in limits), [*knowledge.methods][-1]}
    for course in COURSES:
        ago = zip(knowledge.dates, course, strict=False)
        days = {k: TODAY - dt.timedelta(days=passed) for k, passed in ago if k in counting}
        for number in range(len(days) + 1):
            for kinds in combinations(days, number):
                for method in sorted(methods, key=str):
                    named = {kind: days[kind] for kind in kinds}
                    yield Details(days=named, method=method, today=TODAY)


def _late(
    knowledge: Knowledge, causes: Iterable[Cause], found: Iterable[Due], details: Details
) -> Iterator[str]:
    earliest = min((due.day for due in found if due.day), default=dt.date.max)
    for cause in causes:
        for limit in cause.deadline.limits:
            starts = [details.days[kind] for kind in limit.starts if kind in details.days]
            is_theirs = limit.method in (None, details.method)
            if starts and is_theirs and limit.fact.amount:
                last = after(knowledge, min(starts), limit.fact.amount, use="low")
                if TODAY <= last < earliest:
                    yield f"limits.{limit.id}: the deadline comes late on {dict(details.days)}"


def _missing(causes: Iterable[Cause], found: Iterable[Due], details: Details) -> Iterator[str]:
    served = {due.cause.id for due in found}
    for cause in causes:
        if cause.deadline.urgency is Urgency.NOW and cause.id not in served:
            yield f"causes.{cause.id}: the deadline is missing on {dict(details.days)}"


class _Walk:
    def __init__(self, knowledge: Knowledge, *, unsure: bool) -> None:
        self.knowledge = knowledge
        self.unsure = unsure
        self.known: dict[Evidence, int] = {}
        self.longest = 0
        self.digest = hashlib.sha256()
        self.leading: set[str] = set()
        self.useful: set[str] = set()
        self.harmful: set[str] = set()
        self.outlooks: set[Outlook] = set()
        self._causes = list(knowledge.causes)
        self._deciding = frozenset(_questions_of_deadlines(knowledge))

    def interviews_from(self, answers: Answers) -> int:
        """Return how many interviews go on from these answers."""
        evidence = weigh(self.knowledge, answers)
        if evidence not in self.known:
            question = next_question(self.knowledge, evidence)
            self._note(evidence, question)
            self._note_outlook(answers, evidence)
            self.known[evidence] = (
                1 if question is None else self._interviews_after(answers, question)
            )
        return self.known[evidence]

    def _interviews_after(self, answers: Answers, question: str) -> int:
        return sum(
            self.interviews_from({**answers, question: answer})
            for answer in self._possible_answers(question)
        )

    def _possible_answers(self, question: str) -> Iterator[frozenset[str]]:
        for option in self.knowledge.questions[question].option_ids:
            yield frozenset((option,))
        if self.unsure:
            yield frozenset()

    def _note(self, evidence: Evidence, question: str | None) -> None:
        self.longest = max(self.longest, len(evidence.asked))
        best = self._causes[leader(evidence.shares)]
        step = first_step(self.knowledge, evidence)
        line = f"{sorted(evidence.asked)} {question or best} {step}\n"
        self.digest.update(line.encode())
        if question:
            self.useful.add(question)
            return
        self.leading.add(best)
        if harmed_by(self.knowledge)[step] & plausible(evidence):
            self.harmful.add(step)

    def _note_outlook(self, answers: Answers, evidence: Evidence) -> None:
        possible = frozenset(
            self._causes[place]
            for place in plausible(evidence)
            if _can_run_out(self.knowledge.causes[self._causes[place]])
        )
        deciding = frozenset(pair for pair in answers.items() if pair[0] in self._deciding)
        self.outlooks.add((possible, deciding))

    def problems(self) -> Iterator[str]:
        """Yield one sentence for each thing that must hold and does not."""
        if self.longest > MAX_QUESTIONS:
            yield f"an interview asks {self.longest} questions; at most {MAX_QUESTIONS} are allowed"
        for cause in self._causes:
            if cause not in self.leading:
                yield f"causes.{cause}: no interview ends with this cause in the lead"
        for question in self.knowledge.questions:
            if question not in self.useful:
                yield f"questions.{question}: no interview ever asks this question"
        for action in sorted(self.harmful):
            yield f"actions.{action}: is a first step though a plausible cause makes it harmful"
