"""No FAQ answer vanishes without a word: the register holds all that were ever published."""

import shutil
from pathlib import Path

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree import KnowledgeError
from decision_tree.faq import FOLDER, read_faq
from decision_tree.faq_register import Withdrawn, read_withdrawn

pytestmark = pytest.mark.host

GONE = """
[withdrawn.{name}]
day = 2026-12-31
instead = "closed-although-paid"
question.id = "Kenapa?"
question.en = "Why?"
"""
PRESENT = {name for answers in read_faq(KNOWLEDGE).values() for name in answers}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER / "register", tmp_path / "register"))


def write(folder: Path, text: str, old: str = "", new: str = "") -> None:
    file = folder / "answers.toml"
    file.write_text(file.read_text("utf-8").replace(old, new) + text, "utf-8")


def problems(folder: Path, present: set[str]) -> str:
    with pytest.raises(KnowledgeError) as error:
        read_withdrawn(KNOWLEDGE, present, folder)
    return "\n".join(error.value.problems)


def test_the_register_is_complete() -> None:
    assert read_withdrawn(KNOWLEDGE, PRESENT).keys().isdisjoint(PRESENT)


def test_a_withdrawn_answer_says_what_to_read_instead(folder: Path) -> None:
    write(folder, GONE.format(name="fund-processing"))
    found = read_withdrawn(KNOWLEDGE, PRESENT - {"fund-processing"}, folder)

    assert found["fund-processing"].instead == "closed-although-paid"
    assert found["fund-processing"].question == {"id": "Kenapa?", "en": "Why?"}
    assert isinstance(found["fund-processing"], Withdrawn)


def test_an_answer_cannot_go_without_a_word(folder: Path) -> None:
    said = problems(folder, PRESENT - {"fund-processing"})

    assert said == (
        "answers.withdrawn: 'fund-processing' has no file any more; say when it was withdrawn"
    )


def test_an_answer_cannot_be_taken_from_the_list(folder: Path) -> None:
    write(folder, "", '  "fund-processing",\n', "")

    assert "'fund-processing' is missing; it never goes" in problems(folder, PRESENT)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("fund-processing", "", "", "fund-processing: has a file still"),
        ("never-there", "", "", "never-there: was never published"),
        ("'../x'", "", "", "../x: an answer is called by small letters"),
        (
            "x",
            "closed-although-paid",
            "closed-although-pad",
            "did you mean 'closed-although-paid'?",
        ),
        ("x", 'question.en = "Why?"\n', "", "has no translation in 'en'"),
        ("x", "2026-12-31", '"soon"', "must be a date"),
        ("x", "day", "when", "'day' is missing"),
    ],
)
def test_what_is_wrong_is_named(folder: Path, name: str, old: str, new: str, said: str) -> None:
    write(folder, GONE.format(name=name).replace(old, new, 1))

    assert said in problems(folder, PRESENT)
