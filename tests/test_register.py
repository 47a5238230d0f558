"""The claims of the old article and the glossary: complete, true to the dossier, and checked."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE, shared

from decision_tree import KnowledgeError
from hooks.register import FOLDER, read_register


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER.parent, tmp_path / "docs") / "register")


def dossier() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shared("facts/dossier.json").read_text("utf-8"))
    return found


def problems_after(folder: Path, name: str, old: str, new: str) -> tuple[str, ...]:
    """What reading says when the first `old` in a file has become `new`."""
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(KnowledgeError) as error:
        read_register(KNOWLEDGE, folder)
    return error.value.problems


def test_every_claim_has_the_verdict_of_the_dossier() -> None:
    claims = read_register(KNOWLEDGE).claims

    assert {claim.id: claim.verdict.value for claim in claims} == {
        claim["id"]: claim["verdict"].replace(" ", "-") for claim in dossier()["claims"]
    }
    assert len(claims) == 71


def test_every_claim_names_the_sources_section_and_contradictions_of_the_dossier() -> None:
    theirs = {claim["id"]: claim for claim in dossier()["claims"]}

    for claim in read_register(KNOWLEDGE).claims:
        assert claim.section == theirs[claim.id]["section"], claim.id
        assert set(claim.sources) == set(theirs[claim.id]["sources"]), claim.id
        assert set(claim.contradictions) == set(theirs[claim.id]["contradictions"]), claim.id


def test_claims_stand_in_the_order_of_the_article() -> None:
    sections = [claim.section for claim in read_register(KNOWLEDGE).claims]

    assert sections == sorted(sections)


def test_every_term_of_the_dossier_is_explained() -> None:
    assert len(read_register(KNOWLEDGE).terms) >= len(dossier()["glossary"])


@pytest.mark.parametrize("word", ["Open Spore", "Olahraga dibuka"])
def test_the_garbled_words_that_readers_search_for_are_there(word: str) -> None:
    garbled = [name for term in read_register(KNOWLEDGE).terms for name in term.garbled]

    assert any(word.casefold() in name.casefold() for name in garbled)


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("claims.toml", '"confirmed"', '"true"', "verdict: no value is called 'true'"),
        ("claims.toml", '"S16"', '"S999"', "sources: no source is called 'S999'"),
        ("claims.toml", "claim.en", "claim.fr", "claim: has no translation in 'en'"),
        ("claims.toml", "answer.id =", "reply.id =", "answer: has no translation in 'id'"),
        ("claims.toml", "order-life.md", "nowhere.md", "there is no page 'id/guides/nowhere.md'"),
        ("glossary.toml", "{dispute-window}", "{windw}", "no fact is called 'windw'"),
        ("glossary.toml", "definition.en", "definition.fr", "has no translation in 'en'"),
        ("glossary.toml", 'en = "order"', 'fr = "order"', "'en' is missing"),
        ("glossary.toml", "garbled = [", "garbld = [", "no key is called 'garbld'"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    folder: Path, name: str, old: str, new: str, problem: str
) -> None:
    assert any(problem in found for found in problems_after(folder, name, old, new))


def test_a_broken_file_is_named(folder: Path) -> None:
    assert problems_after(folder, "claims.toml", "[C01]", "[C01")[0].startswith("claims.toml: ")
