"""Every mistake in plain data is named with its path."""

import json
from datetime import date
from typing import Any

import pytest

from decision_tree.checking import Checker
from decision_tree.model import Confidence, Level


def read_by(read: str, table: dict[str, Any], *more: object) -> tuple[object, list[str]]:
    """The value that is read from the table, and the problems on the way."""
    check = Checker(("id", "en"))
    return getattr(check, read)(table, "key", "place", *more), check.problems


def problems_of(read: str, table: dict[str, Any], *more: object) -> list[str]:
    return read_by(read, table, *more)[1]


TABLE = "place.key: must be a table"
LACKS = "place.key: has no translation in"
MORE = "place.key: has more sentences in one language than in another"
SENTENCES = "place.key: must hold at least one sentence and no blank ones"


@pytest.mark.parametrize(
    ("read", "value", "more", "problem"),
    [
        ("table", "text", (), TABLE),
        ("string", " ", (), "place.key: must be a string that is not blank"),
        ("string", 5, (), "place.key: must be a string that is not blank"),
        ("strings", "text", (), "place.key: must be a list of strings"),
        ("strings", ["one", 2], (), "place.key: must be a list of strings"),
        ("strings", ["one", "one"], (), "place.key: 'one' stands in the list more than once"),
        ("integer", 5, (1, 4), "place.key: must be a whole number from 1 to 4"),
        ("integer", 0, (1, 4), "place.key: must be a whole number from 1 to 4"),
        ("integer", True, (1, 4), "place.key: must be a whole number from 1 to 4"),
        ("integer", 2.5, (1, 4), "place.key: must be a whole number from 1 to 4"),
        ("day", "2026-11-22", (), "place.key: must be a date such as 2026-11-22"),
        (
            "choice",
            "hihg",
            (Confidence,),
            "place.key: no value is called 'hihg'; did you mean 'high'?",
        ),
        ("choice", 5, (Confidence,), "place.key: must be a string that is not blank"),
        ("text", {"id": "teks"}, (), "place.key: has no translation in 'en'"),
        (
            "text",
            {"id": "a", "en": " "},
            (),
            "place.key.en: must be a string that is not blank",
        ),
        (
            "text",
            {"id": "a", "en": "b", "fr": "c"},
            (),
            "place.key: no language is called 'fr'; did you mean 'id'?",
        ),
        ("optional_text", {"id": "teks"}, (), "place.key: has no translation in 'en'"),
        (
            "texts",
            {"id": ["a"], "en": ["a", "b"]},
            (),
            MORE,
        ),
        ("texts", {"id": ["a", " "], "en": ["a", "b"]}, (), SENTENCES),
        ("texts", {"id": [], "en": []}, (), SENTENCES),
        (
            "texts",
            {"id": ["a", "b", "b"], "en": ["a", "b"]},
            (),
            "place.key.id: 'b' stands in the list more than once",
        ),
    ],
)
def test_a_wrong_value_is_one_problem_with_its_path(
    read: str, value: object, more: tuple[object, ...], problem: str
) -> None:
    assert problems_of(read, {"key": value}, *more) == [problem]


@pytest.mark.parametrize(
    ("read", "value", "problems"),
    [
        ("text", "text", [TABLE, f"{LACKS} 'id'", f"{LACKS} 'en'"]),
        ("texts", "text", [TABLE, f"{LACKS} 'id'", f"{LACKS} 'en'", SENTENCES]),
        ("texts", {"id": ["a"]}, [f"{LACKS} 'en'", MORE, SENTENCES]),
    ],
)
def test_every_language_that_is_lacking_is_named(
    read: str, value: object, problems: list[str]
) -> None:
    assert problems_of(read, {"key": value}) == problems


@pytest.mark.parametrize(
    ("read", "value", "more"),
    [
        ("table", {"a": 1}, ()),
        ("string", "text", ()),
        ("strings", ["one", "two"], ()),
        ("integer", 1, (1, 4)),
        ("integer", 4, (1, 4)),
        ("day", date(2026, 11, 22), ()),
        ("choice", "low", (Confidence,)),
        ("text", {"id": "a", "en": "b"}, ()),
        ("optional_text", {"id": "a", "en": "b"}, ()),
        ("texts", {"id": ["a"], "en": ["b"]}, ()),
    ],
)
def test_a_right_value_is_read_without_a_problem(
    read: str, value: object, more: tuple[object, ...]
) -> None:
    found, problems = read_by(read, {"key": value}, *more)

    assert problems == []
    assert json.dumps(found, default=str) == json.dumps(value, default=str)


@pytest.mark.parametrize(
    ("read", "more", "neutral"),
    [
        ("table", (), {}),
        ("string", (), ""),
        ("strings", (), ()),
        ("integer", (2, 4), 2),
        ("day", (), date.min),
        ("choice", (Confidence,), next(iter(Confidence))),
        ("text", (), {"id": "", "en": ""}),
        ("optional_text", (), None),
        ("texts", (), {"id": (), "en": ()}),
    ],
)
def test_what_is_missing_is_neutral_and_left_to_the_check_of_keys(
    read: str, more: tuple[object, ...], neutral: object
) -> None:
    assert read_by(read, {}, *more) == (neutral, [])


@pytest.mark.parametrize(
    ("read", "more", "neutral"),
    [
        ("table", (), {}),
        ("string", (), ""),
        ("strings", (), ()),
        ("integer", (2, 4), 2),
        ("day", (), date.min),
        ("choice", (Confidence,), next(iter(Confidence))),
    ],
)
def test_what_is_wrong_is_neutral(read: str, more: tuple[object, ...], neutral: object) -> None:
    assert read_by(read, {"key": 9.5}, *more)[0] == neutral


def test_a_name_is_one_of_the_valid_ones_or_a_problem() -> None:
    check = Checker(())

    assert check.name("paid", "place", "option", ("paid",))
    assert not check.name("payed", "place", "option", ("paid",))
    assert check.problems == ["place: no option is called 'payed'; did you mean 'paid'?"]


def test_missing_and_unknown_keys_are_named() -> None:
    check = Checker(())
    check.keys({"colour": 1}, "place", ("name",), "colours size")
    check.keys({"name": 1, "size": 2}, "place", ("name",), "colours size")
    check.keys({"name": 1, "size": 2}, "place", ("name",))

    assert check.problems == [
        "place: 'name' is missing",
        "place: no key is called 'colour'; did you mean 'colours'?",
        "place: no key is called 'size'; did you mean 'name'?",
    ]


def test_every_name_stands_under_exactly_one_heading() -> None:
    check = Checker(())
    table = {"typical": ["a", "b"], "possible": ["b", "x"], "typicl": [], "unusual": "a"}

    assert check.headings(table, "place", Level, "option", ("a", "b", "c")) == {
        "a": Level.TYPICAL,
        "b": Level.TYPICAL,
    }
    assert check.problems == [
        "place: no key is called 'typicl'; did you mean 'typical'?",
        "place: option 'b' stands under two headings",
        "place: no option is called 'x'; did you mean 'c'?",
        "place.unusual: must be a list of strings",
        "place: option 'c' stands under no heading",
    ]
