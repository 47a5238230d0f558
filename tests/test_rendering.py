"""Questions and results as HTML."""

import datetime as dt

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import given, settings
from hypothesis import strategies as st
from markup_reader import Element, flaws, read
from result_fixtures import (
    CONFIRMED,
    LANGUAGES,
    NOTHING_FITS,
    ORDERS,
    RETURNING,
    SENTENCES,
    STORIES,
    TODAY,
    TODAYS,
    diagnosed,
    page,
    shown,
    story,
)

from decision_tree.answers import checked_answers, option_list
from decision_tree.details import Details
from decision_tree.diagnosis import NAMELESS
from decision_tree.model import Question
from decision_tree.orders import Orders
from decision_tree.page import HEADING
from decision_tree.reading import Reading, read_text
from decision_tree.rendering import SHOWN_CAUSES, SHOWN_UNKNOWN, Asking, question_html, reading_html
from decision_tree.story import Story
from decision_tree.wording import PLACEHOLDER

PAYMENT = KNOWLEDGE.questions["payment"]


def words(key: str, lang: str = "id") -> str:
    return KNOWLEDGE.interface[key][lang]


def asked(question: Question = PAYMENT, lang: str = "id", **details: object) -> Element:
    asking = Asking(question=question, **{"answers": {}, **details})  # type: ignore[arg-type]  # by name
    return read(question_html(page(lang), asking))


def actions(root: Element) -> list[str]:
    return [button["value"] for button in root.all("button", type="submit")]


@pytest.mark.parametrize(
    ("html", "flaw"),
    [
        ('<p id="a">x</p><p id="a">y</p>', "the id 'a' stands 2 times"),
        ('<label for="a">x</label>', "nothing is called 'a'"),
        ('<p aria-describedby="a">x</p>', "nothing is called 'a'"),
        ('<a href="#a">x</a>', "nothing is called 'a'"),
        ('<button type="button" data-copies="a">x</button>', "nothing is called 'a'"),
        ('<input type="text" id="a">', "<input> has no label"),
        ('<label for="a"> </label><select id="a"><option>x</option></select>', "no label"),
        ("<ul></ul>", "<ul> is empty"),
        ("<p> </p>", "<p> is empty"),
        ('<button type="submit" name="action" value="">x</button>', "'x' does nothing"),
        ('<button type="button" data-prints="case">x</button>', "'x' does nothing"),
    ],
)
def test_a_planted_flaw_of_the_markup_is_found(html: str, flaw: str) -> None:
    assert any(flaw in found for found in flaws(read(html)))


@pytest.mark.parametrize("html", ["<p>", "<p><b></p></b>", "</p>", '<p id="a" id="b"></p>'])
def test_markup_that_is_not_well_formed_is_refused(html: str) -> None:
    with pytest.raises(AssertionError):
        read(html)


# -- the texts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KNOWLEDGE.interface)
def test_an_interface_text_asks_for_the_same_values_in_every_language(key: str) -> None:
    texts = KNOWLEDGE.interface[key]

    assert list(texts) == LANGUAGES
    assert len({frozenset(PLACEHOLDER.findall(text)) for text in texts.values()}) == 1


@pytest.mark.parametrize("key", [key for key in KNOWLEDGE.interface if key.endswith("-one")])
def test_a_text_about_one_thing_has_a_partner_about_several(key: str) -> None:
    partner = KNOWLEDGE.interface[key.removesuffix("-one")]

    assert all("{n}" in text for text in (*partner.values(), *KNOWLEDGE.interface[key].values()))


# -- a question -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", KNOWLEDGE.questions.values(), ids=lambda q: q.id)
def test_every_question_offers_its_options_and_unsure(question: Question, lang: str) -> None:
    root = asked(question, lang)
    radios = root.all("input", type="radio", name="option")
    labels = {label["for"]: label.text for label in root.all("label")}

    assert [radio["value"] for radio in radios] == [*question.option_ids, "unsure"]
    assert [labels[radio["id"]] for radio in radios] == [
        *(option.label[lang] for option in question.options),
        words("unsure", lang),
    ]
    assert not any("checked" in radio for radio in radios)
    assert question.text[lang] in root.text
    assert question.help_app[lang] in root.text
    assert question.help_web[lang] in root.text
    assert question.why[lang] in root.text
    assert flaws(root) == []


@settings(max_examples=40)
@given(
    one=STORIES,
    question=st.sampled_from(list(KNOWLEDGE.questions.values())),
    today=TODAYS,
    more=st.fixed_dictionaries(
        {},
        optional={
            "missing": st.booleans(),
            "notice": SENTENCES,
            "order": st.integers(1, 10),
            "pasted": st.text(),
            "typed_code": st.text(),
        },
    ),
)
def test_every_question_is_well_formed_whatever_was_said(
    one: Story, question: Question, today: dt.date | None, more: dict[str, object]
) -> None:
    chosen = one.answers.get(question.id)
    for lang in LANGUAGES:
        root = asked(
            question, lang, answers=one.answers, details=one.details(today), chosen=chosen, **more
        )
        ticked = [one["value"] for one in root.all("input") if "checked" in one]

        assert flaws(root) == []
        assert ticked == (
            [] if chosen is None else option_list(KNOWLEDGE, one.answers, question.id)
        )


def test_the_question_is_the_legend_and_takes_the_focus() -> None:
    fieldset = asked().all("fieldset")[0]

    assert fieldset.children[0].tag == "legend"
    assert fieldset.one("h2", id=HEADING, tabindex="-1").text == PAYMENT.text["id"]


@pytest.mark.parametrize(
    ("chosen", "checked"),
    [(frozenset({"paid"}), ["paid"]), (frozenset(), ["unsure"]), (None, [])],
)
def test_an_earlier_answer_is_still_chosen(
    chosen: frozenset[str] | None, checked: list[str]
) -> None:
    root = asked(chosen=chosen)

    assert [one["value"] for one in root.all("input") if "checked" in one] == checked
    assert [one for one in root.all("details", "oc-help") if "open" in one] == []


def test_an_earlier_set_of_answers_is_still_ticked_and_unfolded() -> None:
    root = asked(chosen=frozenset({"paid", "not-paid"}))
    ticked = [one for one in root.all("input") if "checked" in one]
    (part,) = [one for one in root.all("details", "oc-help") if "open" in one]

    assert [(one["type"], one["value"]) for one in ticked] == [
        ("checkbox", "not-paid"),
        ("checkbox", "paid"),
    ]
    assert part.one("summary").text == words("among-title")


def test_several_options_can_be_ticked_but_not_unsure() -> None:
    boxes = asked().all("input", type="checkbox", name="among")

    assert [one["value"] for one in boxes] == list(PAYMENT.option_ids)


def test_going_on_without_an_answer_is_an_error_linked_to_the_field() -> None:
    root = asked(missing=True)

    assert root.one(role="alert").classes == ["oc-error-summary"]
    assert root.one("a", href="#oc-option-1").text == words("choose-first")
    assert root.one("fieldset", aria_describedby="oc-error").all("p", id="oc-error")


def test_the_first_question_has_no_way_back_but_two_ways_around() -> None:
    root = asked()

    assert actions(root) == ["answer", "read", "code"]
    assert root.one("textarea", name="pasted").text == ""
    assert root.one("input", name="code")["value"] == ""
    assert not any("open" in part for part in root.all("details", "oc-fold"))


def test_a_code_that_opens_nothing_says_so_at_its_field_and_in_the_title() -> None:
    root = asked(typed_code="AAAA", notice="Too short.")
    field = root.one("input", name="code")

    assert field["aria-invalid"] == "true"
    assert root.one("p", id=field["aria-describedby"]).text == "Too short."
    assert root.one("form")["data-mistake"] == KNOWLEDGE.interface["mistake"]["id"]


def test_a_text_that_said_nothing_and_a_code_that_opens_nothing_are_given_back() -> None:
    root = asked(pasted="</textarea><b>[nama]", typed_code='17"><b>')
    paste, code = root.all("details", "oc-fold")

    assert paste.one("textarea").text == "</textarea><b>[nama]"
    assert code.one("input")["value"] == '17"><b>'
    assert "open" in paste
    assert "open" in code
    assert "open" not in asked(pasted="x").all("details", "oc-fold")[1]
    assert "open" not in asked(typed_code="x").all("details", "oc-fold")[0]


def test_later_questions_lead_back_and_list_the_answers_to_change() -> None:
    answers = checked_answers(KNOWLEDGE, {"closed-when": "unsure", "payment": "paid"})
    root = asked(KNOWLEDGE.questions["store"], answers=answers)

    assert actions(root)[:3] == ["answer", "back", "restart"]
    assert sorted(actions(root)[3:]) == ["change:closed-when", "change:payment"]
    assert root.one("details", "oc-answers").one("summary").text == "Jawaban Anda (2)"
    assert root.all("details", "oc-fold") == []


def test_a_question_that_is_changed_is_not_listed_among_the_answers() -> None:
    answers = checked_answers(KNOWLEDGE, {"closed-when": "unsure", "payment": "paid"})

    assert "change:payment" not in actions(asked(answers=answers))


def test_the_reader_is_told_which_question_this_is() -> None:
    answers = checked_answers(KNOWLEDGE, {"closed-when": "unsure"})

    assert "Pertanyaan 1 dari paling banyak 8" in asked().text
    assert "Pertanyaan 2 dari" in asked(answers=answers).text
    assert "Pertanyaan 1 dari" in asked(KNOWLEDGE.questions["closed-when"], answers=answers).text


def test_an_answer_that_follows_from_a_day_was_not_asked() -> None:
    details = Details(days={"confirmed-on": TODAY}, today=TODAY)
    root = asked(KNOWLEDGE.questions["store"], details=details)

    assert "Pertanyaan 1 dari" in root.text
    assert "change:days-since" not in actions(root)


def test_more_answers_than_an_interview_asks_for_are_counted_too() -> None:
    answers = {question: frozenset[str]() for question in KNOWLEDGE.questions}
    del answers["payment"]

    assert f"Pertanyaan {len(answers) + 1} dari paling banyak {len(answers) + 1}" in (
        asked(answers=answers).text
    )


def test_a_question_about_one_of_several_orders_says_which() -> None:
    assert asked(order=2).one("p", "oc-count").text.startswith("Pesanan 2 · Pertanyaan 1 dari")


def test_a_notice_is_announced() -> None:
    root = asked(notice="<b>Tautan</b>")

    assert root.one("p", role="status").text == "<b>Tautan</b>"
    assert asked().all("p", role="status") == []


# -- what was read --------------------------------------------------------------------------------


PASTED = """Order status: Completed
Name: Siti Rahma
Payment date: 3 November 2026
Paid
"""


def test_what_was_read_stands_with_the_words_it_was_read_from() -> None:
    reading = Reading(
        answers={"payment": "paid"},
        days={"paid-on": dt.date(2026, 11, 3)},
        found={"payment": "<i>Paid", "paid-on": "Payment date: 3 November 2026"},
        redacted="[nama] <i>Paid",
    )
    root = read(reading_html(page(), reading, checked_answers(KNOWLEDGE, reading.answers)))
    (item,) = root.one("ul", "oc-read").children
    (day,) = root.all("ul")[1].children

    assert PAYMENT.option("paid").statement["id"] in item.text
    assert "Dibaca dari: “<i>Paid”" in item.text
    assert day.text.startswith(f"{KNOWLEDGE.dates['paid-on'].label['id']}: 3 November 2026 ")
    assert "Dibaca dari: “Payment date: 3 November 2026”" in day.text
    assert root.one("details").one("pre").text == "[nama] <i>Paid"
    assert actions(root) == ["change:payment", "show", "restart"]
    assert root.all("h2", id=HEADING)
    assert flaws(root) == []


def test_a_text_with_nothing_but_a_day_makes_no_empty_list() -> None:
    found = {"paid-on": "x"}
    reading = Reading(answers={}, days={"paid-on": TODAY}, found=found, redacted="x")

    assert flaws(read(reading_html(page(), reading, {}))) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_real_text_becomes_a_page_without_the_name(lang: str) -> None:
    reading = read_text(KNOWLEDGE, PASTED, TODAY, lang)
    root = read(reading_html(page(lang), reading, checked_answers(KNOWLEDGE, reading.answers)))

    assert reading.answers
    assert "Rahma" not in root.text
    assert flaws(root) == []


# -- a result -------------------------------------------------------------------------------------


@settings(max_examples=12)
@given(orders=ORDERS, today=TODAYS, notices=st.lists(SENTENCES, max_size=2).map(tuple))
def test_every_result_is_well_formed_in_every_language(
    orders: Orders, today: dt.date | None, notices: tuple[str, ...]
) -> None:
    diagnosis = diagnosed(orders.story, today)
    for lang in LANGUAGES:
        root = shown(orders, lang, today, notices=notices)

        assert flaws(root) == []
        assert root.all("h2", id=HEADING)
        assert tuple(one.text for one in root.all("p", "oc-notice")) == notices
        assert diagnosis.first_step.title[lang] in root.one("section", "oc-first-step").text


@settings(max_examples=25)
@given(orders=ORDERS, today=TODAYS)
def test_cause_step_money_and_date_come_first_and_all_else_unfolds(
    orders: Orders, today: dt.date | None
) -> None:
    is_named = diagnosed(orders.story, today).fit not in NAMELESS
    parts = shown(orders, today=today).one("form").children
    place = next(n for n, part in enumerate(parts) if "oc-essentials" in part.classes)
    kinds = [box.classes[1] for box in parts[place].children]
    after = [part for part in parts[place + 1 :] if part.tag != "details"]

    assert parts[place - 1].tag == "p"
    assert all(part.tag in {"p", "h2"} for part in parts[:place])
    assert kinds[:2] == ["oc-first-step", "oc-money" if is_named else "oc-general"]
    assert kinds[2:] in ([["oc-deadline"]] if is_named else [["oc-deadline"], []])
    assert [part.classes[-1] for part in after if "oc-contradiction" not in part.classes] == [
        "oc-buttons",
        "oc-small",
    ]
    assert after[-2:] == parts[-2:]


def test_a_settled_result_names_cause_step_money_and_date_in_this_order() -> None:
    text = shown(story(CONFIRMED), "en").text
    cause = KNOWLEDGE.causes["receipt-confirmed"]
    pieces = [
        cause.name["en"],
        KNOWLEDGE.actions["request-refund"].title["en"],
        cause.money.text["en"],
        cause.deadline.text["en"],
    ]

    assert [text.index(piece) for piece in pieces] == sorted(text.index(piece) for piece in pieces)


def test_a_result_links_to_the_page_of_its_cause_and_to_its_sources() -> None:
    root = shown(story({"message": "chargeback"}))

    assert root.one("details", "oc-why").all("a", href="../causes/bank-chargeback/")
    assert "S26" in root.one("details", "oc-sources").text
    assert "dilihat 2026-11-22" in root.text


def test_reasons_are_listed_for_and_against_and_what_is_unknown_is_limited() -> None:
    one = story({**CONFIRMED, "tracking-number": "no"})
    best = diagnosed(one).causes[0]
    why = shown(one).one("details", "oc-why")
    lists = {kind: why.all("ul", f"oc-{kind}") for kind in ("speaks-for", "speaks-against")}

    assert best.speaks_for
    assert best.speaks_against
    assert [item.text for item in lists["speaks-for"][0].children] == [
        page().statements(reason.question, reason.options) for reason in best.speaks_for
    ]
    assert [item.text for item in lists["speaks-against"][0].children] == [
        page().statements(reason.question, reason.options) for reason in best.speaks_against
    ]
    assert [item.text for item in why.one("ul", "oc-still-unknown").children] == [
        question.text["id"] for question in best.unknown[:SHOWN_UNKNOWN]
    ]


def test_contradicting_answers_can_be_changed_where_they_are_named() -> None:
    root = shown(story({"payment": "not-paid", "button-pressed": "confirm-receipt"}))
    box = root.one("section", "oc-contradiction")

    assert actions(box) == ["change:payment", "change:button-pressed"]
    assert PAYMENT.option("not-paid").statement["id"] in box.text
    assert box.one("h3").text == words("contradiction-title")
    assert not [part for part in box.above() if part.tag == "details"]


def test_an_open_result_names_no_cause_in_its_heading() -> None:
    root = shown(story({}))

    assert root.one("h2").text == words("result-unknown")
    assert root.all("section", "oc-money") == []
    assert root.all("details", "oc-why") == []


def test_answers_that_fit_no_cause_are_told_so() -> None:
    root = shown(story(NOTHING_FITS))

    assert root.one("h2").text == words("result-nothing")
    assert words("result-nothing-explained") in root.text


def test_a_result_without_a_name_offers_more_than_one_safe_step() -> None:
    text = shown(story({})).one("div", "oc-essentials").text
    general = [action for action in KNOWLEDGE.actions.values() if action.is_general]

    assert len(general) >= 3
    assert all(text.count(action.title["id"]) == 1 for action in general)


def test_a_result_lists_few_other_causes_and_links_to_all() -> None:
    one = story({})
    plausible = diagnosed(one).plausible
    others = shown(one).one("details", "oc-others")
    named = [part.one("summary").text for part in others.all("details", "oc-other")]

    assert len(plausible) > SHOWN_CAUSES
    assert len(named) == SHOWN_CAUSES
    assert all(
        name.startswith(ranked.cause.name["id"])
        for name, ranked in zip(named, plausible, strict=False)
    )
    assert others.all("a", href="../causes/")


def test_the_likeliest_cause_is_none_of_the_others() -> None:
    one = story(RETURNING)
    plausible = [ranked.id for ranked in diagnosed(one).plausible]
    others = shown(one).one("details", "oc-others")
    links = [link["href"] for link in others.all("a")]

    assert len(plausible) > 1
    assert links == [f"../causes/{cause}/" for cause in plausible[1 : SHOWN_CAUSES + 1]] + (
        ["../causes/"] if len(plausible) > SHOWN_CAUSES + 1 else []
    )


def test_a_situation_that_rides_along_gives_its_advice() -> None:
    one = story({**RETURNING, "refund-line": "processing"})
    (situation, *_) = diagnosed(one).situations
    folds = shown(one).all("details", "oc-situation")

    assert folds[0].one("summary").text == situation.name["id"]
    assert folds[0].one("p").text == situation.advice["id"]


def test_the_answers_can_be_changed_with_those_that_follow_from_a_day() -> None:
    one = story({"payment": ["not-paid", "paid"], "store": "unsure"}, confirmed_on=TODAY)
    rows = shown(one).one("details", "oc-answers").all("li")
    said = {row.one("button")["value"]: row.one("span", "oc-said").text for row in rows}

    assert said == {
        "change:payment": " / ".join(
            PAYMENT.option(option).statement["id"] for option in ("not-paid", "paid")
        ),
        "change:store": words("unsure-statement"),
        "change:days-since": KNOWLEDGE.questions["days-since"].option("up-to-15").statement["id"],
    }


def test_no_form_is_ever_sent() -> None:
    reading = Reading(answers={}, days={}, found={}, redacted="")
    pages = (asked(), shown(story({})), read(reading_html(page(), reading, {})))

    assert [root.one("form")["method"] for root in pages] == ["dialog"] * 3


def test_every_button_that_goes_on_says_what_it_does() -> None:
    known = {"back", "restart", "details", "add"}

    assert {action.partition(":")[0] for action in actions(shown(story({})))} - known == {"change"}
