"""Unsound aids are refused with their path; the aids that there are hold together."""

import copy

import pytest
from engine_fixtures import KNOWLEDGE
from test_building import DATA, REMOVED, changed, problems_of

from decision_tree.aids import open_placeholders
from decision_tree.building import build

TEXT = dict.fromkeys(KNOWLEDGE.languages, "x")
PART: dict[str, object] = {"text": TEXT}
MESSAGE: dict[str, object] = {
    "recipient": TEXT,
    "where": TEXT,
    "sent-in": "en",
    "length": 500,
    "action": "contact-seller",
    "parts": [PART],
}
DERIVED = {"starts": ["ended-on"], "fact": "dispute-window", "within": "paid", "beyond": "not-paid"}
RULE = {"states": ["uncertain"], "when": {}, "state": "returned", "text": TEXT}


def message(**other: object) -> dict[str, object]:
    return MESSAGE | {key.replace("_", "-"): value for key, value in other.items()}


def part(**other: object) -> dict[str, object]:
    return message(parts=[PART | {key.replace("_", "-"): value for key, value in other.items()}])


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("dates.paid-on.label", REMOVED, "dates.paid-on: 'label' is missing"),
        ("dates.paid-on.colour", "red", "dates.paid-on: no key is called 'colour'"),
        ("dates.paid-on.after", ["orderd-on"], "paid-on.after: no date is called 'orderd-on'"),
        ("dates.paid-on.denied-by", {"paymnt": ["paid"]}, "no question is called 'paymnt'"),
        ("derived.paymnt", DERIVED, "derived.paymnt: no question is called 'paymnt'"),
        ("derived.payment", {}, "derived.payment: 'within' is missing"),
        ("derived.payment", DERIVED | {"within": "payed"}, "within: no option is called 'payed'"),
        ("derived.payment", DERIVED | {"beyond": "payed"}, "beyond: no option is called 'payed'"),
        ("derived.payment", DERIVED | {"starts": ["on"]}, "starts: no date is called 'on'"),
        ("derived.payment", DERIVED | {"fact": "windw"}, "fact: no fact is called 'windw'"),
        ("derived.payment", DERIVED | {"fact": "order-mails"}, "is a rule, not a figure"),
        ("methods.card.ask", REMOVED, "methods.card: 'ask' is missing"),
        ("methods.card.window", "windw", "methods.card.window: no fact is called 'windw'"),
        ("methods.card.window", "order-mails", "window: 'order-mails' is a rule, not a figure"),
        ("limits.card-dispute.passed", REMOVED, "limits.card-dispute: 'passed' is missing"),
        ("limits.card-dispute.method", "crd", "card-dispute.method: no method is called 'crd'"),
        ("limits.card-dispute.fact", "order-mails", "fact: 'order-mails' is a rule, not a figure"),
        ("limits.card-dispute.starts", ["on"], "card-dispute.starts: no date is called 'on'"),
        ("limits.card-dispute.cautious", ["on"], "card-dispute.cautious: no date is called 'on'"),
        ("limits.card-dispute.when", {"bank": ["x"]}, "when.bank: no option is called 'x'"),
        ("messages.new", message(colour="red"), "messages.new: no key is called 'colour'"),
        ("messages.new", message(sent_in="xx"), "new.sent-in: no language is called 'xx'"),
        ("messages.new", message(action="sing"), "new.action: no action is called 'sing'"),
        ("messages.new", message(length=5), "new.length: must be a whole number from 100"),
        ("messages.new", message(causes=["x"]), "new.causes: no cause is called 'x'"),
        ("messages.new", message(denied_by={"x": []}), "denied-by: no question is called 'x'"),
        ("messages.new", message(parts="x"), "new.parts: must be a list of sentences"),
        ("messages.new", message(parts=[{}]), "messages.new.parts[0]: 'text' is missing"),
        ("messages.new", part(when={"bank": ["x"]}), "parts[0].when.bank: no option"),
        ("messages.new", part(denied_by={"bank": ["x"]}), "parts[0].denied-by.bank: no option"),
        ("messages.new", part(covers=["x"]), "parts[0].covers: no cause is called 'x'"),
        ("messages.new", part(topic=" "), "parts[0].topic: must be a string that is not blank"),
        ("messages.new", part(rank=10), "parts[0].rank: must be a whole number from 0 to 9"),
        (
            "messages.new",
            part(text={"id": "{paid-onn}", "en": "x"}),
            "no fact is called 'paid-onn'",
        ),
        ("exhibits.order-page.why", REMOVED, "exhibits.order-page: 'why' is missing"),
        ("exhibits.order-page.name.en", REMOVED, "order-page.name: has no translation in 'en'"),
        ("exhibits.order-page.colour", "red", "exhibits.order-page: no key is called 'colour'"),
        ("exhibits.order-page.when", {"x": []}, "order-page.when: no question is called 'x'"),
        ("exhibits.order-page.denied-by", {"bank": ["x"]}, "denied-by.bank: no option"),
        ("causes.out-of-stock.exhibits", ["x"], "exhibits: no exhibit is called 'x'"),
        ("replies.proof-asked.todo", REMOVED, "replies.proof-asked: 'todo' is missing"),
        ("replies.proof-asked.risk", "deadly", "proof-asked.risk: no value is called 'deadly'"),
        ("replies.proof-asked.limit", "x", "replies.proof-asked.limit: no limit is called 'x'"),
        ("replies.proof-asked.causes", ["x"], "proof-asked.causes: no cause is called 'x'"),
        ("replies.proof-asked.answer.en", ["x"], "has more sentences in one language"),
        ("money.returned.window", "order-mails", "window: 'order-mails' is a rule, not a figure"),
        ("money.returned.starts", ["on"], "money.returned.starts: no date is called 'on'"),
        ("money.rules", {}, "money.rules: must be a list of tables"),
        ("money.rules", [{}], "money.rules[0]: 'state' is missing"),
        ("money.rules", [RULE | {"state": "x"}], "rules[0].state: no money state is called 'x'"),
        ("money.rules", [RULE | {"states": ["x"]}], "rules[0].states: no money state is called"),
        ("money.rules", [RULE | {"when": {"x": []}}], "rules[0].when: no question is called 'x'"),
        ("holidays.first", "soon", "holidays.first: must be a date"),
        ("holidays.days", [], "holidays.days: must be a table"),
        ("holidays.days.ID", ["soon"], "holidays.days.ID: must be a list of dates"),
        ("months.may", {}, "months.may: 'name' is missing"),
        ("months.may", {"name": TEXT, "spellings": "x"}, "spellings: must be a list of strings"),
    ],
    ids=str,
)
def test_a_mistake_is_named_with_its_path(path: str, value: object, problem: str) -> None:
    assert any(problem in found for found in problems_of(changed(path, value)))


def test_the_tables_that_the_mistakes_are_planted_in_are_sound() -> None:
    data = copy.deepcopy(DATA)
    data["messages"]["new"] = MESSAGE
    data["derived"]["payment"] = DERIVED
    data["money"]["rules"] = [RULE]

    assert build(data).messages["new"].sent_in == "en"


def test_a_day_may_stand_open_in_a_text_and_so_may_the_exhibits() -> None:
    data = changed("exhibits.order-page.why", dict.fromkeys(TEXT, "{paid-on}, {exhibits}"))

    assert build(data).exhibits["order-page"].why["en"] == "{paid-on}, {exhibits}"
    assert open_placeholders(KNOWLEDGE.dates) == {*KNOWLEDGE.dates, "exhibits"}


def test_days_come_after_days_listed_before_them() -> None:
    places = {kind: place for place, kind in enumerate(KNOWLEDGE.dates)}

    for kind in KNOWLEDGE.dates.values():
        assert all(places[earlier] < places[kind.id] for earlier in kind.after)


def test_a_limit_that_counts_from_a_certain_day_can_count_from_an_earlier_one() -> None:
    for limit in KNOWLEDGE.limits.values():
        assert limit.starts
        assert not set(limit.starts) & set(limit.cautious)
