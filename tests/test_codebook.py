"""The numbering of case codes is refused unless it is whole and only ever grew."""

import copy
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.checking import Checker
from decision_tree.codebook import Numbering, versions

FOLDER = files("decision_tree") / "knowledge"
NEWEST = len(KNOWLEDGE.versions)
LATER = NEWEST + 1

Change = Callable[[Any], object]


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def problems_after(change: Change) -> list[str]:
    """What is wrong with the real codebook once it was changed, while a later version exists."""
    tables = copy.deepcopy(read("codebook.toml"))
    change(tables)
    check = Checker(KNOWLEDGE.languages)
    Numbering(check, LATER).codebook(
        tables, KNOWLEDGE.questions, KNOWLEDGE.methods, KNOWLEDGE.dates
    )
    return check.problems


def options_of(tables: Any, question: str) -> Any:  # noqa: ANN401  # TOML
    return tables["questions"][question]["options"]


RETIRED: dict[str, Any] = {"since": 1, "becomes": []}

SOUND: dict[str, Change] = {
    "as it is": lambda _: None,
    "an option was retired for another": lambda t: options_of(t, "payment").update(
        {"by-barter": {"since": LATER, "becomes": ["paid"]}}
    ),
    "an option was retired for two": lambda t: options_of(t, "payment").update(
        {"by-barter": {"since": LATER, "becomes": ["paid", "not-paid"]}}
    ),
    "a question was retired for none": lambda t: t["questions"].update(
        colour=RETIRED | {"options": {"red": {"since": 1}, "blue": {"since": LATER}}}
    ),
    "a question was retired for another": lambda t: t["questions"].update(
        paid={
            "since": LATER,
            "becomes": ["payment"],
            "options": {"paid": {"since": LATER}, "no": {"since": LATER, "becomes": ["not-paid"]}},
        }
    ),
    "a method was retired": lambda t: t["methods"].update(cash=RETIRED),
    "a day was retired": lambda t: t["dates"].update({"sent-on": RETIRED}),
}


@pytest.mark.parametrize("change", SOUND.values(), ids=SOUND.keys())
def test_a_codebook_that_only_grew_is_sound(change: Change) -> None:
    assert problems_after(change) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda t: t["questions"].pop("bank"),
            "codebook.questions: question 'bank' has no number; add it at the end",
        ),
        (
            lambda t: options_of(t, "bank").pop("hold"),
            "codebook.questions.bank.options: option 'hold' has no number; add it at the end",
        ),
        (
            lambda t: t["methods"].pop("card"),
            "codebook.methods: method 'card' has no number; add it at the end",
        ),
        (
            lambda t: t["dates"].pop("paid-on"),
            "codebook.dates: date 'paid-on' has no number; add it at the end",
        ),
        (
            lambda t: t["methods"].update(cash={"since": 1}),
            "codebook.methods.cash: no method is called 'cash'; did you mean 'card'?",
        ),
        (
            lambda t: options_of(t, "bank").update(held={"since": 1}),
            "codebook.questions.bank.options.held: no option is called 'held'; did you mean",
        ),
        (
            lambda t: t["methods"].update(cash={"since": 1, "becomes": ["cart"]}),
            "codebook.methods.cash: no method is called 'cart'; did you mean 'card'?",
        ),
        (
            lambda t: t["methods"].update(cash={"since": 1, "becomes": ["card", "wallet"]}),
            "codebook.methods.cash.becomes: must name one method or none",
        ),
        (
            lambda t: t["dates"]["paid-on"].update(becomes=[]),
            "codebook.dates.paid-on: is retired, and the knowledge still has it",
        ),
        (
            lambda t: options_of(t, "bank")["hold"].update(becomes=["charged"]),
            "codebook.questions.bank.options.hold: is retired, and the knowledge still has it",
        ),
        (
            lambda t: t["questions"]["bank"].update(becomes=[]),
            "codebook.questions.bank: is retired, and the knowledge still has it",
        ),
        (
            lambda t: options_of(t, "bank")["nothing"].update(since=LATER),
            "codebook.questions.bank.options: what a later version added must stand at the end",
        ),
        (
            lambda t: t["questions"]["bank"].update(since=LATER),
            "codebook.questions: what a later version added must stand at the end",
        ),
        (
            lambda t: t["questions"]["bank"].update(since=LATER),
            f"bank.options.hold.since: must be a whole number from {LATER} to {LATER}",
        ),
        (
            lambda t: t["methods"]["card"].update(since=LATER + 1),
            f"codebook.methods.card.since: must be a whole number from 1 to {LATER}",
        ),
        (
            lambda t: t["methods"].update(card=1),
            "codebook.methods.card: must be a table",
        ),
        (
            lambda t: t["questions"].update(bank=1),
            "codebook.questions.bank: must be a table",
        ),
        (
            lambda t: t["questions"]["bank"].pop("options"),
            "codebook.questions.bank: 'options' is missing",
        ),
        (lambda t: t.update(colours={}), "codebook: no key is called 'colours'"),
    ],
)
def test_a_mistake_in_the_codebook_is_named_with_its_path(change: Change, problem: str) -> None:
    assert any(problem in found for found in problems_after(change))


def version_problems(change: Change) -> list[str]:
    tables = copy.deepcopy(read("versions.toml"))
    change(tables)
    check = Checker(KNOWLEDGE.languages)
    versions(check, tables)
    return check.problems


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda t: t.clear(), "versions: must hold at least the first version"),
        (lambda t: t.update({"99": t["1"]}), "versions are counted without gaps"),
        (lambda t: t["1"]["text"].pop("en"), "versions.1.text: has no translation in 'en'"),
        (lambda t: t["1"].update(day="today"), "versions.1.day: must be a date"),
        (lambda t: t["1"].pop("digest"), "versions.1: 'digest' is missing"),
    ],
)
def test_a_mistake_in_the_versions_is_named_with_its_path(change: Change, problem: str) -> None:
    assert any(problem in found for found in version_problems(change))


def test_versions_are_counted_from_one_and_never_go_back_in_time() -> None:
    days = [version.day for version in KNOWLEDGE.versions]

    assert [version.number for version in KNOWLEDGE.versions] == list(range(1, NEWEST + 1))
    assert days == sorted(days)
