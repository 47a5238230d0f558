"""Every cause has its exhibits, and a reader is shown only those that can exist."""

import pytest
from engine_fixtures import ANSWERS, CERTAIN_ANSWERS, KNOWLEDGE
from hypothesis import given

from decision_tree.answers import Answer, checked_answers
from decision_tree.exhibits import exhibits_for

CAUSES = list(KNOWLEDGE.causes)


def ids(cause: str, **answers: Answer) -> tuple[str, ...]:
    """Ids of the exhibits under a cause; "_" stands for "-" in questions."""
    raw = {question.replace("_", "-"): answer for question, answer in answers.items()}
    found = exhibits_for(KNOWLEDGE, cause, checked_answers(KNOWLEDGE, raw))
    return tuple(exhibit.id for exhibit in found)


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_lists_two_to_six_exhibits(cause: str) -> None:
    assert 2 <= len(KNOWLEDGE.causes[cause].exhibits) <= 6


def test_every_exhibit_serves_some_cause() -> None:
    used = {exhibit for cause in KNOWLEDGE.causes.values() for exhibit in cause.exhibits}

    assert used == set(KNOWLEDGE.exhibits)


def test_exhibits_come_in_the_order_of_the_cause() -> None:
    assert ids("not-shipped-in-time") == KNOWLEDGE.causes["not-shipped-in-time"].exhibits


def test_no_tracking_is_asked_for_where_there_is_no_number() -> None:
    assert "carrier-tracking" in ids("protection-expired")
    assert "carrier-tracking" not in ids("protection-expired", tracking_number="no")


def test_photos_are_asked_for_only_once_the_goods_have_come() -> None:
    assert "goods-photos" in ids("receipt-confirmed", last_tracking="delivered-to-me")
    assert "goods-photos" not in ids("receipt-confirmed", last_tracking="in-transit")
    assert "goods-photos" not in ids("receipt-confirmed", last_tracking="unsure")


def test_a_receipt_is_asked_for_only_where_a_return_was_agreed() -> None:
    assert "return-receipt" in ids("dispute-lost", dispute="return-not-sent")
    assert "return-receipt" not in ids("dispute-lost", dispute="decided-against")


def test_an_answer_that_may_be_another_denies_nothing() -> None:
    assert "refund-line" in ids("out-of-stock", refund_line=["none", "requested"])
    assert "refund-line" not in ids("out-of-stock", refund_line="none")


@pytest.mark.parametrize("cause", CAUSES)
@given(answers=ANSWERS | CERTAIN_ANSWERS)
def test_some_exhibit_is_left_whatever_the_answers(cause: str, answers: dict[str, Answer]) -> None:
    assert exhibits_for(KNOWLEDGE, cause, checked_answers(KNOWLEDGE, answers))


@pytest.mark.parametrize("lang", list(KNOWLEDGE.languages))
def test_screens_with_personal_data_say_what_to_cover(lang: str) -> None:
    cover = {"id": "Tutupi", "en": "Cover"}[lang]
    open_to_all = {"product-page"}

    for exhibit in KNOWLEDGE.exhibits.values():
        assert (cover in exhibit.capture[lang]) == (exhibit.id not in open_to_all), exhibit.id


@pytest.mark.parametrize("lang", list(KNOWLEDGE.languages))
def test_a_name_goes_on_within_a_sentence(lang: str) -> None:
    for exhibit in KNOWLEDGE.exhibits.values():
        name = exhibit.name[lang]
        assert name[0].islower(), name
        assert name[-1].isalpha(), name
        assert len(name) <= 60, name
