"""What a page says about itself to programs, as JSON-LD: just what a reader sees on it.

It does not know MkDocs; titles and addresses come in as values.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from decision_tree.answer_forms import Forms
from decision_tree.publishing import FAQ, LICENCE_ADDRESS, Published

Thing = dict[str, Any]
START, ANSWERS = "index.md", "faq/index.md"
PROSE = ("guides/",)
"""Where the pages stand that are articles."""

Crumb = tuple[str, str]
"""Title and whole address of a page above."""


def as_script(things: Iterable[Thing]) -> str:
    """Return things as the content of a script element; no text in it can end the element."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAbout:
    """What is known of one page of the site; `path` is that of its file within its language."""

    forms: Forms
    path: str
    title: str
    description: str
    published: Published | None
    listed: Sequence[Published]
    """All answers in the language of the page."""

    @property
    def url(self) -> str:
        return self.forms.addresses.linked(self.forms.page.lang, "", self.path)

    def things(self, trail: Sequence[Crumb]) -> list[Thing]:
        """Return what the page is, and how one gets to it."""
        return [*self._itself(), *trail_things(trail)]

    def _itself(self) -> list[Thing]:
        if self.published is not None:
            return [answer_thing(self.forms, self.published)]
        if self.path == START:
            return [site_thing(self.forms, self.description)]
        if self.path == ANSWERS:
            return [list_thing(self.forms, self.url, self.title, self.listed)]
        if self.path.startswith(PROSE):
            return [article(self.forms, self.url, self.title, self.description)]
        return []

    def others(self) -> list[tuple[str, str, str]]:
        """Return type, address and title of each form of the page for other sites and programs."""
        one = self.published
        if one is None:
            return []
        answer, oembed = self.forms.addresses.answer, self.forms.addresses.oembed
        return [
            ("application/json+oembed", oembed(one.lang, one.path), one.question),
            ("application/json", answer(one.lang, one.path, "json"), one.question),
            ("text/markdown", answer(one.lang, one.path, "md"), one.question),
        ]


def answer_thing(forms: Forms, answer: Published) -> Thing:
    """Return what the page of a published answer is."""
    return _faq_page(forms, answer) if answer.kind == FAQ else _cause_article(forms, answer)


def _faq_page(forms: Forms, answer: Published) -> Thing:
    return {
        "@type": "FAQPage",
        **_about(forms, answer.url, answer.question, answer.short),
        **_rests_on(forms, answer),
        "lastReviewed": answer.checked.isoformat(),
        "mainEntity": [_question(answer, forms.text(answer))],
    }


def _cause_article(forms: Forms, answer: Published) -> Thing:
    return {
        **article(forms, answer.url, answer.question, answer.short),
        **_rests_on(forms, answer),
        "articleBody": forms.text(answer),
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": answer.url,
            "lastReviewed": answer.checked.isoformat(),
        },
    }


def _rests_on(forms: Forms, answer: Published) -> Thing:
    sources = (forms.knowledge.sources[name] for name in answer.sources)
    return {
        "license": LICENCE_ADDRESS,
        "citation": [
            {
                "@type": "CreativeWork",
                "identifier": source.id,
                "name": forms.page.word(source.title),
                **({"url": source.link} if source.link else {}),
            }
            for source in sources
        ],
    }


def list_thing(forms: Forms, url: str, title: str, answers: Iterable[Published]) -> Thing:
    """Return what the page is that lists all FAQ answers with their short answers."""
    questions = [_question(answer, answer.short) for answer in answers if answer.kind == FAQ]
    about = {"@id": url, "name": title, **_own(forms, url)}
    return {"@type": "FAQPage", **about, "mainEntity": questions}


def article(forms: Forms, url: str, title: str, description: str) -> Thing:
    """Return what a page of prose is."""
    publisher = _publisher(forms)
    return {
        "@type": "Article",
        "headline": title,
        **_about(forms, url, title, description),
        "image": f"{url}card.png",
        "author": publisher,
        "publisher": publisher,
    }


def site_thing(forms: Forms, description: str) -> Thing:
    """Return what the start page is."""
    url = forms.addresses.page(forms.page.lang)
    about = _about(forms, url, forms.page.say("site-name"), description)
    return {"@type": "WebSite", **about, "publisher": _publisher(forms)}


def trail_things(trail: Sequence[Crumb]) -> list[Thing]:
    """Return the way to a page as the page itself shows it; nothing for a page at the top."""
    steps = [
        {"@type": "ListItem", "position": place, "name": title, "item": address}
        for place, (title, address) in enumerate(trail, start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}] if steps else []


def _question(answer: Published, text: str) -> Thing:
    said = {"@type": "Answer", "text": text, "url": answer.url}
    return {"@type": "Question", "name": answer.question, "acceptedAnswer": said}


def _about(forms: Forms, url: str, name: str, description: str) -> Thing:
    return {"@id": url, "name": name, "description": description, **_own(forms, url)}


def _own(forms: Forms, url: str) -> Thing:
    return {"url": url, "inLanguage": forms.page.lang}


def _publisher(forms: Forms) -> Thing:
    url = forms.addresses.page(forms.page.lang)
    return {"@type": "Organization", "name": forms.page.say("site-name"), "url": url}
