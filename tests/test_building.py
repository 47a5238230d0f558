"""Unsound knowledge is refused, with every problem and its path at once."""

import copy
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from decision_tree import KnowledgeError
from decision_tree.building import TABLES, build

FOLDER = files("decision_tree") / "knowledge"


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


DATA = {table: read(f"{table}.toml") for table in TABLES if table != "causes"}
DATA["causes"] = {cause: read(f"causes/{cause}.toml") for cause in read("causes.toml")["order"]}

REMOVED = ...  # has the same name in every run, as the names of tests must
CAUSE = "causes.out-of-stock"
LATE = "causes.receipt-confirmed.deadline.late"
TEXT = {"id": "a", "en": "b"}
HARM = "'doing' and 'harm' say what hurts and why, where it does"


def changed(path: str, value: object) -> dict[str, Any]:
    """The real tables with one value set, or removed."""
    data = copy.deepcopy(DATA)
    *folders, key = path.split(".")
    table: Any = data
    for folder in folders:
        table = table[int(folder)] if folder.isdecimal() else table[folder]
    if value is REMOVED:
        del table[key]
    else:
        table[key] = value
    return data


def problems_of(data: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(KnowledgeError) as error:
        build(data)
    return error.value.problems


def test_the_knowledge_is_sound() -> None:
    assert list(build(copy.deepcopy(DATA)).causes) == list(DATA["causes"])


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (f"{CAUSE}.colour", "red", f"{CAUSE}: no key is called 'colour'"),
        (f"{CAUSE}.name.en", REMOVED, f"{CAUSE}.name: has no translation in 'en'"),
        (f"{CAUSE}.sources", [], f"{CAUSE}.sources: must name at least one source"),
        (f"{CAUSE}.sources", ["S999"], f"{CAUSE}.sources: no source is called 'S999'"),
        (f"{CAUSE}.signs.payment.typical", ["payed"], "no option is called 'payed'"),
        (f"{CAUSE}.signs.paymnt", {}, f"{CAUSE}.signs: no question is called 'paymnt'"),
        (f"{CAUSE}.actions.right", [], f"{CAUSE}.actions: names no action that is right"),
        (f"{CAUSE}.money.state", "gone", "money.state: no money state is called 'gone'"),
        (f"{CAUSE}.deadline.limits", ["x"], "deadline.limits: no limit is called 'x'"),
        (f"{CAUSE}.deadline.limits", "x", "deadline.limits: must be a list of strings"),
        (f"{CAUSE}.deadline.colour", "red", "deadline: no key is called 'colour'"),
        (f"{CAUSE}.deadline.urgency", "later", "urgency: no value is called 'later'"),
        (f"{CAUSE}.deadline.late", {}, f"{CAUSE}.deadline.late: 'when' is missing"),
        (f"{LATE}.when", {"x": []}, "deadline.late.when: no question is called 'x'"),
        (f"{LATE}.money.en", REMOVED, "deadline.late.money: has no translation in 'en'"),
        ("actions.order-again.title.id", REMOVED, "title: has no translation in 'id'"),
        ("actions.order-again.detail", REMOVED, "actions.order-again: 'detail' is missing"),
        ("actions.order-again.unavailable", {"bank": ["x"]}, "bank: no option is called 'x'"),
        ("questions.payment.options", [], "must be a list of at least two options"),
        ("questions.payment.options.0.label", REMOVED, "options[0]: 'label' is missing"),
        ("questions.payment.options.0.id", "paid", "two options are called 'paid'"),
        ("questions.payment.options.0.id", "a,b", "options[0].id: must be small letters"),
        ("actions.request-refund.general", True, "is general but not always safe"),
        ("actions.payment-dispute.harm", REMOVED, HARM),
        ("actions.payment-dispute.doing", REMOVED, HARM),
        ("actions.check-bank.harm", TEXT, HARM),
        ("actions.check-bank.doing", TEXT, HARM),
        ("questions.payment.text.id", "{windw}", "payment.text.id: no fact is called 'windw'"),
        ("facts.dispute-window.value", "fifteen", "must be a number or a range"),
        ("facts.dispute-window.value", [20, 3], "must be a number or a range"),
        ("facts.dispute-window.unit", "week", "unit: no unit is called 'week'"),
        ("situations.refund-pending.when", [{"bank": ["x"]}], "when[0].bank: no option"),
        ("sources.S03.seen", REMOVED, "sources.S03: 'seen' is missing"),
        ("interface.strings.back.en", REMOVED, "strings.back: has no translation in 'en'"),
    ],
    ids=str,
)
def test_a_mistake_is_named_with_its_path(path: str, value: object, problem: str) -> None:
    assert any(problem in found for found in problems_of(changed(path, value)))


def test_all_mistakes_are_reported_in_one_go() -> None:
    data = changed(f"{CAUSE}.name.en", REMOVED)
    del data["actions"]["order-again"]["detail"]

    assert len(problems_of(data)) == 2


def test_a_new_option_must_be_placed_under_every_cause() -> None:
    data = copy.deepcopy(DATA)
    new = {"id": "by-barter", "label": TEXT, "statement": TEXT}
    data["questions"]["payment"]["options"].append(new)

    assert [problem for problem in problems_of(data) if problem.startswith("causes.")] == [
        f"causes.{cause}.signs.payment: option 'by-barter' stands under no heading"
        for cause in DATA["causes"]
    ]


@pytest.mark.parametrize(
    ("value", "shared"), [(REMOVED, False), (False, False), (True, True)], ids=str
)
def test_a_checkout_shares_only_what_is_marked(value: object, *, shared: bool) -> None:
    answers, days = (
        changed(path, value) for path in ("questions.payment.shared", "dates.paid-on.shared")
    )

    assert build(answers).questions["payment"].is_shared is shared
    assert build(days).dates["paid-on"].is_shared is shared


def test_a_deadline_is_undated_only_where_it_is_marked() -> None:
    path = "causes.customs-refused.deadline.undated"

    assert build(changed(path, value=True)).causes["customs-refused"].deadline.undated
    assert not build(changed(path, REMOVED)).causes["customs-refused"].deadline.undated


def test_a_deadline_runs_from_the_first_of_its_limits() -> None:
    limits = ["card-dispute", "refund-request"]
    deadline = build(changed(f"{CAUSE}.deadline.limits", limits)).causes["out-of-stock"].deadline

    assert [limit.id for limit in deadline.limits] == limits
    assert deadline.fact is deadline.limits[0].fact
    assert (
        build(changed(f"{CAUSE}.deadline.limits", [])).causes["out-of-stock"].deadline.fact is None
    )


def test_the_rules_about_money_are_read_in_their_order() -> None:
    data = copy.deepcopy(DATA)
    data["money"]["rules"].reverse()
    knowledge = build(data)
    read_states = [rule.state.id for rule in knowledge.money_rules]

    assert read_states == [rule["state"] for rule in reversed(DATA["money"]["rules"])]
    assert "rules" not in knowledge.money_states


def test_some_step_must_be_safe_whatever_the_cause() -> None:
    data = copy.deepcopy(DATA)
    actions = data["causes"]["out-of-stock"]["actions"]
    everything = [name for heading in actions.values() for name in heading]
    actions.update(right=everything[:1], harmless=[], useless=[], harmful=everything[1:])
    others = copy.deepcopy(actions)
    others.update(right=everything[1:2], harmful=[everything[0], *everything[2:]])
    data["causes"]["seller-frozen"]["actions"] = others

    assert "actions: none is always open and harmful under no cause" in problems_of(data)
