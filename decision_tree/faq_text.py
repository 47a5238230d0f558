"""Reads the Markdown that FAQ answers are written in into blocks, and refuses any other.

It knows paragraphs, lists of one level, tables, strong and emphasised words, links, figures
("{dispute-window}") and sources ("[S03]"). It does not know what a figure says or where a link
leads: both are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from .blocks import BULLETS, NUMBERS, PARAGRAPH, TABLE, Block, Line, Span, block

ITEM = re.compile(r"(?:(?P<bullet>-)|\d+\.) +(?P<text>.*)")
RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
INLINE = re.compile(
    r"\*\*(?P<strong>.+?)\*\*(?!\*)"
    r"|\*(?P<emphasised>[^*]+)\*"
    r"|\[(?P<source>S\d\d)\](?!\()"
    r"|(?<!!)\[(?P<linked>[^\[\]]+)\]\((?P<address>[^()\s]+)\)"
    r"|\{(?P<figure>[a-z][a-z0-9-]*)\}"
)
UNREAD = re.compile(r"[*_`~<>\[\]{}\\|]|&#?\w+;|^(?:#|!!!|-{3}|={3}|\+ |\d+\) )")
"""What would mean something to Markdown that this module does not know."""

LEADS = re.compile(r"https?://[^\s]+|(?:\.\./)?(?:[a-z0-9-]+/)*[a-z0-9-]+\.md(?:#[\w-]+)?")
"""Where a link may lead: to another site, or to a file, as seen from the one that it stands in."""

CODE = " " * 4
"""What begins with it would be code."""


class FaqTextError(ValueError):
    """A text is written in a way that is not read here; the sentence holds the place in it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts; `figure` writes out a figure by its name, and raises `KeyError` without one."""

    figure: Callable[[str], str]

    def blocks(self, text: str) -> tuple[Block, ...]:
        """Return the blocks of a text, links with their addresses as written.

        Raises `FaqTextError`.
        """
        return tuple(self._block(chunk) for chunk in _chunks(text))

    def line(self, text: str) -> Line:
        """Return one line of running text as spans; raises `FaqTextError`."""
        return tuple(self._spans(" ".join(text.split())))

    def _block(self, lines: list[str]) -> Block:
        if lines[0].startswith(CODE):
            raise FaqTextError(f"'{lines[0].strip()}': begins too far to the right")
        if lines[0].startswith("|"):
            return self._table(lines)
        starts = [ITEM.match(line) for line in lines]
        if not starts[0]:
            return block(PARAGRAPH, self.line(" ".join(lines)))
        kind = BULLETS if starts[0]["bullet"] else NUMBERS
        return block(kind, *(self.line(item) for item in _items(lines)))

    def _table(self, lines: list[str]) -> Block:
        if len(lines) < 3 or not RULE.fullmatch(lines[1]):  # noqa: PLR2004 -- head, rule, a row
            raise FaqTextError(f"'{lines[0]}': a table needs a head, a rule and a row")
        rows = [line.strip("|").split("|") for line in (lines[0], *lines[2:])]
        if len({len(row) for row in rows}) > 1:
            raise FaqTextError(f"'{lines[0]}': a row of the table has more cells than another")
        return Block(kind=TABLE, rows=tuple(tuple(self.line(cell) for cell in row) for row in rows))

    def _spans(self, text: str) -> Iterator[Span]:
        end = 0
        for match in INLINE.finditer(text):
            yield from _plain(text[end : match.start()])
            yield from self._marked(match)
            end = match.end()
        yield from _plain(text[end:])

    def _marked(self, match: re.Match[str]) -> Iterator[Span]:
        if match["strong"]:
            yield from (replace(span, is_strong=True) for span in self._spans(match["strong"]))
        elif match["emphasised"]:
            inner = self._spans(match["emphasised"])
            yield from (replace(span, is_emphasised=True) for span in inner)
        elif match["source"]:
            yield Span(text=match[0], source=match["source"])
        elif match["linked"]:
            if not LEADS.fullmatch(match["address"]):
                raise FaqTextError(f"'{match['address']}': a link leads to a file or to https://")
            yield Span(text=match["linked"], address=match["address"])
        else:
            yield Span(text=self._figure(match["figure"]), figure=match["figure"])

    def _figure(self, name: str) -> str:
        try:
            return self.figure(name)
        except KeyError as error:
            raise FaqTextError(f"no fact is called '{name}'") from error


def _chunks(text: str) -> Iterator[list[str]]:
    lines = (line.rstrip() for line in text.splitlines())
    for is_text, chunk in groupby(lines, bool):
        if is_text:
            yield list(chunk)


def _items(lines: list[str]) -> list[str]:
    """Return the text of each item; a line that starts none belongs to the one before."""
    items: list[str] = []
    for line in lines:
        start = ITEM.match(line)
        if start:
            items.append(start["text"])
        elif ITEM.match(line.strip()):
            raise FaqTextError(f"'{line.strip()}': stands in an item; lists have one level here")
        else:
            items[-1] += f" {line.strip()}"
    return items


def _plain(text: str) -> Iterator[Span]:
    unread = UNREAD.search(text)
    if unread:
        raise FaqTextError(f"'{text.strip()}': '{unread[0]}' is not read here; write it otherwise")
    if text:
        yield Span(text=text)
