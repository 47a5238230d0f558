"""By when to act: the times that run out under each plausible cause, on days of the calendar.

Where days or sources leave a doubt, the earlier day counts. This module does not rank causes and
does not know wording.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .answers import Answers, met
from .details import Details
from .model import Cause, Knowledge, Limit, Urgency
from .workdays import after


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One time that runs out under a cause.

    With `is_today` nobody can tell the day, so that it means today: either no day to count from is
    known, or there is no figure and no `limit`. `start` is the kind of day that the limit was
    counted from; `is_cautious` says that the true day comes later than `day`.
    """

    cause: Cause
    limit: Limit | None
    day: dt.date | None
    start: str | None = None
    is_cautious: bool = False
    is_today: bool = False
    is_passed: bool = False

    def days_left(self, today: dt.date) -> int | None:
        """Return how many days are left, 0 on the last one; None without a day."""
        return None if self.day is None else (self.day - today).days


def dues(
    knowledge: Knowledge, causes: Iterable[Cause], answers: Answers, details: Details
) -> tuple[Due, ...]:
    """Return every time that runs out under the causes, the earliest first, passed ones last.

    Equal days stay in the order of the causes.
    """
    found = [due for cause in causes for due in _dues_of(knowledge, cause, answers, details)]
    return tuple(sorted(found, key=lambda due: (due.is_passed, _sorting_day(due, details))))


def _sorting_day(due: Due, details: Details) -> dt.date:
    return due.day or details.today or dt.date.min


def _dues_of(
    knowledge: Knowledge, cause: Cause, answers: Answers, details: Details
) -> Iterator[Due]:
    deadline = cause.deadline
    late = deadline.late is not None and met(deadline.late.when, answers)
    dated = [
        due
        for place, limit in enumerate(deadline.limits)
        if _applies(limit, answers, details)
        and (due := _due(knowledge, cause, limit, details, is_late=late and place == 0))
    ]
    yield from dated
    is_counted = any(_is_certain(due) for due in dated) and not deadline.undated
    if deadline.urgency is Urgency.NOW and not is_counted:
        limit = None if late or deadline.undated else next(iter(deadline.limits), None)
        yield Due(cause=cause, limit=limit, day=details.today, is_today=True)


def _applies(limit: Limit, answers: Answers, details: Details) -> bool:
    """A reader who has not named a method may have paid by any."""
    return details.method in (None, limit.method or details.method) and met(limit.when, answers)


def _is_certain(due: Due) -> bool:
    """Tell whether this day makes a warning to act today needless."""
    is_sure = not due.is_cautious and not due.is_passed
    return is_sure and due.limit is not None and due.limit.method is None


def _due(
    knowledge: Knowledge, cause: Cause, limit: Limit, details: Details, *, is_late: bool
) -> Due | None:
    """Return when a limit runs out, None where no day is known to count from.

    A day counted cautiously that lies in the past says nothing: the true one may be still ahead.
    Where an answer says that it is too late, a day that is still ahead is not named: one is wrong.
    """
    start = details.earliest(limit.starts)
    counted_from = start or details.earliest(limit.cautious)
    day = _last_day(knowledge, limit, details.days[counted_from]) if counted_from else None
    is_passed = bool(start and day and details.today and day < details.today)
    if is_passed:
        return Due(cause=cause, limit=limit, day=day, start=start, is_passed=True)
    if is_late:
        return Due(cause=cause, limit=limit, day=None, is_passed=True)
    if not day or (start is None and details.today and day < details.today):
        return None
    return Due(cause=cause, limit=limit, day=day, start=counted_from, is_cautious=start is None)


def _last_day(knowledge: Knowledge, limit: Limit, start: dt.date) -> dt.date | None:
    amount = limit.fact.amount
    return after(knowledge, start, amount, use="low") if amount else None
