"""Turns the plain tables of what helps a reader to act into the frozen types.

Those are days, methods of payment, limits, messages, exhibits, replies and holidays. This module
does not know files, and not how any of it is used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from .checking import Checker, Table
from .conditions import conditions
from .model import (
    Conditions,
    DateKind,
    Derived,
    Exhibit,
    Fact,
    Holidays,
    Limit,
    Message,
    MessagePart,
    Method,
    MoneyRule,
    MoneyState,
    Month,
    Question,
    Reply,
    Risk,
)
from .reading_rules import reading_rules

LONGEST_MESSAGE = 5000
LAST_RANK = 9


class Aids:
    """Builds the aids once; later kinds look up the ones built before."""

    def __init__(
        self,
        check: Checker,
        data: Mapping[str, Table],
        questions: Mapping[str, Question],
        facts: Mapping[str, Fact],
    ) -> None:
        self.check = check
        self.questions = questions
        self.facts = facts
        self.causes: Collection[str] = data["causes"]
        self.actions: Collection[str] = data["actions"]
        self.date_ids: Collection[str] = data["dates"]
        self.dates = check.each(data, "dates", self._date)
        self.derived = tuple(self._derived(name, table) for name, table in data["derived"].items())
        self.methods = check.each(data, "methods", self._method)
        self.limits = check.each(data, "limits", self._limit)
        self.messages = check.each(data, "messages", self._message)
        self.exhibits = check.each(data, "exhibits", self._exhibit)
        self.replies = check.each(data, "replies", self._reply)
        self.holidays = self._holidays(data["holidays"])
        self.months = check.each(data, "months", self._month)
        self.reading = reading_rules(check, data["reading"], questions, self.dates)

    def _date(self, name: str, table: Table, path: str) -> DateKind:
        self.check.keys(table, path, ("label",), "after denied-by shared")
        return DateKind(
            id=name,
            label=self.check.text(table, "label", path),
            after=self.check.names(table, "after", path, "date", self.date_ids),
            denied_by=self._conditions(table, "denied-by", path),
            is_shared=table.get("shared", False) is True,
        )

    def _derived(self, name: str, table: Table) -> Derived:
        path = f"derived.{name}"
        self.check.keys(table, path, ("starts", "fact", "within", "beyond"))
        if self.check.name(name, path, "question", self.questions):
            for key in ("within", "beyond"):
                option = self.check.string(table, key, path)
                valid = self.questions[name].option_ids
                self.check.name(option, f"{path}.{key}", "option", valid)
        return Derived(
            question=name,
            starts=self.check.names(table, "starts", path, "date", self.dates),
            fact=self._fact(table, path),
            within=self.check.string(table, "within", path),
            beyond=self.check.string(table, "beyond", path),
        )

    def _method(self, name: str, table: Table, path: str) -> Method:
        self.check.keys(table, path, ("name", "text", "ask"), "window")
        return Method(
            id=name,
            name=self.check.text(table, "name", path),
            window=self._fact(table, path, "window") if "window" in table else None,
            text=self.check.text(table, "text", path),
            ask=self.check.text(table, "ask", path),
        )

    def _limit(self, name: str, table: Table, path: str) -> Limit:
        required = ("fact", "starts", "task", "passed")
        self.check.keys(table, path, required, "cautious method when")
        method = self.check.string(table, "method", path) or None
        if method:
            self.check.name(method, f"{path}.method", "method", self.methods)
        return Limit(
            id=name,
            fact=self._fact(table, path),
            starts=self.check.names(table, "starts", path, "date", self.dates),
            cautious=self.check.names(table, "cautious", path, "date", self.dates),
            method=method,
            when=self._conditions(table, "when", path),
            task=self.check.text(table, "task", path),
            passed=self.check.text(table, "passed", path),
        )

    def _fact(self, table: Table, path: str, key: str = "fact") -> Fact:
        name = self.check.string(table, key, path)
        if not self.check.name(name, f"{path}.{key}", "fact", self.facts):
            return next(iter(self.facts.values()))
        if self.facts[name].amount is None:
            self.check.problem(f"{path}.{key}", f"'{name}' is a rule, not a figure")
        return self.facts[name]

    def _message(self, name: str, table: Table, path: str) -> Message:
        required = ("recipient", "where", "sent-in", "length", "action", "parts")
        self.check.keys(table, path, required, "causes denied-by")
        sent_in, action = (self.check.string(table, key, path) for key in ("sent-in", "action"))
        self.check.name(sent_in, f"{path}.sent-in", "language", self.check.languages)
        self.check.name(action, f"{path}.action", "action", self.actions)
        parts = table.get("parts", [])
        if not isinstance(parts, list):
            self.check.problem(f"{path}.parts", "must be a list of sentences")
            parts = []
        return Message(
            id=name,
            recipient=self.check.text(table, "recipient", path),
            where=self.check.text(table, "where", path),
            sent_in=sent_in,
            length=self.check.integer(table, "length", path, 100, LONGEST_MESSAGE),
            action=action,
            causes=frozenset(self.check.names(table, "causes", path, "cause", self.causes)),
            denied_by=self._conditions(table, "denied-by", path),
            parts=tuple(self._part(one, f"{path}.parts[{n}]") for n, one in enumerate(parts)),
        )

    def _part(self, table: Table, path: str) -> MessagePart:
        self.check.keys(table, path, ("text",), "when denied-by covers topic rank")
        return MessagePart(
            text=self.check.text(table, "text", path),
            when=self._conditions(table, "when", path),
            denied_by=self._conditions(table, "denied-by", path),
            covers=frozenset(self.check.names(table, "covers", path, "cause", self.causes)),
            topic=self.check.string(table, "topic", path) or None,
            rank=self.check.integer(table, "rank", path, 0, LAST_RANK),
        )

    def _exhibit(self, name: str, table: Table, path: str) -> Exhibit:
        self.check.keys(table, path, ("name", "capture", "why", "substitute"), "when denied-by")
        return Exhibit(
            id=name,
            name=self.check.text(table, "name", path),
            capture=self.check.text(table, "capture", path),
            why=self.check.text(table, "why", path),
            substitute=self.check.text(table, "substitute", path),
            when=self._conditions(table, "when", path),
            denied_by=self._conditions(table, "denied-by", path),
        )

    def _reply(self, name: str, table: Table, path: str) -> Reply:
        required = ("says", "sender", "risk", "why", "todo", "answer")
        self.check.keys(table, path, required, "limit causes")
        limit = self.check.string(table, "limit", path)
        known = bool(limit) and self.check.name(limit, f"{path}.limit", "limit", self.limits)
        return Reply(
            id=name,
            says=self.check.text(table, "says", path),
            sender=self.check.text(table, "sender", path),
            risk=self.check.choice(table, "risk", path, Risk),
            why=self.check.text(table, "why", path),
            todo=self.check.text(table, "todo", path),
            answer=self.check.texts(table, "answer", path),
            limit=self.limits[limit] if known else None,
            causes=frozenset(self.check.names(table, "causes", path, "cause", self.causes)),
        )

    def money_state(self, name: str, table: Table, path: str) -> MoneyState:
        """Return one of the places where the money can be."""
        self.check.keys(table, path, ("name",), "window starts by-method ask")
        return MoneyState(
            id=name,
            name=self.check.text(table, "name", path),
            window=self._fact(table, path, "window") if "window" in table else None,
            starts=self.check.names(table, "starts", path, "date", self.dates),
            by_method=table.get("by-method", False) is True,
            ask=self.check.optional_text(table, "ask", path),
        )

    def money_rules(
        self, tables: object, states: Mapping[str, MoneyState]
    ) -> tuple[MoneyRule, ...]:
        """Return the rules of a list of tables; `states` are the places the money can be."""
        if not isinstance(tables, list):
            self.check.problem("money.rules", "must be a list of tables")
            return ()
        return tuple(
            self._money_rule(table, f"money.rules[{place}]", states)
            for place, table in enumerate(tables)
        )

    def _money_rule(self, table: Table, path: str, states: Mapping[str, MoneyState]) -> MoneyRule:
        self.check.keys(table, path, ("states", "when", "state", "text"))
        state = self.check.string(table, "state", path)
        known = self.check.name(state, f"{path}.state", "money state", states)
        return MoneyRule(
            states=frozenset(self.check.names(table, "states", path, "money state", states)),
            when=self._conditions(table, "when", path),
            state=states[state] if known else MoneyState(id="", name={}),
            text=self.check.text(table, "text", path),
        )

    def _holidays(self, table: Table) -> Holidays:
        self.check.keys(table, "holidays", ("first", "last", "days"))
        days = self.check.table(table, "days", "holidays")
        return Holidays(
            first=self.check.day(table, "first", "holidays"),
            last=self.check.day(table, "last", "holidays"),
            days={country: self._days(listed, country) for country, listed in days.items()},
        )

    def _days(self, listed: object, country: str) -> frozenset[dt.date]:
        if isinstance(listed, list) and all(isinstance(day, dt.date) for day in listed):
            return frozenset(listed)
        self.check.problem(f"holidays.days.{country}", "must be a list of dates")
        return frozenset()

    def _month(self, _name: str, table: Table, path: str) -> Month:
        self.check.keys(table, path, ("name",), "spellings")
        return Month(
            name=self.check.text(table, "name", path),
            spellings=self.check.strings(table, "spellings", path),
        )

    def _conditions(self, table: Table, key: str, path: str) -> Conditions:
        conditional = self.check.table(table, key, path)
        return conditions(self.check, self.questions, conditional, f"{path}.{key}")


def open_placeholders(dates: Collection[str]) -> frozenset[str]:
    """Return the placeholders that stay open until a reader's own case is known.

    A day, as in "{paid-on}", and the numbered list of exhibits.
    """
    return frozenset({*dates, "exhibits"})
