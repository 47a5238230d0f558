"""What every part of a page needs: the words in one language, and the pieces it is put together of.

This module does not know questions, results or files; every word comes from the knowledge.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from .days import in_words
from .markup import Html, disclosure, element
from .model import Cause, Knowledge, Question, Text

HEADING = "oc-heading"
"""Id of the heading that takes the focus after each step."""

NOT_SENT = "dialog"
"""Method of the forms: without scripts too, no browser puts what was chosen into an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The words, their language and where the cause pages are."""

    knowledge: Knowledge
    lang: str
    causes_url: str
    """Address of the folder of cause pages, ending in "/"."""

    def say(self, key: str, **values: object) -> str:
        """Return an interface text with its values filled in; raises `KeyError`."""
        return self.say_raw(key).format(**values)

    def say_raw(self, key: str) -> str:
        """Return an interface text as it stands, its values still open."""
        words = self.knowledge.interface
        return (words if key in words else self.knowledge.site)[key][self.lang]

    def count(self, key: str, number: int) -> str:
        """Return an interface text about a number of things, which has a form for one of them."""
        form = f"{key}-one" if number == 1 else key
        return self.say(form, n=number)

    def word(self, text: Text) -> str:
        """Return a text in the language of the page."""
        return text[self.lang]

    def statements(self, question: Question, options: Iterable[str]) -> str:
        """Return what was answered to a question, as sentences that stand alone."""
        return " / ".join(self.word(question.option(option).statement) for option in options)

    def day(self, day: dt.date) -> str:
        """Return a day in words."""
        return in_words(self.knowledge, day, self.lang)

    def cause_url(self, cause: Cause) -> str:
        """Return the address of the page about a cause."""
        return f"{self.causes_url}{cause.id}/"


def button(label: str, action: str, *children: str, class_: str = "oc-secondary") -> Html:
    """Return a button that asks for an action."""
    return element(
        "button", label, *children, type="submit", name="action", value=action, class_=class_
    )


def copier(page: Page, target: str) -> Html:
    """Return a button that copies what stands in the element of this id."""
    return element(
        "button",
        page.say("copy"),
        type="button",
        data_copies=target,
        data_copied=page.say("copied"),
        aria_live="polite",
        class_="oc-secondary",
    )


def hidden(text: str) -> Html:
    """Return a text that is only heard."""
    return element("span", text, class_="oc-visually-hidden")


def box(title: str, *children: str, kind: str) -> Html:
    """Return a part that stands out, under a title of its own."""
    return element("section", element("h3", title), *children, class_=f"oc-box oc-{kind}")


def fold(title: str, *children: str, kind: str, unfolded: bool = False) -> Html:
    """Return a part of a result that unfolds."""
    return disclosure(title, *children, class_=f"oc-fold oc-{kind}", unfolded=unfolded)


def notice(text: str) -> Html:
    """Return a sentence that is announced; nothing without one."""
    return element("p", text, class_="oc-notice", role="status") if text else Html("")


def mistake_mark(page: Page, *, is_wrong: bool) -> str | None:
    """Return the word that stands before the title of the document while a field is wrong."""
    return page.say("mistake") if is_wrong else None
