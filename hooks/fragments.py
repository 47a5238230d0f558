"""Renders the parts of the site that come from the knowledge and are not part of an interview.

It uses the same rendering as the browser for everything that an interview shows; it does not know
MkDocs.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from decision_tree import graph
from decision_tree.answers import UNSURE
from decision_tree.diagnosis import diagnose
from decision_tree.faq_register import Withdrawn
from decision_tree.keeping import exhibit_html
from decision_tree.markup import Html, element, joined, listing
from decision_tree.model import Cause, Question
from decision_tree.page import Page
from decision_tree.publishing import LICENCE_ADDRESS, LICENCE_NAME, Published
from decision_tree.rendering import Asking, question_html, sources_html
from decision_tree.replies import replies_for
from decision_tree.unfolding import reply_html

from .bundling import PAGE_SCRIPT
from .notes import Notes, spaced
from .planting import tree_place

TREE_DEPTH = 2

ELEMENT_TEXTS = ("loading", "starting", "waiting", "reading", "ready", "failed", "thrifty")
"""What the element says while the engine starts; it holds no words of its own."""


ERASER_TEXTS = (
    *("kept", "nothing", "erased", "left"),
    *("pages", "python", "engine", "files", "worker", "look", "entries", "answers"),
)
"""What the element that erases says, and how it calls each kind of thing that is kept."""


def first_question(page: Page) -> Question:
    """Return the question that every interview starts with."""
    question = diagnose(page.knowledge, {}).next_question
    if question is None:
        raise ValueError("the knowledge leads to no question: run 'python -m decision_tree check'")
    return question


def answer_addresses(
    page: Page, question: Question, troubleshooter_url: str
) -> Iterator[tuple[str, str]]:
    """Yield what a reader can say to a question, each with the address that goes on from there."""
    labels = {option.id: page.word(option.label) for option in question.options}
    labels[UNSURE] = page.say("unsure")
    for option, label in labels.items():
        yield label, f"{troubleshooter_url}#{question.id}={option}"


def first_question_links(page: Page, troubleshooter_url: str) -> Html:
    """Return the first question with each answer as a link that goes on in the troubleshooter."""
    question = first_question(page)
    answers = answer_addresses(page, question, troubleshooter_url)
    links = (element("a", label, href=address) for label, address in answers)
    return element(
        "section",
        element("h2", page.word(question.text), id="oc-start"),
        element("p", page.say("start-here")),
        listing(links, class_="oc-start-options"),
        class_="oc-start",
        aria_labelledby="oc-start",
    )


def troubleshooter(page: Page, assets_url: str, steps_url: str, engine_bytes: int) -> Html:
    """Return the element with the first question in it, and the place for the whole tree.

    `engine_bytes` is what a first visit loads to run Python.

    Without scripts the tree stands in for the element; with them the element takes its steps from
    there as long as Python does not run.
    """
    causes = element("a", page.say("cause-list"), href=page.causes_url)
    simple = element("a", page.say("simple-version"), href=steps_url, class_="oc-simple")
    texts = {f"data_{name}": page.say_raw(f"engine-{name}") for name in ELEMENT_TEXTS}
    inner = element(
        "order-troubleshooter",
        question_html(page, Asking(question=first_question(page), answers={})),
        element(
            "div",
            element("div", listing((simple, causes)), class_="oc-fallback"),
            class_="oc-engine",
        ),
        lang=page.lang,
        data_causes=page.causes_url,
        data_engine=f"{assets_url}engine/",
        data_size=str(engine_bytes),
        data_worker=f"{assets_url}troubleshooter/worker.mjs",
        **texts,
    )
    # A browser runs it here, where the element is whole, before it goes on to the tree.
    script = element("script", src=f"{assets_url}troubleshooter/{PAGE_SCRIPT}")
    # Markdown leaves a division alone, but would put any other element into a paragraph.
    return element("div", inner, script, element("noscript", steps(page)))


def steps(page: Page) -> Html:
    """Return what stands around the tree of a page without scripts, and the tree's place."""
    no_script = element("p", page.say("no-script"), class_="oc-notice")
    return element("div", no_script, tree_place(page), class_="oc-steps")


def install(page: Page) -> Html:
    """Return the button that installs the site; it shows where a browser offers to."""
    button = element("button", page.say("install-button"), type="button", class_="md-button")
    return element("p", button, " ", page.say("install-about"), class_="oc-install", hidden=True)


def erase(page: Page) -> Html:
    """Return the element that shows what is kept on the device and erases it."""
    texts = {f"data_{name}": page.say_raw(f"erase-{name}") for name in ERASER_TEXTS}
    button = element("button", page.say("erase-button"), type="button", class_="md-button")
    inner = element(
        "erase-everything",
        element("noscript", element("p", page.say("erase-by-hand"))),
        element("div", role="status"),
        element("p", button, hidden=True),
        lang=page.lang,
        **texts,
    )
    return element("div", inner, element("p", page.say("erase-beyond")))


def cause_list(page: Page) -> Html:
    """Return all causes, grouped by where the money is; a place of no cause has no group."""
    causes = page.knowledge.causes.values()
    used = {cause.money.state.id for cause in causes}
    return joined(
        _cause_group(page, state) for state in page.knowledge.money_states if state in used
    )


def _cause_group(page: Page, state_id: str) -> Html:
    state = page.knowledge.money_states[state_id]
    causes = [c for c in page.knowledge.causes.values() if c.money.state.id == state_id]
    items = (
        joined(
            (
                element("a", page.word(cause.name), href=f"{cause.id}/"),
                element("span", page.word(cause.summary), class_="oc-summary"),
            )
        )
        for cause in causes
    )
    heading = element("h2", page.word(state.name), id=state_id)
    return joined((heading, listing(items, class_="oc-cause-list")))


def tree(page: Page) -> Html:
    """Return the drawing of the grown tree in a region that scrolls."""
    title = page.say("tree-title", depth=TREE_DEPTH)
    drawing = graph.svg(graph.grow(page.knowledge, page.lang, TREE_DEPTH), title)
    return element(
        "div",
        drawing,
        class_="oc-tree-region",
        role="region",
        tabindex="0",
        aria_label=page.say("tree-region"),
    )


def cause_stub(page: Page, cause: Cause) -> str:
    """Return what the page about one cause starts from: title, description and its part."""
    meta = {"title": page.word(cause.name), "description": page.word(cause.summary)}
    front_matter = "\n".join(f"{key}: {json.dumps(text)}" for key, text in meta.items())
    return f"---\n{front_matter}\n---\n\n[[cause]]\n"


def cause_page(page: Page, cause: Cause, notes: Notes, troubleshooter_url: str) -> str:
    """Return the page about one cause as Markdown, its parts as HTML."""
    return "\n\n".join(_cause_parts(page, cause, notes, troubleshooter_url))


def _cause_parts(page: Page, cause: Cause, notes: Notes, troubleshooter_url: str) -> Iterator[str]:
    yield f"# {page.word(cause.name)}"
    yield element("p", notes.sentence(page.word(cause.summary)), class_="oc-summary")
    yield _facts_box(page, cause, notes)
    for key in ("meaning", "tell", "steps", "avoid"):
        yield f"## {page.say(f'cause-{key}')} {{#{key}}}"
        yield _sentences(page, cause, key, notes)
    yield f"## {page.say('exhibits-title')} {{#exhibits}}"
    yield exhibits(page, cause, notes)
    yield f"## {page.say('sources')} {{#sources}}"
    confidence = page.say(f"confidence-{cause.confidence}")
    yield element("p", page.say("cause-confidence", confidence=confidence))
    yield sources_html(page, [page.knowledge.sources[source] for source in cause.sources])
    button = element("a", page.say("cause-check"), href=troubleshooter_url, class_="md-button")
    yield element("p", button)


def exhibits(page: Page, cause: Cause, notes: Notes) -> Html:
    """Return the screens to capture for a cause, the most important first."""
    found = (page.knowledge.exhibits[name] for name in cause.exhibits)
    items = (exhibit_html(page, exhibit, notes.sentence) for exhibit in found)
    return listing(items, ordered=True)


def replies(page: Page) -> Html:
    """Return all replies of sellers and customer service, the most dangerous first."""
    found = replies_for(page.knowledge, page.knowledge.causes)
    return element("div", *(reply_html(page, reply) for reply in found), class_="oc-step")


def _sentences(page: Page, cause: Cause, key: str, notes: Notes) -> Html:
    lists = {"meaning": cause.meaning, "tell": cause.tell, "steps": cause.steps}
    texts = [notes.sentence(text) for text in lists.get(key, cause.avoid)[page.lang]]
    if key == "meaning":
        return element("div", *(element("p", text) for text in texts))
    return listing(texts, ordered=key == "steps")


def _facts_box(page: Page, cause: Cause, notes: Notes) -> Html:
    money = element("strong", page.word(cause.money.state.name))
    rows = (
        (
            page.say("where-money"),
            joined((money, ". ", notes.sentence(page.word(cause.money.text)))),
        ),
        (page.say("by-when"), notes.sentence(page.word(cause.deadline.text))),
    )
    items = (joined((element("dt", name), element("dd", text))) for name, text in rows)
    kind = f"oc-facts oc-urgent-{cause.deadline.urgency}"
    return element("dl", *items, class_=kind)


def faq_page(
    page: Page, meta: Mapping[str, Any], markdown: str, address: Callable[[str], str]
) -> str:
    """Return a FAQ answer as a page: question, short answer, full answer, where to go on."""
    related = (
        f"- [{page.word(page.knowledge.causes[cause].name)}](../causes/{cause}.md)"
        for cause in meta["causes"]
    )
    check = element(
        "a",
        page.say("cause-check"),
        href=f"{address('troubleshooter.md')}#{meta['answers']}",
        class_="md-button",
    )
    parts = (
        f"# {meta['title']}",
        f"{meta['description']}\n{{ .oc-short }}",
        markdown.strip(),
        f"## {page.say('faq-next')} {{#next}}",
        "\n".join(related),
        element("p", check),
    )
    return "\n\n".join(part for part in parts if part)


def answer_foot(page: Page, answer: Published, builder_url: str) -> str:
    """Return the line under an answer: as of which day it is valid, and who may use it how."""
    builder = f"{builder_url}#{answer.kind}={answer.id}"
    parts = (
        page.say("answer-checked", day=page.day(answer.checked)),
        element("a", LICENCE_NAME, href=LICENCE_ADDRESS, rel="license noreferrer"),
        element("a", page.say("answer-embed"), href=builder),
    )
    return f"\n\n{element('p', *spaced(parts, ' · '), class_='oc-foot')}\n"


def withdrawn_page(page: Page, answer: Withdrawn) -> str:
    """Return the page that stands in the place of a withdrawn answer, as Markdown."""
    question = answer.question[page.lang]
    day = page.say("answer-withdrawn", day=page.day(answer.day))
    text = page.say("answer-elsewhere" if answer.instead else "answer-others")
    meta = f"---\ntitle: {json.dumps(question)}\ndescription: {json.dumps(day)}\n---"
    link = f"[{text}]({answer.instead or 'index'}.md)"
    return f"{meta}\n\n# {escape(question)}\n\n{day} {link}\n"
