"""Picks the replies of sellers and customer service that a reader may meet; has no words itself."""

from __future__ import annotations

from collections.abc import Collection

from .model import Knowledge, Reply, Risk

GRAVITY = {risk: place for place, risk in enumerate(Risk)}


def replies_for(knowledge: Knowledge, plausible: Collection[str]) -> tuple[Reply, ...]:
    """Return the replies that go with a plausible cause or with any, most dangerous first.

    `plausible` holds ids of causes. Equally dangerous replies stay in the order of the knowledge.
    """
    fitting = (
        reply
        for reply in knowledge.replies.values()
        if not reply.causes or not reply.causes.isdisjoint(plausible)
    )
    return tuple(sorted(fitting, key=lambda reply: GRAVITY[reply.risk]))
