"""Every word that a reader sees is spelt as the dictionaries do, or allowed with a reason.

Indonesian affixes are many: a word that the dictionary lacks is right when its stem is. English is
British, with -ise. Between quotation marks and in brackets the other language may speak as well:
that is how buttons of AliExpress and garbled words of the old article are named.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from document_fixtures import LANGUAGES, prose
from Sastrawi.Stemmer.StemmerFactory import (  # type: ignore[import-untyped]  # it ships no types
    StemmerFactory,
)

from hooks import hunspell

LISTS = Path(__file__).parent / "spelling"
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|(?:\w+\.)+(?:com|id|org)\b\S*")
STEMMER = StemmerFactory().create_stemmer()
ASIDE = re.compile(r"“[^”]*”|\([^)]*\)")


@pytest.fixture(scope="module", autouse=True)
def _hunspell() -> None:
    hunspell.ensure_hunspell()


def words(text: str) -> list[str]:
    """The words of a text without addresses; an English genitive counts as its noun."""
    found = WORD.findall(ADDRESS.sub(" ", text).replace(APOSTROPHE, "'"))
    return [word.removesuffix("'s") for word in found]


def findings(lang: str, pieces: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Unknown words of (place, text) pairs: word → places; what is allowed counts as unknown."""
    plain: dict[str, set[str]] = defaultdict(set)
    aside: dict[str, set[str]] = defaultdict(set)
    for place, text in pieces:
        for word in words(ASIDE.sub(" … ", text)):
            plain[word].add(place)
        for word in words(" … ".join(ASIDE.findall(text))):
            aside[word].add(place)
    unknown = misspelt(plain, lang) | both_misspelt(aside, lang)
    return {word: plain[word] | aside[word] for word in sorted(unknown)}


@cache
def present_findings(lang: str) -> dict[str, set[str]]:
    return findings(lang, prose(lang))


def both_misspelt(found: Collection[str], lang: str) -> set[str]:
    for language in (lang, *(other for other in hunspell.DICTIONARIES if other != lang)):
        found = misspelt(found, language)
    return set(found)


def misspelt(found: Collection[str], lang: str) -> set[str]:
    left = hunspell.misspelt(found, [hunspell.DICTIONARIES[lang]])
    if lang != "id":
        return left
    stems = {word: STEMMER.stem(word.lower()) for word in left}
    wrong = hunspell.misspelt(stems.values(), [hunspell.DICTIONARIES[lang]])
    return {word for word, stem in stems.items() if stem == word.lower() or stem in wrong}


@cache
def allowed(lang: str) -> dict[str, str]:
    """The allowed words of a language: word → reason."""
    return dict(read_list((LISTS / f"{lang}.txt").read_text("utf-8")))


def read_list(text: str) -> Iterator[tuple[str, str]]:
    """Word and reason: "# reason" speaks for the words on the lines below it."""
    reason = ""
    for line in text.splitlines():
        if line.startswith("#"):
            reason = line.removeprefix("#").strip()
        elif line:
            yield from ((word, reason) for word in line.split())
        else:
            reason = ""


def is_allowed(word: str, lang: str) -> bool:
    """A name keeps its capitals; any other word may begin a sentence."""
    return word in allowed(lang) or word[0].lower() + word[1:] in allowed(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_is_known_or_allowed(lang: str) -> None:
    found = present_findings(lang)

    assert {word: found[word] for word in found if not is_allowed(word, lang)} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_allowed_word_has_a_reason_and_is_needed(lang: str) -> None:
    needed = {word.lower() for word in present_findings(lang)}

    assert [word for word, reason in allowed(lang).items() if not reason] == []
    assert [word for word in allowed(lang) if word.lower() not in needed] == []


@pytest.mark.parametrize(
    ("lang", "text", "wrong"),
    [
        ("id", "Pembyaran diproses otomatis, lalu dihubungi.", ["Pembyaran"]),
        ("id", "Ajukan pengembalain dana hari ini.", ["pengembalain"]),
        ("id", "Buka “View Details” (lihat rincian), bukan View Details.", ["Details", "View"]),
        ("id", "Buka “Veiw Details”.", ["Veiw"]),
        ("en", f"The sellers{APOSTROPHE} time is up; the seller's dissapeared.", ["dissapeared"]),
        ("en", "The status is “Ditutup” (closed), that is ditutup.", ["ditutup"]),
        (
            "en",
            "Ask in favor of honor, mail a@b.example or see order.example.com/x.",
            ["favor", "honor"],
        ),
    ],
)
def test_a_planted_mistake_is_found(lang: str, text: str, wrong: list[str]) -> None:
    assert [w for w in findings(lang, [("here", text)]) if not is_allowed(w, lang)] == sorted(wrong)


def test_a_word_without_reason_is_told_from_one_with() -> None:
    assert list(read_list("# Names\nAcme Foo\n\nbar\n")) == [
        ("Acme", "Names"),
        ("Foo", "Names"),
        ("bar", ""),
    ]


def test_a_missing_speller_is_named_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(hunspell.HunspellMissingError, match="apt install hunspell hunspell-id"):
        hunspell.ensure_hunspell()


def test_a_missing_dictionary_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hunspell, "DICTIONARIES", {"id": "id_ID", "xx": "xx_XX"})

    assert hunspell.missing() == ["xx_XX"]
