"""The parts of the site that are made from the knowledge."""

import re
from html import unescape

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.model import Cause
from decision_tree.page import Page
from hooks import fragments
from hooks.notes import Notes
from hooks.planting import tree_place

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
    html = fragments.troubleshooter(page(lang), "../assets/", "../steps/", 3_600_000)

    assert html.startswith(f'<div><order-troubleshooter lang="{lang}"')
    assert fragments.first_question(page(lang)).text[lang] in html
    assert all(f"data-{name}=" in html for name in fragments.ELEMENT_TEXTS)
    assert "{loaded}" in html
    assert KNOWLEDGE.site["no-script"][lang] in html
    assert 'href="../steps/"' in html
    assert 'data-size="3600000"' in html
    assert tree_place(page(lang)) in html


def test_the_list_names_every_cause_once() -> None:
    links = re.findall(r'href="([a-z0-9-]+)/"', fragments.cause_list(page()))

    assert sorted(links) == sorted(KNOWLEDGE.causes)


def test_the_list_has_no_group_without_a_cause() -> None:
    html = fragments.cause_list(page())
    groups = re.findall(r'<h2 id="([a-z-]+)">', html)

    assert groups
    assert set(groups) == {cause.money.state.id for cause in KNOWLEDGE.causes.values()}
    assert len(groups) == html.count("<ul ")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("cause", KNOWLEDGE.causes.values(), ids=lambda cause: cause.id)
def test_a_cause_page_says_all_that_is_known(cause: Cause, lang: str) -> None:
    text = cause_page(cause, lang)
    shown = unescape(re.sub(r"<[^>]+>", "", text))
    sentences = [
        *cause.meaning[lang],
        *cause.tell[lang],
        *cause.steps[lang],
        *cause.avoid[lang],
        cause.money.text[lang],
        cause.deadline.text[lang],
    ]

    assert [sentence for sentence in sentences if sentence not in shown] == []
    assert [source for source in cause.sources if f">{source}: " not in text] == []


def cause_page(cause: Cause, lang: str = "id") -> str:
    notes = Notes(page(lang), "../../guides/sources/")
    return fragments.cause_page(page(lang), cause, notes, "../../check/")


def test_a_cause_page_starts_from_its_name_and_summary() -> None:
    stub = fragments.cause_stub(page("en"), KNOWLEDGE.causes["receipt-confirmed"])

    assert 'title: "Receipt was confirmed' in stub
    assert stub.endswith("\n[[cause]]\n")


def test_each_figure_of_a_cause_page_is_listed_with_its_source_and_day() -> None:
    notes = Notes(page(), "../../guides/sources/")
    cause = KNOWLEDGE.causes["receipt-confirmed"]
    text = fragments.cause_page(page(), cause, notes, "../../check/") + notes.section()
    used = set(re.findall(r'href="#figure-([a-z-]+)"', text))
    listed = set(re.findall(r'id="figure-([a-z-]+)"', text))

    assert "dispute-window" in used
    assert used == listed
    assert 'href="../../guides/sources/#s03"' in text
    assert "dilihat 2026-11-22" in text


def test_an_answer_page_has_question_short_answer_and_ways_on() -> None:
    meta = {
        "title": "Kenapa?",
        "description": "Karena itu.",
        "causes": ["out-of-stock"],
        "answers": "payment=paid",
    }
    text = fragments.faq_page(page(), meta, "Jawaban panjang.", lambda path: f"../{path}")

    assert text.startswith("# Kenapa?\n\nKarena itu.\n{ .oc-short }\n\nJawaban panjang.")
    assert "(../causes/out-of-stock.md)" in text
    assert 'href="../troubleshooter.md#payment=paid"' in text


def test_the_tree_stands_in_a_region_that_the_keyboard_can_scroll() -> None:
    html = fragments.tree(page())

    assert 'tabindex="0"' in html
    assert 'role="region"' in html
    assert "<svg" in html
