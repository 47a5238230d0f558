"""What follows from the evidence: how likely each cause is, and the first step that is safe.

This module does not know what is asked next, nor any wording.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from .evidence import Column, Evidence
from .model import Effect, Knowledge

Advice: TypeAlias = tuple[int, str]
"""The place of the likeliest cause, and the first step."""

ENOUGH_MISFIT = 2
"""Points against the best cause, one answer ruled out or two unusual ones, that ask for a check."""


class Likelihood(StrEnum):
    """Bands of likelihood; no percentages, because no source gives base rates."""

    VERY_LIKELY = "very-likely"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


BANDS = {Likelihood.VERY_LIKELY: 0.6, Likelihood.LIKELY: 0.125, Likelihood.POSSIBLE: 0.025}
"""The smallest share of each band. Knowing nothing, each of twenty causes has 0.05."""


LEAST_PLAUSIBLE = BANDS[Likelihood.POSSIBLE]


def band(share: float) -> Likelihood:
    """Return the band in which a share falls."""
    for likelihood, least in BANDS.items():
        if share >= least:
            return likelihood
    return Likelihood.UNLIKELY


def leader(shares: Column) -> int:
    """Return the place of the likeliest cause; ties go to the one listed first."""
    return shares.index(max(shares))


def plausible(evidence: Evidence) -> frozenset[int]:
    """Return the places of the causes that cannot be set aside.

    Those are the causes that are likely enough, and all that no answer speaks against: without
    this, answers that are merely more usual elsewhere could add up and hide the true cause.
    """
    places = range(len(evidence.shares))
    return frozenset([place for place in places if is_plausible(evidence, place)])


def is_plausible(evidence: Evidence, place: int) -> bool:
    """Tell whether the cause at a place is among the `plausible` ones."""
    return evidence.shares[place] >= LEAST_PLAUSIBLE or not evidence.misfits[place]


@lru_cache(maxsize=8)
def harmed_by(knowledge: Knowledge) -> Mapping[str, frozenset[int]]:
    """Return for each action the places of the causes under which it does harm."""
    return {
        action: frozenset(
            place
            for place, cause in enumerate(knowledge.causes.values())
            if cause.effects[action] is Effect.HARMFUL
        )
        for action in knowledge.actions
    }


@lru_cache(maxsize=8)
def _plans(knowledge: Knowledge) -> tuple[tuple[str, ...], ...]:
    """Return for each cause the actions to try, best first; then those that never do harm."""
    safe = always_safe(knowledge)
    return tuple((*cause.right_actions, *safe) for cause in knowledge.causes.values())


@lru_cache(maxsize=8)
def always_safe(knowledge: Knowledge) -> tuple[str, ...]:
    """Return the actions that are always open and never do harm, in the order of the catalogue.

    There is at least one: knowledge without it does not load.
    """
    harmed = harmed_by(knowledge)
    actions = knowledge.actions.values()
    return tuple(a.id for a in actions if not harmed[a.id] and not a.unavailable)


def first_step(knowledge: Knowledge, evidence: Evidence) -> str:
    """Return the best action for the likeliest cause that harms under no plausible cause.

    While no cause is likely it is the first action that is safe under all of them.
    """
    best = leader(evidence.shares)
    if evidence.shares[best] < BANDS[Likelihood.LIKELY]:
        return always_safe(knowledge)[0]
    harmed = harmed_by(knowledge)
    return next(
        action
        for action in _plans(knowledge)[best]
        if action not in evidence.closed
        and not any(is_plausible(evidence, place) for place in harmed[action])
    )


def misfit(evidence: Evidence) -> int:
    """Return how many points the answers speak against the likeliest cause."""
    return evidence.misfits[leader(evidence.shares)]


def advice(knowledge: Knowledge, evidence: Evidence) -> Advice:
    """Return what must not change any more for the interview to stop: cause and first step."""
    return leader(evidence.shares), first_step(knowledge, evidence)
