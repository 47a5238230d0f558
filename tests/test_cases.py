"""Cases name only what exists."""

import pytest

from decision_tree import Knowledge, KnowledgeError
from decision_tree.cases import read_cases

CASE = {"id": "p1", "cause": "out-of-stock", "answers": {"payment": "paid"}}


def test_a_case_counts_its_cause_and_the_acceptable_ones_as_right(knowledge: Knowledge) -> None:
    (case,) = read_cases({"case": [{**CASE, "also_acceptable": ["seller-frozen"]}]}, knowledge)

    assert case.right_causes == {"out-of-stock", "seller-frozen"}
    assert case.answers == {"payment": {"paid"}}


def test_a_case_holds_what_its_table_says(knowledge: Knowledge) -> None:
    tables = [
        CASE,
        {**CASE, "id": "p2", "also_acceptable": ["seller-frozen"], "mistaken": ["bank"]},
    ]
    plain, full = read_cases({"case": tables}, knowledge)

    assert (plain.id, plain.cause) == ("p1", "out-of-stock")
    assert (plain.also_acceptable, plain.mistaken) == (frozenset(), frozenset())
    assert full.also_acceptable == {"seller-frozen"}
    assert full.mistaken == {"bank"}


def test_every_problem_is_named_with_its_case(knowledge: Knowledge) -> None:
    tables = [
        {"id": "p1"},
        {"cause": "out-of-stock", "answers": {}},
        {**CASE, "id": "p2", "cause": "out-of-stok", "also_acceptable": ["seller-frozn"]},
        {**CASE, "id": "p3", "answers": {"payment": "payed"}},
    ]
    with pytest.raises(KnowledgeError) as error:
        read_cases({"case": tables}, knowledge)

    assert error.value.problems == (
        "case p1: 'cause' is missing",
        "case p1: 'answers' is missing",
        "case ?: 'id' is missing",
        "case p2: no cause is called 'out-of-stok'; did you mean 'out-of-stock'?",
        "case p2: no cause is called 'seller-frozn'; did you mean 'seller-frozen'?",
        "case p3: payment: no option is called 'payed'; did you mean 'paid'?",
    )


def test_a_file_without_cases_is_a_problem(knowledge: Knowledge) -> None:
    with pytest.raises(KnowledgeError) as error:
        read_cases({}, knowledge)

    assert error.value.problems == ("case: there is no [[case]] in the file",)


@pytest.mark.parametrize(
    "case",
    [
        3,
        [3],
        {"id": "p"},
        [CASE, {**CASE, "answers": "x"}],
        [{**CASE, "mistaken": 4}],
        [{**CASE, "also_acceptable": "seller-frozen"}],
    ],
    ids=str,
)
def test_cases_of_another_shape_are_one_sentence(knowledge: Knowledge, case: object) -> None:
    with pytest.raises(KnowledgeError) as error:
        read_cases({"case": case}, knowledge)

    assert error.value.problems == (
        "case: each [[case]] needs a table of answers and lists of names",
    )
