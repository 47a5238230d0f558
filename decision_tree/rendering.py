"""Turns a question or a result into HTML: the one place that does, for build, browser and embeds.

The parts of a result are made by `essentials` and `unfolding`. This module does not know files, the
address bar or the clock; every word comes from the knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .answers import UNSURE, Answers, option_list
from .details import NO_DETAILS, Details, with_derived
from .diagnosis import NAMELESS, Diagnosis, RankedCause, Reason
from .essentials import chip, essentials, headline, not_yet
from .interview import MAX_QUESTIONS, asked_in_order
from .keeping import exhibit_list, keeping, order_table
from .markup import Html, disclosure, element, joined, listing
from .model import Cause, Question, Source
from .page import HEADING, NOT_SENT, Page, box, button, fold, hidden, mistake_mark, notice
from .setting import Setting
from .unfolding import (
    conflict_box,
    details_form,
    finding_list,
    message_list,
    reply_list,
    surer,
    where_to_look,
)

if TYPE_CHECKING:  # most readers paste nothing: what reads a text stays unloaded until then
    from .reading import Reading

SHOWN_UNKNOWN = 3
"""How many open questions a cause lists; more would not be read."""

SHOWN_CAUSES = 5
"""How many other causes a result lists; the list of all causes has the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question as it is asked: with the answers so far, and what to mark or say about it."""

    question: Question
    answers: Answers
    details: Details = NO_DETAILS
    chosen: frozenset[str] | None = None
    """The answer to mark as chosen, empty for "unsure"; None when nothing is chosen yet."""
    missing: bool = False
    """Whether the reader went on without choosing."""
    notice: str = ""
    """A sentence to show above the question."""
    order: int | None = None
    """The number of the order that is asked about, where there are several."""
    pasted: str = ""
    """A pasted text that could not be read, without anything personal."""
    typed_code: str = ""
    """A case code that could not be opened."""


def question_html(page: Page, asking: Asking) -> Html:
    """Return the form that asks a question."""
    question = asking.question
    given = with_derived(page.knowledge, asking.answers, asking.details)
    asked = asked_in_order(page.knowledge, asking.answers, given)
    number = asked.index(question.id) if question.id in asked else len(asked)
    return element(
        "form",
        notice(asking.notice),
        _error_summary(page) if asking.missing else "",
        element("input", type="hidden", name="question", value=question.id),
        element("p", _count(page, asking, number), class_="oc-count"),
        _choices(page, asking),
        _narrowing(page, asking),
        _question_help(page, asking),
        _buttons(page, "continue", back=bool(asked)),
        _shortcuts(page, asking) if not asked else "",
        _given_answers(page, asking.answers, (q for q in asked if q != question.id)),
        class_="oc-step oc-question",
        data_question=question.id,
        data_mistake=mistake_mark(page, is_wrong=asking.missing or bool(asking.typed_code)),
        method=NOT_SENT,
        novalidate=True,
    )


def _count(page: Page, asking: Asking, number: int) -> str:
    count = page.say("question-number", n=number + 1, max=max(MAX_QUESTIONS, number + 1))
    if asking.order is None:
        return count
    return f"{page.say('order-number', n=asking.order)} · {count}"


def _error_summary(page: Page) -> Html:
    link = element("a", page.say("choose-first"), href="#oc-option-1")
    return element("div", link, class_="oc-error-summary", role="alert")


def _choices(page: Page, asking: Asking) -> Html:
    question, chosen = asking.question, asking.chosen
    labels = [(option.id, page.word(option.label)) for option in question.options]
    labels.append((UNSURE, page.say("unsure")))
    marked = {UNSURE} if chosen == frozenset() else chosen or frozenset()
    is_one = len(marked) == 1
    heading = element("h2", page.word(question.text), id=HEADING, tabindex="-1")
    error = element("p", page.say("choose-first"), class_="oc-error", id="oc-error")
    return element(
        "fieldset",
        element("legend", heading),
        error if asking.missing else "",
        *(
            _radio(place, option, label, checked=is_one and option in marked)
            for place, (option, label) in enumerate(labels, start=1)
        ),
        aria_describedby="oc-error" if asking.missing else None,
    )


def _radio(place: int, option: str, label: str, *, checked: bool) -> Html:
    name = f"oc-option-{place}"
    circle = element("input", type="radio", name="option", id=name, value=option, checked=checked)
    kind = "oc-option oc-unsure" if option == UNSURE else "oc-option"
    return element("div", circle, element("label", label, for_=name), class_=kind)


def _narrowing(page: Page, asking: Asking) -> Html:
    """Return the options once more, of which several can be ticked: "it is one of these"."""
    options, chosen = asking.question.options, asking.chosen or frozenset()
    several = len(chosen) > 1
    ticks = (
        element(
            "div",
            element(
                "input",
                type="checkbox",
                name="among",
                id=f"oc-among-{place}",
                value=option.id,
                checked=several and option.id in chosen,
            ),
            element("label", page.word(option.label), for_=f"oc-among-{place}"),
            class_="oc-option",
        )
        for place, option in enumerate(options, start=1)
    )
    legend = element("legend", page.say("among-hint"))
    fields = element("fieldset", legend, *ticks)
    return disclosure(page.say("among-title"), fields, class_="oc-help", unfolded=several)


def _question_help(page: Page, asking: Asking) -> Html:
    found = finding_list(page, asking.answers, asking.question)
    why = element("p", page.word(asking.question.why))
    return joined(
        (
            disclosure(
                page.say("where-to-look"),
                where_to_look(page, asking.question),
                found,
                class_="oc-help",
            ),
            disclosure(page.say("why-asked"), why, class_="oc-help"),
        )
    )


def _shortcuts(page: Page, asking: Asking) -> Html:
    """Return the two ways around the questions: a pasted text, and a case code."""
    code = _code_part(page, asking.typed_code, asking.notice)
    return joined((_paste_part(page, asking.pasted), code))


def _paste_part(page: Page, pasted: str) -> Html:
    field = element(
        "textarea",
        pasted,
        id="oc-pasted",
        name="pasted",
        rows="6",
        autocomplete="off",
        spellcheck="false",
        aria_describedby="oc-pasted-why",
    )
    return fold(
        page.say("paste-title"),
        element("p", page.say("paste-why"), id="oc-pasted-why"),
        element("label", page.say("paste-label"), for_="oc-pasted"),
        field,
        element("p", button(page.say("paste-read"), "read")),
        kind="paste",
        unfolded=bool(pasted),
    )


def _code_part(page: Page, typed: str, mistake: str) -> Html:
    wrong = mistake if typed else ""
    error = element("p", wrong, class_="oc-error", id="oc-typed-code-error")
    field = element(
        "input",
        type="text",
        id="oc-typed-code",
        name="code",
        value=typed,
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
        aria_invalid="true" if wrong else None,
        aria_describedby="oc-typed-code-error" if wrong else None,
    )
    return fold(
        page.say("code-open-title"),
        element("label", page.say("code-open-label"), for_="oc-typed-code"),
        error if wrong else "",
        field,
        element("p", button(page.say("code-open"), "code")),
        kind="code-entry",
        unfolded=bool(typed),
    )


def _buttons(page: Page, forward: str | None, *, back: bool) -> Html:
    return element(
        "div",
        button(page.say(forward), "answer", class_="oc-primary") if forward else "",
        button(page.say("back"), "back") if back else "",
        button(page.say("restart"), "restart") if back else "",
        class_="oc-buttons",
    )


def _given_answers(page: Page, answers: Answers, shown: Iterable[str]) -> Html:
    rows = [_given_answer(page, answers, question) for question in shown]
    if not rows:
        return Html("")
    title = f"{page.say('your-answers')} ({len(rows)})"
    return disclosure(title, element("ul", *rows), class_="oc-answers")


def _given_answer(page: Page, answers: Answers, question_id: str, *more: str) -> Html:
    question = page.knowledge.questions[question_id]
    asked = element("span", page.word(question.text), class_="oc-asked")
    said = element("span", _said(page, answers, question), *more, class_="oc-said")
    return element("li", asked, " ", said, " ", _change_button(page, question))


def _change_button(page: Page, question: Question) -> Html:
    spoken = hidden(f": {page.word(question.text)}")
    return button(page.say("change"), f"change:{question.id}", spoken, class_="oc-link")


def _said(page: Page, answers: Answers, question: Question) -> str:
    options = option_list(page.knowledge, answers, question.id)
    is_unsure = options == [UNSURE]
    return page.say("unsure-statement") if is_unsure else page.statements(question, options)


def reading_html(page: Page, reading: Reading, answers: Answers) -> Html:
    """Return what was read from a pasted text, each part with the words it was read from."""
    rows = [
        _given_answer(page, answers, question, _read_from(page, reading, question))
        for question in reading.answers
    ]
    days = (
        joined(
            (
                f"{page.word(kind.label)}: {page.day(reading.days[kind.id])} ",
                _read_from(page, reading, kind.id),
            )
        )
        for kind in page.knowledge.dates.values()
        if kind.id in reading.days
    )
    return element(
        "form",
        element("h2", page.say("read-title"), id=HEADING, tabindex="-1"),
        element("p", page.say("read-why")),
        element("ul", *rows, class_="oc-read") if rows else "",
        listing(days),
        disclosure(page.say("read-redacted"), element("pre", reading.redacted), class_="oc-help"),
        element(
            "div",
            button(page.say("continue"), "show", class_="oc-primary"),
            button(page.say("restart"), "restart"),
            class_="oc-buttons",
        ),
        class_="oc-step oc-reading",
        method=NOT_SENT,
    )


def _read_from(page: Page, reading: Reading, name: str) -> Html:
    words = page.say("read-from", words=reading.found[name])
    return element("span", words, class_="oc-small")


def result_html(page: Page, diagnosis: Diagnosis, setting: Setting | None = None) -> Html:
    """Return the result: cause, money, first step and date first; everything else unfolds."""
    setting = setting or Setting()
    asked = asked_in_order(page.knowledge, diagnosis.said, diagnosis.answers)
    followed = [question for question in diagnosis.answers if question not in asked]
    return element(
        "form",
        *map(notice, setting.notices),
        headline(page, diagnosis),
        essentials(page, diagnosis),
        not_yet(page, diagnosis.not_yet),
        conflict_box(page, diagnosis),
        *(_contradiction(page, *pair) for pair in diagnosis.contradictions),
        *(
            fold(page.word(s.name), element("p", page.word(s.advice)), kind="situation")
            for s in diagnosis.situations
        ),
        order_table(page, setting, diagnosis.details.today),
        details_form(page, diagnosis, setting),
        surer(page, diagnosis),
        message_list(page, diagnosis),
        exhibit_list(page, diagnosis, setting),
        reply_list(page, diagnosis),
        _about_best(page, diagnosis),
        _other_causes(page, diagnosis),
        keeping(page, diagnosis, setting),
        _given_answers(page, diagnosis.answers, (*asked, *followed)),
        _buttons(page, None, back=True),
        element("p", page.say("no-percent"), " ", page.say("not-official"), class_="oc-small"),
        class_="oc-step oc-result",
        data_mistake=mistake_mark(page, is_wrong=bool(setting.typed)),
        method=NOT_SENT,
        novalidate=True,
    )


def _contradiction(page: Page, one: Reason, other: Reason) -> Html:
    return box(
        page.say("contradiction-title"),
        listing(_contradicting(page, reason) for reason in (one, other)),
        element("p", page.say("contradiction-advice")),
        kind="contradiction",
    )


def _contradicting(page: Page, reason: Reason) -> Html:
    said = page.statements(reason.question, reason.options)
    return joined((said, " ", _change_button(page, reason.question)))


def _about_best(page: Page, diagnosis: Diagnosis) -> Html:
    """Return why the likeliest cause leads, the link to its page and its sources."""
    if diagnosis.fit in NAMELESS:
        return Html("")
    best = diagnosis.causes[0]
    summary = element("p", page.word(best.cause.summary))
    why = (summary, _reason_lists(page, best), _read_more(page, best.cause))
    return joined(
        (
            disclosure(page.say("why-this-result"), *why, class_="oc-why"),
            sources_html(page, _sources(page, best.cause)),
        )
    )


def _reason_lists(page: Page, ranked: RankedCause) -> Html:
    unknown = [page.word(question.text) for question in ranked.unknown[:SHOWN_UNKNOWN]]
    parts = (
        ("speaks-for", [page.statements(r.question, r.options) for r in ranked.speaks_for]),
        ("speaks-against", [page.statements(r.question, r.options) for r in ranked.speaks_against]),
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
    return fold(title, *shown, rest, kind="others")


def _other_cause(page: Page, ranked: RankedCause) -> Html:
    title = joined((page.word(ranked.cause.name), " ", chip(page, ranked)))
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
