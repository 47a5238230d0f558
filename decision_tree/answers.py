"""What the reader has said: question id → one option, a set of options, or "unsure".

This module checks answers and writes them as an address fragment; it does not know what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias
from urllib.parse import unquote

from .errors import AnswerError, unknown
from .model import Conditions, Knowledge

UNSURE = "unsure"

Answer: TypeAlias = str | Iterable[str]
Answers: TypeAlias = Mapping[str, frozenset[str]]
"""Checked answers: an empty set means "unsure"; more than one option means "one of these"."""


def checked_answers(knowledge: Knowledge, raw: Mapping[str, Answer]) -> Answers:
    """Return `raw` as checked answers in the order of the questions.

    Raises `AnswerError` naming every unknown question and option with the nearest valid one.
    """
    problems: list[str] = []
    found: dict[str, frozenset[str]] = {}
    for question_id, value in raw.items():
        if question_id not in knowledge.questions:
            problems.append(unknown("question", str(question_id), knowledge.questions))
            continue
        options = _option_ids(value)
        valid = (*knowledge.questions[question_id].option_ids, UNSURE)
        wrong = [option for option in options if option not in valid]
        problems += [f"{question_id}: {unknown('option', option, valid)}" for option in wrong]
        if UNSURE in options and len(options) > 1:
            problems.append(f"{question_id}: '{UNSURE}' must stand alone")
        found[question_id] = frozenset() if UNSURE in options else frozenset(options)
    if problems:
        raise AnswerError(problems)
    return _in_question_order(knowledge, found)


def _option_ids(value: Answer) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (str(value),)
    return tuple(map(str, value))


def _in_question_order(knowledge: Knowledge, found: Mapping[str, frozenset[str]]) -> Answers:
    return {question: found[question] for question in knowledge.questions if question in found}


def option_list(knowledge: Knowledge, answers: Answers, question_id: str) -> list[str]:
    """Return the options answered to a question, in the order in which they are shown."""
    given = answers[question_id]
    return [o for o in knowledge.questions[question_id].option_ids if o in given] or [UNSURE]


def met(conditions: Conditions, answers: Answers) -> bool:
    """Tell whether the answers meet all conditions for certain."""
    return all(
        bool(answers.get(question)) and answers[question] <= options
        for question, options in conditions.items()
    )


def denied(conditions: Conditions, answers: Answers) -> bool:
    """Tell whether the answers meet any of the conditions for certain."""
    return any(met({question: options}, answers) for question, options in conditions.items())


def write_fragment(knowledge: Knowledge, answers: Answers) -> str:
    """Return the answers as `question=option` pairs, sorted, several options joined by commas."""
    return "&".join(
        f"{question}={','.join(option_list(knowledge, answers, question))}"
        for question in sorted(answers)
    )


def read_fragment(knowledge: Knowledge, fragment: str) -> tuple[Answers, tuple[str, ...]]:
    """Return the answers in an address fragment, and the parts that had to be dropped.

    Never raises: a part that is broken, unknown or said twice is dropped, the others are kept.
    """
    found: dict[str, frozenset[str]] = {}
    dropped: list[str] = []
    # Some messengers write "=", "&" and "," in their encoded form.
    for part in unquote(fragment.removeprefix("#")).split("&"):
        question, equals, value = part.partition("=")
        read = _read_pair(knowledge, question, value) if equals else None
        if read is None or question in found:
            dropped.append(part)
        else:
            found[question] = read
    return _in_question_order(knowledge, found), tuple(filter(None, dropped))


def _read_pair(knowledge: Knowledge, question: str, value: str) -> frozenset[str] | None:
    if question not in knowledge.questions:
        return None
    if value == UNSURE:
        return frozenset()
    options = frozenset(value.split(","))
    return options if options <= set(knowledge.questions[question].option_ids) else None
