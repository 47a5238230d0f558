"""The figures of the benchmark of speed: what they are, how they are kept, which bars they meet.

It knows neither how they were found nor how they are shown.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from .register import FOLDER

FILE = FOLDER / "bench.json"
FAST, SLOW = "fast", "slow"
COLD, WARM, OFFLINE = "cold", "warm", "offline"
QUESTION, OURS, STOCK = "question", "ours", "stock"
SITUATIONS = tuple(
    f"{line}-{visit}"
    for line, visit in ((FAST, COLD), (FAST, WARM), (FAST, OFFLINE), (SLOW, COLD), (SLOW, WARM))
)
SUBJECTS = (QUESTION, OURS, STOCK)
PAGE, ENGINE, LATER = "page", "engine", "later"
PARTS = (PAGE, ENGINE, LATER, STOCK)
"""What a first visit loads: without the engine, the engine, what comes after it; stock Pyodide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Under which conditions the figures were found."""

    day: str
    runs: int
    processor: str
    cores: int
    browser: str
    rate: int
    """Of the slow line, in bits in a second."""

    round_trip: float
    """Of the slow line, in seconds."""

    sample: float | None
    """Seconds that a worker needed for `sample_bytes` over the slow line, where it was measured."""

    sample_bytes: int
    slower: float | None
    """How many times longer a worker needed with the slow processor; None if it is not slowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured; times in milliseconds, all runs, by situation and subject."""

    conditions: Conditions
    times: Mapping[str, Sequence[float]]
    steps: Sequence[float]
    """From an answer to the next question on show, slowed."""

    loaded: Sequence[float]
    """Bytes that had come over the slow line when the first question could be answered."""

    bytes: Mapping[str, Mapping[str, int]]
    """For each part the files with their bytes on the line."""

    scores: Mapping[str, Mapping[str, float]]
    """For each page what Lighthouse thinks of it."""

    def time(self, situation: str, subject: str) -> float | None:
        """Return the median in milliseconds, None if it was not measured."""
        return _median(self.times.get(f"{situation}-{subject}", ()))

    def gain(self, situation: str) -> float | None:
        """Return how many times faster our engine is ready than stock Pyodide."""
        ours, stock = self.time(situation, OURS), self.time(situation, STOCK)
        return stock / ours if ours and stock else None

    def total(self, part: str) -> int | None:
        """Return the bytes of a part, None if it was not measured."""
        return sum(self.bytes[part].values()) if part in self.bytes else None


@dataclass(frozen=True, slots=True)
class Bar:
    """What was aimed at: at most, or else at least, `limit`; `value` is None if not measured."""

    name: str
    value: float | None
    limit: float
    unit: str
    at_most: bool

    @property
    def is_met(self) -> bool | None:
        if self.value is None:
            return None
        return self.value <= self.limit if self.at_most else self.value >= self.limit


def bars(figures: Figures) -> list[Bar]:
    """Return all bars; figures are in the unit of their bar."""
    question = figures.time(f"{SLOW}-{COLD}", QUESTION)
    engine = figures.total(ENGINE)
    return [
        Bar("question", _in(question, 1000), 1.5, "seconds", at_most=True),
        Bar("loaded", _in(_median(figures.loaded), 1000), 110, "kilobytes", at_most=True),
        Bar("engine", _in(engine, 1_000_000), 3.7, "megabytes", at_most=True),
        Bar("fast-cold", figures.gain(f"{FAST}-{COLD}"), 2.4, "times-as", at_most=False),
        Bar("fast-warm", figures.gain(f"{FAST}-{WARM}"), 3, "times-as", at_most=False),
        Bar("slow-cold", figures.gain(f"{SLOW}-{COLD}"), 1.5, "times-as", at_most=False),
        Bar("step", _median(figures.steps), 50, "milliseconds", at_most=True),
        Bar("performance", _lowest(figures, "performance"), 0.95, "score", at_most=False),
        Bar("rest", _lowest(figures, *REST), 1, "score", at_most=False),
    ]


REST = ("accessibility", "best-practices", "seo")


def write(figures: Figures, file: Path = FILE) -> None:
    """Keep the figures for the site."""
    file.write_text(json.dumps(asdict(figures), indent=1, ensure_ascii=False) + "\n", "utf-8")


def read(file: Path = FILE) -> Figures | None:
    """Return the figures that were kept last, None if there are none."""
    if not file.is_file():
        return None
    kept = json.loads(file.read_text("utf-8"))
    return Figures(**{**kept, "conditions": Conditions(**kept["conditions"])})


def _in(value: float | None, unit: int) -> float | None:
    return None if value is None else value / unit


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def _lowest(figures: Figures, *categories: str) -> float | None:
    """Return the lowest score of any page in any of the categories."""
    found = [page[category] for page in figures.scores.values() for category in categories]
    return min(found, default=None)
