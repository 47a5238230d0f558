"""What a reader keeps of a result as HTML: exhibits, the sheet to print, code, calendar, orders.

This module does not decide anything; every word comes from the knowledge.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from urllib.parse import quote

from .calendar_file import Entry, calendar_file
from .casecode import write_code
from .diagnosis import NAMELESS, Diagnosis, diagnose
from .essentials import cause_words, counted, due_words
from .markup import Html, element, joined, listing
from .model import Exhibit, Limit
from .orders import write_orders
from .page import Page, button, copier, fold
from .setting import Setting
from .unfolding import exhibits_of
from .wording import EN_DASH


def exhibit_list(page: Page, diagnosis: Diagnosis, setting: Setting) -> Html:
    """Return which screens to capture, in which order and why, and the sheet to print."""
    exhibits = exhibits_of(page, diagnosis)
    items = (exhibit_html(page, exhibit) for exhibit in exhibits)
    return fold(
        page.say("exhibits-title"),
        element("p", page.say("exhibits-intro")),
        listing(items, ordered=True),
        _sheet(page, diagnosis, setting, exhibits),
        element("p", _print_button(page)),
        kind="exhibits",
    )


def exhibit_html(page: Page, exhibit: Exhibit, written: Callable[[str], str] = str) -> Html:
    """Return one screen to capture: how, why, and what serves where it is gone.

    `written` turns a text into what stands on the page, such as figures into links.
    """
    name = page.word(exhibit.name)
    gone = element("em", f"{page.say('exhibit-gone')}: ")
    return joined(
        (
            element("strong", f"{name[:1].upper()}{name[1:]}"),
            element("p", written(page.word(exhibit.capture))),
            element("p", written(page.word(exhibit.why))),
            element("p", gone, written(page.word(exhibit.substitute)), class_="oc-small"),
        )
    )


def _print_button(page: Page) -> Html:
    label = page.say("print-sheet")
    return element("button", label, type="button", data_prints="case", class_="oc-secondary")


def _sheet(page: Page, diagnosis: Diagnosis, setting: Setting, exhibits: list[Exhibit]) -> Html:
    """Return the case on one page: its days in order, what to do, and the exhibits to tick off."""
    rows = [
        element("tr", element("td", page.day(day)), element("td", text))
        for day, text in _course(page, diagnosis)
    ]
    boxes = (joined(("☐ ", page.word(exhibit.name))) for exhibit in exhibits)
    step = page.word(diagnosis.first_step.title)
    return element(
        "section",
        element("h4", page.say("sheet-title")),
        element(
            "p",
            element("strong", cause_words(page, diagnosis)),
            ". ",
            page.say("first-step"),
            f": {step}.",
        ),
        element("table", element("tbody", *rows)) if rows else "",
        listing(boxes, class_="oc-ticks"),
        element("p", page.say("code-label"), f": {_code(page, setting)}"),
        element("p", page.say("not-official"), class_="oc-small"),
        class_="oc-sheet",
    )


def _course(page: Page, diagnosis: Diagnosis) -> list[tuple[dt.date, str]]:
    """Return the days of the case in their order: those named, today, and those to come."""
    kinds = page.knowledge.dates
    known = diagnosis.details.days.items()
    course = [(day, page.word(kinds[kind].label)) for kind, day in known]
    if diagnosis.details.today:
        course.append((diagnosis.details.today, page.say("today")))
    course += [(day, page.word(limit.task)) for limit, day in counted(diagnosis)]
    if late_on := _late_on(diagnosis):
        course.append((late_on, page.say("money-late")))
    return sorted(dict.fromkeys(course), key=lambda entry: entry[0])


def _late_on(diagnosis: Diagnosis) -> dt.date | None:
    """Return from which day on the money is late, where the result says where the money is."""
    return None if diagnosis.fit in NAMELESS else diagnosis.money.late_on


def keeping(page: Page, diagnosis: Diagnosis, setting: Setting) -> Html:
    """Return how to keep the case: code, calendar file, link; and how to add another order."""
    return fold(
        page.say("keep-title"),
        _code_part(page, setting),
        _calendar_part(page, diagnosis, setting),
        _another_part(page, setting),
        kind="keep",
    )


def _code(page: Page, setting: Setting) -> str:
    story = setting.orders.story
    return write_code(page.knowledge, story.answers, method=story.method, days=story.days)


def _code_part(page: Page, setting: Setting) -> Html:
    output = element("output", _code(page, setting), id="oc-code", class_="oc-code")
    return joined(
        (
            element("h4", page.say("code-label")),
            element("p", output, " ", copier(page, "oc-code")),
            element("p", page.say("code-why")),
        )
    )


def _calendar_part(page: Page, diagnosis: Diagnosis, setting: Setting) -> Html:
    today = diagnosis.details.today
    title = element("h4", page.say("calendar-title"))
    entries = [
        entry for entry in _entries(page, diagnosis, setting) if today and entry.day >= today
    ]
    if not entries or today is None:
        return joined((title, element("p", page.say("calendar-none"))))
    content = quote(calendar_file(entries, stamp=today))
    link = element(
        "a",
        page.say("calendar-save"),
        href=f"data:text/calendar;charset=utf-8,{content}",
        download=f"{page.say('calendar-name')}.ics",
    )
    return joined((title, element("p", link), element("p", page.say("calendar-why"))))


def _entries(page: Page, diagnosis: Diagnosis, setting: Setting) -> Iterator[Entry]:
    url = f"{setting.url}#{write_orders(page.knowledge, setting.orders)}"
    for day, summary, text in _reminders(page, diagnosis):
        yield Entry(day=day, summary=summary, description=text, url=url, lang=page.lang)


def _reminders(page: Page, diagnosis: Diagnosis) -> Iterator[tuple[dt.date, str, str]]:
    """Yield each day to come with what to do by then and what to know about it."""
    for limit, day in counted(diagnosis):
        yield day, page.word(limit.task), _about_limit(page, limit)
    if late_on := _late_on(diagnosis):
        money = diagnosis.money
        yield late_on, page.say("money-late"), page.word(money.ask or money.text)


def _about_limit(page: Page, limit: Limit) -> str:
    fact = limit.fact
    known = f"{page.say(f'confidence-{fact.confidence}')}; {', '.join(fact.sources)}"
    rule = f"{page.word(fact.about)}: {page.word(fact.wording)}. ({known})"
    return "\n".join((rule, page.word(limit.passed), page.say("not-official")))


def _another_part(page: Page, setting: Setting) -> Html:
    if not setting.orders.can_grow:
        return Html("")
    return joined(
        (
            element("h4", page.say("another-title")),
            element("p", page.say("another-why")),
            element("p", button(page.say("another-add"), "add")),
        )
    )


def order_table(page: Page, setting: Setting, today: dt.date | None) -> Html:
    """Return all orders of the checkout, the one with the earliest day to act by first."""
    orders = setting.orders
    if len(orders.stories) == 1:
        return Html("")
    found = [
        (place, diagnose(page.knowledge, story.answers, story.details(today)))
        for place, story in enumerate(orders.stories)
    ]
    rows = (
        _order_row(page, diagnosis, place, is_shown=place == orders.current)
        for place, diagnosis in sorted(found, key=lambda pair: _urgency(pair[1]))
    )
    keys = ("order", "cause", "where-money", "first-step", "by-when")
    head = element("tr", *(element("th", page.say(f"column-{key}"), scope="col") for key in keys))
    table = element("table", element("thead", head), element("tbody", *rows))
    region = element(
        "div",
        table,
        class_="oc-orders",
        role="region",
        tabindex="0",
        aria_label=page.say("orders-title"),
    )
    return fold(page.count("orders-title-n", len(found)), region, kind="order-table", unfolded=True)


def _urgency(diagnosis: Diagnosis) -> dt.date:
    due = diagnosis.act_by
    return due.day if due and due.day else dt.date.max


def _order_row(page: Page, diagnosis: Diagnosis, place: int, *, is_shown: bool) -> Html:
    name = page.say("order-number", n=place + 1)
    opener = button(name, f"order:{place}", class_="oc-link")
    title = element("strong", name) if is_shown else opener
    if diagnosis.next_question is not None:
        rest = element("td", page.say("order-unfinished"), colspan="4")
        return element("tr", element("th", title, scope="row"), rest)
    named = diagnosis.fit not in NAMELESS
    cells = (
        cause_words(page, diagnosis),
        page.word(diagnosis.money.state.name) if named else EN_DASH,
        page.word(diagnosis.first_step.title),
        due_words(page, diagnosis) if named or diagnosis.act_by else EN_DASH,
    )
    return element(
        "tr", element("th", title, scope="row"), *(element("td", cell) for cell in cells)
    )
