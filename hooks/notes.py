"""Marks the figures and sources on one page, and lists them at its end.

It does not know MkDocs, nor the clock: the day of the build comes in as a value.
"""

import datetime as dt
import re
from collections.abc import Iterable

from decision_tree.markup import Html, element, joined, listing
from decision_tree.model import Fact, Sentence
from decision_tree.page import Page
from decision_tree.wording import PLACEHOLDER

FIGURE = re.compile(r"\{([a-z][a-z0-9-]*)\}")
"""A figure in a document; attributes in braces hold other marks and are left alone."""

CITATION = re.compile(r"\[(S\d\d)\]")


class UnknownNameError(ValueError):
    """A page names a figure or a source that is not in the register."""


class Notes:
    """What one page has used so far; each figure is listed once, in the order of use."""

    def __init__(self, page: Page, sources_url: str) -> None:
        self.page = page
        self._sources_url = sources_url
        self._facts: dict[str, Fact] = {}

    def marked(self, markdown: str) -> str:
        """Return Markdown with each figure and each cited source as a link."""
        with_figures = FIGURE.sub(lambda match: self.figure(match[1]), markdown)
        return CITATION.sub(lambda match: self._citation(match[1]), with_figures)

    def filled(self, text: str) -> str:
        """Return text with its figures written out, for places that can hold no link."""
        return FIGURE.sub(lambda match: self._fact(match[1]).wording[self.page.lang], text)

    def sentence(self, text: str) -> Html:
        """Return a text of the knowledge with each figure as a link to its note."""
        if not isinstance(text, Sentence):
            return joined((text,))
        parts = PLACEHOLDER.split(text.template)
        return joined(self.figure(part) if place % 2 else part for place, part in enumerate(parts))

    def figure(self, fact_id: str) -> Html:
        """Return a figure as a link to its note, and remember to list it."""
        fact = self._fact(fact_id)
        self._facts[fact_id] = fact
        wording = self.page.word(fact.wording)
        return element("a", wording, class_="oc-figure", href=f"#figure-{fact_id}")

    def past_review(self, day: dt.date) -> tuple[Fact, ...]:
        """Return the figures of this page that should have been looked at again by `day`."""
        return tuple(fact for fact in self._facts.values() if fact.is_past_review(day))

    def section(self) -> str:
        """Return the notes on all figures of the page as Markdown; nothing when there are none."""
        if not self._facts:
            return ""
        heading = f"## {self.page.say('figures')} {{#figures}}"
        items = (self.note(fact) for fact in self._facts.values())
        return f"\n\n{heading}\n\n{listing(items, class_='oc-figures')}\n"

    def note(self, fact: Fact) -> Html:
        """Return all that is known about one figure or rule."""
        word = self.page.word
        counts = self._labelled("figure-from", word(fact.counts_from) if fact.counts_from else "")
        seen = self.page.say("source-seen", date=fact.seen.isoformat())
        sure = self.page.say(f"confidence-{fact.confidence}")
        cited = joined(spaced(self.source(source) for source in fact.sources))
        name = element("strong", word(fact.wording), id=f"figure-{fact.id}")
        return joined(
            (
                *(name, ": ", word(fact.about), ". ", counts),
                *(f"{sure[:1].upper()}{sure[1:]}, {seen}: ", cited, ". "),
                *((word(fact.note), " ") if fact.note else ()),
                self._others(fact),
            )
        )

    def _others(self, fact: Fact) -> Html:
        """Return the values that other sources give for the same thing."""
        knowledge = self.page.knowledge
        others = [other for other in knowledge.facts.values() if other.differs_from == fact.id]
        named = (
            joined(
                (
                    f"{self.page.word(other.wording)} (",
                    *spaced(self.source(source) for source in other.sources),
                    ")",
                )
            )
            for other in others
        )
        return self._labelled("figure-others", joined(spaced(named, "; ")))

    def _labelled(self, key: str, text: str) -> Html:
        return joined((f"{self.page.say(key)}: ", text, ". ")) if text else Html("")

    def _fact(self, fact_id: str) -> Fact:
        if fact_id not in self.page.knowledge.facts:
            raise UnknownNameError(f"no fact is called '{fact_id}'")
        return self.page.knowledge.facts[fact_id]

    def _citation(self, source_id: str) -> str:
        if source_id not in self.page.knowledge.sources:
            raise UnknownNameError(f"no source is called '{source_id}'")
        return element("sup", self.source(source_id, f"[{source_id}]"))

    def source(self, source_id: str, name: str = "") -> Html:
        """Return a source as a link to its entry, called by its id or by another name."""
        title = self.page.word(self.page.knowledge.sources[source_id].title)
        address = f"{self._sources_url}#{source_id.lower()}"
        return element("a", name or source_id, class_="oc-cite", href=address, title=title)


def spaced(parts: Iterable[str], between: str = ", ") -> Iterable[str]:
    """Yield the parts with something between them."""
    for place, part in enumerate(parts):
        if place:
            yield between
        yield part
