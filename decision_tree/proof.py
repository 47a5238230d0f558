"""Proves the knowledge over every reachable interview, and sums all of them up in one digest.

An interview is reachable when each question is answered by one of its options or "unsure". States
that lead to the same future are walked once. This module prints nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from .advice import first_step, harmed_by, leader, plausible
from .answers import Answers
from .evidence import Evidence, weigh
from .interview import MAX_QUESTIONS, next_question
from .model import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the walk over all interviews found; the knowledge is sound when `problems` is empty."""

    interviews: int
    """Ways to answer from the first question to a result, equal ones counted apart."""
    states: int
    """States that were walked."""
    longest: int
    """Most questions asked in one interview."""
    digest: str
    """SHA-256 over every state with its next question or its result."""
    problems: tuple[str, ...]


def prove(knowledge: Knowledge, *, unsure: bool = True) -> Proof:
    """Walk every reachable interview; `unsure` also answers each question by "unsure"."""
    walk = _Walk(knowledge, unsure=unsure)
    interviews = walk.interviews_from({})
    return Proof(
        interviews=interviews,
        states=len(walk.known),
        longest=walk.longest,
        digest=walk.digest.hexdigest(),
        problems=tuple(walk.problems()),
    )


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
        self._causes = list(knowledge.causes)

    def interviews_from(self, answers: Answers) -> int:
        """Return how many interviews go on from these answers."""
        evidence = weigh(self.knowledge, answers)
        if evidence not in self.known:
            question = next_question(self.knowledge, evidence)
            self._note(evidence, question)
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
        step = first_step(self.knowledge, evidence.shares, evidence.closed)
        line = f"{sorted(evidence.asked)} {question or best} {step}\n"
        self.digest.update(line.encode())
        if question:
            self.useful.add(question)
            return
        self.leading.add(best)
        if harmed_by(self.knowledge)[step] & plausible(evidence.shares):
            self.harmful.add(step)

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
