"""Text in blocks, which can be shown without parsing: as plain data, plain text, Markdown or HTML.

This module does not know what is said, nor where it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from .markup import Html, element, joined, listing

PARAGRAPH, HEADING, BULLETS, NUMBERS, TABLE = "p", "h", "ul", "ol", "table"

SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
"""What Markdown would take for a mark of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of text within a line.

    One with an address is a link; one with a source cites it; one with a figure says its value.
    """

    text: str
    address: str = ""
    source: str = ""
    figure: str = ""
    is_strong: bool = False
    is_emphasised: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the span as plain data; what it does not have is left out."""
        found = {
            "text": self.text,
            "url": self.address,
            "source": self.source,
            "figure": self.figure,
            "strong": self.is_strong,
            "em": self.is_emphasised,
        }
        return {name: value for name, value in found.items() if value or name == "text"}


Line = tuple[Span, ...]
Row = tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or heading of one line, a list of several, or a table whose first row heads it.

    A paragraph, a heading and a list have one line in each of their rows.
    """

    kind: str
    rows: tuple[Row, ...]

    @property
    def lines(self) -> Iterable[Line]:
        return (line for row in self.rows for line in row)

    def to_dict(self) -> dict[str, Any]:
        """Return the block as plain data: "type", and "spans", "items" or "rows"."""
        rows = [[[span.to_dict() for span in line] for line in row] for row in self.rows]
        if self.kind == TABLE:
            return {"type": TABLE, "rows": rows}
        if self.kind in (BULLETS, NUMBERS):
            return {"type": self.kind, "items": [row[0] for row in rows]}
        return {"type": self.kind, "spans": rows[0][0]}


def block(kind: str, *lines: Iterable[Span]) -> Block:
    """Return a block of lines, each in a row of its own."""
    return Block(kind=kind, rows=tuple((tuple(line),) for line in lines))


def addressed(blocks: Iterable[Block], address: Callable[[Span], str]) -> tuple[Block, ...]:
    """Return the blocks with another address for each span."""
    return tuple(
        replace(
            one,
            rows=tuple(
                tuple(tuple(replace(span, address=address(span)) for span in line) for line in row)
                for row in one.rows
            ),
        )
        for one in blocks
    )


def plain(blocks: Iterable[Block]) -> str:
    """Return the words as a reader sees them: a line for each item, a tab between cells."""
    return "\n\n".join(
        "\n".join("\t".join(_words(line) for line in row) for row in one.rows) for one in blocks
    )


def _words(line: Line) -> str:
    return "".join(span.text for span in line)


def markdown(blocks: Iterable[Block]) -> str:
    """Return the blocks as Markdown, links with their whole addresses."""
    return "\n\n".join(_MARKDOWN[one.kind](one) for one in blocks)


def _markdown_list(one: Block, mark: Callable[[int], str]) -> str:
    lines = enumerate(one.lines, start=1)
    return "\n".join(f"{mark(place)} {_markdown_line(line)}" for place, line in lines)


def _markdown_table(one: Block) -> str:
    head, *rows = [" | ".join(_markdown_line(line) for line in row) for row in one.rows]
    rule = " | ".join("---" for _ in one.rows[0])
    return "\n".join(f"| {row} |" for row in (head, rule, *rows))


def _markdown_line(line: Line) -> str:
    return "".join(
        _marked("".join(_markdown_span(span) for span in spans), mark)
        for mark, spans in groupby(line, _mark)
    )


def _mark(span: Span) -> str:
    return "*" * (2 * span.is_strong + span.is_emphasised)


def _marked(text: str, mark: str) -> str:
    """Return text between marks; spaces stand outside, else Markdown would not know them."""
    inner = text.strip()
    start, end = text.split(inner, 1) if inner else (text, "")
    return f"{start}{mark}{inner}{mark}{end}" if inner else text


def _markdown_span(span: Span) -> str:
    text = span.source or SPECIAL.sub(r"\\\1", span.text)
    return f"[{text}]({span.address})" if span.address else text


_MARKDOWN: Mapping[str, Callable[[Block], str]] = {
    PARAGRAPH: lambda one: "".join(_markdown_line(line) for line in one.lines),
    HEADING: lambda one: "".join(f"## {_markdown_line(line)}" for line in one.lines),
    BULLETS: lambda one: _markdown_list(one, lambda _place: "-"),
    NUMBERS: lambda one: _markdown_list(one, lambda place: f"{place}."),
    TABLE: _markdown_table,
}


def html(blocks: Iterable[Block], heading: str = "h3") -> Html:
    """Return the blocks as HTML; links leave the page, and a frame that it stands in.

    `heading` is the element of headings, one below that of the question.
    """
    return joined(
        element(heading, *map(_html_line, one.lines))
        if one.kind == HEADING
        else _HTML[one.kind](one)
        for one in blocks
    )


def _html_table(one: Block) -> Html:
    head, *rows = one.rows
    cells = (element("th", _html_line(line), scope="col") for line in head)
    body = (element("tr", *(element("td", _html_line(line)) for line in row)) for row in rows)
    return element("table", element("thead", element("tr", *cells)), element("tbody", *body))


def _html_line(line: Line) -> Html:
    return joined(_html_span(span) for span in line)


def _html_span(span: Span) -> Html:
    text = joined((span.text,))
    if span.address:
        text = leaving(span.address, span.text)
    if span.source:
        return element("sup", text)
    for mark, is_so in (("em", span.is_emphasised), ("strong", span.is_strong)):
        text = element(mark, text) if is_so else text
    return text


def leaving(address: str, text: str, **attributes: str) -> Html:
    """Return a link that opens a window of its own and tells nobody where it was followed."""
    return element(
        "a", text, href=address, target="_blank", rel="noopener noreferrer", **attributes
    )


_HTML: Mapping[str, Callable[[Block], Html]] = {
    PARAGRAPH: lambda one: element("p", *(_html_line(line) for line in one.lines)),
    BULLETS: lambda one: listing(_html_line(line) for line in one.lines),
    NUMBERS: lambda one: listing((_html_line(line) for line in one.lines), ordered=True),
    TABLE: _html_table,
}
