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
        question: frozenset(check.strings(table, question, path))
        for question in table
        if check.name(question, path, "question", questions)
        and _known_options(check, questions[question], table, path)
    }


def _known_options(check: Checker, question: Question, table: Table, path: str) -> bool:
    place = f"{path}.{question.id}"
    names = check.strings(table, question.id, path)
    return all([check.name(option, place, "option", question.option_ids) for option in names])
