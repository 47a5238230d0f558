"""Names the likely cause of a closed AliExpress order from what a reader can see.

The public names are below; they know nothing of pages, browsers or terminals.
"""

from .answers import UNSURE, read_fragment, write_fragment
from .diagnosis import Diagnosis, diagnose
from .errors import AnswerError, KnowledgeError
from .loading import load
from .model import Knowledge

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
