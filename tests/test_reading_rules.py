"""The phrases by which a text is read name only what exists."""

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.checking import Checker, Table
from decision_tree.reading_rules import reading_rules

MARKS = {key: {"en": "x"} for key in ("hidden", "number", "parcel")}
EMPTY: Table = {"marks": MARKS, "labels": {}, "days": {}, "cues": {}, "clues": {}}


def problems(**tables: Table) -> list[str]:
    check = Checker(["en"])
    reading_rules(check, {**EMPTY, **tables}, KNOWLEDGE.questions, KNOWLEDGE.dates)
    return check.problems


def test_a_sound_table_has_no_problem() -> None:
    clue = {"payment": {"paid": {"sentences": ["paid [on] @"]}, "other": {"lines": ["unclear"]}}}

    assert problems(clues=clue, days={"paid-on": ["paid"]}) == []


@pytest.mark.parametrize(
    ("tables", "named"),
    [
        ({"clues": {"paymnt": {}}}, "did you mean 'payment'"),
        ({"clues": {"payment": {"payed": {}}}}, "did you mean 'paid'"),
        ({"clues": {"payment": {"paid": {"words": ["a"]}}}}, "words"),
        ({"clues": {"payment": {"paid": {"lines": ["a (b"]}}}}, "broken bracket"),
        ({"days": {"payed-on": ["a"]}}, "did you mean 'paid-on'"),
        ({"labels": {"persnal": ["a"]}}, "did you mean 'personal'"),
        ({"cues": {"negations": ["a"]}}, "did you mean 'negation'"),
        ({"stages": {"payment": ["payed"]}}, "did you mean 'paid'"),
        ({"marks": {}}, "'hidden' is missing"),
    ],
    ids=range(9),
)
def test_a_planted_mistake_is_named(tables: dict[str, Table], named: str) -> None:
    assert any(named in problem for problem in problems(**tables))
