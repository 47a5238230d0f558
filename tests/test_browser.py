"""The door to the page: JSON text in, JSON text out."""

import dataclasses
import datetime as dt
import json
from typing import Any
from urllib.parse import unquote

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE, public_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from markup_reader import Element, flaws, read
from result_fixtures import LANGUAGES, ORDERS, TODAY, URL, story

from decision_tree import browser
from decision_tree.answers import Answers, checked_answers, write_fragment
from decision_tree.browser import respond
from decision_tree.casecode import Flaw, write_code
from decision_tree.cases import Case
from decision_tree.model import Coded, Version
from decision_tree.orders import MOST_ORDERS, Orders, read_orders, write_orders

KEYS = {"kind", "html", "fragment", "question", "place"}


def ask(action: str, fragment: str = "", **more: object) -> dict[str, Any]:
    """The reply to one request; "_" stands for "-" in the names of fields for days."""
    request = {
        "language": "id",
        "causes_url": "../causes/",
        "url": URL,
        "today": TODAY.isoformat(),
        "action": action,
        "fragment": fragment,
    }
    fields = {k.replace("_", "-") if k.startswith("day") else k: v for k, v in more.items()}
    reply: dict[str, Any] = json.loads(respond(json.dumps({**request, **fields})))
    assert reply.keys() == KEYS
    return reply


def seen(reply: dict[str, Any]) -> Element:
    return read(reply["html"])


def notices(reply: dict[str, Any]) -> list[str]:
    return [part.text for part in seen(reply).all("p", "oc-notice")]


def words(key: str, lang: str = "id") -> str:
    return KNOWLEDGE.interface[key][lang]


FIRST = ask("show")["question"]

RESULT = "button-pressed=confirm-receipt&payment=not-paid"
"""Answers that speak against each other too much to ask on."""

OTHER_RESULT = "message=none&payment=not-paid&tracking-number=yes&dispute=withdrawn"


# -- questions and answers ------------------------------------------------------------------------


def test_an_empty_address_shows_the_first_question() -> None:
    reply = ask("show")

    assert reply["kind"] == "question"
    assert reply["fragment"] == ""
    assert f'value="{reply["question"]}"' in reply["html"]


def test_an_answer_goes_into_the_fragment_and_leads_on() -> None:
    reply = ask("answer", question=FIRST, option="unsure")

    assert reply["fragment"] == f"{FIRST}=unsure"
    assert reply["question"] not in {None, FIRST}


def test_the_engine_goes_on_from_a_place_in_the_tree() -> None:
    option = KNOWLEDGE.questions[FIRST].option_ids[1]
    reply = ask("show", "t1")

    assert reply == ask("show", f"{FIRST}={option}")
    assert reply["fragment"] == f"{FIRST}={option}"
    assert reply["place"] == "t1"


def test_the_engine_goes_on_where_the_tree_cannot() -> None:
    reply = ask("show", "tu")

    assert reply["fragment"] == f"{FIRST}=unsure"
    assert reply["place"] is None


def test_what_only_looks_like_a_place_is_dropped_with_a_notice() -> None:
    reply = ask("show", "t99")

    assert reply["question"] == FIRST
    assert "t99" in notices(reply)[0]


ELSEWHERE = {
    "days": "closed-when=at-my-click&paid-on=2026-11-03",
    "set": "closed-when=at-my-click,other-time",
    "link": "store=item-gone",
}


@pytest.mark.parametrize("fragment", ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_the_tree_cannot_hold_has_no_place_in_it(fragment: str) -> None:
    assert ask("show", fragment)["place"] is None


def test_a_changed_question_and_a_second_order_have_no_place_in_the_tree() -> None:
    assert ask("change:" + FIRST, "t1")["place"] is None
    assert ask("add", "closed-when=at-my-click&button-pressed=cancel")["place"] is None


def test_going_back_goes_back_in_the_tree() -> None:
    assert ask("back", "t1")["place"] == "t"


@pytest.mark.parametrize("fields", [{}, {"option": ""}, {"option": None, "among": []}], ids=str)
def test_no_choice_asks_the_same_question_again_with_an_error(fields: dict[str, Any]) -> None:
    reply = ask("answer", "payment=paid", question="store", **fields)

    assert reply["question"] == "store"
    assert reply["fragment"] == "payment=paid"
    assert seen(reply).all("div", "oc-error-summary")


@pytest.mark.parametrize("fields", [{"option": "<b>"}, {"among": ["paid", "<b>"]}], ids=str)
def test_an_unknown_option_is_no_answer(fields: dict[str, Any]) -> None:
    reply = ask("answer", question="payment", **fields)

    assert reply["fragment"] == ""
    assert seen(reply).all("div", "oc-error-summary")


@pytest.mark.parametrize(
    ("among", "option", "said"),
    [
        (["not-paid", "paid"], "", "not-paid,paid"),
        (["paid", "not-paid"], "", "not-paid,paid"),
        (["paid"], "", "paid"),
        (["paid"], "not-paid", "paid"),
        (["not-paid", "paid"], "unsure", "not-paid,paid"),
        ([], "not-paid", "not-paid"),
    ],
)
def test_several_ticked_options_mean_one_of_these_and_go_before_the_chosen_one(
    among: list[str], option: str, said: str
) -> None:
    reply = ask("answer", question="payment", among=among, option=option)

    assert reply["fragment"] == f"payment={said}"


def test_answers_lead_to_a_result() -> None:
    reply = ask("show", RESULT)

    assert reply["kind"] == "result"
    assert reply["question"] is None


def test_fields_that_an_action_does_not_ask_for_change_nothing() -> None:
    more = {"colour": "red", "pasted": "Order status: Closed", "code": "x", "day_paid_on": "x"}

    assert ask("answer", question=FIRST, option="unsure", **more) == (
        ask("answer", question=FIRST, option="unsure")
    )


def test_without_a_today_nothing_is_counted_in_days_left() -> None:
    fragment = f"{RESULT}&confirmed-on=2026-11-20"
    dated, undated = ask("show", fragment), ask("show", fragment, today=None)

    assert "(12 hari lagi)" in dated["html"]
    assert "Paling lambat 5 Desember 2026" in undated["html"]
    assert "hari lagi" not in undated["html"]
    assert words("calendar-none") in undated["html"]
    assert (
        undated["fragment"]
        == dated["fragment"]
        == ("button-pressed=confirm-receipt&confirmed-on=2026-11-20&payment=not-paid")
    )


# -- back, change, restart ------------------------------------------------------------------------


def test_back_takes_the_latest_answer_back_and_keeps_it_chosen() -> None:
    second = ask("answer", question=FIRST, option="unsure")
    reply = ask("back", second["fragment"], question=second["question"])

    assert reply["question"] == FIRST
    assert reply["fragment"] == ""
    assert 'value="unsure" checked' in reply["html"]


def test_back_on_the_first_question_stays_there() -> None:
    assert ask("back", question=FIRST)["question"] == FIRST


def test_back_from_a_result_takes_back_an_answer_and_leaves_the_days() -> None:
    reply = ask("back", f"{RESULT}&confirmed-on=2026-11-20&method=card")

    assert reply["kind"] == "question"
    assert f"{reply['question']}=" in RESULT
    assert "confirmed-on=2026-11-20&method=card" in reply["fragment"]


def test_back_never_takes_back_what_follows_from_a_day() -> None:
    fragment = "confirmed-on=2026-11-20&status-shown=completed"
    reply = ask("back", fragment, question="store")

    assert reply["question"] == "status-shown"
    assert reply["fragment"] == "confirmed-on=2026-11-20"
    assert ask("back", "confirmed-on=2026-11-20")["fragment"] == "confirmed-on=2026-11-20"


def walked(fragment: str, answers: Answers) -> list[dict[str, Any]]:
    """The replies of an interview that starts from an address, up to its result."""
    replies = [ask("show", fragment)]
    while question := replies[-1]["question"]:
        said = sorted(answers.get(question, ())) or ["unsure"]
        last = replies[-1]["fragment"]
        replies.append(ask("answer", last, question=question, option=",".join(said)))
    return replies


@pytest.mark.parametrize("case", public_cases()[::15], ids=lambda case: case.id)
@pytest.mark.parametrize("day", ["", "confirmed-on=2026-11-20", "ended-on=2026-10-01"])
def test_back_unwinds_an_interview_to_its_start_answer_by_answer(case: Case, day: str) -> None:
    replies = walked(day, case.answers)
    asked = [reply["question"] for reply in replies[:-1]]
    listed = [one["value"] for one in seen(replies[-1]).one("details", "oc-answers").all("button")]
    derived = ["change:days-since"] if day and "days-since" not in asked else []
    back = replies[-1]

    assert [one for one in listed if one not in derived] == [f"change:{one}" for one in asked]
    for earlier in reversed(replies[:-1]):
        back = ask("back", back["fragment"], question=back["question"])
        assert (back["question"], back["fragment"]) == (earlier["question"], earlier["fragment"])


def test_an_answer_that_follows_from_a_day_can_be_overruled() -> None:
    day = "confirmed-on=2026-11-20"
    asked = ask("change:days-since", day)
    reply = ask("answer", day, question="days-since", option="more-than-15")

    assert asked["question"] == "days-since"
    assert not [one for one in seen(asked).all("input") if "checked" in one]
    assert reply["fragment"] == f"{day}&days-since=more-than-15"


@pytest.mark.parametrize(
    ("ticks", "expected"),
    [(["closed", "completed"], "cancelled"), (["closed", "frozen"], "closed,frozen")],
)
def test_a_newly_chosen_option_wins_over_ticks_left_as_they_were(
    ticks: list[str], expected: str
) -> None:
    before = "status-shown=closed,completed"
    chosen = {"question": "status-shown", "option": "cancelled", "among": ticks}

    assert ask("answer", before, **chosen)["fragment"] == f"status-shown={expected}"


def test_a_change_asks_again_and_keeps_the_other_answers() -> None:
    reply = ask("change:payment", "payment=paid&store=unsure")

    assert reply["question"] == "payment"
    assert reply["fragment"] == "payment=paid&store=unsure"
    assert 'value="paid" checked' in reply["html"]


def test_back_leaves_a_change_without_changing_anything() -> None:
    fragment = "payment=paid&store=unsure"

    assert ask("back", fragment, question="payment") == ask("show", fragment)


def test_restart_forgets_every_answer_day_and_order() -> None:
    fragment = "payment=paid&store=unsure&method=card&paid-on=2026-11-03/store=item-gone"

    assert ask("restart", fragment) == ask("show")


# -- the address ----------------------------------------------------------------------------------


def test_what_cannot_be_read_is_dropped_with_a_notice() -> None:
    for fragment in ("payment=paid&colour=red", f"{RESULT}&colour=red"):
        reply = ask("show", fragment)

        assert "colour" not in reply["fragment"]
        assert notices(reply) == [words("dropped-part").format(parts="colour=red")]


def test_a_notice_about_much_that_was_dropped_stays_short() -> None:
    (notice,) = notices(ask("show", "&".join(f"colour{n}=red" for n in range(100))))

    assert notice.endswith(" …")
    assert len(notice) < 200


@settings(max_examples=25)
@given(raw=ANSWERS, junk=st.text(max_size=20))
def test_no_fragment_breaks_the_door(raw: dict[str, list[str]], junk: str) -> None:
    fragment = write_fragment(KNOWLEDGE, checked_answers(KNOWLEDGE, raw))
    reply = ask("show", f"{fragment}&{junk}")

    assert reply["kind"] in {"question", "result"}
    assert ask("show", reply["fragment"])["fragment"] == reply["fragment"]


@settings(max_examples=15)
@given(orders=ORDERS)
def test_the_fragment_holds_all_that_was_told(orders: Orders) -> None:
    fragment = write_orders(KNOWLEDGE, orders)

    assert ask("show", fragment)["fragment"] == fragment


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reply_is_in_the_language_of_the_page(lang: str) -> None:
    html = ask("show", language=lang)["html"]

    assert KNOWLEDGE.questions[FIRST].text[lang] in html
    assert words("continue", lang) in html


def test_the_calendar_leads_back_to_the_page_that_asked() -> None:
    reply = ask("show", f"{RESULT}&confirmed-on=2026-11-20")
    (link,) = [one for one in seen(reply).all("a") if "download" in one]
    content = unquote(link["href"]).replace("\r\n ", "")

    assert f"URL:{URL}#{reply['fragment']}\r\n" in content


# -- days and method ------------------------------------------------------------------------------


def field(reply: dict[str, Any], name: str) -> Element:
    return seen(reply).one("input", name=f"day-{name}")


def test_days_in_any_form_and_the_method_go_into_the_fragment() -> None:
    reply = ask(
        "details",
        RESULT,
        day_ordered_on="1 nov 2026",
        day_paid_on="02/11/2026",
        day_confirmed_on="2026-11-20",
        day_ended_on=" ",
        method="paypal",
    )

    assert reply["kind"] == "result"
    assert reply["fragment"] == (
        "button-pressed=confirm-receipt&confirmed-on=2026-11-20&method=paypal"
        "&ordered-on=2026-11-01&paid-on=2026-11-02&payment=not-paid"
    )
    assert field(reply, "paid-on")["value"] == "2 November 2026"
    assert not [one for one in seen(reply).all("input") if "aria-invalid" in one]
    assert "Paling lambat 5 Desember 2026 (12 hari lagi)" in reply["html"]


def test_fields_that_were_emptied_forget_their_days_and_the_method() -> None:
    reply = ask("details", f"{RESULT}&confirmed-on=2026-11-20&method=card", method="")

    assert reply["fragment"] == RESULT


@pytest.mark.parametrize(
    "typed", ["kemarin", "31 Februari 2026", "<b>", "31 Desember 2009", "4711"]
)
def test_what_is_no_day_is_shown_again_and_the_others_are_kept(typed: str) -> None:
    reply = ask("details", RESULT, day_paid_on=typed, day_confirmed_on="20 November 2026")
    wrong = field(reply, "paid-on")

    assert reply["kind"] == "result"
    assert "paid-on" not in reply["fragment"]
    assert "confirmed-on=2026-11-20" in reply["fragment"]
    assert (wrong["value"], wrong["aria-invalid"]) == (typed, "true")
    assert seen(reply).one(id=wrong["aria-describedby"]).text == (
        words("day-unread").format(typed=typed)
    )
    assert "aria-invalid" not in field(reply, "confirmed-on")


def test_an_unread_day_is_shown_even_where_a_question_would_follow() -> None:
    assert ask("details", "", day_paid_on="2026-11-03")["kind"] == "question"
    assert ask("details", "", day_paid_on="kemarin")["kind"] == "result"


def test_an_unknown_method_is_none() -> None:
    assert ask("details", RESULT, method="<b>")["fragment"] == RESULT


# -- a pasted text --------------------------------------------------------------------------------


PASTED = """Order status: Completed
Name: Siti Rahma
Payment date: 3 November 2026
"""


def test_a_pasted_text_answers_questions_and_shows_what_it_was_read_from() -> None:
    reply = ask("read", pasted=PASTED)

    assert reply["kind"] == "reading"
    assert reply["question"] is None
    assert reply["fragment"] == "paid-on=2026-11-03&payment=paid&status-shown=completed"
    assert "Dibaca dari: “Order status: Completed”" in seen(reply).text
    assert "Dibaca dari: “Payment date: 3 November 2026”" in seen(reply).text
    assert flaws(seen(reply)) == []


def test_what_the_reader_said_goes_before_what_was_read() -> None:
    told = "paid-on=2026-11-01&status-shown=closed"
    reply = ask("read", told, pasted=PASTED)
    text = seen(reply).text

    assert reply["fragment"] == "paid-on=2026-11-01&payment=paid&status-shown=closed"
    assert "Order status: Completed”" not in text
    assert KNOWLEDGE.dates["paid-on"].label["id"] not in text
    assert KNOWLEDGE.questions["payment"].option("paid").statement["id"] in text


@pytest.mark.parametrize("action", ["read", "show", "answer"])
def test_the_words_of_a_pasted_text_never_reach_the_address(action: str) -> None:
    reply = ask(action, pasted=f"{PASTED}rahasia", question=FIRST, option="unsure")

    assert "rahasia" not in unquote(reply["fragment"]).lower()
    assert "Rahma" not in json.dumps(reply)


def test_a_text_that_says_nothing_changes_nothing_and_is_given_back_without_names() -> None:
    reply = ask("read", "method=card", pasted="Selamat pagi, Siti Rahma")

    assert reply["kind"] == "question"
    assert reply["fragment"] == "method=card"
    assert notices(reply) == [words("paste-nothing")]
    assert "Rahma" not in reply["html"]
    assert seen(reply).one("textarea").text.startswith("Selamat pagi")


@pytest.mark.parametrize("pasted", [None, "", "  \n"])
def test_no_text_at_all_says_nothing(pasted: str | None) -> None:
    reply = ask("read", pasted=pasted)

    assert notices(reply) == [words("paste-nothing")]
    assert "open" not in seen(reply).one("details", "oc-paste")


def test_what_was_read_can_be_changed_and_gone_on_from() -> None:
    reply = ask("read", pasted=PASTED)
    actions = [button["value"] for button in seen(reply).all("button")]

    assert actions == ["change:status-shown", "change:payment", "show", "restart"]
    assert ask("change:payment", reply["fragment"])["fragment"] == reply["fragment"]


# -- a case code ----------------------------------------------------------------------------------


TOLD = story({"payment": ["paid", "not-paid"], "store": "unsure"}, "card", paid_on=TODAY)


def code_of(versions: tuple[Version, ...] = KNOWLEDGE.versions) -> str:
    known = dataclasses.replace(KNOWLEDGE, versions=versions)
    return write_code(known, TOLD.answers, method=TOLD.method, days=TOLD.days)


def test_a_code_opens_the_story_that_it_holds() -> None:
    reply = ask("code", "message=none", code=f"  {code_of().lower()} ")

    assert reply["fragment"] == "method=card&paid-on=2026-11-23&payment=not-paid,paid&store=unsure"
    assert notices(reply) == []


def test_a_code_of_an_older_version_says_what_has_changed_since() -> None:
    reply = ask("code", code=code_of(KNOWLEDGE.versions[:1]))
    changes = " ".join(version.text["id"] for version in KNOWLEDGE.versions[1:])

    assert KNOWLEDGE.versions[1:]
    assert notices(reply) == [words("code-changed").format(changes=changes)]
    assert reply["fragment"] == ask("code", code=code_of())["fragment"]


def test_a_code_that_holds_what_is_gone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    book = KNOWLEDGE.codebook
    methods = tuple(
        Coded(id=one.id, since=one.since, becomes=() if one.id == "card" else one.becomes)
        for one in book.methods
    )
    changed = dataclasses.replace(book, methods=methods)
    monkeypatch.setattr(
        browser, "knowledge", lambda: dataclasses.replace(KNOWLEDGE, codebook=changed)
    )
    reply = ask("code", code=code_of())

    assert "method" not in reply["fragment"]
    assert notices(reply) == [words("code-dropped").format(n=1)]


NEWER = Version(number=len(KNOWLEDGE.versions) + 1, day=TODAY, digest="", text={})


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", Flaw.TOO_SHORT),
        ("AB", Flaw.TOO_SHORT),
        ("<b>ü</b>", Flaw.UNKNOWN_CHARACTER),
        ("AAAA-AAAA", Flaw.CHECK_FAILED),
        (code_of((*KNOWLEDGE.versions, NEWER)), Flaw.NEWER_VERSION),
    ],
)
def test_a_code_that_cannot_be_opened_says_why_and_is_given_back(typed: str, reason: Flaw) -> None:
    reply = ask("code", "method=card", code=typed)

    assert reply["kind"] == "question"
    assert reply["fragment"] == "method=card"
    assert notices(reply) == [words(f"code-{reason}")]
    assert seen(reply).one("input", name="code")["value"] == typed


def test_every_reason_against_a_code_is_tried() -> None:
    assert {f"code-{flaw}" for flaw in Flaw} <= KNOWLEDGE.interface.keys()
    assert len({words(f"code-{flaw}") for flaw in Flaw}) == len(Flaw) == 4


# -- several orders -------------------------------------------------------------------------------


def test_another_order_shares_what_is_the_same_for_the_checkout() -> None:
    reply = ask("add", f"{RESULT}&paid-on=2026-11-03&confirmed-on=2026-11-20&method=card")
    orders, _ = read_orders(KNOWLEDGE, reply["fragment"])

    assert reply["kind"] == "question"
    assert (len(orders.stories), orders.current) == (2, 1)
    assert orders.story.answers == {"payment": frozenset({"not-paid"})}
    assert orders.story.days == {"paid-on": dt.date(2026, 11, 3)}
    assert orders.story.method == "card"
    assert seen(reply).one("p", "oc-count").text.startswith("Pesanan 2 · ")


def test_orders_are_answered_shown_and_switched_one_by_one() -> None:
    added = ask("add", RESULT)
    answered = ask("answer", added["fragment"], question="store", option="item-gone")
    first = ask("order:0", answered["fragment"])
    table = seen(first).one("details", "oc-order-table")

    assert answered["fragment"] == f"{RESULT}/store=item-gone"
    assert first["kind"] == "result"
    assert first["fragment"] == f"{RESULT}&order=1/store=item-gone"
    assert [button["value"] for button in table.all("button")] == ["order:1"]
    assert words("order-unfinished") in table.text
    assert ask("order:1", first["fragment"])["fragment"] == answered["fragment"]


def test_a_shared_answer_counts_for_every_order() -> None:
    reply = ask("answer", f"{RESULT}/store=item-gone", question="payment", option="paid")

    assert reply["fragment"] == ("button-pressed=confirm-receipt&payment=paid/store=item-gone")


def test_a_day_of_one_order_stays_its_own() -> None:
    reply = ask("details", f"{RESULT}&order=1/{OTHER_RESULT}", day_confirmed_on="2026-11-20")
    orders, _ = read_orders(KNOWLEDGE, reply["fragment"])

    assert [list(one.days) for one in orders.stories] == [["confirmed-on"], []]


def test_an_order_that_is_not_there_shows_the_last_one() -> None:
    orders, _ = read_orders(KNOWLEDGE, ask("order:7", f"{RESULT}/store=item-gone")["fragment"])

    assert orders.current == 1


def test_a_question_about_the_only_order_has_no_number() -> None:
    assert "Pesanan" not in seen(ask("show")).one("p", "oc-count").text


def test_too_many_orders_in_an_address_are_dropped_with_a_notice() -> None:
    reply = ask("show", "/".join(["store=item-gone"] * (MOST_ORDERS + 1)))
    orders, _ = read_orders(KNOWLEDGE, reply["fragment"])

    assert len(orders.stories) == MOST_ORDERS
    assert notices(reply) == [words("dropped-part").format(parts="store=item-gone")]


# -- any way through ------------------------------------------------------------------------------


TYPED = st.sampled_from(["", "3 November 2026", "kemarin", "12/11/26", PASTED, code_of(), "AAAA"])


def filled(form: Element, place: int, typed: str) -> dict[str, object]:
    """The fields of a form as the page sends them."""
    radios = form.all("input", type="radio")
    boxes = form.all("input", type="checkbox")
    fields: dict[str, object] = {
        one["name"]: typed
        for one in (*form.all("input", type="text"), *form.all("textarea"))
        if "name" in one
    }
    fields |= {one["name"]: one["value"] for one in form.all("input", type="hidden")}
    fields |= {"option": radios[place % len(radios)]["value"]} if radios else {}
    fields["among"] = [one["value"] for one in boxes[: place % 3]] if place % 4 == 0 else []
    if methods := form.all("option"):
        fields["method"] = methods[place % len(methods)]["value"]
    return fields


@settings(max_examples=15)
@given(
    presses=st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 12), TYPED), min_size=3, max_size=8
    ),
    lang=st.sampled_from(LANGUAGES),
)
def test_every_button_leads_to_a_sound_page_whatever_the_fields_hold(
    presses: list[tuple[int, int, str]], lang: str
) -> None:
    reply = ask("show", language=lang)
    for button, place, typed in presses:
        form = seen(reply).one("form")
        buttons = form.all("button", type="submit")
        action = buttons[button % len(buttons)]["value"]
        reply = ask(action, reply["fragment"], language=lang, **filled(form, place, typed))

        assert flaws(seen(reply)) == []
        assert "Rahma" not in unquote(reply["fragment"])
        assert (reply["question"] is None) is (reply["kind"] != "question")
        assert ask("show", reply["fragment"])["fragment"] == reply["fragment"]


@pytest.mark.parametrize("fragment", [RESULT, f"{RESULT}&order=1/{OTHER_RESULT}"])
def test_every_button_of_a_result_leads_on(fragment: str) -> None:
    form = seen(ask("show", fragment)).one("form")
    actions = {button["value"] for button in form.all("button", type="submit")}

    assert len(actions) > 5
    assert {ask(action, fragment)["kind"] for action in actions} == {"question", "result"}
