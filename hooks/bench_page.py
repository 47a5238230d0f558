"""Shows the figures of the benchmark of speed on a page of the site, as tables and as a picture.

It does not know how the figures were found; every word comes from the interface.
"""

from collections.abc import Iterator

from decision_tree.markup import Html, disclosure, element, joined, listing
from decision_tree.page import Page

from .bench_figures import SITUATIONS, SUBJECTS, Figures
from .bench_rows import (
    Row,
    amount,
    bar_rows,
    byte_rows,
    conditions,
    score_rows,
    situation,
    time_rows,
)

WIDTH = 360
LINE_HEIGHT = 18
BAR_HEIGHT = 9
GAP = 14


def bench(page: Page, figures: Figures | None) -> Html:
    """Return all that was measured last; one sentence if nothing was."""
    if figures is None:
        return element("p", page.say("bench-missing"))
    files = _table(page, "bench-files", byte_rows(page, figures))
    return joined(
        (
            listing(conditions(page, figures)),
            plot(page, figures),
            _table(page, "bench-times", time_rows(page, figures)),
            _table(page, "bench-bars", bar_rows(page, figures)),
            _table(page, "bench-scores", score_rows(page, figures)),
            disclosure(page.say("bench-files"), files, class_="oc-fold"),
        )
    )


def plot(page: Page, figures: Figures) -> Html:
    """Return the times of each situation as bars, one below the other, as wide as a phone."""
    drawn = list(_drawn(page, figures))
    height = drawn[-1][0] + GAP if drawn else 0
    drawing = element(
        "svg",
        element("title", page.say("bench-plot")),
        *(shape for _, shape in drawn),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {WIDTH} {height}",
        class_="oc-bench-plot",
    )
    return element("figure", drawing, element("figcaption", page.say("bench-plot")))


def _drawn(page: Page, figures: Figures) -> Iterator[tuple[int, Html]]:
    """Yield each shape with its lower end."""
    y = 0
    for name in SITUATIONS:
        times = _times(figures, name)
        y += GAP if times else 0
        if times:
            y += LINE_HEIGHT
            yield y, _text(situation(page, name), y, "oc-bench-title")
        for subject, time in times.items():
            y += LINE_HEIGHT
            label = f"{page.say(f'bench-{subject}')}: {amount(page, time / 1000, 'seconds')}"
            yield y, _text(label, y, "oc-bench-text")
            y += BAR_HEIGHT
            width = max(1, round(WIDTH * time / _longest(figures, name)))
            yield y, _bar(width, y - BAR_HEIGHT + 4, subject)


def _times(figures: Figures, name: str) -> dict[str, float]:
    found = ((subject, figures.time(name, subject)) for subject in SUBJECTS)
    return {subject: time for subject, time in found if time is not None}


def _longest(figures: Figures, name: str) -> float:
    """Return the longest time on the same line, fast or slow: each has a scale of its own."""
    line, _ = name.split("-")
    same = (other for other in SITUATIONS if other.startswith(line))
    return max(time for other in same for time in _times(figures, other).values())


def _text(text: str, y: int, look: str) -> Html:
    return element("text", text, x="0", y=str(y), class_=look)


def _bar(width: int, y: int, subject: str) -> Html:
    return element(
        "rect",
        x="0",
        y=str(y),
        width=str(width),
        height=str(BAR_HEIGHT),
        class_=f"oc-bench-bar oc-bench-{subject}",
    )


def _table(page: Page, key: str, rows: list[Row]) -> Html:
    """Return a table in a region that the keyboard can scroll; it is wider than a phone."""
    headings, *body = rows
    head = element("tr", *(element("th", text, scope="col") for text in headings))
    return element(
        "div",
        element(
            "table",
            element("caption", page.say(key), id=key),
            element("thead", head),
            element("tbody", *(_row(row) for row in body)),
            class_="oc-confusion",
        ),
        class_="oc-confusion-region",
        role="region",
        tabindex="0",
        aria_labelledby=key,
    )


def _row(row: Row) -> Html:
    name, *cells = row
    return element("tr", element("th", name, scope="row"), *(element("td", c) for c in cells))
