"""The pages and the texts of the knowledge as the tests of language read them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown  # type: ignore[import-untyped]  # it ships no types
from engine_fixtures import KNOWLEDGE
from mkdocs.utils.meta import get_data

from decision_tree.wording import PLACEHOLDER
from hooks import translations
from hooks.notes import CITATION, FIGURE
from hooks.places import ROOT

SOURCE, *OTHERS = KNOWLEDGE.languages
LANGUAGES = [SOURCE, *OTHERS]
EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables"]
OUTLINE = {"h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "li", "tr", "blockquote", "img", "hr"}
BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "div"}

MARKS = re.compile(r"\{[^}]*\}|\[S\d\d\]|\[\[[a-z-]+\]\]|(?<=\])\([^)]*\)")
"""Figures, names of headings, sources, parts and the addresses of links."""


class Reader(HTMLParser):
    """Reads one rendered page: what it is built of, its links, and its text block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.outline: list[str] = []
        self.links: list[str] = []
        self.blocks: list[str] = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in OUTLINE or "admonition" in given.get("class", "").split():
            self.outline.append(f"{tag}#{given.get('id', '')}.{given.get('class', '')}")
        if tag == "a":
            self.links.append(f"{given.get('href', '')} {given.get('data-answers', '')}".strip())
        if tag in BLOCKS:
            self.blocks.append("")
        self._silent += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.blocks.append("")
        self._silent -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.blocks[-1] += data


@dataclass(frozen=True)
class Document:
    """One page in one language."""

    lang: str
    path: str
    text: str

    @cached_property
    def _parts(self) -> tuple[str, dict[str, Any]]:
        body, meta = get_data(self.text)
        return body, meta

    @property
    def body(self) -> str:
        return self._parts[0]

    @property
    def meta(self) -> dict[str, Any]:
        return self._parts[1]

    @cached_property
    def reader(self) -> Reader:
        reader = Reader()
        body = CITATION.sub("", filled(self.body, self.lang))
        reader.feed(markdown.markdown(body, extensions=EXTENSIONS))
        return reader

    @property
    def blocks(self) -> list[str]:
        """What is read on the page, block by block: title and short answer too."""
        inner = [" ".join(block.split()) for block in self.reader.blocks]
        outer = [filled(self.meta[key], self.lang) for key in ("title", "description")]
        return [block for block in (*outer, *inner) if block and not block.startswith("[[")]

    @property
    def typed(self) -> str:
        """The words as somebody typed them: no figures, no addresses, no marks of the build."""
        text = "\n".join((self.meta["title"], self.meta["description"], self.body))
        return MARKS.sub(" … ", text)

    def structure(self) -> dict[str, object]:
        """What a translation has in common with its source."""
        texts = f"{self.meta.get('title')}\n{self.meta.get('description')}\n{self.body}"
        own = {"title", "description", "source"}
        return {
            "headings, lists and tables": self.reader.outline,
            "links": sorted(self.reader.links),
            "sources": Counter(CITATION.findall(texts)),
            "figures": Counter(FIGURE.findall(texts)),
            "parts": re.findall(r"^\[\[([a-z-]+)\]\]$", self.body, re.MULTILINE),
            "front matter": {key: value for key, value in self.meta.items() if key not in own},
            "title and description": [bool(self.meta.get(key)) for key in ("title", "description")],
        }


def filled(text: str, lang: str) -> str:
    """The text with its figures as words; a name that is no figure is left as it is."""

    def word(match: re.Match[str]) -> str:
        fact = KNOWLEDGE.facts.get(match[1])
        return fact.wording.get(lang, fact.id) if fact else match[0]

    return FIGURE.sub(word, text)


@cache
def documents(lang: str, root: Path = ROOT) -> dict[str, Document]:
    """Every page of one language by its path below the folder of that language."""
    folder = root / "docs" / lang
    return {
        str(file.relative_to(folder)): Document(
            lang, str(file.relative_to(folder)), file.read_text("utf-8")
        )
        for file in sorted(folder.rglob("*.md"))
    }


@cache
def texts(lang: str) -> dict[str, dict[str, str]]:
    """Every text of the knowledge in one language as written: file → place → text."""
    return {
        path.name if path.parent.name != "causes" else f"causes/{path.name}": translations.texts(
            ROOT, path, lang
        )
        for path in translations.tables(ROOT)
    }


def prose(lang: str) -> Iterator[tuple[str, str]]:
    """Every piece of text that a reader can see in one language, with the place it stands at."""
    for path, document in documents(lang).items():
        for block in document.blocks:
            yield f"docs/{lang}/{path}", block
    for file, found in texts(lang).items():
        for place, text in found.items():
            yield f"{file}: {place}", PLACEHOLDER.sub(" … ", text)
