"""Cases name only what exists."""

import pytest

from decision_tree import Knowledge, KnowledgeError
from decision_tree.cases import read_cases

CASE = {"id": "p1", "cause": "out-of-stock", "answers": {"payment": "paid"}}


def test_a_case_counts_its_cause_and_the_acceptable_ones_as_right(knowledge: Knowledge) -> None:
    (case,) = read_cases({"case": [{**CASE, "also_acceptable": ["seller-frozen"]}]}, knowledge)

    assert case.right_causes == {"out-of-stock", "seller-frozen"}
    assert case.answers == {"payment": {"paid"}}


def test_every_problem_is_named_with_its_case(knowledge: Knowledge) -> None:
    tables = [
        {"id": "p1"},
        {**CASE, "id": "p2", "cause": "out-of-stok"},
        {**CASE, "id": "p3", "answers": {"payment": "payed"}},
    ]
    with pytest.raises(KnowledgeError) as error:
        read_cases({"case": tables}, knowledge)

    assert error.value.problems == (
        "case p1: 'cause' is missing",
        "case p1: 'answers' is missing",
        "case p2: no cause is called 'out-of-stok'; did you mean 'out-of-stock'?",
        "case p3: payment: no option is called 'payed'; did you mean 'paid'?",
    )


def test_a_file_without_cases_is_a_problem(knowledge: Knowledge) -> None:
    with pytest.raises(KnowledgeError, match="there is no"):
        read_cases({}, knowledge)


@pytest.mark.parametrize(
    "case", [3, [3], {"id": "p"}, [{**CASE, "answers": "x"}], [{**CASE, "mistaken": 4}]], ids=str
)
def test_cases_of_another_shape_are_one_sentence(knowledge: Knowledge, case: object) -> None:
    with pytest.raises(KnowledgeError, match=r"each \[\[case\]\] needs a table of answers"):
        read_cases({"case": case}, knowledge)
