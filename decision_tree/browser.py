"""The door to the page: JSON text in, JSON text out, called by the worker that runs Python.

This module keeps nothing between calls and does not know the DOM; the address fragment that comes
with each request holds all answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from textwrap import shorten
from typing import Any

from .answers import Answers, read_fragment, write_fragment
from .diagnosis import diagnose
from .interview import asked_in_order
from .loading import load
from .model import Knowledge, Question
from .rendering import Asking, Page, question_html, result_html

Request = dict[str, Any]

NOTICE_CHARACTERS = 80

knowledge = cache(load)
"""The knowledge of this package, read once."""


def respond(text: str) -> str:
    """Answer one request of the page.

    The request holds `language`, `causes_url`, `fragment` and `action`: "show", "answer" (with
    `question` and `option`), "back", "restart" or "change:QUESTION". The reply holds the new
    `fragment`, the `html` to show, its `kind` ("question" or "result") and its `question`.
    """
    request = json.loads(text)
    reply = _Step(knowledge(), request).reply()
    return json.dumps(reply, ensure_ascii=False)


class _Step:
    """One request, with the answers that its fragment holds."""

    def __init__(self, knowledge: Knowledge, request: Request) -> None:
        self.knowledge = knowledge
        self.request = request
        self.page = Page(
            knowledge=knowledge, lang=request["language"], causes_url=request["causes_url"]
        )
        self.answers, dropped = read_fragment(knowledge, request.get("fragment", ""))
        parts = shorten(", ".join(dropped), NOTICE_CHARACTERS, placeholder=" …")
        self.notice = self.page.say("dropped-part", parts=parts) if dropped else ""

    def reply(self) -> dict[str, Any]:
        action, _, subject = self.request["action"].partition(":")
        steps: dict[str, Callable[[str], dict[str, Any]]] = {
            "show": self._show,
            "answer": self._answer,
            "back": self._back,
            "restart": self._restart,
            "change": self._change,
        }
        return steps[action](subject)

    def _show(self, _: str) -> dict[str, Any]:
        return self._next(self.answers)

    def _answer(self, _: str) -> dict[str, Any]:
        question = self.knowledge.questions[self.request["question"]]
        pair = f"{question.id}={self.request.get('option') or ''}"
        said, _wrong = read_fragment(self.knowledge, pair)
        if not said:
            return self._ask(question, self.answers, missing=True)
        return self._next({**self.answers, **said})

    def _back(self, _: str) -> dict[str, Any]:
        """Leave a question that was being changed, or take back the latest answer."""
        asked = asked_in_order(self.knowledge, self.answers)
        if not asked or self.request.get("question") in asked:
            return self._next(self.answers)
        last = self.knowledge.questions[asked[-1]]
        answers = {q: said for q, said in self.answers.items() if q != last.id}
        return self._ask(last, answers, chosen=self.answers[last.id])

    def _restart(self, _: str) -> dict[str, Any]:
        return self._next({})

    def _change(self, question_id: str) -> dict[str, Any]:
        question = self.knowledge.questions[question_id]
        return self._ask(question, self.answers, chosen=self.answers.get(question_id))

    def _next(self, answers: Answers) -> dict[str, Any]:
        diagnosis = diagnose(self.knowledge, answers)
        if diagnosis.next_question is not None:
            return self._ask(diagnosis.next_question, diagnosis.answers)
        html = result_html(self.page, diagnosis, notice=self.notice)
        return self._reply("result", html, diagnosis.answers, None)

    def _ask(
        self,
        question: Question,
        answers: Answers,
        *,
        chosen: frozenset[str] | None = None,
        missing: bool = False,
    ) -> dict[str, Any]:
        asking = Asking(
            question=question, answers=answers, chosen=chosen, missing=missing, notice=self.notice
        )
        return self._reply("question", question_html(self.page, asking), answers, question.id)

    def _reply(
        self, kind: str, html: str, answers: Answers, question: str | None
    ) -> dict[str, Any]:
        return {
            "kind": kind,
            "html": html,
            "fragment": write_fragment(self.knowledge, answers),
            "question": question,
        }
