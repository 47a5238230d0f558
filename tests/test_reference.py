"""The reference pages, as built: every claim, every figure, every source, every answer."""

import datetime as dt
import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from document_fixtures import documents
from engine_fixtures import KNOWLEDGE, shared

from decision_tree.blocks import Span, block
from decision_tree.page import Page
from decision_tree.publishing import FAQ, Published
from hooks import reference
from hooks.make_site import build_site
from hooks.notes import Notes
from hooks.places import SITE
from hooks.register import read_register

LANGUAGES = list(KNOWLEDGE.languages)
CLAIM = re.compile(r'<section class="oc-claim" id="(c\d\d)">(.*?)</section>', re.DOTALL)


@pytest.fixture(scope="module", autouse=True)
def _site() -> None:
    build_site()


@cache
def built(lang: str, path: str) -> str:
    folder = SITE if lang == LANGUAGES[0] else SITE / lang
    return Path(folder / path / "index.html").read_text("utf-8")


def page(lang: str) -> Page:
    return Page(knowledge=KNOWLEDGE, lang=lang, causes_url="")


def dossier_verdicts() -> dict[str, str]:
    found: dict[str, Any] = json.loads(shared("facts/dossier.json").read_text("utf-8"))
    return {c["id"].lower(): c["verdict"].replace(" ", "-") for c in found["claims"]}


def verdicts(html: str) -> dict[str, str]:
    """Claim → verdict as a reader of the page sees it."""
    return {
        claim: "".join(re.findall(r"oc-verdict-([a-z-]+)", inner))
        for claim, inner in CLAIM.findall(html)
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_claim_is_answered_with_the_verdict_of_the_dossier(lang: str) -> None:
    assert verdicts(built(lang, "guides/article-check")) == dossier_verdicts()
    assert len(dossier_verdicts()) == 71


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_missing_claim_or_another_verdict_would_be_seen(lang: str) -> None:
    html = built(lang, "guides/article-check")

    assert "c42" not in verdicts(html.replace('id="c42"', 'id="d42"'))
    assert verdicts(html.replace("oc-verdict-confirmed", "oc-verdict-outdated", 1)) != verdicts(
        html
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_claim_is_told_in_full_with_its_sources_and_its_page(lang: str) -> None:
    shown = dict(CLAIM.findall(built(lang, "guides/article-check")))

    for claim in read_register(KNOWLEDGE).claims:
        html = shown[claim.id.lower()]
        here = r"\./" if claim.page == "guides/article-check.md" else "(?!)"
        text = unescape(re.sub(r"<[^>]+>", "", html))

        assert claim.claim[lang] in text, claim.id
        assert claim.answer[lang] in text, claim.id
        assert re.findall(r">(S\d\d)<", html) == list(claim.sources), claim.id
        assert re.search(rf'href="({here}|[./a-z-]*{Path(claim.page).stem}/)"', html), claim.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_of_the_register_is_listed(lang: str) -> None:
    listed = re.findall(r'id="figure-([a-z0-9-]+)"', built(lang, "guides/figures"))

    assert sorted(listed) == sorted(KNOWLEDGE.facts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_source_is_listed(lang: str) -> None:
    listed = re.findall(r'<dt id="(s\d\d)">', built(lang, "guides/sources"))

    assert listed == [source.lower() for source in KNOWLEDGE.sources]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_is_explained_with_what_the_old_article_made_of_it(lang: str) -> None:
    html = unescape(built(lang, "guides/glossary"))

    for term in read_register(KNOWLEDGE).terms:
        assert f'<dt id="{term.id}">{term.names[lang]}' in html
        assert all(f"“{word}”" in html for word in term.garbled), term.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_terms_stand_in_the_order_of_the_language(lang: str) -> None:
    html = reference.glossary(
        page(lang), Notes(page(lang), ""), read_register(KNOWLEDGE).terms, str
    )
    names = [name.casefold() for name in re.findall(r"<dt[^>]*>(.*?) \(", html)]

    assert names == sorted(names)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_answer_is_listed_in_one_group(lang: str) -> None:
    html = built(lang, "faq")
    answers = {Path(path).stem for path in documents(lang) if path.startswith("faq/")} - {"index"}
    block = html[html.index("oc-faq-list") :]
    linked = re.findall(r'<li><a href="([a-z0-9-]+)/">', block)

    assert sorted(linked) == sorted(answers)


def faq_answer(name: str, question: str, *, group: str, causes: tuple[str, ...] = ()) -> Published:
    return Published(
        kind=FAQ,
        id=name,
        lang="en",
        group=group,
        question=question,
        blocks=(block("p", (Span(text=name),)),),
        causes=causes,
        answers="",
        url=f"https://order.example/faq/{name}/",
        sources=(),
        figures=(),
        checked=dt.date(2026, 11, 22),
    )


def test_an_answer_stands_under_the_heading_of_its_group() -> None:
    answers = [
        faq_answer("b", "B?", group="money"),
        faq_answer("a", "A?", group="status"),
    ]
    text = reference.answer_list(page("en"), answers, lambda path: f"../{path}")

    assert re.findall(r"\{#([a-z]+)\}|href=\"([^\"]+)\"", text) == [
        ("status", ""),
        ("", "../faq/a.md"),
        ("money", ""),
        ("", "../faq/b.md"),
    ]


def test_a_source_that_readers_may_not_visit_is_no_link() -> None:
    html = reference.sources(page("en"))
    linked = [source.link for source in KNOWLEDGE.sources.values() if source.link]

    assert html.count("<a ") == len(linked)
    assert html.count('rel="noreferrer"') == len(linked)


def test_a_cause_links_to_the_answers_about_it() -> None:
    about = faq_answer("a", "A?", group="money", causes=("out-of-stock",))
    words = Page(knowledge=KNOWLEDGE, lang="id", causes_url="../")

    assert "- [A?](../faq/a.md)" in reference.related_answers(words, [about], "out-of-stock")
    assert reference.related_answers(words, [about], "seller-frozen") == ""
