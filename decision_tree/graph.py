"""Draws the tree that grows from the knowledge, as Mermaid text or as an SVG picture.

This module does not know how a question is chosen; it follows the interview down to a depth.
Answers that lead to the same place are drawn as one branch.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from .answers import UNSURE, Answers
from .diagnosis import Diagnosis, diagnose
from .markup import Html, element
from .model import Knowledge, Question

LINE_CHARACTERS = 36
LINE_HEIGHT = 17
BOX_WIDTH = 310
GAP = 46
PADDING = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One box of the drawing: the answers that lead to it, what it says, and its branches."""

    answers: tuple[str, ...]
    """Labels of the answers that lead here; none at the root."""
    text: str
    is_result: bool
    branches: tuple[Node, ...]

    @property
    def leaves(self) -> int:
        """How many boxes at the right edge hang on this one."""
        return sum(branch.leaves for branch in self.branches) or 1


def grow(knowledge: Knowledge, lang: str, depth: int) -> Node:
    """Return the tree in words of `lang`, down to `depth` questions."""
    return _Grower(knowledge, lang).node((), {}, depth)


class _Grower:
    def __init__(self, knowledge: Knowledge, lang: str) -> None:
        self.knowledge = knowledge
        self.lang = lang

    def node(self, labels: tuple[str, ...], answers: Answers, depth: int) -> Node:
        diagnosis = diagnose(self.knowledge, answers)
        question = diagnosis.next_question
        branches = self._branches(question, answers, depth - 1) if question and depth else ()
        return Node(
            answers=labels,
            text=self._text(diagnosis, asked_here=depth > 0),
            is_result=question is None,
            branches=tuple(branches),
        )

    def _text(self, diagnosis: Diagnosis, *, asked_here: bool) -> str:
        question = diagnosis.next_question
        if question is None:
            return self._say("tree-result", cause=diagnosis.causes[0].cause.name[self.lang])
        text = question.text[self.lang]
        return text if asked_here else self._say("tree-more", question=text)

    def _branches(self, question: Question, answers: Answers, depth: int) -> Iterator[Node]:
        labels: dict[str, str] = {o.id: o.label[self.lang] for o in question.options}
        labels[UNSURE] = self._say("unsure")
        grown: dict[Node, list[str]] = {}
        for option, label in labels.items():
            said = frozenset() if option == UNSURE else frozenset({option})
            child = self.node((), {**answers, question.id: said}, depth)
            grown.setdefault(child, []).append(label)
        for child, said_labels in grown.items():
            yield Node(
                answers=tuple(said_labels),
                text=child.text,
                is_result=child.is_result,
                branches=child.branches,
            )

    def _say(self, key: str, **values: str) -> str:
        return self.knowledge.interface[key][self.lang].format(**values)


def mermaid(tree: Node) -> str:
    """Return the tree as a Mermaid flowchart."""
    return "\n".join(("flowchart LR", *_mermaid_lines(tree, "n"))) + "\n"


def _mermaid_lines(node: Node, name: str) -> Iterator[str]:
    start, end = ("([", "])") if node.is_result else ("[", "]")
    yield f'  {name}{start}"{_quoted(node.text)}"{end}'
    for place, branch in enumerate(node.branches):
        child = f"{name}_{place}"
        yield from _mermaid_lines(branch, child)
        yield f'  {name} -->|"{_quoted(" / ".join(branch.answers))}"| {child}'


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")


def svg(tree: Node, title: str) -> str:
    """Return the tree as a picture that takes the colour of the text around it."""
    heights = _row_heights(tree)
    drawing = _Drawing(heights)
    drawing.place(tree, 0, 0)
    width = _depth(tree) * (BOX_WIDTH + GAP) - GAP + 2
    return element(
        "svg",
        element("title", title),
        *drawing.edges,
        *drawing.boxes,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {width} {sum(heights) + 2}",
        width=str(width),
        height=str(sum(heights) + 2),
        font_family="inherit",
        font_size="13",
        class_="oc-tree",
    )


def _depth(node: Node) -> int:
    return 1 + max((_depth(branch) for branch in node.branches), default=0)


def _lines(node: Node) -> list[tuple[str, bool]]:
    """Return the lines of a box; those of the answer are marked True."""
    answer = textwrap.wrap(" / ".join(node.answers), LINE_CHARACTERS)
    return [(line, True) for line in answer] + [
        (line, False) for line in textwrap.wrap(node.text, LINE_CHARACTERS)
    ]


def _box_height(node: Node) -> int:
    return len(_lines(node)) * LINE_HEIGHT + 2 * PADDING


def _row_heights(node: Node) -> list[int]:
    """Return the height of each row of leaves, so that no two boxes overlap."""
    own = _box_height(node) + PADDING
    rows = [height for branch in node.branches for height in _row_heights(branch)] or [own]
    missing = max(0, own - sum(rows))
    return [*rows[:-1], rows[-1] + missing]


class _Drawing:
    """Places the boxes: one column for each question, each box level with its first branch."""

    def __init__(self, heights: list[int]) -> None:
        self.heights = heights
        self.boxes: list[Html] = []
        self.edges: list[Html] = []

    def place(self, node: Node, column: int, row: int) -> int:
        """Draw a node with its branches; return where its line arrives, in pixels from the top."""
        left = column * (BOX_WIDTH + GAP) + 1
        top = sum(self.heights[:row]) + 1
        arrival = top + PADDING + LINE_HEIGHT // 2
        for branch in node.branches:
            self._edge(left + BOX_WIDTH, arrival, self.place(branch, column + 1, row))
            row += branch.leaves
        self.boxes.append(_box(node, left, top))
        return arrival

    def _edge(self, x: int, start: int, end: int) -> None:
        bend = x + GAP // 2
        path = f"M{x} {start}C{bend} {start} {bend} {end} {x + GAP} {end}"
        self.edges.append(
            element("path", d=path, fill="none", stroke="currentColor", stroke_opacity="0.4")
        )


def _box(node: Node, left: int, top: int) -> Html:
    lines = (
        _line(line, left + PADDING, top + PADDING + round((place + 0.75) * LINE_HEIGHT), is_answer)
        for place, (line, is_answer) in enumerate(_lines(node))
    )
    rectangle = element(
        "rect",
        x=str(left),
        y=str(top),
        width=str(BOX_WIDTH),
        height=str(_box_height(node)),
        rx="14" if node.is_result else "4",
        fill="none",
        stroke="currentColor",
        stroke_opacity="0.7",
        class_="oc-tree-result" if node.is_result else "oc-tree-question",
    )
    return element("g", rectangle, *lines)


def _line(text: str, x: int, y: int, is_answer: bool) -> Html:  # noqa: FBT001 -- one of a line's two kinds
    style = {"font_style": "italic"} if is_answer else {"font_weight": "bold"}
    return element("text", text, x=str(x), y=str(y), fill="currentColor", **style)
