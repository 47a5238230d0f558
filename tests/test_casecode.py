"""A case code keeps what a reader has said, notices slips, and stays readable for ever."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from pathlib import Path

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE, public_cases
from hypothesis import example, given
from hypothesis import strategies as st

from decision_tree import Knowledge
from decision_tree.answers import Answers, checked_answers
from decision_tree.benchmark import interviewed
from decision_tree.casecode import (
    BASE,
    LONGEST,
    PRIME,
    SYMBOLS,
    CodeError,
    Flaw,
    read_code,
    write_code,
)
from decision_tree.model import Coded, CodedQuestion, Version

DIGEST = Path(__file__).with_name("digest.txt")
NEWEST = KNOWLEDGE.versions[-1]
NEXT = NEWEST.number + 1

METHODS = st.none() | st.sampled_from(list(KNOWLEDGE.methods))
DAYS = st.dictionaries(st.sampled_from(list(KNOWLEDGE.dates)), st.dates())


def code(
    raw: Mapping[str, str | list[str]],
    method: str | None = None,
    days: Mapping[str, date] | None = None,
) -> str:
    """What the present knowledge writes."""
    return write_code(KNOWLEDGE, checked_answers(KNOWLEDGE, raw), method=method, days=days or {})


CODES = st.builds(code, ANSWERS, METHODS, DAYS)


def bare(text: str) -> str:
    return text.replace("-", "")


def opens(text: str) -> bool:
    try:
        read_code(KNOWLEDGE, text)
    except CodeError:
        return False
    return True


def flaw(text: str, knowledge: Knowledge = KNOWLEDGE) -> Flaw:
    with pytest.raises(CodeError) as error:
        read_code(knowledge, text)
    return error.value.reason


@given(raw=ANSWERS, method=METHODS, days=DAYS)
def test_a_code_opens_what_was_said(
    raw: dict[str, list[str]], method: str | None, days: dict[str, date]
) -> None:
    answers = checked_answers(KNOWLEDGE, raw)
    opened = read_code(KNOWLEDGE, write_code(KNOWLEDGE, answers, method=method, days=days))

    assert (opened.answers, opened.method, opened.days) == (answers, method, days)
    assert list(opened.answers) == list(answers)
    assert (opened.version, opened.changes, opened.dropped) == (NEWEST.number, (), ())


@pytest.mark.parametrize(
    "day", [date.min, date(2023, 12, 31), date(2024, 1, 1), date(2035, 3, 20), date.max]
)
def test_any_day_finds_room(day: date) -> None:
    days = dict.fromkeys(KNOWLEDGE.dates, day)

    assert read_code(KNOWLEDGE, code({}, days=days)).days == days


@given(text=CODES)
def test_a_code_is_groups_of_four_symbols(text: str) -> None:
    *groups, last = text.split("-")

    assert {len(group) for group in groups} <= {4}
    assert 1 <= len(last) <= 4
    assert set(bare(text)) <= set(SYMBOLS)


def test_everything_that_can_be_said_is_far_from_the_longest_code() -> None:
    everything = {q.id: list(q.option_ids) for q in KNOWLEDGE.questions.values()}
    text = code(everything, list(KNOWLEDGE.methods)[-1], dict.fromkeys(KNOWLEDGE.dates, date.min))

    assert len(bare(text)) < LONGEST / 2


def test_one_option_for_every_question_and_a_method_take_twelve_symbols_at_most() -> None:
    """The last options have the highest numbers."""
    last = {question.id: question.option_ids[-1] for question in KNOWLEDGE.questions.values()}

    assert len(bare(code(last, list(KNOWLEDGE.methods)[-1]))) <= 12


@pytest.mark.parametrize(
    ("days", "most"),
    [
        ({}, 14),
        ({"ended-on": date(2024, 1, 1)}, 17),
        ({"paid-on": date(2026, 11, 20), "ended-on": date(2035, 3, 18)}, 20),
    ],
)
def test_the_codes_of_public_cases_are_short(days: dict[str, date], most: int) -> None:
    cases = public_cases()
    asked = (interviewed(KNOWLEDGE, case).diagnosis.answers for case in cases)
    said = [*(case.answers for case in cases), *asked]
    texts = [write_code(KNOWLEDGE, answers, method="bonus", days=days) for answers in said]

    assert max(len(bare(text)) for text in texts) <= most


@given(text=CODES, mark=st.text(" \n\t./_\N{EN DASH}\N{NON-BREAKING HYPHEN}\N{SOFT HYPHEN}"))
def test_small_letters_and_separators_do_not_matter(text: str, mark: str) -> None:
    written = text.lower().replace("-", mark)

    assert read_code(KNOWLEDGE, f"{mark}{written}.") == read_code(KNOWLEDGE, text)


@given(text=CODES)
def test_letters_that_look_like_digits_are_read_as_digits(text: str) -> None:
    for one, look in product("1", "IiLl"):
        misread = text.replace(one, look).replace("0", "O")

        assert read_code(KNOWLEDGE, misread) == read_code(KNOWLEDGE, text)


@given(text=CODES)
def test_one_wrong_symbol_is_noticed(text: str) -> None:
    right = bare(text)
    wrong = [
        right[:place] + symbol + right[place + 1 :]
        for place in range(len(right))
        for symbol in SYMBOLS
        if symbol != right[place]
    ]

    assert {flaw(slip) for slip in wrong} == {Flaw.CHECK_FAILED}


@given(text=CODES)
def test_two_neighbours_that_change_places_are_noticed(text: str) -> None:
    right = bare(text)
    swapped = [
        right[:place] + second + first + right[place + 2 :]
        for place, (first, second) in enumerate(pairwise(right))
        if first != second
    ]

    assert {flaw(slip) for slip in swapped} == {Flaw.CHECK_FAILED}


@given(text=CODES)
def test_a_last_symbol_that_is_lost_or_one_too_many_is_noticed(text: str) -> None:
    right = bare(text)

    assert not any(map(opens, (right[:-1], *(f"{right}{symbol}" for symbol in SYMBOLS))))


def test_a_code_of_any_length_passes_the_check_with_neither_slip() -> None:
    """A wrong symbol adds d * 32**n to the code as a number, swapped neighbours d * 31 * 32**n.

    A prime divides a product only where it divides a factor; all factors are at most 32.
    """
    assert all(PRIME % divisor for divisor in range(2, PRIME))
    assert all(factor % PRIME for factor in range(1, BASE + 1))
    assert len(set(SYMBOLS)) == len(SYMBOLS) == BASE


@given(text=st.text() | st.text(SYMBOLS + "-", max_size=24) | st.text(SYMBOLS, min_size=300))
def test_any_text_opens_or_is_refused(text: str) -> None:
    assert opens(text) or flaw(text) in set(Flaw)


@given(body=st.text(SYMBOLS, min_size=1, max_size=16), start=st.sampled_from([code({})[0], ""]))
@example(body="N3", start="2")
def test_what_opens_is_what_would_have_been_written(body: str, start: str) -> None:
    """One code, one meaning: what passes the check by chance alone is refused."""
    tails = (f"{start}{body}{first}{second}" for first, second in product(SYMBOLS, repeat=2))
    for text in filter(opens, tails):
        found = read_code(KNOWLEDGE, text)
        again = write_code(KNOWLEDGE, found.answers, method=found.method, days=found.days)

        assert text == bare(again) or found.version < NEWEST.number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Flaw.TOO_SHORT),
        ("- -", Flaw.TOO_SHORT),
        ("1Z", Flaw.TOO_SHORT),
        ("1ZU", Flaw.UNKNOWN_CHARACTER),
        ("U", Flaw.UNKNOWN_CHARACTER),
        ("1Zß", Flaw.UNKNOWN_CHARACTER),
        ("1Zﬆ", Flaw.UNKNOWN_CHARACTER),
        ("1Z٣", Flaw.UNKNOWN_CHARACTER),
        ("1ZT", Flaw.CHECK_FAILED),
        ("01ZV", Flaw.CHECK_FAILED),
        ("000", Flaw.CHECK_FAILED),
        ("0000000000", Flaw.CHECK_FAILED),
        ("0" * 100_000, Flaw.CHECK_FAILED),
        ("Z" * 255, Flaw.CHECK_FAILED),
    ],
)
def test_a_text_that_is_no_code_is_refused_with_a_reason(text: str, reason: Flaw) -> None:
    assert flaw(text) is reason


def test_every_reason_has_a_sentence_for_readers() -> None:
    assert {f"code-{reason}" for reason in Flaw} <= KNOWLEDGE.interface.keys()


# What later versions do to codes of this one.


def later(knowledge: Knowledge = KNOWLEDGE) -> Knowledge:
    """The knowledge with one more version, which changed nothing yet."""
    number = knowledge.versions[-1].number + 1
    version = Version(number=number, day=date(2027, 1, 1), digest="", text={})
    return replace(knowledge, versions=(*knowledge.versions, version))


def with_questions(knowledge: Knowledge, *coded: CodedQuestion) -> Knowledge:
    """The knowledge with these numbers of questions, in the place of those of the same id."""
    numbers = {q.id: q for q in (*knowledge.codebook.questions, *coded)}
    return replace(knowledge, codebook=replace(knowledge.codebook, questions=(*numbers.values(),)))


def coded(question: str) -> CodedQuestion:
    return next(entry for entry in KNOWLEDGE.codebook.questions if entry.id == question)


def renamed(question: str, **becomes: tuple[str, ...]) -> CodedQuestion:
    """The number of a question some of whose options were retired."""
    old = coded(question)
    options = (replace(o, becomes=becomes.get(o.id.replace("-", "_"))) for o in old.options)
    return replace(old, options=tuple(options))


def grown() -> Knowledge:
    """The next version, with a further option, question, method and day."""
    knowledge = later()
    payment = coded("payment")
    barter = Coded(id="by-barter", since=NEXT, becomes=None)
    colours = (Coded(id="red", since=NEXT, becomes=None), Coded(id="blue", since=NEXT, becomes=()))
    new = CodedQuestion(id="colour", since=NEXT, becomes=None, options=colours)
    knowledge = with_questions(knowledge, replace(payment, options=(*payment.options, barter)), new)
    book = knowledge.codebook
    methods = (*book.methods, Coded(id="cash", since=NEXT, becomes=None))
    dates = (*book.dates, Coded(id="sent-on", since=NEXT, becomes=None))
    return replace(
        knowledge,
        codebook=replace(book, methods=methods, dates=dates),
        questions={**knowledge.questions, "colour": KNOWLEDGE.questions["payment"]},
        methods={**knowledge.methods, "cash": KNOWLEDGE.methods["card"]},
        dates={**knowledge.dates, "sent-on": KNOWLEDGE.dates["paid-on"]},
    )


@given(raw=ANSWERS, method=METHODS, days=DAYS)
def test_an_old_code_opens_unchanged_after_the_knowledge_has_grown(
    raw: dict[str, list[str]], method: str | None, days: dict[str, date]
) -> None:
    knowledge = grown()
    opened = read_code(knowledge, code(raw, method, days))

    assert opened.answers == checked_answers(KNOWLEDGE, raw)
    assert (opened.method, opened.days, opened.dropped) == (method, days, ())
    assert opened.version == NEWEST.number
    assert opened.changes == knowledge.versions[-1:]


def test_what_was_added_stands_in_new_codes() -> None:
    knowledge = grown()
    answers: Answers = {"payment": frozenset({"by-barter"}), "colour": frozenset({"red"})}
    days = {"sent-on": date(2027, 2, 1)}
    opened = read_code(knowledge, write_code(knowledge, answers, method="cash", days=days))

    assert (opened.answers, opened.method, opened.days) == (answers, "cash", days)
    assert (opened.version, opened.changes) == (NEXT, ())


def test_a_code_of_a_newer_version_is_refused() -> None:
    assert flaw(write_code(grown(), {})) is Flaw.NEWER_VERSION


def test_versions_may_become_many() -> None:
    knowledge = KNOWLEDGE
    for _ in range(40):
        knowledge = later(knowledge)
    opened = read_code(knowledge, write_code(knowledge, {"bank": frozenset({"hold"})}))

    assert opened.version == NEWEST.number + 40
    assert opened.answers == {"bank": {"hold"}}
    assert len(read_code(knowledge, code({})).changes) == 40


PAYMENT = renamed("payment", being_verified=("not-paid", "paid"), not_paid=())
BANK = replace(renamed("bank", nothing=("none",)), becomes=("message",))
STORE = replace(coded("store"), becomes=())


@pytest.mark.parametrize(
    ("raw", "kept", "dropped"),
    [
        ({"payment": "paid"}, {"payment": {"paid"}}, ()),
        ({"payment": "being-verified"}, {"payment": {"paid", "not-paid"}}, ()),
        ({"payment": "unsure"}, {"payment": set()}, ()),
        ({"payment": "not-paid"}, {}, ("payment",)),
        ({"payment": ["not-paid", "paid"]}, {}, ("payment",)),
        ({"payment": ["being-verified", "paid"]}, {"payment": {"paid", "not-paid"}}, ()),
        ({"bank": "nothing"}, {"message": {"none"}}, ()),
        ({"bank": "unsure"}, {"message": set()}, ()),
        (
            {"bank": "nothing", "other-orders": "normal"},
            {"message": {"none"}, "other-orders": {"normal"}},
            (),
        ),
        ({"bank": "nothing", "message": "account"}, {"message": {"account"}}, ("bank",)),
        ({"store": "item-gone", "dispute": "never"}, {"dispute": {"never"}}, ("store",)),
        ({"store": "unsure"}, {}, ("store",)),
    ],
)
def test_what_was_retired_becomes_what_stands_for_it(
    raw: dict[str, str | list[str]], kept: dict[str, set[str]], dropped: tuple[str, ...]
) -> None:
    opened = read_code(with_questions(later(), PAYMENT, BANK, STORE), code(raw))

    assert opened.answers == kept
    assert list(opened.answers) == list(kept)
    assert opened.dropped == dropped


def retired(entries: tuple[Coded, ...], **becomes: tuple[str, ...]) -> tuple[Coded, ...]:
    return tuple(replace(e, becomes=becomes.get(e.id.replace("-", "_"))) for e in entries)


@pytest.mark.parametrize(
    ("method", "days", "kept", "dropped"),
    [
        ("paypal", {}, ("wallet", {}), ()),
        ("bonus", {}, (None, {}), ("bonus",)),
        (None, {"dispute-on": 3, "ended-on": 2}, (None, {"ended-on": 2}), ("dispute-on",)),
        (
            "card",
            {"delivered-on": 1, "refund-on": 2},
            ("card", {"ended-on": 1, "refund-on": 2}),
            (),
        ),
        (None, {"delivered-on": 1, "ended-on": 2}, (None, {"ended-on": 2}), ("delivered-on",)),
    ],
)
def test_methods_and_days_are_carried_over_likewise(
    method: str | None,
    days: dict[str, int],
    kept: tuple[str | None, dict[str, int]],
    dropped: tuple[str, ...],
) -> None:
    book = replace(
        KNOWLEDGE.codebook,
        methods=retired(KNOWLEDGE.codebook.methods, paypal=("wallet",), bonus=()),
        dates=retired(KNOWLEDGE.codebook.dates, delivered_on=("ended-on",), dispute_on=()),
    )
    named = {kind: date(2026, 11, day) for kind, day in days.items()}
    opened = read_code(replace(later(), codebook=book), code({}, method, named))

    assert (opened.method, {kind: day.day for kind, day in opened.days.items()}) == kept
    assert list(opened.days) == list(kept[1])
    assert opened.dropped == dropped


@pytest.mark.parametrize(
    ("text", "answers", "method", "days"),
    [
        ("1ZV", {}, None, {}),
        (
            "189P-QH",
            {
                "payment": "paid",
                "tracking-number": "no",
                "closed-when": "shipping-countdown-ended",
                "refund-line": "unsure",
            },
            None,
            {},
        ),
        (
            "15V9-5PHJ-Z979",
            {
                "status-shown": "refund-processing",
                "payment": "paid",
                "tracking-number": "yes",
                "closed-when": "other-time",
                "button-pressed": "none",
                "refund-line": "completed",
                "dispute": "still-open",
                "last-tracking": "no-tracking",
                "days-since": "more-than-15",
                "message": "promotion",
                "bank": "money-back",
                "store": "store-gone",
                "other-orders": "same-checkout-part",
                "order-details": "country-not-served",
            },
            "bonus",
            {},
        ),
        (
            "1N1R-ASVW-9035-4VTJ-N8MM-2Q7",
            {
                "status-shown": ["closed", "cancelled"],
                "order-details": ["nothing-special", "country-not-served"],
            },
            "paypal",
            {
                "ordered-on": date(2026, 10, 1),
                "paid-on": date(2026, 10, 2),
                "refund-on": date(2026, 11, 20),
            },
        ),
    ],
)
def test_codes_that_readers_wrote_down_still_open(
    text: str,
    answers: dict[str, str | list[str]],
    method: str | None,
    days: dict[str, date],
) -> None:
    """Never change a line here: a number of the codebook would have changed its meaning."""
    opened = read_code(KNOWLEDGE, text)

    assert opened.answers == checked_answers(KNOWLEDGE, answers)
    assert (opened.method, opened.days, opened.version) == (method, days, 1)


def test_the_newest_version_is_that_of_the_present_interviews() -> None:
    assert DIGEST.read_text("utf-8").strip() == NEWEST.digest, (
        "the interviews changed: add a version to knowledge/versions.toml that tells readers what"
        " changed"
    )
