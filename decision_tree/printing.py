"""Prints a result as lines of text; every word comes from the knowledge.

This module does not know arguments or keys, nor how anything was decided.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .diagnosis import NAMELESS, Diagnosis
from .essentials import due_words
from .model import Knowledge
from .page import Page
from .reading import Reading
from .unfolding import what_if_sentences

WIDTH = 88


def wrapped(text: str) -> str:
    """Return a text in lines that fit a terminal."""
    return textwrap.fill(text, WIDTH, subsequent_indent="  ")


def print_result(knowledge: Knowledge, diagnosis: Diagnosis, lang: str) -> None:
    """Print what a reader needs first, then why."""
    page = Page(knowledge=knowledge, lang=lang, causes_url="")
    for title, text in _result_lines(page, diagnosis):
        print(wrapped(f"{title}: {text}" if text else title))
    for ranked in diagnosis.plausible:
        words = page.say(f"likelihood-{ranked.likelihood}")
        print(f"\n{page.word(ranked.cause.name)}: {words}")
        for sign, reasons in (("+", ranked.speaks_for), ("-", ranked.speaks_against)):
            for reason in reasons:
                said = page.statements(reason.question, reason.options)
                print(wrapped(f"  {sign} {said}"))
    print(f"\n{wrapped(page.say('not-official'))}")


def print_reading(knowledge: Knowledge, reading: Reading, lang: str) -> None:
    """Print what was read from a pasted text, with the words it was read from."""
    page = Page(knowledge=knowledge, lang=lang, causes_url="")
    if not reading.answers and not reading.days:
        print(wrapped(page.say("paste-nothing")))
        return
    print(page.say("read-title"))
    for name, words in reading.found.items():
        print(wrapped(f"  {_read_sentence(page, reading, name)}"))
        print(wrapped(f"    {page.say('read-from', words=words)}"))
    print(f"\n{page.say('read-redacted')}:\n{reading.redacted}")


def _read_sentence(page: Page, reading: Reading, name: str) -> str:
    if name in reading.days:
        kind = page.knowledge.dates[name]
        return f"{page.word(kind.label)}: {page.day(reading.days[name])}"
    question = page.knowledge.questions[name]
    return page.word(question.option(reading.answers[name]).statement)


def _result_lines(page: Page, diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    """Yield what matters most: a heading, and what stands behind it."""
    best = diagnosis.causes[0].cause
    title = page.say(f"result-{diagnosis.fit}")
    if diagnosis.fit in NAMELESS:
        yield title, ""
    else:
        yield title, f"{page.word(best.name)}. {page.word(best.summary)}"
        yield page.say("where-money"), _money(page, diagnosis)
    step = diagnosis.first_step
    yield page.say("first-step"), f"{page.word(step.title)}. {page.word(step.detail)}"
    if step.guard:
        yield page.say("warning"), page.word(step.guard)
    yield from _deadline_lines(page, diagnosis)
    for harm in diagnosis.not_yet:
        yield page.say("not-yet-title"), f"{page.word(harm.doing)}. {page.word(harm.why)}"
    for one, other in diagnosis.contradictions:
        both = " / ".join(page.statements(r.question, r.options) for r in (one, other))
        yield page.say("contradiction-title"), both
    for situation in diagnosis.situations:
        yield page.word(situation.name), page.word(situation.advice)
    for sentence in what_if_sentences(page, diagnosis):
        yield page.say("what-if-title"), sentence


def _money(page: Page, diagnosis: Diagnosis) -> str:
    money = diagnosis.money
    late = page.say("late-from", day=page.day(money.late_on)) + "." if money.late_on else ""
    return f"{page.word(money.state.name)}. {page.word(money.text)} {late}".strip()


def _deadline_lines(page: Page, diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    best, due = diagnosis.causes[0].cause, diagnosis.act_by
    named = diagnosis.fit not in NAMELESS
    if named or due:
        text = page.word(diagnosis.deadline_text(best)) if named else ""
        yield page.say("by-when"), f"{due_words(page, diagnosis)}. {text}".strip()
    if due and (due.cause is not best or not named):
        text = page.word(diagnosis.deadline_text(due.cause))
        yield page.say("deadline-elsewhere"), f"{page.word(due.cause.name)}. {text}"
