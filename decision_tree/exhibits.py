"""Picks the screens that prove a reader's case; does not know how they are shown or sent."""

from __future__ import annotations

from .answers import Answers, denied, met
from .model import Exhibit, Knowledge


def exhibits_for(knowledge: Knowledge, cause: str, answers: Answers) -> tuple[Exhibit, ...]:
    """Return the exhibits of a cause that this reader can have, the most important first.

    At least one is left whatever the answers: a cause lists more than those that answers deny.
    """
    listed = (knowledge.exhibits[exhibit] for exhibit in knowledge.causes[cause].exhibits)
    return tuple(exhibit for exhibit in listed if _exists(exhibit, answers))


def _exists(exhibit: Exhibit, answers: Answers) -> bool:
    return met(exhibit.when, answers) and not denied(exhibit.denied_by, answers)
