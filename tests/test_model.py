"""The frozen types."""

import dataclasses

import pytest

from decision_tree import Knowledge


def test_option_is_found_by_its_id(knowledge: Knowledge) -> None:
    assert knowledge.questions["payment"].option("paid").id == "paid"


def test_unknown_option_is_a_key_error(knowledge: Knowledge) -> None:
    with pytest.raises(KeyError, match="payed"):
        knowledge.questions["payment"].option("payed")


def test_knowledge_cannot_be_changed(knowledge: Knowledge) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        knowledge.questions["payment"].effort = 4  # type: ignore[misc]  # the point of the test
