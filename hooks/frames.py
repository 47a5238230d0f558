"""Renders the pages that stand in frames on other sites: plain HTML, whole before any script runs.

They keep nothing, load nothing and start nothing. What an answer says, this module does not know.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from decision_tree.answer_forms import Forms, source_label
from decision_tree.blocks import html, leaving
from decision_tree.faq_register import Withdrawn
from decision_tree.markup import Html, element, joined, listing
from decision_tree.page import Page
from decision_tree.publishing import Addresses, Published

from .embed_scripts import SOURCES, frame_script
from .fragments import answer_addresses, first_question
from .places import ROOT
from .planting import tree_place

STYLES = (SOURCES / "frame.css",)
TREE_STYLES = (ROOT / "docs" / "assets" / "styles" / "troubleshooter.css", SOURCES / "tree.css")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

FIRST = "first"
"""What only a card shows that no answers were set for."""


def answer_frame(forms: Forms, answer: Published) -> Html:
    """Return the page of one answer."""
    body = (
        element("h1", leaving(answer.url, answer.question)),
        html(answer.blocks, heading="h2"),
        forms.html_foot(answer),
    )
    return _page(answer.lang, answer.question, answer.url, _article(body), script=frame_script())


def withdrawn_frame(forms: Forms, answer: Withdrawn, instead: Published | None) -> Html:
    """Return the page that stands in the place of a withdrawn answer."""
    said = forms.withdrawn(answer)
    text = instead.question if instead else forms.page.say("answer-others")
    body = (
        element("h1", said["question"]),
        element("p", said["text"]),
        element("p", leaving(said["url"], text)),
    )
    lang = forms.page.lang
    return _page(lang, said["question"], said["url"], _article(body), script=frame_script())


def card_frame(page: Page, addresses: Addresses) -> Html:
    """Return the card that starts the troubleshooter, at its first question or with answers set."""
    url = addresses.page(page.lang, "troubleshooter/")
    question = first_question(page)
    choices = (leaving(address, label) for label, address in answer_addresses(page, question, url))
    body = (
        element("h1", page.say("card-title")),
        element("p", page.say("card-about")),
        element("p", leaving(url, page.say("card-start"), class_="start", data_start="")),
        element(
            "div",
            element("h2", page.say("card-first")),
            element("p", page.word(question.text)),
            listing(choices, class_="choices"),
            class_=FIRST,
        ),
        _site_foot(page, addresses),
    )
    return _page(page.lang, page.say("card-title"), url, _article(body), script=frame_script())


def tree_frame(page: Page, addresses: Addresses) -> Html:
    """Return the page with a place for the whole tree, which needs no script at all."""
    url = addresses.page(page.lang, "steps/")
    body = element(
        "main",
        element("h1", page.say("tree-frame")),
        tree_place(page, leaves=True),
        _site_foot(page, addresses),
        class_="md-typeset",
    )
    return _page(page.lang, page.say("tree-frame"), url, body, styles=TREE_STYLES)


def _site_foot(page: Page, addresses: Addresses) -> Html:
    return element("footer", element("p", leaving(addresses.page(page.lang), source_label(page))))


def _article(body: Iterable[str]) -> Html:
    return element("main", element("article", *body))


def _page(  # noqa: PLR0913 -- what a page consists of
    lang: str,
    title: str,
    canonical: str,
    body: Html,
    *,
    script: str = "",
    styles: Iterable[Path] = STYLES,
) -> Html:
    """Return a whole page; the search engines are sent to the page that it is taken from."""
    style = "".join(_sheet(file) for file in styles)
    head = (
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="robots", content="noindex"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("link", rel="canonical", href=canonical),
        element("style", Html(style)),
        element("script", Html(script)) if script else "",
    )
    # The style of the troubleshooter hangs on the theme's name for its light look.
    whole = element("body", body, data_md_color_scheme="default")
    page = element("html", element("head", *head), whole, lang=lang)
    return joined((Html("<!doctype html>\n"), page, "\n"))


@cache
def _sheet(file: Path) -> str:
    return " ".join(COMMENT.sub("", file.read_text("utf-8")).split())
