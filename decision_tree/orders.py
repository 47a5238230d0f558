"""Several orders of one checkout: what they share is told once, the rest for each order.

This module keeps the stories apart and together; it does not know what they lead to, nor wording.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import unquote

from .model import Knowledge
from .story import Story, read_story, write_story

Thing = TypeVar("Thing")

MOST_ORDERS = 10
"""An address must stay short enough for every messenger."""

BETWEEN = "/"
CURRENT = "order"
"""Key of the number of the order on show, where it is not the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """The stories of the orders of one checkout, at least one; `current` is the place on show."""

    stories: tuple[Story, ...] = (Story(),)
    current: int = 0

    @property
    def story(self) -> Story:
        """The order on show."""
        return self.stories[self.current]

    @property
    def can_grow(self) -> bool:
        return len(self.stories) < MOST_ORDERS


def told(knowledge: Knowledge, orders: Orders, story: Story) -> Orders:
    """Return the orders after the one on show became `story`; what is shared goes to all."""
    common = shared_part(knowledge, story)
    stories = (
        story if place == orders.current else _merged(own_part(knowledge, other), common)
        for place, other in enumerate(orders.stories)
    )
    return replace(orders, stories=tuple(stories))


def with_another(knowledge: Knowledge, orders: Orders) -> Orders:
    """Return the orders with a further one on show, of which only what is shared is known."""
    another = shared_part(knowledge, orders.story)
    return Orders(stories=(*orders.stories, another), current=len(orders.stories))


def showing(orders: Orders, place: int) -> Orders:
    """Return the orders with another one on show; the last one where there is no such place."""
    return replace(orders, current=max(0, min(place, len(orders.stories) - 1)))


def shared_part(knowledge: Knowledge, story: Story) -> Story:
    """Return what all orders of the checkout have in common."""
    return Story(
        answers=_only(story.answers, lambda name: knowledge.questions[name].is_shared),
        days=_only(story.days, lambda name: knowledge.dates[name].is_shared),
        method=story.method,
    )


def own_part(knowledge: Knowledge, story: Story) -> Story:
    """Return what is told of one order alone."""
    return Story(
        answers=_only(story.answers, lambda name: not knowledge.questions[name].is_shared),
        days=_only(story.days, lambda name: not knowledge.dates[name].is_shared),
    )


def _only(things: Mapping[str, Thing], is_wanted: Callable[[str], bool]) -> dict[str, Thing]:
    return {name: thing for name, thing in things.items() if is_wanted(name)}


def _merged(own: Story, common: Story) -> Story:
    return Story(
        answers={**own.answers, **common.answers},
        days={**own.days, **common.days},
        method=common.method,
    )


def write_orders(knowledge: Knowledge, orders: Orders) -> str:
    """Return the orders as an address fragment: the first one whole, of the others their own."""
    first, *others = orders.stories
    parts = [write_story(knowledge, first)]
    parts += [write_story(knowledge, own_part(knowledge, story)) for story in others]
    if orders.current != len(others):
        parts[0] = "&".join(filter(None, (parts[0], _numbered(orders.current))))
    return BETWEEN.join(parts)


def read_orders(knowledge: Knowledge, fragment: str) -> tuple[Orders, tuple[str, ...]]:
    """Return the orders in an address fragment, and the parts that had to be dropped.

    Never raises; whatever cannot be read is dropped.
    """
    # Some messengers write "/", "=" and "&" in their encoded form.
    parts = unquote(fragment.removeprefix("#")).split(BETWEEN)
    place, parts[0] = _current(parts[0])
    read = [read_story(knowledge, part) for part in parts[:MOST_ORDERS]]
    common = shared_part(knowledge, read[0][0])
    stories = [read[0][0], *(_merged(own_part(knowledge, story), common) for story, _ in read[1:])]
    dropped = [part for _, unread in read for part in unread] + parts[MOST_ORDERS:]
    orders = Orders(stories=tuple(stories))
    return showing(orders, len(stories) if place is None else place), tuple(filter(None, dropped))


def _current(part: str) -> tuple[int | None, str]:
    """Return the place on show, where the part names it, and the rest of the part."""
    pairs = part.split("&")
    named = (place for place in range(MOST_ORDERS) if _numbered(place) in pairs)
    place = next(named, None)
    rest = pairs if place is None else [pair for pair in pairs if pair != _numbered(place)]
    return place, "&".join(rest)


def _numbered(place: int) -> str:
    return f"{CURRENT}={place + 1}"
