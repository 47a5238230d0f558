"""Every page and every text stands in every language, built alike and not older than its source."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from document_fixtures import LANGUAGES, OTHERS, SOURCE, Document, documents, texts

from decision_tree.wording import PLACEHOLDER
from hooks import translations
from hooks.places import ROOT

PAGES = sorted(documents(SOURCE))


def differences(source: Document, other: Document) -> dict[str, tuple[object, object]]:
    """What two versions of a page do not have in common: what it is → both values."""
    ours, theirs = source.structure(), other.structure()
    return {name: (ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]}


def test_every_folder_of_pages_is_a_language_of_the_knowledge() -> None:
    assert translations.languages(ROOT) == LANGUAGES


@pytest.mark.parametrize("lang", OTHERS)
def test_every_page_stands_in_every_language(lang: str) -> None:
    assert sorted(documents(lang)) == PAGES


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("path", PAGES)
def test_a_translation_is_built_like_its_source(path: str, lang: str) -> None:
    assert differences(documents(SOURCE)[path], documents(lang)[path]) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_heading_below_the_title_has_a_name_that_no_translation_changes(lang: str) -> None:
    nameless = [
        f"{path}: {entry}"
        for path, document in documents(lang).items()
        for entry in document.reader.outline
        if entry.startswith(("h2#.", "h3#.", "h4#."))
    ]

    assert nameless == []


@pytest.mark.parametrize("lang", OTHERS)
def test_every_text_of_the_knowledge_has_the_figures_of_its_source(lang: str) -> None:
    """What else could differ, missing texts and lists of other lengths, loading refuses."""
    differing = [
        f"{file}: {place}"
        for file, found in texts(SOURCE).items()
        for place, text in found.items()
        if named(text) != named(texts(lang)[file].get(place, ""))
    ]

    assert differing == []


def named(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def test_no_translation_is_older_than_its_source() -> None:
    assert [translations.remedy(path) for path in translations.stale(ROOT)] == []


WHOLE = """---
title: "Judul"
description: "Ringkas."
group: status
---
# Judul

## Langkah {#steps}

1. Tunggu {payment-check}. [S01]
2. Buka [panduan](guides/frozen.md).

| a | b |
|---|---|
| c | d |
"""


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("## Langkah", "### Langkah", "headings, lists and tables"),
        ("{#steps}", "{#langkah}", "headings, lists and tables"),
        ("| c | d |\n", "| c | d |\n| e | f |\n", "headings, lists and tables"),
        ("1. Tunggu {payment-check}. [S01]\n2. ", "1. Tunggu {payment-check}. [S01] ", "lists"),
        ("frozen.md", "statuses.md", "links"),
        ("[S01]", "[S02]", "sources"),
        ("{payment-check}", "{dispute-window}", "figures"),
        ("group: status", "group: money", "front matter"),
        ("group: status\n", "", "front matter"),
        ('"Ringkas."', '""', "title and description"),
        ("| c | d |\n", "| c | d |\n\n[[figures]]\n", "parts"),
    ],
    ids=range(11),
)
def test_a_planted_difference_is_found(old: str, new: str, what: str) -> None:
    assert old in WHOLE
    found = differences(
        Document("id", "x.md", WHOLE), Document("en", "x.md", WHOLE.replace(old, new))
    )

    assert any(what in name for name in found)


def test_a_missing_page_is_found(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs" / "en", tmp_path / "docs" / "en")
    (tmp_path / "docs/en/guides/frozen.md").unlink()

    assert set(PAGES) - set(documents("en", tmp_path)) == {"guides/frozen.md"}
