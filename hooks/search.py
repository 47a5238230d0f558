"""Makes the search index of a built site; what its pages are about, it does not know.

Pagefind does not read the pages themselves but a plain copy of each: its text in blocks, each with
its weight in the search, and beside the words their helpers of `hooks.stems`.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import decision_tree

from .register import Term, read_register
from .stems import Words, read_words

INDEX = "assets/search/index"
"""Where the index stands in the site."""

NEEDED = re.compile(
    r"fragment|index|pagefind-entry\.json|pagefind(-worker)?\.js|.+\.pf_meta|wasm\.[a-z]{2}\.pagefind"
)
"""What our own search asks for; Pagefind leaves ready-made search boxes beside it."""

TITLE, HEADING, SUMMARY, TEXT, ASIDE, NOTHING = 10.0, 4.0, 3.0, 1.0, 0.2, 0.0
"""How much a word counts, by where it stands."""

WEIGHTS_OF_TAGS = {"dt": HEADING, "h1": TITLE, "h2": HEADING, "h3": HEADING}
WEIGHTS_OF_CLASSES = {
    "md-button": NOTHING,
    "oc-cause-list": ASIDE,
    "oc-faq-list": ASIDE,
    "oc-figures": ASIDE,
    "oc-foot": NOTHING,
    "oc-garbled": ASIDE,
    "oc-short": SUMMARY,
    "oc-source-list": ASIDE,
    "oc-sources": ASIDE,
    "oc-start": ASIDE,
    "oc-step": ASIDE,
    "oc-summary": SUMMARY,
}
ASIDE_HEADINGS = {"figures", "next", "sources"}
"""What follows these headings only repeats other pages."""

LEFT_OUT = {"button", "noscript", "script", "style", "sup", "svg", "template"}
BLOCKS = {"article", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "li", "ol", "p", "section"}
BLOCKS |= {"summary", "table", "td", "th", "tr", "ul"}
VOID = {"col", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}

WORD = re.compile(r"[^\W_]+")


class SearchError(Exception):
    """The index cannot be made; the sentence says where to look."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text and its weight; one with an anchor can be linked to."""

    text: str
    weight: float
    anchor: str = ""


def build_search(site: Path) -> None:
    """Put the index of all pages into a built site; raises SearchError."""
    terms = read_register(decision_tree.load()).terms
    pages: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted(site.rglob("index.html")):
            page = read_page(file.read_text("utf-8"))
            place = file.parent.relative_to(site)
            copy = Path(folder, place, file.name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(plain_copy(page, _address(place, page.lang), terms), "utf-8")
            pages[page.lang] += 1
        _run_pagefind(Path(folder), site / INDEX)
    print("Search:", ", ".join(f"{count} pages in '{lang}'" for lang, count in pages.items()))


def _address(place: Path, lang: str) -> str:
    """Return the address of a page within its language."""
    parts = place.parts[1:] if place.parts[:1] == (lang,) else place.parts
    return "/".join(parts) or "."


def _run_pagefind(copies: Path, index: Path) -> None:
    options = ("--site", copies, "--output-path", index, "--quiet")
    done = subprocess.run((sys.executable, "-m", "pagefind_bin", *options), check=False)
    if done.returncode != 0:
        raise SearchError("The search index was not made: Pagefind stopped at what it says above.")
    for file in index.iterdir():
        if not NEEDED.fullmatch(file.name):
            shutil.rmtree(file) if file.is_dir() else file.unlink()


def read_page(html: str) -> "PageReader":
    """Return what a built page says, block by block."""
    page = PageReader()
    page.feed(html)
    page.close()
    return page


def plain_copy(page: "PageReader", address: str, terms: Iterable[Term]) -> str:
    """Return what is indexed in place of a page; `terms` are those of the glossary."""
    words = read_words(page.lang)
    garbled = [name for term in terms if term.page == f"{address}.md" for name in term.garbled]
    fields = {
        "title": escape(page.title),
        "summary": escape(page.summary),
        "title-words": with_helpers(f"{page.title} {words.pages.get(address, '')}", words),
    }
    unseen = (Block(" ".join(garbled), SUMMARY), Block(" ".join(words.everywhere), ASIDE))
    lines = (
        *(
            f"<p data-pagefind-ignore data-pagefind-meta={n}>{text}</p>"
            for n, text in fields.items()
        ),
        *(_line(block, words) for block in (*unseen, *page.asides, *page.blocks)),
    )
    body = "\n".join(lines)
    return f'<!doctype html><html lang="{page.lang}"><body data-pagefind-body>\n{body}\n</body>'


def _line(block: Block, words: Words) -> str:
    weight = f"data-pagefind-weight={block.weight}"
    text = f"<p {weight}>{with_helpers(block.text, words)}</p>"
    if not block.anchor:
        return text
    heading = f'<h2 id="{escape(block.anchor)}" data-pagefind-weight={NOTHING}>'
    return f"{heading}{escape(block.text)}</h2>{text}"


def with_helpers(text: str, words: Words) -> str:
    """Return the words of a text and their helpers; the engine takes “word” and word for two."""
    said = WORD.findall(text)
    return " ".join((*said, *(helper for word in said for helper in words.helpers(word))))


class PageReader(HTMLParser):
    """Reads one built page: its language, title and summary, and the blocks of its article."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.title = ""
        self.summary = ""
        self.blocks: list[Block] = []
        self.asides: list[Block] = []
        """What only repeats other pages; it stands under none of the headings."""
        self._open: list[tuple[str, float, bool]] = []
        self._text: list[str] = []
        self._anchor = ""
        self._after_aside_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = attributes["lang"]
        elif tag == "meta" and attributes.get("name") == "description":
            self.summary = attributes["content"]
        elif tag == "br":
            self._text.append(" ")
        elif tag not in VOID and (self._open or tag == "article"):
            self._enter(tag, attributes)

    def _enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "h2":
            self._finish_block()
            self._after_aside_heading = attributes.get("id") in ASIDE_HEADINGS
        weight = self._weight(tag, attributes)
        # What is left out of a sentence does not part it in two.
        parts = tag in BLOCKS or weight not in (NOTHING, self._outer)
        if parts:
            self._finish_block()
        if tag in WEIGHTS_OF_TAGS and weight == HEADING:
            self._anchor = attributes.get("id", "")
        self._open.append((tag, weight, parts))

    def _weight(self, tag: str, attributes: Mapping[str, str]) -> float:
        """Return the weight of an element; nothing that stands aside gets out again."""
        if tag in LEFT_OUT:
            return NOTHING
        classes = attributes.get("class", "").split()
        own = (WEIGHTS_OF_CLASSES[name] for name in classes if name in WEIGHTS_OF_CLASSES)
        weight = next(own, WEIGHTS_OF_TAGS.get(tag, self._outer))
        limit = ASIDE if self._after_aside_heading else TITLE
        return min(weight, limit, self._outer if self._outer < TEXT else TITLE)

    @property
    def _outer(self) -> float:
        return self._open[-1][1] if self._open else TEXT

    def handle_endtag(self, tag: str) -> None:
        while any(tag == name for name, _weight, _parts in self._open):
            name, _weight, parts = self._open[-1]
            if parts:
                self._finish_block()
            self._open.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._open and self._outer != NOTHING:
            self._text.append(data)

    def _finish_block(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if text:
            self.title = self.title or text
            blocks = self.asides if self._after_aside_heading else self.blocks
            blocks.append(Block(text, self._outer, self._anchor))
            self._anchor = ""
