"""All that a reader has told about one order, and how an address keeps it.

A story is the answers and the details; this module does not know what they mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

from .answers import Answers, read_fragment, write_fragment
from .details import NO_DAYS, Days, Details
from .model import Knowledge

METHOD = "method"
"""Key of the method of payment in an address."""

FIRST_DAY, LAST_DAY = dt.date(2010, 1, 1), dt.date(2099, 12, 31)
"""Days outside were typed by mistake: AliExpress opened in 2010."""

NO_ANSWERS: Answers = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a reader has told about one order."""

    answers: Answers = field(default_factory=lambda: NO_ANSWERS)
    days: Days = field(default_factory=lambda: NO_DAYS)
    method: str | None = None

    def details(self, today: dt.date | None) -> Details:
        """Return what goes with the answers, on a certain day."""
        return Details(days=self.days, method=self.method, today=today)


def write_story(knowledge: Knowledge, story: Story) -> str:
    """Return the story as sorted `key=value` pairs: answers, days as 2026-11-23, the method."""
    parts = write_fragment(knowledge, story.answers).split("&") if story.answers else []
    parts += [f"{kind}={day.isoformat()}" for kind, day in story.days.items()]
    parts += [f"{METHOD}={story.method}"] if story.method else []
    return "&".join(sorted(parts))


def read_story(knowledge: Knowledge, fragment: str) -> tuple[Story, tuple[str, ...]]:
    """Return the story in an address fragment, and the parts that had to be dropped.

    Never raises: a part that is broken, unknown or said twice is dropped, the others are kept.
    """
    answer_parts: list[str] = []
    days: dict[str, dt.date] = {}
    methods: list[str] = []
    dropped: list[str] = []
    for part in unquote(fragment.removeprefix("#")).split("&"):
        key, _, value = part.partition("=")
        day = _day(value) if key in knowledge.dates else None
        if day and key not in days:
            days[key] = day
        elif key == METHOD and value in knowledge.methods and not methods:
            methods.append(value)
        elif key == METHOD or key in knowledge.dates:
            dropped.append(part)
        else:
            answer_parts.append(part)
    answers, unread = read_fragment(knowledge, "&".join(answer_parts))
    story = Story(
        answers=answers,
        days=_in_order(knowledge, days),
        method=methods[0] if methods else None,
    )
    return story, (*unread, *dropped)


def _day(value: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return None
    return day if is_likely(day) else None


def is_likely(day: dt.date) -> bool:
    """Tell whether an order can have to do with the day."""
    return FIRST_DAY <= day <= LAST_DAY


def _in_order(knowledge: Knowledge, days: Mapping[str, dt.date]) -> Days:
    return {kind: days[kind] for kind in knowledge.dates if kind in days}
