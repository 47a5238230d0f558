"""Writes what a reader has said as a short code to read over the telephone, and opens it again.

A code holds a version of the knowledge, answers, a method of payment and days: numbers of ids and
nothing about a person. It reads the same in every language. This module does not know any wording.

All of it is one number, whose digits have as many values as there is to choose from: first the
version, then each question, the method, each day. The number is written from its low end on; what
is absent at the high end therefore takes no room.

Two symbols more check the rest: read as a number of base 32, every code is one more than a multiple
of `PRIME`. A wrong symbol changes that number by d * 32**n, two neighbours that change places by
d * 31 * 32**n, where d is less than 32: never by a multiple of the prime. One more and not zero, so
that a last symbol which is lost does not go unnoticed either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from itertools import chain
from typing import TypeAlias, TypeVar

from .answers import Answers
from .model import Codebook, Coded, CodedQuestion, Knowledge, Version

Thing = TypeVar("Thing")
AnyCoded = TypeVar("AnyCoded", bound=Coded)
Digit: TypeAlias = tuple[int, int]
"""A value, and how many values there are at its place."""

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters without those that look like another: I, L, O and U."""

VALUES = {symbol: value for value, symbol in enumerate(SYMBOLS)} | {"O": 0, "I": 1, "L": 1}
BASE = 32
PRIME = 1021
"""The largest prime that two symbols have room for."""

CHECK_SYMBOLS = 2
SHORTEST = 1 + CHECK_SYMBOLS
LONGEST = 256
"""Several times what a code takes that says everything; longer texts are not worth reading."""

GROUP = 4
VERSION_STEP = 16
"""A version below this takes one symbol, the first one of its code."""

FIRST_DAY = date(2024, 1, 1)
DAY_STEP = 4096
"""So many days from the first one on, until 2035, take least room; any other day takes more."""

ALL_DAYS = date.max.toordinal()
ABSENT, UNSURE, FIRST_OPTION = range(3)
"""How a question stands in a code; after the options comes what announces a set of them."""


class Flaw(StrEnum):
    """Why a code cannot be opened."""

    TOO_SHORT = "too-short"
    UNKNOWN_CHARACTER = "unknown-character"
    CHECK_FAILED = "check-failed"
    NEWER_VERSION = "newer-version"


class CodeError(ValueError):
    """A text is no code that can be opened; `reason` says why, for a sentence of the interface."""

    def __init__(self, reason: Flaw) -> None:
        self.reason = reason
        super().__init__(f"the case code cannot be opened: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a code says in the words of the present knowledge.

    `version` is the one that the code was written with, and `changes` are the versions since.
    `dropped` are the ids of the questions, days or method for which there is nothing today.
    """

    answers: Answers
    method: str | None
    days: Mapping[str, date]
    version: int
    changes: tuple[Version, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What a code says in the words of its own version."""

    version: int
    answers: Answers
    method: str | None
    days: Mapping[str, date]


def write_code(
    knowledge: Knowledge,
    answers: Answers,
    *,
    method: str | None = None,
    days: Mapping[str, date] = {},
) -> str:
    """Return checked answers, a method of payment and days as a code such as "189P-QH"."""
    version = knowledge.versions[-1].number
    state = _State(version=version, answers=answers, method=method, days=days)
    symbols = _with_check(_symbols(_number(_digits(knowledge.codebook, state))))
    text = "".join(SYMBOLS[symbol] for symbol in symbols)
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def read_code(knowledge: Knowledge, code: str) -> Opened:
    """Return what a code says; small letters count as large, all but letters and digits as nothing.

    Raises `CodeError`, whatever else the text is.
    """
    symbols = _read_symbols(code)
    digits = _Digits(_number((symbol, BASE) for symbol in symbols))
    version = digits.count(VERSION_STEP)
    if version > knowledge.versions[-1].number:
        raise CodeError(Flaw.NEWER_VERSION)
    state = _state(knowledge.codebook, version, digits)
    # What could not have been written here got past the check by chance.
    if _symbols(_number(_digits(knowledge.codebook, state))) != symbols:
        raise CodeError(Flaw.CHECK_FAILED)
    return _opened(knowledge, state)


def _digits(codebook: Codebook, state: _State) -> Iterator[Digit]:
    yield from _count_digits(state.version, VERSION_STEP)
    for question in _numbered(codebook.questions, state.version):
        options = _option_ids(question, state.version)
        yield from _answer_digits(options, state.answers.get(question.id))
    methods = [None, *(entry.id for entry in _numbered(codebook.methods, state.version))]
    yield methods.index(state.method), len(methods)
    for kind in _numbered(codebook.dates, state.version):
        yield from _day_digits(state.days.get(kind.id))


def _numbered(entries: Iterable[AnyCoded], version: int) -> list[AnyCoded]:
    """Return what a version could put into a code."""
    return [entry for entry in entries if entry.since <= version]


def _option_ids(question: CodedQuestion, version: int) -> list[str]:
    return [option.id for option in _numbered(question.options, version)]


def _answer_digits(options: Sequence[str], given: frozenset[str] | None) -> Iterator[Digit]:
    several = FIRST_OPTION + len(options)
    radix = several + 1
    places = [place for place, option in enumerate(options) if option in (given or ())]
    if given is None:
        yield ABSENT, radix
    elif not places:
        yield UNSURE, radix
    elif len(places) == 1:
        yield FIRST_OPTION + places[0], radix
    else:
        yield several, radix
        yield sum(1 << place for place in places), 1 << len(options)


def _day_digits(day: date | None) -> Iterator[Digit]:
    yield int(day is not None), 2
    if day is not None:
        # Days before the first one count from the end of all days.
        yield from _count_digits((day.toordinal() - FIRST_DAY.toordinal()) % ALL_DAYS, DAY_STEP)


def _count_digits(count: int, step: int) -> Iterator[Digit]:
    """Yield a count of any size; the upper half of each digit's values says that more follows."""
    while count >= step:
        yield step + count % step, 2 * step
        count //= step
    yield count, 2 * step


def _number(digits: Iterable[Digit]) -> int:
    number = 0
    for value, radix in reversed(list(digits)):
        number = number * radix + value
    return number


class _Digits:
    """Takes a number apart, digit by digit from its low end on."""

    def __init__(self, number: int) -> None:
        self._rest = number

    def take(self, radix: int) -> int:
        self._rest, value = divmod(self._rest, radix)
        return value

    def count(self, step: int) -> int:
        count, weight = 0, 1
        while (value := self.take(2 * step)) >= step:
            count += (value - step) * weight
            weight *= step
        return count + value * weight


def _state(codebook: Codebook, version: int, digits: _Digits) -> _State:
    answers = {
        question.id: _answer(_option_ids(question, version), digits)
        for question in _numbered(codebook.questions, version)
    }
    methods = [None, *(entry.id for entry in _numbered(codebook.methods, version))]
    method = methods[digits.take(len(methods))]
    days = {kind.id: _day(digits) for kind in _numbered(codebook.dates, version)}
    return _State(
        version=version,
        answers={question: given for question, given in answers.items() if given is not None},
        method=method,
        days={kind: day for kind, day in days.items() if day is not None},
    )


def _answer(options: Sequence[str], digits: _Digits) -> frozenset[str] | None:
    several = FIRST_OPTION + len(options)
    value = digits.take(several + 1)
    if value == ABSENT:
        return None
    if value == UNSURE:
        return frozenset()
    if value < several:
        return frozenset((options[value - FIRST_OPTION],))
    places = digits.take(1 << len(options))
    return frozenset(option for place, option in enumerate(options) if places >> place & 1)


def _day(digits: _Digits) -> date | None:
    if not digits.take(2):
        return None
    ordinal = digits.count(DAY_STEP) + FIRST_DAY.toordinal()
    return date.fromordinal((ordinal - 1) % ALL_DAYS + 1)


def _symbols(number: int) -> list[int]:
    symbols = []
    while number:
        symbols.append(number % BASE)
        number //= BASE
    return symbols


def _remainder(symbols: Iterable[int]) -> int:
    return reduce(lambda rest, symbol: (rest * BASE + symbol) % PRIME, symbols, 0)


def _with_check(symbols: Sequence[int]) -> list[int]:
    missing = (1 - _remainder([*symbols, *[0] * CHECK_SYMBOLS])) % PRIME
    return [*symbols, *divmod(missing, BASE)]


def _read_symbols(code: str) -> list[int]:
    """Return the symbols of a code without those of the check, once they have passed it."""
    characters = [character.upper() for character in code if character.isalnum()]
    if not VALUES.keys() >= set(characters):
        raise CodeError(Flaw.UNKNOWN_CHARACTER)
    if len(characters) < SHORTEST:
        raise CodeError(Flaw.TOO_SHORT)
    symbols = [VALUES[character] for character in characters]
    content = symbols[:-CHECK_SYMBOLS]
    # Two symbols can also say a little more than the prime, which nobody writes.
    if len(symbols) > LONGEST or _with_check(content) != symbols:
        raise CodeError(Flaw.CHECK_FAILED)
    return content


def _opened(knowledge: Knowledge, state: _State) -> Opened:
    book = knowledge.codebook
    methods = {state.method: state.method} if state.method else {}
    answers, lost_answers = _carried(book.questions, _answers_today(book, state.answers))
    method, lost_method = _carried(book.methods, methods)
    days, lost_days = _carried(book.dates, state.days)
    return Opened(
        answers={
            question: answers[question] for question in knowledge.questions if question in answers
        },
        method=next(iter(method), None),
        days={kind: days[kind] for kind in knowledge.dates if kind in days},
        version=state.version,
        changes=knowledge.versions[state.version :],
        dropped=(*lost_answers, *lost_method, *lost_days),
    )


def _answers_today(book: Codebook, answers: Answers) -> dict[str, frozenset[str] | None]:
    """Return the answers with the options of today, None where one of them leads nowhere.

    What is left of a set would say more than the reader did.
    """
    found: dict[str, frozenset[str] | None] = {}
    for question in book.questions:
        if question.id in answers:
            heirs = [o.heirs for o in question.options if o.id in answers[question.id]]
            found[question.id] = frozenset(chain.from_iterable(heirs)) if all(heirs) else None
    return found


def _carried(
    entries: Iterable[Coded], held: Mapping[str, Thing | None]
) -> tuple[dict[str, Thing], list[str]]:
    """Return what is held by the ids of today, and the ids of what leads nowhere.

    Where two lead to one, what stood there before goes first.
    """
    found: dict[str, Thing] = {}
    dropped = []
    for entry in sorted(entries, key=lambda entry: entry.becomes is not None):
        thing, heir = held.get(entry.id), next(iter(entry.heirs), None)
        if thing is not None and heir is not None and heir not in found:
            found[heir] = thing
        elif entry.id in held:
            dropped.append(entry.id)
    return found, dropped
