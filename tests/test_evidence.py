"""What answers amount to."""

import pytest
from engine_fixtures import ANSWERS, CERTAIN_ANSWERS, KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st

from decision_tree import Knowledge
from decision_tree.answers import Answer, checked_answers
from decision_tree.evidence import (
    LEVEL_WEIGHT,
    MISFIT,
    SLIP,
    Evidence,
    level_of,
    normalised,
    signs_of,
    told_by,
    weigh,
)
from decision_tree.model import Level


def evidence(answers: dict[str, Answer]) -> Evidence:
    return weigh(KNOWLEDGE, checked_answers(KNOWLEDGE, answers))


def share(answers: dict[str, Answer], cause: str) -> float:
    return evidence(answers).shares[list(KNOWLEDGE.causes).index(cause)]


def test_without_answers_all_causes_are_equally_likely() -> None:
    assert len(set(evidence({}).shares)) == 1


@given(answers=ANSWERS)
def test_shares_sum_to_one_and_none_is_ever_zero(answers: dict[str, Answer]) -> None:
    shares = evidence(answers).shares

    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0


@given(answers=ANSWERS, random=st.randoms(use_true_random=False))
def test_the_order_of_answers_is_irrelevant_to_the_last_bit(
    answers: dict[str, Answer], random: st.DataObject
) -> None:
    shuffled = list(answers.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    assert evidence(dict(shuffled)) == evidence(answers)


@given(answers=ANSWERS)
def test_unsure_leaves_every_share_as_it_is(answers: dict[str, Answer]) -> None:
    unsure: dict[str, Answer] = dict.fromkeys(KNOWLEDGE.questions, "unsure")

    assert evidence({**unsure, **answers}).shares == evidence(answers).shares


def test_a_set_of_options_lies_between_its_options() -> None:
    one = share({"store": "item-gone"}, "out-of-stock")
    other = share({"store": "both-there"}, "out-of-stock")
    both = share({"store": ["item-gone", "both-there"]}, "out-of-stock")

    assert other < both < one


def test_all_options_together_say_nothing() -> None:
    everything = list(KNOWLEDGE.questions["store"].option_ids)

    assert evidence({"store": everything}).shares == pytest.approx(evidence({}).shares)


@given(answers=CERTAIN_ANSWERS, wrong=st.data())
def test_one_more_answer_never_sinks_a_cause_for_good(
    answers: dict[str, Answer], wrong: st.DataObject
) -> None:
    """A cause loses at most what a slip costs: its share falls, but bounded."""
    question = wrong.draw(st.sampled_from(list(KNOWLEDGE.questions)))
    option = wrong.draw(st.sampled_from(KNOWLEDGE.questions[question].option_ids))
    before = evidence({q: a for q, a in answers.items() if q != question}).shares
    after = evidence({**answers, question: option}).shares

    assert all(late > early / 100 for early, late in zip(before, after, strict=True))


@pytest.mark.parametrize("question", KNOWLEDGE.questions)
def test_each_cause_spreads_one_whole_over_the_options(question: str) -> None:
    columns = signs_of(KNOWLEDGE).likelihood[question].values()

    for chances in zip(*columns, strict=True):
        assert sum(chances) == pytest.approx(1)


def test_levels_are_ordered(knowledge: Knowledge) -> None:
    cause = knowledge.causes["not-shipped-in-time"]
    chances = {
        option: signs_of(knowledge).likelihood["closed-when"][option][
            list(knowledge.causes).index(cause.id)
        ]
        for option in (
            "shipping-countdown-ended",
            "other-time",
            "protection-ended",
            "at-my-click",
        )
    }

    assert list(chances.values()) == sorted(chances.values(), reverse=True)
    assert len(set(chances.values())) == 4


def test_a_set_is_as_expected_as_its_most_expected_option(knowledge: Knowledge) -> None:
    cause = knowledge.causes["not-shipped-in-time"]

    assert level_of(cause, "payment", ["paid", "not-paid"]) is Level.TYPICAL
    assert level_of(cause, "payment", ["not-paid"]) is Level.RULED_OUT
    assert level_of(cause, "days-since", ["up-to-15"]) is Level.POSSIBLE


@given(answers=CERTAIN_ANSWERS)
def test_an_answer_says_of_each_cause_what_its_sign_does(answers: dict[str, Answer]) -> None:
    causes = list(KNOWLEDGE.causes.values())
    for question, options in checked_answers(KNOWLEDGE, answers).items():
        told = told_by(KNOWLEDGE, question, options)
        levels = [level_of(cause, question, options) for cause in causes]
        places = range(len(causes))

        assert sum(told.telling) == pytest.approx(len(causes))
        assert told.typical == {p for p in places if levels[p] is Level.TYPICAL}
        assert told.expecting == {p for p in places if not told.misfit[p]}
        assert told.misfit == tuple(MISFIT[level] for level in levels)


def test_misfits_count_unusual_once_and_ruled_out_twice(knowledge: Knowledge) -> None:
    place = list(knowledge.causes).index("not-shipped-in-time")
    answers: dict[str, Answer] = {"payment": "not-paid", "store": "store-gone"}

    assert evidence(answers).misfits[place] == 3
    assert evidence({"payment": ["not-paid", "paid"]}).misfits[place] == 0


def test_an_action_is_closed_only_by_a_certain_answer() -> None:
    assert evidence({"days-since": "more-than-15"}).closed == {"request-refund"}
    assert evidence({"days-since": ["up-to-15", "more-than-15"]}).closed == frozenset()
    assert evidence({"days-since": "unsure"}).closed == frozenset()


@pytest.mark.parametrize("cause", KNOWLEDGE.causes)
def test_an_answer_is_expected_by_its_level_apart_from_slips(cause: str) -> None:
    place = list(KNOWLEDGE.causes).index(cause)
    for question, columns in signs_of(KNOWLEDGE).likelihood.items():
        levels = KNOWLEDGE.causes[cause].signs.get(question)
        even = 1 / len(columns)
        total = sum(LEVEL_WEIGHT[level] for level in levels.values()) if levels else 0
        expected = {
            option: (1 - SLIP) * LEVEL_WEIGHT[levels[option]] / total + SLIP * even
            if levels
            else even
            for option in columns
        }

        assert {option: column[place] for option, column in columns.items()} == pytest.approx(
            expected
        )


@given(answers=ANSWERS)
def test_shares_are_products_of_what_each_answer_tells(answers: dict[str, Answer]) -> None:
    signs, told = signs_of(KNOWLEDGE), checked_answers(KNOWLEDGE, answers)
    products = [1.0] * len(KNOWLEDGE.causes)
    for question, options in told.items():
        for place in range(len(products) if options else 0):
            products[place] *= sum(signs.likelihood[question][o][place] for o in options)

    assert evidence(answers).shares == pytest.approx([p / sum(products) for p in products])


@given(answers=ANSWERS)
def test_misfits_are_the_points_of_the_most_expected_options(answers: dict[str, Answer]) -> None:
    told = checked_answers(KNOWLEDGE, answers)

    assert evidence(answers).misfits == tuple(
        sum(MISFIT[level_of(cause, q, options)] for q, options in told.items() if options)
        for cause in KNOWLEDGE.causes.values()
    )


@given(answers=ANSWERS)
def test_what_was_asked_is_what_was_answered_unsure_or_not(answers: dict[str, Answer]) -> None:
    assert evidence(answers).asked == set(answers)


def test_normalised_numbers_keep_their_proportions() -> None:
    assert normalised((1.0, 3.0)) == (0.25, 0.75)
