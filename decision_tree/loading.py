"""Reads the knowledge from its TOML files; the only module that knows them.

It does not know what the tables mean; `building` turns them into the frozen types.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from .building import TABLES, build
from .cases import Case, read_cases
from .errors import KnowledgeError
from .model import Knowledge
from .overlay import laid_over

CAUSE_ORDER = "order"
"""Key of causes.toml that lists the causes; each has a file of its own in the folder causes."""

FURTHER = "languages"
"""Folder with a folder for each further language: the same files, holding its texts alone."""


def load(folder: Traversable | None = None) -> Knowledge:
    """Return the knowledge in `folder`, by default the one that this package carries.

    Raises `KnowledgeError` with every problem: unreadable files first, else all that is unsound.
    """
    folder = folder or files(__package__) / "knowledge"
    reader = _Reader(folder)
    data = {name: reader.table(f"{name}.toml") for name in TABLES if name != "causes"}
    data["causes"] = reader.causes()
    data = reader.with_further_languages(data)
    if reader.problems:
        raise KnowledgeError(reader.problems)
    return build(data)


def load_cases(path: Traversable, knowledge: Knowledge) -> tuple[Case, ...]:
    """Return the benchmark cases of a TOML file.

    Raises `KnowledgeError` when the file cannot be read or a case names what does not exist.
    """
    reader = _Reader(path)
    data = reader.read(path, str(path))
    if reader.problems:
        raise KnowledgeError(reader.problems)
    return read_cases(data, knowledge)


class _Reader:
    def __init__(self, folder: Traversable) -> None:
        self.problems: list[str] = []
        self._folder = folder

    def table(self, name: str) -> dict[str, Any]:
        """Return the tables of one file of the folder, none when it cannot be read."""
        return self.read(self._folder / name, name)

    def read(self, file: Traversable, name: str) -> dict[str, Any]:
        try:
            return tomllib.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.problems.append(f"{name}: the file is missing")
        except IsADirectoryError:
            self.problems.append(f"{name}: is a folder, not a file")
        except UnicodeDecodeError:
            self.problems.append(f"{name}: the file is not UTF-8 text")
        except tomllib.TOMLDecodeError as error:
            self.problems.append(f"{name}: not valid TOML: {error}")
        return {}

    def causes(self) -> dict[str, Any]:
        order = self.table("causes.toml").get(CAUSE_ORDER, [])
        for cause in sorted({cause for cause in order if order.count(cause) > 1}):
            self.problems.append(f"causes.toml: '{cause}' stands in the order more than once")
        folder = self._folder / "causes"
        present = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
        for stray in sorted(present - {f"{cause}.toml" for cause in order}):
            self.problems.append(f"causes/{stray}: is not listed in causes.toml")
        return {cause: self.table(f"causes/{cause}.toml") for cause in order}

    def with_further_languages(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the tables with the texts of each further language laid over them."""
        places: dict[str, tuple[str, ...]] = {f"{name}.toml": (name,) for name in data}
        del places["causes.toml"]
        places |= {f"causes/{cause}.toml": ("causes", cause) for cause in data["causes"]}
        for lang in _names(self._folder / FURTHER):
            folder = self._folder / FURTHER / lang
            causes = [f"causes/{name}" for name in _names(folder / "causes")]
            for name in (*(file for file in _names(folder) if file != "causes"), *causes):
                if name in places:
                    texts = self.table(f"{FURTHER}/{lang}/{name}")
                    data = self._laid_over(data, places[name], texts, f"{FURTHER}/{lang}")
                else:
                    self.problems.append(f"{FURTHER}/{lang}/{name}: lies over no file")
        return data

    def _laid_over(
        self, data: dict[str, Any], place: tuple[str, ...], texts: dict[str, Any], path: str
    ) -> dict[str, Any]:
        for key in reversed(place):
            texts = {key: texts}
        merged: dict[str, Any] = laid_over(data, texts, path, self.problems)
        return merged


def _names(folder: Traversable) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
