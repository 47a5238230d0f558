"""Every mistake in plain data is named with its path."""

from datetime import date
from typing import Any

import pytest

from decision_tree.checking import Checker
from decision_tree.model import Confidence, Level


def problems_of(read: str, table: dict[str, Any], *more: object) -> list[str]:
    check = Checker(("id", "en"))
    getattr(check, read)(table, "key", "place", *more)
    return check.problems


@pytest.mark.parametrize(
    ("read", "value", "more", "sentence"),
    [
        ("table", "text", (), "must be a table"),
        ("string", " ", (), "must be a string that is not blank"),
        ("string", 5, (), "must be a string that is not blank"),
        ("strings", "text", (), "must be a list of strings"),
        ("strings", ["one", 2], (), "must be a list of strings"),
        ("strings", ["one", "one"], (), "'one' stands in the list more than once"),
        ("integer", 5, (1, 4), "must be a whole number from 1 to 4"),
        ("integer", True, (1, 4), "must be a whole number from 1 to 4"),
        ("day", "2026-11-22", (), "must be a date such as 2026-11-22"),
        ("choice", "hihg", (Confidence,), "no value is called 'hihg'; did you mean 'high'?"),
        ("text", {"id": "teks"}, (), "has no translation in 'en'"),
        ("text", {"id": "a", "en": "b", "fr": "c"}, (), "no language is called 'fr'"),
        ("texts", {"id": ["a"], "en": ["a", "b"]}, (), "more sentences in one language"),
        ("texts", {"id": ["a", " "], "en": ["a", "b"]}, (), "no blank ones"),
        ("texts", {"id": [], "en": []}, (), "at least one sentence"),
    ],
)
def test_a_wrong_value_is_one_problem_with_its_path(
    read: str, value: object, more: tuple[object, ...], sentence: str
) -> None:
    (problem,) = problems_of(read, {"key": value}, *more)

    assert problem.startswith("place.key: ")
    assert sentence in problem


@pytest.mark.parametrize(
    ("read", "value", "more"),
    [
        ("table", {}, ()),
        ("string", "text", ()),
        ("strings", ["one", "two"], ()),
        ("integer", 4, (1, 4)),
        ("day", date(2026, 11, 22), ()),
        ("choice", "low", (Confidence,)),
        ("text", {"id": "a", "en": "b"}, ()),
        ("texts", {"id": ["a"], "en": ["b"]}, ()),
    ],
)
def test_a_right_value_is_no_problem(read: str, value: object, more: tuple[object, ...]) -> None:
    assert problems_of(read, {"key": value}, *more) == []


def test_missing_and_unknown_keys_are_named() -> None:
    check = Checker(())
    check.keys({"colour": 1}, "place", ("name",), "colours")

    assert check.problems == [
        "place: 'name' is missing",
        "place: no key is called 'colour'; did you mean 'colours'?",
    ]


def test_every_name_stands_under_exactly_one_heading() -> None:
    check = Checker(())
    table = {"typical": ["a", "b"], "possible": ["b", "x"], "typicl": []}
    check.headings(table, "place", Level, "option", ("a", "b", "c"))

    assert check.problems == [
        "place: no key is called 'typicl'; did you mean 'typical'?",
        "place: option 'b' stands under two headings",
        "place: no option is called 'x'; did you mean 'c'?",
        "place: option 'c' stands under no heading",
    ]
