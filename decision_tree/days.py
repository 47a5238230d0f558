"""Writes a day in words, and reads days as people write them in any language of the knowledge.

It does not know what a day stands for, nor which day today is unless it is told. A numeric day such
as "03/11/2026" can mean two days: one that was typed is taken day first, as the field asks; in
running text it is passed over unless something settles the order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from .model import Knowledge

CENTURY = "20"
"""A year of two digits lies in this century: orders are not older than that."""


class FoundDay(NamedTuple):
    """A day in a running text, which stands at `text[start:end]`."""

    start: int
    end: int
    day: dt.date


def in_words(knowledge: Knowledge, day: dt.date, lang: str) -> str:
    """Return the day in words, such as "3 November 2026"."""
    month = tuple(knowledge.months.values())[day.month - 1]
    return f"{day.day} {month.name[lang]} {day.year}"


def read_day(knowledge: Knowledge, text: str) -> dt.date | None:
    """Return the day that somebody typed, None where it is none.

    "03/11/2026" is 3 November in every language, as the field asks for the day first; "11/23/2026"
    can only be 23 November. The name of a weekday may stand before it, and nothing else around it.
    """
    typed = " ".join(text.split()).strip(" .,")
    for found in days_in(knowledge, typed, day_first=True):
        weekday, comma, before = typed[: found.start].partition(",")
        is_whole = found.end == len(typed) and not before.strip()
        if is_whole and (not weekday or (comma and weekday.isalpha())):
            return found.day
    return None


def days_in(
    knowledge: Knowledge, text: str, *, day_first: bool | None = None, today: dt.date | None = None
) -> tuple[FoundDay, ...]:
    """Return the days in a running text, in its order.

    A numeric day that can mean two days counts only where `day_first` or another day of the text
    settles the order. A day without a year is the last such day up to `today`, if that is given.
    """
    matches = list(_pattern(knowledge).finditer(text))
    if day_first is None:
        day_first = shows_day_first(knowledge, text)
    days = (_day(knowledge, match.groupdict(), day_first, today) for match in matches)
    return tuple(
        FoundDay(match.start(), match.end(), day)
        for match, day in zip(matches, days, strict=True)
        if day
    )


@lru_cache(maxsize=8)
def _pattern(knowledge: Knowledge) -> re.Pattern[str]:
    """Return the pattern of every way to write a day; its groups tell which one it was."""
    names = sorted(_month_numbers(knowledge), key=len, reverse=True)
    month = rf"(?:{'|'.join(map(re.escape, names))})"
    gap = r"[\s.,/-]{0,3}"
    year = r"(?:20\d\d|['\N{RIGHT SINGLE QUOTATION MARK}]?\d\d)(?![\d:]|\.\d)"
    no_year = rf"(?!{gap}\d{{4}})"
    nth = r"(?:st|nd|rd|th)?"
    return re.compile(
        rf"""(?<![\w:./-]) (?:
        (?P<y1>20\d\d) (?P<mark1>[./-]) (?P<m1>\d\d?) (?P=mark1) (?P<d1>\d\d?) (?![\d/-])
        | (?P<first>\d\d?) \s? (?P<mark>[./-]) \s? (?P<second>\d\d?) \s? (?P=mark) \s?
          (?P<y2>20\d\d|\d\d) (?![\d/:-]|\.\d)
        | (?P<d3>\d\d?) {nth} {gap} (?P<m3>{month}) (?![^\W\d]) (?:{gap} (?P<y3>{year}) | {no_year})
        | (?P<m4>{month}) {gap} (?P<d4>\d\d?) {nth} (?![\w:]) (?:{gap} (?P<y4>{year}) | {no_year})
        )""",
        re.IGNORECASE | re.VERBOSE | re.ASCII,
    )


@lru_cache(maxsize=8)
def _month_numbers(knowledge: Knowledge) -> Mapping[str, int]:
    """Return every way to write a month, in small letters, with its number."""
    return {
        spelling.lower(): number
        for number, month in enumerate(knowledge.months.values(), start=1)
        for spelling in (*month.name.values(), *month.spellings)
    }


def shows_day_first(knowledge: Knowledge, text: str) -> bool | None:
    """Tell whether the numeric days of a text put the day first, None where they do not show it."""
    found = (match.groupdict() for match in _pattern(knowledge).finditer(text))
    numeric = [groups for groups in found if groups["y2"]]
    orders = {
        by_day_first is not None
        for by_day_first, by_month_first in map(_both_ways, numeric)
        if (by_day_first is None) != (by_month_first is None)
    }
    return orders.pop() if len(orders) == 1 else None


def _day(
    knowledge: Knowledge,
    groups: Mapping[str, str | None],
    day_first: bool | None,  # noqa: FBT001  # it is passed on, and None means something too
    today: dt.date | None,
) -> dt.date | None:
    """Return the day that the groups of one match spell, None where there is none."""
    if groups["y1"]:
        return _date(groups["y1"], groups["m1"], groups["d1"])
    if groups["y2"]:
        return _numeric(groups, day_first=True if groups["mark"] == "." else day_first)
    way = "3" if groups["m3"] else "4"
    month = str(_month_numbers(knowledge)[str(groups[f"m{way}"]).lower()])
    year, day = groups[f"y{way}"], groups[f"d{way}"]
    return _date(year, month, day) if year else _last(month, day, today)


def _numeric(groups: Mapping[str, str | None], *, day_first: bool | None) -> dt.date | None:
    by_day_first, by_month_first = _both_ways(groups)
    if by_day_first and by_month_first and by_day_first != by_month_first:
        return by_day_first if day_first else by_month_first if day_first is False else None
    return by_day_first or by_month_first


def _both_ways(groups: Mapping[str, str | None]) -> tuple[dt.date | None, dt.date | None]:
    """Return what a numeric day means with the day first, and with the month first."""
    return (
        _date(groups["y2"], groups["second"], groups["first"]),
        _date(groups["y2"], groups["first"], groups["second"]),
    )


def _last(month: str, day: str | None, today: dt.date | None) -> dt.date | None:
    """Return the last such day of a year up to `today`."""
    if today is None:
        return None
    days = (_date(str(year), month, day) for year in (today.year, today.year - 1))
    return next((found for found in days if found and found <= today), None)


def _date(year: str | None, month: str | None, day: str | None) -> dt.date | None:
    digits = (year or "")[-2:]
    try:
        return dt.date(int(f"{CENTURY}{digits}"), int(month or 0), int(day or 0))
    except ValueError:
        return None
