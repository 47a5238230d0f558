"""Tells whether the site may be published today: no figure may be past its day of review.

It does not know how figures are shown; the pages themselves carry a notice.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Sequence

import decision_tree
from decision_tree import Knowledge


def main(arguments: Sequence[str] | None = None) -> int:
    """Name every figure that must be looked at again; return 1 when there is one, else 0."""
    parser = argparse.ArgumentParser(prog="python -m hooks.release", description=__doc__)
    today = dt.datetime.now(tz=dt.UTC).date()
    parser.add_argument("--day", type=dt.date.fromisoformat, default=today, help="by default today")
    day = parser.parse_args(arguments).day
    overdue = past_review(decision_tree.load(), day)
    for line in overdue:
        print(line, file=sys.stderr)
    print(f"{len(overdue)} figures are past their day of review on {day.isoformat()}")
    return 1 if overdue else 0


def past_review(knowledge: Knowledge, day: dt.date) -> tuple[str, ...]:
    """Return a sentence for each figure that should have been looked at again by `day`."""
    return tuple(
        f"facts.{fact.id}: was due for review on {fact.review.isoformat()}"
        for fact in knowledge.facts.values()
        if fact.is_past_review(day)
    )


if __name__ == "__main__":
    sys.exit(main())
