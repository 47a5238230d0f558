"""Reads conditions on answers out of plain tables, and proves that they name what exists.

This module does not know what a condition is for.
"""

from __future__ import annotations

from collections.abc import Mapping

from .checking import Checker, Table
from .model import Conditions, Question


def conditions(
    check: Checker, questions: Mapping[str, Question], table: Table, path: str
) -> Conditions:
    """Return question id → option ids; notes every question and option that does not exist."""
    return {
        question: frozenset(options)
        for question in table
        if check.name(question, path, "question", questions)
        and (options := _options(check, questions[question], table, path)) is not None
    }


def _options(check: Checker, question: Question, table: Table, path: str) -> tuple[str, ...] | None:
    """Return the options that the table names, None where one of them does not exist."""
    place = f"{path}.{question.id}"
    names = check.strings(table, question.id, path)
    known = [check.name(option, place, "option", question.option_ids) for option in names]
    return names if all(known) else None
