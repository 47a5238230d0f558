"""Puts together what a reader gets: ranked causes with reasons, advice and the next question.

This module does not know HTML, files or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import fmean
from typing import Any

from .advice import ENOUGH_MISFIT, Likelihood, always_safe, band, first_step, misfit
from .answers import UNSURE, Answer, Answers, checked_answers, met, option_list
from .evidence import MISFIT, Evidence, level_of, signs_of, weigh
from .interview import next_question
from .model import Action, Cause, Knowledge, Late, Level, Question, Situation, Text, Urgency

TELLING = 1.2
"""An answer speaks for a cause when it is at least this much more expected than on average."""


class Fit(StrEnum):
    """How the answers and the causes go together."""

    SETTLED = "settled"
    """The likeliest cause stands out."""
    OPEN = "open"
    """Several causes fit, and one is likelier than the others."""
    UNKNOWN = "unknown"
    """Too little is known to name a cause."""
    NOTHING = "nothing"
    """The answers speak against every cause at least as much as for it."""


NAMELESS = frozenset({Fit.UNKNOWN, Fit.NOTHING})
"""Results that do not name a cause as the likeliest."""

FIT_OF_BAND = {Likelihood.VERY_LIKELY: Fit.SETTLED, Likelihood.LIKELY: Fit.OPEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One answer that speaks for or against a cause; `options` are in the order shown."""

    question: Question
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedCause:
    """A cause with its likelihood and the answers that speak for it and against it.

    `unknown` are the questions that could still say something about it, easiest first.
    """

    cause: Cause
    likelihood: Likelihood
    speaks_for: tuple[Reason, ...]
    speaks_against: tuple[Reason, ...]
    unknown: tuple[Question, ...]
    is_ruled_out: bool
    """Whether one of the answers is ruled out under this cause."""

    @property
    def id(self) -> str:
        return self.cause.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What the answers lead to; equal answers always lead to an equal diagnosis."""

    answers: Answers
    causes: tuple[RankedCause, ...]
    """All causes, likeliest first."""
    fit: Fit
    first_step: Action
    next_question: Question | None
    contradictions: tuple[tuple[Reason, Reason], ...]
    situations: tuple[Situation, ...]

    @property
    def plausible(self) -> tuple[RankedCause, ...]:
        """The causes that cannot be set aside, likeliest first."""
        return tuple(c for c in self.causes if c.likelihood is not Likelihood.UNLIKELY)

    @property
    def act_by(self) -> Cause | None:
        """The likeliest plausible cause with a deadline that runs now.

        Once the result is settled, a cause that an answer rules out no longer counts. If there is
        none, it is the likeliest cause where its own deadline comes soon; else None.
        """
        settled = self.fit is Fit.SETTLED
        for ranked in self.plausible:
            urgent = ranked.cause.deadline.urgency is Urgency.NOW
            if urgent and not (settled and ranked.is_ruled_out):
                return ranked.cause
        best = self.causes[0].cause
        return best if best.deadline.urgency is Urgency.SOON else None

    def money_text(self, cause: Cause) -> Text:
        """Where the money is under a cause, for what the reader has said about the time."""
        late = self._late(cause)
        return late.money if late else cause.money.text

    def deadline_text(self, cause: Cause) -> Text:
        """By when to act under a cause, for what the reader has said about the time."""
        late = self._late(cause)
        return late.text if late else cause.deadline.text

    def _late(self, cause: Cause) -> Late | None:
        late = cause.deadline.late
        return late if late and met(late.when, self.answers) else None

    def to_dict(self, lang: str) -> dict[str, Any]:
        """Return the diagnosis as JSON-ready values, worded in `lang`; raises `KeyError`."""
        return _as_dict(self, lang)


def diagnose(knowledge: Knowledge, answers: Mapping[str, Answer]) -> Diagnosis:
    """Return the diagnosis for any answers: complete, partial, "unsure", sets, contradictory.

    Raises `AnswerError` when a question or an option does not exist.
    """
    given = checked_answers(knowledge, answers)
    evidence = weigh(knowledge, given)
    fit = _fit(knowledge, given, evidence)
    question = next_question(knowledge, evidence)
    return Diagnosis(
        answers=given,
        causes=_ranked(knowledge, given, evidence),
        fit=fit,
        first_step=knowledge.actions[_first_step(knowledge, evidence, fit)],
        next_question=knowledge.questions[question] if question else None,
        contradictions=tuple(_contradictions(knowledge, given)),
        situations=tuple(
            situation
            for situation in knowledge.situations.values()
            if any(met(conditions, given) for conditions in situation.when)
        ),
    )


def _first_step(knowledge: Knowledge, evidence: Evidence, fit: Fit) -> str:
    if fit is Fit.NOTHING:
        return always_safe(knowledge)[0]
    return first_step(knowledge, evidence.shares, evidence.closed)


def _fit(knowledge: Knowledge, answers: Answers, evidence: Evidence) -> Fit:
    best = max(evidence.shares)
    cause = list(knowledge.causes.values())[evidence.shares.index(best)]
    agreeing = sum(
        level_of(cause, question, options) is Level.TYPICAL
        for question, options in answers.items()
        if options
    )
    if misfit(evidence) >= max(ENOUGH_MISFIT, agreeing):
        return Fit.NOTHING
    return FIT_OF_BAND.get(band(best), Fit.UNKNOWN)


def _ranked(knowledge: Knowledge, answers: Answers, evidence: Evidence) -> tuple[RankedCause, ...]:
    causes = list(knowledge.causes.values())
    order = sorted(range(len(causes)), key=lambda place: -evidence.shares[place])
    return tuple(
        RankedCause(
            cause=causes[place],
            likelihood=band(evidence.shares[place]),
            speaks_for=_speaking_for(knowledge, answers, causes[place], place),
            speaks_against=_speaking_against(knowledge, answers, causes[place]),
            unknown=_unknown(knowledge, answers, causes[place]),
            is_ruled_out=_is_ruled_out(answers, causes[place]),
        )
        for place in order
    )


def _is_ruled_out(answers: Answers, cause: Cause) -> bool:
    return any(
        level_of(cause, question, options) is Level.RULED_OUT
        for question, options in answers.items()
        if options
    )


def _speaking_for(
    knowledge: Knowledge, answers: Answers, cause: Cause, place: int
) -> tuple[Reason, ...]:
    telling = {
        question: _expectedness(knowledge, question, options, place)
        for question, options in answers.items()
        if options and level_of(cause, question, options) is Level.TYPICAL
    }
    strongest_first = sorted(telling, key=lambda question: -telling[question])
    return _reasons(knowledge, answers, (q for q in strongest_first if telling[q] >= TELLING))


def _expectedness(knowledge: Knowledge, question: str, options: Iterable[str], place: int) -> float:
    """Return how much more expected the answer is under one cause than under the average one."""
    columns = [signs_of(knowledge).likelihood[question][option] for option in options]
    return sum(column[place] for column in columns) / sum(map(fmean, columns))


def _speaking_against(knowledge: Knowledge, answers: Answers, cause: Cause) -> tuple[Reason, ...]:
    points = {
        question: MISFIT[level_of(cause, question, options)]
        for question, options in answers.items()
        if options
    }
    strongest_first = sorted(points, key=lambda question: -points[question])
    return _reasons(knowledge, answers, (q for q in strongest_first if points[q]))


def _reasons(
    knowledge: Knowledge, answers: Answers, questions: Iterable[str]
) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            question=knowledge.questions[question],
            options=tuple(option_list(knowledge, answers, question)),
        )
        for question in questions
    )


def _unknown(knowledge: Knowledge, answers: Answers, cause: Cause) -> tuple[Question, ...]:
    open_questions = [q for q in cause.signs if not answers.get(q)]
    return tuple(sorted((knowledge.questions[q] for q in open_questions), key=lambda q: q.effort))


def _contradictions(knowledge: Knowledge, answers: Answers) -> Iterable[tuple[Reason, Reason]]:
    """Yield the pairs of answers that no cause expects together though each alone is expected."""
    expecting = {
        question: frozenset(
            cause.id
            for cause in knowledge.causes.values()
            if not MISFIT[level_of(cause, question, options)]
        )
        for question, options in answers.items()
        if options
    }
    for one, other in combinations(expecting, 2):
        if expecting[one] and expecting[other] and not expecting[one] & expecting[other]:
            first, second = _reasons(knowledge, answers, (one, other))
            yield first, second


def _as_dict(diagnosis: Diagnosis, lang: str) -> dict[str, Any]:
    best = diagnosis.causes[0].cause
    question = diagnosis.next_question
    return {
        "language": lang,
        "answers": {q: sorted(options) or [UNSURE] for q, options in diagnosis.answers.items()},
        "fit": diagnosis.fit.value,
        "causes": [_cause_dict(diagnosis, ranked, lang) for ranked in diagnosis.causes],
        "first_step": {
            "id": diagnosis.first_step.id,
            "title": diagnosis.first_step.title[lang],
            "detail": diagnosis.first_step.detail[lang],
            "guard": diagnosis.first_step.guard and diagnosis.first_step.guard[lang],
        },
        "money": None if diagnosis.fit in NAMELESS else _money_dict(diagnosis, best, lang),
        "act_by": _act_by_dict(diagnosis, lang),
        "contradictions": [
            [_reason_dict(reason, lang) for reason in pair] for pair in diagnosis.contradictions
        ],
        "situations": [
            {"id": s.id, "name": s.name[lang], "advice": s.advice[lang]}
            for s in diagnosis.situations
        ],
        "next_question": question and _question_dict(question, lang),
    }


def _money_dict(diagnosis: Diagnosis, cause: Cause, lang: str) -> dict[str, Any]:
    state = cause.money.state
    text = diagnosis.money_text(cause)[lang]
    return {"state": state.id, "name": state.name[lang], "text": text}


def _cause_dict(diagnosis: Diagnosis, ranked: RankedCause, lang: str) -> dict[str, Any]:
    return {
        "id": ranked.id,
        "name": ranked.cause.name[lang],
        "summary": ranked.cause.summary[lang],
        "likelihood": ranked.likelihood.value,
        "money": ranked.cause.money.state.id,
        "deadline": diagnosis.deadline_text(ranked.cause)[lang],
        "for": [_reason_dict(reason, lang) for reason in ranked.speaks_for],
        "against": [_reason_dict(reason, lang) for reason in ranked.speaks_against],
        "unknown": [question.id for question in ranked.unknown],
        "sources": list(ranked.cause.sources),
    }


def _reason_dict(reason: Reason, lang: str) -> dict[str, Any]:
    return {
        "question": reason.question.id,
        "answer": list(reason.options),
        "text": " / ".join(reason.question.option(o).statement[lang] for o in reason.options),
    }


def _act_by_dict(diagnosis: Diagnosis, lang: str) -> dict[str, Any] | None:
    cause = diagnosis.act_by
    if cause is None:
        return None
    fact = cause.deadline.fact
    return {
        "cause": cause.id,
        "urgency": cause.deadline.urgency.value,
        "text": diagnosis.deadline_text(cause)[lang],
        "fact": fact and fact.id,
        "sources": list(fact.sources if fact else cause.sources),
    }


def _question_dict(question: Question, lang: str) -> dict[str, Any]:
    options = [{"id": o.id, "label": o.label[lang]} for o in question.options]
    return {"id": question.id, "text": question.text[lang], "options": options}
