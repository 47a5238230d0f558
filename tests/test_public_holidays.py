"""The holidays of the knowledge are those of the library, and those that were announced."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from hooks.places import ROOT
from hooks.public_holidays import FILE, content, last_day, main

TEXT = (ROOT / FILE).read_text("utf-8")
TABLE = tomllib.loads(TEXT)

JOINT_LEAVE_2026 = ["02-16", "03-18", "03-20", "03-23", "03-24", "05-15", "05-28", "12-24"]
"""As the three ministers decreed it."""

SPRING_FESTIVAL_2026 = ["02-16", "02-17", "02-18", "02-19", "02-20", "02-23"]
"""The weekdays that the State Council gave."""


def in_2026(days: list[str]) -> set[dt.date]:
    return {dt.date.fromisoformat(f"2026-{day}") for day in days}


def test_file_is_what_the_library_gives() -> None:
    assert content() == TEXT, "run 'make holidays'"


def test_file_is_written_where_the_knowledge_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).parent.mkdir(parents=True)

    assert main(tmp_path) == 0
    assert (tmp_path / FILE).read_text("utf-8") == content()


@pytest.mark.parametrize("country", ["ID", "CN"])
def test_each_country_has_weekdays_in_order_in_every_year(country: str) -> None:
    days = TABLE["days"][country]

    assert days == sorted(set(days))
    assert {day.year for day in days} == set(range(2024, 2029))
    assert [day for day in days if day.weekday() > 4] == []


@pytest.mark.parametrize(
    ("country", "days"), [("ID", JOINT_LEAVE_2026), ("CN", SPRING_FESTIVAL_2026)]
)
def test_announced_days_are_in_the_list(country: str, days: list[str]) -> None:
    assert in_2026(days) - set(TABLE["days"][country]) == set()


def test_list_counts_as_complete_for_whole_years_without_an_estimate() -> None:
    estimated = {dt.date.fromisoformat(day) for day in re.findall(r"(\S+),.*estimated", TEXT)}

    assert (TABLE["first"], TABLE["last"]) == (dt.date(2024, 1, 1), last_day())
    assert (last_day().month, last_day().day) == (12, 31)
    assert estimated
    assert min(estimated) > last_day()


def test_every_day_has_the_name_of_its_holiday() -> None:
    listed = [line for line in TEXT.splitlines() if line.startswith("  ")]

    assert len(listed) == sum(map(len, TABLE["days"].values()))
    assert [line for line in listed if not re.fullmatch(r"  [\d-]{10},  # [A-Z][^#]+", line)] == []
