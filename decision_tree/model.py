"""The frozen types of the domain: what a question, a cause, an action or a fact is.

This module does not know where values come from, how causes are ranked or how they are shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Text = Mapping[str, str]
"""One piece of wording: language code → the finished sentence in that language."""

Texts = Mapping[str, tuple[str, ...]]
"""A list of sentences: language code → the sentences, in the same order in every language."""

Conditions = Mapping[str, frozenset[str]]
"""Question id → option ids; holds when each named question is answered by one of its options."""


class Sentence(str):
    """A finished text that still knows which figures were filled into it.

    `template` is the text as it was written, with its placeholders.
    """

    __slots__ = ("template",)
    template: str


class Level(StrEnum):
    """How expected an answer is under a cause."""

    TYPICAL = "typical"
    POSSIBLE = "possible"
    UNUSUAL = "unusual"
    RULED_OUT = "ruled-out"


class Effect(StrEnum):
    """What an action does to a reader whose order closed for a certain cause."""

    RIGHT = "right"
    HARMLESS = "harmless"
    USELESS = "useless"
    HARMFUL = "harmful"


class Confidence(StrEnum):
    """How sure the fact register is of a figure or a cause; "none" where no source carries it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


class Urgency(StrEnum):
    """Whether a cause comes with a deadline that the reader can miss."""

    NONE = "none"
    SOON = "soon"
    NOW = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a question; `statement` says it as a sentence that stands alone."""

    id: str
    label: Text
    statement: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One observable thing to ask; `effort` runs from 1 (very easy to answer) to 4."""

    id: str
    dossier: str
    effort: int
    text: Text
    why: Text
    help_app: Text
    help_web: Text
    is_shared: bool
    """Whether all orders of one checkout have the same answer."""
    options: tuple[Option, ...]

    def option(self, option_id: str) -> Option:
        """Return the option called `option_id`; raises `KeyError` when there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    @property
    def option_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact was read: grade A (official) to D (program code), and the day it was seen."""

    id: str
    grade: str
    title: Text
    date: Text
    link: str | None
    seen: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit; `low` equals `high` unless the sources give a range."""

    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure or a rule, with where it was seen, when, and how sure we are.

    `wording` is the figure with its unit, such as "15 days", or the rule as a sentence. `amount`
    is None for a rule. After the day `review` it must be looked at again.
    """

    id: str
    about: Text
    wording: Text
    amount: Amount | None
    counts_from: Text | None
    differs_from: str | None
    """The fact for which this one is the value that other sources give."""
    note: Text | None
    dossier: str
    sources: tuple[str, ...]
    seen: dt.date
    review: dt.date
    confidence: Confidence

    def is_past_review(self, day: dt.date) -> bool:
        """Tell whether the fact should have been looked at again by `day`."""
        return self.review < day


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyState:
    """One of the places where the money can be.

    Where it is on its way, `window` is the normal time, counted from the earliest known day of
    `starts`; with `by_method` it is that of the method of payment. `ask` says what to ask for
    afterwards.
    """

    id: str
    name: Text
    window: Fact | None = None
    starts: tuple[str, ...] = ()
    by_method: bool = False
    ask: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRule:
    """Where the money is instead, once the answers meet `when` under a cause with one of `states`.

    The first rule that applies decides.
    """

    states: frozenset[str]
    when: Conditions
    state: MoneyState
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DateKind:
    """A day that the reader may name, such as the day of payment.

    It cannot lie before any day named in `after`, nor go together with the answers `denied_by`.
    """

    id: str
    label: Text
    after: tuple[str, ...]
    denied_by: Conditions
    is_shared: bool
    """Whether all orders of one checkout have the same day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """How a day answers a question: counted from the earliest of `starts` on.

    Up to the figure of `fact`, in days, the answer is `within`; afterwards it is `beyond`.
    """

    question: str
    starts: tuple[str, ...]
    fact: Fact
    within: str
    beyond: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way of paying: how long a refund takes on it, and what to ask for when it is late."""

    id: str
    name: Text
    window: Fact | None
    text: Text
    ask: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time that runs out: the window `fact` runs from the earliest known day of `starts`.

    Where none of them is known, it is counted from the earliest of `cautious`: days that lie before
    the true start for certain, so that the limit comes too early rather than too late. It holds
    for readers who pay by `method`, where one is named, and whose answers meet `when`.
    """

    id: str
    fact: Fact
    starts: tuple[str, ...]
    cautious: tuple[str, ...]
    method: str | None
    when: Conditions
    task: Text
    """What has to be done by then."""
    passed: Text
    """What is still possible afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePart:
    """One sentence of a message, the same in every language.

    It is left out unless the answers meet `when`, none of them is among `denied_by`, every day in
    its placeholders is known and, where `covers` names causes, every plausible one is among them.
    Of the parts that share a `topic` only the first that applies stays. The higher its `rank`, the
    sooner it goes when the message is too long; parts of rank 0 always stay.
    """

    text: Text
    when: Conditions
    denied_by: Conditions
    covers: frozenset[str]
    topic: str | None
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What to write to one recipient, in sentences; `length` is the most characters we allow.

    It is pasted in the language `sent_in`; the others are there to understand it. To send it is the
    action `action`. It is for readers under one of `causes`, all where that is empty, whose answers
    are not among `denied_by`.
    """

    id: str
    recipient: Text
    where: Text
    sent_in: str
    length: int
    action: str
    causes: frozenset[str]
    denied_by: Conditions
    parts: tuple[MessagePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A screen to capture: how to get it, why it helps, and what serves where it is gone.

    `name` is what a message calls it. It exists for readers whose answers meet `when` and are not
    among `denied_by`.
    """

    id: str
    name: Text
    capture: Text
    why: Text
    substitute: Text
    when: Conditions
    denied_by: Conditions


class Risk(StrEnum):
    """How careful a reader must be with what somebody writes."""

    DANGER = "danger"
    CAUTION = "caution"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Something that sellers or customer service write, and what to make of it.

    `answer` is the message to send back. It is shown under the causes it can be about, all where
    `causes` is empty. `limit` is the time that it can cost.
    """

    id: str
    says: Text
    sender: Text
    risk: Risk
    why: Text
    todo: Text
    answer: Texts
    limit: Limit | None
    causes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """The public holidays of the countries in which a payment is worked on.

    `days` maps country code → days off that are no weekend day, or would not be known as such;
    from `first` to `last` the list is complete.
    """

    first: dt.date
    last: dt.date
    days: Mapping[str, frozenset[dt.date]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of the year; `spellings` are other ways in which people write it."""

    name: Text
    spellings: tuple[str, ...]


Phrases = tuple[str, ...]
"""Phrases with brackets, as `phrases` expands them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """What a pasted text says when it answers a question with one option.

    `option` is None for words that look like an answer and are none. `values` count behind a label
    of the question, `lines` also as a line of their own, `sentences` wherever they stand, and
    `hints` do so where nothing else answers the question.
    """

    question: str
    option: str | None
    values: Phrases
    lines: Phrases
    sentences: Phrases
    hints: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """How a pasted text is read: what stands for what was taken out, and which words count.

    `labels` maps a question, or another kind of label, to the labels before its value. `days` does
    so for the kinds of days, and `cues` for the words that change the sense of others. `same` maps
    a word to those that are read like it. `stages` are options of a question that follow each other
    in time.
    """

    marks: Mapping[str, Text]
    labels: Mapping[str, Phrases]
    days: Mapping[str, Phrases]
    cues: Mapping[str, Phrases]
    same: Mapping[str, Phrases]
    clues: tuple[Clue, ...]
    stages: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A published state of the knowledge; `text` tells readers what it changed.

    `digest` stands for its interviews, as `proof` sums them up.
    """

    number: int
    day: dt.date
    digest: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Something that a case code can hold; its place among its like is its number for ever.

    `since` is the version that added it. Once it is retired, `becomes` holds the ids that stand for
    it, or nothing.
    """

    id: str
    since: int
    becomes: tuple[str, ...] | None

    @property
    def heirs(self) -> tuple[str, ...]:
        """What it is called today."""
        return (self.id,) if self.becomes is None else self.becomes


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedQuestion(Coded):
    """A question that a case code can hold, with all options that it ever had."""

    options: tuple[Coded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The numbers of everything that a case code can hold; they only ever grow."""

    questions: tuple[CodedQuestion, ...]
    methods: tuple[Coded, ...]
    dates: tuple[Coded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something the reader can do; `guard` is shown before one that cannot be undone.

    `unavailable` holds the answers under which the action is no longer open to the reader. Where it
    can hurt, `harm` says why and `doing` names it as what is better left alone; else both are None.
    """

    id: str
    title: Text
    detail: Text
    guard: Text | None
    doing: Text | None
    harm: Text | None
    unavailable: Conditions
    is_general: bool
    """Whether it helps any reader, whatever the cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A state that rides along with any cause and adds advice when `when` holds."""

    id: str
    dossier: str
    name: Text
    advice: Text
    when: tuple[Conditions, ...]
    """Alternatives: the situation holds when all conditions of one of them are met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Where the money is under a cause: the state and a sentence about this very cause."""

    state: MoneyState
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What holds instead, about deadline and money, once the answers say that it is too late."""

    when: Conditions
    text: Text
    money: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when to act under a cause; `limits` are the times that run out, where there are figures.

    `undated` says that something runs out on a day that nobody can tell, so that it means today;
    so does an urgency of "now" without a limit that can be counted.
    """

    urgency: Urgency
    undated: bool
    text: Text
    limits: tuple[Limit, ...]
    late: Late | None

    @property
    def fact(self) -> Fact | None:
        """The window that runs first in the order of the limits, None without a figure."""
        return self.limits[0].fact if self.limits else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A reason why an order closed, with its signs and what follows from it.

    `signs` maps question id → option id → level; a question that is missing says nothing about
    the cause. `right_actions` are in the order in which they help; `effects` names every action.
    """

    id: str
    dossier: str
    confidence: Confidence
    name: Text
    summary: Text
    meaning: Texts
    tell: Texts
    steps: Texts
    avoid: Texts
    money: Money
    deadline: Deadline
    signs: Mapping[str, Mapping[str, Level]]
    right_actions: tuple[str, ...]
    effects: Mapping[str, Effect]
    exhibits: tuple[str, ...]
    """The screens to capture, in this order."""
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Knowledge:
    """Everything that is known, in a fixed order; the order settles ties and nothing else.

    Two loaded knowledges are never equal, so that what is computed from one can be kept by it.
    """

    languages: Mapping[str, str]
    """Language code → the language's own name; the first one is the default."""
    questions: Mapping[str, Question]
    causes: Mapping[str, Cause]
    actions: Mapping[str, Action]
    situations: Mapping[str, Situation]
    money_states: Mapping[str, MoneyState]
    money_rules: tuple[MoneyRule, ...]
    dates: Mapping[str, DateKind]
    derived: tuple[Derived, ...]
    methods: Mapping[str, Method]
    limits: Mapping[str, Limit]
    messages: Mapping[str, Message]
    exhibits: Mapping[str, Exhibit]
    replies: Mapping[str, Reply]
    holidays: Holidays
    months: Mapping[str, Month]
    """The twelve months in their order."""
    reading: ReadingRules
    codebook: Codebook
    versions: tuple[Version, ...]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    interface: Mapping[str, Text]
    site: Mapping[str, Text]
    """The words of the pages around the troubleshooter, which itself goes without them."""
