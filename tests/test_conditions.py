"""Conditions on answers name only what exists."""

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.checking import Checker, Table
from decision_tree.conditions import conditions
from decision_tree.model import Conditions


def read(table: Table) -> tuple[Conditions, list[str]]:
    check = Checker(KNOWLEDGE.languages)
    found = conditions(check, KNOWLEDGE.questions, table, "place.when")
    return found, check.problems


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({}, {}),
        ({"payment": ["paid"]}, {"payment": {"paid"}}),
        (
            {"bank": ["hold", "charged"], "payment": ["not-paid"]},
            {"payment": {"not-paid"}, "bank": {"charged", "hold"}},
        ),
    ],
)
def test_condition_is_met_by_any_of_the_options_that_it_names(
    table: Table, expected: Conditions
) -> None:
    assert read(table) == (expected, [])


@pytest.mark.parametrize(
    ("table", "problems"),
    [
        (
            {"paymnt": ["paid"]},
            ["place.when: no question is called 'paymnt'; did you mean 'payment'?"],
        ),
        (
            {"payment": ["payed"]},
            ["place.when.payment: no option is called 'payed'; did you mean 'paid'?"],
        ),
        (
            {"payment": ["payed", "not-payd"]},
            [
                "place.when.payment: no option is called 'payed'; did you mean 'paid'?",
                "place.when.payment: no option is called 'not-payd'; did you mean 'not-paid'?",
            ],
        ),
        (
            {"store": ["unsure"]},
            ["place.when.store: no option is called 'unsure'; did you mean 'store-gone'?"],
        ),
        ({"payment": "paid"}, ["place.when.payment: must be a list of strings"]),
        (
            {"payment": ["paid", "paid"]},
            ["place.when.payment: 'paid' stands in the list more than once"],
        ),
    ],
)
def test_mistake_is_named_with_its_path(table: Table, problems: list[str]) -> None:
    assert read(table)[1] == problems


def test_all_mistakes_are_noted_and_the_rest_is_read() -> None:
    found, problems = read({"colour": ["red"], "bank": ["hold"], "payment": ["payed", "paid"]})

    assert found == {"bank": {"hold"}}
    assert len(problems) == 2
