"""Messages say what the reader answered, ask for one thing, and fit the box."""

import copy
import dataclasses
import re
from collections.abc import Mapping, Sequence
from itertools import product

import pytest
from engine_fixtures import ANSWERS, KNOWLEDGE, public_cases
from hypothesis import given
from hypothesis import strategies as st
from test_building import DATA

from decision_tree import KnowledgeError, diagnose
from decision_tree.answers import Answer, Answers, checked_answers, met
from decision_tree.building import build
from decision_tree.cases import Case
from decision_tree.messages import FEWEST_EXHIBITS, Letter, compose, letters
from decision_tree.model import Effect, Exhibit, Message, MessagePart, Text
from decision_tree.wording import PLACEHOLDER

LANGUAGES = list(KNOWLEDGE.languages)
MESSAGES = list(KNOWLEDGE.messages.values())
PARTS = [(message, part) for message in MESSAGES for part in message.parts]
CAUSES = list(KNOWLEDGE.causes)
ANY_LENGTH = 100_000
REQUEST = "request"

DAYS = {day: dict.fromkeys(LANGUAGES, "30 September 2026") for day in KNOWLEDGE.dates}
EXHIBITS = tuple(
    Exhibit(
        id=str(number),
        name={
            lang: f"screenshot of the {number}th page of the order, {lang}" for lang in LANGUAGES
        },
        capture={},
        why={},
        substitute={},
        when={},
        denied_by={},
    )
    for number in range(5)
)
PLAUSIBLE = st.lists(st.sampled_from(CAUSES), min_size=1, unique=True)
SOME_DAYS = st.lists(st.sampled_from(list(DAYS)), unique=True).map(
    lambda named: {day: DAYS[day] for day in named}
)
SOME_EXHIBITS = st.integers(0, len(EXHIBITS)).map(lambda count: EXHIBITS[:count])


def written(
    name: str,
    answers: Mapping[str, Answer] | None = None,
    plausible: Sequence[str] = CAUSES,
    days: Mapping[str, Text] | None = None,
    exhibits: Sequence[Exhibit] = (),
) -> Letter | None:
    """The message called `name` as long as it can be."""
    return compose(
        KNOWLEDGE,
        KNOWLEDGE.messages[name],
        checked_answers(KNOWLEDGE, answers or {}),
        plausible,
        days=days or {},
        exhibits=exhibits,
        length=ANY_LENGTH,
    )


def english(name: str, answers: Mapping[str, Answer], *plausible: str) -> str:
    letter = written(name, answers, plausible)
    assert letter is not None, f"no message to '{name}'"
    return letter.text("en")


def placeholders(part: MessagePart) -> set[str]:
    return {name for text in part.text.values() for name in PLACEHOLDER.findall(text)}


def says(letter: Letter, part: MessagePart) -> bool:
    """Whether the part stands in the letter, whatever its placeholders became."""
    pattern = {
        lang: ".+".join(map(re.escape, PLACEHOLDER.sub("\0", text).split("\0")))
        for lang, text in part.text.items()
    }
    return any(
        all(re.fullmatch(pattern[lang], sentence[lang]) for lang in pattern)
        for sentence in letter.sentences
    )


def may_stand(part: MessagePart, answers: Answers, plausible: Sequence[str]) -> bool:
    denied = any(met({question: said}, answers) for question, said in part.denied_by.items())
    covered = not part.covers or set(plausible) <= part.covers
    return met(part.when, answers) and not denied and covered


def settings_for(message: Message, part: MessagePart) -> list[Letter | None]:
    """The message for every reader whose few answers could make the part appear."""
    questions = list(part.when)
    return [
        written(
            message.id,
            dict(zip(questions, options, strict=True)),
            [cause],
            {day: DAYS[day] for day in placeholders(part) & set(DAYS)},
            EXHIBITS,
        )
        for options in product(*(sorted(part.when[question]) for question in questions))
        for cause in CAUSES
    ]


@pytest.mark.parametrize(
    ("message", "part"), PARTS, ids=[f"{message.id}-{part.text['en']}" for message, part in PARTS]
)
def test_every_sentence_is_said_to_somebody(message: Message, part: MessagePart) -> None:
    assert any(letter and says(letter, part) for letter in settings_for(message, part))


@given(ANSWERS, PLAUSIBLE, SOME_DAYS, SOME_EXHIBITS)
def test_every_sentence_is_carried_by_the_answers(
    answers: dict[str, list[str]],
    plausible: list[str],
    days: dict[str, Text],
    exhibits: tuple[Exhibit, ...],
) -> None:
    checked = checked_answers(KNOWLEDGE, answers)
    for letter in letters(KNOWLEDGE, checked, plausible, days=days, exhibits=exhibits):
        standing = [p for p in letter.message.parts if may_stand(p, checked, plausible)]
        for sentence in letter.sentences:
            alone = dataclasses.replace(letter, sentences=(sentence,))
            assert any(says(alone, part) for part in standing), sentence["en"]
        assert not PLACEHOLDER.search(" ".join(map(letter.text, LANGUAGES)))


@given(ANSWERS, PLAUSIBLE)
def test_not_sure_says_as_much_as_no_answer(
    answers: dict[str, list[str]], plausible: list[str]
) -> None:
    checked = checked_answers(KNOWLEDGE, answers)
    answered = {question: options for question, options in checked.items() if options}

    assert letters(KNOWLEDGE, checked, plausible, days={}, exhibits=()) == letters(
        KNOWLEDGE, answered, plausible, days={}, exhibits=()
    )


@given(ANSWERS, PLAUSIBLE)
def test_every_message_asks_for_exactly_one_thing(
    answers: dict[str, list[str]], plausible: list[str]
) -> None:
    checked = checked_answers(KNOWLEDGE, answers)
    for letter in letters(KNOWLEDGE, checked, plausible, days={}, exhibits=()):
        requests = {p.text["en"] for p in letter.message.parts if p.topic == REQUEST}
        assert len([s for s in letter.sentences if s["en"] in requests]) == 1


def test_a_sentence_that_no_answer_carries_claims_nothing() -> None:
    openings = ("Hello", "Please", "I ask", "I attach", "Thank you")
    uncarried = [
        part.text["en"] for _, part in PARTS if not part.when and not placeholders(part) & set(DAYS)
    ]

    assert [text for text in uncarried if not text.startswith(openings)] == []


def test_a_day_is_named_by_its_placeholder_alone() -> None:
    months = re.compile(r"\b(?:19|20)\d\d\b")

    assert [p.text["en"] for _, p in PARTS if any(map(months.search, p.text.values()))] == []


def test_nothing_personal_is_ever_asked_of_the_reader() -> None:
    assert {name for _, part in PARTS for name in placeholders(part)} <= {*DAYS, "exhibits"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_ends_alike_in_every_language(lang: str) -> None:
    ends = re.compile(r"[.!?](?=\s|$)")

    assert [
        part.text[lang]
        for _, part in PARTS
        if ends.findall(part.text[lang]) != ["."] or not part.text[lang].endswith(".")
    ] == []


def test_days_and_exhibits_stand_in_every_language_of_a_sentence() -> None:
    assert [
        part.text["en"]
        for _, part in PARTS
        if any(set(PLACEHOLDER.findall(text)) != placeholders(part) for text in part.text.values())
    ] == []


@pytest.mark.parametrize("case", public_cases(), ids=lambda case: case.id)
def test_every_public_case_gets_a_message_to_customer_service(case: Case) -> None:
    plausible = [ranked.id for ranked in diagnose(KNOWLEDGE, case.answers).plausible]
    composed = letters(KNOWLEDGE, case.answers, plausible, days={}, exhibits=())

    assert "support" in [letter.message.id for letter in composed]


def test_who_answered_nothing_gets_a_greeting_a_question_and_thanks() -> None:
    assert english("support", {}, *CAUSES) == (
        "Hello, I need help with an order. Please tell me why the status changed, and where my"
        " payment is now. Thank you."
    )


@pytest.mark.parametrize(
    ("name", "answers", "plausible"),
    [
        ("dispute", {"payment": "not-paid"}, "receipt-confirmed"),
        ("dispute", {"dispute": "still-open"}, "customs-refused"),
        ("dispute", {"refund-line": "processing"}, "dispute-withdrawn"),
        ("dispute", {"days-since": "more-than-15"}, "receipt-confirmed"),
        ("dispute", {}, "unpaid-timeout"),
        ("seller", {"payment": "being-verified"}, "out-of-stock"),
        ("seller", {}, "payment-check-failed"),
        ("bank", {"bank": "nothing"}, "payment-check-failed"),
        ("bank", {"bank": "money-back"}, "dispute-refunded"),
        ("bank", {}, "unpaid-timeout"),
    ],
)
def test_a_message_that_makes_no_sense_is_not_written(
    name: str, answers: dict[str, Answer], plausible: str
) -> None:
    assert written(name, answers, [plausible]) is None


def test_no_refund_is_asked_for_while_the_bank_may_be_looking_into_the_payment() -> None:
    assert written("dispute", {}, ["receipt-confirmed"]) is not None
    assert written("dispute", {}, ["receipt-confirmed", "bank-chargeback"]) is None


@given(ANSWERS, PLAUSIBLE)
def test_no_message_does_harm_under_a_plausible_cause(
    answers: dict[str, list[str]], plausible: list[str]
) -> None:
    checked = checked_answers(KNOWLEDGE, answers)
    for letter in letters(KNOWLEDGE, checked, plausible, days={}, exhibits=()):
        effects = {KNOWLEDGE.causes[c].effects[letter.message.action] for c in plausible}
        assert Effect.HARMFUL not in effects


@pytest.mark.parametrize(
    ("name", "answers", "plausible", "request_"),
    [
        ("dispute", {}, "receipt-confirmed", "I ask for a refund"),
        ("dispute", {"dispute": "decided-against"}, "dispute-lost", "I ask you to review"),
        ("seller", {"last-tracking": "returned-to-sender"}, "returned-to-sender", "back with you"),
        ("seller", {"dispute": "still-open"}, "customs-refused", "answer in the dispute"),
        ("support", {}, "payment-check-failed", "when the amount was released"),
        ("support", {"refund-line": "completed"}, "dispute-refunded", "its ARN"),
        ("support", {"status-shown": "frozen"}, "seller-frozen", "why the order is frozen"),
        ("support", {}, "receipt-confirmed", "whether I can still ask for a refund"),
        ("bank", {"bank": "hold"}, "payment-check-failed", "until when the amount is held"),
        ("bank", {"refund-line": "completed"}, "dispute-refunded", "from the date of purchase"),
        ("bank", {"message": "chargeback"}, "bank-chargeback", "a dispute about this transaction"),
    ],
)
def test_what_is_asked_for_fits_the_reader(
    name: str, answers: dict[str, Answer], plausible: str, request_: str
) -> None:
    assert request_ in english(name, answers, plausible)


def test_what_fits_only_some_plausible_causes_is_not_asked() -> None:
    asked = "whether I can still ask for a refund"

    assert asked not in english("support", {}, "receipt-confirmed", "out-of-stock")


REFUND_MAY_RUN = st.sampled_from(["requested", "processing", "completed", "unsure"])


@given(ANSWERS, REFUND_MAY_RUN)
def test_the_bank_is_not_asked_about_a_chargeback_while_a_refund_may_run(
    answers: dict[str, list[str]], refund: str
) -> None:
    said = answers | {"message": ["none"], "refund-line": [refund], "bank": ["charged"]}

    assert "chargeback" not in english("bank", said, "receipt-confirmed")


def test_the_bank_is_asked_for_the_limit_once_no_refund_runs() -> None:
    charged = {"bank": "charged", "refund-line": "none"}

    assert "not disputing this transaction (chargeback) yet" in english(
        "bank", charged, "receipt-confirmed"
    )


def test_a_day_is_said_once_the_reader_named_it() -> None:
    named = written("support", days={"paid-on": DAYS["paid-on"]})

    assert named is not None
    assert "I paid on 30 September 2026." in named.text("en")
    assert "Saya membayar pada 30 September 2026." in named.text("id")
    assert "I paid" not in english("support", {}, *CAUSES)


def test_exhibits_are_numbered() -> None:
    letter = written("support", exhibits=EXHIBITS[:2])

    assert letter is not None
    assert f"I attach: 1. {EXHIBITS[0].name['en']}; 2. {EXHIBITS[1].name['en']}." in letter.text(
        "en"
    )


def test_without_exhibits_nothing_is_attached() -> None:
    assert "attach" not in english("support", {}, *CAUSES)


def version(length: int) -> Letter | None:
    """The message to customer service for nothing but exhibits, at one length."""
    support = KNOWLEDGE.messages["support"]
    return compose(KNOWLEDGE, support, {}, CAUSES, days={}, exhibits=EXHIBITS, length=length)


def versions() -> dict[str, Letter]:
    """Every version of that message from its full length down, by its English text."""
    whole = version(ANY_LENGTH)
    assert whole is not None
    length = len(whole.text("en"))
    least = len(english("support", {}, *CAUSES)) - len(" Thank you.")
    found = [letter for n in range(length, least - 1, -1) if (letter := version(n))]
    return {letter.text("en"): letter for letter in found}


def test_a_list_of_exhibits_loses_its_last_ones_but_never_goes_below_two() -> None:
    counts = [len(re.findall(r"\d\. screenshot", text)) for text in versions()]

    # Thanks go first: they matter less than the exhibits.
    assert counts == [5, 5, 4, 3, FEWEST_EXHIBITS, 0]


def test_only_the_whole_message_is_not_called_shortened() -> None:
    assert [letter.is_shortened for letter in versions().values()] == [False] + [True] * 5


EDGES = (1, 100, 150, 250, 400)


@pytest.mark.parametrize("sent_in", LANGUAGES)
@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.id)
@given(answers=ANSWERS, plausible=PLAUSIBLE)
def test_a_message_always_fits_its_box(
    message: Message, sent_in: str, answers: dict[str, list[str]], plausible: list[str]
) -> None:
    sent = dataclasses.replace(message, sent_in=sent_in)
    checked = checked_answers(KNOWLEDGE, answers)
    letter = compose(KNOWLEDGE, sent, checked, plausible, days=DAYS, exhibits=EXHIBITS)

    assert letter is None or 0 < len(letter.text(sent_in)) <= message.length


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.id)
@given(answers=ANSWERS, plausible=PLAUSIBLE, length=st.sampled_from(EDGES))
def test_a_box_that_is_too_small_is_told_the_least_length(
    message: Message, answers: dict[str, list[str]], plausible: list[str], length: int
) -> None:
    checked = checked_answers(KNOWLEDGE, answers)

    def at(length: int) -> Letter | None:
        return compose(
            KNOWLEDGE, message, checked, plausible, days=DAYS, exhibits=EXHIBITS, length=length
        )

    try:
        letter = at(length)
    except ValueError as error:
        least = int(re.findall(r"takes (\d+) characters", str(error))[0])
        letter, length = at(least), least
        assert letter is not None
        assert len(letter.text(message.sent_in)) == least
    assert letter is None or len(letter.text(message.sent_in)) <= length


@given(ANSWERS, PLAUSIBLE)
def test_what_always_stays_survives_any_shortening(
    answers: dict[str, list[str]], plausible: list[str]
) -> None:
    checked = checked_answers(KNOWLEDGE, answers)
    for whole in letters(KNOWLEDGE, checked, plausible, days={}, exhibits=()):
        kept = {part.text["en"] for part in whole.message.parts if not part.rank}
        staying = [s["en"] for s in whole.sentences if s["en"] in kept]
        length = len(" ".join(s[whole.message.sent_in] for s in whole.sentences if s["en"] in kept))
        least = compose(
            KNOWLEDGE, whole.message, checked, plausible, days={}, exhibits=(), length=length
        )
        assert least is not None
        assert [s["en"] for s in least.sentences] == staying


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("sent-in", "zz", "messages.bank.sent-in: no language is called 'zz'"),
        ("action", "call-bank", "messages.bank.action: no action is called 'call-bank'"),
        ("causes", ["lost"], "messages.bank.causes: no cause is called 'lost'"),
        ("denied-by", {"bank": ["empty"]}, "messages.bank.denied-by.bank: no option is called"),
        ("parts", "none", "messages.bank.parts: must be a list of sentences"),
    ],
)
def test_an_unsound_message_is_refused_with_its_place(
    key: str, value: object, problem: str
) -> None:
    data = copy.deepcopy(DATA)
    data["messages"]["bank"][key] = value

    with pytest.raises(KnowledgeError) as error:
        build(data)
    assert any(found.startswith(problem) for found in error.value.problems)
