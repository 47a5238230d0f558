"""The tree without scripts: places, what stands at each of them, and where its links lead."""

from functools import cache
from pathlib import Path

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st
from markup_reader import Element, read

from decision_tree.answers import Answers
from decision_tree.diagnosis import diagnose
from decision_tree.interview import MAX_QUESTIONS
from decision_tree.page import Page
from decision_tree.steps import (
    FIRST,
    NOT_SURE,
    Step,
    answers_at,
    grow,
    outcome_digest,
    outcomes,
    place_of,
    question_step,
)

LANGUAGES = list(KNOWLEDGE.languages)
OUTCOMES = Path(__file__).with_name("outcomes.txt")
"""One line for where all interviews without "unsure" lead; `make digest` writes it anew."""


@cache
def steps() -> tuple[Step, ...]:
    return tuple(grow(KNOWLEDGE))


def page(lang: str) -> Page:
    return Page(knowledge=KNOWLEDGE, lang=lang, causes_url="../causes/")


@cache
def first(lang: str) -> Element:
    root = steps()[0]
    assert root.question
    return read(question_step(page(lang), root, root.question)).one("article")


def test_no_place_is_longer_than_an_interview() -> None:
    assert max(len(step.place) for step in steps()) - len(FIRST) <= MAX_QUESTIONS


def test_every_step_has_a_place_of_its_own_and_a_question_before_it() -> None:
    asking = {step.place for step in steps() if step.question}

    assert len({step.place for step in steps()}) == len(steps())
    assert all(step.parent in asking for step in steps() if step.place != FIRST)


def test_every_question_leads_on_by_each_of_its_options() -> None:
    places = {step.place for step in steps()}
    for step in steps():
        further = [p for p in places if p[:-1] == step.place] if len(step.place) < 4 else None
        if further is not None:
            expected = len(step.question.options) if step.question else 0
            assert len(further) == expected


@given(step=st.sampled_from(steps()))
def test_a_place_and_its_answers_lead_to_each_other(step: Step) -> None:
    question = step.question.id if step.question else None

    assert answers_at(KNOWLEDGE, step.place) == step.answers
    assert place_of(KNOWLEDGE, step.answers, question) == step.place


@given(step=st.sampled_from(steps()))
def test_a_step_asks_what_the_interview_asks(step: Step) -> None:
    assert diagnose(KNOWLEDGE, step.answers).next_question == step.question


@given(step=st.sampled_from([step for step in steps() if step.question]))
def test_being_not_sure_leads_from_the_tree_to_the_engine(step: Step) -> None:
    assert step.question
    expected = {**step.answers, step.question.id: frozenset[str]()}

    assert answers_at(KNOWLEDGE, step.place + NOT_SURE) == expected
    assert place_of(KNOWLEDGE, expected, None) is None


NOWHERE = ("", "x", "t9", "tu9x", "payment=paid", "t-1", "T", "t0 ", "tutututu")


@pytest.mark.parametrize("place", NOWHERE)
def test_what_is_no_place_leads_nowhere(place: str) -> None:
    assert answers_at(KNOWLEDGE, place) is None


@given(place=st.text(alphabet="tu0123456789").map(FIRST.__add__))
def test_any_text_is_a_place_or_none(place: str) -> None:
    found = answers_at(KNOWLEDGE, place)

    assert found is None or len(found) == len(place) - len(FIRST)


ELSEWHERE: tuple[Answers, ...] = (
    {"payment": frozenset({"paid"})},
    {"closed-when": frozenset({"other-time", "at-my-click"})},
    {"closed-when": frozenset()},
)


@pytest.mark.parametrize("answers", ELSEWHERE, ids=str)
def test_answers_that_the_tree_does_not_ask_for_have_no_place(answers: Answers) -> None:
    question = diagnose(KNOWLEDGE, answers).next_question
    assert question

    assert place_of(KNOWLEDGE, answers, question.id) is None


def test_a_question_that_the_tree_does_not_ask_there_has_no_place() -> None:
    assert place_of(KNOWLEDGE, {}, "store") is None
    assert place_of(KNOWLEDGE, {}, None) is None


def test_interviews_lead_where_they_led_before() -> None:
    """Python inside Pyodide, and the pages without scripts, must come to the very same digest."""
    assert outcome_digest(outcomes(KNOWLEDGE)) == OUTCOMES.read_text("utf-8").strip(), (
        "Interviews lead elsewhere than before. If that is meant, run 'make digest'."
    )


def test_the_order_of_outcomes_does_not_count() -> None:
    some = [("t0", "a", "b"), ("t1", "c", "d")]

    assert outcome_digest(some) == outcome_digest(reversed(some))
    assert outcome_digest(some) != outcome_digest(some[:1])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_has_a_link_for_each_option(lang: str) -> None:
    question = steps()[0].question
    assert question
    links = first(lang).one("ul", "oc-choices").all("a")

    assert first(lang).one("h2").text == question.text[lang]
    assert [link["href"] for link in links] == [f"#t{n}" for n in range(len(question.options))]
    assert [link.text for link in links] == [option.label[lang] for option in question.options]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_not_sure_says_how_to_find_out(lang: str) -> None:
    question = steps()[0].question
    assert question
    help_ = first(lang).one("details", "oc-not-sure")

    assert help_.one("summary").text == KNOWLEDGE.interface["unsure"][lang]
    assert question.help_app[lang] in help_.text
    assert question.help_web[lang] in help_.text


def test_the_first_question_has_no_way_back_and_every_other_one_has() -> None:
    step = next(step for step in steps() if step.question and step.place != FIRST)
    assert step.question
    second = read(question_step(page("en"), step, step.question)).one("article")

    assert first("en").all("p", "oc-ways-back") == []
    back = second.one("p", "oc-ways-back").all("a")
    assert [link["href"] for link in back] == [f"#{step.parent}", f"#{FIRST}"]
