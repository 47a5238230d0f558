"""Names the likely cause of a closed AliExpress order from what a reader can see.

The public names are below; they know nothing of pages, browsers or terminals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers import UNSURE, read_fragment, write_fragment
from .diagnosis import Diagnosis, diagnose
from .errors import AnswerError, KnowledgeError
from .model import Knowledge

if TYPE_CHECKING:  # what reads files would slow the start of the page, which has no use for it
    from importlib.resources.abc import Traversable

__all__ = [
    "UNSURE",
    "AnswerError",
    "Diagnosis",
    "Knowledge",
    "KnowledgeError",
    "diagnose",
    "load",
    "read_fragment",
    "write_fragment",
]


def load(folder: Traversable | None = None) -> Knowledge:
    """Return the knowledge in `folder`, by default the one that this package carries.

    Raises `KnowledgeError` with every problem: unreadable files first, else all that is unsound.
    """
    from . import loading  # noqa: PLC0415 -- see above

    return loading.load(folder)
