"""Lays the texts of a further language over tables; it does not know what they mean, nor files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def laid_over(base: Any, texts: Any, place: str, problems: list[str]) -> Any:  # noqa: ANN401  # TOML
    """Return `base` with what `texts` adds; where it would change something, note a problem.

    >>> laid_over({"name": {"en": "frozen"}}, {"name": {"fr": "gelé"}}, "status", [])
    {'name': {'en': 'frozen', 'fr': 'gelé'}}
    """
    if isinstance(base, Mapping) and isinstance(texts, Mapping):
        added = {
            key: laid_over(base[key], value, f"{place}.{key}", problems) if key in base else value
            for key, value in texts.items()
        }
        return {**base, **added}
    if isinstance(base, list) and isinstance(texts, list) and len(base) == len(texts):
        pairs = enumerate(zip(base, texts, strict=True))
        return [laid_over(*pair, f"{place}[{number}]", problems) for number, pair in pairs]
    if base != texts:
        problems.append(f"{place}: a further language adds texts, it cannot change this")
    return base
