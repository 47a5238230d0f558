"""The drawing of an order's life shows every stage, and who can end the order there."""

import re
import tomllib
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.page import Page
from hooks.notes import Notes
from hooks.register import FOLDER
from hooks.timeline import LEFT, WIDTH, timeline

STAGES = tomllib.loads((FOLDER / "timeline.toml").read_text("utf-8"))["stage"]
LANGUAGES = list(KNOWLEDGE.languages)
NAMESPACE = "{http://www.w3.org/2000/svg}"
WIDEST_CHARACTER = 8
"""Pixels of an average character at the size of the titles, on the safe side."""


def drawing(lang: str) -> ET.Element:
    page = Page(knowledge=KNOWLEDGE, lang=lang, causes_url="")
    return ET.fromstring(timeline(page, Notes(page, "")))  # noqa: S314  # our own drawing


def said(lang: str) -> str:
    return " ".join(text.text or "" for text in drawing(lang).iter(f"{NAMESPACE}text"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_stage_is_named_with_its_figures(lang: str) -> None:
    page = Page(knowledge=KNOWLEDGE, lang=lang, causes_url="")
    names = [Notes(page, "").filled(stage["name"][lang]) for stage in STAGES]

    assert len(STAGES) >= 6
    assert [name for name in names if name not in said(lang)] == []
    assert "{" not in said(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_end_names_who_and_why(lang: str) -> None:
    for stage in STAGES:
        for end in stage["ends"]:
            who = KNOWLEDGE.interface[f"actor-{end['actor']}"][lang]

            assert f"{who}: {KNOWLEDGE.causes[end['cause']].name[lang]}" in said(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_a_mark_for_each_stage_and_each_end(lang: str) -> None:
    marks = [circle.get("class", "") for circle in drawing(lang).iter(f"{NAMESPACE}circle")]
    ends = [end["actor"] for stage in STAGES for end in stage["ends"]]

    assert marks.count("oc-timeline-stage") == len(STAGES)
    assert [m.rpartition("-")[2] for m in marks if "oc-actor" in m] == ends


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_leaves_the_picture_or_meets_another(lang: str) -> None:
    lines = list(drawing(lang).iter(f"{NAMESPACE}text"))
    heights = [int(line.get("y", "0")) for line in lines]
    *_, height = map(int, drawing(lang).get("viewBox", "").split())

    assert max(LEFT + WIDEST_CHARACTER * len(line.text or "") for line in lines) <= WIDTH + LEFT
    assert all(below - above >= 15 for above, below in pairwise(heights))
    assert heights[-1] < height


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_has_a_name(lang: str) -> None:
    svg = drawing(lang)

    assert svg.get("role") == "img"
    assert svg.findtext(f"{NAMESPACE}title") == KNOWLEDGE.interface["timeline-title"][lang]
    assert not re.search(r"https?://(?!www\.w3\.org)", ET.tostring(svg, encoding="unicode"))
