"""Puts together what a reader gets: ranked causes with reasons, advice and the next question.

This module does not know HTML, files or the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

from .advice import (
    ENOUGH_MISFIT,
    Likelihood,
    always_safe,
    band,
    first_step,
    leader,
    misfit,
    plausible,
)
from .answers import UNSURE, Answer, Answers, checked_answers, met, option_list
from .details import NO_DETAILS, Conflict, Details, check_details, conflicts, with_derived
from .evidence import Evidence, Told, level_of, told_by, weigh
from .interview import next_question
from .limits import Due, dues
from .model import Action, Cause, Effect, Knowledge, Late, Level, Question, Situation, Text
from .money import MoneyNow, money_now

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

ORDER = {likelihood: place for place, likelihood in enumerate(Likelihood)}

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

    @property
    def id(self) -> str:
        return self.cause.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """An action to leave alone for now, and the plausible causes under which it hurts."""

    action: Action
    causes: tuple[Cause, ...]

    @property
    def doing(self) -> Text:
        """What is better left alone."""
        return self.action.doing or self.action.title

    @property
    def why(self) -> Text:
        """Why it hurts; knowledge in which a harmful action does not say so does not load."""
        return self.action.harm or self.action.detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What the answers lead to; equal answers and details always lead to an equal diagnosis."""

    said: Answers
    """What the reader has said."""
    answers: Answers
    """What the reader has said, and what follows from the days."""
    details: Details
    causes: tuple[RankedCause, ...]
    """All causes, likeliest first."""
    fit: Fit
    first_step: Action
    not_yet: tuple[Harm, ...]
    """What would hurt under a plausible cause, under the likeliest one first."""
    money: MoneyNow
    """Where the money is under the likeliest cause."""
    dues: tuple[Due, ...]
    """All times that run out under a plausible cause, the earliest first, passed ones last."""
    next_question: Question | None
    contradictions: tuple[tuple[Reason, Reason], ...]
    conflicts: tuple[Conflict, ...]
    situations: tuple[Situation, ...]

    @property
    def plausible(self) -> tuple[RankedCause, ...]:
        """The causes that cannot be set aside, likeliest first."""
        return tuple(c for c in self.causes if c.likelihood is not Likelihood.UNLIKELY)

    @property
    def act_by(self) -> Due | None:
        """The earliest time that runs out under a plausible cause, None where none does.

        A day that can be counted always is. Once the result is settled, "today" is said for a cause
        that is likely and fits the answers, no longer for each one that cannot be set aside.
        """
        likelihood = {ranked.id: ranked.likelihood for ranked in self.causes}
        return pressing(
            self.dues,
            self.fit,
            lambda cause: is_doubtful(likelihood[cause.id], cause, self.answers),
        )

    @property
    def passed(self) -> tuple[Due, ...]:
        """The times that have run out already."""
        return tuple(due for due in self.dues if due.is_passed)

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


def is_doubtful(likelihood: Likelihood, cause: Cause, answers: Answers) -> bool:
    """Tell whether a settled result need not alarm anybody for the sake of this cause."""
    return likelihood not in FIT_OF_BAND or _is_ruled_out(answers, cause)


def pressing(found: Iterable[Due], fit: Fit, doubts: Callable[[Cause], bool]) -> Due | None:
    """Return the first time to act by; `doubts` tells of a cause what `is_doubtful` does."""
    return next((due for due in found if _presses(due, fit, doubts)), None)


def _presses(due: Due, fit: Fit, doubts: Callable[[Cause], bool]) -> bool:
    is_needless = due.is_today and fit is Fit.SETTLED and doubts(due.cause)
    return not due.is_passed and not is_needless


def diagnose(
    knowledge: Knowledge, answers: Mapping[str, Answer], details: Details = NO_DETAILS
) -> Diagnosis:
    """Return the diagnosis for any answers: complete, partial, "unsure", sets, contradictory.

    Raises `AnswerError` when a question, an option, a kind of day or a method does not exist.
    """
    said = checked_answers(knowledge, answers)
    check_details(knowledge, details)
    given = with_derived(knowledge, said, details)
    evidence = weigh(knowledge, given)
    fit = fit_of(knowledge, given, evidence)
    question = next_question(knowledge, evidence)
    ranked = _ranked(knowledge, given, evidence)
    possible = [c.cause for c in ranked if c.likelihood is not Likelihood.UNLIKELY]
    return Diagnosis(
        said=said,
        answers=given,
        details=details,
        causes=ranked,
        fit=fit,
        first_step=knowledge.actions[step_for(knowledge, evidence, fit)],
        not_yet=tuple(_not_yet(knowledge, possible, evidence)),
        money=money_now(knowledge, ranked[0].cause, given, details),
        dues=dues(knowledge, possible, given, details),
        next_question=knowledge.questions[question] if question else None,
        contradictions=tuple(_contradictions(knowledge, given)),
        conflicts=conflicts(knowledge, said, details),
        situations=tuple(_situations(knowledge, given)),
    )


def _situations(knowledge: Knowledge, answers: Answers) -> Iterable[Situation]:
    for situation in knowledge.situations.values():
        if any(met(conditions, answers) for conditions in situation.when):
            yield situation


def _not_yet(knowledge: Knowledge, possible: Sequence[Cause], evidence: Evidence) -> Iterable[Harm]:
    """Yield the actions that hurt, in the order of the likeliest cause that they hurt under."""
    found = {
        action.id: tuple(c for c in possible if c.effects[action.id] is Effect.HARMFUL)
        for action in knowledge.actions.values()
        if action.id not in evidence.closed
    }
    hurting = [action for action, causes in found.items() if causes]
    for action in sorted(hurting, key=lambda action: possible.index(found[action][0])):
        yield Harm(action=knowledge.actions[action], causes=found[action])


def step_for(knowledge: Knowledge, evidence: Evidence, fit: Fit) -> str:
    """Return the first step; where no cause fits, one that is safe whatever happened."""
    if fit is Fit.NOTHING:
        return always_safe(knowledge)[0]
    return first_step(knowledge, evidence)


def fit_of(knowledge: Knowledge, answers: Answers, evidence: Evidence) -> Fit:
    """Return how well the answers and the likeliest cause go together."""
    best = leader(evidence.shares)
    agreeing = sum(best in told.typical for told in told_of(knowledge, answers).values())
    if misfit(evidence) >= max(ENOUGH_MISFIT, agreeing):
        return Fit.NOTHING
    return FIT_OF_BAND.get(band(evidence.shares[best]), Fit.UNKNOWN)


def told_of(knowledge: Knowledge, answers: Answers) -> Mapping[str, Told]:
    """Return what each answer says about the causes; "unsure" says nothing."""
    return {
        question: told_by(knowledge, question, options)
        for question, options in answers.items()
        if options
    }


def _ranked(knowledge: Knowledge, answers: Answers, evidence: Evidence) -> tuple[RankedCause, ...]:
    causes = list(knowledge.causes.values())
    bands = _likelihoods(evidence)
    order = sorted(range(len(causes)), key=lambda p: (ORDER[bands[p]], -evidence.shares[p]))
    told = told_of(knowledge, answers)
    reasons = {question: _reason(knowledge, answers, question) for question in told}
    open_questions = _open_questions(knowledge, answers)
    return tuple(
        RankedCause(
            cause=causes[place],
            likelihood=bands[place],
            speaks_for=tuple(reasons[question] for question in _speaking_for(told, place)),
            speaks_against=tuple(reasons[question] for question in _speaking_against(told, place)),
            unknown=tuple(q for q in open_questions if q.id in causes[place].signs),
        )
        for place in order
    )


def _likelihoods(evidence: Evidence) -> list[Likelihood]:
    """Return the band of each cause; a cause that cannot be set aside is possible at least."""
    possible = plausible(evidence)
    return [
        Likelihood.POSSIBLE if place in possible and found is Likelihood.UNLIKELY else found
        for place, found in enumerate(map(band, evidence.shares))
    ]


def _is_ruled_out(answers: Answers, cause: Cause) -> bool:
    return any(
        level_of(cause, question, options) is Level.RULED_OUT
        for question, options in answers.items()
        if options
    )


def _speaking_for(told: Mapping[str, Told], place: int) -> Iterable[str]:
    """Return the questions whose answers speak for the cause at a place, the strongest first."""
    telling = {
        question: one.telling[place]
        for question, one in told.items()
        if place in one.typical and one.telling[place] >= TELLING
    }
    return sorted(telling, key=lambda question: -telling[question])


def _speaking_against(told: Mapping[str, Told], place: int) -> Iterable[str]:
    points = {question: one.misfit[place] for question, one in told.items() if one.misfit[place]}
    return sorted(points, key=lambda question: -points[question])


def _reason(knowledge: Knowledge, answers: Answers, question: str) -> Reason:
    options = option_list(knowledge, answers, question)
    return Reason(question=knowledge.questions[question], options=tuple(options))


def _open_questions(knowledge: Knowledge, answers: Answers) -> Sequence[Question]:
    """Return the questions without an answer, "unsure" included, the easiest first."""
    unknown = [q for q in knowledge.questions.values() if not answers.get(q.id)]
    return sorted(unknown, key=lambda question: question.effort)


def _contradictions(knowledge: Knowledge, answers: Answers) -> Iterable[tuple[Reason, Reason]]:
    """Yield the pairs of answers that no cause expects together though each alone is expected."""
    expecting = {q: told.expecting for q, told in told_of(knowledge, answers).items()}
    for one, other in combinations(expecting, 2):
        if expecting[one] and expecting[other] and not expecting[one] & expecting[other]:
            yield _reason(knowledge, answers, one), _reason(knowledge, answers, other)


def _as_dict(diagnosis: Diagnosis, lang: str) -> dict[str, Any]:
    question = diagnosis.next_question
    return {
        "language": lang,
        "answers": {q: sorted(options) or [UNSURE] for q, options in diagnosis.answers.items()},
        "fit": diagnosis.fit.value,
        "causes": [_cause_dict(diagnosis, ranked, lang) for ranked in diagnosis.causes],
        "first_step": _action_dict(diagnosis.first_step, lang),
        "not_yet": [_harm_dict(harm, lang) for harm in diagnosis.not_yet],
        "money": None if diagnosis.fit in NAMELESS else _money_dict(diagnosis.money, lang),
        "act_by": _due_dict(diagnosis, diagnosis.act_by, lang),
        "passed": [_due_dict(diagnosis, due, lang) for due in diagnosis.passed],
        "contradictions": [
            [_reason_dict(reason, lang) for reason in pair] for pair in diagnosis.contradictions
        ],
        "conflicts": [_conflict_dict(conflict) for conflict in diagnosis.conflicts],
        "situations": [
            {"id": s.id, "name": s.name[lang], "advice": s.advice[lang]}
            for s in diagnosis.situations
        ],
        "next_question": question and _question_dict(question, lang),
    }


def _action_dict(action: Action, lang: str) -> dict[str, Any]:
    return {
        "id": action.id,
        "title": action.title[lang],
        "detail": action.detail[lang],
        "guard": action.guard and action.guard[lang],
    }


def _harm_dict(harm: Harm, lang: str) -> dict[str, Any]:
    return {
        **_action_dict(harm.action, lang),
        "doing": harm.doing[lang],
        "why": harm.why[lang],
        "causes": [cause.id for cause in harm.causes],
    }


def _money_dict(money: MoneyNow, lang: str) -> dict[str, Any]:
    return {
        "state": money.state.id,
        "name": money.state.name[lang],
        "text": money.text[lang],
        "method": money.method and money.method.id,
        "window": money.window and money.window.id,
        "late_on": money.late_on and money.late_on.isoformat(),
        "ask": money.ask and money.ask[lang],
    }


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


def _due_dict(diagnosis: Diagnosis, due: Due | None, lang: str) -> dict[str, Any] | None:
    if due is None:
        return None
    limit, today = due.limit, diagnosis.details.today
    fact = limit.fact if limit else None
    return {
        "cause": due.cause.id,
        "urgency": due.cause.deadline.urgency.value,
        "date": due.day and due.day.isoformat(),
        "days_left": today and due.days_left(today),
        "counted_from": due.start,
        "cautious": due.is_cautious,
        "today": due.is_today,
        "passed": due.is_passed,
        "text": diagnosis.deadline_text(due.cause)[lang],
        "task": limit and limit.task[lang],
        "afterwards": limit and limit.passed[lang],
        "fact": fact and fact.id,
        "confidence": fact and fact.confidence.value,
        "sources": list(fact.sources if fact else due.cause.sources),
    }


def _conflict_dict(conflict: Conflict) -> dict[str, Any]:
    return {
        "kind": conflict.kind.value,
        "date": conflict.date.id,
        "earlier": conflict.earlier and conflict.earlier.id,
        "question": conflict.question and conflict.question.id,
    }


def _question_dict(question: Question, lang: str) -> dict[str, Any]:
    options = [{"id": o.id, "label": o.label[lang]} for o in question.options]
    return {"id": question.id, "text": question.text[lang], "options": options}
