"""What the tests of rendering share: stories of readers, and the pages that they lead to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from string import Formatter
from typing import Any

from engine_fixtures import ANSWERS, KNOWLEDGE
from hypothesis import strategies as st
from markup_reader import Element, read

from decision_tree.answers import Answer, checked_answers
from decision_tree.diagnosis import Diagnosis, diagnose
from decision_tree.orders import Orders, showing, told, with_another
from decision_tree.page import Page
from decision_tree.rendering import result_html
from decision_tree.setting import Setting
from decision_tree.story import Story

LANGUAGES = list(KNOWLEDGE.languages)
TODAY = dt.date(2026, 11, 23)
URL = "https://example.org/id/troubleshooter/"

CONFIRMED: Mapping[str, Answer] = {
    "status-shown": "completed",
    "button-pressed": "confirm-receipt",
}
"""A result that is settled, and urgent."""

LATE: Mapping[str, Answer] = {**CONFIRMED, "payment": "paid", "days-since": "more-than-15"}
"""The same once the time has run out."""

RETURNING: Mapping[str, Answer] = {
    "payment": "paid",
    "tracking-number": "no",
    "closed-when": "shipping-countdown-ended",
}
"""A result that is settled, with money on its way back."""

NOTHING_FITS: Mapping[str, Answer] = {
    "payment": "not-paid",
    "tracking-number": "yes",
    "dispute": "withdrawn",
    "message": "promotion",
}


class StrictPage(Page):
    """A page that refuses a value which no placeholder asks for."""

    __slots__ = ()

    def say(self, key: str, **values: object) -> str:
        asked = {name for _, name, _, _ in Formatter().parse(self.say_raw(key)) if name}
        assert asked == values.keys(), key
        return super().say(key, **values)


def page(lang: str = "id") -> Page:
    return StrictPage(knowledge=KNOWLEDGE, lang=lang, causes_url="../causes/")


def story(
    answers: Mapping[str, Answer] = CONFIRMED, method: str | None = None, **days: dt.date
) -> Story:
    """What a reader has told; "_" stands for "-" in the kinds of days."""
    named = {kind.replace("_", "-"): day for kind, day in days.items()}
    return Story(answers=checked_answers(KNOWLEDGE, answers), days=named, method=method)


def diagnosed(one: Story, today: dt.date | None = TODAY) -> Diagnosis:
    return diagnose(KNOWLEDGE, one.answers, one.details(today))


def shown(
    orders: Orders | Story,
    lang: str = "id",
    today: dt.date | None = TODAY,
    **setting: Any,  # noqa: ANN401 -- fields of Setting
) -> Element:
    """The result of the order on show."""
    orders = Orders(stories=(orders,)) if isinstance(orders, Story) else orders
    diagnosis = diagnosed(orders.story, today)
    setting = {"url": URL, **setting}
    return read(result_html(page(lang), diagnosis, Setting(orders=orders, **setting)))


def several(stories: list[Story], place: int = 0) -> Orders:
    """The orders of one checkout, told one after the other."""
    orders = Orders()
    for number, one in enumerate(stories):
        orders = with_another(KNOWLEDGE, orders) if number else orders
        orders = told(KNOWLEDGE, orders, one)
    return showing(orders, place)


def _in_order(days: Mapping[str, dt.date]) -> dict[str, dt.date]:
    return {kind: days[kind] for kind in KNOWLEDGE.dates if kind in days}


DAYS = st.dictionaries(
    st.sampled_from(list(KNOWLEDGE.dates)), st.dates(dt.date(2026, 5, 1), dt.date(2026, 12, 5))
).map(_in_order)

METHODS = st.none() | st.sampled_from(list(KNOWLEDGE.methods))

STORIES = st.builds(
    Story,
    answers=ANSWERS.map(lambda raw: checked_answers(KNOWLEDGE, raw)),
    days=DAYS,
    method=METHODS,
)

ORDERS = st.builds(several, st.lists(STORIES, min_size=1, max_size=3), st.integers(0, 2))

TODAYS = st.just(TODAY) | st.none()

SENTENCES = st.text(min_size=1).map(lambda text: f"!{text}")
"""Any text that can be seen."""
