"""Draws the life of an order: its stages, and who can end it at each of them.

The stages stand in a file beside the documents; this module does not know what they mean.
"""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from decision_tree.markup import Html, element
from decision_tree.page import Page
from decision_tree.register_tables import read_tables

from .notes import Notes
from .register import FOLDER

WIDTH = 360
LEFT = 34
TITLE_CHARACTERS = 35
LINE_CHARACTERS = 42
LINE_HEIGHT = 17
STAGE_GAP = 20


def timeline(page: Page, notes: Notes) -> Html:
    """Return the stages one below the other, as a picture that fits a phone."""
    stages = read_tables(FOLDER, "timeline")["stage"]
    lines = list(_lines(page, notes, stages))
    height = sum(step for step, *_ in lines) + STAGE_GAP
    drawing = list(_drawn(lines))
    spine = element("path", d=f"M12 18V{height - STAGE_GAP}", class_="oc-timeline-spine")
    title = element("title", page.say("timeline-title"))
    return element(
        "svg",
        *(title, spine, *drawing),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {WIDTH} {height}",
        class_="oc-timeline",
    )


def _lines(
    page: Page, notes: Notes, stages: list[Mapping[str, Any]]
) -> Iterator[tuple[int, str, str]]:
    """Yield the distance to the line above, the kind and the text of each line."""
    for stage in stages:
        name = notes.filled(stage["name"][page.lang])
        for place, line in enumerate(textwrap.wrap(name, TITLE_CHARACTERS)):
            yield (LINE_HEIGHT, "more", line) if place else (STAGE_GAP + 4, "stage", line)
        for end in stage["ends"]:
            cause = page.word(page.knowledge.causes[end["cause"]].name)
            text = f"{page.say('actor-' + end['actor'])}: {cause}"
            for place, line in enumerate(textwrap.wrap(text, LINE_CHARACTERS)):
                yield LINE_HEIGHT, "" if place else end["actor"], line


def _drawn(lines: list[tuple[int, str, str]]) -> Iterator[Html]:
    y = 0
    for step, kind, line in lines:
        y += step
        if kind == "stage":
            yield element("circle", cx="12", cy=str(y - 5), r="7", class_="oc-timeline-stage")
        elif kind not in {"", "more"}:
            mark = f"oc-timeline-end oc-actor-{kind}"
            yield element("circle", cx="12", cy=str(y - 4), r="3.5", class_=mark)
        is_title = kind in {"stage", "more"}
        look = "oc-timeline-title" if is_title else "oc-timeline-text"
        yield element("text", line, x=str(LEFT), y=str(y), class_=look)
