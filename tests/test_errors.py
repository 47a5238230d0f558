"""Sentences that name what is wrong and what would be right."""

from decision_tree.errors import AnswerError, KnowledgeError, unknown


def test_nearest_name_is_offered() -> None:
    assert (
        unknown("option", "payed", ["not-paid", "paid", "unsure"])
        == "no option is called 'payed'; did you mean 'paid'?"
    )


def test_a_name_far_from_all_others_still_gets_an_offer() -> None:
    assert "did you mean" in unknown("option", "zzz", ["paid"])


def test_nothing_to_choose_from_is_said() -> None:
    assert unknown("fact", "x", []) == "no fact is called 'x'; there is none to choose from"


def test_errors_keep_every_problem() -> None:
    for error in (AnswerError(["one", "two"]), KnowledgeError(["one", "two"])):
        assert error.problems == ("one", "two")
        assert str(error) == "one\ntwo"
