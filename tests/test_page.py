"""The words in one language, and the pieces that a page is put together of."""

import datetime as dt

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.markup import Html
from decision_tree.page import HEADING, NOT_SENT, Page, box, button, copier, fold, hidden, notice

PAGES = {
    lang: Page(knowledge=KNOWLEDGE, lang=lang, causes_url=f"/{lang}/causes/")
    for lang in KNOWLEDGE.languages
}
LANGUAGES = pytest.mark.parametrize("lang", list(PAGES))


@LANGUAGES
def test_interface_text_is_said_in_the_language_of_the_page(lang: str) -> None:
    page = PAGES[lang]

    assert page.say("copy") == KNOWLEDGE.interface["copy"][lang]
    assert page.say_raw("act-by") == KNOWLEDGE.interface["act-by"][lang]
    assert page.say("act-by", day="X") == page.say_raw("act-by").replace("{day}", "X")


def test_interface_text_that_does_not_exist_or_lacks_a_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="no-such-text"):
        PAGES["en"].say("no-such-text")
    with pytest.raises(KeyError, match="day"):
        PAGES["en"].say("act-by")


@pytest.mark.parametrize(
    ("lang", "number", "words"),
    [
        ("en", 0, "0 days left"),
        ("en", 1, "1 day left"),
        ("en", 2, "2 days left"),
        ("id", 1, "1 hari lagi"),
        ("id", 15, "15 hari lagi"),
    ],
)
def test_one_thing_is_counted_in_a_form_of_its_own(lang: str, number: int, words: str) -> None:
    assert PAGES[lang].count("days-left", number) == words


def test_every_text_for_one_thing_has_a_text_for_more() -> None:
    singular = [key for key in KNOWLEDGE.interface if key.endswith("-one")]

    assert singular
    for key in singular:
        assert "{n}" in KNOWLEDGE.interface[key.removesuffix("-one")]["en"], key


@LANGUAGES
def test_texts_of_the_knowledge_and_days_are_in_the_language_of_the_page(lang: str) -> None:
    cause = KNOWLEDGE.causes["out-of-stock"]
    words = {"id": "3 November 2026", "en": "3 November 2026"}

    assert PAGES[lang].word(cause.name) == cause.name[lang]
    assert PAGES[lang].day(dt.date(2026, 11, 3)) == words[lang]


def test_months_are_written_in_the_language_of_the_page() -> None:
    day = dt.date(2026, 8, 17)

    assert {lang: page.day(day) for lang, page in PAGES.items()} == {
        "id": "17 Agustus 2026",
        "en": "17 August 2026",
    }


@LANGUAGES
def test_statements_are_those_of_the_options_in_the_order_given(lang: str) -> None:
    payment = KNOWLEDGE.questions["payment"]
    paid, not_paid = (payment.option(name).statement[lang] for name in ("paid", "not-paid"))

    assert PAGES[lang].statements(payment, ["paid"]) == paid
    assert PAGES[lang].statements(payment, ["paid", "not-paid"]) == f"{paid} / {not_paid}"


def test_cause_has_a_page_in_the_folder_of_causes() -> None:
    assert PAGES["id"].cause_url(KNOWLEDGE.causes["out-of-stock"]) == "/id/causes/out-of-stock/"


def test_button_asks_for_an_action() -> None:
    assert button("Go <on>", "next", Html("<b>now</b>")) == (
        '<button type="submit" name="action" value="next" class="oc-secondary">'
        "Go &lt;on&gt;<b>now</b></button>"
    )
    assert 'class="oc-primary"' in button("Go", "next", class_="oc-primary")


def test_copier_names_what_it_copies_and_what_it_says_then() -> None:
    assert copier(PAGES["en"], "oc-text") == (
        '<button type="button" data-copies="oc-text" data-copied="Copied" '
        'aria-live="polite" class="oc-secondary">Copy</button>'
    )


def test_hidden_text_is_only_heard() -> None:
    assert hidden("a < b") == '<span class="oc-visually-hidden">a &lt; b</span>'


def test_box_stands_under_a_title_of_its_own() -> None:
    assert box("Money", "here", kind="money") == (
        '<section class="oc-box oc-money"><h3>Money</h3>here</section>'
    )


def test_fold_is_folded_unless_told_otherwise() -> None:
    inner = "<summary>More</summary>here</details>"

    assert fold("More", "here", kind="x") == f'<details class="oc-fold oc-x">{inner}'
    assert fold("More", "here", kind="x", unfolded=True) == (
        f'<details class="oc-fold oc-x" open>{inner}'
    )


def test_notice_is_announced_and_nothing_is_not() -> None:
    assert notice("Dropped") == '<p class="oc-notice" role="status">Dropped</p>'
    assert notice("") == ""
    assert isinstance(notice(""), Html)


def test_form_keeps_its_answers_out_of_addresses_and_servers() -> None:
    assert NOT_SENT == "dialog"
    assert HEADING == "oc-heading"
