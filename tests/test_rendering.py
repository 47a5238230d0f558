"""Questions and results as HTML."""

from html.parser import HTMLParser

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE
from hypothesis import given

import decision_tree
from decision_tree.answers import Answer, checked_answers
from decision_tree.markup import VOID
from decision_tree.model import Question
from decision_tree.rendering import HEADING, Asking, Page, question_html, result_html

LANGUAGES = list(KNOWLEDGE.languages)
PAYMENT = KNOWLEDGE.questions["payment"]


def page(lang: str = "id") -> Page:
    return Page(knowledge=KNOWLEDGE, lang=lang, causes_url="../causes/")


class Parts(HTMLParser):
    """What stands in a piece of HTML; it must be well nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [a for t, a in self.elements if t == tag and wanted.items() <= a.items()]

    def ids(self) -> list[str | None]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


def asked(question: Question = PAYMENT, **details: object) -> Parts:
    asking = Asking(question=question, **{"answers": {}, **details})  # type: ignore[arg-type]  # by name
    return Parts(question_html(page(), asking))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", KNOWLEDGE.questions.values(), ids=lambda q: q.id)
def test_every_question_offers_its_options_and_unsure(question: Question, lang: str) -> None:
    parts = Parts(question_html(page(lang), Asking(question=question, answers={})))
    radios = parts.all("input", type="radio", name="option")
    labelled = {label["for"] for label in parts.all("label")}

    assert [radio["value"] for radio in radios] == [*question.option_ids, "unsure"]
    assert {radio["id"] for radio in radios} == labelled
    assert not any("checked" in radio for radio in radios)
    assert question.text[lang] in parts.text
    assert question.help_app[lang] in parts.text
    assert len(parts.ids()) == len(set(parts.ids()))


def test_the_question_is_the_legend_and_takes_the_focus() -> None:
    parts = asked()

    assert [tag for tag, _ in parts.elements if tag in {"fieldset", "legend", "h2"}] == [
        "fieldset",
        "legend",
        "h2",
    ]
    assert parts.all("h2", id=HEADING, tabindex="-1")


@pytest.mark.parametrize(
    ("chosen", "checked"),
    [(frozenset({"paid"}), ["paid"]), (frozenset(), ["unsure"]), (None, [])],
)
def test_an_earlier_answer_is_still_chosen(
    chosen: frozenset[str] | None, checked: list[str]
) -> None:
    radios = asked(chosen=chosen).all("input", type="radio")

    assert [radio["value"] for radio in radios if "checked" in radio] == checked


def test_going_on_without_an_answer_is_an_error_linked_to_the_field() -> None:
    parts = asked(missing=True)
    (summary,) = parts.all("div", role="alert")

    assert summary["class"] == "oc-error-summary"
    assert parts.all("a", href="#oc-option-1")
    assert parts.all("fieldset", **{"aria-describedby": "oc-error"})
    assert "oc-error" in parts.ids()


def test_the_first_question_has_no_way_back() -> None:
    assert [button["value"] for button in asked().all("button")] == ["answer"]


def test_later_questions_lead_back_and_list_the_answers_to_change() -> None:
    answers = checked_answers(KNOWLEDGE, {"closed-when": "unsure", "payment": "paid"})
    values = [
        b["value"] for b in asked(KNOWLEDGE.questions["store"], answers=answers).all("button")
    ]

    assert values[:3] == ["answer", "back", "restart"]
    assert sorted(map(str, values[3:])) == ["change:closed-when", "change:payment"]


def test_the_reader_is_told_which_question_this_is() -> None:
    answers = checked_answers(KNOWLEDGE, {"closed-when": "unsure"})

    assert "Pertanyaan 1 dari" in asked().text
    assert "Pertanyaan 2 dari" in asked(answers=answers).text
    assert "Pertanyaan 1 dari" in asked(KNOWLEDGE.questions["closed-when"], answers=answers).text


def test_a_notice_is_announced() -> None:
    parts = asked(notice="<b>Tautan</b>")

    assert parts.all("p", role="status")
    assert "<b>Tautan</b>" in parts.text
    assert not parts.all("b")


@given(answers=ANSWERS)
def test_every_result_is_well_formed_in_every_language(answers: dict[str, Answer]) -> None:
    diagnosis = decision_tree.diagnose(KNOWLEDGE, answers)
    for lang in LANGUAGES:
        parts = Parts(result_html(page(lang), diagnosis))

        assert diagnosis.first_step.title[lang] in parts.text
        assert parts.all("h2", id=HEADING)
        assert len(parts.ids()) == len(set(parts.ids()))


def test_a_settled_result_names_cause_money_step_and_date_in_this_order() -> None:
    diagnosis = decision_tree.diagnose(
        KNOWLEDGE, {"status-shown": "completed", "button-pressed": "confirm-receipt"}
    )
    text = Parts(result_html(page("en"), diagnosis)).text
    cause = KNOWLEDGE.causes["receipt-confirmed"]
    pieces = [
        cause.name["en"],
        KNOWLEDGE.actions["request-refund"].title["en"],
        cause.money.text["en"],
        cause.deadline.text["en"],
    ]

    assert [text.index(piece) for piece in pieces] == sorted(text.index(piece) for piece in pieces)


def test_a_result_links_to_the_page_of_its_cause_and_to_its_sources() -> None:
    diagnosis = decision_tree.diagnose(KNOWLEDGE, {"message": "chargeback"})
    parts = Parts(result_html(page(), diagnosis))

    assert parts.all("a", href="../causes/bank-chargeback/")
    assert "S26" in parts.text
    assert "dilihat 2026-11-22" in parts.text


def test_contradicting_answers_can_be_changed_where_they_are_named() -> None:
    diagnosis = decision_tree.diagnose(
        KNOWLEDGE, {"payment": "not-paid", "button-pressed": "confirm-receipt"}
    )
    parts = Parts(result_html(page(), diagnosis))
    values = [button["value"] for button in parts.all("button")]

    assert values.count("change:payment") == 2
    assert KNOWLEDGE.interface["contradiction-title"]["id"] in parts.text


def test_an_open_result_names_no_cause_in_its_heading() -> None:
    diagnosis = decision_tree.diagnose(KNOWLEDGE, {})
    html = result_html(page(), diagnosis)

    assert KNOWLEDGE.interface["result-unknown"]["id"] in html
    assert "oc-money" not in html


def test_a_result_without_a_name_offers_more_than_one_safe_step() -> None:
    text = Parts(result_html(page(), decision_tree.diagnose(KNOWLEDGE, {}))).text
    general = [action for action in KNOWLEDGE.actions.values() if action.is_general]

    assert len(general) >= 3
    assert all(action.title["id"] in text for action in general)


def test_a_result_lists_few_other_causes_and_links_to_all() -> None:
    parts = Parts(result_html(page(), decision_tree.diagnose(KNOWLEDGE, {})))

    assert len(parts.all("details", **{"class": "oc-other"})) == 5
    assert parts.all("a", href="../causes/")


def test_no_form_is_ever_sent() -> None:
    result = Parts(result_html(page(), decision_tree.diagnose(KNOWLEDGE, {})))

    assert [form["method"] for form in (*asked().all("form"), *result.all("form"))] == [
        "dialog"
    ] * 2


def test_a_warning_stands_before_a_step_that_cannot_be_undone() -> None:
    guarded = KNOWLEDGE.actions["payment-dispute"]

    assert guarded.guard is not None
    assert KNOWLEDGE.actions["check-refund-line"].guard is None
