"""A result as lines of text."""

import datetime as dt

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import HealthCheck, given, settings
from result_fixtures import (
    CONFIRMED,
    LANGUAGES,
    LATE,
    RETURNING,
    STORIES,
    TODAYS,
    diagnosed,
    page,
    story,
)

from decision_tree.diagnosis import NAMELESS, Diagnosis
from decision_tree.essentials import due_words
from decision_tree.printing import WIDTH, print_reading, print_result, wrapped
from decision_tree.reading import Reading
from decision_tree.story import Story
from decision_tree.unfolding import what_if_sentences


def words(key: str, lang: str = "id") -> str:
    return KNOWLEDGE.interface[key][lang]


def printed(capsys: pytest.CaptureFixture[str], diagnosis: Diagnosis, lang: str = "id") -> str:
    """All that is printed, on one line."""
    print_result(KNOWLEDGE, diagnosis, lang)
    # A long line may be broken behind a hyphen, where no space was.
    return " ".join(capsys.readouterr().out.replace("-\n  ", "-").split())


def test_long_lines_are_wrapped_and_indented() -> None:
    first, second = wrapped("kata " * 20).splitlines()

    assert len(first) <= WIDTH
    assert second.startswith("  kata")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=STORIES, today=TODAYS)
def test_a_printed_result_says_what_the_page_says(
    capsys: pytest.CaptureFixture[str], one: Story, today: dt.date | None
) -> None:
    diagnosis = diagnosed(one, today)
    for lang in LANGUAGES:
        text = printed(capsys, diagnosis, lang)
        is_named = diagnosis.fit not in NAMELESS
        step, best, due = diagnosis.first_step, diagnosis.causes[0].cause, diagnosis.act_by

        assert text.startswith(words(f"result-{diagnosis.fit}", lang))
        assert f"{words('first-step', lang)}: {step.title[lang]}. {step.detail[lang]}" in text
        assert (f": {best.name[lang]}. {best.summary[lang]}" in text) is is_named
        assert (diagnosis.money.text[lang] in text) is is_named
        assert (f"{words('by-when', lang)}: {due_words(page(lang), diagnosis)}." in text) is (
            is_named or due is not None
        )
        assert (f"{words('warning', lang)}: " in text) is (step.guard is not None)
        for harm in diagnosis.not_yet:
            assert f"{words('not-yet-title', lang)}: {harm.doing[lang]}. {harm.why[lang]}" in text
        for situation in diagnosis.situations:
            assert f"{situation.name[lang]}: {situation.advice[lang]}" in text
        for sentence in what_if_sentences(page(lang), diagnosis):
            assert f"{words('what-if-title', lang)}: {sentence}" in text
        for ranked in diagnosis.plausible:
            likelihood = words(f"likelihood-{ranked.likelihood}", lang)
            assert f"{ranked.cause.name[lang]}: {likelihood}" in text
        assert text.count(words("contradiction-title", lang)) == len(diagnosis.contradictions)
        assert text.endswith(words("not-official", lang))


def test_no_line_is_longer_than_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_result(KNOWLEDGE, diagnosed(story(LATE)), "id")

    assert max(map(len, capsys.readouterr().out.splitlines())) <= WIDTH


def test_reasons_stand_under_each_cause(capsys: pytest.CaptureFixture[str]) -> None:
    one = story({**CONFIRMED, "tracking-number": "no"})
    pressed = KNOWLEDGE.questions["button-pressed"].option("confirm-receipt")
    missing = KNOWLEDGE.questions["tracking-number"].option("no")
    text = printed(capsys, diagnosed(one), "en")

    assert f" + {pressed.statement['en']}" in text
    assert f" - {missing.statement['en']}" in text


def test_answers_that_do_not_go_together_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    one = story({"payment": "not-paid", "button-pressed": "confirm-receipt"})
    unpaid = KNOWLEDGE.questions["payment"].option("not-paid")
    pressed = KNOWLEDGE.questions["button-pressed"].option("confirm-receipt")

    assert (
        f"{words('contradiction-title')}: {unpaid.statement['id']} / {pressed.statement['id']}"
        in (printed(capsys, diagnosed(one)))
    )


def test_the_day_from_which_on_money_is_late_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    diagnosis = diagnosed(story(RETURNING, "card", refund_on=dt.date(2026, 11, 2)))
    late_on = diagnosis.money.late_on

    assert late_on is not None
    assert f"Late from {page('en').day(late_on)} on." in printed(capsys, diagnosis, "en")


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
def test_a_result_without_a_name_names_the_cause_of_its_deadline(
    capsys: pytest.CaptureFixture[str], answers: dict[str, str]
) -> None:
    diagnosis = diagnosed(story(answers))
    due = diagnosis.act_by

    assert diagnosis.fit in NAMELESS
    assert due is not None
    assert (
        f"{words('by-when')}: {words('deadline-today')}. "
        f"{words('deadline-elsewhere')}: {due.cause.name['id']}. {due.cause.deadline.text['id']}"
    ) in printed(capsys, diagnosis)


READING = Reading(
    answers={"payment": "paid"},
    days={"paid-on": dt.date(2026, 11, 3)},
    found={"payment": "Paid", "paid-on": "Payment date: 3 November 2026"},
    redacted="Paid [name]",
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_read_is_printed_with_the_words_it_was_read_from(
    capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    print_reading(KNOWLEDGE, READING, lang)
    kind, paid = KNOWLEDGE.dates["paid-on"], KNOWLEDGE.questions["payment"].option("paid")

    assert capsys.readouterr().out.splitlines() == [
        words("read-title", lang),
        f"  {paid.statement[lang]}",
        f"    {page(lang).say('read-from', words='Paid')}",
        f"  {kind.label[lang]}: 3 November 2026",
        f"    {page(lang).say('read-from', words='Payment date: 3 November 2026')}",
        "",
        f"{words('read-redacted', lang)}:",
        "Paid [name]",
    ]


def test_a_text_that_says_nothing_is_not_printed_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_reading(KNOWLEDGE, Reading(answers={}, days={}, found={}, redacted="x y z"), "id")

    assert "x y z" not in capsys.readouterr().out
