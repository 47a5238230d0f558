"""Lays the figures of the benchmark of speed out as text for the terminal."""

from decision_tree.page import Page

from .bench_figures import Figures
from .bench_rows import Row, bar_rows, byte_rows, conditions, score_rows, time_rows


def report(page: Page, figures: Figures) -> str:
    """Return all tables, aligned, each under its name."""
    tables = {
        "bench-times": time_rows(page, figures),
        "bench-files": byte_rows(page, figures),
        "bench-scores": score_rows(page, figures),
        "bench-bars": bar_rows(page, figures),
    }
    made = "\n".join(conditions(page, figures))
    return "\n\n".join([made, *(f"{page.say(key)}\n{aligned(tables[key])}" for key in tables)])


def aligned(rows: list[Row]) -> str:
    """Return the rows with all cells of a column equally wide, the first ones to the left.

    >>> print(aligned([["File", "Size"], ["a.txt", "12 kB"]]))
    File    Size
    a.txt  12 kB
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Row, widths: list[int]) -> str:
    name, *cells = row
    first, *rest = widths
    padded = (cell.rjust(width) for cell, width in zip(cells, rest, strict=True))
    return "  ".join([name.ljust(first), *padded])
