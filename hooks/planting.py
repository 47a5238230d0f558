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

PLACE = re.compile(r"<!--tree (?P<lang>[a-z]+) (?P<causes>[^ >]+)(?P<leaves> leaves)?-->")

CAUSES = "oc-causes/"
"""Stands in a tree that belongs to no page yet for the address of the causes."""

LEADING_AWAY = re.compile(r'<a (?=[^>]*href="[^#"])')


def tree_place(page: Page, *, leaves: bool = False) -> Html:
    """Return what marks the place of the tree in a page; its links may leave a frame."""
    return Html(f"<!--tree {page.lang} {page.causes_url}{' leaves' if leaves else ''}-->")


def plant_trees(knowledge: Knowledge, site: Path) -> None:
    """Put the tree into every page of a built site that has a place for it."""
    trees: dict[str, str] = {}
    for file in sorted(site.rglob("*.html")):
        text = file.read_text("utf-8")
        place = PLACE.search(text)
        if place:
            lang = place["lang"]
            if lang not in trees:
                trees[lang] = _tree(knowledge, lang)
            # On a line of its own, so that what holds several pages can hold the tree once.
            around = text[: place.start()], text[place.end() :]
            file.write_text(f"\n{_fitted(trees[lang], place)}\n".join(around), "utf-8")


def _tree(knowledge: Knowledge, lang: str) -> str:
    page = Page(knowledge=knowledge, lang=lang, causes_url=CAUSES)
    # A browser reads a long text much faster where no letter takes more than a byte.
    return tree_html(page).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _fitted(tree: str, place: re.Match[str]) -> str:
    """Return the tree for one page: where the causes are from there, and how links open."""
    fitted = tree.replace(f'"{CAUSES}', f'"{place["causes"]}')
    if place["leaves"]:
        return LEADING_AWAY.sub('<a target="_blank" rel="noopener noreferrer" ', fitted)
    return fitted
