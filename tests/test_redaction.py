"""Nothing personal is left of a pasted text, whatever else it says."""

import datetime as dt

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.redaction import LONGEST_TEXT, known_words, redacted

TODAY = dt.date(2026, 11, 23)
LANG = st.sampled_from(list(KNOWLEDGE.languages))

TEMPLATES = [
    "Dear {name}, your order {number} has been closed.",
    "Hi {name}!\nOrder status: Closed",
    "Halo {name}, pesanan {number} telah ditutup.",
    "Nama penerima: {name}\nStatus: Selesai",
    "Ship to\n{name}\n{street} {house}\n{phone}",
    "Penerima {name} ({phone})\nAlamat: {street} No. {house}, {number}",
    "Regards,\n{name}",
    "Salam, {name}",
    "{name}: paket belum sampai, telepon {phone}",
    "Delivered to {name}, {street} {house}",
    "CONTACT NAME: {name} E-MAIL: {mail} ORDER STATUS: CLOSED",
    "{mail} | {name} | {phone} | {number}",
]

SYLLABLES = ["bu", "di", "san", "to", "wa", "ti", "ri", "na", "kho", "lek", "mar", "zu", "öz", "ñe"]
WORDS = (
    st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=4)
    .map("".join)
    .filter(lambda word: word not in known_words(KNOWLEDGE))
)
CASES = st.sampled_from([str.title, str.upper, str.lower])
NAMES = st.lists(WORDS, min_size=1, max_size=3)
SIGNS = {"#", "@", "¤", "-", ":"}
DIGITS = st.text("0123456789", min_size=9, max_size=16)


def clean(text: str, lang: str = "en") -> str:
    return redacted(KNOWLEDGE, text, lang, TODAY)


@given(st.sampled_from(TEMPLATES), NAMES, CASES, DIGITS, DIGITS, WORDS, LANG)
def test_no_name_number_or_address_survives(  # noqa: PLR0913, PLR0917  # one value a blank
    template: str, name: list[str], case: type[str], phone: str, number: str, street: str, lang: str
) -> None:
    text = template.format(
        name=case(" ".join(name)),
        phone=f"+62 {phone[:3]}-{phone[3:]}",
        number=number,
        street=case(street),
        house="14B",
        mail=f"{name[0]}@{street}.example",
    )
    left = clean(text, lang).lower()

    assert not [part for part in (*name, street, phone[3:], number, "14b") if part in left]


KNOWN = sorted(word for word in known_words(KNOWLEDGE) - SIGNS if word.isalpha())


@given(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=3))
def test_a_name_of_known_words_is_hidden_behind_its_label(name: list[str]) -> None:
    written = " ".join(name).title()

    assert clean(f"Recipient: {written}") == "Recipient: […]"
    assert clean(f"Nama penerima: {written}") == "Nama penerima: […]"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Order No.: 8123456789012345", "Order No.: [number]"),
        ("Tracking number LP00123456789012", "Tracking number [tracking number]"),
        ("Tracking number: RB123456785SG", "Tracking number: [tracking number]"),
        ("Visa **** 4821", "[…] [number]"),
        ("<b>Order&nbsp;closed</b>", "Order closed"),
        ("Paid: 3 Nov 2026 14:22", "Paid: 3 Nov 2026 14:22"),
        ("Date of birth: 3 May 2016", "Date of birth: […]"),
        ("3 May 1990", "[…] [number]"),
        ("NIK 3273011205900001", "NIK […]"),
        ("https://example.org/order/8123?user=budi", "[…]"),
        ("Dear April Frozen, your order", "Dear […], your order"),
        ("Will Smith", "[…]"),
        ("MAY PRICE", "[…]"),
        ("Budi Dana Salam", "[…]"),
        ("Dana sedang diproses", "Dana sedang diproses"),
    ],
)
def test_what_is_left_of_a_line(text: str, left: str) -> None:
    assert clean(text) == left


def test_the_name_in_the_line_below_its_label_is_hidden() -> None:
    assert clean("Recipient\nMay Closedson\nOrder closed") == "Recipient\n[…]\nOrder closed"


def test_marks_are_in_the_language_of_the_reader() -> None:
    assert clean("8123456789012345", "id") == "[nomor]"


@given(st.text() | st.lists(st.sampled_from(TEMPLATES)).map("\n".join), LANG)
def test_what_is_redacted_stays_as_it_is(text: str, lang: str) -> None:
    once = clean(text, lang)

    assert clean(once, lang) == once


def test_no_more_than_the_limit_is_read() -> None:
    assert not clean(" " * LONGEST_TEXT + "Order closed")
