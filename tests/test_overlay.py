"""A further language adds its texts to the tables and changes nothing in them."""

import pytest

from decision_tree.overlay import laid_over

BASE = {
    "frozen": {"name": {"en": "frozen"}, "urgency": "soon", "when": [{"text": {"en": "now"}}]},
    "closed": {"name": {"en": "closed"}},
}


def test_texts_are_added_at_their_place() -> None:
    texts = {"frozen": {"name": {"fr": "gelé"}, "when": [{"text": {"fr": "maintenant"}}]}}
    problems: list[str] = []

    assert laid_over(BASE, texts, "fr", problems) == {
        "frozen": {
            "name": {"en": "frozen", "fr": "gelé"},
            "urgency": "soon",
            "when": [{"text": {"en": "now", "fr": "maintenant"}}],
        },
        "closed": {"name": {"en": "closed"}},
    }
    assert problems == []


def test_the_tables_stay_as_they_were() -> None:
    laid_over(BASE, {"closed": {"name": {"fr": "fermé"}}}, "fr", [])

    assert BASE["closed"] == {"name": {"en": "closed"}}


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        ({"frozen": {"name": {"en": "on hold"}}}, "fr.frozen.name.en"),
        ({"frozen": {"urgency": "now"}}, "fr.frozen.urgency"),
        ({"frozen": {"when": []}}, "fr.frozen.when"),
        ({"frozen": {"when": [{"text": {"en": "later"}}]}}, "fr.frozen.when[0].text.en"),
        ({"frozen": "gelé"}, "fr.frozen"),
    ],
)
def test_what_would_change_something_is_named(texts: dict[str, object], place: str) -> None:
    problems: list[str] = []

    assert laid_over(BASE, texts, "fr", problems) == BASE
    assert problems == [f"{place}: a further language adds texts, it cannot change this"]


def test_repeating_an_id_helps_whoever_translates() -> None:
    problems: list[str] = []
    laid_over(BASE, {"frozen": {"urgency": "soon"}}, "fr", problems)

    assert problems == []
