"""What is published of FAQ answers and causes: addresses, sources, figures, and the day."""

import dataclasses
import datetime as dt
from itertools import chain

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.blocks import Span, plain
from decision_tree.faq import read_faq
from decision_tree.publishing import CAUSE, FAQ, Addresses, Publications, Published, publish

pytestmark = pytest.mark.host

BASE = "https://order.example/kb/"
ADDRESSES = Addresses.of(KNOWLEDGE, BASE)
LANGUAGES = list(KNOWLEDGE.languages)


@pytest.fixture(scope="module")
def publications() -> Publications:
    return publish(KNOWLEDGE, ADDRESSES)


def spans(answer: Published) -> list[Span]:
    return [span for one in answer.blocks for line in one.lines for span in line]


@pytest.mark.parametrize(
    ("folder", "written", "leads_to"),
    [
        ("faq", "../guides/figures.md", "en/guides/figures/"),
        ("faq", "../guides/figures.md#figure-x", "en/guides/figures/#figure-x"),
        ("faq", "who-closed-my-order.md", "en/faq/who-closed-my-order/"),
        ("faq", "../faq/index.md", "en/faq/"),
        ("", "index.md", "en/"),
        ("causes", "../troubleshooter.md", "en/troubleshooter/"),
    ],
)
def test_a_link_between_files_is_an_address(folder: str, written: str, leads_to: str) -> None:
    assert ADDRESSES.linked("en", folder, written) == f"{BASE}{leads_to}"


def test_a_link_to_elsewhere_stays() -> None:
    assert ADDRESSES.linked("id", "faq", "https://a.example/b.md") == "https://a.example/b.md"


def test_the_pages_of_the_first_language_stand_at_the_top() -> None:
    assert ADDRESSES.page("id", "faq/") == f"{BASE}faq/"
    assert Addresses.of(KNOWLEDGE, "https://order.example") == Addresses.of(
        KNOWLEDGE, "https://order.example/"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_faq_answer_and_every_cause_is_published(
    publications: Publications, lang: str
) -> None:
    found = publications.answers[lang]

    assert list(found) == [*read_faq(KNOWLEDGE)[lang], *(f"causes/{c}" for c in KNOWLEDGE.causes)]
    assert [answer.kind for answer in found.values()].count(CAUSE) == 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_answer_rests_on_sources_and_says_when_they_were_seen(
    publications: Publications, lang: str
) -> None:
    known = KNOWLEDGE
    for answer in publications.answers[lang].values():
        cited = {span.source for span in spans(answer)} - {""}
        figures = {span.figure for span in spans(answer)} - {""}
        behind = {source for name in figures for source in known.facts[name].sources}
        seen = [known.sources[name].seen for name in answer.sources]
        seen += [known.facts[name].seen for name in answer.figures]

        assert answer.sources
        assert cited | behind <= set(answer.sources)
        assert len(set(answer.sources)) == len(answer.sources)
        assert set(answer.figures) == figures
        assert answer.checked == min(seen)


def test_the_day_is_that_of_the_oldest_source() -> None:
    """Else an answer of which one part is old would look new."""
    old = dt.date(2026, 1, 31)
    aged = dataclasses.replace(KNOWLEDGE.sources["S27"], seen=old)
    known = dataclasses.replace(KNOWLEDGE, sources={**KNOWLEDGE.sources, "S27": aged})
    found = publish(known, ADDRESSES).answers["en"]

    assert {answer.checked == old for answer in found.values() if "S27" in answer.sources} == {True}
    assert {answer.checked == old for answer in found.values() if "S27" not in answer.sources} == {
        False
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_is_a_whole_address(publications: Publications, lang: str) -> None:
    links = [span.address for a in publications.answers[lang].values() for span in spans(a)]

    assert {address.startswith("https://") for address in links if address} == {True}
    assert not any(".md" in address for address in links)


def test_a_cited_source_links_its_entry(publications: Publications) -> None:
    cited = [
        span
        for answer in publications.answers["en"].values()
        for span in spans(answer)
        if span.source
    ]

    assert len(cited) > 100
    for span in cited:
        assert span.text == f"[{span.source}]"
        assert span.address == f"{BASE}en/guides/sources/#{span.source.lower()}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("cause", KNOWLEDGE.causes)
def test_a_cause_says_all_that_is_known_of_it(
    publications: Publications, lang: str, cause: str
) -> None:
    known, text = (
        KNOWLEDGE.causes[cause],
        plain(publications.answers[lang][f"causes/{cause}"].blocks),
    )
    parts = (known.meaning, known.tell, known.steps, known.avoid)
    exhibits = [KNOWLEDGE.exhibits[name] for name in known.exhibits]
    wanted = [
        known.summary[lang],
        known.money.text[lang],
        known.deadline.text[lang],
        *chain.from_iterable(part[lang] for part in parts),
        *(words[lang] for e in exhibits for words in (e.capture, e.why, e.substitute)),
    ]

    assert [sentence for sentence in wanted if sentence not in text] == []


def test_an_answer_stands_where_its_kind_does(publications: Publications) -> None:
    answers = publications.answers["en"]
    faq, cause = answers["who-closed-my-order"], answers["causes/out-of-stock"]

    assert (faq.kind, faq.path) == (FAQ, "who-closed-my-order")
    assert (cause.kind, cause.path, cause.causes) == (
        CAUSE,
        "causes/out-of-stock",
        ("out-of-stock",),
    )
    assert faq.url == f"{BASE}en/faq/who-closed-my-order/"
    assert cause.url == f"{BASE}en/causes/out-of-stock/"
    assert faq.short == plain(faq.blocks[:1])
