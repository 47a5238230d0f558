"""Where a result is shown: with which other orders, at which address, after which input.

It holds values for the rendering and does not know what they lead to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .orders import Orders

NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a result page knows besides the diagnosis."""

    orders: Orders = field(default_factory=Orders)
    url: str = ""
    """Address of the page, without a fragment; empty where there is none."""
    notices: tuple[str, ...] = ()
    """Sentences to show above the result."""
    typed: Mapping[str, str] = field(default_factory=lambda: NOTHING_TYPED)
    """Kind of day → what the reader typed that is no day."""
