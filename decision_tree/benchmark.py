"""Judges the diagnosis by cases whose true cause is known.

This module does not know files; cases come in, figures go out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median
from time import perf_counter
from typing import Any

from .answers import Answers
from .cases import Case
from .diagnosis import Diagnosis, diagnose
from .model import Effect, Knowledge

DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one case ended: its diagnosis, and the seconds that each step took."""

    case: Case
    diagnosis: Diagnosis
    step_seconds: tuple[float, ...]

    def right_among(self, first: int) -> bool:
        """Tell whether the first causes hold one that counts as right."""
        return any(c.id in self.case.right_causes for c in self.diagnosis.causes[:first])

    @property
    def harmful(self) -> bool:
        """Tell whether the first step would have hurt this reader."""
        (true,) = (c.cause for c in self.diagnosis.causes if c.id == self.case.cause)
        return true.effects[self.diagnosis.first_step.id] is Effect.HARMFUL


def benchmark(knowledge: Knowledge, cases: Sequence[Case]) -> dict[str, Any]:
    """Return the figures over all cases: every known answer given, and asked as an interview.

    Shares lie between 0 and 1. `confusion` counts, for each true cause, the leading causes that
    were wrong. `median_step_ms` is the time of a diagnosis with its next question.
    """
    known = [told(knowledge, case) for case in cases]
    asked = [interviewed(knowledge, case) for case in cases]
    counts = [len(outcome.diagnosis.answers) for outcome in asked]
    steps = [second for outcome in asked for second in outcome.step_seconds]
    return {
        "cases": len(cases),
        "all": _right(known),
        "interview": {
            **_right(asked),
            "mean_questions": round(fmean(counts), DIGITS),
            "max_questions": max(counts),
            "harmful_first_steps": sum(outcome.harmful for outcome in asked),
        },
        "confusion": {"all": _confusion(known), "interview": _confusion(asked)},
        "median_step_ms": round(median(steps) * 1000, DIGITS),
    }


def told(knowledge: Knowledge, case: Case) -> Outcome:
    """Return how the case ends when the reader gives every answer at once."""
    diagnosis, seconds = _timed(knowledge, case.answers)
    return Outcome(case=case, diagnosis=diagnosis, step_seconds=(seconds,))


def interviewed(knowledge: Knowledge, case: Case) -> Outcome:
    """Return how the case ends when the engine asks; what is not known is "unsure"."""
    answers: Answers = {}
    diagnosis, seconds = _timed(knowledge, answers)
    steps = [seconds]
    while diagnosis.next_question is not None:
        question = diagnosis.next_question.id
        answers = {**answers, question: case.answers.get(question, frozenset())}
        diagnosis, seconds = _timed(knowledge, answers)
        steps.append(seconds)
    return Outcome(case=case, diagnosis=diagnosis, step_seconds=tuple(steps))


def _timed(knowledge: Knowledge, answers: Answers) -> tuple[Diagnosis, float]:
    start = perf_counter()
    return diagnose(knowledge, answers), perf_counter() - start


def _right(outcomes: Sequence[Outcome]) -> dict[str, float]:
    return {
        "top1": round(fmean(outcome.right_among(1) for outcome in outcomes), DIGITS),
        "top2": round(fmean(outcome.right_among(2) for outcome in outcomes), DIGITS),
    }


def _confusion(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    wrong: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        if not outcome.right_among(1):
            leading = outcome.diagnosis.causes[0].id
            wrong.setdefault(outcome.case.cause, Counter())[leading] += 1
    return {cause: dict(sorted(counts.items())) for cause, counts in wrong.items()}
