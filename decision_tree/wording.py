"""Writes figures as words and fills them into texts that name them, such as "{dispute-window}".

This module knows languages, units and plural forms; it does not know what a figure is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .checking import Checker, Table
from .errors import unknown
from .model import Text

EN_DASH = "\N{EN DASH}"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def figure(low: int, high: int, unit: Mapping[str, Mapping[str, str]]) -> Text:
    """Return a figure with its unit in each language.

    `unit` maps language → plural form ("one", "other") → pattern with "{n}".

    >>> figure(1, 1, {"en": {"one": "{n} day", "other": "{n} days"}})
    {'en': '1 day'}
    """
    number = str(low) if low == high else f"{low}{EN_DASH}{high}"
    form = "one" if low == high == 1 else "other"
    return {
        lang: patterns.get(form, patterns["other"]).replace("{n}", number)
        for lang, patterns in unit.items()
    }


class Filler:
    """Replaces placeholders by figures; an unknown one is noted with its path and left as it is."""

    def __init__(self, wordings: Mapping[str, Text], check: Checker) -> None:
        self._wordings = wordings
        self._check = check

    def table(self, data: Table, path: str) -> Table:
        """Return plain data filled, each text in the language of its nearest key."""
        return {key: self._value(value, f"{path}.{key}", "", key) for key, value in data.items()}

    def _value(self, value: object, path: str, lang: str, key: str = "") -> object:
        lang = key if key in self._check.languages else lang
        if isinstance(value, dict):
            items = value.items()
            return {key: self._value(item, f"{path}.{key}", lang, key) for key, item in items}
        if isinstance(value, list):
            places = enumerate(value)
            return [self._value(item, f"{path}[{place}]", lang) for place, item in places]
        return self._text(value, path, lang) if isinstance(value, str) and lang else value

    def _text(self, text: str, path: str, lang: str) -> str:
        def word(match: re.Match[str]) -> str:
            name = match[1]
            if name in self._wordings:
                return self._wordings[name][lang]
            self._check.problem(path, unknown("fact", name, self._wordings))
            return match[0]

        return PLACEHOLDER.sub(word, text)
