"""What unfolds under a result: days, what would make it surer, messages and replies."""

import datetime as dt

import pytest
from engine_fixtures import KNOWLEDGE, public_cases
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markup_reader import Element, flaws, read
from result_fixtures import (
    CONFIRMED,
    LANGUAGES,
    RETURNING,
    STORIES,
    TODAY,
    TODAYS,
    diagnosed,
    page,
    story,
)

from decision_tree.diagnosis import NAMELESS, Diagnosis
from decision_tree.exhibits import exhibits_for
from decision_tree.model import DateKind, Question, Reply
from decision_tree.replies import replies_for
from decision_tree.setting import Setting
from decision_tree.story import Story
from decision_tree.unfolding import (
    SHOWN_EXHIBITS,
    conflict_box,
    details_form,
    exhibits_of,
    finding_list,
    letters_for,
    message_list,
    reply_html,
    reply_list,
    surer,
    what_if_sentences,
    where_to_look,
)
from decision_tree.what_if import counterfactuals, findings, open_questions

CONFIRMED_ON = dt.date(2026, 11, 20)
DATES = list(KNOWLEDGE.dates.values())
ASKED = {
    question.id: f"your answer to “{question.text['en']}”"
    for question in KNOWLEDGE.questions.values()
}


def words(key: str, lang: str = "id") -> str:
    return KNOWLEDGE.interface[key][lang]


# -- days and method ------------------------------------------------------------------------------


def details(one: Story, lang: str = "id", today: dt.date | None = TODAY, **typed: str) -> Element:
    unread = {kind.replace("_", "-"): text for kind, text in typed.items()}
    html = details_form(page(lang), diagnosed(one, today), Setting(typed=unread))
    return read(html).one("details", "oc-details")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_day_and_the_method_can_be_told(lang: str) -> None:
    form = details(story(), lang)
    labels = {label["for"]: label.text for label in form.all("label")}
    fields = form.all("input", type="text")

    assert [field["name"] for field in fields] == [f"day-{kind.id}" for kind in DATES]
    assert [labels[field["id"]] for field in fields] == [kind.label[lang] for kind in DATES]
    assert {field["value"] for field in fields} == {""}
    assert [option["value"] for option in form.all("option")] == ["", *KNOWLEDGE.methods]
    assert form.one("button", value="details").text == words("details-use", lang)
    assert "open" not in form
    assert form.all("p", "oc-error") == []


@pytest.mark.parametrize("kind", DATES, ids=lambda kind: kind.id)
def test_each_field_has_a_calendar_that_fills_it_and_is_not_sent(kind: DateKind) -> None:
    picker = details(story()).one("input", type="date", data_fills=f"oc-day-{kind.id}")

    assert "name" not in picker
    assert kind.label["id"] in picker["aria-label"]


@pytest.mark.parametrize(("lang", "day"), [("id", "20 November 2026"), ("en", "20 November 2026")])
def test_what_was_told_stands_in_its_field(lang: str, day: str) -> None:
    form = details(story(CONFIRMED, "paypal", confirmed_on=CONFIRMED_ON), lang)

    assert form.one("input", name="day-confirmed-on")["value"] == day
    assert form.one("input", data_fills="oc-day-confirmed-on")["value"] == "2026-11-20"
    assert [one["value"] for one in form.all("option") if "selected" in one] == ["paypal"]
    assert "value" not in form.one("input", data_fills="oc-day-paid-on")


@settings(max_examples=30)
@given(typed=st.text(min_size=1), kind=st.sampled_from(DATES))
def test_what_is_no_day_is_shown_again_with_a_sentence(typed: str, kind: DateKind) -> None:
    html = details_form(
        page(), diagnosed(story(confirmed_on=CONFIRMED_ON)), Setting(typed={kind.id: typed})
    )
    form = read(html).one("details", "oc-details")
    (field,) = [one for one in form.all("input") if "aria-invalid" in one]
    error = form.one(id=field["aria-describedby"])

    assert field["name"] == f"day-{kind.id}"
    assert field["value"] == typed
    assert error.text == page().say("day-unread", typed=typed)
    assert "open" in form
    assert flaws(form) == []
    if kind.id != "confirmed-on":
        assert form.one("input", name="day-confirmed-on")["value"] == "20 November 2026"


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (
            story({}, paid_on=dt.date(2026, 11, 1), ordered_on=dt.date(2026, 11, 2)),
            "“Payment made” cannot come before “Order placed”. Check both days.",
        ),
        (
            story({}, paid_on=dt.date(2026, 11, 24)),
            "“Payment made” lies in the future. Check the day.",
        ),
        (
            story({"payment": "not-paid"}, paid_on=dt.date(2026, 11, 1)),
            f"“Payment made” does not go with {ASKED['payment']} Check both.",
        ),
        (
            story({"days-since": "more-than-15"}, confirmed_on=CONFIRMED_ON),
            f"“Receipt confirmed” does not go with {ASKED['days-since']} Check both.",
        ),
    ],
    ids=["order", "future", "denied", "derived"],
)
def test_days_that_cannot_be_right_are_named(one: Story, sentence: str) -> None:
    shown = read(conflict_box(page("en"), diagnosed(one)))

    assert [item.text for item in shown.one("ul").children] == [sentence]
    assert "open" in details(one, "en")


def test_days_that_cannot_be_right_are_linked_with_their_fields_both_ways() -> None:
    one = story(ordered_on=dt.date(2026, 11, 4), paid_on=dt.date(2026, 11, 3))
    link = read(conflict_box(page("en"), diagnosed(one))).one("a")
    fields = details(one, "en").all("input", type="text", aria_describedby=link["id"])

    assert [field["id"] for field in fields] == ["oc-day-ordered-on", "oc-day-paid-on"]
    assert link["href"] == "#oc-day-paid-on"


def test_days_that_go_together_are_not_mentioned() -> None:
    assert conflict_box(page("en"), diagnosed(story(confirmed_on=CONFIRMED_ON))) == ""


# -- surer ----------------------------------------------------------------------------------------


def test_the_question_to_check_next_is_the_one_that_tells_most() -> None:
    diagnosis = diagnosed(story(RETURNING))
    best = open_questions(KNOWLEDGE, diagnosis.answers)[0]
    part = read(surer(page(), diagnosis)).one("details", "oc-surer")

    assert best.text["id"] in part.text
    assert best.help_app["id"] in part.text
    assert part.one("button", "oc-secondary")["value"] == f"change:{best.id}"


@settings(max_examples=20)
@given(one=STORIES, today=TODAYS)
def test_what_would_change_the_result_is_told_or_that_nothing_would(
    one: Story, today: dt.date | None
) -> None:
    diagnosis = diagnosed(one, today)
    sentences = what_if_sentences(page(), diagnosis)
    questions = open_questions(KNOWLEDGE, diagnosis.answers)
    found = counterfactuals(KNOWLEDGE, diagnosis.answers, diagnosis.details, questions)
    html = read(surer(page(), diagnosis))

    assert len(sentences) == len(found)
    for sentence, one_more in zip(sentences, found, strict=True):
        finding = one_more.finding

        assert finding.cause is not None
        assert finding.cause.name["id"] in sentence
        assert finding.option.statement["id"].rstrip(".") in sentence
        assert (words("date-stays") in sentence) is not one_more.changes_date
    if not questions:
        assert html.content == []
    else:
        assert (words("what-if-none") in html.text) is not bool(sentences)
        assert all(sentence in html.text for sentence in sentences)


MOVING = {
    "status-shown": "cancelled",
    "payment": "not-paid",
    "closed-when": "other-time",
    "button-pressed": "cancel",
}
"""Answers without a deadline, to which one more answer would add one."""


def test_the_date_can_stay_go_move_or_be_today() -> None:
    days = {"paid-on": dt.date(2026, 11, 1), "ended-on": dt.date(2026, 11, 20)}
    cases = public_cases()[::10]
    stories = [Story(answers=case.answers, days=named) for case in cases for named in ({}, days)]
    stories.append(story(MOVING, ended_on=dt.date(2026, 11, 20)))
    sentences = [
        sentence for one in stories for sentence in what_if_sentences(page("en"), diagnosed(one))
    ]
    endings = (
        words("date-stays", "en"),
        words("date-goes", "en"),
        words("date-today", "en"),
        "The deadline would be 5 December 2026.",
    )

    assert {end for end in endings for sentence in sentences if sentence.endswith(end)} == {
        *endings
    }


@pytest.mark.parametrize("question", KNOWLEDGE.questions.values(), ids=lambda q: q.id)
def test_each_answer_to_a_question_says_what_it_would_mean(question: Question) -> None:
    one = story(RETURNING)
    html = finding_list(page(), one.answers, question)
    found = findings(KNOWLEDGE, one.answers, question)
    items = [item.text for item in read(html).one("ul", "oc-findings").children]

    assert items == [
        f"{finding.option.label['id']} → "
        + (finding.cause.name["id"] if finding.cause else words("finding-open"))
        for finding in found
    ]


@settings(max_examples=20)
@given(one=STORIES)
@example(one=story({"status-shown": "refund-processing"}))
@example(one=story(CONFIRMED))
def test_a_result_names_the_findings_that_change_the_cause_and_sums_up_the_others(
    one: Story,
) -> None:
    diagnosis = diagnosed(one)
    for question in open_questions(KNOWLEDGE, diagnosis.answers)[:1]:
        found = findings(KNOWLEDGE, diagnosis.answers, question)
        changing = [finding for finding in found if finding.changes_cause]
        listed = read(surer(page(), diagnosis)).one("ul", "oc-findings").children
        key = "findings-others" if changing else "findings-none"

        assert [item.text.partition(" → ")[0] for item in listed[: len(changing)]] == [
            finding.option.label["id"] for finding in changing
        ]
        assert [item.text for item in listed[len(changing) :]] == (
            [words(key)] if len(changing) < len(found) else []
        )


def test_where_to_look_is_told_for_app_and_website() -> None:
    question = KNOWLEDGE.questions["payment"]
    app, web = read(where_to_look(page("en"), question)).children

    assert app.text == f"In the app: {question.help_app['en']}"
    assert web.text == f"On the website: {question.help_web['en']}"


# -- messages -------------------------------------------------------------------------------------


@settings(max_examples=20)
@given(one=STORIES)
def test_each_message_can_be_copied_and_understood(one: Story) -> None:
    diagnosis = diagnosed(one)
    letters = letters_for(page(), diagnosis)
    for lang in LANGUAGES:
        root = read(message_list(page(lang), diagnosis))
        parts = root.all("details", "oc-message")

        assert flaws(root) == []
        assert len(parts) == len(letters)
        for part, letter in zip(parts, letters, strict=True):
            sent = letter.message.sent_in
            field = part.one("textarea")
            used = len(letter.text(sent))
            rows = [[cell.text for cell in row.all("td")] for row in part.all("tr")[1:]]

            assert (field["id"], field["lang"]) == (f"oc-message-{letter.message.id}", sent)
            assert field.text == letter.text(sent)
            assert "readonly" in field
            assert part.one("button")["data-copies"] == field["id"]
            assert page(lang).say("message-length", used=used, length=letter.message.length) in (
                part.text
            )
            assert (words("message-shortened", lang) in part.text) is letter.is_shortened
            assert rows == (
                [[sentence[sent], sentence[lang]] for sentence in letter.sentences]
                if sent != lang
                else []
            )


def test_the_columns_of_a_translated_message_are_named_in_their_own_languages() -> None:
    root = read(message_list(page("id"), diagnosed(story())))
    heads = root.all("div", "oc-aligned")[0].all("th", scope="col")

    assert [(head.text, head["lang"]) for head in heads] == [
        ("English", "en"),
        ("Bahasa Indonesia", "id"),
    ]


def test_a_message_names_the_days_that_the_reader_named_in_its_own_language() -> None:
    letters = letters_for(page(), diagnosed(story(confirmed_on=dt.date(2026, 8, 20))))
    texts = [letter.text(letter.message.sent_in) for letter in letters]

    assert any("20 August 2026" in text for text in texts)


def test_there_is_no_list_of_messages_where_none_makes_sense() -> None:
    without = [
        diagnosis
        for case in public_cases()
        if not letters_for(page(), diagnosis := diagnosed(Story(answers=case.answers)))
    ]

    assert [message_list(page(), diagnosis) for diagnosis in without] == [""] * len(without)


# -- exhibits -------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(one=STORIES)
def test_the_exhibits_are_those_of_the_likeliest_cause_or_of_all_while_none_is_named(
    one: Story,
) -> None:
    diagnosis = diagnosed(one)
    found = exhibits_of(page(), diagnosis)
    causes = diagnosis.plausible if diagnosis.fit in NAMELESS else diagnosis.causes[:1]
    fitting = [
        exhibit
        for ranked in causes
        for exhibit in exhibits_for(KNOWLEDGE, ranked.id, diagnosis.answers)
    ]

    assert 0 < len(found) <= SHOWN_EXHIBITS
    assert found == list({exhibit.id: exhibit for exhibit in fitting}.values())[: len(found)]
    assert len(found) in {SHOWN_EXHIBITS, len({exhibit.id for exhibit in fitting})}


# -- replies --------------------------------------------------------------------------------------


def replies_under(diagnosis: Diagnosis) -> tuple[Reply, ...]:
    return replies_for(KNOWLEDGE, [ranked.id for ranked in diagnosis.plausible])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reply", KNOWLEDGE.replies.values(), ids=lambda reply: reply.id)
def test_a_reply_says_what_to_make_of_it_and_what_to_write_back(reply: Reply, lang: str) -> None:
    part = read(reply_html(page(lang), reply)).one("details", "oc-reply")
    field = part.one("textarea")
    meanings = [item.children for item in part.all("li")]

    assert part.one("summary").text == f"{reply.says[lang]} {words(f'risk-{reply.risk}', lang)}"
    assert part.one("span", f"oc-risk-{reply.risk}").text == words(f"risk-{reply.risk}", lang)
    assert all(text[lang] in part.text for text in (reply.sender, reply.why, reply.todo))
    assert field.text == " ".join(reply.answer["en"])
    assert field["lang"] == "en"
    assert [(pasted.text, own.text) for pasted, own in meanings] == (
        list(zip(reply.answer["en"], reply.answer[lang], strict=True)) if lang != "en" else []
    )
    assert (reply.limit is not None) is bool(
        reply.limit and reply.limit.task[lang] in part.text and "(15 " in part.text
    )
    assert flaws(part) == []


@settings(max_examples=15)
@given(one=STORIES)
def test_the_replies_of_every_plausible_cause_are_listed(one: Story) -> None:
    diagnosis = diagnosed(one)
    root = read(reply_list(page(), diagnosis))

    assert [field["id"] for field in root.all("textarea")] == [
        f"oc-reply-{reply.id}" for reply in replies_under(diagnosis)
    ]
    assert flaws(root) == []


def test_a_reply_that_costs_time_names_the_day_where_it_can_be_counted() -> None:
    paid_on = dt.date(2026, 8, 4)
    dated, undated = (
        read(reply_list(page("en"), diagnosed(one))).one("details", "oc-replies").text
        for one in (story(paid_on=paid_on, confirmed_on=CONFIRMED_ON), story())
    )
    task = KNOWLEDGE.limits["refund-request"].task["en"]

    assert f"{task} (By 5 December 2026 at the latest (12 days left))." in dated
    assert f"{task} (15 days)." in undated
    assert "December 2026" not in undated
