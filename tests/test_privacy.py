"""The page about privacy claims nothing without the name of the test that proves it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from document_fixtures import LANGUAGES, Document, documents

from hooks.places import ROOT

CLAIM = re.compile(r"- (?P<sentence>(?:[^.!?`]|`#`)+\.)\n  `(?P<test>\S+)`")
LIMITS = "{#limits}"
"""What follows this heading takes back rather than claims."""


def pieces(page: Document) -> Iterator[str]:
    """Each item and each paragraph that claims something."""
    body = page.body.partition(LIMITS)[0]
    for piece in re.split(r"\n(?=- )|\n\n", body):
        if piece.strip() and not re.match(r"#|\[\[", piece.strip()):
            yield piece.strip()


def unproven(page: Document, tests: set[str]) -> list[str]:
    """What is no claim of one sentence with the name of a test that exists."""
    found = [(piece, CLAIM.fullmatch(piece)) for piece in pieces(page)]
    return [piece for piece, claim in found if claim is None or claim["test"] not in tests]


def every_test() -> set[str]:
    """Every test of this project by its full name."""
    return {
        f"{file.relative_to(ROOT).as_posix()}::{node.name}"
        for file in Path(__file__).parent.glob("test_*.py")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_names_a_test_that_exists(lang: str) -> None:
    page = documents(lang)["privacy.md"]

    assert len(list(pieces(page))) > 15
    assert unproven(page, every_test()) == []


def test_every_language_proves_its_sentences_alike() -> None:
    proofs = {
        tuple(re.findall(r"`(tests/\S+)`", documents(lang)["privacy.md"].body))
        for lang in LANGUAGES
    }

    assert len(proofs) == 1


@pytest.mark.parametrize(
    "claim",
    [
        "- We keep nothing.",
        "- We keep nothing.\n  `tests/test_privacy.py::test_that_is_not_there`",
        "- We keep nothing. We send nothing.\n  `tests/test_a.py::test_a`",
        "We keep nothing.",
        "We keep nothing.\n`tests/test_a.py::test_a`",
    ],
)
def test_a_sentence_without_its_proof_is_found(claim: str) -> None:
    proven = "- All is `#` well.\n  `tests/test_a.py::test_a`"
    limits = f"## Limits {LIMITS}\n\n- Who knows?"
    text = f"---\ntitle: A\n---\n# Title\n\n{proven}\n\n{claim}\n\n{limits}\n"
    page = Document("en", "privacy.md", text)

    assert unproven(page, {"tests/test_a.py::test_a"}) == [claim]
