"""Puts the figures of the benchmark of speed into words, as rows of tables, for terminal and site.

It knows no HTML; every word comes from the interface.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache

from decision_tree import wording
from decision_tree.page import Page
from decision_tree.register_tables import read_tables

from .bench_figures import PARTS, SITUATIONS, SUBJECTS, Bar, Conditions, Figures, bars
from .lighthouse import CATEGORIES
from .places import ROOT

WORDS = ROOT / "decision_tree" / "knowledge"
Row = list[str]
"""The name of the row and its cells."""

DIGITS = {
    "seconds": 2,
    "milliseconds": 0,
    "kilobytes": 1,
    "megabytes": 2,
    "times-as": 1,
    "score": 2,
}
"""Of each unit, how many digits after the decimal mark."""

NOT_MEASURED = "\N{EN DASH}"


def amount(page: Page, value: float | None, unit: str) -> str:
    """Return a value with its unit, such as "1,87 detik"."""
    if value is None:
        return NOT_MEASURED
    rounded = round(value, DIGITS[unit]) if DIGITS[unit] else round(value)
    return page.say(f"bench-{unit}", n=wording.number(rounded, _marks()[page.lang]))


def situation(page: Page, name: str) -> str:
    """Return the name of a situation, such as "fast-cold"."""
    line, visit = name.split("-")
    return f"{page.say(f'bench-{line}')}, {page.say(f'bench-{visit}')}"


def time_rows(page: Page, figures: Figures) -> list[Row]:
    """Return headings, then for each situation the time of each subject and the gain."""
    headings = [page.say(f"bench-{key}") for key in ("situation", *SUBJECTS, "gain")]
    return [headings, *(_time_row(page, figures, name) for name in SITUATIONS)]


def _time_row(page: Page, figures: Figures, name: str) -> Row:
    times = (figures.time(name, subject) for subject in SUBJECTS)
    seconds = (amount(page, time and time / 1000, "seconds") for time in times)
    return [situation(page, name), *seconds, amount(page, figures.gain(name), "times-as")]


def bar_rows(page: Page, figures: Figures) -> list[Row]:
    """Return headings, then for each bar what is aimed at, what was reached, and whether met."""
    headings = [page.say(f"bench-{key}") for key in ("bar", "limit", "reached", "met")]
    return [headings, *(_bar_row(page, bar) for bar in bars(figures))]


def _bar_row(page: Page, bar: Bar) -> Row:
    limit = amount(page, bar.limit, bar.unit)
    verdicts = {True: "yes", False: "no", None: "unknown"}
    return [
        page.say(f"bench-bar-{bar.name}"),
        page.say("bench-at-most" if bar.at_most else "bench-at-least", limit=limit),
        amount(page, bar.value, bar.unit),
        page.say(f"bench-met-{verdicts[bar.is_met]}"),
    ]


def score_rows(page: Page, figures: Figures) -> list[Row]:
    """Return headings, then for each page its scores."""
    headings = [page.say(f"bench-{key}") for key in ("judged", *CATEGORIES)]
    rows = (
        [page.say(f"bench-page-{name}"), *(amount(page, each[c], "score") for c in CATEGORIES)]
        for name, each in figures.scores.items()
    )
    return [headings, *rows]


def byte_rows(page: Page, figures: Figures) -> list[Row]:
    """Return headings, then for each part its sum and its files, the biggest first."""
    headings = [page.say("bench-file"), page.say("bench-bytes")]
    return [headings, *(row for part in PARTS for row in _part_rows(page, figures, part))]


def _part_rows(page: Page, figures: Figures, part: str) -> Iterator[Row]:
    files = figures.bytes.get(part, {})
    if files:
        yield [page.say(f"bench-sum-{part}"), _kilobytes(page, sum(files.values()))]
    for name, size in sorted(files.items(), key=lambda file: -file[1]):
        yield [name, _kilobytes(page, size)]


def _kilobytes(page: Page, size: int) -> str:
    return amount(page, size / 1000, "kilobytes")


def conditions(page: Page, figures: Figures) -> list[str]:
    """Return sentences about how the figures were found."""
    found = figures.conditions
    machine = page.say(
        "bench-made",
        day=page.day(dt.date.fromisoformat(found.day)),
        runs=found.runs,
        cores=found.cores,
        processor=found.processor,
        browser=found.browser,
    )
    return [machine, *_slowness(page, found)]


def _slowness(page: Page, found: Conditions) -> Iterator[str]:
    if found.sample is None:
        return
    yield page.say(
        "bench-line",
        rate=_plain(page, found.rate / 1_000_000),
        delay=amount(page, 1000 * found.round_trip, "milliseconds"),
        size=_kilobytes(page, found.sample_bytes),
        time=amount(page, found.sample, "seconds"),
    )
    if found.slower is None:
        yield page.say("bench-not-slowed")
    else:
        yield page.say("bench-slowed", times=amount(page, found.slower, "times-as"))


def _plain(page: Page, value: float) -> str:
    return wording.number(value, _marks()[page.lang])


@cache
def _marks() -> dict[str, dict[str, str]]:
    marks: dict[str, dict[str, str]] = read_tables(WORDS, "interface")["numbers"]
    return marks
