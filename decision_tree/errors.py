"""The two mistakes people can make: authors in the knowledge, readers in their answers.

This module only shapes the sentences; it does not know what a right value would be.
"""

from __future__ import annotations

from collections.abc import Iterable


class KnowledgeError(ValueError):
    """The knowledge is not sound; `problems` holds a sentence for each mistake, with its place."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class AnswerError(ValueError):
    """Answers name something that does not exist; `problems` holds one sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def unknown(kind: str, name: str, valid: Iterable[str]) -> str:
    """Say that nothing of this kind has that name, and name the nearest one that has.

    >>> unknown("option", "payed", ["paid", "not-paid"])
    "no option is called 'payed'; did you mean 'paid'?"
    """
    valid = list(valid)
    from difflib import get_close_matches  # noqa: PLC0415 -- the page never needs it

    nearest = get_close_matches(name.lower(), valid, n=1, cutoff=0.0)
    hint = f"did you mean '{nearest[0]}'?" if nearest else "there is none to choose from"
    return f"no {kind} is called '{name}'; {hint}"
