"""Benchmark cases: what a reader would answer, and the cause that it truly was.

This module does not know how cases are judged; `benchmark` does that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .answers import Answers, checked_answers
from .errors import AnswerError, KnowledgeError, unknown
from .model import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One reader; a question that is missing from `answers` would be answered "unsure"."""

    id: str
    cause: str
    also_acceptable: frozenset[str]
    mistaken: frozenset[str]
    answers: Answers

    @property
    def right_causes(self) -> frozenset[str]:
        """The causes that count as right when they come first."""
        return self.also_acceptable | {self.cause}


def read_cases(data: Mapping[str, Any], knowledge: Knowledge) -> tuple[Case, ...]:
    """Return the cases in plain data; raises `KnowledgeError` with every problem, by case."""
    problems: list[str] = []
    tables = data.get("case", [])
    if not isinstance(tables, list) or not all(_is_case(table) for table in tables):
        raise KnowledgeError(["case: each [[case]] needs a table of answers and lists of names"])
    if not tables:
        problems.append("case: there is no [[case]] in the file")
    cases = [_case(table, knowledge, problems) for table in tables]
    if problems:
        raise KnowledgeError(problems)
    return tuple(case for case in cases if case)


def _is_case(table: object) -> bool:
    if not isinstance(table, dict):
        return False
    lists = (table.get("also_acceptable", []), table.get("mistaken", []))
    return isinstance(table.get("answers", {}), dict) and all(isinstance(x, list) for x in lists)


def _case(table: Mapping[str, Any], knowledge: Knowledge, problems: list[str]) -> Case | None:
    name = table.get("id", "?")
    missing = [key for key in ("id", "cause", "answers") if key not in table]
    problems += [f"case {name}: '{key}' is missing" for key in missing]
    if missing:
        return None
    causes = (table["cause"], *table.get("also_acceptable", []))
    wrong = [cause for cause in causes if cause not in knowledge.causes]
    problems += [f"case {name}: {unknown('cause', cause, knowledge.causes)}" for cause in wrong]
    try:
        answers = checked_answers(knowledge, table["answers"])
    except AnswerError as error:
        problems += [f"case {name}: {problem}" for problem in error.problems]
        return None
    return Case(
        id=name,
        cause=table["cause"],
        also_acceptable=frozenset(table.get("also_acceptable", [])),
        mistaken=frozenset(table.get("mistaken", [])),
        answers=answers,
    )
