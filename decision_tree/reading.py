"""Reads a pasted order page, e-mail or tracking page: answers and days that it states for certain.

It does not know what an answer leads to. It sees the text only after redaction, so that nothing
personal can reach an answer. When in doubt it answers nothing: a question that stays open is asked,
a wrong answer would mislead.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .model import Knowledge
from .pasted import HINTED, LABELLED, STATUS, Evidence, PastedPage
from .redaction import redacted_lines, written

MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text says: question id → option id, kind of day → day, and the words of each.

    `redacted` is the text without anything personal; `found` are lines of it.
    """

    answers: Mapping[str, str]
    days: Mapping[str, dt.date]
    found: Mapping[str, str]
    redacted: str

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as plain data, ready for JSON; without days where there are none."""
        days = {kind: day.isoformat() for kind, day in self.days.items()}
        known: dict[str, Any] = {"answers": dict(self.answers)} | ({"days": days} if days else {})
        return known | {"redacted": self.redacted}


def read_text(
    knowledge: Knowledge, text: str, today: dt.date | None = None, lang: str | None = None
) -> Reading:
    """Return what a pasted text says for certain; never raises.

    The marks in what was redacted are in `lang`, by default the first language. A day after `today`
    is left out, and one without a year is read only if `today` is given.
    """
    lang = lang or next(iter(knowledge.languages))
    lines = redacted_lines(knowledge, text, today)
    page = PastedPage(knowledge, lines)
    found = list(page.evidence())
    evidence = [one for one in found if one.question != MESSAGE or page.is_mail]
    evidence += page.unread_tracking(found)
    answers = {
        question: chosen
        for question in knowledge.questions
        if (chosen := _chosen(knowledge, [one for one in evidence if one.question == question]))
    }
    days = _certain(knowledge, page.days(), today)
    places = {question: one.line for question, one in answers.items()}
    places |= {kind: line for kind, (_, line) in days.items()}
    return Reading(
        answers={question: str(one.option) for question, one in answers.items()},
        days={kind: day for kind, (day, _) in days.items()},
        found={name: written(knowledge, page.lines[at], lang) for name, at in places.items()},
        redacted="\n".join(written(knowledge, line, lang) for line in lines),
    )


def _certain(
    knowledge: Knowledge, found: Iterable[tuple[str, dt.date, int]], today: dt.date | None
) -> Mapping[str, tuple[dt.date, int]]:
    """Return the days that are named once, do not lie ahead and do not come before others."""
    named: dict[str, dict[dt.date, int]] = defaultdict(dict)
    for kind, day, line in found:
        named[kind].setdefault(day, line)
    sure = {
        kind: next(iter(named[kind].items()))
        for kind in knowledge.dates
        if len(named[kind]) == 1 and not (today and today < next(iter(named[kind])))
    }
    doubtful = {
        kind
        for later in sure
        for earlier in knowledge.dates[later].after
        if earlier in sure and sure[later][0] < sure[earlier][0]
        for kind in (later, earlier)
    }
    return {kind: item for kind, item in sure.items() if kind not in doubtful}


def _chosen(knowledge: Knowledge, evidence: Sequence[Evidence]) -> Evidence | None:
    """Return the evidence that decides a question, None where it stays open."""
    if not evidence:
        return None
    is_status = evidence[0].question == STATUS
    best = max(one.rank for one in evidence)
    if is_status or best == LABELLED:
        evidence = [one for one in evidence if one.rank == best]
    elif best > HINTED:
        evidence = [one for one in evidence if one.rank > HINTED]
    if len({one.option for one in evidence}) > 1:
        evidence = _newest(knowledge, evidence)
    options = {one.option for one in evidence}
    return evidence[0] if len(options) == 1 and None not in options else None


def _newest(knowledge: Knowledge, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the newest of several lines, all of them where that cannot be told."""
    stamps = [one.stamp for one in evidence if one.stamp]
    if len(stamps) == len(evidence):
        newest = max(stamps)
        day = [one for one in evidence if one.stamp and one.stamp.day == newest.day]
        if all(one.stamp and one.stamp.time for one in day) or len({o.option for o in day}) == 1:
            return [one for one in evidence if one.stamp == newest]
        return _by_order(day, evidence)
    if not stamps:
        return _by_stage(knowledge, evidence)
    undated = [one for one in evidence if not one.stamp]
    newest_dated = _newest(knowledge, [one for one in evidence if one.stamp])
    agree = {one.option for one in undated} == {one.option for one in newest_dated}
    if agree or _is_headline(knowledge, undated, newest_dated):
        return undated
    return evidence


def _is_headline(
    knowledge: Knowledge, undated: Sequence[Evidence], dated: Sequence[Evidence]
) -> bool:
    """Tell whether lines without a day stand apart above dated ones, and say how it goes on.

    The options of a question stand in the order in which things go on. A step that stands right
    beside dated ones may not be reached yet.
    """
    order = (None, *knowledge.questions[dated[0].question].option_ids)
    is_one = len({one.option for one in undated}) == 1
    is_above = max(map(_place, undated)) + 1 < min(map(_place, dated))
    later = order.index(undated[0].option) > max(order.index(one.option) for one in dated)
    return is_one and is_above and later


def _by_order(day: Sequence[Evidence], evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the newest line of one day by the order in which all lines stand."""
    days = [one.stamp.day for one in sorted(evidence, key=_place) if one.stamp]
    day = sorted(day, key=_place)
    if days == sorted(days, reverse=True) and days[0] != days[-1]:
        return day[:1]
    if days == sorted(days) and days[0] != days[-1]:
        return day[-1:]
    return day


def _by_stage(knowledge: Knowledge, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the last stage of lines without days that stand in the order of the stages."""
    stages = knowledge.reading.stages.get(evidence[0].question, ())
    if any(one.option not in stages for one in evidence):
        return evidence
    evidence = sorted(evidence, key=_place)
    places = [stages.index(str(one.option)) for one in evidence]
    if places in (sorted(places), sorted(places, reverse=True)):
        return [one for one, place in zip(evidence, places, strict=True) if place == max(places)]
    return evidence


def _place(evidence: Evidence) -> int:
    return evidence.line
