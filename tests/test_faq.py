"""The FAQ answers as their files hold them: all are read, and what is wrong in one is named."""

import shutil
from pathlib import Path

import pytest
from document_fixtures import documents
from engine_fixtures import KNOWLEDGE

from decision_tree import KnowledgeError, blocks
from decision_tree.faq import FOLDER, read_answer, read_faq

pytestmark = pytest.mark.host

SOUND = """---
title: "Why?"
description: "Because of {dispute-window}."
group: payment
causes: [out-of-stock]
answers: "payment=paid"
---

Read [this](../guides/figures.md) [S03].
"""


def read(text: str) -> str:
    return blocks.plain(read_answer(KNOWLEDGE, "why", "en", text).whole)


@pytest.mark.parametrize("lang", list(KNOWLEDGE.languages))
def test_every_answer_is_read_with_its_fields(lang: str) -> None:
    found = read_faq(KNOWLEDGE)[lang]
    files = {Path(path).stem: document for path, document in documents(lang).items()
             if path.startswith("faq/") and path != "faq/index.md"}  # fmt: skip

    assert list(found) == sorted(files)
    assert len(found) > 50
    for name, answer in found.items():
        meta = files[name].meta
        fields = (answer.question, answer.group, list(answer.causes), answer.answers)
        assert fields == tuple(meta[key] for key in ("title", "group", "causes", "answers"))


def test_both_languages_have_the_same_kinds_of_blocks() -> None:
    one, other = (
        {name: [block.kind for block in answer.blocks] for name, answer in answers.items()}
        for answers in read_faq(KNOWLEDGE).values()
    )

    assert one == other


def test_the_short_answer_stands_before_the_full_one() -> None:
    assert read(SOUND) == "Because of 15 days.\n\nRead this [S03]."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\ntitle", "title", "does not begin with its fields"),
        ("group: payment\n", "", "the field 'group' is missing"),
        ("group: payment", "group: Pay ment", "'group: Pay ment': is no field"),
        ("group: payment", "group: payment\ngroup: payment", "or stands here twice"),
        ("group: payment", "colour: red", "'colour: red': is no field"),
        ("[out-of-stock]", "[out-of-stok]", "did you mean 'out-of-stock'?"),
        ("payment=paid", "payment=payed", "answers: 'payment=payed' is none"),
        ("{dispute-window}", "{dispute}", "no fact is called 'dispute'"),
        ("Read", "# Read", "'#' is not read here"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(old: str, new: str, said: str) -> None:
    assert old in SOUND
    with pytest.raises(ValueError, match=said.replace("?", r"\?")):
        read(SOUND.replace(old, new, 1))


def test_every_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "docs")
    (folder / "id/faq/who-closed-my-order.md").write_text("nothing", "utf-8")
    (folder / "en/faq/fund-processing.md").write_bytes(b"\xff")
    with pytest.raises(KnowledgeError) as error:
        read_faq(KNOWLEDGE, folder)

    assert [problem.partition(":")[0] for problem in error.value.problems] == [
        "id/faq/who-closed-my-order.md",
        "en/faq/fund-processing.md",
    ]


def test_an_answer_that_lacks_a_language_and_one_with_no_name_are_named(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "docs")
    (folder / "en/faq/fund-processing.md").unlink()
    (folder / "id/faq/My_Answer.md").write_text(SOUND, "utf-8")
    with pytest.raises(KnowledgeError) as error:
        read_faq(KNOWLEDGE, folder)

    assert error.value.problems == (
        "id/faq/My_Answer.md: an answer is called by small letters, digits and hyphens",
        "en/faq/fund-processing.md: is missing in this language",
    )


def test_a_place_without_documents_says_who_has_them(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="a checkout of the project has them"):
        read_faq(KNOWLEDGE, tmp_path)
