"""What pages say about themselves to programs is just what a reader sees, and what the API says."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.publishing import Addresses
from decision_tree.terminal import LOCAL
from hooks.make_site import build_site
from hooks.places import SITE
from hooks.structured import as_script, trail_things

ADDRESSES = Addresses.of(KNOWLEDGE, LOCAL)
LANGUAGES = list(KNOWLEDGE.languages)
BLOCKS = {"p", "h1", "h2", "h3", "li", "dt", "dd", "th", "td", "strong"}
BEYOND = {"next", "sources"}
"""The headings behind which a page no longer gives the answer itself."""

VOID = {"meta", "link", "input", "br", "hr", "img", "path", "source"}


class Seen(HTMLParser):
    """What a reader sees of a built page: its heading, its answer, and the way to it."""

    def __init__(self) -> None:
        super().__init__()
        self.things: list[dict[str, Any]] = []
        self.question = ""
        self.answer = ""
        self.foot = ""
        self.trail: list[list[str]] = []
        self.links: list[dict[str, str | None]] = []
        self._open: list[str] = []
        self._part = ""
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        if tag in VOID:
            if tag == "link":
                self.links.append(given)
            return
        self._open.append(tag)
        self._script = given.get("type") == "application/ld+json"
        if "md-path__link" in classes:
            self.trail.append(["", given.get("href") or ""])
        self._part = self._part_from(tag, given.get("id") or "", classes)
        if tag in BLOCKS and self._part == "answer":
            self.answer += " "

    def _part_from(self, tag: str, name: str, classes: list[str]) -> str:
        """The part of the page that begins with an element, else the one that goes on."""
        if "article" in self._open and tag == "h1":
            return "question"
        if tag == "h2" and name in BEYOND:
            return "beyond"
        return "foot" if "oc-foot" in classes else self._part

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if tag == "h1" and self._part == "question":
            self._part = "answer"
        if tag == "article":
            self._part = ""
        if tag == "script":
            self._script = False

    def handle_data(self, data: str) -> None:
        if self._script:
            self.things = json.loads(data)["@graph"]
        elif "nav" in self._open and self.trail and "ol" in self._open:
            self.trail[-1][0] += data.strip()
        elif self._part == "question":
            self.question += data
        elif self._part == "answer":
            self.answer += data
        elif self._part == "foot":
            self.foot += data


@cache
def seen(address: str) -> Seen:
    page = Seen()
    page.feed((SITE / address / "index.html").read_text("utf-8"))
    return page


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    build_site()


def api(lang: str, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SITE / f"api/v1/{lang}/{path}.json").read_text("utf-8"))
    return found


def answers() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every answer of the API, with the folder of its page."""
    for lang in LANGUAGES:
        for one in api(lang, "index")["answers"]:
            yield one["url"].removeprefix(LOCAL), api(lang, one["path"])


def thing(page: Seen, kind: str) -> dict[str, Any]:
    (found,) = [one for one in page.things if one["@type"] == kind]
    return found


def spoken(text: str) -> list[str]:
    return text.split()


def test_page_structured_data_and_api_say_the_same() -> None:
    """The page comes from Markdown by another way than the rest: here the ways meet."""
    compared = 0
    for address, answer in answers():
        page = seen(address)
        if answer["kind"] == "faq":
            (question,) = thing(page, "FAQPage")["mainEntity"]
            name, text = question["name"], question["acceptedAnswer"]["text"]
        else:
            article = thing(page, "Article")
            name, text = article["headline"], article["articleBody"]

        assert page.question == name == answer["question"]
        assert text == answer["text"]
        assert spoken(page.answer) == spoken(answer["text"]), address
        compared += 1

    assert compared == 2 * (52 + 20)


def test_a_page_says_when_it_was_checked_as_its_data_do() -> None:
    for address, answer in answers():
        page = seen(address)
        kind = "FAQPage" if answer["kind"] == "faq" else "Article"
        about = thing(page, kind)
        checked = about.get("lastReviewed") or about["mainEntityOfPage"]["lastReviewed"]

        assert checked == answer["checked"]
        assert answer["labels"]["checked"] in page.foot
        assert answer["labels"]["license"] in page.foot
        assert about["license"] == answer["license_url"]
        assert [one["identifier"] for one in about["citation"]] == [
            source["id"] for source in answer["sources"]
        ]


def test_every_address_of_a_page_is_its_own() -> None:
    for address, answer in answers():
        about = seen(address).things[0]

        assert about["@id"] == about["url"] == answer["url"]
        assert about["inLanguage"] == answer["lang"]


def test_the_way_to_a_page_is_the_one_that_it_shows() -> None:
    pages = [file.parent.relative_to(SITE).as_posix() for file in SITE.rglob("index.html")]
    deep = [page for page in pages if re.search(r"(^|/)(faq|causes|guides)/[a-z]", page)]

    assert len(deep) > 170
    for address in pages:
        page = seen(address)
        found = [one for one in page.things if one["@type"] == "BreadcrumbList"]
        steps = [step for one in found for step in one["itemListElement"]]

        assert bool(found) == (address in deep), address
        assert [step["name"] for step in steps] == [title for title, _ in page.trail]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert [step["item"].removeprefix(LOCAL) for step in steps] == [
            _resolved(address, target) for _, target in page.trail
        ]


def _resolved(address: str, target: str) -> str:
    path = Path(SITE, address, target).resolve().relative_to(SITE).as_posix()
    return "" if path == "." else f"{path}/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_answers_says_each_question_and_short_answer(lang: str) -> None:
    address = ADDRESSES.page(lang, "faq/").removeprefix(LOCAL)
    listed = thing(seen(address), "FAQPage")["mainEntity"]
    wanted = [one for one in api(lang, "index")["answers"] if one["kind"] == "faq"]

    assert [(one["name"], one["acceptedAnswer"]["text"]) for one in listed] == [
        (one["question"], one["short"]) for one in wanted
    ]
    shown = " ".join(spoken(seen(address).answer))
    assert [one for one in wanted if one["question"] not in shown] == []
    assert [one for one in wanted if one["short"] not in shown] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_start_page_is_a_site_and_a_guide_an_article(lang: str) -> None:
    site = seen(ADDRESSES.page(lang).removeprefix(LOCAL))
    guide = seen(ADDRESSES.page(lang, "guides/never-do/").removeprefix(LOCAL))

    assert thing(site, "WebSite")["name"] == KNOWLEDGE.site["site-name"][lang]
    assert thing(guide, "Article")["headline"] == guide.question


def test_every_answer_names_its_forms_for_programs() -> None:
    for address, answer in answers():
        others = {
            link["type"]: (link["href"] or "").removeprefix(LOCAL)
            for link in seen(address).links
            if "json" in str(link.get("type")) or link.get("type") == "text/markdown"
        }
        path = answer["id"] if answer["kind"] == "faq" else f"causes/{answer['id']}"

        assert others == {
            "application/json+oembed": f"oembed/v1/{answer['lang']}/{path}.json",
            "application/json": f"api/v1/{answer['lang']}/{path}.json",
            "text/markdown": f"api/v1/{answer['lang']}/{path}.md",
        }
        assert all((SITE / file).is_file() for file in others.values())


def test_no_text_can_end_the_script() -> None:
    name = "</script><!--<script>alert(1)"
    script = as_script([{"@type": "Thing", "name": name}])

    assert "<" not in script
    assert json.loads(script)["@graph"][0]["name"] == name


def test_a_page_at_the_top_has_no_way() -> None:
    assert trail_things([]) == []
