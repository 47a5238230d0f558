"""Keeps the knowledge ready-made: what the build has read and checked, the page only takes over.

`python -m decision_tree.frozen FILE` writes it, and the build puts the file into the wheel for the
browser; a checkout has none and reads the tables. It does not know what the knowledge says.
"""

from __future__ import annotations

import io
import sys
from _pickle import Pickler, loads  # the page would load the rest of `pickle` for nothing
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import load
from .model import Knowledge, Sentence

FILE = Path(__file__).with_name("knowledge.pickle")


def ready(file: Path = FILE) -> Knowledge:
    """Return the knowledge of this package, from its file where there is one."""
    if file.is_file():
        return thaw(file.read_bytes())
    return load()


def freeze(knowledge: Knowledge) -> bytes:
    """Return the knowledge as bytes, without what only the pages around the troubleshooter say.

    Its sentences forget which figures were filled into them.
    """
    frozen = io.BytesIO()
    _Pickler(frozen, protocol=5).dump(replace(knowledge, site={}))
    return frozen.getvalue()


def thaw(content: bytes) -> Knowledge:
    """Return what was frozen."""
    knowledge = loads(content)  # only the file beside this module
    if not isinstance(knowledge, Knowledge):
        raise TypeError(f"a file of knowledge holds {type(knowledge).__name__}, not knowledge")
    return knowledge


class _Pickler(Pickler):
    def reducer_override(self, thing: object) -> Any:  # noqa: ANN401 -- as pickle asks for it
        return (str, (str(thing),)) if isinstance(thing, Sentence) else NotImplemented


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(freeze(load()))
