"""Writes figures as words and fills them into texts that name them, such as "{dispute-window}".

This module knows languages, units and plural forms; it does not know what a figure is about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from .checking import Checker, Table
from .errors import unknown
from .model import Amount, Sentence, Text

EN_DASH = "\N{EN DASH}"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def number(value: float, marks: Mapping[str, str]) -> str:
    """Return a number with the marks of a language: "decimal" and "group".

    >>> number(1500, {"decimal": ",", "group": "."})
    '1.500'
    >>> number(7.5, {"decimal": ",", "group": "."})
    '7,5'
    """
    whole, _, fraction = f"{value:,}".partition(".")
    fraction = fraction.rstrip("0")
    grouped = whole.replace(",", marks["group"])
    return f"{grouped}{marks['decimal']}{fraction}" if fraction else grouped


def figure(amount: Amount, patterns: Mapping[str, str], marks: Mapping[str, str]) -> str:
    """Return an amount with its unit; `patterns` maps plural form to a pattern with "{n}".

    >>> one_day = Amount(low=1, high=1, unit="day")
    >>> figure(one_day, {"one": "{n} day", "other": "{n} days"}, {"decimal": ".", "group": ","})
    '1 day'
    """
    ends = dict.fromkeys(number(end, marks) for end in (amount.low, amount.high))
    form = "one" if amount.low == amount.high == 1 else "other"
    return patterns.get(form, patterns["other"]).replace("{n}", EN_DASH.join(ends))


class Filler:
    """Replaces placeholders by figures; an unknown one is noted with its path and left as it is.

    The placeholders named in `kept` are left as they are too, for a later time.
    """

    def __init__(
        self, wordings: Mapping[str, Text], check: Checker, kept: Collection[str] = ()
    ) -> None:
        self._wordings = wordings
        self._check = check
        self._kept = kept

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

    def _text(self, text: str, path: str, lang: str) -> Sentence:
        def word(match: re.Match[str]) -> str:
            name = match[1]
            if name in self._wordings:
                return self._wordings[name][lang]
            if name in self._kept:
                return match[0]
            self._check.problem(path, unknown("fact", name, self._wordings))
            return match[0]

        sentence = Sentence(PLACEHOLDER.sub(word, text))
        sentence.template = text
        return sentence
