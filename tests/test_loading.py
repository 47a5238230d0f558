"""The knowledge is read from its files; broken files are named one by one."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from engine_fixtures import shared, vocabulary

from decision_tree import Knowledge, KnowledgeError, load
from decision_tree.loading import load_cases


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with as_file(files("decision_tree") / "knowledge") as real:
        return Path(shutil.copytree(real, tmp_path / "knowledge"))


def problems_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    return error.value.problems


def test_a_copy_of_the_knowledge_loads(folder: Path, knowledge: Knowledge) -> None:
    assert list(load(folder).causes) == list(knowledge.causes)


def test_broken_files_are_named_all_at_once(folder: Path) -> None:
    (folder / "facts.toml").write_text("[a\n", "utf-8")
    (folder / "money.toml").write_bytes(b"\xff")
    (folder / "sources.toml").unlink()
    toml, text, missing = sorted(problems_of(folder))

    assert toml.startswith("facts.toml: not valid TOML: ")
    assert "line 1" in toml
    assert text == "money.toml: the file is not UTF-8 text"
    assert missing == "sources.toml: the file is missing"


def test_cause_without_file_and_file_without_cause_are_named(folder: Path) -> None:
    (folder / "causes/out-of-stock.toml").rename(folder / "causes/sold-out.toml")

    assert sorted(problems_of(folder)) == [
        "causes/out-of-stock.toml: the file is missing",
        "causes/sold-out.toml: is not listed in causes.toml",
    ]


def test_a_missing_folder_and_a_repeated_cause_are_named(folder: Path) -> None:
    shutil.rmtree(folder / "causes")
    (folder / "causes.toml").write_text('order = ["out-of-stock", "out-of-stock"]', "utf-8")
    problems = problems_of(folder)

    assert "causes.toml: 'out-of-stock' stands in the order more than once" in problems
    assert "causes/out-of-stock.toml: the file is missing" in problems


def test_ids_are_those_of_the_vocabulary(knowledge: Knowledge) -> None:
    words = vocabulary()

    assert {c.id: c.dossier for c in knowledge.causes.values()} == {
        name: entry["dossier"] for name, entry in words["causes"].items()
    }
    assert {q.id: list(q.option_ids) for q in knowledge.questions.values()} == {
        name: list(options) for name, options in words["questions"].items()
    }
    assert {s.id: s.dossier for s in knowledge.situations.values()} == {
        name: entry["dossier"] for name, entry in words["situations"].items()
    }


def test_every_cause_says_something_about_every_question_that_tells_causes_apart(
    knowledge: Knowledge,
) -> None:
    telling = set(knowledge.questions) - {"days-since"}

    assert {c.id: telling - set(c.signs) for c in knowledge.causes.values()} == {
        cause: set() for cause in knowledge.causes
    }


def test_sources_are_never_linked_to_a_lookalike_or_to_mass_produced_pages(
    knowledge: Knowledge,
) -> None:
    linked = [source for source in knowledge.sources.values() if source.link]

    assert [
        s.id for s in linked if s.grade in {"C", "D", "none"} or "laliexpress" in str(s.link)
    ] == []


def test_cases_are_read(knowledge: Knowledge) -> None:
    cases = load_cases(shared("cases/public.toml"), knowledge)

    assert len(cases) == 150
    assert cases[0].right_causes == {"unpaid-timeout"}


def test_a_missing_file_of_cases_is_one_sentence(knowledge: Knowledge, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.toml: the file is missing$"):
        load_cases(tmp_path / "nowhere.toml", knowledge)


def test_a_folder_is_no_file_of_cases(knowledge: Knowledge, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is a folder, not a file"):
        load_cases(tmp_path, knowledge)
