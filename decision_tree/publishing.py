"""What is published for other sites and programs: every FAQ answer and every cause, with sources.

An answer comes with its whole address, the day as of which it is valid, its licence and all that it
rests on. This module does not know how a file or a page of the site looks.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .blocks import BULLETS, HEADING, NUMBERS, PARAGRAPH, Block, Line, Span, addressed, block
from .faq import FOLDER, FaqAnswer, read_faq
from .faq_register import Withdrawn, read_withdrawn
from .model import Cause, Exhibit, Knowledge, Sentence
from .page import Page
from .wording import PLACEHOLDER

FAQ, CAUSE = "faq", "cause"

LICENCE = "CC-BY-4.0"
LICENCE_NAME = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"

UNFOLDED = ("meaning", "tell", "steps", "avoid")
"""The parts of a cause that have a heading, in their order."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things stand in a published site, whose own address ends in "/"."""

    base: str
    default: str
    """The language whose pages stand at the top."""

    @classmethod
    def of(cls, knowledge: Knowledge, base: str) -> Addresses:
        """Return the addresses of a site at `base`, whose last "/" may be missing."""
        return cls(f"{base.removesuffix('/')}/", next(iter(knowledge.languages)))

    def page(self, lang: str, path: str = "") -> str:
        """Return the address of a page by its path within its language, such as "faq/"."""
        return f"{self.base}{'' if lang == self.default else f'{lang}/'}{path}"

    def linked(self, lang: str, folder: str, address: str) -> str:
        """Return where a link in a Markdown file of a folder leads."""
        if "://" in address:
            return address
        path, mark, anchor = address.partition("#")
        name = posixpath.normpath(posixpath.join(folder, path)).removesuffix(".md")
        page = f"{name}/".removesuffix("index/")
        return self.page(lang, f"{page}{mark}{anchor}")

    def source(self, lang: str, name: str) -> str:
        """Return the address of what we say of a source."""
        return self.page(lang, f"guides/sources/#{name.lower()}")

    def answer(self, lang: str, path: str, ending: str) -> str:
        """Return the address of an answer for programs; `ending` is json, md or txt."""
        return f"{self.base}api/v1/{lang}/{path}.{ending}"

    def frame(self, lang: str, path: str) -> str:
        """Return the address of an answer for frames."""
        return f"{self.base}embed/v1/{path}.{lang}.html"

    def oembed(self, lang: str, path: str) -> str:
        return f"{self.base}oembed/v1/{lang}/{path}.json"


@dataclass(frozen=True, kw_only=True)
class Published:
    """One FAQ answer or cause in one language, links with their whole addresses.

    `blocks` hold all of it but the question; the first one is the short answer.
    """

    kind: str
    id: str
    lang: str
    group: str
    question: str
    blocks: tuple[Block, ...]
    causes: tuple[str, ...]
    answers: str
    """What the troubleshooter starts from, as an address fragment."""
    url: str
    sources: tuple[str, ...]
    """What it cites, then what its figures rest on."""
    figures: tuple[str, ...]
    checked: dt.date
    """The day on which the first of its sources was seen: it says nothing newer for certain."""

    @property
    def path(self) -> str:
        """Where it stands in the folders for programs and frames."""
        return self.id if self.kind == FAQ else f"causes/{self.id}"

    @cached_property
    def short(self) -> str:
        """The short answer as plain text."""
        (line,) = self.blocks[0].lines
        return "".join(span.text for span in line)


def published(
    knowledge: Knowledge, faq: Mapping[str, Mapping[str, FaqAnswer]], addresses: Addresses
) -> dict[str, dict[str, Published]]:
    """Return language → path → what is published: the FAQ answers, then the causes."""
    found = {}
    for lang in knowledge.languages:
        publisher = _Publisher(knowledge, addresses, lang)
        everything = (
            *(publisher.faq_answer(answer) for answer in faq[lang].values()),
            *(publisher.cause(cause) for cause in knowledge.causes.values()),
        )
        found[lang] = {one.path: one for one in everything}
    return found


class _Publisher:
    """Publishes in one language."""

    def __init__(self, knowledge: Knowledge, addresses: Addresses, lang: str) -> None:
        self.knowledge = knowledge
        self.addresses = addresses
        self.page = Page(knowledge=knowledge, lang=lang, causes_url=addresses.page(lang, "causes/"))

    def faq_answer(self, answer: FaqAnswer) -> Published:
        return self._published(
            FAQ,
            answer.id,
            group=answer.group,
            question=answer.question,
            blocks=answer.whole,
            causes=answer.causes,
            answers=answer.answers,
            cited=(),
        )

    def cause(self, cause: Cause) -> Published:
        return self._published(
            CAUSE,
            cause.id,
            group=cause.money.state.id,
            question=self.page.word(cause.name),
            blocks=tuple(self._cause_blocks(cause)),
            causes=(cause.id,),
            answers="",
            cited=cause.sources,
        )

    def _published(  # noqa: PLR0913 -- each is a field of its own
        self,
        kind: str,
        name: str,
        *,
        group: str,
        question: str,
        blocks: tuple[Block, ...],
        causes: tuple[str, ...],
        answers: str,
        cited: Iterable[str],
    ) -> Published:
        lang, folder = self.page.lang, "faq" if kind == FAQ else "causes"
        spans = [span for one in blocks for line in one.lines for span in line]
        figures = tuple(dict.fromkeys(span.figure for span in spans if span.figure))
        sources = self._sources((*cited, *(span.source for span in spans if span.source)), figures)
        return Published(
            kind=kind,
            id=name,
            lang=lang,
            group=group,
            question=question,
            blocks=addressed(blocks, lambda span: self._address(span, folder)),
            causes=causes,
            answers=answers,
            url=self.addresses.page(lang, f"{folder}/{name}/"),
            sources=sources,
            figures=figures,
            checked=self._checked(sources, figures),
        )

    def _sources(self, cited: Iterable[str], figures: Iterable[str]) -> tuple[str, ...]:
        behind = (source for figure in figures for source in self.knowledge.facts[figure].sources)
        return tuple(dict.fromkeys((*cited, *behind)))

    def _checked(self, sources: Iterable[str], figures: Iterable[str]) -> dt.date:
        known = self.knowledge
        seen = [known.sources[source].seen for source in sources]
        seen += [known.facts[figure].seen for figure in figures]
        # An answer that rests on no source is no newer than the oldest one that we have.
        return min(seen or [source.seen for source in known.sources.values()])

    def _address(self, span: Span, folder: str) -> str:
        lang = self.page.lang
        if span.source:
            return self.addresses.source(lang, span.source)
        return self.addresses.linked(lang, folder, span.address) if span.address else ""

    def _cause_blocks(self, cause: Cause) -> Iterator[Block]:
        """All that the page about a cause says of it, in the same order."""
        say, word = self.page.say, self.page.word
        state = Span(text=word(cause.money.state.name), is_strong=True)
        yield block(PARAGRAPH, self._spans(word(cause.summary)))
        yield block(PARAGRAPH, _strong(say("where-money")))
        yield block(PARAGRAPH, (state, Span(text=". "), *self._spans(word(cause.money.text))))
        yield block(PARAGRAPH, _strong(say("by-when")))
        yield block(PARAGRAPH, self._spans(word(cause.deadline.text)))
        for part in UNFOLDED:
            yield block(HEADING, (Span(text=say(f"cause-{part}")),))
            yield from self._part(cause, part)
        yield block(HEADING, (Span(text=say("exhibits-title")),))
        exhibits = (self.knowledge.exhibits[name] for name in cause.exhibits)
        yield block(NUMBERS, *(self._exhibit(exhibit) for exhibit in exhibits))

    def _part(self, cause: Cause, part: str) -> Iterator[Block]:
        texts = {"meaning": cause.meaning, "tell": cause.tell, "steps": cause.steps}
        lines = [self._spans(text) for text in texts.get(part, cause.avoid)[self.page.lang]]
        if part == "meaning":
            yield from (block(PARAGRAPH, line) for line in lines)
        else:
            yield block(NUMBERS if part == "steps" else BULLETS, *lines)

    def _spans(self, text: str) -> Line:
        """Return a text of the knowledge, each figure in it a span of its own."""
        if not isinstance(text, Sentence):
            return (Span(text=text),)
        parts = enumerate(PLACEHOLDER.split(text.template))
        return tuple(self._figure(part) if place % 2 else Span(text=part) for place, part in parts)

    def _figure(self, name: str) -> Span:
        return Span(text=self.page.word(self.knowledge.facts[name].wording), figure=name)

    def _exhibit(self, exhibit: Exhibit) -> Line:
        word, space = self.page.word, Span(text=" ")
        name = word(exhibit.name)
        gone = Span(text=f"{self.page.say('exhibit-gone')}: ", is_emphasised=True)
        return (
            *_strong(f"{name[:1].upper()}{name[1:]}"),
            *(space, *self._spans(word(exhibit.capture))),
            *(space, *self._spans(word(exhibit.why))),
            *(space, gone, *self._spans(word(exhibit.substitute))),
        )


def _strong(text: str) -> Line:
    return (Span(text=text, is_strong=True),)


@dataclass(frozen=True, kw_only=True)
class Publications:
    """All that is published: language → path → answer, and what was withdrawn, by id."""

    answers: Mapping[str, Mapping[str, Published]]
    withdrawn: Mapping[str, Withdrawn]


def publish(knowledge: Knowledge, addresses: Addresses, folder: Path = FOLDER) -> Publications:
    """Return what is published from a folder of documents; raises `KnowledgeError`."""
    faq = read_faq(knowledge, folder)
    present = {name for answers in faq.values() for name in answers}
    return Publications(
        answers=published(knowledge, faq, addresses),
        withdrawn=read_withdrawn(knowledge, present, folder / "register"),
    )
