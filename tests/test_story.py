"""What a reader has told about one order, and how an address keeps it."""

import datetime as dt

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st
from test_details import METHODS

from decision_tree.answers import Answers, checked_answers
from decision_tree.details import Details
from decision_tree.story import FIRST_DAY, LAST_DAY, Story, is_likely, read_story, write_story

LIKELY_DAYS = st.dictionaries(
    st.sampled_from(list(KNOWLEDGE.dates)), st.dates(dt.date(2010, 1, 1), dt.date(2099, 12, 31))
)


def in_question_order(raw: dict[str, list[str]]) -> Answers:
    return checked_answers(KNOWLEDGE, raw)


STORIES = st.builds(Story, answers=ANSWERS.map(in_question_order), days=LIKELY_DAYS, method=METHODS)
"""Arbitrary stories, with days that an order can have to do with."""

TOLD = Story(
    answers={"payment": frozenset({"paid"}), "bank": frozenset()},
    days={"paid-on": dt.date(2026, 11, 3), "ended-on": dt.date(2026, 11, 23)},
    method="card",
)


def test_story_that_nobody_told_is_empty() -> None:
    assert Story() == Story(answers={}, days={}, method=None)
    assert write_story(KNOWLEDGE, Story()) == ""


def test_details_of_a_story_hold_on_a_certain_day() -> None:
    today = dt.date(2026, 11, 23)

    assert TOLD.details(today) == Details(days=TOLD.days, method="card", today=today)
    assert TOLD.details(None) == Details(days=TOLD.days, method="card", today=None)


def test_story_is_written_as_sorted_pairs() -> None:
    assert write_story(KNOWLEDGE, TOLD) == (
        "bank=unsure&ended-on=2026-11-23&method=card&paid-on=2026-11-03&payment=paid"
    )


@pytest.mark.parametrize(
    ("story", "fragment"),
    [
        (Story(answers=TOLD.answers), "bank=unsure&payment=paid"),
        (Story(days={"paid-on": dt.date(2026, 1, 2)}), "paid-on=2026-01-02"),
        (Story(method="transfer"), "method=transfer"),
    ],
)
def test_each_part_of_a_story_can_stand_alone(story: Story, fragment: str) -> None:
    assert write_story(KNOWLEDGE, story) == fragment
    assert read_story(KNOWLEDGE, fragment) == (story, ())


@given(story=STORIES)
def test_address_leads_back_to_the_same_story(story: Story) -> None:
    written = write_story(KNOWLEDGE, story)

    assert read_story(KNOWLEDGE, written) == (story, ())
    assert read_story(KNOWLEDGE, f"#{written}") == (story, ())
    assert written.split("&") == sorted(written.split("&"))


@given(story=STORIES)
def test_what_messengers_encode_reads_the_same(story: Story) -> None:
    written = write_story(KNOWLEDGE, story)
    encoded = written.replace("=", "%3D").replace("&", "%26").replace(",", "%2C")

    assert read_story(KNOWLEDGE, encoded) == (story, ())
    assert read_story(KNOWLEDGE, encoded.replace("%3D", "%3d").replace("%2C", "%2c")) == (story, ())


@given(story=STORIES)
def test_days_are_read_in_the_order_of_their_kinds(story: Story) -> None:
    backwards = "&".join(reversed(write_story(KNOWLEDGE, story).split("&")))
    read, dropped = read_story(KNOWLEDGE, backwards)

    assert (read, dropped) == (story, ())
    assert list(read.days) == [kind for kind in KNOWLEDGE.dates if kind in story.days]
    assert list(read.answers) == [name for name in KNOWLEDGE.questions if name in story.answers]


@pytest.mark.parametrize(
    ("fragment", "story", "dropped"),
    [
        ("", Story(), ()),
        ("#", Story(), ()),
        ("&&", Story(), ()),
        ("colour=red", Story(), ("colour=red",)),
        ("paid-on=2026-02-30", Story(), ("paid-on=2026-02-30",)),
        ("paid-on=yesterday", Story(), ("paid-on=yesterday",)),
        ("paid-on=", Story(), ("paid-on=",)),
        ("paid-on", Story(), ("paid-on",)),
        ("payed-on=2026-11-03", Story(), ("payed-on=2026-11-03",)),
        (
            "paid-on=2026-11-03&paid-on=2026-11-04",
            Story(days={"paid-on": dt.date(2026, 11, 3)}),
            ("paid-on=2026-11-04",),
        ),
        (
            "paid-on=soon&paid-on=2026-11-04",
            Story(days={"paid-on": dt.date(2026, 11, 4)}),
            ("paid-on=soon",),
        ),
        ("colour=card&card", Story(), ("colour=card", "card")),
        ("method=cash", Story(), ("method=cash",)),
        ("method=", Story(), ("method=",)),
        ("method=card&method=paypal", Story(method="card"), ("method=paypal",)),
        ("method=cash&method=paypal", Story(method="paypal"), ("method=cash",)),
        (
            "method=cash&payment=payed&paid-on=x&bank=hold",
            Story(answers={"bank": frozenset({"hold"})}),
            ("payment=payed", "method=cash", "paid-on=x"),
        ),
    ],
)
def test_broken_parts_are_dropped_one_by_one(
    fragment: str, story: Story, dropped: tuple[str, ...]
) -> None:
    assert read_story(KNOWLEDGE, fragment) == (story, dropped)


@given(story=STORIES, junk=st.text(), place=st.integers(min_value=0))
def test_junk_never_raises(story: Story, junk: str, place: int) -> None:
    written = write_story(KNOWLEDGE, story)
    cut = place % (len(written) + 1)
    read, _dropped = read_story(KNOWLEDGE, written[:cut] + junk + written[cut:])

    assert set(read.answers) <= set(KNOWLEDGE.questions)
    assert set(read.days) <= set(KNOWLEDGE.dates)
    assert read.method is None or read.method in KNOWLEDGE.methods


@pytest.mark.parametrize(
    ("day", "likely"),
    [
        (dt.date(2009, 12, 31), False),
        (dt.date(2010, 1, 1), True),
        (dt.date(2026, 11, 23), True),
        (dt.date(2099, 12, 31), True),
        (dt.date(2100, 1, 1), False),
    ],
)
def test_day_before_the_shop_or_in_another_century_is_a_mistake(
    day: dt.date, *, likely: bool
) -> None:
    written = f"paid-on={day}"
    read, dropped = read_story(KNOWLEDGE, written)

    assert is_likely(day) is likely
    assert read.days == ({"paid-on": day} if likely else {})
    assert dropped == (() if likely else (written,))
    assert (FIRST_DAY <= day <= LAST_DAY) is likely
