"""The bridge to the page: JSON text in, JSON text out."""

import json
from typing import Any

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.answers import checked_answers, write_fragment
from decision_tree.browser import respond


def ask(action: str, fragment: str = "", **more: str) -> dict[str, Any]:
    request = {"language": "id", "causes_url": "../causes/", "action": action}
    reply: dict[str, Any] = json.loads(
        respond(json.dumps({**request, "fragment": fragment, **more}))
    )
    return reply


FIRST = ask("show")["question"]


def test_an_empty_address_shows_the_first_question() -> None:
    reply = ask("show")

    assert reply["kind"] == "question"
    assert reply["fragment"] == ""
    assert f'value="{reply["question"]}"' in reply["html"]


def test_an_answer_goes_into_the_fragment_and_leads_on() -> None:
    reply = ask("answer", question=FIRST, option="unsure")

    assert reply["fragment"] == f"{FIRST}=unsure"
    assert reply["question"] not in {None, FIRST}


def test_no_choice_asks_the_same_question_again_with_an_error() -> None:
    reply = ask("answer", "payment=paid", question="store")

    assert reply["question"] == "store"
    assert reply["fragment"] == "payment=paid"
    assert "oc-error-summary" in reply["html"]


def test_an_unknown_option_is_no_answer() -> None:
    assert "oc-error-summary" in ask("answer", question=FIRST, option="<b>")["html"]


def test_answers_lead_to_a_result() -> None:
    reply = ask("show", "button-pressed=confirm-receipt&payment=not-paid")

    assert reply["kind"] == "result"
    assert reply["question"] is None


def test_back_takes_the_latest_answer_back_and_keeps_it_chosen() -> None:
    second = ask("answer", question=FIRST, option="unsure")
    reply = ask("back", second["fragment"], question=second["question"])

    assert reply["question"] == FIRST
    assert reply["fragment"] == ""
    assert 'value="unsure" checked' in reply["html"]


def test_back_on_the_first_question_stays_there() -> None:
    assert ask("back", question=FIRST)["question"] == FIRST


def test_a_change_asks_again_and_keeps_the_other_answers() -> None:
    reply = ask("change:payment", "payment=paid&store=unsure")

    assert reply["question"] == "payment"
    assert reply["fragment"] == "payment=paid&store=unsure"
    assert 'value="paid" checked' in reply["html"]


def test_back_leaves_a_change_without_changing_anything() -> None:
    fragment = "payment=paid&store=unsure"

    assert ask("back", fragment, question="payment") == ask("show", fragment)


def test_restart_forgets_every_answer() -> None:
    assert ask("restart", "payment=paid&store=unsure") == ask("show")


def test_what_cannot_be_read_is_dropped_with_a_notice() -> None:
    reply = ask("show", "payment=paid&colour=red")

    assert reply["fragment"] == "payment=paid"
    assert "colour=red" in reply["html"]
    assert "oc-notice" in reply["html"]


@given(raw=ANSWERS, junk=st.text(max_size=20))
def test_no_fragment_breaks_the_bridge(raw: dict[str, list[str]], junk: str) -> None:
    fragment = write_fragment(KNOWLEDGE, checked_answers(KNOWLEDGE, raw))
    reply = ask("show", f"{fragment}&{junk}")

    assert reply["kind"] in {"question", "result"}
    assert ask("show", reply["fragment"])["fragment"] == reply["fragment"]


@pytest.mark.parametrize("lang", KNOWLEDGE.languages)
def test_the_reply_is_in_the_language_of_the_page(lang: str) -> None:
    html = ask("show", language=lang)["html"]

    assert KNOWLEDGE.questions[FIRST].text[lang] in html
    assert KNOWLEDGE.interface["continue"][lang] in html
