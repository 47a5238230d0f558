"""The built pages carry the whole tree: every result is reached by links, as Python reaches it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.interview import MAX_QUESTIONS
from decision_tree.page import Page
from decision_tree.steps import FIRST, outcome_digest
from hooks.make_site import build_site
from hooks.places import SITE
from hooks.planting import PLACE, plant_trees, tree_place

pytestmark = pytest.mark.host

LANGUAGES = list(KNOWLEDGE.languages)
PAGES = ("troubleshooter", "steps")
OUTCOMES = Path(__file__).with_name("outcomes.txt")


@dataclass
class Shown:
    """One step as it stands in a page: its places, and what it links to."""

    attributes: dict[str, str]
    places: dict[str, str] = field(default_factory=dict)
    """Place of a result → where its way back leads."""
    choices: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class TreeReader(HTMLParser):
    """Collects the steps of the tree in one page, and every name that is given twice."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Shown] = []
        self.names: set[str] = set()
        self.twice: set[str] = set()
        self._open: Shown | None = None
        self._is_choice = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        name = attributes.get("id", "")
        if name in self.names:
            self.twice.add(name)
        self.names |= {name} - {""}
        if tag == "article" and "oc-step" in attributes.get("class", ""):
            self._open = Shown(attributes)
            self.steps.append(self._open)
        if attributes.get("class") == "oc-choices":
            self._is_choice = True
        if self._open and tag == "a":
            self._note(self._open, attributes)

    def _note(self, step: Shown, link: dict[str, str]) -> None:
        step.links.append(link["href"])
        if "id" in link:
            step.places[link["id"]] = link["href"]
        elif self._is_choice:
            step.choices.append(link["href"].removeprefix("#"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._open = None
        if tag == "ul":
            self._is_choice = False


@cache
def tree(lang: str, page: str) -> TreeReader:
    build_site()
    home = SITE if lang == LANGUAGES[0] else SITE / lang
    reader = TreeReader()
    reader.feed((home / page / "index.html").read_text("utf-8"))
    return reader


def walk(reader: TreeReader) -> Iterator[tuple[str, Shown]]:
    """Yield place and step of every result that links lead to from the first question."""
    at: dict[str, Shown] = {}
    for step in reader.steps:
        at |= dict.fromkeys(step.places, step)
        if "id" in step.attributes:
            at[step.attributes["id"]] = step
    waiting = [FIRST]
    while waiting:
        place = waiting.pop()
        step = at[place]
        if "data-question" in step.attributes:
            waiting += step.choices
        else:
            yield place, step


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_alone_lead_where_python_leads(lang: str, page: str) -> None:
    reached = (
        (p, s.attributes["data-cause"], s.attributes["data-step"])
        for p, s in walk(tree(lang, page))
    )

    assert outcome_digest(reached) == OUTCOMES.read_text("utf-8").strip()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cause_is_reached_within_the_questions_of_an_interview(lang: str) -> None:
    reached = list(walk(tree(lang, "troubleshooter")))

    assert {step.attributes["data-cause"] for _, step in reached} == set(KNOWLEDGE.causes)
    assert max(len(place) for place, _ in reached) - len(FIRST) <= MAX_QUESTIONS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_result_leads_back_to_its_own_question(lang: str) -> None:
    for place, step in walk(tree(lang, "troubleshooter")):
        assert step.places[place] == f"#{place[:-1]}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_is_given_twice_in_the_tree(lang: str, page: str) -> None:
    assert tree(lang, page).twice == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_question_stands_first(lang: str) -> None:
    assert tree(lang, "steps").steps[0].attributes["id"] == FIRST


def test_no_place_is_left_unplanted() -> None:
    build_site()

    assert [f for f in SITE.rglob("*.html") if PLACE.search(f.read_text("utf-8"))] == []


def test_only_the_place_gives_way_to_the_tree(tmp_path: Path) -> None:
    page = Page(knowledge=KNOWLEDGE, lang="en", causes_url="../causes/")
    around = "<p>before</p>", "<p>after</p>"
    (tmp_path / "index.html").write_text(tree_place(page).join(around), "utf-8")
    plant_trees(KNOWLEDGE, tmp_path)
    planted = (tmp_path / "index.html").read_text("utf-8")

    tree = r'<div class="oc-tree" lang="en">.*</div>'
    assert re.fullmatch(f"<p>before</p>\n{tree}\n<p>after</p>", planted, re.DOTALL)
    assert planted.isascii(), "browsers read longer letters more slowly"
