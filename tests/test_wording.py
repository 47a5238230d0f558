"""Figures as words, filled into texts."""

import pytest

from decision_tree import Knowledge
from decision_tree.checking import Checker
from decision_tree.wording import Filler, figure

DAYS = {"id": {"other": "{n} hari"}, "en": {"one": "{n} day", "other": "{n} days"}}


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1, 1, {"id": "1 hari", "en": "1 day"}),
        (15, 15, {"id": "15 hari", "en": "15 days"}),
        (3, 20, {"id": "3\N{EN DASH}20 hari", "en": "3\N{EN DASH}20 days"}),
    ],
)
def test_figures_have_number_unit_and_plural(low: int, high: int, words: dict[str, str]) -> None:
    assert figure(low, high, DAYS) == words


def test_placeholders_are_filled_in_the_language_of_the_text() -> None:
    check = Checker(("id", "en"))
    filler = Filler({"window": figure(15, 15, DAYS)}, check)
    table = {"text": {"id": ["dalam {window}"], "en": ["within {window}"]}, "low": 3, "raw": "{}"}

    assert filler.table(table, "place") == {
        "text": {"id": ["dalam 15 hari"], "en": ["within 15 days"]},
        "low": 3,
        "raw": "{}",
    }
    assert check.problems == []


def test_unknown_placeholder_is_named_with_its_path() -> None:
    check = Checker(("id", "en"))
    Filler({"window": figure(15, 15, DAYS)}, check).table({"text": {"en": ["{windw}"]}}, "place")

    assert check.problems == ["place.text.en[0]: no fact is called 'windw'; did you mean 'window'?"]


def test_no_text_of_the_knowledge_has_an_open_placeholder(knowledge: Knowledge) -> None:
    kinds = (knowledge.causes, knowledge.questions, knowledge.actions, knowledge.situations)

    assert [text for kind in kinds for text in texts_of(kind) if "{" in text] == []


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
