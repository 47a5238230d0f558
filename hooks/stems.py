"""Knows which words the search takes for one another; it does not know pages or the search engine.

The engine finds a word by its Snowball stem. A family of words can have several stems, so each word
gets helpers: words of its family with the other stems, to be indexed beside it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]  # it ships no types

from .register import FOLDER

FILE = FOLDER / "roots.toml"
STEMMERS = {"en": "english", "id": "indonesian"}
"""How Snowball calls the languages; the engine has the same stemmers."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the search must know of one language; a language without a table knows nothing."""

    lang: str
    families: tuple[frozenset[str], ...] = ()
    everywhere: tuple[str, ...] = ()
    """Words that every page counts as holding."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """What readers call a page, by its address within the language; "." is the start page."""

    def helpers(self, word: str) -> tuple[str, ...]:
        """Return words of the same family, one for each stem that `word` itself does not have."""
        return self._helpers.get(stem(self.lang, word), ())

    @cached_property
    def _helpers(self) -> dict[str, tuple[str, ...]]:
        return {
            own: tuple(word for other, word in members.items() if other != own)
            for members in map(self.by_stem, self.families)
            for own in members
        }

    def by_stem(self, family: Iterable[str]) -> dict[str, str]:
        """Return the shortest word of a family for each of its stems."""
        longest_first = sorted(family, key=lambda word: (-len(word), word))
        return {stem(self.lang, word): word for word in longest_first}


@cache
def stem(lang: str, word: str) -> str:
    if lang not in STEMMERS:
        return word
    return str(snowballstemmer.stemmer(STEMMERS[lang]).stemWord(word.lower()))


@cache
def read_words(lang: str) -> Words:
    """Return the words of a language as the register has them."""
    table = tomllib.loads(FILE.read_text("utf-8")).get(lang)
    if table is None:
        return Words(lang=lang)
    return Words(
        lang=lang,
        families=tuple(_families(table)),
        everywhere=tuple(table["everywhere"]),
        pages=table["pages"],
    )


def _families(table: Mapping[str, Any]) -> Iterator[frozenset[str]]:
    """Yield each family of the table; a root among its words brings all forms of the root along."""
    roots = {
        root: frozenset((*indonesian_forms(root, table["affixes"]), *further))
        for root, further in table.get("roots", {}).items()
    }
    for words in table["families"]:
        yield frozenset().union(*(roots.pop(word, {word}) for word in words))
    yield from roots.values()


def indonesian_forms(root: str, affixes: Mapping[str, Any]) -> Iterator[str]:
    """Yield the forms of a root that the affixes give, whether or not each of them is in use."""
    for pattern, enclitic in product(affixes["patterns"], affixes["enclitics"]):
        prefix, suffix = pattern.split("-")
        for begun in _begun(prefix, root, affixes):
            yield f"{begun}{suffix}{enclitic}"


def _begun(prefix: str, root: str, affixes: Mapping[str, Any]) -> Iterator[str]:
    """Yield the root with a prefix: "meN" and "kirim" give "mengirim" and "mengkirim"."""
    if not prefix.endswith("N"):
        short = root.startswith("r") and prefix in affixes["loses-r"]
        yield prefix.removesuffix("r") + root if short else prefix + root
        return
    nasal = _nasal(root[0], affixes["nasals"])
    if root[0] in affixes["swallowed"]:
        yield prefix[:-1] + nasal + root[1:]
    yield prefix[:-1] + ("n" if nasal == "ny" else nasal) + root


def _nasal(letter: str, nasals: Mapping[str, str]) -> str:
    return next((nasal for nasal, letters in nasals.items() if letter in letters), "")
