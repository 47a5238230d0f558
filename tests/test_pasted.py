"""Where a pasted text says something, how plainly, and when it takes it back."""

import datetime as dt

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.pasted import ALONE, LABELLED, SAID, PastedPage
from decision_tree.redaction import redacted_lines

TODAY = dt.date(2026, 11, 23)


def page(text: str) -> PastedPage:
    return PastedPage(KNOWLEDGE, redacted_lines(KNOWLEDGE, text, TODAY))


def found(text: str) -> set[tuple[str, str | None, int]]:
    return {(one.question, one.option, one.rank) for one in page(text).evidence()}


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Order status: Closed", LABELLED),
        ("Order status\nClosed", LABELLED),
        ("Order status is closed", LABELLED),
        ("Closed", ALONE),
        ("Hello, your order has been closed today", SAID),
    ],
)
def test_a_label_says_it_plainer_than_a_line_and_a_line_than_a_sentence(
    text: str, rank: int
) -> None:
    assert ("status-shown", "closed", rank) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Order status: Not closed yet",
        "Your order has not been closed",
        "If your order has been closed, write to us",
        "Has your order been closed? Your order has been closed?",
        "You can see whether your order was closed",
        "Seller: your order has been closed, my friend",
        "Closed toe shoes",
        "To pay\nTo ship\nClosed\nShipped",
        "Store status: Closed",
        "Refund status\nClosed",
        "Order status: -\nClosed",
    ],
)
def test_what_only_looks_like_a_status_is_none(text: str) -> None:
    assert not any(q == "status-shown" and o == "closed" for q, o, _ in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "Order 8123456789012345 (Closed)",
        "State of your order: closed",
        "Your order for Wireless Mouse was closed on 3 Nov 2026.",
        "As you did not pay in time, your order has been closed.",
        "Order closed\nPayment confirmed\nNo tracking number",
        "Pesanan Ibu nomor 8123456789012345 telah ditutup karena tidak dibayar.",
    ],
)
def test_a_status_is_read_however_it_is_put(text: str) -> None:
    assert any(q == "status-shown" and o == "closed" for q, o, _ in found(text))


def test_a_dash_behind_a_label_says_that_there_is_nothing() -> None:
    assert ("tracking-number", "no", LABELLED) in found("Tracking number: -\nPaid on 3 Nov 2026")


def test_who_confirmed_is_not_who_cancelled() -> None:
    assert {o for _, o, _ in found("Cancelled by: Buyer")} == {"cancel"}
    assert {o for _, o, _ in found("Receipt confirmed by: Buyer")} == {"confirm-receipt"}


def test_a_shop_that_greets_is_no_message() -> None:
    assert not page("Hello, Budi\nCart\nYour order has been cancelled").is_mail


def test_a_bare_word_before_a_day_belongs_to_the_order_of_a_page_about_nothing_else() -> None:
    assert [kind for kind, _, _ in page("Dibuat: 3 Nov 2026").days()] == ["ordered-on"]
    assert not list(page("Sengketa\nDibuat: 3 Nov 2026").days())


def test_a_broken_sentence_is_put_together() -> None:
    assert (
        found("If the seller does not ship in time,\nthe refund is being processed by us.") == set()
    )


def test_days_alone_belong_to_the_lines_that_they_take_turns_with() -> None:
    above = "3 Nov 2026\nOrder placed\n4 Nov 2026\nPayment confirmed"
    below = "Order placed\n3 Nov 2026\nPayment confirmed\n4 Nov 2026"
    unclear = "Order closed\n3 Nov 2026\nOrder placed"

    assert {(kind, day.day) for kind, day, _ in page(above).days()} == {
        ("ordered-on", 3),
        ("paid-on", 4),
    }
    assert {(k, d.day) for k, d, _ in page(below).days()} == {("ordered-on", 3), ("paid-on", 4)}
    assert not list(page(unclear).days())


def test_a_message_is_told_from_a_page() -> None:
    assert page("Dear Budi,\nOrder closed").is_mail
    assert not page("Order closed\nPaid on 3 Nov 2026").is_mail


def test_a_line_of_tracking_that_was_not_understood_is_noticed() -> None:
    text = "2026-11-18 handed to the uncle\n2026-11-17 In transit"

    assert [one.line for one in page(text).unread_tracking(list(page(text).evidence()))] == [0]
