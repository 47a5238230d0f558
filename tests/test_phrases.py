"""Phrases of the data are found again in a text, in each of their ways."""

import pytest

from decision_tree.phrases import Lexicon, every_word, is_sound, slots, words


def lexicon(*phrases: str) -> Lexicon[str]:
    return Lexicon((slots(phrase), phrase) for phrase in phrases)


@pytest.mark.parametrize(
    ("row", "is_one"),
    [
        ("order closed", True),
        ("order was ended", True),
        ("order has been closed", True),
        ("order has closed", False),
        ("order was", False),
        ("closed", False),
        ("order closed now", False),
        ("", False),
    ],
)
def test_brackets_stand_for_what_may_be_missing_and_for_a_choice(row: str, *, is_one: bool) -> None:
    assert (row.split() in lexicon("order [was|has been] (closed|ended)")) is is_one


def test_a_row_has_the_meanings_of_all_phrases_that_it_is() -> None:
    phrases = lexicon("[order] closed", "(order|shop) closed", "closed", "order")

    assert phrases.meanings(["order", "closed"]) == ["[order] closed", "(order|shop) closed"]


def test_a_number_of_a_parcel_is_a_number_but_not_the_other_way_round() -> None:
    assert ["no", "\N{CURRENCY SIGN}"] in lexicon("no #")
    assert ["no", "#"] not in lexicon("no \N{CURRENCY SIGN}")


@pytest.mark.parametrize("phrase", ["a [b", "a b]", "a (b [c])", "[a]", "", "( | )"])
def test_a_broken_phrase_is_not_sound(phrase: str) -> None:
    assert not is_sound(phrase)


@pytest.mark.parametrize("phrase", ["a", "[a] b", "(a|b)", "no #", "¤", "paid on @"])
def test_a_whole_phrase_is_sound(phrase: str) -> None:
    assert is_sound(phrase)


def test_words_are_small_and_keep_their_apostrophe() -> None:
    assert words("The Seller's IN-TRANSIT") == ("the", "seller's", "in", "transit")


def test_the_longest_phrase_is_found_at_each_place() -> None:
    phrases = lexicon("closed", "order [closed]", "closed order")

    assert list(phrases.found_in(["order", "closed", "order", "closed"])) == [
        slice(0, 2),
        slice(2, 4),
    ]
    assert list(phrases.found_in(["open"])) == []


def test_every_word_of_a_phrase_is_known() -> None:
    assert every_word(["order [was] (closed|ended)"]) == {"order", "was", "closed", "ended"}
