"""What a pasted text says is read, and nothing that it does not say; nothing personal is left."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import example, given, settings
from hypothesis import strategies as st

from decision_tree.answers import checked_answers
from decision_tree.reading import Reading, read_text
from decision_tree.redaction import known_words

TODAY = dt.date(2026, 11, 23)
FILES = [
    "english",
    "indonesian",
    "further",
    "everyday",
    "voices",
    "strangers",
    "neighbours",
    "counters",
]
TEXTS: dict[str, dict[str, Any]] = {
    text["name"]: text
    for name in FILES
    for text in tomllib.loads((Path(__file__).parent / f"texts/{name}.toml").read_text("utf-8"))[
        "texts"
    ]
}
LEAST_SHARE = 0.95

PIECES = (
    st.sampled_from(sorted(known_words(KNOWLEDGE)))
    | st.sampled_from(sorted(known_words(KNOWLEDGE))).map(str.title)
    | st.text(max_size=6)
    | st.sampled_from(
        ["3 Nov 2026", "03/11/2026", "14:22", "8123456789012345", "[nomor]", "Order status", "Dear"]
    )
    | st.sampled_from(["\n", "\r\n", ":", ".", "?", "|", "-", "<br>", "&nbsp;", "no.", "Budi"])
)
PASTED = st.text() | st.builds(
    lambda gap, pieces: gap.join(pieces),
    st.sampled_from([" ", "\n", ""]),
    st.lists(PIECES, max_size=30),
)


def read(text: str) -> Reading:
    return read_text(KNOWLEDGE, text, TODAY, "en")


def test_there_are_texts_enough_and_some_say_nothing() -> None:
    silent = [text for text in TEXTS.values() if not text["answers"] and not text.get("days")]

    assert len(TEXTS) >= 99
    assert len(silent) >= 12


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_is_read_wrongly(name: str) -> None:
    text = TEXTS[name]
    reading = read(text["text"])

    assert reading.answers.items() <= text["answers"].items()
    assert reading.days.items() <= text.get("days", {}).items()


def test_nearly_all_that_the_texts_say_is_read() -> None:
    wanted = sum(len(text["answers"]) for text in TEXTS.values())
    right = sum(len(read(text["text"]).answers) for text in TEXTS.values())

    assert right / wanted >= LEAST_SHARE


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_personal_is_left(name: str) -> None:
    reading = read(TEXTS[name]["text"])
    left = "\n".join((reading.redacted, *reading.found.values())).lower()

    assert [part for part in TEXTS[name].get("personal", []) if part.lower() in left] == []


@settings(max_examples=300)
@given(PASTED)
@example("Dana 0 03/11/2026")  # the word that tells the order of day and month could be a name
@example("cheers Dan 0 3 Nov 2026")  # a name that only shows once its neighbour is hidden
@example("25/12/2040 03/11/2026")  # a day that tells it is too far away to stay
def test_the_redacted_text_says_the_same(text: str) -> None:
    first = read(text)
    again = read(first.redacted)

    assert again == first


@given(PASTED)
def test_any_text_gives_valid_answers_with_the_words_they_were_read_from(text: str) -> None:
    reading = read(text)

    assert set(checked_answers(KNOWLEDGE, reading.answers)) == set(reading.answers)
    assert set(reading.found) == {*reading.answers, *reading.days}


@pytest.mark.parametrize("name", TEXTS)
def test_line_ends_and_odd_spaces_change_nothing(name: str) -> None:
    text = TEXTS[name]["text"]

    assert read(text.replace("\n", "\r\n").replace(" ", "\N{NO-BREAK SPACE}")) == read(text)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("2026-11-12 In transit\n2026-11-15 Held by customs", "held-by-customs"),
        ("2026-11-15 In transit\n2026-11-12 Held by customs", "in-transit"),
        ("2026-11-15 10:00 Delivered\n2026-11-15 08:00 Out for delivery", "delivered-to-me"),
        ("Your parcel was delivered.\nIt departed from origin country.", "delivered-to-me"),
        ("It departed from origin country.\nYour parcel was delivered.", "delivered-to-me"),
        ("Label created\nIn transit\nDelivered", None),
        ("In transit\nHeld by customs", None),
        ("2026-11-18 handed to uncle\n2026-11-17 In transit", None),
        ("2026-11-18 9:12 PM Delivered\n2026-11-18 11:00 AM In transit", "delivered-to-me"),
        ("2026-11-18 9:12pm In transit\n2026-11-18 12:30am Delivered", "in-transit"),
    ],
)
def test_the_newest_line_of_tracking_decides(text: str, option: str | None) -> None:
    assert read(text).answers.get("last-tracking") == option


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("Refund completed\nThank you\n2 Nov 2026 Refund requested", "completed"),
        ("Refund completed\n2 Nov 2026 Refund requested", None),
        ("Refund requested\nThank you\n2 Nov 2026 Refund processing", None),
        ("2 Nov 2026 Refund requested\nThank you\nRefund completed", None),
    ],
)
def test_only_a_headline_apart_goes_beyond_dated_steps(text: str, option: str | None) -> None:
    assert read(text).answers.get("refund-line") == option


def test_a_day_that_is_named_twice_or_lies_ahead_stays_open() -> None:
    assert read("Paid on 3 Nov 2026\nPayment date: 4 Nov 2026").days == {}
    assert read("Completed on 3 Dec 2026").days == {}


def test_days_in_an_impossible_order_stay_open() -> None:
    assert read("Order date: 5 Nov 2026\nPaid on 3 Nov 2026").days == {}


def test_plain_data_has_days_only_where_there_are_some() -> None:
    assert read("Order closed").to_dict() == {
        "answers": {"status-shown": "closed"},
        "redacted": "Order closed",
    }
    assert read("Paid on 3 Nov 2026").to_dict()["days"] == {"paid-on": "2026-11-03"}
