"""Composes the messages that a reader can send, from sentences that the answers carry.

This module does not know how likely a cause is, how a day is written, or any wording.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .answers import Answers, denied, met
from .model import Effect, Exhibit, Knowledge, Message, MessagePart, Text
from .wording import PLACEHOLDER

EXHIBITS = "exhibits"
"""The placeholder for the numbered list of the screens attached."""

FEWEST_EXHIBITS = 2
"""A list of exhibits that is too long loses its last ones, but not below this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message composed for one reader: its sentences in order, each in every language."""

    message: Message
    sentences: tuple[Text, ...]
    is_shortened: bool

    def text(self, lang: str) -> str:
        """Return what is copied in one language."""
        return " ".join(sentence[lang] for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class _Draft:
    """The parts that stay at one length, with the exhibits that their list names."""

    parts: tuple[MessagePart, ...]
    exhibits: tuple[Exhibit, ...]

    def sentences(self, days: Mapping[str, Text]) -> tuple[Text, ...]:
        words = {**days, EXHIBITS: _numbered(self.exhibits)} if self.exhibits else days
        return tuple(_filled(part.text, words) for part in self.parts)

    def shorter(self) -> _Draft | None:
        """Return the draft without what matters least, None when everything always stays."""
        least = max(reversed(self.parts), key=lambda part: part.rank, default=None)
        if least is None or not least.rank:
            return None
        if EXHIBITS in _placeholders(least) and len(self.exhibits) > FEWEST_EXHIBITS:
            return _Draft(self.parts, self.exhibits[:-1])
        return _Draft(tuple(part for part in self.parts if part is not least), self.exhibits)


def compose(  # noqa: PLR0913  # a message draws on all that is known of one case
    knowledge: Knowledge,
    message: Message,
    answers: Answers,
    plausible: Collection[str],
    *,
    days: Mapping[str, Text],
    exhibits: Sequence[Exhibit],
    length: int | None = None,
) -> Letter | None:
    """Return the message for one reader, None when it makes no sense for that reader.

    `plausible` are the ids of the plausible causes; `days` maps the id of a day that the reader
    named to the day in words of every language. In the language in which it is sent the text has
    `length` characters at most, those of the message by default. Raises `ValueError` when even the
    parts that always stay are longer.
    """
    if not _makes_sense(knowledge, message, answers, plausible):
        return None
    known = frozenset(days) | ({EXHIBITS} if exhibits else frozenset())
    fitting = (part for part in message.parts if _fits(part, answers, plausible, known))
    whole = _Draft(tuple(_first_of_each_topic(fitting)), tuple(exhibits))
    return _longest(message, whole, days, message.length if length is None else length)


def letters(
    knowledge: Knowledge,
    answers: Answers,
    plausible: Collection[str],
    *,
    days: Mapping[str, Text],
    exhibits: Sequence[Exhibit],
) -> tuple[Letter, ...]:
    """Return every message that makes sense for one reader, in the order of the knowledge."""
    composed = (
        compose(knowledge, message, answers, plausible, days=days, exhibits=exhibits)
        for message in knowledge.messages.values()
    )
    return tuple(letter for letter in composed if letter)


def _makes_sense(
    knowledge: Knowledge, message: Message, answers: Answers, plausible: Collection[str]
) -> bool:
    if message.causes and message.causes.isdisjoint(plausible):
        return False
    unavailable = knowledge.actions[message.action].unavailable
    if denied(message.denied_by, answers) or (unavailable and met(unavailable, answers)):
        return False
    effects = (knowledge.causes[cause].effects[message.action] for cause in plausible)
    return Effect.HARMFUL not in effects


def _fits(
    part: MessagePart, answers: Answers, plausible: Collection[str], known: Collection[str]
) -> bool:
    """Tell whether a part may stand in the message; `known` are the placeholders with words."""
    return (
        (not part.covers or (bool(plausible) and part.covers.issuperset(plausible)))
        and met(part.when, answers)
        and not denied(part.denied_by, answers)
        and _placeholders(part).issubset(known)
    )


def _first_of_each_topic(parts: Iterator[MessagePart]) -> Iterator[MessagePart]:
    seen: set[str] = set()
    for part in parts:
        if part.topic is None:
            yield part
        elif part.topic not in seen:
            seen.add(part.topic)
            yield part


def _longest(message: Message, whole: _Draft, days: Mapping[str, Text], length: int) -> Letter:
    """Return the longest version that fits; raises `ValueError` when none does."""
    taken = 0
    for draft in _drafts(whole):
        sentences = draft.sentences(days)
        letter = Letter(message=message, sentences=sentences, is_shortened=draft is not whole)
        taken = len(letter.text(message.sent_in))
        if taken <= length:
            return letter
    raise ValueError(f"'{message.id}' takes {taken} characters at least, not {length}")


def _drafts(whole: _Draft) -> Iterator[_Draft]:
    """Yield the draft, then ever shorter ones until only what always stays is left."""
    draft: _Draft | None = whole
    while draft:
        yield draft
        draft = draft.shorter()


def _placeholders(part: MessagePart) -> frozenset[str]:
    return frozenset(name for text in part.text.values() for name in PLACEHOLDER.findall(text))


def _filled(text: Text, words: Mapping[str, Text]) -> Text:
    def worded(sentence: str, lang: str) -> str:
        return PLACEHOLDER.sub(lambda match: words[match[1]][lang], sentence)

    return {lang: worded(sentence, lang) for lang, sentence in text.items()}


def _numbered(exhibits: Sequence[Exhibit]) -> Text:
    """Return the names of the exhibits as a list, such as "1. …; 2. …", in every language."""
    languages = exhibits[0].name
    return {
        lang: "; ".join(f"{n}. {e.name[lang]}" for n, e in enumerate(exhibits, start=1))
        for lang in languages
    }
