"""Takes out of a pasted text whatever could be personal, before anything is shown or kept.

It keeps what is known to be harmless instead of looking for what is personal: the words by which a
text is read, days, times and punctuation. A list of all names and addresses can never be complete;
a list of harmless words can. It does not know what the words that stay mean.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from .days import FoundDay, days_in, shows_day_first
from .model import Knowledge
from .phrases import Lexicon, every_word, slots, words

LONGEST_TEXT = 20_000
"""Characters that are read: far more than an order page has, and done in a moment on any phone."""

LEAST_DIGITS = 4
"""People shorten the number of an order, but hardly to fewer digits."""

FIRST_YEAR, LAST_YEAR = 2015, 2035
"""A day outside these years is no day of an order that still matters; it may be a day of birth."""


class Kind(StrEnum):
    """What a piece of a redacted line is."""

    WORD = "word"
    HIDDEN = "hidden"
    NUMBER = "number"
    PARCEL = "parcel"
    DAY = "day"
    TIME = "time"
    POINT = "point"


class Piece(NamedTuple):
    """One piece of a line; `day` is what a day means, `is_apart` whether a gap lies before it."""

    kind: Kind
    text: str
    is_apart: bool
    day: dt.date | None = None


Line = tuple[Piece, ...]

BREAKS = re.compile(
    r"<br\s*/?>|</(?:p|div|tr|li|td|th|dt|dd|h\d)>|\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]",
    re.IGNORECASE,
)
MARKUP = re.compile(r"<[/!a-z][^<>]{0,500}>", re.IGNORECASE)
SPACES = re.compile(r"[^\S\n]+")
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc`", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\uff1a\u2236", ":")
)
"""Apostrophes, dashes and colons that mean the same as the plain ones."""

CHUNK = re.compile(r"\S+")
ADDRESS = re.compile(r"@|://|www\.|\.(?:com|net|org|ru|id)(?![^\W_])", re.IGNORECASE)
"""What shows that a chunk is an address of the net; nothing of it is kept."""

SCAN = r"""
    (?P<time>(?<![\w:.])\d\d?:\d\d(?::\d\d)?(?:\ ?[AaPp][Mm])?(?![\w:]))
    | (?P<code>\+?[^\W\d_]*\d[^\W_]*(?:[ .*()_/-]{1,3}[^\W\d_]{0,5}\d[^\W_]*)*)
    | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
    | (?P<point>[.,:;!?|()/-])
"""
PARCEL = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}|LP\d{11,18}|YT\d{16}", re.IGNORECASE)
"""Numbers that only parcels have: of the postal union, and two kinds from China."""


def redacted(knowledge: Knowledge, text: str, lang: str, today: dt.date | None = None) -> str:
    """Return the text with a mark in the language for all that is not known to be harmless."""
    lines = redacted_lines(knowledge, text, today)
    return "\n".join(written(knowledge, line, lang) for line in lines)


def written(knowledge: Knowledge, line: Line, lang: str) -> str:
    """Return a line as text, with the marks of one language."""
    marks = {kind: mark[lang] for kind, mark in knowledge.reading.marks.items()}
    pieces = (f"{' ' * piece.is_apart}{marks.get(piece.kind, piece.text)}" for piece in line)
    return "".join(pieces).strip()


def redacted_lines(knowledge: Knowledge, text: str, today: dt.date | None = None) -> list[Line]:
    """Return the lines of a text in pieces, none of which is personal."""
    plain = plain_lines(text)
    told = _day_first(knowledge, plain)
    lines = _redacted_by_order(knowledge, plain, (told,), today)
    left = [" ".join(piece.text for piece in line) for line in lines]
    # What told the order of day and month may be hidden now: then nobody could read the days again.
    if told is None or _day_first(knowledge, left) is told:
        return lines
    return _redacted_by_order(knowledge, plain, (True, False), today)


def _day_first(knowledge: Knowledge, lines: Sequence[str]) -> bool | None:
    """Tell whether numeric days put the day first here, None where nothing tells."""
    shown = shows_day_first(knowledge, "\n".join(lines))
    return _puts_day_first(knowledge, lines) or None if shown is None else shown


def _redacted_by_order(
    knowledge: Knowledge,
    plain: Sequence[str],
    orders: Sequence[bool | None],
    today: dt.date | None,
) -> list[Line]:
    """Return redacted lines with the days that mean the same in each of the orders."""

    def days(line: str) -> set[FoundDay]:
        found = (days_in(knowledge, line, day_first=order, today=today) for order in orders)
        return set.intersection(*map(set, found))

    return _settled(knowledge, [_pieces(knowledge, line, days(line)) for line in plain])


def _settled(knowledge: Knowledge, lines: list[Line]) -> list[Line]:
    """Return the lines with all hidden that is personal.

    What one step hides can show another that more is personal, so this goes on until none does.
    """
    while True:
        persons = _without_persons(knowledge, lines)
        nameless = (_without_names(knowledge, line) for line in persons)
        found = list(_without_repetition(map(_shortened, nameless)))
        if found == lines:
            return found
        lines = found


def plain_lines(text: str) -> list[str]:
    """Return the lines of a text without markup, odd spaces and empty lines."""
    read = MARKUP.sub(" ", BREAKS.sub("\n", html.unescape(text[:LONGEST_TEXT])))
    read = SPACES.sub(" ", UNSEEN.sub("", read).translate(PLAIN))
    return [line.strip() for line in read.split("\n") if line.strip()]


def _puts_day_first(knowledge: Knowledge, lines: Iterable[str]) -> bool:
    """Tell whether the text is in a language whose numeric days begin with the day."""
    telling = every_word(knowledge.reading.cues["day-first"])
    return any(not telling.isdisjoint(words(line)) for line in lines)


def _pieces(knowledge: Knowledge, line: str, days: Iterable[FoundDay]) -> Line:
    """Return a line in pieces; what is not known is hidden."""
    spans: list[tuple[int, int, Kind, dt.date | None]] = []
    place = 0
    for start, end, day in sorted(_fixed(line, days), key=lambda fixed: fixed[0]):
        spans += _scanned(knowledge, line, place, start)
        spans.append((start, end, Kind.DAY if day else Kind.HIDDEN, day))
        place = end
    spans += _scanned(knowledge, line, place, len(line))
    ends = [0, *(end for _, end, _, _ in spans)]
    return tuple(
        Piece(kind, line[start:end] if kind in SHOWN else "", start > before, day)
        for before, (start, end, kind, day) in zip(ends, spans, strict=False)
    )


AMOUNT = re.compile(r"[^\W\d]{0,3}\d{1,3}(?:\.\d{3})*(?:\.\d\d)?")
"""A price is no number of an order, although it may have as many digits."""

SHOWN = frozenset({Kind.WORD, Kind.DAY, Kind.TIME, Kind.POINT})


def _fixed(line: str, days: Iterable[FoundDay]) -> Iterator[tuple[int, int, dt.date | None]]:
    """Yield where the addresses of the net and the days of a line stand."""
    chunks = [chunk.span() for chunk in CHUNK.finditer(line) if ADDRESS.search(chunk[0])]
    yield from ((start, end, None) for start, end in chunks)
    for found in days:
        is_free = all(found.end <= start or end <= found.start for start, end in chunks)
        if is_free and FIRST_YEAR <= found.day.year <= LAST_YEAR:
            yield found


def _scanned(
    knowledge: Knowledge, line: str, start: int, end: int
) -> Iterator[tuple[int, int, Kind, None]]:
    """Yield what stands in a part of a line that holds no day."""
    for match in _scanner(knowledge).finditer(line, start, end):
        yield (*match.span(), _kind(knowledge, str(match.lastgroup), match[0]), None)


@lru_cache(maxsize=8)
def _scanner(knowledge: Knowledge) -> re.Pattern[str]:
    """Return the pattern of one piece; a mark of an earlier redaction stays what it is."""
    marks = (
        rf"(?P<{kind}>{'|'.join(re.escape(mark) for mark in texts.values())}) |"
        for kind, texts in knowledge.reading.marks.items()
    )
    return re.compile("".join(marks) + SCAN, re.VERBOSE)


def _kind(knowledge: Knowledge, group: str, text: str) -> Kind:
    if group == "word":
        return Kind.WORD if text.lower() in known_words(knowledge) else Kind.HIDDEN
    if group != "code":
        return Kind(group)
    code = "".join(filter(str.isalnum, text))
    if any(map(PARCEL.fullmatch, (code, *text.split()))):
        return Kind.PARCEL
    if AMOUNT.fullmatch(text):
        return Kind.HIDDEN
    return Kind.NUMBER if sum(map(str.isdigit, code)) >= LEAST_DIGITS else Kind.HIDDEN


@lru_cache(maxsize=8)
def known_words(knowledge: Knowledge) -> frozenset[str]:
    """Return the words by which a text is read; no other word is kept."""
    rules = knowledge.reading
    lists = [*rules.labels.values(), *rules.days.values(), *rules.cues.values()]
    lists += [tuple(rules.same), *rules.same.values()]
    for clue in rules.clues:
        lists += [clue.values, clue.lines, clue.sentences, clue.hints]
    return frozenset[str]().union(*map(every_word, lists))


def row_of(knowledge: Knowledge, line: Line) -> tuple[list[str], list[int]]:
    """Return a line as a row of words and signs, and the place of each among the pieces.

    A dash or a stroke between words is passed over, so that "in-transit" is two words in a row, and
    so is the point of an abbreviation.
    """
    short = every_word(knowledge.reading.cues["abbreviation"])
    row: list[str] = []
    places: list[int] = []
    for place, piece in enumerate(line):
        is_abbreviation = piece.text == "." and bool(row) and row[-1] in short
        if piece.text not in JOINTS and not is_abbreviation:
            row.append(SIGNS.get(piece.kind, piece.text.lower()))
            places.append(place)
    return row, places


JOINTS = frozenset("-/")
SIGNS = {Kind.HIDDEN: "…", Kind.NUMBER: "#", Kind.PARCEL: "¤", Kind.DAY: "@", Kind.TIME: "@:"}
"""What stands in a row for something that is no word."""


def _without_persons(knowledge: Knowledge, lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines with all hidden that stands behind the label of something personal.

    A name can consist of words that are known, such as "Will Frozen". Where nothing stands behind
    the label it is the next line that is hidden, unless all of it is known.
    """
    goes_on = False
    for line in lines:
        start, end = _personal_part(knowledge, line)
        is_unknown = any(piece.kind is Kind.HIDDEN for piece in line)
        if goes_on and is_unknown and start > len(line) and not _has_label(knowledge, line):
            start, end = 0, len(line)
        yield tuple(
            _hidden(piece) if start <= place < end else piece for place, piece in enumerate(line)
        )
        goes_on = start <= len(line) and _is_blank(line[start:])


def _has_label(knowledge: Knowledge, line: Line) -> bool:
    row, _ = row_of(knowledge, line)
    found = _label_kinds(knowledge).found_in(row)
    return any(row[part.stop : part.stop + 1] == [":"] for part in found)


def _is_blank(line: Line) -> bool:
    return all(piece.kind is Kind.POINT for piece in line)


def _hidden(piece: Piece) -> Piece:
    return piece if piece.kind is Kind.POINT else Piece(Kind.HIDDEN, "", piece.is_apart)


def _personal_part(knowledge: Knowledge, line: Line) -> tuple[int, int]:
    """Return where something personal begins and ends among the pieces of a line.

    It begins behind a greeting at the front, up to the next point. It begins behind a label before
    a colon, or at the front of a line with nothing known next, up to the next label before a colon.
    Without either it begins nowhere.
    """
    row, places = row_of(knowledge, line)
    labels = _label_kinds(knowledge)
    found = [(part, labels.meanings(row[part])[-1]) for part in labels.found_in(row)]
    colons = [part.start for part, _ in found if row[part.stop : part.stop + 1] == [":"]]
    for part, kind in found:
        following = row[part.stop : part.stop + 1]
        if kind == "personal" and (
            following == [":"] or (part.start == 0 and following in ([], ["…"], ["#"]))
        ):
            ends = (start for start in colons if start > part.start)
            return _among(places, part.stop, next(ends, len(row)), line)
        if kind == "greeting" and part.start == 0:
            ends = (at for at in range(part.stop, len(row)) if row[at] in STOPS)
            return _among(places, part.stop, next(ends, len(row)), line)
    return NOWHERE


STOPS = frozenset(",.!?:;")
NOWHERE = (LONGEST_TEXT, LONGEST_TEXT)


def _among(places: Sequence[int], start: int, end: int, line: Line) -> tuple[int, int]:
    """Return places of a row as places among the pieces of its line."""
    ends = [*places, len(line)]
    return ends[start], ends[end]


@lru_cache(maxsize=8)
def _label_kinds(knowledge: Knowledge) -> Lexicon[str]:
    """Return every label with its kind."""
    return Lexicon(
        (slots(phrase), kind)
        for kind, labels in knowledge.reading.labels.items()
        for phrase in labels
    )


def _without_names(knowledge: Knowledge, line: Line) -> Line:
    """Return a line with the known words hidden that can be a name and stand beside one."""
    names = every_word(knowledge.reading.cues["names"])
    is_name = [p.text[:1].isupper() and p.text.lower() in names for p in line]
    hidden = [piece.kind is Kind.HIDDEN for piece in line]
    while True:
        found = [
            place
            for place, able in enumerate(is_name)
            if able
            and not hidden[place]
            and any(
                0 <= other < len(line) and (hidden[other] or is_name[other])
                for other in (place - 1, place + 1)
            )
        ]
        if not found:
            return tuple(_hidden(p) if hidden[at] else p for at, p in enumerate(line))
        for place in found:
            hidden[place] = True


def _shortened(line: Line) -> Line:
    """Return a line in which one mark stands for all that is hidden up to the next stop."""
    kept: list[Piece] = []
    joints: list[Piece] = []
    for piece in line:
        if piece.kind is Kind.POINT and piece.text not in STOPS:
            joints.append(piece)
            continue
        if not (piece.kind is Kind.HIDDEN and kept and kept[-1].kind is Kind.HIDDEN):
            kept += [*joints, piece]
        joints = []
    return (*kept, *joints)


def _without_repetition(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines; of those without a known word that follow each other, the first alone."""
    before_was_empty = False
    for line in lines:
        is_empty = all(piece.kind in {Kind.HIDDEN, Kind.POINT} for piece in line)
        if line and not (is_empty and before_was_empty):
            yield line
        before_was_empty = is_empty
