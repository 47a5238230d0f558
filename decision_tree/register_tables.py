"""Reads the tables that stand with the documents, not with the knowledge of the troubleshooter.

It does not know what they mean.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from .errors import KnowledgeError
from .overlay import laid_over


def read_tables(folder: Path, name: str) -> dict[str, Any]:
    """Return one file, the texts of further languages laid over it; raises `KnowledgeError`."""
    problems: list[str] = []
    data = _read(folder / f"{name}.toml")
    for file in sorted(folder.glob(f"languages/*/{name}.toml")):
        data = laid_over(data, _read(file), f"{file.parent.name}.{name}", problems)
    if problems:
        raise KnowledgeError(problems)
    return data


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError([f"{file.name}: {error}"]) from error
