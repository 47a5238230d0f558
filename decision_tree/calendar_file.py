"""Writes days to act by as a calendar file (RFC 5545) that any calendar can import.

It does not know how the days are found, nor the clock; every word but its own name comes in.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

NAME = "-//Order Closed//Days to act by//EN"

ALARMS = ("-P2DT15H", "-PT15H")
"""Nine in the morning three days before and one day before; a day starts at midnight."""

LINE_OCTETS = 75
LINE_END = "\r\n"

BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
"""What ends a line elsewhere, and for some readers of calendar files too."""

UNWRITABLE = frozenset({"Cc", "Cs"})
"""Categories of characters that no text of a calendar file may hold."""

MARK = re.compile(r"([\\;,])")

URI_MARKS = ":/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A day to act by; `url` leads back to the state that it was found in."""

    day: dt.date
    summary: str
    description: str
    url: str
    lang: str


def calendar_file(entries: Sequence[Entry], *, stamp: dt.date) -> str:
    """Return the calendar file with an all-day event and two alarms for each different entry.

    `stamp` is the day on which the file is made. The same entry always has the same UID, so that
    importing it again replaces the event. Raises `ValueError` without an entry.
    """
    if not entries:
        raise ValueError("a calendar file needs at least one entry")
    events = (line for entry in dict.fromkeys(entries) for line in _event(entry, stamp))
    # No METHOD: it would make the file an invitation, which needs an organiser.
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{NAME}", "CALSCALE:GREGORIAN")
    return "".join(_folded(line) + LINE_END for line in (*head, *events, "END:VCALENDAR"))


def _event(entry: Entry, stamp: dt.date) -> Iterator[str]:
    content = tuple(_content(entry))
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE_URL, LINE_END.join(content))}"
    yield f"DTSTAMP:{_date(stamp)}T000000Z"
    yield from content
    for trigger in ALARMS:
        yield from _alarm(entry, trigger)
    yield "END:VEVENT"


def _content(entry: Entry) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{_date(entry.day)}"
    yield f"DTEND;VALUE=DATE:{_date(entry.day + dt.timedelta(days=1))}"
    yield f"SUMMARY;LANGUAGE={entry.lang}:{_text(entry.summary)}"
    yield f"DESCRIPTION;LANGUAGE={entry.lang}:{_text(entry.description)}"
    yield f"URL:{quote(_writable(entry.url), safe=URI_MARKS)}"
    # A deadline is nobody else's business and takes up no time of the day.
    yield from ("CLASS:PRIVATE", "TRANSP:TRANSPARENT")


def _alarm(entry: Entry, trigger: str) -> Iterator[str]:
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER;RELATED=START:{trigger}")
    yield f"DESCRIPTION;LANGUAGE={entry.lang}:{_text(entry.summary)}"
    yield "END:VALARM"


def _date(day: dt.date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    lines = BREAK.sub("\n", text).split("\n")
    return r"\n".join(MARK.sub(r"\\\1", _writable(line)) for line in lines)


def _writable(line: str) -> str:
    return "".join(c for c in line if c == "\t" or unicodedata.category(c) not in UNWRITABLE)


def _folded(line: str) -> str:
    return f"{LINE_END} ".join(_pieces(line))


def _pieces(line: str) -> Iterable[str]:
    """Yield the line in pieces that fit with the space before them, no character torn apart."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LINE_OCTETS:
            yield piece
            piece, octets = "", 1
        piece += character
        octets += size
    yield piece
