"""The benchmark of speed: its figures, what is aimed at, and how both are shown."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.page import Page
from hooks import bench
from hooks.bench_figures import PARTS, SITUATIONS, Bar, Conditions, Figures, bars, read, write
from hooks.bench_page import WIDTH, plot
from hooks.bench_page import bench as bench_part
from hooks.bench_report import aligned, report
from hooks.bench_rows import NOT_MEASURED, bar_rows, byte_rows, conditions, time_rows
from hooks.bench_runs import parts
from hooks.lighthouse import CATEGORIES, read_scores
from hooks.nginx import Sent

LANGUAGES = list(KNOWLEDGE.languages)
NAMESPACE = "{http://www.w3.org/2000/svg}"
CONDITIONS = Conditions(
    day="2026-11-23",
    runs=7,
    processor="Quick & Co",
    cores=2,
    browser="Chromium 156",
    rate=1_600_000,
    round_trip=0.15,
    sample=3.3,
    sample_bytes=600_000,
    slower=4.1,
)
FIGURES = Figures(
    conditions=CONDITIONS,
    times={
        "fast-cold-question": [210, 200, 190],
        "fast-cold-ours": [1900, 2000, 9000],
        "fast-cold-stock": [4000, 5000, 6000],
        "fast-warm-ours": [1000],
        "fast-warm-stock": [2500],
        "slow-cold-question": [1400],
        "slow-cold-ours": [20_000],
        "slow-cold-stock": [30_000],
    },
    steps=[40, 60, 20],
    loaded=[90_000, 100_000, 120_000],
    bytes={
        "page": {"/page/": 20_000, "/style.css": 80_000},
        "engine": {"/assets/engine/python.wasm": 3_800_000},
        "stock": {"/stock/": 5_000_000},
    },
    scores={
        "start": dict.fromkeys(CATEGORIES, 1.0),
        "troubleshooter": {**dict.fromkeys(CATEGORIES, 1.0), "performance": 0.94, "seo": 0.9},
    },
)


def page(lang: str) -> Page:
    return Page(knowledge=KNOWLEDGE, lang=lang, causes_url="")


def bar(name: str, figures: Figures = FIGURES) -> Bar:
    return next(bar for bar in bars(figures) if bar.name == name)


def test_the_figure_of_several_runs_is_the_one_in_the_middle() -> None:
    assert FIGURES.time("fast-cold", "ours") == 2000
    assert FIGURES.time("fast-offline", "ours") is None


def test_the_gain_is_how_many_times_longer_stock_takes() -> None:
    assert FIGURES.gain("fast-cold") == 2.5
    assert FIGURES.gain("slow-warm") is None


def test_every_bar_says_whether_it_is_met() -> None:
    assert {bar.name: (bar.value, bar.is_met) for bar in bars(FIGURES)} == {
        "question": (1.4, True),
        "loaded": (100, True),
        "engine": (3.8, False),
        "fast-cold": (2.5, True),
        "fast-warm": (2.5, False),
        "slow-cold": (1.5, True),
        "step": (40, True),
        "performance": (0.94, False),
        "rest": (0.9, False),
    }


def test_a_bar_that_is_just_reached_is_met() -> None:
    assert bar("step", replace(FIGURES, steps=[50])).is_met is True
    assert bar("step", replace(FIGURES, steps=[51])).is_met is False


def test_what_was_not_measured_meets_no_bar_and_misses_none() -> None:
    nothing = replace(FIGURES, times={}, steps=[], loaded=[], bytes={}, scores={})

    assert {bar.is_met for bar in bars(nothing)} == {None}


def test_figures_can_be_kept_and_read_again(tmp_path: Path) -> None:
    write(FIGURES, tmp_path / "bench.json")

    assert read(tmp_path / "bench.json") == FIGURES
    assert read(tmp_path / "none.json") is None


def test_what_was_asked_for_before_the_engine_is_apart_from_it_and_from_the_rest() -> None:
    sent = [
        Sent(3, 200, 7, "/assets/engine/a.wasm?sha256-1"),
        Sent(1, 200, 5, "/page/"),
        Sent(4, 200, 2, "/assets/engine/a.wasm?sha256-1"),
        Sent(3.5, 200, 3, "/other/"),
    ]

    assert parts("ours", sent) == {
        "page": {"/page/": 5},
        "engine": {"/assets/engine/a.wasm": 9},
        "later": {"/other/": 3},
    }
    assert parts("stock", sent[:2]) == {"stock": {"/assets/engine/a.wasm": 7, "/page/": 5}}


def test_a_category_that_lighthouse_could_not_judge_counts_as_nothing() -> None:
    categories = {name: {"score": 0.5} for name in CATEGORIES} | {"seo": {"score": None}}
    found = read_scores(json.dumps({"categories": categories}))

    assert found == {**dict.fromkeys(CATEGORIES, 0.5), "seo": 0}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_row_of_times_has_a_cell_for_each_heading(lang: str) -> None:
    headings, *rows = time_rows(page(lang), FIGURES)

    assert len(rows) == len(SITUATIONS)
    assert {len(row) for row in rows} == {len(headings)}
    assert rows[SITUATIONS.index("fast-offline")][1:] == [NOT_MEASURED] * 4


def test_figures_are_written_as_their_language_writes_them() -> None:
    cells = {lang: time_rows(page(lang), FIGURES)[1][1:] for lang in LANGUAGES}

    assert cells["id"] == ["0,2 detik", "2 detik", "5 detik", "2,5 kali"]
    assert cells["en"] == ["0.2 s", "2 s", "5 s", "2.5 times"]


def test_a_bar_is_a_row_with_limit_figure_and_verdict() -> None:
    _headings, *rows = bar_rows(page("en"), FIGURES)

    assert [row[1:] for row in rows][:3] == [
        ["at most 1.5 s", "1.4 s", "yes"],
        ["at most 110 kB", "100 kB", "yes"],
        ["at most 3.7 MB", "3.8 MB", "no"],
    ]


def test_files_stand_under_their_sum_the_biggest_first() -> None:
    _headings, *rows = byte_rows(page("en"), FIGURES)

    assert rows[:3] == [
        ["Before any Python, in all", "100 kB"],
        ["/style.css", "80 kB"],
        ["/page/", "20 kB"],
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_of_a_visit_has_a_name(lang: str) -> None:
    everything = replace(FIGURES, bytes={part: {"/a": 1} for part in PARTS})

    assert len(byte_rows(page(lang), everything)) == 1 + 2 * len(PARTS)


def test_a_processor_that_was_not_slowed_is_said() -> None:
    fast = replace(FIGURES, conditions=replace(CONDITIONS, slower=None))

    assert "4.1 times" in conditions(page("en"), FIGURES)[-1]
    assert "not slowed" in conditions(page("en"), fast)[-1]


def test_without_a_slow_line_nothing_is_said_of_it() -> None:
    fast = replace(FIGURES, conditions=replace(CONDITIONS, sample=None, slower=None))

    assert len(conditions(page("en"), fast)) == 1


def test_columns_of_the_report_are_aligned() -> None:
    assert aligned([["File", "Size"], ["longer.txt", "1 kB"]]) == (
        "File        Size\nlonger.txt  1 kB"
    )


def test_the_report_holds_every_table_and_the_conditions() -> None:
    text = report(page("en"), FIGURES)

    assert text.startswith("Measured on 23 November 2026 with Chromium 156")
    for part in ("Fast line, first visit", "/style.css", "Start page", "at most 3.7 MB"):
        assert part in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_what_the_report_says(lang: str) -> None:
    html = bench_part(page(lang), FIGURES)
    cells = {unescape(cell) for cell in re.findall(r">([^<>]+)</t[hd]>", html)}
    tables = (time_rows, bar_rows, byte_rows)

    assert {cell for rows in tables for row in rows(page(lang), FIGURES) for cell in row} <= cells
    assert "Quick &amp; Co" in html
    assert " style=" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_site_that_was_never_measured_says_so(lang: str) -> None:
    assert KNOWLEDGE.interface["bench-missing"][lang] in bench_part(page(lang), None)


WIDEST_CHARACTER = 7.2
"""Pixels of an average bold character at the size of the texts, on the safe side."""


def drawn(figures: Figures, lang: str = "en") -> ET.Element:
    figure = ET.fromstring(plot(page(lang), figures))  # noqa: S314  # our own drawing
    svg = figure.find(f"{NAMESPACE}svg")
    assert svg is not None
    return svg


def widths(svg: ET.Element) -> Sequence[int]:
    return [int(bar.get("width", "0")) for bar in svg.iter(f"{NAMESPACE}rect")]


def test_every_time_is_a_bar_as_long_as_it_took() -> None:
    assert len(widths(drawn(FIGURES))) == len(FIGURES.times)
    assert widths(drawn(FIGURES))[:3] == [14, 144, WIDTH]


def test_the_slow_line_has_a_scale_of_its_own() -> None:
    assert widths(drawn(FIGURES))[-3:] == [17, 240, WIDTH]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_leaves_the_picture_or_meets_another_line(lang: str) -> None:
    svg = drawn(FIGURES, lang)
    *_, height = map(int, svg.get("viewBox", "").split())
    texts = list(svg.iter(f"{NAMESPACE}text"))
    lines = [int(text.get("y", "0")) for text in texts]

    assert max(len(text.text or "") for text in texts) * WIDEST_CHARACTER <= WIDTH
    assert all(below - above >= 15 for above, below in pairwise(lines))
    assert max(lines) < height
    assert svg.findtext(f"{NAMESPACE}title") == KNOWLEDGE.interface["bench-plot"][lang]


@pytest.mark.parametrize(
    "arguments",
    [["--publish", "--quick"], ["--publish", "--only", "fast"], ["--runs", "0"], ["--only", "x"]],
)
def test_what_cannot_be_measured_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        bench.main(arguments)

    assert re.search(r"error: .*--(publish|runs|only)", capsys.readouterr().err)
