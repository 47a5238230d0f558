"""The replies that fit a case, most dangerous first, with an answer that gives nothing away."""

import re

import pytest
from engine_fixtures import KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.model import Reply, Risk
from decision_tree.replies import replies_for

REPLIES = list(KNOWLEDGE.replies.values())
CAUSES = list(KNOWLEDGE.causes)
DANGEROUS = {"confirm-first", "wait-longer", "cancel-dispute", "talk-elsewhere"}
PRIVATE = re.compile(r"[\d@{}<>]")


def ids(*plausible: str) -> list[str]:
    return [reply.id for reply in replies_for(KNOWLEDGE, plausible)]


@given(plausible=st.sets(st.sampled_from(CAUSES)))
def test_replies_fit_a_plausible_cause_or_any(plausible: set[str]) -> None:
    shown = replies_for(KNOWLEDGE, plausible)

    assert set(shown_ids(shown)) == {
        reply.id for reply in REPLIES if not reply.causes or reply.causes & plausible
    }


@given(plausible=st.sets(st.sampled_from(CAUSES)))
def test_the_most_dangerous_come_first_and_ties_stay_in_order(plausible: set[str]) -> None:
    shown = replies_for(KNOWLEDGE, plausible)
    places = [(list(Risk).index(reply.risk), REPLIES.index(reply)) for reply in shown]

    assert places == sorted(places)


def shown_ids(shown: tuple[Reply, ...]) -> list[str]:
    return [reply.id for reply in shown]


def test_the_traps_are_called_dangerous() -> None:
    assert {reply.id for reply in REPLIES if reply.risk is Risk.DANGER} == DANGEROUS


def test_every_risk_is_there() -> None:
    assert {reply.risk for reply in REPLIES} == set(Risk)


def test_who_has_paid_nothing_is_not_told_about_refunds() -> None:
    assert ids("unpaid-timeout") == ["talk-elsewhere", "ticket-closed"]


def test_who_confirmed_by_mistake_sees_the_traps_first() -> None:
    assert set(ids("receipt-confirmed")[: len(DANGEROUS)]) == DANGEROUS


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_replies(cause: str) -> None:
    assert ids(cause)


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply.id)
def test_a_reply_costs_a_time_that_runs_under_each_of_its_causes(reply: Reply) -> None:
    if reply.limit:
        assert reply.causes
        for cause in reply.causes:
            assert reply.limit in KNOWLEDGE.causes[cause].deadline.limits


@pytest.mark.parametrize("lang", list(KNOWLEDGE.languages))
@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply.id)
def test_an_answer_is_short_and_names_no_order_and_no_figure(reply: Reply, lang: str) -> None:
    sentences = reply.answer[lang]

    assert 2 <= len(sentences) <= 4
    assert all(sentence.endswith(".") for sentence in sentences)
    assert all(len(sentence.split()) <= 20 for sentence in sentences)
    assert not any(PRIVATE.search(sentence) for sentence in sentences)


@pytest.mark.parametrize("lang", list(KNOWLEDGE.languages))
def test_what_they_say_is_marked_as_our_own_wording(lang: str) -> None:
    mark = {"id": "Kira-kira: ", "en": "Something like: "}[lang]

    assert all(reply.says[lang].startswith(mark) for reply in REPLIES)
    assert not any("“" in reply.says[lang] for reply in REPLIES)
