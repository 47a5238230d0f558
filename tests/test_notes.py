"""Figures and sources become links on a page, and every figure used is explained at its end."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.model import Fact, Sentence
from decision_tree.page import Page
from hooks.notes import Notes, UnknownNameError, spaced

WINDOW = KNOWLEDGE.facts["dispute-window"]


def notes(lang: str = "en") -> Notes:
    page = Page(knowledge=KNOWLEDGE, lang=lang, causes_url="../causes/")
    return Notes(page, "../sources/")


@pytest.mark.parametrize("lang", KNOWLEDGE.languages)
def test_a_figure_becomes_a_link_to_its_note(lang: str) -> None:
    marked = notes(lang).marked("a {dispute-window} b")

    assert re.fullmatch(r'a <a [^>]*href="#figure-dispute-window"[^>]*>(.*)</a> b', marked)
    assert WINDOW.wording[lang] in marked


def test_a_citation_becomes_a_link_to_the_source() -> None:
    marked = notes().marked("said. [S03]")

    assert 'href="../sources/#s03"' in marked
    assert ">[S03]</a></sup>" in marked


@pytest.mark.parametrize("text", ["{.oc-hero}", "{#money}", '[a](b.md){: data-answers="c=d" }'])
def test_other_braces_are_left_alone(text: str) -> None:
    assert notes().marked(text) == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [("{windw}", "no fact is called 'windw'"), ("[S99]", "no source is called 'S99'")],
)
def test_an_unknown_name_stops_the_build(text: str, problem: str) -> None:
    with pytest.raises(UnknownNameError, match=problem):
        notes().marked(text)


def test_a_page_without_figures_has_no_notes() -> None:
    assert notes().section() == ""


def test_each_figure_is_listed_once_in_the_order_of_use() -> None:
    page = notes()
    page.marked("{seller-reply} {dispute-window} {seller-reply}")

    assert re.findall(r'id="figure-([a-z-]+)"', page.section()) == [
        "seller-reply",
        "dispute-window",
    ]


def test_filling_out_plain_text_lists_nothing() -> None:
    page = notes()

    assert page.filled("in {dispute-window}") == f"in {WINDOW.wording['en']}"
    assert page.section() == ""


@pytest.mark.parametrize("lang", KNOWLEDGE.languages)
@pytest.mark.parametrize("fact", KNOWLEDGE.facts.values(), ids=lambda fact: fact.id)
def test_a_note_says_where_when_and_how_sure(fact: Fact, lang: str) -> None:
    note = notes(lang).note(fact)
    page = notes(lang).page

    assert f'id="figure-{fact.id}"' in note
    assert fact.seen.isoformat() in note
    assert page.say(f"confidence-{fact.confidence}") in note.lower()
    assert all(f">{source}</a>" in note for source in fact.sources)


def test_a_note_gives_the_values_of_other_sources() -> None:
    others = [f.wording["en"] for f in KNOWLEDGE.facts.values() if f.differs_from == WINDOW.id]

    assert others
    assert all(other in notes().note(WINDOW) for other in others)


def test_a_text_of_the_knowledge_has_its_figures_as_links() -> None:
    sentence = Sentence("within 15 days & more")
    sentence.template = "within {dispute-window} & more"
    linked = notes().sentence(sentence)

    assert linked.startswith("within <a ")
    assert linked.endswith("</a> &amp; more")
    assert notes().sentence("a < b") == "a &lt; b"


def test_a_figure_is_past_review_from_the_day_after() -> None:
    page = notes()
    page.marked("{dispute-window}")

    assert page.past_review(WINDOW.review) == ()
    assert page.past_review(WINDOW.review + dt.timedelta(days=1)) == (WINDOW,)
    assert notes().past_review(dt.date.max) == ()


def test_no_figure_in_use_is_past_review() -> None:
    """The check of a release: look at the sources again, then set `seen` and `review`."""
    today = dt.datetime.now(tz=dt.UTC).date()

    assert past_review(KNOWLEDGE.facts.values(), today) == []
    assert past_review([replace(WINDOW, review=dt.date(2020, 1, 1))], today) == ["dispute-window"]


def past_review(facts: Iterable[Fact], day: dt.date) -> list[str]:
    return [fact.id for fact in facts if fact.review < day]


def test_something_stands_between_all_but_not_around() -> None:
    assert "".join(spaced("abc")) == "a, b, c"
    assert "".join(spaced([], "; ")) == ""
