"""The tables of what the ranking confuses, over the public cases."""

import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from engine_fixtures import KNOWLEDGE, public_cases, shared

from decision_tree.benchmark import benchmark
from decision_tree.page import Page
from hooks.confusion import Judged, confusion, judged
from hooks.places import CASES

LANGUAGES = list(KNOWLEDGE.languages)
DAY = dt.date(2026, 11, 23)


def page(lang: str) -> Page:
    return Page(knowledge=KNOWLEDGE, lang=lang, causes_url="")


def found() -> Judged:
    cases = judged(KNOWLEDGE, shared("cases/public.toml"))
    assert cases
    return cases


def table(lang: str, key: str, day: dt.date = DAY) -> list[list[str]]:
    """The rows of one table as a reader sees them, its headings first."""
    html = confusion(page(lang), found(), day)
    (body,) = re.findall(rf'<caption id="{key}">.*?</caption>(.*?)</table>', html)
    rows = re.findall(r"<tr>(.*?)</tr>", body)
    return [[unescape(cell) for cell in re.findall(r">([^<]+)</t[hd]>", row)] for row in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cause_says_how_many_of_its_cases_are_right(lang: str) -> None:
    headings, *rows, _top1, _top2 = table(lang, "confusion-right")
    cases = [case.cause for case in public_cases()]

    assert len(headings) == 4
    assert [row[:2] for row in rows] == [
        [cause.name[lang], str(cases.count(cause.id))] for cause in KNOWLEDGE.causes.values()
    ]
    assert all(int(count) <= int(row[1]) for row in rows for count in row[2:])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sums_are_those_of_the_benchmark(lang: str) -> None:
    _headings, *rows, top1, top2 = table(lang, "confusion-right")
    figures = benchmark(KNOWLEDGE, public_cases())
    ways = (figures["all"], figures["interview"])

    assert top1[1:] == [str(sum(int(row[place]) for row in rows)) for place in (1, 2, 3)]
    assert top1[1:] == ["150", *(str(round(way["top1"] * 150)) for way in ways)]
    assert top2[1:] == ["150", *(str(round(way["top2"] * 150)) for way in ways)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_case_that_went_wrong_is_in_a_pair(lang: str) -> None:
    _headings, *pairs = table(lang, "confusion-pairs")
    names = [cause.name[lang] for cause in KNOWLEDGE.causes.values()]
    counts = [[int(count) for count in pair[2:]] for pair in pairs]
    wrong = [found().cases - right for right in found().right(1)]

    assert all(true in names and taken in names and true != taken for true, taken, *_ in pairs)
    assert [sum(column) for column in zip(*counts, strict=True)] == wrong
    assert [sum(both) for both in counts] == sorted((sum(both) for both in counts), reverse=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_day_and_the_number_of_cases_stand_above_the_tables(lang: str) -> None:
    html = confusion(page(lang), found(), DAY)
    above = unescape(re.sub(r"<[^>]+>", "", html.partition("<div")[0]))

    assert '<time datetime="2026-11-23">' in html
    assert above == KNOWLEDGE.interface["confusion-made"][lang].format(date=DAY, cases=150)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_table_stands_in_a_named_region_that_the_keyboard_can_scroll(lang: str) -> None:
    html = confusion(page(lang), found(), DAY)
    regions = re.findall(
        r'<div class="oc-confusion-region" role="region" tabindex="0" aria-labelledby="([^"]+)">',
        html,
    )

    assert regions == re.findall(r'<caption id="([^"]+)">', html)
    assert regions == ["confusion-right", "confusion-pairs"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_its_cases_a_page_says_so_in_one_sentence(lang: str, tmp_path: Path) -> None:
    html = confusion(page(lang), judged(KNOWLEDGE, tmp_path / "none.toml"), DAY)

    assert html == f"<p>{KNOWLEDGE.interface['confusion-missing'][lang]}</p>"


def test_the_cases_of_the_build_are_the_public_ones() -> None:
    assert shared("cases/public.toml") == CASES
