"""Puts the whole grown tree into the built pages that keep a place for it.

The tree is large: Markdown, templates and the search need not carry it. This module does not know
MkDocs.
"""

import re
from pathlib import Path

from decision_tree.markup import Html
from decision_tree.model import Knowledge
from decision_tree.page import Page
from decision_tree.steps import tree_html

PLACE = re.compile(r"<!--tree (?P<lang>[a-z]+) (?P<causes>[^ >]+)-->")


def tree_place(page: Page) -> Html:
    """Return what marks the place of the tree in a page."""
    return Html(f"<!--tree {page.lang} {page.causes_url}-->")


def plant_trees(knowledge: Knowledge, site: Path) -> None:
    """Put the tree into every page of a built site that has a place for it."""
    for file in sorted(site.rglob("index.html")):
        text = file.read_text("utf-8")
        place = PLACE.search(text)
        if place:
            page = Page(knowledge=knowledge, lang=place["lang"], causes_url=place["causes"])
            # A browser reads a long text much faster where no letter takes more than a byte.
            tree = tree_html(page).encode("ascii", "xmlcharrefreplace").decode("ascii")
            # On a line of its own, so that what holds several pages can hold the tree once.
            around = text[: place.start()], text[place.end() :]
            file.write_text(f"\n{tree}\n".join(around), "utf-8")
