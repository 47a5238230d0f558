"""Finds in a redacted text every place that answers a question or names a day.

It does not know which place decides where several answer the same question; `reading` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .model import Knowledge, Phrases
from .phrases import Lexicon, Meaning, Words, slots
from .redaction import JOINTS, Kind, Line
from .redaction import row_of as written_row_of

STATUS = "status-shown"
TRACKING = "last-tracking"
TRACKING_NUMBER = "tracking-number"
NO_DAY = "other"
NOTHING = "-"


class Stamp(NamedTuple):
    """The day and time of a line; the time is empty where it has none."""

    day: dt.date
    time: str


class Evidence(NamedTuple):
    """One place in a text that answers a question; the higher its rank, the plainer it is.

    `option` is None where something else than an option is said.
    """

    question: str
    option: str | None
    rank: int
    line: int
    stamp: Stamp | None


HINTED, SAID, ALONE, LABELLED = range(4)
"""Ranks: said in a sentence, as a hint or plainly, a line of its own, behind a label."""


class _Index:
    """The phrases of the knowledge, each with what it stands for."""

    def __init__(self, knowledge: Knowledge) -> None:
        rules = knowledge.reading
        self.same = {other: word for word, others in rules.same.items() for other in others}
        self.labels = self._by_phrase(rules.labels.items())
        self.days = self._by_phrase(rules.days.items())
        self.heads = self._by_phrase((*rules.labels.items(), *rules.days.items()))
        self.cues = {kind: self._by_phrase([(kind, found)]) for kind, found in rules.cues.items()}
        clues = [((clue.question, clue.option), clue) for clue in rules.clues]
        self.values = self._by_phrase((meaning, clue.values) for meaning, clue in clues)
        self.lines = self._by_phrase((meaning, clue.lines) for meaning, clue in clues)
        self.sentences = {
            question: self._by_phrase(
                ((clue.option, rank), phrases)
                for clue in rules.clues
                if clue.question == question
                for rank, phrases in ((SAID, clue.sentences), (HINTED, clue.hints))
            )
            for question in knowledge.questions
        }

    def _by_phrase(self, lists: Iterable[tuple[Meaning, Phrases]]) -> Lexicon[Meaning]:
        return Lexicon(
            ([tuple(map(self.alike, slot)) for slot in slots(phrase)], meaning)
            for meaning, phrases in lists
            for phrase in phrases
        )

    def alike(self, row: Iterable[str]) -> Words:
        """Return a row with one word for all that are read alike."""
        return tuple(self.same.get(word, word) for word in row)


@lru_cache(maxsize=8)
def _index(knowledge: Knowledge) -> _Index:
    return _Index(knowledge)


def row_of(knowledge: Knowledge, line: Line) -> tuple[list[str], list[int]]:
    """Return a line as a row of words and signs, words that mean the same written the same way."""
    row, places = written_row_of(knowledge, line)
    return list(_index(knowledge).alike(row)), places


DAY = "@"
TIME = "@:"
ENDS = frozenset(".!?;|")
LONGEST_SENTENCE = 100
"""Words on either side of a phrase that can change its sense; a page without points has more."""
POINTS = frozenset(".,:;!?|()")
GAPS = POINTS | {DAY, TIME, "…", "#"}
"""What parts the segments of a line that has a day."""


class PastedPage:
    """The rows of a redacted text, and what each of them says."""

    def __init__(self, knowledge: Knowledge, lines: Sequence[Line]) -> None:
        self.index = _index(knowledge)
        self.lines = _parted(knowledge, _joined(knowledge, lines))
        found = [row_of(knowledge, line) for line in self.lines]
        self.rows = [row for row, _ in found]
        self.stamps = [_stamp(line) for line in self.lines]
        self.labels = [self._label(row) for row in self.rows]
        self.is_chat = sum(_has_speaker(row) for row in self.rows) > 1
        self.days_alone = [self._is_day_alone(row) for row in self.rows]

    @property
    def is_mail(self) -> bool:
        """Whether the text looks like a message that was sent; a shop greets its visitors too."""
        is_shop = any(_trimmed(row) in self.index.cues["page"] for row in self.rows)
        opens = (part.start == 0 for row in self.rows for part in self._cues(row, "mail"))
        return not is_shop and any(opens)

    def _cues(self, row: Sequence[str], kind: str) -> list[slice]:
        return list(self.index.cues[kind].found_in(row))

    def _label(self, row: Sequence[str]) -> tuple[list[str], int] | None:
        """Return the kinds of the label that opens a row, and where its value begins."""
        first = next(self.index.labels.found_in(row), None)
        if first is None or first.start:
            return None
        kinds = self.index.labels.meanings(row[first])
        start = first.stop + (row[first.stop : first.stop + 1] == [":"])
        if not self._meanings(kinds, row[start:]):
            start = self._behind_links(row, start, {":", "("})
        rest = row[start:]
        if ":" in row[first.stop : start]:
            return kinds, start
        if row[first] in self.index.cues["front"] or (rest and self._says_all(kinds, row)):
            return None
        is_number = row[first][-1] in {"#", "¤"}
        is_value = not is_number or _trimmed(rest) in self.index.lines
        return (kinds, start) if not rest or (is_value and self._meanings(kinds, rest)) else None

    def _says_all(self, kinds: Collection[str], row: Sequence[str]) -> bool:
        """Tell whether a row such as "Refund completed" is a phrase, although a label opens it."""
        label = next(self.index.labels.found_in(row), None)
        line = next(self.index.lines.found_in(row), None)
        if label is None or line is None or label.start or line.start:
            return False
        asked = {question for question, _ in self.index.lines.meanings(row[line])}
        return not asked.isdisjoint(kinds) and not asked.isdisjoint(
            self.index.labels.meanings(row[label])
        )

    def _behind_links(self, row: Sequence[str], place: int, signs: Collection[str]) -> int:
        """Return where what belongs to a phrase begins: behind a colon, "on", "of this order"."""
        while place < len(row):
            link = next(self.index.cues["link"].found_in(row[place:]), None)
            if row[place] in signs:
                place += 1
            elif link and link.start == 0:
                place += link.stop
            else:
                break
        return place

    def _meanings(self, kinds: Collection[str], row: Sequence[str]) -> list[tuple[str, str | None]]:
        """Return what the phrase at the front of a row means behind a label of some kinds."""
        for value in (row, self._without_asides(row)):
            for phrases in (self.index.values, self.index.lines):
                first = next(phrases.found_in(value), None)
                if first and first.start == 0:
                    meanings = phrases.meanings(value[first])
                    is_open = STATUS in kinds and phrases is self.index.lines
                    fitting = [meaning for meaning in meanings if is_open or meaning[0] in kinds]
                    if fitting:
                        return fitting
        return []

    def _is_day_alone(self, row: Sequence[str]) -> bool:
        return DAY in row and all(sign in POINTS or sign in {DAY, TIME} for sign in row)

    def evidence(self) -> Iterator[Evidence]:
        """Yield every place that answers a question."""
        taken: set[int] = set()
        for at, label in enumerate(self.labels):
            if label:
                places, found = self._of_label(at, *label)
                taken |= places
                yield from found
        for at in range(len(self.rows)):
            if not self._is_menu(at):
                if at not in taken:
                    yield from self._alone(at)
                yield from self._said(at)

    def _of_label(
        self, at: int, kinds: Collection[str], start: int
    ) -> tuple[set[int], list[Evidence]]:
        """Return the rows that a label and its value fill, and what the value says."""
        if self.rows[at][start:]:
            return {at}, list(self._labelled(kinds, self.rows[at][start:], at))
        if self.lines[at][-1].text in JOINTS:
            return {at}, list(self._labelled(kinds, [NOTHING], at))
        if not self._is_open(at) or self._says_all(kinds, self.rows[at + 1]):
            return set(), []
        below = list(self._labelled(kinds, self.rows[at + 1], at + 1))
        is_label = below or not self._alone_meanings(at)
        return {at, at + 1} if is_label else set(), below

    def unread_tracking(self, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
        """Yield the lines of a list of tracking that were not understood: one may be the newest."""
        read = {one.line for one in evidence}
        tracking = {one.line for one in evidence if one.question == TRACKING and one.stamp}
        listed: set[int] = set()
        for at in sorted(tracking):
            for step in (-1, 1):
                place = at + step
                while 0 <= place < len(self.rows) and self.stamps[place] and place not in listed:
                    listed.add(place)
                    place += step
        for at in sorted(listed - read):
            if "…" in self.rows[at]:
                yield Evidence(TRACKING, None, ALONE, at, self.stamps[at])

    def _is_open(self, at: int) -> bool:
        """Tell whether the value of a label stands in the next row."""
        return at + 1 < len(self.rows) and not self._has_own_label(at + 1)

    def _has_own_label(self, at: int) -> bool:
        label, row = self.labels[at], self.rows[at]
        if DAY in row and any(part.start == 0 for part in self.index.days.found_in(row)):
            return True
        return bool(label and (":" in row or not row[label[1] :]))

    def _labelled(self, kinds: Collection[str], row: Sequence[str], at: int) -> Iterator[Evidence]:
        if "?" not in row and not self._cues(row, "anywhere"):
            rank = SAID if row[:1] == [DAY] else LABELLED
            for question, option in self._meanings(kinds, row):
                yield Evidence(question, option, rank, at, self._stamp(at))

    def _alone(self, at: int) -> Iterator[Evidence]:
        """Yield what a row says that is nothing but a phrase, or has a day beside phrases."""
        stamp = self._stamp(at)
        is_value = at > 0 and self.rows[at - 1][-1:] == [":"]
        if "?" in self.rows[at] or is_value:
            return
        if stamp is None:
            for question, option in self._alone_meanings(at):
                yield Evidence(question, option, ALONE, at, None)
            return
        row = self.rows[at]
        whole = {tuple(segment) for segment in _segments(row)}
        for part in self.index.lines.found_in(row):
            is_plain = tuple(row[part]) in whole
            if (is_plain or part.stop - part.start > 1) and not self._is_spoilt(row, part):
                yield from self._dated(at, row[part], stamp)

    def _dated(self, at: int, phrase: Sequence[str], stamp: Stamp) -> Iterator[Evidence]:
        """Yield what a phrase in a line with a day means; one word is too little for a status."""
        for question, option in self.index.lines.meanings(phrase):
            if question != STATUS or (option and len(phrase) > 1):
                yield Evidence(question, option, ALONE, at, stamp)

    def _is_menu(self, at: int) -> bool:
        """Tell whether a row stands beside another one that answers the same question otherwise."""
        own = [] if self._stamp(at) else self._alone_meanings(at)
        others = [
            meaning
            for other in (at - 1, at + 1)
            if 0 <= other < len(self.rows) and not self._stamp(other)
            for meaning in self._alone_meanings(other)
        ]
        return any(q == r and (o != p or o is None) for q, o in own for r, p in others)

    def _alone_meanings(self, at: int) -> list[tuple[str, str | None]]:
        row = self.rows[at]
        whole = self.index.lines.meanings(_trimmed(row))
        return whole or self.index.lines.meanings(_trimmed(self._without_asides(row)))

    def _said(self, at: int) -> Iterator[Evidence]:
        is_chat = self._is_chat(self.rows[at])
        label = self.labels[at]
        is_aside = label is not None and "aside" in label[0]
        for row in (self.rows[at], self._without_asides(self.rows[at])):
            for question, phrases in self.index.sentences.items():
                if (is_chat, is_aside)[question == TRACKING_NUMBER]:
                    continue
                for part in phrases.found_in(row):
                    if not self._is_spoilt(row, part):
                        for option, rank in phrases.meanings(row[part]):
                            yield Evidence(question, option, rank, at, self._stamp(at))

    def _without_asides(self, row: Sequence[str]) -> list[str]:
        """Return a row without what says nothing: "refund (USD 5) of order 81 is now completed"."""
        depth = 0
        kept: list[str] = []
        for sign in row:
            depth += sign == "("
            if not depth:
                kept.append(sign)
            depth -= sign == ")" and depth > 0
        for part in reversed(self._cues(kept, "passed-over")):
            del kept[part]
        return kept

    def _is_chat(self, row: Sequence[str]) -> bool:
        """Tell whether a row is what somebody said: that is not what AliExpress shows."""
        front = next((n for n, sign in enumerate(row[:6]) if sign == ":"), None)
        if front is None:
            return False
        spoken = [sign for sign in row[:front] if sign not in GAPS]
        if not spoken:
            return "…" in row[:front] and self.is_chat
        return "speaker" in self.index.labels.meanings(spoken)

    def _is_spoilt(self, row: Sequence[str], part: slice) -> bool:
        """Tell whether the words around a phrase take back what it says."""
        start, end = _sentence(row, part)
        if row[end : end + 1] == ["?"]:
            return True
        before, after = row[start : part.start], row[part.stop : end]
        if self._cues(before, "anywhere") or self._cues(after, "anywhere"):
            return True
        spoils = ("before", "negation")
        before = self._without_cause(before)
        is_cause = any(cause.start == 0 for cause in self._cues(after, "cause"))
        return any(self._cues(before, kind) for kind in spoils) or (
            not is_cause and bool(self._cues(after[:2], "negation"))
        )

    def _without_cause(self, before: Sequence[str]) -> Sequence[str]:
        """Return what stands before a phrase without a cause: "as it was not paid, …"."""
        if "," in before and any(cause.start == 0 for cause in self._cues(before, "cause")):
            return before[len(before) - list(reversed(before)).index(",") :]
        return before

    def _stamp(self, at: int) -> Stamp | None:
        """Return the day of a row, or of the row that goes with it."""
        own = self.stamps[at]
        partner = None if own else self._partner(at)
        return own or (self.stamps[partner] if partner is not None else None)

    def _partner(self, at: int) -> int | None:
        """Return the row with nothing but a day that goes with a row without one."""
        for day_at, step in ((at - 1, 1), (at + 1, -1)):
            is_day = 0 <= day_at < len(self.rows) and self.days_alone[day_at]
            if is_day and self._direction(day_at) == step:
                return day_at
        return None

    def _direction(self, at: int) -> int:
        """Return 1 where days stand above what they belong to, -1 below, 0 where it is not clear.

        Days and other rows take turns: what stands at the one end only belongs to the days.
        """
        first = last = at
        while first > 1 and self.days_alone[first - 2] and not self.days_alone[first - 1]:
            first -= 2
        while (
            last + 2 < len(self.rows)
            and self.days_alone[last + 2]
            and not self.days_alone[last + 1]
        ):
            last += 2
        above = self._is_known(first - 1) if first else False
        below = self._is_known(last + 1) if last + 1 < len(self.rows) else False
        if first and self.rows[first - 1][-1:] == [":"]:
            return -1
        return 0 if above == below else -1 if above else 1

    def _is_known(self, at: int) -> bool:
        """Tell whether a row is something that happens on a day."""
        row = tuple(_trimmed(self.rows[at]))
        return (
            row in self.index.days
            or row in self.index.lines
            or any(part.start == 0 for part in self.index.days.found_in(row))
        )

    def days(self) -> Iterator[tuple[str, dt.date, int]]:
        """Yield kinds of days with the day and the line that names it."""
        for at, row in enumerate(self.rows):
            for part in self.index.days.found_in(row):
                is_open = self._is_spoilt(row, part) or self._is_of_something_else(row, part)
                day = None if is_open else self._day_of(at, row, part)
                if day:
                    kinds = self.index.days.meanings(row[part])
                    yield from ((kind, *day) for kind in kinds if kind != NO_DAY)

    def _is_of_something_else(self, row: Sequence[str], part: slice) -> bool:
        """Tell whether a word as bare as "created" need not belong to the order."""
        if row[part] not in self.index.cues["bare"]:
            return False
        before = row[: part.start]
        return any(sign.isalpha() for sign in before) or any(
            self._cues(other, "elsewhere") for other in self.rows
        )

    def _day_of(self, at: int, row: Sequence[str], part: slice) -> tuple[dt.date, int] | None:
        """Return the day behind a phrase, before it, or in the row that goes with it."""
        place = self._behind_links(row, part.stop, {":", "(", ",", TIME})
        if row[place : place + 1] == [DAY]:
            return self._nth_day(at, row[:place].count(DAY)), at
        before = [sign for sign in row[: part.start] if sign not in POINTS]
        is_last = not _trimmed(row[part.stop :])
        between = {DAY, TIME, "…"} if is_last else {DAY, TIME}
        if before[:1] == [DAY] and before.count(DAY) == 1 and set(before) <= between:
            return self._nth_day(at, 0), at
        is_whole = not _trimmed(row[: part.start]) and not _trimmed(row[part.stop :])
        partner = self._partner(at) if is_whole else None
        return (self._nth_day(partner, 0), at) if partner is not None else None

    def _nth_day(self, at: int, number: int) -> dt.date:
        return [piece.day for piece in self.lines[at] if piece.day][number]


def _stamp(line: Line) -> Stamp | None:
    days = [piece.day for piece in line if piece.day]
    times = [piece.text for piece in line if piece.kind is Kind.TIME]
    if len(days) != 1:
        return None
    return Stamp(days[0], _clock(times[0]) if len(times) == 1 else "")


def _clock(time: str) -> str:
    """Return a time so that later ones sort behind: "9:05 pm" is "21:05"."""
    hour, _, rest = time.lower().rstrip(" apm").partition(":")
    half = time.lower()[-2:]
    hours = int(hour) % 12 + 12 * (half == "pm") if half in {"am", "pm"} else int(hour)
    return f"{hours:02}:{rest}"


def _has_speaker(row: Sequence[str]) -> bool:
    """Tell whether a row could begin with the name of who speaks."""
    front = row[: row.index(":")] if ":" in row[:6] else []
    return "…" in front and not any(sign.isalpha() for sign in front)


def _segments(row: Sequence[str]) -> list[list[str]]:
    """Return the parts of a row between days, points and what is hidden."""
    parts: list[list[str]] = [[]]
    for sign in row:
        if sign in GAPS:
            parts.append([])
        else:
            parts[-1].append(sign)
    return [part for part in parts if part]


def _trimmed(row: Sequence[str]) -> list[str]:
    """Return a row without points at its ends."""
    inner = [place for place, sign in enumerate(row) if sign not in POINTS]
    return list(row[inner[0] : inner[-1] + 1]) if inner else []


def _sentence(row: Sequence[str], part: slice) -> tuple[int, int]:
    """Return where the sentence around a part of a row begins and ends."""
    first = max(0, part.start - LONGEST_SENTENCE)
    last = min(len(row), part.stop + LONGEST_SENTENCE)
    starts = (place + 1 for place in range(part.start - 1, first - 1, -1) if row[place] in ENDS)
    ends = (place for place in range(part.stop, last) if row[place] in ENDS)
    return next(starts, first), next(ends, last)


def _joined(knowledge: Knowledge, lines: Sequence[Line]) -> list[Line]:
    """Return the lines with sentences put together that were broken to fit a width.

    A line that begins with a small letter goes on with the one before, in a text that otherwise
    begins its lines with capitals; so does whatever follows an open "if".
    """
    anywhere = _index(knowledge).cues["anywhere"]
    has_capitals = sum(_begins(line, small=False) for line in lines) > sum(
        _begins(line, small=True) for line in lines
    )
    joined: list[Line] = []
    was_if = False
    for line in lines:
        before = joined[-1] if joined else ()
        is_open = bool(before) and before[-1].text not in ENDS | {":"}
        goes_on = is_open and has_capitals and _begins(line, small=True)
        follows_if = is_open and was_if and ":" not in row_of(knowledge, line)[0]
        if goes_on or follows_if:
            joined[-1] = (*before, line[0]._replace(is_apart=True), *line[1:])
        else:
            joined.append(line)
        was_if = not follows_if and any(anywhere.found_in(row_of(knowledge, line)[0]))
    return joined


def _parted(knowledge: Knowledge, lines: Iterable[Line]) -> list[Line]:
    """Return the lines parted behind each sentence and before each label with a colon."""
    index = _index(knowledge)
    parts: list[Line] = []
    for line in lines:
        row, places = row_of(knowledge, line)
        cuts = {place + 1 for place, sign in zip(places, row, strict=True) if sign in ENDS}
        cuts |= {
            places[part.start]
            for part in index.heads.found_in(row)
            if row[part.stop :][:1] == [":"] and not _is_tail(index, row, part)
        }
        ends = sorted({0, len(line), *cuts})
        parts += [line[start:end] for start, end in pairwise(ends)]
    return parts


def _is_tail(index: _Index, row: Sequence[str], part: slice) -> bool:
    """Tell whether a short label only ends a longer one: "price of the order:"."""
    is_short = row[part] in index.cues["front"]
    return is_short and part.start > 0 and row[part.start - 1][:1].isalpha()


def _begins(line: Line, *, small: bool) -> bool:
    return line[0].kind is Kind.WORD and line[0].text[0].islower() is small
