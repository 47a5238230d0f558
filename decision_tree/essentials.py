"""The first screen of a result as HTML: cause, first step, money and date, and what to leave alone.

This module does not know where a page stands or how it got there; every word comes from the
knowledge.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from .diagnosis import NAMELESS, Diagnosis, Fit, Harm, RankedCause
from .limits import Due
from .markup import Html, disclosure, element, joined, listing
from .model import Action, Fact, Limit, Urgency
from .money import MoneyNow
from .page import HEADING, Page, box, fold, hidden

SHOWN_HARMED = 3
"""How many causes stand beside an action that hurts under them; more would not be read."""


def headline(page: Page, diagnosis: Diagnosis, *, name: str | None = HEADING) -> Html:
    """Return which cause is the likeliest, or that none can be named.

    `name` is the id of the heading; None where several results stand in one page.
    """
    key = f"result-{diagnosis.fit}"
    if diagnosis.fit in NAMELESS:
        heading = element("h2", page.say(key), id=name, tabindex="-1")
        return joined((heading, element("p", page.say(f"{key}-explained"))))
    best = diagnosis.causes[0]
    return joined(
        (
            element("p", page.say(key), class_="oc-intro"),
            element("h2", page.word(best.cause.name), id=name, tabindex="-1"),
            element("p", chip(page, best), class_="oc-likelihood"),
        )
    )


def cause_words(page: Page, diagnosis: Diagnosis) -> str:
    """Return the name of the likeliest cause, or that none can be named."""
    if diagnosis.fit in NAMELESS:
        return page.say(f"result-{diagnosis.fit}")
    return page.word(diagnosis.causes[0].cause.name)


def chip(page: Page, ranked: RankedCause) -> Html:
    """Return how likely a cause is, in words."""
    words = page.say(f"likelihood-{ranked.likelihood}")
    spoken = hidden(f"{page.say('likelihood')}: ")
    return element("span", spoken, words, class_=f"oc-chip oc-{ranked.likelihood}")


def essentials(page: Page, diagnosis: Diagnosis) -> Html:
    """Return what to do first, where the money is and by when; the details of each unfold."""
    named = diagnosis.fit not in NAMELESS
    return element(
        "div",
        _first_step(page, diagnosis.first_step),
        _money(page, diagnosis) if named else _general_steps(page, diagnosis),
        _by_when(page, diagnosis, named=named),
        class_="oc-essentials",
    )


def _lead(text: str) -> Html:
    return element("p", element("strong", text), class_="oc-lead")


def _detail(page: Page, key: str, *children: str) -> Html:
    return disclosure(page.say(key), *children, class_="oc-detail")


def _first_step(page: Page, action: Action) -> Html:
    detail = _detail(page, "how-to", element("p", page.word(action.detail)), _guard(page, action))
    return box(page.say("first-step"), _lead(page.word(action.title)), detail, kind="first-step")


def _guard(page: Page, action: Action) -> Html:
    if action.guard is None:
        return Html("")
    warning = element("strong", f"{page.say('warning')}: ")
    return element("p", warning, page.word(action.guard), class_="oc-guard")


def _general_steps(page: Page, diagnosis: Diagnosis) -> Html:
    """Return what helps any reader, apart from the first step."""
    general = (action for action in page.knowledge.actions.values() if action.is_general)
    steps = (
        joined((element("strong", page.word(action.title)), ". ", page.word(action.detail)))
        for action in general
        if action != diagnosis.first_step
    )
    return box(page.say("general-steps"), listing(steps), kind="general")


def _money(page: Page, diagnosis: Diagnosis) -> Html:
    money = diagnosis.money
    title = "where-money-open" if diagnosis.fit is Fit.OPEN else "where-money"
    late = (
        element("p", page.say("late-from", day=page.day(money.late_on)), class_="oc-when")
        if money.late_on
        else ""
    )
    return box(
        page.say(title),
        _lead(page.word(money.state.name)),
        late,
        _detail(page, "more-about-money", *_money_lines(page, money)),
        kind=f"money oc-money-{money.state.id}",
    )


def _money_lines(page: Page, money: MoneyNow) -> Iterator[Html]:
    yield element("p", page.word(money.text))
    if money.method:
        yield element("p", page.word(money.method.text))
    elif money.state.by_method:
        yield element("p", page.say("method-missing"))
    if money.window:
        yield _rule(page, money.window)
    if money.window and money.late_on is None:
        yield element("p", page.say("late-day-missing"))
    if money.is_rough:
        yield element("p", page.say("holidays-missing"))
    if money.ask:
        yield element("p", element("strong", f"{page.say('if-late')}: "), page.word(money.ask))


def _rule(page: Page, fact: Fact) -> Html:
    """Return a figure with what it counts from, how sure we are and its sources."""
    counted = page.word(fact.counts_from) if fact.counts_from else ""
    since = f", {page.say('figure-from').lower()} {counted}" if counted else ""
    known = (
        page.say(f"confidence-{fact.confidence}"),
        f"{page.say('sources').lower()} {', '.join(fact.sources)}",
        page.say("source-seen", date=page.day(fact.seen)),
    )
    rule = f"{page.word(fact.about)}: {page.word(fact.wording)}{since} ({'; '.join(known)})."
    return element("p", rule, class_="oc-rule")


def _by_when(page: Page, diagnosis: Diagnosis, *, named: bool) -> Html:
    due, best = diagnosis.act_by, diagnosis.causes[0].cause
    if due is None and not named:
        return Html("")
    lines = [element("p", page.word(diagnosis.deadline_text(best)))] if named else []
    if due is not None:
        lines += _due_lines(page, diagnosis, due, is_elsewhere=not named or due.cause is not best)
    lines += [_passed(page, limit, late.day) for limit, late in _by_limit(diagnosis.passed)]
    urgency = due.cause.deadline.urgency if due else best.deadline.urgency
    kind = f"deadline oc-urgent-{urgency}"
    lead = _lead(due_words(page, diagnosis))
    return box(page.say("by-when"), lead, _detail(page, "why-this-day", *lines), kind=kind)


def due_words(page: Page, diagnosis: Diagnosis) -> str:
    """Return by when to act, in a few words."""
    due = diagnosis.act_by
    if due is not None and due.day and not due.is_today:
        return day_left(page, diagnosis, due.day)
    if due is not None:
        return page.say("deadline-today")
    is_soon = diagnosis.causes[0].cause.deadline.urgency is Urgency.SOON
    return page.say("deadline-soon" if is_soon else "deadline-none")


def day_left(page: Page, diagnosis: Diagnosis, day: dt.date) -> str:
    """Return the last day of a limit in words, and how many days are left."""
    today = diagnosis.details.today
    if today is None:
        return page.say("act-by", day=page.day(day))
    left = page.count("days-left", (day - today).days)
    return page.say("act-by-left", day=page.day(day), left=left)


def _due_lines(page: Page, diagnosis: Diagnosis, due: Due, *, is_elsewhere: bool) -> Iterator[Html]:
    if is_elsewhere:
        name = element("strong", page.word(due.cause.name))
        text = page.word(diagnosis.deadline_text(due.cause))
        yield element("p", f"{page.say('deadline-elsewhere')}: ", name, ". ", text)
    if due.limit is None:
        return
    if due.start:
        task = page.word(due.limit.task)
        label = page.word(page.knowledge.dates[due.start].label)
        day = page.day(diagnosis.details.days[due.start])
        yield element("p", page.say("counted-from", task=task, label=label, day=day))
    if due.is_cautious:
        yield element("p", page.say("counted-cautiously"))
    if due.is_today:
        yield element("p", page.say("day-missing"))
    yield _rule(page, due.limit.fact)
    after = element("strong", f"{page.say('afterwards')}: ")
    yield element("p", after, page.word(due.limit.passed))


def _passed(page: Page, limit: Limit, day: dt.date | None) -> Html:
    task = page.word(limit.task)
    said = (
        page.say("passed-on", task=task, day=page.day(day))
        if day
        else page.say("passed", task=task)
    )
    return element("p", element("strong", f"{said} "), page.word(limit.passed))


def counted(diagnosis: Diagnosis) -> list[tuple[Limit, dt.date]]:
    """Return the limits that still run on a day that can be counted, each with its earliest day."""
    running = (due for due in diagnosis.dues if not due.is_today and not due.is_passed)
    return [(limit, due.day) for limit, due in _by_limit(running) if due.day]


def _by_limit(found: Iterable[Due]) -> Iterable[tuple[Limit, Due]]:
    """Return each limit with the first time that it runs out: several causes can share one."""
    first: dict[str, tuple[Limit, Due]] = {}
    for due in found:
        if due.limit:
            first.setdefault(due.limit.id, (due.limit, due))
    return first.values()


def not_yet(page: Page, harms: Iterable[Harm]) -> Html:
    """Return what to leave alone for now, and why."""
    items = [_harm(page, harm) for harm in harms]
    if not items:
        return Html("")
    return fold(page.count("not-yet", len(items)), listing(items), kind="not-yet")


def _harm(page: Page, harm: Harm) -> Html:
    names = "; ".join(page.word(cause.name) for cause in harm.causes[:SHOWN_HARMED])
    words = page.say("hurts-under", causes=names) if names else ""
    under = element("span", words, class_="oc-small") if words else ""
    why = page.word(harm.why)
    title = element("strong", page.word(harm.doing))
    return joined((title, ". ", why, _guard(page, harm.action), " ", under))
