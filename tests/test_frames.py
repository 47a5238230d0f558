"""The pages for frames are plain HTML: whole without a script, and unable to do anything else."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.diagnosis import diagnose
from decision_tree.publishing import Addresses, publish
from decision_tree.terminal import LOCAL
from hooks.make_site import build_site
from hooks.places import SITE

ADDRESSES = Addresses.of(KNOWLEDGE, LOCAL)
PUBLICATIONS = publish(KNOWLEDGE, ADDRESSES)
ANSWERS = [answer for answers in PUBLICATIONS.answers.values() for answer in answers.values()]
LANGUAGES = list(KNOWLEDGE.languages)


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    build_site()


class Page(HTMLParser):
    """The elements of a page and its text outside scripts and styles."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.html = (SITE / address).read_text("utf-8")
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._inside = ""
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self.text += " " if tag in {"p", "h1", "h2", "h3", "li", "td", "th", "footer"} else ""

    def handle_data(self, data: str) -> None:
        if self._inside not in {"script", "style", "title"}:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [given for name, given in self.found if name == tag]


def frames() -> list[str]:
    return [file.relative_to(SITE).as_posix() for file in (SITE / "embed/v1").rglob("*.html")]


def frame_of(address: str) -> Page:
    return Page(address.removeprefix(LOCAL))


def test_there_is_a_frame_for_each_answer_one_card_and_one_tree() -> None:
    assert len(frames()) == len(ANSWERS) + 2 * len(LANGUAGES)


def test_a_frame_shows_the_whole_answer_with_its_day_and_source() -> None:
    for answer in ANSWERS:
        page = frame_of(ADDRESSES.frame(answer.lang, answer.path))
        data = (SITE / f"api/v1/{answer.lang}/{answer.path}.txt").read_text("utf-8")
        said = " ".join(page.text.split())
        body = data.split("\n\n", 1)[1].rsplit("\n\n", 2)[0]

        assert " ".join(f"{answer.question} {body}".split()) in said
        assert str(answer.checked.year) in said
        assert {answer.url, "https://creativecommons.org/licenses/by/4.0/"} <= {
            link["href"] for link in page.all("a")
        }


@pytest.mark.parametrize("name", ["canonical", "noindex", "no-referrer"])
def test_search_engines_are_sent_to_the_page_itself(name: str) -> None:
    for answer in ANSWERS:
        page = frame_of(ADDRESSES.frame(answer.lang, answer.path))
        said = {
            "canonical": [link["href"] for link in page.all("link") if link["rel"] == "canonical"],
            "noindex": [m["content"] for m in page.all("meta") if m.get("name") == "robots"],
            "no-referrer": [m["content"] for m in page.all("meta") if m.get("name") == "referrer"],
        }

        assert said[name] == [answer.url if name == "canonical" else name]


def test_a_frame_loads_nothing_and_every_link_leaves_it() -> None:
    for address in frames():
        page = Page(address)
        loaded = [given for _, given in page.found if "src" in given]
        styles = [link for link in page.all("link") if link["rel"] != "canonical"]
        staying = [
            link["href"]
            for link in page.all("a")
            if not link["href"].startswith("#")
            and (link.get("target"), link.get("rel")) != ("_blank", "noopener noreferrer")
        ]

        assert (loaded, styles, staying) == ([], [], []), address
        assert not page.all("input") + page.all("form") + page.all("iframe")
        assert "url(http" not in page.html


def test_a_frame_may_do_nothing_but_run_its_own_script() -> None:
    for address in frames():
        (policy,) = [
            m["content"] for m in Page(address).all("meta") if "Policy" in m.get("http-equiv", "")
        ]
        allowed = re.findall(r"script-src([^;]*)", policy)[0].split()

        assert policy.startswith("default-src 'none'; ")
        assert all(re.fullmatch(r"'sha256-[^']+'", one) for one in allowed)
        assert len(allowed) == ("/tree." not in address)
        assert "trusted-types 'none'" in policy


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_starts_the_troubleshooter_at_its_first_question(lang: str) -> None:
    page = Page(f"embed/v1/troubleshooter.{lang}.html")
    url = ADDRESSES.page(lang, "troubleshooter/")
    (start,) = [link for link in page.all("a") if "data-start" in link]
    choices = [link["href"] for link in page.all("a") if link["href"].startswith(f"{url}#")]
    question = diagnose(KNOWLEDGE, {}).next_question

    assert question
    assert start["href"] == url
    assert choices == [f"{url}#{question.id}={one}" for one in (*question.option_ids, "unsure")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tree_holds_every_step_and_no_script(lang: str) -> None:
    page = Page(f"embed/v1/tree.{lang}.html")
    here = Page("steps/index.html" if lang == "id" else f"{lang}/steps/index.html")
    causes = ADDRESSES.page(lang, "causes/")
    steps = {given["id"] for tag, given in page.found if re.fullmatch(r"t\d*", given.get("id", ""))}

    assert len(steps) > 10_000
    assert steps <= {given.get("id") for _, given in here.found}
    assert page.all("script") == []
    assert {link["href"] for link in page.all("a") if link["href"].startswith(causes)} > {causes}
    assert (SITE / "embed/v1" / Path(f"tree.{lang}.html")).stat().st_size > 5_000_000
