"""Answers as they are checked, and as they stand in an address."""

import pytest
from engine_fixtures import ANSWERS
from hypothesis import given
from hypothesis import strategies as st

from decision_tree import AnswerError, Knowledge, read_fragment, write_fragment
from decision_tree.answers import Answer, checked_answers, denied, met


def test_one_option_a_set_and_unsure_are_answers(knowledge: Knowledge) -> None:
    answers = checked_answers(
        knowledge, {"bank": "unsure", "payment": "paid", "store": ["item-gone", "store-gone"]}
    )

    assert answers == {
        "payment": {"paid"},
        "bank": frozenset(),
        "store": {"item-gone", "store-gone"},
    }


def test_every_unknown_name_is_reported_at_once(knowledge: Knowledge) -> None:
    with pytest.raises(AnswerError) as error:
        checked_answers(knowledge, {"paymnt": "paid", "payment": "payed", "bank": ["hold", "x"]})

    assert error.value.problems[:2] == (
        "no question is called 'paymnt'; did you mean 'payment'?",
        "payment: no option is called 'payed'; did you mean 'paid'?",
    )
    assert len(error.value.problems) == 3


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (["paid", "unsure"], "payment: 'unsure' must stand alone"),
        (3, "payment: no option is called '3'"),
        (None, "payment: no option is called 'None'"),
        (["paid", 3], "payment: no option is called '3'"),
        ("PAID", "payment: no option is called 'PAID'; did you mean 'paid'?"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(
    knowledge: Knowledge, value: Answer, sentence: str
) -> None:
    with pytest.raises(AnswerError) as error:
        checked_answers(knowledge, {"payment": value})

    assert error.value.problems[0].startswith(sentence)


def test_fragment_is_sorted_by_question(knowledge: Knowledge) -> None:
    answers = checked_answers(knowledge, {"tracking-number": "no", "payment": "unsure"})

    assert write_fragment(knowledge, answers) == "payment=unsure&tracking-number=no"


@given(raw=ANSWERS)
def test_fragment_leads_back_to_the_same_answers(
    knowledge: Knowledge, raw: dict[str, list[str]]
) -> None:
    answers = checked_answers(knowledge, raw)
    fragment = write_fragment(knowledge, answers)

    assert read_fragment(knowledge, fragment) == (answers, ())


@pytest.mark.parametrize(
    ("fragment", "kept", "dropped"),
    [
        ("", {}, ()),
        ("#payment=paid", {"payment": {"paid"}}, ()),
        ("payment=payed&bank=hold", {"bank": {"hold"}}, ("payment=payed",)),
        ("colour=red&payment", {}, ("colour=red", "payment")),
        ("payment=paid&payment=not-paid", {"payment": {"paid"}}, ("payment=not-paid",)),
        ("payment=paid,unsure", {}, ("payment=paid,unsure",)),
        (
            "payment%3Dpaid%26bank%3Dhold%2Ccharged",
            {"payment": {"paid"}, "bank": {"hold", "charged"}},
            (),
        ),
        ("payment=&=paid&&", {}, ("payment=", "=paid")),
        ("<script>alert(1)</script>", {}, ("<script>alert(1)</script>",)),
    ],
)
def test_broken_parts_of_a_fragment_are_dropped_one_by_one(
    knowledge: Knowledge, fragment: str, kept: dict[str, set[str]], dropped: tuple[str, ...]
) -> None:
    answers, left_out = read_fragment(knowledge, fragment)

    assert answers == kept
    assert left_out == dropped


@given(raw=ANSWERS, junk=st.text(), place=st.integers(min_value=0))
def test_junk_in_a_fragment_never_raises(
    knowledge: Knowledge, raw: dict[str, list[str]], junk: str, place: int
) -> None:
    fragment = write_fragment(knowledge, checked_answers(knowledge, raw))
    cut = place % (len(fragment) + 1)
    answers, _dropped = read_fragment(knowledge, fragment[:cut] + junk + fragment[cut:])

    assert set(answers) <= set(knowledge.questions)


@pytest.mark.parametrize(
    ("given_answers", "holds"),
    [
        ({"payment": "paid"}, True),
        ({"payment": ["paid", "not-paid"]}, False),
        ({"payment": "unsure"}, False),
        ({}, False),
    ],
)
def test_conditions_hold_only_for_certain_answers(
    knowledge: Knowledge, given_answers: dict[str, str], *, holds: bool
) -> None:
    answers = checked_answers(knowledge, given_answers)

    assert met({"payment": frozenset({"paid"})}, answers) is holds


@pytest.mark.parametrize(
    ("given_answers", "holds"),
    [
        ({"payment": "paid"}, True),
        ({"payment": "not-paid", "bank": ["hold", "charged"]}, True),
        ({"payment": "not-paid", "bank": ["hold", "nothing"]}, False),
        ({"payment": "unsure", "bank": "unsure"}, False),
        ({}, False),
    ],
)
def test_one_condition_that_holds_for_certain_denies(
    knowledge: Knowledge, given_answers: dict[str, Answer], *, holds: bool
) -> None:
    answers = checked_answers(knowledge, given_answers)
    conditions = {"payment": frozenset({"paid"}), "bank": frozenset({"hold", "charged"})}

    assert denied(conditions, answers) is holds
