"""Judges the diagnosis by cases whose true cause is known.

This module does not know files; cases come in, figures go out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from statistics import fmean, median
from time import perf_counter
from typing import Any

from .advice import plausible
from .answers import Answers
from .cases import Case
from .diagnosis import Diagnosis, diagnose
from .evidence import Evidence, weigh
from .interview import next_question
from .model import Effect, Knowledge

DIGITS = 4

DRAWS = 20
"""How often each case is drawn where chance plays a part; equal draws in every run."""

Ranking = tuple[str, ...]
"""The causes, likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one case ended: its diagnosis, and the seconds that each step took."""

    case: Case
    diagnosis: Diagnosis
    step_seconds: tuple[float, ...]

    @property
    def ranking(self) -> Ranking:
        return tuple(ranked.id for ranked in self.diagnosis.causes)

    def right_among(self, first: int) -> bool:
        """Tell whether the first causes hold one that counts as right."""
        return _right_among(first, self.case, self.ranking)

    @property
    def harmful(self) -> bool:
        """Tell whether the first step would have hurt this reader."""
        (true,) = (c.cause for c in self.diagnosis.causes if c.id == self.case.cause)
        return true.effects[self.diagnosis.first_step.id] is Effect.HARMFUL


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """An answer that set the true cause aside although it was true."""

    case: Case
    question: str

    def to_dict(self) -> dict[str, Any]:
        """Return the removal as JSON-ready values."""
        answer = sorted(self.case.answers[self.question])
        about = {"case": self.case.id, "cause": self.case.cause}
        return {**about, "question": self.question, "answer": answer}


def benchmark(knowledge: Knowledge, cases: Sequence[Case]) -> dict[str, Any]:
    """Return the figures over all cases: every known answer given, and asked as an interview.

    Shares lie between 0 and 1. `hidden` judges both ways again with half of the known answers
    hidden. `fixed_order` asks without choosing, and `fewer_questions` is the share of its questions
    that choosing saves. `removed_by_true_answer` lists true answers that set the true cause aside.
    `confusion` counts, for each true cause, the leading causes that were wrong. `median_step_ms` is
    the time of a diagnosis with its next question.
    """
    known = [told(knowledge, case) for case in cases]
    asked = [interviewed(knowledge, case) for case in cases]
    questions = fmean(len(outcome.diagnosis.answers) for outcome in asked)
    fixed = _fixed_order(knowledge, cases)
    steps = [second for outcome in asked for second in outcome.step_seconds]
    return {
        "cases": len(cases),
        "all": _right_outcomes(known),
        "interview": {
            **_right_outcomes(asked),
            "mean_questions": round(questions, DIGITS),
            "max_questions": max(len(outcome.diagnosis.answers) for outcome in asked),
            "harmful_first_steps": sum(outcome.harmful for outcome in asked),
        },
        "hidden": _hidden(knowledge, cases),
        "fixed_order": fixed,
        "fewer_questions": round(1 - questions / fixed["mean_questions"], DIGITS),
        "removed_by_true_answer": {
            way: [removal.to_dict() for removal in removals]
            for way, removals in removed_by_true_answer(knowledge, cases).items()
        },
        "confusion": {"all": confused(known), "interview": confused(asked)},
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


def _right_outcomes(outcomes: Iterable[Outcome]) -> dict[str, float]:
    return _right((outcome.case, outcome.ranking) for outcome in outcomes)


def _right(judged: Iterable[tuple[Case, Ranking]]) -> dict[str, float]:
    pairs = list(judged)
    return {
        f"top{first}": round(fmean(_right_among(first, *pair) for pair in pairs), DIGITS)
        for first in (1, 2)
    }


def _right_among(first: int, case: Case, ranking: Ranking) -> bool:
    return not case.right_causes.isdisjoint(ranking[:first])


def _ranking(knowledge: Knowledge, answers: Answers) -> Ranking:
    shares = dict(zip(knowledge.causes, weigh(knowledge, answers).shares, strict=True))
    return tuple(sorted(shares, key=lambda cause: -shares[cause]))


def _hidden(knowledge: Knowledge, cases: Iterable[Case]) -> dict[str, Any]:
    """Return the figures for readers who know half of it, told at once and as an interview."""
    drawn = [(case, half) for case in cases for half in halves(case)]
    paths = [(case, _interview_path(knowledge, half)) for case, half in drawn]
    return {
        "draws": DRAWS,
        "all": _right((case, _ranking(knowledge, half)) for case, half in drawn),
        "interview": _right((case, _ranking(knowledge, path)) for case, path in paths),
    }


def halves(case: Case) -> Iterator[Answers]:
    """Yield what is left of the known answers when half of them, rounded down, are hidden."""
    known = _known(case)
    for draw in range(DRAWS):
        kept = _chance(case, draw).sample(sorted(known), len(known) - len(known) // 2)
        yield {question: known[question] for question in kept}


def _known(case: Case) -> Answers:
    return {question: options for question, options in case.answers.items() if options}


def _chance(case: Case, draw: int) -> Random:
    return Random(f"{case.id} {draw}")  # noqa: S311 -- the same draws in every run; no secret


def _interview_path(knowledge: Knowledge, known: Answers) -> Answers:
    """Return the answers of an interview in the order asked; what is not known is "unsure"."""
    path: dict[str, frozenset[str]] = {}
    while (question := _asked_after(knowledge, path)) is not None:
        path[question] = known.get(question, frozenset())
    return path


def _asked_after(knowledge: Knowledge, answers: Answers) -> str | None:
    return _next_question(knowledge, weigh(knowledge, answers))


@lru_cache(maxsize=8192)
def _next_question(knowledge: Knowledge, evidence: Evidence) -> str | None:
    """Remember what is asked: interviews that are drawn many times share most of their states."""
    return next_question(knowledge, evidence)


def _fixed_order(knowledge: Knowledge, cases: Iterable[Case]) -> dict[str, float]:
    """Return the figures of a form that asks the same questions, always in the order listed.

    It stops by the same rule as the interview: before each question it looks whether another answer
    is likely enough to change the advice, and it never asks more questions than an interview may.
    That limit favours the form, which would ask on without it; what the form gives up by stopping
    is seen in its `top1` and `top2`.
    """
    paths = [(case, fixed_path(knowledge, case)) for case in cases]
    return {
        "mean_questions": round(fmean(len(path) for _, path in paths), DIGITS),
        **_right((case, _ranking(knowledge, path)) for case, path in paths),
    }


def fixed_path(knowledge: Knowledge, case: Case) -> Answers:
    """Return the answers of a form that asks in the order listed until the advice is settled."""
    path: dict[str, frozenset[str]] = {}
    for question in knowledge.questions:
        if _asked_after(knowledge, path) is None:
            break
        path[question] = case.answers.get(question, frozenset())
    return path


def removed_by_true_answer(knowledge: Knowledge, cases: Iterable[Case]) -> dict[str, list[Removal]]:
    """Return each true answer after which the true cause is plausible no more.

    Only cases without mistakes count. The answer is added to all other known answers (`all`), to
    those that the interview has by then (`interview`), or to any others: known answers are given
    one by one in seeded orders, `DRAWS` for each case (`any_order`).
    """
    sound = [case for case in cases if not case.mistaken]
    return {
        "all": [r for case in sound for r in _removed_last(knowledge, case)],
        "interview": [r for case in sound for r in _removed_in_interview(knowledge, case)],
        "any_order": [r for case in sound for r in _removed_in_any_order(knowledge, case)],
    }


def _removed_last(knowledge: Knowledge, case: Case) -> Iterator[Removal]:
    known = _known(case)
    if not _may_be_true(knowledge, case, known):
        for question in known:
            others = {other: options for other, options in known.items() if other != question}
            if _may_be_true(knowledge, case, others):
                yield Removal(case=case, question=question)


def _removed_in_interview(knowledge: Knowledge, case: Case) -> Iterator[Removal]:
    path = _interview_path(knowledge, case.answers)
    return _removed_along(knowledge, case, [question for question in path if path[question]])


def _removed_in_any_order(knowledge: Knowledge, case: Case) -> Iterator[Removal]:
    known = sorted(_known(case))
    orders = (_chance(case, draw).sample(known, len(known)) for draw in range(DRAWS))
    found = {r.question: r for order in orders for r in _removed_along(knowledge, case, order)}
    return iter(found.values())


def _removed_along(knowledge: Knowledge, case: Case, order: Sequence[str]) -> Iterator[Removal]:
    answers: dict[str, frozenset[str]] = {}
    was_plausible = _may_be_true(knowledge, case, answers)
    for question in order:
        answers[question] = case.answers[question]
        is_plausible = _may_be_true(knowledge, case, answers)
        if was_plausible and not is_plausible:
            yield Removal(case=case, question=question)
        was_plausible = is_plausible


def _may_be_true(knowledge: Knowledge, case: Case, answers: Answers) -> bool:
    place = list(knowledge.causes).index(case.cause)
    return place in plausible(weigh(knowledge, answers))


def confused(outcomes: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    """Return true cause → cause in the lead → how many cases, for the cases that went wrong."""
    wrong: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        if not outcome.right_among(1):
            wrong.setdefault(outcome.case.cause, Counter())[outcome.ranking[0]] += 1
    return {cause: dict(sorted(counts.items())) for cause, counts in wrong.items()}
