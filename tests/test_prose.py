"""Texts keep the house words, take figures from the register, and stay short enough to read."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from document_fixtures import LANGUAGES, SOURCE, documents, filled, prose, texts
from engine_fixtures import KNOWLEDGE, shared

from hooks.notes import FIGURE

RULES = Path(__file__).parent / "language"
TERMS = tomllib.loads((RULES / "terms.toml").read_text("utf-8"))
FIGURES = tomllib.loads((RULES / "figures.toml").read_text("utf-8"))
ASIDE = re.compile(r"“[^”]*”|\([^)]*\)")
QUOTES = re.compile(r"['\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]")
REGISTER = "facts.toml"
LONGEST_MEAN = 25
LONGEST_SHORT_ANSWER = 320
LONGEST_DESCRIPTION = 155


def forbidden(lang: str, pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Place, word and what to write instead, for each word that the language does not use."""
    rules = [(re.compile(rf"\b(?:{t['wrong']})\b", re.IGNORECASE), t) for t in TERMS[lang]]
    for place, text in pieces:
        plain = QUOTES.sub("'", text)
        for pattern, term in rules:
            read = ASIDE.sub(" … ", plain) if term.get("aside") else plain
            yield from ((place, m[0], term["right"]) for m in pattern.finditer(read))


def is_exempt(place: str, word: str) -> bool:
    return any(
        exempt["place"] == place and exempt["word"] == word.lower() for exempt in TERMS["exempt"]
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_uses_a_word_that_the_house_does_not(lang: str) -> None:
    found = [hit for hit in forbidden(lang, prose(lang)) if not is_exempt(*hit[:2])]

    assert found == []


def test_every_exemption_has_a_reason_and_is_needed() -> None:
    found = {
        (place, word.lower())
        for lang in LANGUAGES
        for place, word, _ in forbidden(lang, prose(lang))
    }

    assert [e for e in TERMS["exempt"] if not e["reason"]] == []
    assert [e for e in TERMS["exempt"] if (e["place"], e["word"]) not in found] == []


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("id", "Buka perselisihan, lalu mengkonfirmasikan.", ["perselisihan", "mengkonfirmasikan"]),
        ("id", "Minta refund lewat “Refund only” (refund saja).", ["refund"]),
        ("id", "Pesanan Anda sudah lengkap; alamat pesanan tidak lengkap.", ["lengkap"]),
        ("en", "Ask the support team; it isn\N{RIGHT SINGLE QUOTATION MARK}t realized.", ["x"] * 3),
    ],
)
def test_a_planted_word_is_found(lang: str, text: str, words: list[str]) -> None:
    assert len(list(forbidden(lang, [("here", text)]))) == len(words)


def straight_marks(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(place, text) for place, text in pieces if "'" in text or '"' in text]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quotation_marks_and_apostrophes_are_those_of_print(lang: str) -> None:
    assert straight_marks(prose(lang)) == []


def test_a_straight_mark_is_found() -> None:
    assert [place for place, _ in straight_marks([("a", "a bank's"), ("b", "“a”")])] == ["a"]


@cache
def typed_figure(lang: str) -> re.Pattern[str]:
    rules = FIGURES[lang]
    number = rf"(?:\d[\d.,]*|{rules['numbers']})"
    unit = rf"(?:{rules['units']})\b|%"
    money = r"(?:\b(?:Rp|IDR|USD|CNY)|[$€£¥])\s?\d[\d.,]*"
    dashes = r"[\s\N{NO-BREAK SPACE}\N{HYPHEN}\N{EN DASH}x\N{MULTIPLICATION SIGN}-]"
    return re.compile(
        rf"\b{number}{dashes}*(?:{unit})|{money}|\b(?:{rules['ordinals']})[ -]\d+", re.IGNORECASE
    )


def typed_figures(lang: str, pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    pattern = typed_figure(lang)
    return [(place, m[0]) for place, text in pieces for m in pattern.finditer(text)]


def written(lang: str) -> Iterator[tuple[str, str]]:
    """Every text as typed, with its place; the register is where figures belong."""
    for path, document in documents(lang).items():
        yield path, document.typed
    for file, found in texts(lang).items():
        if file != REGISTER:
            yield from ((f"{file}: {place}", FIGURE.sub(" … ", t)) for place, t in found.items())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_figure_with_a_unit_is_typed_by_hand(lang: str) -> None:
    assert typed_figures(lang, written(lang)) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("id", "dalam 15 hari"),
        ("id", "paling lama 3-20 hari kerja"),
        ("id", "dalam 2\N{MULTIPLICATION SIGN}24 jam"),
        ("id", "selama dua puluh hari"),
        ("id", "sejak hari ke-11"),
        ("id", "bea 7,5 persen, PPN 12%"),
        ("id", "mulai Rp1.500.000"),
        ("en", "within 15 days"),
        ("en", "the 15-day window"),
        ("en", "within fifteen days"),
        ("en", "half an hour"),
        ("en", "3\N{EN DASH}20 business days"),
        ("en", "7.5 per cent, 12%"),
        ("en", "below $3, US$ 100, 3 US dollars"),
        ("en", "on day 11"),
    ],
)
def test_a_planted_figure_is_found(lang: str, text: str) -> None:
    assert typed_figures(lang, [("here", text)])


@pytest.mark.parametrize("text", ["sejak 5 Maret 2025", "PMK 4/2025", "tahun 2016", "setiap hari"])
def test_dates_and_laws_are_no_figures(text: str) -> None:
    assert typed_figures("id", [("here", text)]) == []


def test_every_figure_that_a_page_names_is_in_the_register() -> None:
    named = {
        (lang, path, name)
        for lang in LANGUAGES
        for path, document in documents(lang).items()
        for name in FIGURE.findall(document.text)
    }

    assert len(named) > 100
    assert {entry for entry in named if entry[2] not in KNOWLEDGE.facts} == set()


def test_the_register_has_every_figure_of_the_dossier() -> None:
    assert {fact.dossier for fact in KNOWLEDGE.facts.values()} == {
        figure["id"] for figure in dossier()["figures"]
    }


def dossier() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shared("facts/dossier.json").read_text("utf-8"))
    return found


def mean_sentence(blocks: Iterable[str]) -> float:
    """Mean words of a sentence; a block that ends no sentence, such as a label, does not count."""
    ends = re.compile(r"[.!?:…]+[”\")]*(?=\s|$)")
    sentences = [
        len(sentence.split())
        for block in blocks
        if ends.search(block)
        for sentence in ends.split(block)
        if sentence.strip()
    ]
    return sum(sentences) / len(sentences) if sentences else 0.0


def readings(lang: str) -> Iterator[tuple[str, list[str]]]:
    """Each page and each file of the knowledge with its pieces of text."""
    for path, document in documents(lang).items():
        yield path, document.blocks
    for file, found in texts(lang).items():
        yield file, [filled(text, lang) for text in found.values()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_short_on_every_page(lang: str) -> None:
    means = {place: mean_sentence(blocks) for place, blocks in readings(lang)}

    assert {place: mean for place, mean in means.items() if mean > LONGEST_MEAN} == {}


def test_a_long_sentence_is_measured() -> None:
    assert mean_sentence(["One two three. Four (five) “six”?", "A label"]) == 3.0
    assert mean_sentence([f"{'word ' * 26}end."]) > LONGEST_MEAN


@pytest.mark.parametrize("lang", LANGUAGES)
def test_short_answers_and_descriptions_are_short(lang: str) -> None:
    lengths = {
        path: len(filled(document.meta["description"], lang))
        for path, document in documents(lang).items()
    }
    limits = {
        path: LONGEST_SHORT_ANSWER if is_answer(path) else LONGEST_DESCRIPTION for path in lengths
    }

    assert {path: length for path, length in lengths.items() if length > limits[path]} == {}


def is_answer(path: str) -> bool:
    return path.startswith("faq/") and path != "faq/index.md"


def test_there_are_forty_answers_at_least() -> None:
    assert sum(map(is_answer, documents(SOURCE))) >= 40
