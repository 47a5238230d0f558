"""The forms in which a published answer leaves the house: JSON, Markdown, plain text and HTML.

Each says the same, as of which day it is valid, and where it comes from. This module does not know
files; addresses come in with the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from . import blocks
from .blocks import leaving
from .faq_register import Withdrawn
from .markup import Html, element, joined
from .model import Knowledge, Source
from .page import Page
from .publishing import CAUSE, FAQ, LICENCE, LICENCE_ADDRESS, LICENCE_NAME, Addresses, Published

VERSION = 1
"""Of the JSON: within it, fields are added and never taken away."""


class Forms:
    """Writes answers in one language."""

    def __init__(self, knowledge: Knowledge, addresses: Addresses, lang: str) -> None:
        self.knowledge = knowledge
        self.addresses = addresses
        causes = addresses.page(lang, "causes/")
        self.page = Page(knowledge=knowledge, lang=lang, causes_url=causes)

    def data(self, answer: Published) -> dict[str, Any]:
        """Return an answer as plain data, as the published schema describes it."""
        confidence = self.knowledge.causes[answer.id].confidence if answer.kind == CAUSE else None
        return {
            **self.head(answer),
            "blocks": [one.to_dict() for one in answer.blocks],
            "text": self.text(answer),
            "labels": self.labels(answer),
            "license": LICENCE,
            "license_url": LICENCE_ADDRESS,
            "sources": [self._source(self.knowledge.sources[name]) for name in answer.sources],
            "figures": [self._figure(name) for name in answer.figures],
            "causes": [self._cause(name) for name in answer.causes],
            "check": self.check_address(answer),
            "translations": {
                lang: self.addresses.answer(lang, answer.path, "json")
                for lang in self.knowledge.languages
                if lang != answer.lang
            },
            **({"confidence": confidence.value} if confidence else {}),
        }

    def head(self, answer: Published) -> dict[str, Any]:
        """Return what a list of answers says of each."""
        return {
            "version": VERSION,
            "id": answer.id,
            "kind": answer.kind,
            "lang": answer.lang,
            "group": answer.group,
            "question": answer.question,
            "short": answer.short,
            "url": answer.url,
            "checked": answer.checked.isoformat(),
        }

    def labels(self, answer: Published) -> dict[str, str]:
        """Return the words that stand around an answer, so that nobody else needs to know them."""
        return {
            "checked": self.page.say("answer-checked", day=self.page.day(answer.checked)),
            "source": source_label(self.page),
            "license": LICENCE_NAME,
            "check": self.page.say("answer-check"),
        }

    def check_address(self, answer: Published) -> str:
        """Return where the troubleshooter starts from what the answer is about."""
        start = f"#{answer.answers}" if answer.answers else ""
        return self.addresses.page(answer.lang, f"troubleshooter/{start}")

    def text(self, answer: Published) -> str:
        """Return the answer as a reader sees it, without its question."""
        return blocks.plain(answer.blocks)

    def plain(self, answer: Published) -> str:
        """Return the answer as a text of its own: with its question, its sources and its day."""
        sources = (f"{name}: {self._title(name)}" for name in answer.sources)
        return self._document(
            answer.question,
            self.text(answer),
            "\n".join((f"{self.page.say('sources')}:", *sources)) if answer.sources else "",
            "\n".join(self._foot(answer)),
        )

    def markdown(self, answer: Published) -> str:
        """Return the answer as Markdown of its own: with its question, its sources and its day."""
        sources = (f"- {self._linked_source(name)}" for name in answer.sources)
        return self._document(
            f"# {answer.question}",
            blocks.markdown(answer.blocks),
            "\n".join((f"## {self.page.say('sources')}", "", *sources)) if answer.sources else "",
            "  \n".join(self._foot(answer)),
        )

    def html(self, answer: Published) -> Html:
        """Return the answer as HTML without scripts and styles, to be put into any page."""
        return element(
            "article",
            element("h2", leaving(answer.url, answer.question)),
            blocks.html(answer.blocks),
            self.html_foot(answer),
            lang=answer.lang,
        )

    def html_foot(self, answer: Published) -> Html:
        """Return the line under an answer: its day, its source, its licence, and where to go on."""
        labels = self.labels(answer)
        licence = leaving(LICENCE_ADDRESS, labels["license"])
        links = (
            leaving(answer.url, labels["source"]),
            licence,
            leaving(self.check_address(answer), labels["check"]),
        )
        parts = joined(joined((" · ", link)) for link in links)
        return element("footer", element("p", labels["checked"], parts))

    def _document(self, *parts: str) -> str:
        return "\n\n".join(part for part in parts if part) + "\n"

    def _foot(self, answer: Published) -> tuple[str, ...]:
        labels = self.labels(answer)
        return (
            labels["checked"],
            f"{labels['source']}, {answer.url}",
            f"{labels['license']}, {LICENCE_ADDRESS}",
        )

    def _title(self, source: str) -> str:
        found = self.knowledge.sources[source]
        seen = self.page.say("source-seen", date=found.seen.isoformat())
        facts = "; ".join((self.page.word(found.date), seen))
        return f"{self.page.word(found.title)} ({facts})"

    def _linked_source(self, source: str) -> str:
        entry = self.addresses.source(self.page.lang, source)
        return f"[{source}]({entry}): {self._title(source)}"

    def _source(self, source: Source) -> dict[str, str]:
        entry = self.addresses.source(self.page.lang, source.id)
        return {
            "id": source.id,
            "title": self.page.word(source.title),
            "date": self.page.word(source.date),
            "seen": source.seen.isoformat(),
            "grade": source.grade,
            "entry": entry,
            **({"url": source.link} if source.link else {}),
        }

    def _figure(self, name: str) -> dict[str, Any]:
        fact = self.knowledge.facts[name]
        return {
            "id": name,
            "about": self.page.word(fact.about),
            "text": self.page.word(fact.wording),
            "sources": list(fact.sources),
            "seen": fact.seen.isoformat(),
            "review": fact.review.isoformat(),
            "confidence": fact.confidence.value,
        }

    def _cause(self, name: str) -> dict[str, str]:
        cause = self.knowledge.causes[name]
        return {"id": name, "name": self.page.word(cause.name), "url": self.page.cause_url(cause)}

    def withdrawn(self, answer: Withdrawn) -> dict[str, Any]:
        """Return what stands in the place of a withdrawn answer: since when, and where it went."""
        lang = self.page.lang
        path = f"faq/{answer.instead}/" if answer.instead else "faq/"
        return {
            "version": VERSION,
            "id": answer.id,
            "kind": FAQ,
            "lang": lang,
            "question": answer.question[lang],
            "withdrawn": answer.day.isoformat(),
            "instead": answer.instead,
            "url": self.addresses.page(lang, path),
            "text": self.page.say("answer-withdrawn", day=self.page.day(answer.day)),
        }


def source_label(page: Page) -> str:
    """Return the words that name this site as the source."""
    return page.say("answer-source", site=page.say("site-name"))


def as_json(content: object) -> str:
    """Return plain data as a file of JSON, which people read too."""
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n"


FORMS: Mapping[str, Callable[[Forms, Published], str]] = {
    "json": lambda forms, answer: as_json(forms.data(answer)),
    "md": Forms.markdown,
    "txt": Forms.plain,
    "html": lambda forms, answer: f"{forms.html(answer)}\n",
}
"""What a form is called → what writes it."""


def index(forms: Forms, answers: Iterable[Published]) -> dict[str, Any]:
    """Return the list of all answers in one language as plain data."""
    return {
        "version": VERSION,
        "lang": forms.page.lang,
        "site": forms.page.say("site-name"),
        "license": LICENCE,
        "license_url": LICENCE_ADDRESS,
        "answers": [
            {
                **forms.head(answer),
                "path": answer.path,
                "api": forms.addresses.answer(answer.lang, answer.path, "json"),
                "frame": forms.addresses.frame(answer.lang, answer.path),
                "check": forms.check_address(answer),
            }
            for answer in answers
        ],
    }
