"""A third language comes by adding files alone: here a made-up one, accented and longer."""

import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from document_fixtures import LANGUAGES, SOURCE, documents
from markup_reader import Element, read

import decision_tree
from decision_tree import Knowledge, KnowledgeError, diagnose
from decision_tree.page import Page
from decision_tree.register_tables import read_tables
from decision_tree.rendering import Asking, question_html, result_html
from hooks import translations
from hooks.places import ROOT
from hooks.register import read_register

CODE = "xx"
ACCENTS = str.maketrans("aeiouAEIOU", "áéíöüÁÉÍÖÜ")
NAME_OR_FIGURE = re.compile(r"(\{[^}]*\})")
PLAIN_VOWEL = re.compile(r"[aeiou]")


def pseudo(text: str) -> str:
    """A text as a made-up language would have it: figures stay, words are accented and longer."""
    if not re.search(r"[^\W\d_]", text):
        return text
    parts = NAME_OR_FIGURE.split(text)
    told = (part if place % 2 else part.translate(ACCENTS) for place, part in enumerate(parts))
    return f"[{''.join(told)} {'~' * (len(text) // 3)}]"


def translated(value: Any) -> Any:  # noqa: ANN401  # TOML
    if isinstance(value, str):
        return pseudo(value)
    if isinstance(value, list):
        return [translated(item) for item in value]
    return {key: translated(item) for key, item in value.items()}


def further_texts(value: object) -> Any:  # noqa: ANN401  # TOML
    """The texts of a table in the made-up language alone, at their places."""
    if isinstance(value, Mapping):
        if set(LANGUAGES) <= value.keys():
            own = {CODE: translated(value[SOURCE])}
            rest = {key: item for key, item in value.items() if key not in LANGUAGES}
            return own | kept(rest)
        return kept(value)
    if isinstance(value, list):
        items = [further_texts(item) for item in value]
        return items if any(items) else {}
    return {}


def kept(table: Mapping[str, object]) -> dict[str, Any]:
    found = {key: further_texts(item) for key, item in table.items()}
    return {key: item for key, item in found.items() if item}


def as_toml(value: object) -> str:
    if isinstance(value, Mapping):
        items = (f"{json.dumps(key)} = {as_toml(item)}" for key, item in value.items())
        return f"{{ {', '.join(items)} }}"
    if isinstance(value, list):
        return f"[{', '.join(as_toml(item) for item in value)}]"
    return json.dumps(value, ensure_ascii=False)


def write_overlays(root: Path) -> None:
    """Beside each file of tables one with the same name that holds the new texts alone."""
    for path in translations.tables(root):
        folder = next(folder for folder in translations.TABLES if folder in path.parents)
        new = root / folder / translations.OVERLAYS / CODE / path.relative_to(folder)
        new.parent.mkdir(parents=True, exist_ok=True)
        texts = further_texts(tomllib.loads((root / path).read_text("utf-8")))
        lines = (f"{json.dumps(key)} = {as_toml(item)}\n" for key, item in texts.items())
        new.write_text("".join(lines), "utf-8")


def write_pages(root: Path) -> None:
    for path in (root / "docs" / SOURCE).rglob("*.md"):
        new = root / "docs" / CODE / path.relative_to(root / "docs" / SOURCE)
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(path.read_text("utf-8").replace(" yang ", " ýáng "), "utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's texts with a third language in it."""
    copy = tmp_path_factory.mktemp("project")
    for folder in ("docs", "decision_tree/knowledge"):
        shutil.copytree(ROOT / folder, copy / folder)
    write_overlays(copy)
    write_pages(copy)
    return copy


@cache
def loaded(root: Path) -> Knowledge:
    return decision_tree.load(root / "decision_tree" / "knowledge")


def page(root: Path) -> Page:
    return Page(knowledge=loaded(root), lang=CODE, causes_url="../")


def words(root: Element) -> Iterator[str]:
    """The texts of a page without those that are marked as being in another language."""
    for part in root.content:
        if isinstance(part, str):
            yield part
        elif part.attributes.get("lang") in {None, CODE}:
            yield from words(part)


def untranslated(html: str) -> list[str]:
    return [text for text in words(read(html)) if PLAIN_VOWEL.search(text)]


def test_the_new_language_is_one_of_the_languages(root: Path) -> None:
    assert list(loaded(root).languages) == [*LANGUAGES, CODE]


def test_every_question_is_asked_in_the_new_language(root: Path) -> None:
    for question in loaded(root).questions.values():
        html = question_html(page(root), Asking(question=question, answers={}))

        assert question.text[CODE].startswith("[")
        assert question.text[CODE] in read(html).text
        assert untranslated(html) == []


def test_a_result_is_told_in_the_new_language_with_its_figures(root: Path) -> None:
    answers = {
        "payment": "paid",
        "tracking-number": "no",
        "closed-when": "shipping-countdown-ended",
    }
    diagnosis = diagnose(loaded(root), answers)
    html = result_html(page(root), diagnosis)

    assert diagnosis.causes[0].id == "not-shipped-in-time"
    assert untranslated(html) == []
    assert f"15 {pseudo('hari')[1:4]}" in loaded(root).facts["dispute-window"].wording[CODE]


def test_claims_and_terms_are_told_in_the_new_language(root: Path) -> None:
    register = read_register(loaded(root), root / "docs/register")

    assert all(PLAIN_VOWEL.search(claim.answer[CODE]) is None for claim in register.claims)
    assert all(term.names[CODE] == pseudo(term.names[SOURCE]) for term in register.terms)
    assert read_tables(root / "docs/register", "timeline")["stage"][0]["name"][CODE]


def test_the_gates_read_the_texts_of_the_new_language(root: Path) -> None:
    for path in translations.tables(root):
        ours = translations.texts(root, path, SOURCE)

        assert translations.texts(root, path, CODE).keys() == ours.keys()


def test_the_languages_that_were_there_stay_as_they_were(root: Path) -> None:
    before, after = decision_tree.load(), loaded(root)

    for lang in LANGUAGES:
        for cause in before.causes.values():
            assert after.causes[cause.id].steps[lang] == cause.steps[lang]


def test_the_gates_hold_for_the_pages_of_the_new_language(root: Path) -> None:
    ours, theirs = documents(SOURCE, root), documents(CODE, root)

    assert translations.languages(root) == [*LANGUAGES, CODE]
    assert list(theirs) == list(ours)
    assert all(theirs[path].structure() == ours[path].structure() for path in ours)
    assert Path("docs/xx/about.md") in translations.stale(root)


def test_a_text_that_the_new_language_lacks_is_named(root: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(root / "decision_tree/knowledge", tmp_path / "knowledge"))
    (folder / "languages" / CODE / "money.toml").unlink()
    (folder / "languages" / CODE / "monny.toml").write_text("", "utf-8")

    assert problems_of(folder) == ("languages/xx/monny.toml: lies over no file",)
    (folder / "languages" / CODE / "monny.toml").unlink()
    places = translations.texts(root, Path("decision_tree/knowledge/money.toml"), SOURCE)
    assert sorted(problems_of(folder)) == sorted(
        f"money.{place}: has no translation in 'xx'" for place in places
    )


def test_a_unit_that_the_new_language_lacks_is_named(root: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(root / "decision_tree/knowledge", tmp_path / "knowledge"))
    file = folder / "languages" / CODE / "interface.toml"
    file.write_text(f'languages = {{ {CODE} = "New" }}\n', "utf-8")

    assert "interface.units.day.xx: 'other' is missing" in problems_of(folder)


def problems_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(KnowledgeError) as error:
        decision_tree.load(folder)
    return error.value.problems
