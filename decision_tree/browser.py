"""The door to the page: JSON text in, JSON text out, called by the worker that runs Python.

This module keeps nothing between calls and does not know the DOM; the address fragment that comes
with each request holds all that the reader has told.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from .answers import read_fragment
from .casecode import CodeError, Opened, read_code
from .days import read_day
from .details import with_derived
from .diagnosis import diagnose
from .frozen import ready
from .interview import asked_in_order
from .model import Knowledge, Question
from .orders import Orders, read_orders, showing, told, with_another, write_orders
from .page import Page
from .rendering import Asking, question_html, reading_html, result_html
from .setting import Setting
from .steps import answers_at, place_of
from .story import Story, is_likely

if TYPE_CHECKING:  # most readers paste nothing: what reads a text is imported for the first one
    from .reading import Reading

Request = dict[str, Any]

NOTICE_CHARACTERS = 80

knowledge = cache(ready)
"""The knowledge of this package, taken over or read once."""


def respond(text: str) -> str:
    """Answer one request of the page.

    The request holds `language`, `causes_url`, `url` (the page's own address), `today`, `fragment`,
    `action` and the fields of the form; a field that can stand in it several times is a list. The
    actions are "show", "answer" (with `question`, `option` and `among`), "back", "restart",
    "change:QUESTION", "details" (with `day-…` and `method`), "read" (with `pasted`), "code", "add"
    and "order:PLACE". The reply holds the new `fragment`, the `html` to show, its `kind`
    ("question", "reading" or "result"), its `question` and its `place` in the tree without scripts,
    if it has one. The fragment can be such a place, too.
    """
    request = json.loads(text)
    reply = _Step(knowledge(), request).reply()
    return json.dumps(reply, ensure_ascii=False)


def _orders_at(knowledge: Knowledge, fragment: str) -> tuple[Orders, tuple[str, ...]]:
    """Return what a fragment holds, or a place in the tree, and what had to be dropped."""
    answers = answers_at(knowledge, fragment)
    if answers is None:
        return read_orders(knowledge, fragment)
    return told(knowledge, Orders(), Story(answers=answers)), ()


class _Step:
    """One request, with what its fragment holds."""

    def __init__(self, knowledge: Knowledge, request: Request) -> None:
        self.knowledge = knowledge
        self.request = request
        self.page = Page(
            knowledge=knowledge, lang=request["language"], causes_url=request["causes_url"]
        )
        self.today = dt.date.fromisoformat(request["today"]) if request.get("today") else None
        self.orders, dropped = _orders_at(knowledge, request.get("fragment", ""))
        parts = shorten(", ".join(dropped), NOTICE_CHARACTERS, placeholder=" …")
        self.notices: tuple[str, ...] = (
            (self.page.say("dropped-part", parts=parts),) if dropped else ()
        )

    @property
    def story(self) -> Story:
        return self.orders.story

    def reply(self) -> dict[str, Any]:
        action, _, subject = self.request["action"].partition(":")
        steps: dict[str, Callable[[str], dict[str, Any]]] = {
            "show": lambda _: self._next(self.orders),
            "answer": lambda _: self._answer(),
            "back": lambda _: self._back(),
            "restart": lambda _: self._next(Orders()),
            "change": self._change,
            "details": lambda _: self._details(),
            "read": lambda _: self._read(),
            "code": lambda _: self._open_code(),
            "add": lambda _: self._next(with_another(self.knowledge, self.orders)),
            "order": lambda place: self._next(showing(self.orders, int(place))),
        }
        return steps[action](subject)

    def _answer(self) -> dict[str, Any]:
        question = self.knowledge.questions[self.request["question"]]
        said, _wrong = read_fragment(self.knowledge, f"{question.id}={self._chosen(question)}")
        if not said:
            return self._ask(question, self.orders, missing=True)
        story = replace(self.story, answers={**self.story.answers, **said})
        return self._next(told(self.knowledge, self.orders, story))

    def _chosen(self, question: Question) -> str:
        """Return what was chosen; ticks left as they were give way to an option."""
        option, among = self._field("option"), self.request.get("among") or []
        is_untouched = frozenset(among) == self.story.answers.get(question.id)
        return option if option and is_untouched else ",".join(among) or option

    def _back(self) -> dict[str, Any]:
        """Leave a question that was being changed, or take back the latest answer."""
        said = self.story.answers
        given = with_derived(self.knowledge, said, self.story.details(self.today))
        asked = asked_in_order(self.knowledge, said, given)
        if not asked or self.request.get("question") in asked:
            return self._next(self.orders)
        last = self.knowledge.questions[asked[-1]]
        story = replace(self.story, answers={q: said[q] for q in said if q != last.id})
        return self._ask(last, told(self.knowledge, self.orders, story), chosen=said[last.id])

    def _change(self, question_id: str) -> dict[str, Any]:
        question = self.knowledge.questions[question_id]
        return self._ask(question, self.orders, chosen=self.story.answers.get(question_id))

    def _details(self) -> dict[str, Any]:
        """Take over the days and the method; what is no day is shown again with a sentence."""
        fields = {kind: self._field(f"day-{kind}") for kind in self.knowledge.dates}
        read = {kind: read_day(self.knowledge, text) for kind, text in fields.items() if text}
        days = {kind: day for kind, day in read.items() if day and is_likely(day)}
        typed = {kind: fields[kind] for kind in read if kind not in days}
        method = self._field("method")
        story = replace(
            self.story, days=days, method=method if method in self.knowledge.methods else None
        )
        return self._next(told(self.knowledge, self.orders, story), typed=typed)

    def _field(self, name: str) -> str:
        return str(self.request.get(name) or "").strip()

    def _read(self) -> dict[str, Any]:
        """Read a pasted text; what the reader has said already stays as it is."""
        from .reading import read_text  # noqa: PLC0415 -- see above

        reading = self._news(
            read_text(self.knowledge, self._field("pasted"), self.today, self.page.lang)
        )
        if not reading.answers and not reading.days:
            self.notices = (self.page.say("paste-nothing"),)
            return self._next(self.orders, pasted=reading.redacted)
        read, _ = read_fragment(self.knowledge, "&".join(map("=".join, reading.answers.items())))
        story = replace(
            self.story,
            answers={**self.story.answers, **read},
            days={**self.story.days, **reading.days},
        )
        orders = told(self.knowledge, self.orders, story)
        html = reading_html(self.page, reading, story.answers)
        return self._reply("reading", html, orders, None)

    def _news(self, reading: Reading) -> Reading:
        """Return what was read without what the reader has said already."""
        story = self.story
        answers = {q: said for q, said in reading.answers.items() if q not in story.answers}
        days = {kind: day for kind, day in reading.days.items() if kind not in story.days}
        return replace(reading, answers=answers, days=days)

    def _open_code(self) -> dict[str, Any]:
        typed = self._field("code")
        try:
            opened = read_code(self.knowledge, typed)
        except CodeError as error:
            self.notices = (self.page.say(f"code-{error.reason}"),)
            return self._next(self.orders, typed_code=typed)
        self.notices = tuple(self._about_code(opened))
        story = Story(answers=opened.answers, days=opened.days, method=opened.method)
        return self._next(told(self.knowledge, self.orders, story))

    def _about_code(self, opened: Opened) -> list[str]:
        changes = " ".join(self.page.word(version.text) for version in opened.changes)
        found = [self.page.say("code-changed", changes=changes)] if changes else []
        lost = len(opened.dropped)
        return found + ([self.page.say("code-dropped", n=lost)] if lost else [])

    def _next(
        self,
        orders: Orders,
        *,
        typed: Mapping[str, str] | None = None,
        pasted: str = "",
        typed_code: str = "",
    ) -> dict[str, Any]:
        story = orders.story
        diagnosis = diagnose(self.knowledge, story.answers, story.details(self.today))
        if diagnosis.next_question is not None and not typed:
            question = diagnosis.next_question
            return self._ask(question, orders, pasted=pasted, typed_code=typed_code)
        setting = Setting(
            orders=orders,
            url=self.request.get("url", ""),
            notices=self.notices,
            typed=typed or {},
        )
        return self._reply("result", result_html(self.page, diagnosis, setting), orders, None)

    def _ask(self, question: Question, orders: Orders, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- fields of Asking
        asking = Asking(
            question=question,
            answers=orders.story.answers,
            details=orders.story.details(self.today),
            notice=" ".join(self.notices),
            order=orders.current + 1 if len(orders.stories) > 1 else None,
            **more,
        )
        return self._reply("question", question_html(self.page, asking), orders, question.id)

    def _reply(self, kind: str, html: str, orders: Orders, question: str | None) -> dict[str, Any]:
        return {
            "kind": kind,
            "html": html,
            "fragment": write_orders(self.knowledge, orders),
            "question": question,
            "place": self._place(orders, question),
        }

    def _place(self, orders: Orders, question: str | None) -> str | None:
        """Return where the tree without scripts goes on; it holds no days and no second order."""
        answers = orders.story.answers
        is_whole = orders == Orders(stories=(Story(answers=answers),))
        return place_of(self.knowledge, answers, question) if is_whole else None
