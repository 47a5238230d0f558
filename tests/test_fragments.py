"""The parts of the site that are made from the knowledge."""

import re

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.model import Cause
from decision_tree.rendering import Page
from hooks import fragments

LANGUAGES = list(KNOWLEDGE.languages)


def page(lang: str = "id") -> Page:
    return Page(knowledge=KNOWLEDGE, lang=lang, causes_url="../causes/")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_start_page_links_each_first_answer_into_the_troubleshooter(lang: str) -> None:
    question = fragments.first_question(page(lang))
    links = re.findall(r'href="([^"]+)"', fragments.first_question_links(page(lang), "check/"))

    assert links == [f"check/#{question.id}={o}" for o in (*question.option_ids, "unsure")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_element_holds_the_first_question_and_all_its_words(lang: str) -> None:
    html = fragments.troubleshooter(page(lang), "../assets/")

    assert html.startswith(f'<div><order-troubleshooter lang="{lang}"')
    assert fragments.first_question(page(lang)).text[lang] in html
    assert all(f"data-{name}=" in html for name in fragments.ELEMENT_TEXTS)
    assert "{loaded}" in html
    assert KNOWLEDGE.interface["no-script"][lang] in html


def test_the_list_names_every_cause_once() -> None:
    links = re.findall(r'href="([a-z0-9-]+)/"', fragments.cause_list(page()))

    assert sorted(links) == sorted(KNOWLEDGE.causes)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("cause", KNOWLEDGE.causes.values(), ids=lambda cause: cause.id)
def test_a_cause_page_says_all_that_is_known(cause: Cause, lang: str) -> None:
    text = fragments.cause_page(page(lang), cause, "../../check/")
    sentences = [
        *cause.meaning[lang],
        *cause.tell[lang],
        *cause.steps[lang],
        *cause.avoid[lang],
        cause.money.text[lang],
        cause.deadline.text[lang],
    ]

    assert [s for s in sentences if s.replace("&", "&amp;") not in text] == []
    assert [source for source in cause.sources if f">{source}: " not in text] == []
    assert text.count("2026-11-22") == len(cause.sources)


def test_the_tree_stands_in_a_region_that_the_keyboard_can_scroll() -> None:
    html = fragments.tree(page())

    assert 'tabindex="0"' in html
    assert 'role="region"' in html
    assert "<svg" in html
