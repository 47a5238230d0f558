"""Several orders of one checkout: what they share is told once, the rest for each of them."""

from collections.abc import Callable
from functools import reduce

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import example, given
from hypothesis import strategies as st
from test_details import METHODS
from test_story import LIKELY_DAYS, TOLD

from decision_tree.answers import checked_answers
from decision_tree.orders import (
    MOST_ORDERS,
    Orders,
    own_part,
    read_orders,
    shared_part,
    showing,
    told,
    with_another,
    write_orders,
)
from decision_tree.story import Story, write_story

ANSWERED = [
    (name, answer)
    for name, question in KNOWLEDGE.questions.items()
    for answer in ("unsure", *question.option_ids, question.option_ids)
]
STORIES = st.builds(
    Story,
    answers=st.lists(st.sampled_from(ANSWERED), max_size=5).map(
        lambda pairs: checked_answers(KNOWLEDGE, dict(pairs))
    ),
    days=LIKELY_DAYS,
    method=METHODS,
)
"""Short stories: one option, all of them or "unsure" for a few questions."""

Step = Callable[[Orders], Orders]


def telling(story: Story) -> Step:
    return lambda orders: told(KNOWLEDGE, orders, story)


def adding(story: Story) -> Step:
    return lambda orders: told(KNOWLEDGE, with_another(KNOWLEDGE, orders), story)


def orders_of(first: Story, others: list[Story], current: int) -> Orders:
    """The orders of a reader who told one story after the other."""
    steps = [telling(first), *map(adding, others)]
    orders: Orders = reduce(lambda so_far, step: step(so_far), steps, Orders())
    return showing(orders, current % len(orders.stories))


ORDERS = st.builds(orders_of, STORIES, st.lists(STORIES, max_size=3), st.integers(min_value=0))
"""One order or a few, any one of them on show."""

SHARED_QUESTIONS = {name for name, question in KNOWLEDGE.questions.items() if question.is_shared}
SHARED_DAYS = {name for name, kind in KNOWLEDGE.dates.items() if kind.is_shared}


def few(count: int) -> Orders:
    """So many orders of which nothing is told."""
    return Orders(stories=(Story(),) * count, current=count - 1)


def test_one_order_that_nobody_told_about_stands_at_the_beginning() -> None:
    assert Orders() == Orders(stories=(Story(),), current=0)
    assert Orders().story == Story()
    assert write_orders(KNOWLEDGE, Orders()) == ""
    assert read_orders(KNOWLEDGE, "") == (Orders(), ())


def test_only_some_answers_and_days_belong_to_the_whole_checkout() -> None:
    assert {"payment"} <= SHARED_QUESTIONS < set(KNOWLEDGE.questions)
    assert {"ordered-on", "paid-on"} == SHARED_DAYS


@given(story=STORIES)
def test_story_is_parted_into_what_is_shared_and_what_is_its_own(story: Story) -> None:
    common, own = shared_part(KNOWLEDGE, story), own_part(KNOWLEDGE, story)

    assert set(common.answers) == set(story.answers) & SHARED_QUESTIONS
    assert set(common.days) == set(story.days) & SHARED_DAYS
    assert (common.method, own.method) == (story.method, None)
    assert {**common.answers, **own.answers} == story.answers
    assert {**common.days, **own.days} == story.days
    assert not set(common.answers) & set(own.answers)
    assert not set(common.days) & set(own.days)


@given(orders=ORDERS)
def test_a_further_order_knows_what_is_shared_and_stands_on_show(orders: Orders) -> None:
    more = with_another(KNOWLEDGE, orders)

    assert more.stories == (*orders.stories, shared_part(KNOWLEDGE, orders.story))
    assert more.current == len(orders.stories)
    assert more.story == more.stories[-1]


@given(orders=ORDERS, story=STORIES)
def test_what_is_shared_goes_to_every_order_and_the_rest_to_one(
    orders: Orders, story: Story
) -> None:
    after = told(KNOWLEDGE, orders, story)

    assert after.current == orders.current
    assert after.story == story
    for place, (new, old) in enumerate(zip(after.stories, orders.stories, strict=True)):
        assert shared_part(KNOWLEDGE, new) == shared_part(KNOWLEDGE, story)
        if place != orders.current:
            assert own_part(KNOWLEDGE, new) == own_part(KNOWLEDGE, old)


@pytest.mark.parametrize(("place", "current"), [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 2), (99, 2)])
def test_another_order_is_shown_as_far_as_there_is_one(place: int, current: int) -> None:
    assert showing(few(3), place) == Orders(stories=few(3).stories, current=current)


@pytest.mark.parametrize(("count", "can_grow"), [(1, True), (9, True), (10, False)])
def test_orders_grow_up_to_ten(count: int, *, can_grow: bool) -> None:
    assert few(count).can_grow is can_grow


@given(orders=ORDERS)
@example(orders=Orders())
@example(orders=few(2))
@example(orders=showing(few(10), 0))
def test_address_leads_back_to_the_same_orders(orders: Orders) -> None:
    written = write_orders(KNOWLEDGE, orders)

    assert read_orders(KNOWLEDGE, written) == (orders, ())
    assert read_orders(KNOWLEDGE, f"#{written}") == (orders, ())


@given(orders=ORDERS)
def test_what_messengers_encode_reads_the_same(orders: Orders) -> None:
    encoded = write_orders(KNOWLEDGE, orders)
    for mark in "/=&,":
        encoded = encoded.replace(mark, f"%{ord(mark):02X}")

    assert read_orders(KNOWLEDGE, encoded) == (orders, ())
    assert read_orders(KNOWLEDGE, encoded.replace("%2F", "%2f")) == (orders, ())


@given(orders=ORDERS)
def test_what_is_shared_is_written_once(orders: Orders) -> None:
    first, *others = write_orders(KNOWLEDGE, orders).split("/")
    keys = {pair.partition("=")[0] for other in others for pair in other.split("&")}

    assert not keys & {*SHARED_QUESTIONS, *SHARED_DAYS, "method", "order"}
    assert first.startswith(write_story(KNOWLEDGE, orders.stories[0]))


@pytest.mark.parametrize(
    ("count", "current", "written"),
    [
        (1, 0, ""),
        (2, 1, "/"),
        (2, 0, "order=1/"),
        (3, 1, "order=2//"),
        (10, 9, "/////////"),
    ],
)
def test_order_on_show_is_named_unless_it_is_the_last(
    count: int, current: int, written: str
) -> None:
    assert write_orders(KNOWLEDGE, showing(few(count), current)) == written


def test_order_on_show_stands_after_the_story() -> None:
    orders = showing(with_another(KNOWLEDGE, told(KNOWLEDGE, Orders(), TOLD)), 0)

    assert write_orders(KNOWLEDGE, orders) == f"{write_story(KNOWLEDGE, TOLD)}&order=1/"


SHARED = "method=card&paid-on=2026-11-03&payment=paid"


@pytest.mark.parametrize(
    ("fragment", "written", "dropped"),
    [
        (f"order=1&{SHARED}/bank=hold", f"{SHARED}&order=1/bank=hold", ()),
        (f"order=2&{SHARED}/bank=hold", f"{SHARED}/bank=hold", ()),
        (f"order=3&{SHARED}/bank=hold", f"{SHARED}/bank=hold", ()),
        (f"{SHARED}/order=1&bank=hold", f"{SHARED}/bank=hold", ("order=1",)),
        ("order=0/", "/", ("order=0",)),
        ("order=-1/", "/", ("order=-1",)),
        ("order=11/", "/", ("order=11",)),
        ("order=01/", "/", ("order=01",)),
        ("order=\N{FULLWIDTH DIGIT ONE}/", "/", ("order=\N{FULLWIDTH DIGIT ONE}",)),
        ("order=/", "/", ("order=",)),
        ("order/", "/", ("order",)),
        ("order=2&order=1//", "order=1//", ("order=2",)),
        (f"order={'9' * 5000}/", "/", (f"order={'9' * 5000}",)),
        ("bank=holt/bank=hold/dispute=nevr", "/bank=hold/", ("bank=holt", "dispute=nevr")),
        ("bank=hold/payment=paid&method=card", "bank=hold/", ()),
        ("payment=not-paid/payment=paid", "payment=not-paid/", ()),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_read_is_dropped(
    fragment: str, written: str, dropped: tuple[str, ...]
) -> None:
    orders, unread = read_orders(KNOWLEDGE, fragment)

    assert write_orders(KNOWLEDGE, orders) == written
    assert unread == dropped


def test_more_than_ten_orders_are_dropped() -> None:
    fragment = "/".join(["bank=hold"] * 10 + ["bank=charged", "store=both-there"])
    orders, dropped = read_orders(KNOWLEDGE, fragment)

    assert [story.answers for story in orders.stories] == [{"bank": {"hold"}}] * 10
    assert orders.current == 9
    assert dropped == ("bank=charged", "store=both-there")


@given(orders=ORDERS, junk=st.text(), place=st.integers(min_value=0))
def test_junk_never_raises(orders: Orders, junk: str, place: int) -> None:
    written = write_orders(KNOWLEDGE, orders)
    cut = place % (len(written) + 1)
    read, _dropped = read_orders(KNOWLEDGE, written[:cut] + junk + written[cut:])

    assert 1 <= len(read.stories) <= MOST_ORDERS
    assert read.story in read.stories
    shared = [shared_part(KNOWLEDGE, story) for story in read.stories]
    assert shared == [shared[0]] * len(shared)
