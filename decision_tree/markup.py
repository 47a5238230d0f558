"""Builds HTML out of elements; plain text is always escaped, so no wording can break a page.

This module does not know what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape


class Html(str):
    """A string that is markup already; every other string is text."""

    __slots__ = ()


VOID = frozenset({"input", "br", "hr", "link", "meta"})


def element(tag: str, *children: str, **attributes: str | bool | None) -> Html:
    """Return an element; attribute names may end in "_" and use "_" for "-".

    An attribute that is None or False is left out, one that is True stands without a value.

    >>> element("p", "1 < 2", class_="note")
    '<p class="note">1 &lt; 2</p>'
    """
    start = f"<{tag}{''.join([_attribute(key, value) for key, value in attributes.items()])}>"
    return Html(start if tag in VOID else f"{start}{joined(children)}</{tag}>")


def joined(children: Iterable[str]) -> Html:
    """Return the children one after the other, those that are text escaped."""
    return Html("".join([c if isinstance(c, Html) else escape(c, quote=False) for c in children]))


def _attribute(key: str, value: str | bool | None) -> str:  # noqa: FBT001 -- True is a value of an attribute
    if value is None or value is False:
        return ""
    name = _attribute_name(key)
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


@cache
def _attribute_name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def listing(items: Iterable[str], *, ordered: bool = False, class_: str | None = None) -> Html:
    """Return a list with one item for each child; nothing when there are none."""
    children = [element("li", item) for item in items]
    return element("ol" if ordered else "ul", *children, class_=class_) if children else Html("")


def disclosure(summary: str, *children: str, class_: str, unfolded: bool = False) -> Html:
    """Return children that unfold under a summary."""
    title = element("summary", summary)
    return element("details", title, *children, class_=class_, open=unfolded)
