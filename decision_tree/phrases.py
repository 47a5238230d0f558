"""Finds phrases of the data again in a row of words.

It does not know what a phrase means. "order [was|has been] (closed|ended)" stands for six phrases:
what stands in square brackets may be missing, and one of what stands in round ones has to be there.
They are never written out: some phrases stand for thousands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

Words = tuple[str, ...]
Slot = tuple[Words, ...]
"""What may stand at one place of a phrase; no words where it may be missing."""
Meaning = TypeVar("Meaning")

PIECE = re.compile(r"\[([^][()]*)\]|\(([^][()]*)\)|([^][()]+)")
WORD = re.compile(r"[#¤@…]|(?<!\S)[-:](?!\S)|[^\W_]+(?:'[^\W_]+)*")
"""A word or a sign: a long number, one that only parcels have, a day, what is hidden; and a dash or
a colon that stands alone."""


def is_sound(phrase: str) -> bool:
    """Tell whether a phrase is well formed: brackets in pairs, none in another, some word left."""
    needed = (needed or plain for _, needed, plain in PIECE.findall(phrase))
    return not PIECE.sub("", phrase) and any(map(words, needed))


def slots(phrase: str) -> tuple[Slot, ...]:
    """Return the places of a phrase, one behind the other, each with its choices."""
    found: list[Slot] = []
    for optional, needed, plain in PIECE.findall(phrase):
        choices = tuple(words(choice) for choice in (optional or needed or plain).split("|"))
        found.append((*choices, ()) if optional else choices)
    return tuple(found)


def words(text: str) -> Words:
    """Return the words of a text in small letters."""
    return tuple(WORD.findall(text.lower()))


class Lexicon(Generic[Meaning]):
    """Phrases with what each means; a number that only parcels have is a long number too."""

    def __init__(self, entries: Iterable[tuple[Sequence[Slot], Meaning]]) -> None:
        self._beginning: dict[str, list[tuple[Sequence[_Place], Meaning]]] = defaultdict(list)
        for phrase, meaning in entries:
            places = tuple(_Place(slot) for slot in phrase)
            for word in dict.fromkeys(_first_words(places)):
                self._beginning[word].append((places, meaning))

    def found_in(self, row: Sequence[str]) -> Iterator[slice]:
        """Yield where phrases stand in a row of words, front to back: each time the longest."""
        row, start = tuple(row), 0
        while start < len(row):
            phrases = self._beginning.get(row[start], ())
            end = max(
                (end for places, _ in phrases for end in _ends(places, row, start)), default=0
            )
            if end > start:
                yield slice(start, end)
            start = max(end, start + 1)

    def meanings(self, row: Sequence[str]) -> list[Meaning]:
        """Return what a row of words means that is nothing but a phrase."""
        row = tuple(row)
        phrases = self._beginning.get(row[0], ()) if row else ()
        found = (meaning for places, meaning in phrases if len(row) in _ends(places, row, 0))
        return list(dict.fromkeys(found))

    def __contains__(self, row: Sequence[str]) -> bool:
        return bool(self.meanings(row))


class _Place:
    """One place of a phrase: its choices by their first word, and whether it may be missing."""

    def __init__(self, slot: Slot) -> None:
        self.is_optional = () in slot
        self.choices: dict[str, list[Words]] = defaultdict(list)
        for choice in filter(None, slot):
            of_parcel = tuple("¤" if word == "#" else word for word in choice)
            for way in dict.fromkeys((choice, of_parcel)):
                self.choices[way[0]].append(way)


def _first_words(places: Iterable[_Place]) -> Iterator[str]:
    for place in places:
        yield from place.choices
        if not place.is_optional:
            return


def _ends(places: Iterable[_Place], row: Words, start: int) -> set[int]:
    """Return where a phrase that begins at a place of a row can end."""
    ends = {start}
    for place in places:
        behind = {
            end + len(choice)
            for end in ends
            if end < len(row)
            for choice in place.choices.get(row[end], ())
            if row[end : end + len(choice)] == choice
        }
        ends = behind | ends if place.is_optional else behind
        if not ends:
            break
    return ends


def every_word(phrases: Iterable[str]) -> frozenset[str]:
    """Return the words of all the phrases."""
    return frozenset(word for phrase in phrases for word in words(phrase))
