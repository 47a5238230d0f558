"""The drawing of the grown tree."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree import graph
from decision_tree.graph import Node, grow

SVG = "{http://www.w3.org/2000/svg}"
TREE = grow(KNOWLEDGE, "id", 2)


def nodes(node: Node) -> list[Node]:
    return [node, *(n for branch in node.branches for n in nodes(branch))]


def test_the_root_is_the_first_question() -> None:
    assert TREE.text in {question.text["id"] for question in KNOWLEDGE.questions.values()}
    assert TREE.answers == ()


def test_every_answer_leads_to_one_branch() -> None:
    first = next(q for q in KNOWLEDGE.questions.values() if q.text["id"] == TREE.text)
    labels = [label for branch in TREE.branches for label in branch.answers]

    assert sorted(labels) == sorted(
        [*(option.label["id"] for option in first.options), KNOWLEDGE.interface["unsure"]["id"]]
    )


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_the_tree_is_as_deep_as_asked(depth: int) -> None:
    def depth_of(node: Node) -> int:
        return max((1 + depth_of(branch) for branch in node.branches), default=0)

    assert depth_of(grow(KNOWLEDGE, "en", depth)) == depth


def test_mermaid_names_every_box_and_every_answer() -> None:
    text = graph.mermaid(TREE)

    assert text.startswith("flowchart LR\n")
    assert text.count("-->") == len(nodes(TREE)) - 1
    assert all(node.text.replace('"', "#quot;") in text for node in nodes(TREE))


def test_the_picture_is_an_image_with_a_title_and_all_boxes() -> None:
    picture = ET.fromstring(graph.svg(TREE, "Pohon & ranting"))  # noqa: S314 -- made by this very package

    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "Pohon & ranting"
    assert len(picture.findall(f".//{SVG}rect")) == len(nodes(TREE))


def test_no_two_boxes_of_the_picture_overlap() -> None:
    picture = ET.fromstring(graph.svg(TREE, "x"))  # noqa: S314 -- made by this very package
    boxes = [
        tuple(float(rect.get(side, "")) for side in ("x", "y", "height"))
        for rect in picture.findall(f".//{SVG}rect")
    ]
    columns = {left: sorted((y, y + h) for x, y, h in boxes if x == left) for left, _, _ in boxes}

    for spans in columns.values():
        assert all(below[0] >= above[1] for above, below in pairwise(spans))
