"""Renders how often the ranking takes one cause for another in the cases that we made up.

It does not know MkDocs, nor the clock: the cases and the day of the build come in as values.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from decision_tree import Knowledge
from decision_tree.benchmark import Outcome, confused, interviewed, told
from decision_tree.loading import load_cases
from decision_tree.markup import Html, element, joined
from decision_tree.page import Page

WAYS = ("all", "interview")
"""Every known answer told at once, or asked for one by one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How every case ended, for each way to give the answers."""

    outcomes: Mapping[str, Sequence[Outcome]]

    @property
    def cases(self) -> int:
        return len(self.outcomes["all"])

    def cases_of(self, cause: str) -> int:
        """Return how many cases truly have this cause."""
        return sum(outcome.case.cause == cause for outcome in self.outcomes["all"])

    def right(self, first: int, cause: str | None = None) -> list[int]:
        """Return for each way how many cases are right among the first causes."""
        return [
            sum(o.right_among(first) for o in self.outcomes[way] if cause in {None, o.case.cause})
            for way in WAYS
        ]

    def pairs(self) -> dict[tuple[str, str], list[int]]:
        """Return true cause and cause in the lead → for each way how many cases went wrong so.

        The pairs that are confused most often come first.
        """
        found = [confused(self.outcomes[way]) for way in WAYS]
        pairs = {(true, other) for wrong in found for true in wrong for other in wrong[true]}
        counts = {
            (true, other): [wrong.get(true, {}).get(other, 0) for wrong in found]
            for true, other in pairs
        }
        return dict(sorted(counts.items(), key=lambda pair: (-sum(pair[1]), pair[0])))


@cache
def judged(knowledge: Knowledge, file: Path) -> Judged | None:
    """Return how the cases of a file end; None where the file is missing."""
    if not file.is_file():
        return None
    cases = load_cases(file, knowledge)
    return Judged(
        {
            "all": [told(knowledge, case) for case in cases],
            "interview": [interviewed(knowledge, case) for case in cases],
        }
    )


def confusion(page: Page, found: Judged | None, day: dt.date) -> Html:
    """Return the tables of what is right and what is confused; one sentence without cases."""
    if found is None:
        return element("p", page.say("confusion-missing"))
    date = element("time", day.isoformat(), datetime=day.isoformat())
    before, after = page.say_raw("confusion-made").split("{date}")
    made = element("p", before, date, after.format(cases=found.cases))
    return joined((made, _right_table(page, found), _pair_table(page, found)))


def _right_table(page: Page, found: Judged) -> Html:
    rows = [
        _row(page.word(cause.name), [found.cases_of(cause.id), *found.right(1, cause.id)])
        for cause in page.knowledge.causes.values()
    ]
    sums = (
        _row(page.say(f"confusion-top{first}"), [found.cases, *found.right(first)])
        for first in (1, 2)
    )
    headings = ("confusion-cause", "confusion-cases", *(f"confusion-{way}" for way in WAYS))
    foot = element("tfoot", *sums)
    return _table(page, "confusion-right", headings, joined((element("tbody", *rows), foot)))


def _pair_table(page: Page, found: Judged) -> Html:
    headings = ("confusion-cause", "confusion-taken", *(f"confusion-{way}" for way in WAYS))
    return _table(
        page, "confusion-pairs", headings, element("tbody", *_pair_rows(page, found.pairs()))
    )


def _pair_rows(page: Page, pairs: Mapping[tuple[str, str], Sequence[int]]) -> Iterator[Html]:
    causes = page.knowledge.causes
    for (true, other), counts in pairs.items():
        taken = element("td", page.word(causes[other].name), class_="oc-taken")
        yield _row(page.word(causes[true].name), counts, taken)


def _row(name: str, counts: Sequence[int], *between: Html) -> Html:
    cells = (element("td", str(count)) for count in counts)
    return element("tr", element("th", name, scope="row"), *between, *cells)


def _table(page: Page, key: str, headings: Sequence[str], body: Html) -> Html:
    """Return a table in a region that the keyboard can scroll; it is wider than a phone."""
    columns = (element("th", page.say(heading), scope="col") for heading in headings)
    return element(
        "div",
        element(
            "table",
            element("caption", page.say(key), id=key),
            element("thead", element("tr", *columns)),
            body,
            class_="oc-confusion",
        ),
        class_="oc-confusion-region",
        role="region",
        tabindex="0",
        aria_labelledby=key,
    )
