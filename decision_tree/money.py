"""Where the money is now: what a cause says, corrected by what the reader sees at the bank.

This module also tells from which day on the money is late. It does not rank causes and does not
know wording.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from .answers import Answers, met
from .details import Details
from .model import Cause, Fact, Knowledge, Method, MoneyRule, MoneyState, Text
from .workdays import after, covers


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyNow:
    """The place of the money under one cause, and how long it may take to move on.

    `late_on` is the first day on which it counts as late; None where no day to count from is
    known, or no figure. `is_rough` says that the list of holidays does not reach so far.
    """

    state: MoneyState
    text: Text
    method: Method | None
    window: Fact | None
    late_on: dt.date | None
    is_rough: bool
    ask: Text | None


def money_now(knowledge: Knowledge, cause: Cause, answers: Answers, details: Details) -> MoneyNow:
    """Return where the money is under a cause, for what the reader has said."""
    state, text = _place(knowledge, cause, answers)
    method = knowledge.methods[details.method] if details.method and state.by_method else None
    window = method.window if method else state.window
    last = _last_day(knowledge, state, window, details)
    return MoneyNow(
        state=state,
        text=text,
        method=method,
        window=window,
        late_on=last and last + dt.timedelta(days=1),
        is_rough=last is not None and not covers(knowledge.holidays, last),
        ask=method.ask if method else state.ask,
    )


def _place(knowledge: Knowledge, cause: Cause, answers: Answers) -> tuple[MoneyState, Text]:
    rule = next(_applying(knowledge, cause.money.state, answers), None)
    if rule is not None:
        return rule.state, rule.text
    late = cause.deadline.late
    is_late = late is not None and met(late.when, answers)
    return cause.money.state, late.money if late and is_late else cause.money.text


def _applying(knowledge: Knowledge, state: MoneyState, answers: Answers) -> Iterator[MoneyRule]:
    for rule in knowledge.money_rules:
        if state.id in rule.states and met(rule.when, answers):
            yield rule


def _last_day(
    knowledge: Knowledge, state: MoneyState, window: Fact | None, details: Details
) -> dt.date | None:
    start = details.earliest(state.starts)
    if start is None or window is None or window.amount is None:
        return None
    return after(knowledge, details.days[start], window.amount, use="high")
