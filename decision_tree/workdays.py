"""Counts from a day to the day on which a figure has passed, weekends and holidays included.

This module does not know which figure is a limit, what today is, nor any wording.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import count, islice
from math import ceil, floor
from typing import Literal

from .model import Amount, Holidays, Knowledge

Bound = Literal["low", "high"]
"""Which end of an amount counts: "low" for a limit to keep, "high" for a wait that is too long."""

DAY = dt.timedelta(days=1)
HOURS = 24
SATURDAY = 6
MONTHS = 12


def is_workday(holidays: Holidays, day: dt.date) -> bool:
    """Tell whether work goes on in every country: no weekend, and no holiday in any of them.

    The weekends on which China makes up for a long holiday stay days off: a payment also passes
    through banks that rest then, and it counts as late rather later.
    """
    return day.isoweekday() < SATURDAY and not any(day in off for off in holidays.days.values())


def covers(holidays: Holidays, day: dt.date) -> bool:
    """Tell whether the list of holidays is complete around `day`."""
    return holidays.first <= day <= holidays.last


def after_workdays(holidays: Holidays, start: dt.date, number: int) -> dt.date:
    """Return the business day of that number after `start`, which itself never counts.

    Number 0 is `start`, be it a business day or not.
    """
    if not number:
        return start
    later = (start + days * DAY for days in count(1))
    workdays = (day for day in later if is_workday(holidays, day))
    return next(islice(workdays, number - 1, None))


def after_months(start: dt.date, number: int) -> dt.date:
    """Return the same day of the month that many months later, or that month's last day."""
    years, month = divmod(start.month - 1 + number, MONTHS)
    year = start.year + years
    last = dt.date(year + (month + 1) // MONTHS, (month + 1) % MONTHS + 1, 1) - DAY
    return last.replace(day=min(start.day, last.day))


def after(knowledge: Knowledge, start: dt.date, amount: Amount, *, use: Bound) -> dt.date:
    """Return the day on which `amount` has passed since `start`.

    Parts of a unit, such as hours that fill no day, are cut off for a limit and rounded up for a
    wait: the limit never comes too late, the wait never ends too early. Raises `ValueError` when
    the unit measures no time, and that or `OverflowError` when the day lies beyond the year 9999.
    """
    whole: Callable[[float], int] = floor if use == "low" else ceil
    size = amount.low if use == "low" else amount.high
    match amount.unit:
        case "hour":
            return start + whole(size / HOURS) * DAY
        case "day":
            return start + whole(size) * DAY
        case "business-day":
            return after_workdays(knowledge.holidays, start, whole(size))
        case "month":
            return after_months(start, whole(size))
    raise ValueError(f"'{amount.unit}' measures no time")
