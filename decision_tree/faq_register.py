"""Which FAQ answers were ever published, and where those that were withdrawn went.

Other sites show our answers, so none may vanish without a word. This module does not know what an
answer says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from .checking import Checker, Table
from .errors import KnowledgeError
from .faq import FOLDER, ID
from .model import Knowledge, Text
from .register_tables import read_tables

FILE = "answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A FAQ answer that is published no longer: its question, and what to read instead."""

    id: str
    day: dt.date
    question: Text
    instead: str | None


def read_withdrawn(
    knowledge: Knowledge, present: Collection[str], folder: Path = FOLDER / "register"
) -> dict[str, Withdrawn]:
    """Return the withdrawn answers by id; `present` are the ids of those that have files.

    Raises `KnowledgeError` with every problem, such as an answer that went without a word.
    """
    data = read_tables(folder, FILE)
    check = Checker(knowledge.languages)
    check.keys(data, FILE, ("published", "withdrawn"))
    listed = check.strings(data, "published", FILE)
    tables = check.table(data, "withdrawn", FILE)
    found = {
        name: _withdrawn(check, name, check.table(tables, name, f"{FILE}.withdrawn"), present)
        for name in tables
    }
    _check_complete(check, set(listed), set(present), set(found))
    if check.problems:
        raise KnowledgeError(check.problems)
    return found


def _withdrawn(check: Checker, name: str, table: Table, present: Collection[str]) -> Withdrawn:
    path = f"{FILE}.withdrawn.{name}"
    if not ID.fullmatch(name):
        check.problem(path, "an answer is called by small letters, digits and hyphens")
    check.keys(table, path, ("day", "question"), "instead")
    instead = check.string(table, "instead", path) or None
    if instead:
        check.name(instead, f"{path}.instead", "answer", present)
    return Withdrawn(
        id=name,
        day=check.day(table, "day", path),
        question=check.text(table, "question", path),
        instead=instead,
    )


def _check_complete(
    check: Checker, listed: set[str], present: set[str], withdrawn: set[str]
) -> None:
    for name in sorted(present - listed):
        check.problem(f"{FILE}.published", f"'{name}' is missing; it never goes once it is there")
    for name in sorted(listed - present - withdrawn):
        check.problem(
            f"{FILE}.withdrawn", f"'{name}' has no file any more; say when it was withdrawn"
        )
    for name in sorted(withdrawn & present):
        check.problem(f"{FILE}.withdrawn.{name}", "has a file still; remove one or the other")
    for name in sorted(withdrawn - listed):
        check.problem(f"{FILE}.withdrawn.{name}", "was never published")
