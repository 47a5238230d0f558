"""Turns a question or a result into HTML: the one place that does, for build, browser and embeds.

This module does not know files, the address bar or the clock; every word comes from the knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .answers import UNSURE, Answers, option_list
from .diagnosis import NAMELESS, Diagnosis, RankedCause, Reason
from .interview import MAX_QUESTIONS, asked_in_order
from .markup import Html, disclosure, element, joined, listing
from .model import Action, Cause, Knowledge, Question, Source, Text, Urgency

SHOWN_UNKNOWN = 3
"""How many open questions a cause lists; more would not be read."""

SHOWN_CAUSES = 5
"""How many other causes a result lists; the list of all causes has the rest."""

NOT_SENT = "dialog"
"""Method of the forms: without scripts too, no browser puts what was chosen into an address."""

HEADING = "oc-heading"
"""Id of the heading that takes the focus after each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every part of a page needs: the words, their language and where the cause pages are."""

    knowledge: Knowledge
    lang: str
    causes_url: str
    """Address of the folder of cause pages, ending in "/"."""

    def say(self, key: str, **values: object) -> str:
        """Return an interface text with its values filled in; raises `KeyError`."""
        return self.say_raw(key).format(**values)

    def say_raw(self, key: str) -> str:
        """Return an interface text as it stands, its values still open."""
        return self.knowledge.interface[key][self.lang]

    def word(self, text: Text) -> str:
        """Return a text in the language of the page."""
        return text[self.lang]

    def cause_url(self, cause: Cause) -> str:
        """Return the address of the page about a cause."""
        return f"{self.causes_url}{cause.id}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question as it is asked: with the answers so far, and what to mark or say about it."""

    question: Question
    answers: Answers
    chosen: frozenset[str] | None = None
    """The answer to mark as chosen, empty for "unsure"; None when nothing is chosen yet."""
    missing: bool = False
    """Whether the reader went on without choosing."""
    notice: str = ""
    """A sentence to show above the question."""


def question_html(page: Page, asking: Asking) -> Html:
    """Return the form that asks a question."""
    question = asking.question
    asked = asked_in_order(page.knowledge, asking.answers)
    number = asked.index(question.id) if question.id in asked else len(asked)
    count = page.say("question-number", n=number + 1, max=max(MAX_QUESTIONS, number + 1))
    return element(
        "form",
        _notice(asking.notice),
        _error_summary(page) if asking.missing else "",
        element("input", type="hidden", name="question", value=question.id),
        element("p", count, class_="oc-count"),
        _choices(page, asking),
        _question_help(page, question),
        _buttons(page, "continue", back=bool(asked)),
        _given_answers(page, asking.answers, (q for q in asked if q != question.id)),
        class_="oc-step oc-question",
        method=NOT_SENT,
        novalidate=True,
    )


def _notice(notice: str) -> Html:
    return element("p", notice, class_="oc-notice", role="status") if notice else Html("")


def _error_summary(page: Page) -> Html:
    link = element("a", page.say("choose-first"), href="#oc-option-1")
    return element("div", link, class_="oc-error-summary", role="alert")


def _choices(page: Page, asking: Asking) -> Html:
    question, chosen = asking.question, asking.chosen
    labels = [(option.id, page.word(option.label)) for option in question.options]
    labels.append((UNSURE, page.say("unsure")))
    marked = {UNSURE} if chosen == frozenset() else chosen or frozenset()
    heading = element("h2", page.word(question.text), id=HEADING, tabindex="-1")
    error = element("p", page.say("choose-first"), class_="oc-error", id="oc-error")
    return element(
        "fieldset",
        element("legend", heading),
        error if asking.missing else "",
        *(
            _radio(place, option, label, checked=option in marked)
            for place, (option, label) in enumerate(labels, start=1)
        ),
        aria_describedby="oc-error" if asking.missing else None,
    )


def _radio(place: int, option: str, label: str, *, checked: bool) -> Html:
    name = f"oc-option-{place}"
    button = element("input", type="radio", name="option", id=name, value=option, checked=checked)
    kind = "oc-option oc-unsure" if option == UNSURE else "oc-option"
    return element("div", button, element("label", label, for_=name), class_=kind)


def _question_help(page: Page, question: Question) -> Html:
    return joined(
        (
            disclosure(
                page.say("where-to-look"),
                element("h3", page.say("in-app")),
                element("p", page.word(question.help_app)),
                element("h3", page.say("on-web")),
                element("p", page.word(question.help_web)),
                class_="oc-help",
            ),
            disclosure(
                page.say("why-asked"), element("p", page.word(question.why)), class_="oc-help"
            ),
        )
    )


def _buttons(page: Page, forward: str | None, *, back: bool) -> Html:
    return element(
        "div",
        _button(page.say(forward), "answer", class_="oc-primary") if forward else "",
        _button(page.say("back"), "back") if back else "",
        _button(page.say("restart"), "restart") if back else "",
        class_="oc-buttons",
    )


def _button(label: str, action: str, *children: str, class_: str = "oc-secondary") -> Html:
    return element(
        "button", label, *children, type="submit", name="action", value=action, class_=class_
    )


def _given_answers(page: Page, answers: Answers, shown: Iterable[str]) -> Html:
    rows = [_given_answer(page, answers, question) for question in shown]
    if not rows:
        return Html("")
    title = f"{page.say('your-answers')} ({len(rows)})"
    return disclosure(title, element("ul", *rows), class_="oc-answers")


def _given_answer(page: Page, answers: Answers, question_id: str) -> Html:
    question = page.knowledge.questions[question_id]
    asked = element("span", page.word(question.text), class_="oc-asked")
    said = element("span", _said(page, answers, question), class_="oc-said")
    hidden = element("span", f": {page.word(question.text)}", class_="oc-visually-hidden")
    change = _button(page.say("change"), f"change:{question_id}", hidden, class_="oc-link")
    return element("li", asked, " ", said, " ", change)


def _said(page: Page, answers: Answers, question: Question) -> str:
    options = option_list(page.knowledge, answers, question.id)
    if options == [UNSURE]:
        return page.say("unsure-statement")
    return " / ".join(page.word(question.option(option).statement) for option in options)


def result_html(page: Page, diagnosis: Diagnosis, *, notice: str = "") -> Html:
    """Return the result: cause, money, first step and date first; everything else unfolds."""
    asked = asked_in_order(page.knowledge, diagnosis.answers)
    return element(
        "form",
        _notice(notice),
        _headline(page, diagnosis),
        _essentials(page, diagnosis),
        *(_contradiction(page, *pair) for pair in diagnosis.contradictions),
        *(
            _box(page.word(s.name), element("p", page.word(s.advice)), kind="situation")
            for s in diagnosis.situations
        ),
        _about_best(page, diagnosis),
        _other_causes(page, diagnosis),
        _given_answers(page, diagnosis.answers, asked),
        _buttons(page, None, back=True),
        element("p", page.say("no-percent"), " ", page.say("not-official"), class_="oc-small"),
        class_="oc-step oc-result",
        method=NOT_SENT,
    )


def _headline(page: Page, diagnosis: Diagnosis) -> Html:
    if diagnosis.fit in NAMELESS:
        key = f"result-{diagnosis.fit}"
        heading = element("h2", page.say(key), id=HEADING, tabindex="-1")
        return joined((heading, element("p", page.say(f"{key}-explained"))))
    best = diagnosis.causes[0]
    key = f"result-{diagnosis.fit}"
    return joined(
        (
            element("p", page.say(key), class_="oc-intro"),
            element("h2", page.word(best.cause.name), id=HEADING, tabindex="-1"),
            element("p", _chip(page, best), class_="oc-likelihood"),
            element("p", page.word(best.cause.summary), class_="oc-summary"),
        )
    )


def _chip(page: Page, ranked: RankedCause) -> Html:
    words = page.say(f"likelihood-{ranked.likelihood}")
    hidden = element("span", f"{page.say('likelihood')}: ", class_="oc-visually-hidden")
    return element("span", hidden, words, class_=f"oc-chip oc-{ranked.likelihood}")


def _essentials(page: Page, diagnosis: Diagnosis) -> Html:
    named = diagnosis.fit not in NAMELESS
    return element(
        "div",
        _first_step(page, diagnosis.first_step),
        _money(page, diagnosis) if named else _general_steps(page, diagnosis),
        _deadline(page, diagnosis, named=named),
        class_="oc-essentials",
    )


def _general_steps(page: Page, diagnosis: Diagnosis) -> Html:
    """Return what helps any reader, apart from the first step."""
    general = (action for action in page.knowledge.actions.values() if action.is_general)
    steps = (
        joined((element("strong", page.word(action.title)), ". ", page.word(action.detail)))
        for action in general
        if action != diagnosis.first_step
    )
    return _box(page.say("general-steps"), listing(steps), kind="general")


def _first_step(page: Page, action: Action) -> Html:
    guard = (
        element(
            "p",
            element("strong", f"{page.say('warning')}: "),
            page.word(action.guard),
            class_="oc-guard",
        )
        if action.guard
        else ""
    )
    return _box(
        page.say("first-step"),
        element("p", element("strong", page.word(action.title)), class_="oc-lead"),
        element("p", page.word(action.detail)),
        guard,
        kind="first-step",
    )


def _money(page: Page, diagnosis: Diagnosis) -> Html:
    cause = diagnosis.causes[0].cause
    return _box(
        page.say("where-money"),
        element("p", element("strong", page.word(cause.money.state.name)), class_="oc-lead"),
        element("p", page.word(diagnosis.money_text(cause))),
        kind=f"money oc-money-{cause.money.state.id}",
    )


def _deadline(page: Page, diagnosis: Diagnosis, *, named: bool) -> Html:
    best, pressing = diagnosis.causes[0].cause, diagnosis.act_by
    lines = [element("p", page.word(diagnosis.deadline_text(best)))] if named else []
    if pressing is not None and not (named and pressing is best):
        name = element("strong", page.word(pressing.name))
        intro = f"{page.say('deadline-elsewhere')}:"
        lines.append(
            element("p", intro, " ", name, ". ", page.word(diagnosis.deadline_text(pressing)))
        )
    urgency = pressing.deadline.urgency if pressing else Urgency.NONE
    kind = f"deadline oc-urgent-{urgency}"
    return _box(page.say("by-when"), *lines, kind=kind) if lines else Html("")


def _box(title: str, *children: str, kind: str) -> Html:
    return element("section", element("h3", title), *children, class_=f"oc-box oc-{kind}")


def _contradiction(page: Page, one: Reason, other: Reason) -> Html:
    return _box(
        page.say("contradiction-title"),
        listing(_contradicting(page, reason) for reason in (one, other)),
        element("p", page.say("contradiction-advice")),
        kind="contradiction",
    )


def _contradicting(page: Page, reason: Reason) -> Html:
    change = _button(
        page.say("change"),
        f"change:{reason.question.id}",
        element("span", f": {page.word(reason.question.text)}", class_="oc-visually-hidden"),
        class_="oc-link",
    )
    return joined((_reason_text(page, reason), " ", change))


def _reason_text(page: Page, reason: Reason) -> str:
    return " / ".join(page.word(reason.question.option(o).statement) for o in reason.options)


def _about_best(page: Page, diagnosis: Diagnosis) -> Html:
    """Return why the likeliest cause leads, its sources and the link to its page."""
    if diagnosis.fit in NAMELESS:
        return Html("")
    best = diagnosis.causes[0]
    lists = _reason_lists(page, best)
    return joined(
        (
            disclosure(page.say("why-this-result"), lists, class_="oc-why", unfolded=True),
            _read_more(page, best.cause),
            sources_html(page, _sources(page, best.cause)),
        )
    )


def _reason_lists(page: Page, ranked: RankedCause) -> Html:
    unknown = [page.word(question.text) for question in ranked.unknown[:SHOWN_UNKNOWN]]
    parts = (
        ("speaks-for", [_reason_text(page, reason) for reason in ranked.speaks_for]),
        ("speaks-against", [_reason_text(page, reason) for reason in ranked.speaks_against]),
        ("still-unknown", unknown),
    )
    return joined(
        joined((element("h4", page.say(key)), listing(items, class_=f"oc-{key}")))
        for key, items in parts
        if items
    )


def _other_causes(page: Page, diagnosis: Diagnosis) -> Html:
    named = diagnosis.fit not in NAMELESS
    others = diagnosis.plausible[1:] if named else diagnosis.plausible
    if not others:
        return Html("")
    shown = (_other_cause(page, ranked) for ranked in others[:SHOWN_CAUSES])
    link = element("a", page.say("cause-list"), href=page.causes_url)
    rest = element("p", link, class_="oc-more") if len(others) > SHOWN_CAUSES else Html("")
    title = page.say("also-possible" if named else "possible-causes")
    return _box(title, *shown, rest, kind="others")


def _other_cause(page: Page, ranked: RankedCause) -> Html:
    title = joined((page.word(ranked.cause.name), " ", _chip(page, ranked)))
    return disclosure(
        title,
        element("p", page.word(ranked.cause.summary)),
        element(
            "p",
            element("strong", f"{page.say('where-money')}: "),
            page.word(ranked.cause.money.state.name),
        ),
        _reason_lists(page, ranked),
        _read_more(page, ranked.cause),
        class_="oc-other",
    )


def _read_more(page: Page, cause: Cause) -> Html:
    link = element(
        "a", page.say("read-more", name=page.word(cause.name)), href=page.cause_url(cause)
    )
    return element("p", link, class_="oc-more")


def _sources(page: Page, cause: Cause) -> list[Source]:
    return [page.knowledge.sources[source] for source in cause.sources]


def sources_html(page: Page, sources: Iterable[Source]) -> Html:
    """Return the sources with grade, the date on them and the day they were seen."""
    items = [joined((f"{source.id}: ", source_html(page, source))) for source in sources]
    return disclosure(page.say("sources"), listing(items), class_="oc-sources")


def source_html(page: Page, source: Source) -> Html:
    """Return one source: its title, linked where it may be, with what is known about it."""
    facts = (
        page.say("source-grade", grade=source.grade),
        page.word(source.date),
        page.say("source-seen", date=source.seen.isoformat()),
    )
    title = page.word(source.title)
    named = element("a", title, href=source.link, rel="noreferrer") if source.link else title
    return joined((named, f" ({'; '.join(facts)})"))
