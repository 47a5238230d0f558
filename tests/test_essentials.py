"""The first screen of a result: the cause, what to do, the money, the day, what to leave alone."""

import datetime as dt

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import given, settings
from markup_reader import Element, read
from result_fixtures import (
    CONFIRMED,
    LANGUAGES,
    LATE,
    NOTHING_FITS,
    RETURNING,
    STORIES,
    TODAYS,
    diagnosed,
    page,
    shown,
    story,
)

from decision_tree.diagnosis import NAMELESS, Diagnosis, Fit
from decision_tree.essentials import (
    SHOWN_HARMED,
    cause_words,
    chip,
    counted,
    day_left,
    due_words,
    essentials,
    headline,
    not_yet,
)
from decision_tree.model import Urgency
from decision_tree.story import Story

CONFIRMED_ON = dt.date(2026, 11, 20)
LAST_DAY = dt.date(2026, 12, 5)
"""The fifteenth day after the confirmation."""


def words(key: str, lang: str = "id") -> str:
    return KNOWLEDGE.interface[key][lang]


def boxes(diagnosis: Diagnosis, lang: str = "id") -> Element:
    return read(essentials(page(lang), diagnosis))


def by_when(diagnosis: Diagnosis, lang: str = "id") -> Element:
    return boxes(diagnosis, lang).one("section", "oc-deadline")


def money(diagnosis: Diagnosis, lang: str = "id") -> Element:
    return boxes(diagnosis, lang).one("section", "oc-money")


def lead(box: Element) -> str:
    return box.one("p", "oc-lead").text


# -- the headline ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("answers", "fit"),
    [
        (CONFIRMED, Fit.SETTLED),
        (RETURNING, Fit.OPEN),
        ({}, Fit.UNKNOWN),
        (NOTHING_FITS, Fit.NOTHING),
    ],
    ids=str,
)
def test_the_headline_says_how_sure_we_are(answers: dict[str, str], fit: Fit, lang: str) -> None:
    diagnosis = diagnosed(story(answers))
    root = read(headline(page(lang), diagnosis))
    best = diagnosis.causes[0]

    assert diagnosis.fit is fit
    if fit in NAMELESS:
        assert root.one("h2").text == words(f"result-{fit}", lang)
        assert root.one("p").text == words(f"result-{fit}-explained", lang)
    else:
        assert root.one("p", "oc-intro").text == words(f"result-{fit}", lang)
        assert root.one("h2").text == best.cause.name[lang]
        assert root.one("p", "oc-likelihood").text.endswith(
            words(f"likelihood-{best.likelihood}", lang)
        )
    assert cause_words(page(lang), diagnosis) == root.one("h2").text


def test_a_likelihood_is_heard_as_one() -> None:
    best = diagnosed(story()).causes[0]
    root = read(chip(page("en"), best)).one("span", "oc-very-likely")

    assert root.one("span", "oc-visually-hidden").text == "Likelihood: "
    assert root.text == "Likelihood: very likely"


# -- the first step -------------------------------------------------------------------------------


def test_the_first_step_unfolds_how_to_do_it() -> None:
    diagnosis = diagnosed(story())
    box = boxes(diagnosis).one("section", "oc-first-step")

    assert lead(box) == diagnosis.first_step.title["id"]
    assert box.one("details").one("p").text == diagnosis.first_step.detail["id"]


@settings(max_examples=40)
@given(one=STORIES)
def test_a_warning_stands_beside_each_step_that_cannot_be_undone(one: Story) -> None:
    diagnosis = diagnosed(one)
    detail = boxes(diagnosis).one("section", "oc-first-step").one("details")
    guards = [part.text for part in detail.all("p", "oc-guard")]
    guard = diagnosis.first_step.guard

    assert guards == ([f"{words('warning')}: {guard['id']}"] if guard else [])


# -- the money ------------------------------------------------------------------------------------


def test_the_money_is_only_perhaps_there_while_the_cause_is_open() -> None:
    assert money(diagnosed(story(RETURNING))).one("h3").text == words("where-money-open")
    assert money(diagnosed(story(CONFIRMED))).one("h3").text == words("where-money")


@settings(max_examples=40)
@given(one=STORIES, today=TODAYS)
def test_where_the_money_is_agrees_with_the_diagnosis(one: Story, today: dt.date | None) -> None:
    diagnosis = diagnosed(one, today)
    if diagnosis.fit in NAMELESS:
        assert boxes(diagnosis).all("section", "oc-money") == []
        return
    box, now = money(diagnosis), diagnosis.money
    late = [part.text for part in box.all("p", "oc-when")]

    assert lead(box) == now.state.name["id"]
    assert f"oc-money-{now.state.id}" in box.classes
    assert late == ([f"Terlambat mulai {page().day(now.late_on)}"] if now.late_on else [])
    assert now.text["id"] in box.text
    assert (words("method-missing") in box.text) is (now.state.by_method and one.method is None)
    assert (words("late-day-missing") in box.text) is bool(now.window and not now.late_on)
    assert (words("holidays-missing") in box.text) is now.is_rough
    assert (f"{words('if-late')}: " in box.text) is bool(now.ask)


def test_money_that_is_late_names_day_rule_sources_and_what_to_ask_for() -> None:
    one = story(
        {**RETURNING, "refund-line": "processing", "store": "both-there"},
        "card",
        refund_on=dt.date(2026, 11, 2),
    )
    diagnosis = diagnosed(one)
    box, card = money(diagnosis, "en"), KNOWLEDGE.methods["card"]

    assert diagnosis.money.late_on is not None
    assert card.window is not None
    assert box.one("p", "oc-when").text == f"Late from {page('en').day(diagnosis.money.late_on)} on"
    assert card.text["en"] in box.text
    assert f"If it is late: {card.ask['en']}" in box.text
    rule = box.one("p", "oc-rule").text
    assert rule.startswith(f"{card.window.about['en']}: {card.window.wording['en']}")
    assert f"sources {', '.join(card.window.sources)}; seen 22 November 2026)." in rule


def test_a_window_without_a_day_asks_for_the_day() -> None:
    box = money(diagnosed(story({**RETURNING, "store": "both-there"}, "card")))

    assert words("late-day-missing") in box.text
    assert box.all("p", "oc-when") == []


def test_a_day_beyond_the_list_of_holidays_is_called_rough() -> None:
    last = KNOWLEDGE.holidays.last
    diagnosis = diagnosed(story(RETURNING, "card", refund_on=last), last)

    assert words("holidays-missing") in money(diagnosis).text


# -- by when --------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(one=STORIES, today=TODAYS)
def test_the_day_on_show_is_the_one_to_act_by(one: Story, today: dt.date | None) -> None:
    diagnosis = diagnosed(one, today)
    due, best = diagnosis.act_by, diagnosis.causes[0].cause
    is_named = diagnosis.fit not in NAMELESS
    found = boxes(diagnosis).all("section", "oc-deadline")

    assert len(found) == int(is_named or due is not None)
    if due and due.day and not due.is_today:
        assert page().day(due.day) in lead(found[0])
        assert (today is None) is ("(" not in lead(found[0]))
    elif due:
        assert lead(found[0]) == words("deadline-today")
    elif found:
        is_soon = best.deadline.urgency is Urgency.SOON
        assert lead(found[0]) == words("deadline-soon" if is_soon else "deadline-none")
    if found:
        urgency = (due.cause if due else best).deadline.urgency
        assert f"oc-urgent-{urgency}" in found[0].classes
        assert lead(found[0]) == due_words(page(), diagnosis)


def test_a_counted_day_says_what_it_is_counted_from_and_what_comes_afterwards() -> None:
    diagnosis = diagnosed(story(confirmed_on=CONFIRMED_ON))
    box, limit = by_when(diagnosis, "en"), KNOWLEDGE.limits["refund-request"]

    assert lead(box) == "By 5 December 2026 at the latest (12 days left)"
    assert "Counted from: Receipt confirmed, 20 November 2026." in box.text
    assert f"Once it has passed: {limit.passed['en']}" in box.text
    assert limit.fact.wording["en"] in box.one("p", "oc-rule").text
    assert words("counted-cautiously", "en") not in box.text
    assert words("day-missing", "en") not in box.text
    assert words("deadline-elsewhere", "en") not in box.text


def test_without_a_day_to_count_from_it_is_today_and_says_why() -> None:
    box = by_when(diagnosed(story()))

    assert lead(box) == words("deadline-today")
    assert words("day-missing") in box.text
    assert words("counted-cautiously") not in box.text
    assert len(box.all("p", "oc-rule")) == 1


ELSEWHERE = {
    "status-shown": "closed",
    "payment": "paid",
    "tracking-number": "yes",
    "closed-when": "shipping-countdown-ended",
    "button-pressed": "none",
    "refund-line": "processing",
}
"""A result in which time runs out under another cause than the likeliest."""


def test_a_day_counted_from_an_earlier_one_says_so() -> None:
    diagnosis = diagnosed(story(ELSEWHERE, paid_on=dt.date(2026, 11, 15)))
    box = by_when(diagnosis, "en")

    assert lead(box) == "By 30 November 2026 at the latest (7 days left)"
    assert words("counted-cautiously", "en") in box.text
    assert "Counted from: Payment made, 15 November 2026." in box.text


def test_a_day_that_runs_under_another_cause_names_that_cause() -> None:
    diagnosis = diagnosed(story(ELSEWHERE, ended_on=dt.date(2026, 11, 20)))
    best, due = diagnosis.causes[0].cause, diagnosis.act_by
    box = by_when(diagnosis)

    assert due is not None
    assert due.cause is not best
    assert f"{words('deadline-elsewhere')}: {due.cause.name['id']}. " in box.text
    assert best.deadline.text["id"] in box.text
    assert due.cause.deadline.text["id"] in box.text
    assert words("counted-cautiously") not in box.text


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {
            "button-pressed": "confirm-receipt",
            "dispute": "decided-against",
            "closed-when": "at-my-click",
        },
    ],
    ids=["another cause", "the first of the causes"],
)
def test_a_result_without_a_name_names_the_cause_of_its_deadline(answers: dict[str, str]) -> None:
    diagnosis = diagnosed(story(answers))
    best, due = diagnosis.causes[0].cause, diagnosis.act_by

    assert diagnosis.fit in NAMELESS
    assert due is not None
    assert (due.cause is best) is bool(answers)
    assert by_when(diagnosis).text.count(due.cause.deadline.text["id"]) == 1
    assert f"{words('deadline-elsewhere')}: {due.cause.name['id']}. " in by_when(diagnosis).text


def test_a_time_that_has_run_out_is_told_once_for_all_causes_that_share_it() -> None:
    one = story(LATE, confirmed_on=dt.date(2026, 10, 1))
    diagnosis = diagnosed(one)
    box, limit = by_when(diagnosis, "en"), KNOWLEDGE.limits["refund-request"]
    sentence = f"Passed on 16 October 2026: {limit.task['en']}. {limit.passed['en']}"

    assert sum(due.limit is limit for due in diagnosis.passed) > 1
    assert box.text.count(sentence) == 1


def test_a_time_that_has_run_out_on_an_unknown_day_is_told_too() -> None:
    diagnosis = diagnosed(story(LATE))
    limit = KNOWLEDGE.limits["refund-request"]
    sentence = f"Sudah lewat: {limit.task['id']}. {limit.passed['id']}"

    assert by_when(diagnosis).text.count(sentence) == 1


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (None, "By 5 December 2026 at the latest"),
        (dt.date(2026, 12, 3), "By 5 December 2026 at the latest (2 days left)"),
        (dt.date(2026, 12, 4), "By 5 December 2026 at the latest (1 day left)"),
        (dt.date(2026, 12, 5), "By 5 December 2026 at the latest (0 days left)"),
    ],
)
def test_the_days_that_are_left_are_counted_from_today(
    today: dt.date | None, sentence: str
) -> None:
    assert day_left(page("en"), diagnosed(story(), today), LAST_DAY) == sentence


@settings(max_examples=60)
@given(one=STORIES, today=TODAYS)
def test_each_running_limit_is_counted_once_on_its_earliest_day(
    one: Story, today: dt.date | None
) -> None:
    diagnosis = diagnosed(one, today)
    running = [
        due for due in diagnosis.dues if due.limit and not due.is_today and not due.is_passed
    ]
    earliest = {
        limit: min(due.day for due in running if due.limit is KNOWLEDGE.limits[limit] and due.day)
        for limit in {due.limit.id for due in running if due.limit}
    }
    found = counted(diagnosis)

    assert {limit.id: day for limit, day in found} == earliest
    assert [day for _, day in found] == sorted(day for _, day in found)


# -- what to leave alone --------------------------------------------------------------------------


@settings(max_examples=40)
@given(one=STORIES)
def test_what_to_leave_alone_stands_with_the_reason_and_the_causes(one: Story) -> None:
    diagnosis = diagnosed(one)
    root = read(not_yet(page(), diagnosis.not_yet))
    if not diagnosis.not_yet:
        assert root.content == []
        return
    items = root.one("details", "oc-not-yet").one("ul").children

    assert str(len(items)) in root.one("summary").text
    assert len(items) == len(diagnosis.not_yet)
    for item, harm in zip(items, diagnosis.not_yet, strict=True):
        guard = harm.action.guard
        named = [cause.name["id"] for cause in harm.causes]

        assert item.text.startswith(f"{harm.doing['id']}. {harm.why['id']}")
        assert "; ".join(named[:SHOWN_HARMED]) in item.one("span", "oc-small").text
        assert all(name not in item.text for name in set(named[SHOWN_HARMED:]))
        assert [part.text for part in item.all("p", "oc-guard")] == (
            [f"{words('warning')}: {guard['id']}"] if guard else []
        )


def test_the_first_screen_of_a_page_is_what_is_tested_here() -> None:
    diagnosis = diagnosed(story())
    parts = shown(story()).one("form").one("div", "oc-essentials")

    assert [box.text for box in parts.children] == [
        box.text for box in boxes(diagnosis).one("div").children
    ]
