"""What unfolds under a result as HTML: days to fill in, findings, messages and replies.

This module does not decide anything; every word comes from the knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable

from .answers import Answers
from .days import in_words
from .details import Conflict, ConflictKind
from .diagnosis import NAMELESS, Diagnosis
from .essentials import counted, day_left
from .exhibits import exhibits_for
from .markup import Html, element, joined, listing
from .messages import Letter, letters
from .model import DateKind, Exhibit, Question, Reply, Text
from .page import Page, box, button, copier, fold, hidden
from .replies import replies_for
from .setting import Setting
from .what_if import Counterfactual, Finding, counterfactuals, findings, open_questions

PASTED = "en"
"""Sellers and customer service are written to in English."""

SHOWN_EXHIBITS = 6
"""A longer list would not be gone through, and would crowd out the sentences of a message."""


def details_form(page: Page, diagnosis: Diagnosis, setting: Setting) -> Html:
    """Return the fields for days and the method of payment, with what is wrong about them."""
    wrong = bool(setting.typed or diagnosis.conflicts)
    return fold(
        page.say("details-title"),
        element("p", page.say("details-why")),
        *(_day_field(page, diagnosis, setting, kind) for kind in page.knowledge.dates.values()),
        _method_field(page, diagnosis),
        element("p", button(page.say("details-use"), "details", class_="oc-primary")),
        kind="details",
        unfolded=wrong,
    )


def conflict_box(page: Page, diagnosis: Diagnosis) -> Html:
    """Return the days that cannot be right, in sight even while the fields are folded."""
    if not diagnosis.conflicts:
        return Html("")
    links = (
        element("a", _conflict(page, conflict), href=f"#oc-day-{conflict.date.id}", id=name)
        for name, conflict in _named_conflicts(diagnosis)
    )
    return box(page.say("conflict-title"), listing(links), kind="contradiction")


def _named_conflicts(diagnosis: Diagnosis) -> list[tuple[str, Conflict]]:
    """Return each conflict with the id of its sentence, which describes the fields it is about."""
    return [(f"oc-conflict-{n}", one) for n, one in enumerate(diagnosis.conflicts, start=1)]


def _conflict(page: Page, conflict: Conflict) -> str:
    one = page.word(conflict.date.label)
    if conflict.kind is ConflictKind.ORDER and conflict.earlier:
        return page.say("conflict-order", one=one, other=page.word(conflict.earlier.label))
    if conflict.kind is ConflictKind.DENIED and conflict.question:
        return page.say("conflict-denied", one=one, question=page.word(conflict.question.text))
    return page.say("conflict-future", one=one)


def _day_field(page: Page, diagnosis: Diagnosis, setting: Setting, kind: DateKind) -> Html:
    name, typed = f"day-{kind.id}", setting.typed.get(kind.id)
    known = diagnosis.details.days.get(kind.id)
    label = page.word(kind.label)
    error = element("p", page.say("day-unread", typed=typed or ""), id=f"oc-{name}-error")
    about = [f"oc-{name}-error"] if typed else []
    about += [n for n, one in _named_conflicts(diagnosis) if kind in (one.date, one.earlier)]
    return element(
        "div",
        element("label", label, for_=f"oc-{name}"),
        element("div", error, class_="oc-error") if typed else "",
        element(
            "input",
            type="text",
            id=f"oc-{name}",
            name=name,
            value=typed or (page.day(known) if known else ""),
            placeholder=page.say("day-example"),
            autocomplete="off",
            aria_invalid="true" if typed else None,
            aria_describedby=" ".join(about) or None,
        ),
        element(
            "input",
            type="date",
            data_fills=f"oc-{name}",
            value=known.isoformat() if known else None,
            aria_label=page.say("day-pick", label=label),
        ),
        class_="oc-field",
    )


def _method_field(page: Page, diagnosis: Diagnosis) -> Html:
    chosen = diagnosis.details.method
    options = [element("option", page.say("method-unknown"), value="")]
    options += [
        element("option", page.word(method.name), value=method.id, selected=method.id == chosen)
        for method in page.knowledge.methods.values()
    ]
    return element(
        "div",
        element("label", page.say("method-label"), for_="oc-method"),
        element("select", *options, id="oc-method", name="method"),
        class_="oc-field",
    )


def surer(page: Page, diagnosis: Diagnosis) -> Html:
    """Return what to check next to be surer, and what would change the result."""
    questions = open_questions(page.knowledge, diagnosis.answers)
    changing = _changes(page, diagnosis, questions)
    if not questions:
        return Html("")
    return fold(
        page.say("surer-title"),
        _check_next(page, diagnosis, questions[0]),
        element("h4", page.say("what-if-title")) if changing else "",
        listing(changing),
        element("p", page.say("what-if-none")) if not changing else "",
        kind="surer",
    )


def _check_next(page: Page, diagnosis: Diagnosis, question: Question) -> Html:
    spoken = hidden(f": {page.word(question.text)}")
    return joined(
        (
            element("h4", page.say("check-next")),
            element("p", element("strong", page.word(question.text))),
            where_to_look(page, question),
            _changing_findings(page, diagnosis, question),
            element("p", button(page.say("answer-now"), f"change:{question.id}", spoken)),
        )
    )


def where_to_look(page: Page, question: Question) -> Html:
    """Return on which screens the answer to a question can be found."""
    return joined(
        (
            element(
                "p", element("strong", f"{page.say('in-app')}: "), page.word(question.help_app)
            ),
            element(
                "p", element("strong", f"{page.say('on-web')}: "), page.word(question.help_web)
            ),
        )
    )


def finding_list(page: Page, answers: Answers, question: Question) -> Html:
    """Return what each answer to a question would lead to."""
    found = findings(page.knowledge, answers, question)
    title = element("p", element("strong", page.say("findings-title")))
    return joined((title, listing((_finding(page, one) for one in found), class_="oc-findings")))


def _changing_findings(page: Page, diagnosis: Diagnosis, question: Question) -> Html:
    """Return the answers to a question that would name another cause; the others in one line."""
    found = findings(page.knowledge, diagnosis.answers, question)
    changing = [_finding(page, finding) for finding in found if finding.changes_cause]
    key = "findings-none" if not changing else "findings-others"
    others = [page.say(key)] if len(changing) < len(found) else []
    title = element("p", element("strong", page.say("findings-title")))
    return joined((title, listing((*changing, *others), class_="oc-findings")))


def _finding(page: Page, finding: Finding) -> Html:
    label = element("span", page.word(finding.option.label), class_="oc-asked")
    cause = page.word(finding.cause.name) if finding.cause else page.say("finding-open")
    return joined((label, " → ", cause))


def what_if_sentences(page: Page, diagnosis: Diagnosis) -> list[str]:
    """Return what would change the result, a sentence for each finding."""
    return _changes(page, diagnosis, open_questions(page.knowledge, diagnosis.answers))


def _changes(page: Page, diagnosis: Diagnosis, questions: Iterable[Question]) -> list[str]:
    found = counterfactuals(page.knowledge, diagnosis.answers, diagnosis.details, questions)
    return [_what_if(page, one) for one in found]


def _what_if(page: Page, counterfactual: Counterfactual) -> str:
    finding = counterfactual.finding
    statement = page.word(finding.option.statement).rstrip(".")
    cause = page.word(finding.cause.name) if finding.cause else page.say("finding-open")
    return page.say(
        "what-if", statement=statement, cause=cause, date=_date_then(page, counterfactual)
    )


def _date_then(page: Page, counterfactual: Counterfactual) -> str:
    due = counterfactual.due
    if not counterfactual.changes_date:
        return page.say("date-stays")
    if due is None:
        return page.say("date-goes")
    if due.is_today or due.day is None:
        return page.say("date-today")
    return page.say("date-moves", day=page.day(due.day))


def message_list(page: Page, diagnosis: Diagnosis) -> Html:
    """Return the messages that make sense for this reader, ready to copy."""
    composed = letters_for(page, diagnosis)
    if not composed:
        return Html("")
    intro = element("p", page.say("messages-intro"))
    parts = (_letter(page, letter) for letter in composed)
    return fold(page.say("messages-title"), intro, *parts, kind="messages")


def letters_for(page: Page, diagnosis: Diagnosis) -> tuple[Letter, ...]:
    """Return the messages composed for this reader."""
    languages = page.knowledge.languages
    days: dict[str, Text] = {
        kind: {lang: in_words(page.knowledge, day, lang) for lang in languages}
        for kind, day in diagnosis.details.days.items()
    }
    return letters(
        page.knowledge,
        diagnosis.answers,
        [ranked.id for ranked in diagnosis.plausible],
        days=days,
        exhibits=exhibits_of(page, diagnosis),
    )


def _letter(page: Page, letter: Letter) -> Html:
    message = letter.message
    sent, own = message.sent_in, page.lang
    text = letter.text(sent)
    name = f"oc-message-{message.id}"
    used = page.say("message-length", used=len(text), length=message.length)
    return fold(
        page.word(message.recipient),
        element("p", page.word(message.where)),
        element("label", page.say("message-text"), for_=name),
        element("textarea", text, id=name, lang=sent, readonly=True, rows="6"),
        element("p", copier(page, name), " ", used),
        element("p", page.say("message-shortened")) if letter.is_shortened else "",
        _aligned(page, letter) if sent != own else "",
        kind="message",
    )


def _aligned(page: Page, letter: Letter) -> Html:
    """Return the sentences in the language that is sent, each beside its meaning."""
    sent = letter.message.sent_in
    rows = (
        element("tr", element("td", sentence[sent], lang=sent), element("td", page.word(sentence)))
        for sentence in letter.sentences
    )
    languages = page.knowledge.languages
    head = (element("th", languages[lang], scope="col", lang=lang) for lang in (sent, page.lang))
    table = element("table", element("thead", element("tr", *head)), element("tbody", *rows))
    return element("div", table, class_="oc-aligned")


def exhibits_of(page: Page, diagnosis: Diagnosis) -> list[Exhibit]:
    """Return the screens to capture: for the likeliest cause, or for all while none is named."""
    shown = diagnosis.plausible if diagnosis.fit in NAMELESS else diagnosis.causes[:1]
    found = (
        exhibit
        for ranked in shown
        for exhibit in exhibits_for(page.knowledge, ranked.id, diagnosis.answers)
    )
    return list({exhibit.id: exhibit for exhibit in found}.values())[:SHOWN_EXHIBITS]


def reply_list(page: Page, diagnosis: Diagnosis) -> Html:
    """Return the usual replies of sellers and support, with what to make of each."""
    replies = replies_for(page.knowledge, [ranked.id for ranked in diagnosis.plausible])
    parts = (reply_html(page, reply, _limit_words(page, diagnosis, reply)) for reply in replies)
    intro = element("p", page.say("replies-intro"))
    return fold(page.say("replies-title"), intro, *parts, kind="replies")


def _limit_words(page: Page, diagnosis: Diagnosis, reply: Reply) -> str:
    """Return the day that the reply can cost, where it can be counted."""
    day = next((day for limit, day in counted(diagnosis) if limit is reply.limit), None)
    return day_left(page, diagnosis, day) if day else ""


def reply_html(page: Page, reply: Reply, when: str = "") -> Html:
    """Return one reply: what it means, what to do, by when, and what to write back.

    `when` is the day of its limit; without one the figure of the limit is named.
    """
    risk = element("span", page.say(f"risk-{reply.risk}"), class_=f"oc-chip oc-risk-{reply.risk}")
    name = f"oc-reply-{reply.id}"
    english = reply.answer[PASTED]
    todo = element("strong", f"{page.say('cause-steps')}: ")
    return fold(
        joined((page.word(reply.says), " ", risk)),
        element("p", page.word(reply.sender), class_="oc-small"),
        element("p", page.word(reply.why)),
        element("p", todo, page.word(reply.todo)),
        _reply_limit(page, reply, when),
        element("label", page.say("reply-text"), for_=name),
        element("textarea", " ".join(english), id=name, lang=PASTED, readonly=True, rows="4"),
        element("p", copier(page, name)),
        listing(_meanings(page, reply), class_="oc-meaning") if page.lang != PASTED else "",
        kind="reply",
    )


def _meanings(page: Page, reply: Reply) -> list[Html]:
    """Return each sentence that is pasted with its meaning below."""
    pairs = zip(reply.answer[PASTED], reply.answer[page.lang], strict=True)
    return [
        joined((element("span", pasted, lang=PASTED), element("span", own, class_="oc-small")))
        for pasted, own in pairs
    ]


def _reply_limit(page: Page, reply: Reply, when: str) -> Html:
    if reply.limit is None:
        return Html("")
    words = when or page.word(reply.limit.fact.wording)
    return element("p", page.say("reply-by", task=page.word(reply.limit.task), when=words))
