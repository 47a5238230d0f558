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

    tree = grow(KNOWLEDGE, "en", depth)

    assert tree.answers == ()
    assert depth_of(tree) == depth


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


def result(text: str, *answers: str) -> Node:
    return Node(answers=answers, text=text, is_result=True, branches=())


SMALL = Node(
    answers=(),
    text='Was it "paid"?',
    is_result=False,
    branches=(
        result("Receipt was confirmed, perhaps by mistake", "Yes", "Not sure"),
        result("Never paid", "No"),
    ),
)
"""One question with two results, the first of them on two lines."""

STYLED = {"fill": "none", "stroke": "currentColor"}


def drawn(tree: Node) -> ET.Element:
    return ET.fromstring(graph.svg(tree, "x"))  # noqa: S314 -- made by this very package


def test_mermaid_draws_results_round_and_quotes_as_entities() -> None:
    assert graph.mermaid(SMALL).splitlines() == [
        "flowchart LR",
        '  n["Was it #quot;paid#quot;?"]',
        '  n_0(["Receipt was confirmed, perhaps by mistake"])',
        '  n -->|"Yes / Not sure"| n_0',
        '  n_1(["Never paid"])',
        '  n -->|"No"| n_1',
    ]
    assert graph.mermaid(SMALL).endswith("n_1\n")


def test_each_box_is_a_group_of_its_shape_and_its_lines() -> None:
    picture = drawn(SMALL)
    groups = [[part.tag for part in group] for group in picture.findall(f"{SVG}g")]

    assert picture.tag == f"{SVG}svg"
    assert [part.tag.removeprefix(SVG) for part in picture] == ["title", *["path"] * 2, *["g"] * 3]
    assert groups == [[f"{SVG}rect", *[f"{SVG}text"] * lines] for lines in (3, 2, 1)]


def test_long_answers_and_long_questions_go_on_in_the_next_line() -> None:
    wordy = Node(answers=("answer " * 9,), text="word " * 12, is_result=True, branches=())
    lines = [line.text or "" for line in drawn(wordy).iter(f"{SVG}text")]

    assert [len(line) for line in lines] == [34, 27, 34, 24]


def test_the_picture_is_as_large_as_its_boxes_and_takes_the_text_around_it() -> None:
    assert drawn(SMALL).attrib == {
        "role": "img",
        "viewBox": "0 0 668 135",
        "width": "668",
        "height": "135",
        "font-family": "inherit",
        "font-size": "13",
        "class": "oc-tree",
    }


def test_a_box_is_as_high_as_its_lines_and_results_are_round() -> None:
    shapes = [rect.attrib for rect in drawn(SMALL).iter(f"{SVG}rect")]
    box = {**STYLED, "stroke-opacity": "0.7", "width": "310"}
    round_box = {**box, "rx": "14", "class": "oc-tree-result"}

    assert shapes == [
        {**round_box, "x": "357", "y": "1", "height": "67"},
        {**round_box, "x": "357", "y": "76", "height": "50"},
        {**box, "rx": "4", "class": "oc-tree-question", "x": "1", "y": "1", "height": "33"},
    ]


def test_each_line_stands_below_the_one_before_and_answers_are_slanted() -> None:
    lines = [(line.text, line.attrib) for line in drawn(SMALL).iter(f"{SVG}text")]
    slanted = {"fill": "currentColor", "font-style": "italic"}
    bold = {"fill": "currentColor", "font-weight": "bold"}

    assert lines == [
        ("Yes / Not sure", {**slanted, "x": "365", "y": "22"}),
        ("Receipt was confirmed, perhaps by", {**bold, "x": "365", "y": "39"}),
        ("mistake", {**bold, "x": "365", "y": "56"}),
        ("No", {**slanted, "x": "365", "y": "97"}),
        ("Never paid", {**bold, "x": "365", "y": "114"}),
        ('Was it "paid"?', {**bold, "x": "9", "y": "22"}),
    ]


def test_each_branch_is_joined_to_the_first_line_of_its_box() -> None:
    edge = {**STYLED, "stroke-opacity": "0.4"}

    assert [path.attrib for path in drawn(SMALL).iter(f"{SVG}path")] == [
        {**edge, "d": "M311 17C334 17 334 17 357 17"},
        {**edge, "d": "M311 17C334 17 334 92 357 92"},
    ]


def test_a_box_that_is_higher_than_its_branches_makes_room_below_them() -> None:
    tall = Node(answers=(), text="long " * 40, is_result=False, branches=SMALL.branches[1:])
    below = Node(
        answers=(), text="x", is_result=False, branches=(tall, *SMALL.branches, tall, tall)
    )
    boxes = sorted(
        (float(rect.get("y", "")), float(rect.get("height", "")))
        for rect in drawn(below).iter(f"{SVG}rect")
        if rect.get("x") == "357"
    )

    assert drawn(tall).get("height") == "128"
    assert [under[0] - over[0] - over[1] for over, under in pairwise(boxes)] == [8, 8, 8, 8]


def test_a_result_and_what_comes_after_the_depth_are_said_in_words() -> None:
    said = KNOWLEDGE.interface
    shown = [node for node in nodes(TREE) if not node.branches]
    results = [
        said["tree-result"]["id"].format(cause=c.name["id"]) for c in KNOWLEDGE.causes.values()
    ]
    more = [
        said["tree-more"]["id"].format(question=q.text["id"]) for q in KNOWLEDGE.questions.values()
    ]

    assert {node.text for node in shown if node.is_result} <= set(results)
    assert {node.text for node in shown if not node.is_result} <= set(more)
    assert {node.is_result for node in shown} == {True, False}


def test_no_two_branches_lead_to_the_same_place() -> None:
    for node in nodes(TREE):
        places = [(branch.text, branch.branches) for branch in node.branches]
        assert len(places) == len(set(places))
