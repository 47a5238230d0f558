"""Collects every mistake in plain data, with its path, while the data is read.

This module knows tables, texts and names; it does not know what a cause or a question is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from .errors import unknown
from .model import Text, Texts

Table = Mapping[str, Any]
EnumT = TypeVar("EnumT", bound=StrEnum)
Thing = TypeVar("Thing")


class Checker:
    """Reads values out of plain tables; notes a problem and returns a neutral value when wrong."""

    def __init__(self, languages: Collection[str]) -> None:
        self.problems: list[str] = []
        self.languages = languages

    def problem(self, path: str, sentence: str) -> None:
        """Note one mistake at `path`."""
        self.problems.append(f"{path}: {sentence}")

    def keys(self, table: Table, path: str, required: Iterable[str], optional: str = "") -> None:
        """Note keys that are missing or that nothing reads; `optional` is split at spaces."""
        required = tuple(required)
        for key in required:
            if key not in table:
                self.problem(path, f"'{key}' is missing")
        for key in table:
            if key not in (allowed := (*required, *optional.split())):
                self.problem(path, unknown("key", key, allowed))

    def table(self, table: Table, key: str, path: str) -> Table:
        """Return the sub-table `key`, empty when it is missing."""
        value = table.get(key, {})
        if not isinstance(value, dict):
            self.problem(f"{path}.{key}", "must be a table")
            return {}
        return value

    def string(self, table: Table, key: str, path: str) -> str:
        """Return the string `key`; it must not be blank."""
        value = table.get(key, "")
        if not isinstance(value, str) or (key in table and not value.strip()):
            self.problem(f"{path}.{key}", "must be a string that is not blank")
            return ""
        return value

    def strings(self, table: Table, key: str, path: str) -> tuple[str, ...]:
        """Return the list of strings `key`, without repetitions."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.problem(f"{path}.{key}", "must be a list of strings")
            return ()
        repeated = sorted({item for item in value if value.count(item) > 1})
        for item in repeated:
            self.problem(f"{path}.{key}", f"'{item}' stands in the list more than once")
        return tuple(dict.fromkeys(value))

    def integer(self, table: Table, key: str, path: str, low: int, high: int) -> int:
        """Return the whole number `key`, which must lie between `low` and `high`."""
        value = table.get(key, low)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.problem(f"{path}.{key}", f"must be a whole number from {low} to {high}")
            return low
        return value

    def day(self, table: Table, key: str, path: str) -> date:
        """Return the date `key`."""
        value = table.get(key, date.min)
        if not isinstance(value, date):
            self.problem(f"{path}.{key}", "must be a date such as 2026-11-22")
            return date.min
        return value

    def choice(self, table: Table, key: str, path: str, choices: type[EnumT]) -> EnumT:
        """Return the member of `choices` that `key` names."""
        value = self.string(table, key, path)
        members = {member.value: member for member in choices}
        if value in members:
            return members[value]
        if value:
            self.problem(f"{path}.{key}", unknown("value", value, members))
        return next(iter(members.values()))

    def name(self, value: str, path: str, kind: str, valid: Collection[str]) -> bool:
        """Tell whether `value` is one of the `valid` names; note it when it is not."""
        if value in valid:
            return True
        self.problem(path, unknown(kind, value, valid))
        return False

    def names(
        self, table: Table, key: str, path: str, kind: str, valid: Collection[str]
    ) -> tuple[str, ...]:
        """Return the list of names `key`; notes each that is not one of the `valid` ones."""
        found = self.strings(table, key, path)
        for value in found:
            self.name(value, f"{path}.{key}", kind, valid)
        return found

    def each(
        self, data: Table, kind: str, build_one: Callable[[str, Table, str], Thing]
    ) -> dict[str, Thing]:
        """Return name → what `build_one` makes of the name, its table and its path."""
        tables = data[kind]
        return {
            name: build_one(name, self.table(tables, name, kind), f"{kind}.{name}")
            for name in tables
        }

    def headings(
        self, table: Table, path: str, headings: type[EnumT], kind: str, valid: Collection[str]
    ) -> dict[str, EnumT]:
        """Return name → heading; each of the `valid` names must stand under one heading."""
        self.keys(table, path, (), " ".join(heading.value for heading in headings))
        found: dict[str, EnumT] = {}
        for heading in headings:
            for name in self.strings(table, heading.value, path):
                if name in found:
                    self.problem(path, f"{kind} '{name}' stands under two headings")
                elif self.name(name, path, kind, valid):
                    found[name] = heading
        for name in valid:
            if name not in found:
                self.problem(path, f"{kind} '{name}' stands under no heading")
        return found

    def text(self, table: Table, key: str, path: str) -> Text:
        """Return the wording `key` in every language; a missing translation is a problem."""
        value = self.table(table, key, path)
        place = f"{path}.{key}"
        self._translations(value, place, present=key in table)
        return {lang: self.string(value, lang, place) for lang in self.languages}

    def optional_text(self, table: Table, key: str, path: str) -> Text | None:
        """Return the wording `key`, or None when there is none."""
        return self.text(table, key, path) if key in table else None

    def texts(self, table: Table, key: str, path: str) -> Texts:
        """Return the list of sentences `key`: as many in each language, none of them blank."""
        value = self.table(table, key, path)
        place = f"{path}.{key}"
        self._translations(value, place, present=key in table)
        found = {lang: self.strings(value, lang, place) for lang in self.languages}
        lengths = {len(sentences) for sentences in found.values()}
        if len(lengths) > 1:
            self.problem(place, "has more sentences in one language than in another")
        if key in table and (0 in lengths or not all(s.strip() for t in found.values() for s in t)):
            self.problem(place, "must hold at least one sentence and no blank ones")
        return found

    def _translations(self, value: Table, place: str, *, present: bool) -> None:
        for lang in self.languages:
            if present and lang not in value:
                self.problem(place, f"has no translation in '{lang}'")
        for lang in value:
            if lang not in self.languages:
                self.problem(place, unknown("language", lang, self.languages))
