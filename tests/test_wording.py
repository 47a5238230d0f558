"""Figures as words, filled into texts."""

import pytest

from decision_tree import Knowledge
from decision_tree.aids import open_placeholders
from decision_tree.checking import Checker
from decision_tree.model import Amount
from decision_tree.wording import PLACEHOLDER, Filler, figure

UNITS = {
    "id": {"other": "{n} hari"},
    "en": {"one": "{n} day", "other": "{n} days"},
}
MARKS = {"id": {"decimal": ",", "group": "."}, "en": {"decimal": ".", "group": ","}}
WINDOW = {"id": "15 hari", "en": "15 days"}


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1, 1, {"id": "1 hari", "en": "1 day"}),
        (15, 15, {"id": "15 hari", "en": "15 days"}),
        (3, 20, {"id": "3\N{EN DASH}20 hari", "en": "3\N{EN DASH}20 days"}),
        (7.5, 7.5, {"id": "7,5 hari", "en": "7.5 days"}),
        (7.05, 7.05, {"id": "7,05 hari", "en": "7.05 days"}),
        (7.0, 7.0, {"id": "7 hari", "en": "7 days"}),
        (1, 2, {"id": "1\N{EN DASH}2 hari", "en": "1\N{EN DASH}2 days"}),
        (1500, 1500, {"id": "1.500 hari", "en": "1,500 days"}),
    ],
)
def test_figures_have_number_unit_and_plural(
    low: float, high: float, words: dict[str, str]
) -> None:
    amount = Amount(low=low, high=high, unit="day")

    assert {lang: figure(amount, UNITS[lang], MARKS[lang]) for lang in UNITS} == words


def test_placeholders_are_filled_in_the_language_of_the_text() -> None:
    check = Checker(("id", "en"))
    filler = Filler({"window": WINDOW}, check)
    table = {"text": {"id": ["dalam {window}"], "en": ["within {window}"]}, "low": 3, "raw": "{}"}

    assert filler.table(table, "place") == {
        "text": {"id": ["dalam 15 hari"], "en": ["within 15 days"]},
        "low": 3,
        "raw": "{}",
    }
    assert check.problems == []


def test_a_filled_text_still_knows_its_placeholders() -> None:
    filler = Filler({"window": WINDOW}, Checker(("en",)))
    text = filler.table({"text": {"en": "within {window}"}}, "place")["text"]["en"]

    assert text == "within 15 days"
    assert text.template == "within {window}"


def test_a_language_holds_for_everything_below_it() -> None:
    filler = Filler({"window": WINDOW}, Checker(("id", "en")))
    table = {"en": "{window}", "forms": {"id": {"one": "{window}", "more": ["{window}"]}}}

    assert filler.table(table, "place") == {
        "en": "15 days",
        "forms": {"id": {"one": "15 hari", "more": ["15 hari"]}},
    }


def test_unknown_placeholder_is_named_with_its_path() -> None:
    check = Checker(("id", "en"))
    Filler({"window": WINDOW}, check).table({"text": {"en": ["{windw}"]}}, "place")

    assert check.problems == ["place.text.en[0]: no fact is called 'windw'; did you mean 'window'?"]


def test_placeholder_that_is_kept_stays_open_and_is_no_mistake() -> None:
    check = Checker(("id", "en"))
    filler = Filler({"window": WINDOW}, check, kept=("paid-on",))
    filled = filler.table({"text": {"en": "paid {paid-on}, {window}, {paid-by}"}}, "place")

    assert filled["text"]["en"] == "paid {paid-on}, 15 days, {paid-by}"
    assert check.problems == ["place.text.en: no fact is called 'paid-by'; did you mean 'window'?"]


def test_figure_is_filled_even_where_its_name_is_kept() -> None:
    filler = Filler({"window": WINDOW}, Checker(("en",)), kept=("window",))

    assert filler.table({"text": {"en": "{window}"}}, "place")["text"]["en"] == "15 days"


def test_no_text_of_the_knowledge_has_an_open_placeholder(knowledge: Knowledge) -> None:
    kinds = (
        knowledge.causes,
        knowledge.questions,
        knowledge.actions,
        knowledge.situations,
        knowledge.money_states,
        knowledge.money_rules,
        knowledge.dates,
        knowledge.methods,
        knowledge.limits,
        knowledge.exhibits,
        knowledge.replies,
    )

    assert [text for kind in kinds for text in texts_of(kind) if "{" in text] == []


def test_messages_leave_only_days_and_exhibits_open(knowledge: Knowledge) -> None:
    found = {name for text in texts_of(knowledge.messages) for name in PLACEHOLDER.findall(text)}

    assert found
    assert found <= open_placeholders(knowledge.dates)


def texts_of(thing: object) -> list[str]:
    """Every text of a thing, however deep; the structure around it is no matter here."""
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, dict):
        return [text for value in thing.values() for text in texts_of(value)]
    if isinstance(thing, tuple):
        return [text for value in thing for text in texts_of(value)]
    fields = getattr(thing, "__dataclass_fields__", {})
    return [text for name in fields for text in texts_of(getattr(thing, name))]
