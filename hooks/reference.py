"""Renders the reference pages: the check of the old article, glossary, sources, figures, FAQ list.

It does not know MkDocs; addresses come in as functions.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from decision_tree.markup import Html, element, joined, listing
from decision_tree.model import Source
from decision_tree.page import Page
from decision_tree.publishing import FAQ, Published
from decision_tree.rendering import source_html

from .notes import Notes, spaced
from .register import Claim, Register, Term

AddressOf = Callable[[str], str]
"""Path of a page within its language, such as "guides/statuses.md" → its address from here."""


def article_check(page: Page, notes: Notes, register: Register, address: AddressOf) -> str:
    """Return every claim of the old article with its verdict, as Markdown by section."""
    parts = []
    for section, claims in groupby(register.claims, key=lambda claim: claim.section):
        parts.append(f"## {page.say('article-section', n=section)} {{#section-{section}}}")
        parts += [_claim(page, notes, claim, address) for claim in claims]
    return "\n\n".join(parts)


def _claim(page: Page, notes: Notes, claim: Claim, address: AddressOf) -> Html:
    verdict = element(
        "span", page.say(f"verdict-{claim.verdict}"), class_=f"oc-chip oc-verdict-{claim.verdict}"
    )
    name = element("a", claim.id, href=f"#{claim.id.lower()}", class_="oc-claim-id")
    more = element("a", page.say("treated-here"), href=address(claim.page))
    cited = element("sup", *spaced(notes.source(source) for source in claim.sources))
    return element(
        "section",
        element("p", name, " ", verdict, " ", element("q", page.word(claim.claim))),
        element("p", notes.sentence(page.word(claim.answer)), " ", cited, " ", more),
        class_="oc-claim",
        id=claim.id.lower(),
    )


def glossary(page: Page, notes: Notes, terms: Iterable[Term], address: AddressOf) -> Html:
    """Return the terms in the order of the page's language, with their garbled variants."""
    ordered = sorted(terms, key=lambda term: term.names[page.lang].casefold())
    items = (_term(page, notes, term, address) for term in ordered)
    return element("dl", *items, class_="oc-glossary")


def _term(page: Page, notes: Notes, term: Term, address: AddressOf) -> Html:
    others = [
        element("span", name, lang=lang) for lang, name in term.names.items() if lang != page.lang
    ]
    name = element("dt", term.names[page.lang], " (", *others, ")", id=term.id)
    garbled = page.say("garbled", words=", ".join(f"“{word}”" for word in term.garbled))
    old_words = element("span", f" {garbled}", class_="oc-garbled") if term.garbled else ""
    more = element("a", page.say("treated-here"), href=address(term.page))
    definition = notes.sentence(page.word(term.definition))
    return joined((name, element("dd", definition, old_words, " ", more)))


def sources(page: Page) -> Html:
    """Return all sources with grade, date and the day they were seen."""
    return element(
        "dl",
        *(_source(page, source) for source in page.knowledge.sources.values()),
        class_="oc-source-list",
    )


def _source(page: Page, source: Source) -> Html:
    name = element("dt", source.id, id=source.id.lower())
    return joined((name, element("dd", source_html(page, source))))


def figures(page: Page, notes: Notes) -> Html:
    """Return the whole register of figures and rules."""
    facts = page.knowledge.facts.values()
    return listing((notes.note(fact) for fact in facts), class_="oc-figures")


def related_answers(page: Page, answers: Iterable[Published], cause: str) -> str:
    """Return links to the answers about one cause, as Markdown; nothing when there are none."""
    links = [f"- [{a.question}](../{_path(a)})" for a in _faq(answers) if cause in a.causes]
    heading = f"## {page.say('cause-questions')} {{#questions}}"
    return "\n".join((heading, "", *links)) if links else ""


GROUPS = ("status", "payment", "shipping", "money", "dispute", "delivery", "safety")
"""Of the FAQ answers, in the order in which they are shown."""


def answer_list(page: Page, answers: Iterable[Published], address: AddressOf) -> str:
    """Return the FAQ answers by group, as Markdown."""
    parts = (
        f"## {page.say(f'faq-{group}')} {{#{group}}}\n\n"
        + listing((_answer(answer, address) for answer in found), class_="oc-faq-list")
        for group, found in by_group(answers)
    )
    return "\n\n".join(parts)


def _answer(answer: Published, address: AddressOf) -> Html:
    link = element("a", answer.question, href=address(_path(answer)))
    return joined((link, element("span", answer.short, class_="oc-summary")))


def by_group(answers: Iterable[Published]) -> Iterator[tuple[str, list[Published]]]:
    """Yield each group of FAQ answers that has any, in the order in which they are shown."""
    ordered = sorted(_faq(answers), key=lambda answer: answer.id)
    for group in GROUPS:
        found = [answer for answer in ordered if answer.group == group]
        if found:
            yield group, found


def _faq(answers: Iterable[Published]) -> Iterator[Published]:
    return (answer for answer in answers if answer.kind == FAQ)


def _path(answer: Published) -> str:
    return f"faq/{answer.id}.md"
