"""The whole grown tree as HTML that needs no scripts: every step has a place, plain links lead on.

A place is "t" and then, for each question from the first one on, the position of the option chosen.
Being not sure has no place in this tree: how to find out stands beside each question. This module
does not know files, scripts or the address bar; every word comes from the knowledge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from .advice import leader
from .answers import UNSURE, Answers
from .diagnosis import NAMELESS, Diagnosis, Harm, diagnose, fit_of, step_for
from .essentials import essentials, headline, not_yet
from .evidence import weigh
from .interview import MAX_QUESTIONS, next_question
from .markup import Html, disclosure, element, joined, listing
from .model import Knowledge, Question, Situation
from .page import Page, fold
from .unfolding import where_to_look

FIRST = "t"
"""The place of the first question."""

NOT_SURE = "u"
"""Stands in a place where the reader was not sure; only the engine goes on from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One state of an interview: it asks a question, or it is a result without one."""

    place: str
    answers: Answers
    question: Question | None

    @property
    def parent(self) -> str:
        """The place of the question before."""
        return self.place[:-1]


def grow(knowledge: Knowledge) -> Iterator[Step]:
    """Yield each reachable step in which nobody was unsure, every question before what follows."""
    yield from _grow(knowledge, Step(place=FIRST, answers={}, question=_asks(knowledge, {})))


def _grow(knowledge: Knowledge, step: Step) -> Iterator[Step]:
    yield step
    if step.question is None:
        return
    for position, option in enumerate(step.question.option_ids):
        answers = {**step.answers, step.question.id: frozenset({option})}
        place = f"{step.place}{position}"
        further = Step(place=place, answers=answers, question=_asks(knowledge, answers))
        yield from _grow(knowledge, further)


def _asks(knowledge: Knowledge, answers: Answers) -> Question | None:
    question = next_question(knowledge, weigh(knowledge, answers))
    return knowledge.questions[question] if question else None


def answers_at(knowledge: Knowledge, place: str) -> Answers | None:
    """Return the answers that lead to a place, None where there is no such place."""
    if not place.startswith(FIRST):
        return None
    answers: dict[str, frozenset[str]] = {}
    for position in place.removeprefix(FIRST):
        question = _asks(knowledge, answers)
        if question is None or position not in _positions(question):
            return None
        answers[question.id] = _chosen(question, position)
    return answers


def _positions(question: Question) -> set[str]:
    return {NOT_SURE, *map(str, range(len(question.options)))}


def _chosen(question: Question, position: str) -> frozenset[str]:
    return frozenset() if position == NOT_SURE else frozenset({question.option_ids[int(position)]})


def place_of(knowledge: Knowledge, answers: Answers, question: str | None) -> str | None:
    """Return the place at which these answers lead to a question, or to a result where it is None.

    None where the tree has no such place: somebody was unsure, or the tree asks something else.
    """
    place, said = FIRST, dict[str, frozenset[str]]()
    asked = _asks(knowledge, said)
    while asked and len(answers.get(asked.id, ())) == 1:
        (option,) = said[asked.id] = answers[asked.id]
        place += str(asked.option_ids.index(option))
        asked = _asks(knowledge, said)
    is_there = len(said) == len(answers) and question == (asked.id if asked else None)
    return place if is_there else None


def outcome_digest(outcomes: Iterable[tuple[str, str, str]]) -> str:
    """Return one SHA-256 for where interviews lead: the place, the leading cause, the first step.

    The order of the outcomes does not count.
    """
    lines = sorted(" ".join(outcome) for outcome in outcomes)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def outcomes(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Yield place, leading cause and first step of every result of the tree."""
    causes = list(knowledge.causes)
    for step in grow(knowledge):
        if step.question is None:
            evidence = weigh(knowledge, step.answers)
            fit = fit_of(knowledge, step.answers, evidence)
            best = causes[leader(evidence.shares)]
            yield step.place, best, step_for(knowledge, evidence, fit)


@dataclass(slots=True)
class _Outcome:
    """Results that look alike: at which places, and what would hurt at any of them."""

    diagnosis: Diagnosis
    places: list[Step] = field(default_factory=list)
    harmful: set[str] = field(default_factory=set)

    def add(self, step: Step, diagnosis: Diagnosis) -> None:
        self.places.append(step)
        self.harmful.update(harm.action.id for harm in diagnosis.not_yet)

    def harms(self, knowledge: Knowledge) -> Iterator[Harm]:
        """Yield what would hurt; under which causes differs from place to place."""
        for action in knowledge.actions.values():
            if action.id in self.harmful:
                yield Harm(action=action, causes=())


@lru_cache(maxsize=1)
def _results(knowledge: Knowledge) -> tuple[tuple[Step, Diagnosis], ...]:
    """Return all results: both languages show the same ones, and they take seconds to find."""
    steps = (step for step in grow(knowledge) if step.question is None)
    return tuple((step, diagnose(knowledge, step.answers)) for step in steps)


def tree_html(page: Page) -> Html:
    """Return every step, the first question first; a style sheet shows the one that is aimed at.

    Steps that resemble each other stand side by side: so the page is compressed to half the size.
    """
    asking = [(step, step.question) for step in grow(page.knowledge) if step.question]
    alike = sorted(asking, key=lambda pair: (len(pair[0].place) > len(FIRST), pair[1].id))
    questions = (question_step(page, step, question) for step, question in alike)
    return element("div", *questions, *_results_html(page), class_="oc-tree", lang=page.lang)


def question_step(page: Page, step: Step, question: Question) -> Html:
    """Return a question, each answer as a link to what follows."""
    number = len(step.place) - len(FIRST) + 1
    links = (
        element("a", page.word(option.label), href=f"#{step.place}{position}")
        for position, option in enumerate(question.options)
    )
    return element(
        "article",
        element("p", page.say("question-number", n=number, max=MAX_QUESTIONS), class_="oc-count"),
        element("h2", page.word(question.text), tabindex="-1"),
        listing(links, class_="oc-choices"),
        _not_sure(page, question),
        _ways_back(page, step) if step.parent else "",
        id=step.place,
        class_="oc-step oc-question",
        data_question=question.id,
    )


def _not_sure(page: Page, question: Question) -> Html:
    """Return how to find out; where the engine runs it also goes on without the answer.

    What the engine goes on from is the place of the step with `data-engine` behind it. The text is
    the same in all steps with the question, which makes the page smaller.
    """
    further = element("a", page.say("unsure-go-on"), href=f"#{FIRST}", data_engine=NOT_SURE)
    return disclosure(
        page.say(UNSURE),
        where_to_look(page, question),
        element("p", further, class_="oc-needs-engine"),
        class_="oc-help oc-not-sure",
    )


def _ways_back(page: Page, step: Step) -> Html:
    back = element("a", page.say("back"), href=f"#{step.parent}")
    return element("p", back, " ", _restart(page), class_="oc-ways-back")


def _restart(page: Page) -> Html:
    return element("a", page.say("restart"), href=f"#{FIRST}")


def _results_html(page: Page) -> Iterator[Html]:
    found: dict[tuple[str, ...], _Outcome] = {}
    for step, diagnosis in _results(page.knowledge):
        outcome = found.setdefault(_look(page, diagnosis), _Outcome(diagnosis))
        outcome.add(step, diagnosis)
    for look in sorted(found):
        yield _result_step(page, found[look])


def _look(page: Page, diagnosis: Diagnosis) -> tuple[str, ...]:
    """Return all that a result shows apart from what would hurt."""
    situations = (situation.id for situation in diagnosis.situations)
    shown = headline(page, diagnosis, name=None), essentials(page, diagnosis)
    return (*shown, diagnosis.causes[0].id, diagnosis.first_step.id, *situations)


def _result_step(page: Page, outcome: _Outcome) -> Html:
    diagnosis = outcome.diagnosis
    best = diagnosis.causes[0].cause
    return element(
        "article",
        _backs(page, outcome.places),
        headline(page, diagnosis, name=None),
        essentials(page, diagnosis),
        not_yet(page, outcome.harms(page.knowledge)),
        *(_situation(page, situation) for situation in diagnosis.situations),
        _further(page, diagnosis),
        element("p", _restart(page), class_="oc-ways-back"),
        element("p", page.say("no-percent"), " ", page.say("not-official"), class_="oc-small"),
        class_="oc-step oc-result",
        data_cause=best.id,
        data_step=diagnosis.first_step.id,
    )


def _backs(page: Page, places: Iterable[Step]) -> Html:
    """Return a way back from each place; the one that is aimed at is shown."""
    back = page.say("back")
    links = (element("a", back, id=step.place, href=f"#{step.parent}") for step in places)
    return element("p", *links, class_="oc-backs")


def _situation(page: Page, situation: Situation) -> Html:
    advice = element("p", page.word(situation.advice))
    return fold(page.word(situation.name), advice, kind="situation")


def _further(page: Page, diagnosis: Diagnosis) -> Html:
    """Return where to read on; where the engine runs, the whole result too."""
    best = diagnosis.causes[0].cause
    about = element(
        "a", page.say("read-more", name=page.word(best.name)), href=page.cause_url(best)
    )
    every = element("a", page.say("cause-list"), href=page.causes_url)
    whole = element("a", page.say("whole-result"), href=f"#{FIRST}", data_engine="")
    return joined(
        (
            element("p", whole, class_="oc-needs-engine"),
            element("p", page.say("others-not-ruled-out")),
            listing([every] if diagnosis.fit in NAMELESS else [about, every], class_="oc-more"),
        )
    )
