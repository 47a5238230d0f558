"""Turns the numbering of what a case code can hold into the frozen types, and proves it whole.

Numbers follow from the order of the tables, so that what is new goes to the end of its list. This
module does not know how a code is written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .checking import Checker, Table
from .model import Codebook, Coded, CodedQuestion, DateKind, Method, Question, Version


def versions(check: Checker, tables: Table) -> tuple[Version, ...]:
    """Return the versions of the knowledge, the oldest first."""
    if not tables:
        check.problem("versions", "must hold at least the first version")
    return tuple(_version(check, tables, *numbered) for numbered in enumerate(tables, start=1))


def _version(check: Checker, tables: Table, number: int, name: str) -> Version:
    path = f"versions.{name}"
    if name != str(number):
        check.problem(path, f"must be called '{number}', for versions are counted without gaps")
    table = check.table(tables, name, "versions")
    check.keys(table, path, ("day", "digest", "text"))
    return Version(
        number=number,
        day=check.day(table, "day", path),
        digest=check.string(table, "digest", path),
        text=check.text(table, "text", path),
    )


class Numbering:
    """Builds the codebook; `newest` is the number of the newest version."""

    def __init__(self, check: Checker, newest: int) -> None:
        self.check = check
        self.newest = newest

    def codebook(
        self,
        tables: Table,
        questions: Mapping[str, Question],
        methods: Mapping[str, Method],
        dates: Mapping[str, DateKind],
    ) -> Codebook:
        """Return the codebook; it must number all that the knowledge has, and nothing unknown."""
        self.check.keys(tables, "codebook", ("questions", "methods", "dates"))
        return Codebook(
            questions=self._questions(tables, questions),
            methods=self._things(tables, "methods", "method", methods),
            dates=self._things(tables, "dates", "date", dates),
        )

    def _things(
        self, tables: Table, key: str, kind: str, valid: Collection[str]
    ) -> tuple[Coded, ...]:
        path = f"codebook.{key}"
        entries = self._entries(self.check.table(tables, key, "codebook"), path)
        self._check_names(entries, path, kind, valid)
        self._check_whole(entries, path, kind, valid)
        return entries

    def _questions(
        self, tables: Table, questions: Mapping[str, Question]
    ) -> tuple[CodedQuestion, ...]:
        numbered = self.check.table(tables, "questions", "codebook")
        return tuple(
            self._question(entry, numbered, questions)
            for entry in self._things(tables, "questions", "question", questions)
        )

    def _question(
        self, entry: Coded, numbered: Table, questions: Mapping[str, Question]
    ) -> CodedQuestion:
        table = self.check.table(numbered, entry.id, "codebook.questions")
        path = f"codebook.questions.{entry.id}"
        tables = self.check.table(table, "options", path)
        path = f"{path}.options"
        options = self._entries(tables, path, entry.since)
        for heir in entry.heirs:
            if heir in questions:
                self._check_names(options, path, "option", questions[heir].option_ids)
        if entry.id in questions:
            self._check_whole(options, path, "option", questions[entry.id].option_ids)
        return CodedQuestion(id=entry.id, since=entry.since, becomes=entry.becomes, options=options)

    def _entries(self, tables: Table, path: str, earliest: int = 1) -> tuple[Coded, ...]:
        entries = tuple(self._entry(tables, name, path, earliest) for name in tables)
        ages = [entry.since for entry in entries]
        if ages != sorted(ages):
            self.check.problem(path, "what a later version added must stand at the end")
        return entries

    def _entry(self, tables: Table, name: str, path: str, earliest: int) -> Coded:
        table, place = self.check.table(tables, name, path), f"{path}.{name}"
        is_question = path == "codebook.questions"
        required = ("since", "options") if is_question else ("since",)
        self.check.keys(table, place, required, "becomes")
        retired = "becomes" in table
        return Coded(
            id=name,
            since=self.check.integer(table, "since", place, earliest, self.newest),
            becomes=self.check.strings(table, "becomes", place) if retired else None,
        )

    def _check_names(
        self, entries: tuple[Coded, ...], path: str, kind: str, valid: Collection[str]
    ) -> None:
        """What an old code says must have a name today; only an option may turn into several."""
        for entry in entries:
            place = f"{path}.{entry.id}"
            for heir in entry.heirs:
                self.check.name(heir, place, kind, valid)
            if kind != "option" and len(entry.heirs) > 1:
                self.check.problem(f"{place}.becomes", f"must name one {kind} or none")

    def _check_whole(
        self, entries: tuple[Coded, ...], path: str, kind: str, valid: Collection[str]
    ) -> None:
        numbered = {entry.id: entry for entry in entries}
        for name in valid:
            if name not in numbered:
                self.check.problem(path, f"{kind} '{name}' has no number; add it at the end")
            elif numbered[name].becomes is not None:
                self.check.problem(f"{path}.{name}", "is retired, and the knowledge still has it")
