"""Turns the plain tables of the knowledge into the frozen types, and proves that names match.

This module does not know files or formats; the checker notes whatever is wrong, all in one go.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from .aids import Aids, open_placeholders
from .answers import UNSURE
from .checking import Checker, Table
from .codebook import Numbering, versions
from .conditions import conditions
from .errors import KnowledgeError
from .model import (
    Action,
    Amount,
    Cause,
    Conditions,
    Confidence,
    Deadline,
    Effect,
    Fact,
    Knowledge,
    Late,
    Level,
    Money,
    MoneyState,
    Option,
    Question,
    Situation,
    Source,
    Text,
    Urgency,
)
from .wording import Filler, figure

Thing = TypeVar("Thing")

AIDS = (
    "dates",
    "derived",
    "methods",
    "limits",
    "messages",
    "exhibits",
    "replies",
    "holidays",
    "months",
    "reading",
    "codebook",
    "versions",
)

TABLES = (
    *(
        "interface",
        "site",
        "facts",
        "sources",
        "questions",
        "money",
        "actions",
        "situations",
        "causes",
    ),
    *AIDS,
)
"""The tables that make up the knowledge."""

OPTION_ID = re.compile(r"[a-z0-9-]+")
"""An id stands in addresses; "," "&" and "=" part ids there."""

LEAST_OPTIONS = 2
"""A question with one option would not ask anything."""

CAUSE_TEXTS = ("name", "summary", "meaning", "tell", "steps", "avoid")


def build(data: Table) -> Knowledge:
    """Return the knowledge made of the plain tables named in `TABLES`.

    Raises `KnowledgeError` with every problem found, each with its path.
    """
    languages = data["interface"].get("languages", {})
    check = Checker(languages)
    builder = _Builder(check, data)
    knowledge = builder.knowledge()
    if check.problems:
        raise KnowledgeError(check.problems)
    return knowledge


class _Builder:
    """Builds each kind of thing once; later kinds look up the ones built before."""

    def __init__(self, check: Checker, data: Table) -> None:
        self.check = check
        self.data = dict(data)
        check.keys(data["interface"], "interface", ("languages", "numbers", "units", "strings"))
        self._check_writing(data["interface"])
        self.sources = check.each(self.data, "sources", self._source)
        self.facts = check.each(self.data, "facts", self._fact)
        wordings = {fact.id: fact.wording for fact in self.facts.values()}
        filler = Filler(wordings, check, open_placeholders(data["dates"]))
        for table in ("questions", "money", "actions", "situations", "causes", *AIDS):
            self.data[table] = filler.table(data[table], table)
        self.questions = check.each(self.data, "questions", self._question)
        self.aids = Aids(check, self.data, self.questions, self.facts)
        rules = self.data["money"].pop("rules", [])
        self.money_states = check.each(self.data, "money", self.aids.money_state)
        self.money_rules = self.aids.money_rules(rules, self.money_states)
        self.actions = check.each(self.data, "actions", self._action)

    def _check_writing(self, interface: Table) -> None:
        """No figure can be written in a language that does not say how: stop before the first."""
        self._check_each_language(interface, "numbers", "interface", ("decimal", "group"))
        units = self.check.table(interface, "units", "interface")
        for unit in units:
            self._check_each_language(units, unit, "interface.units", ("other",), "one")
        if self.check.problems:
            raise KnowledgeError(self.check.problems)

    def _check_each_language(
        self, table: Table, key: str, path: str, required: tuple[str, ...], optional: str = ""
    ) -> None:
        entry, place = self.check.table(table, key, path), f"{path}.{key}"
        for lang in self.check.languages:
            self.check.keys(
                self.check.table(entry, lang, place), f"{place}.{lang}", required, optional
            )

    def knowledge(self) -> Knowledge:
        strings = self.check.table(self.data["interface"], "strings", "interface")
        words = self.check.table(self.data["site"], "strings", "site")
        causes = self.check.each(self.data, "causes", self._cause)
        self._check_safe_step(causes)
        published = versions(self.check, self.data["versions"])
        numbering = Numbering(self.check, newest=max(1, len(published)))
        return Knowledge(
            languages=dict(self.check.table(self.data["interface"], "languages", "interface")),
            questions=self.questions,
            causes=causes,
            actions=self.actions,
            situations=self.check.each(self.data, "situations", self._situation),
            money_states=self.money_states,
            money_rules=self.money_rules,
            dates=self.aids.dates,
            derived=self.aids.derived,
            methods=self.aids.methods,
            limits=self.aids.limits,
            messages=self.aids.messages,
            exhibits=self.aids.exhibits,
            replies=self.aids.replies,
            holidays=self.aids.holidays,
            months=self.aids.months,
            reading=self.aids.reading,
            codebook=numbering.codebook(
                self.data["codebook"], self.questions, self.aids.methods, self.aids.dates
            ),
            versions=published,
            facts=self.facts,
            sources=self.sources,
            interface={key: self.check.text(strings, key, "interface.strings") for key in strings},
            site={key: self.check.text(words, key, "site.strings") for key in words},
        )

    def _check_safe_step(self, causes: Mapping[str, Cause]) -> None:
        """A reader of whom nothing is known gets a first step too, and it must be safe."""
        always_open = {name for name, action in self.actions.items() if not action.unavailable}
        harmful = {
            name
            for cause in causes.values()
            for name, effect in cause.effects.items()
            if effect is Effect.HARMFUL
        }
        for action in self.actions.values():
            if {action.doing is None, action.harm is None} != {action.id not in harmful}:
                problem = "'doing' and 'harm' say what hurts and why, where it does"
                self.check.problem(f"actions.{action.id}", problem)
        if not always_open - harmful:
            self.check.problem("actions", "none is always open and harmful under no cause")
        for action in self.actions.values():
            if action.is_general and action.id not in always_open - harmful:
                self.check.problem(f"actions.{action.id}", "is general but not always safe")

    def _source(self, name: str, table: Table, path: str) -> Source:
        self.check.keys(table, path, ("grade", "title", "date", "seen"), "link")
        return Source(
            id=name,
            grade=self.check.string(table, "grade", path),
            title=self.check.text(table, "title", path),
            date=self.check.text(table, "date", path),
            link=self.check.string(table, "link", path) or None,
            seen=self.check.day(table, "seen", path),
        )

    def _fact(self, name: str, table: Table, path: str) -> Fact:
        required = ("about", "dossier", "sources", "seen", "review", "confidence")
        self.check.keys(table, path, required, "value unit rule from differs-from note")
        amount = None if "rule" in table else self._amount(table, path)
        differs = self.check.string(table, "differs-from", path) or None
        if differs:
            self.check.name(differs, f"{path}.differs-from", "fact", self.data["facts"])
        return Fact(
            id=name,
            about=self.check.text(table, "about", path),
            wording=self._figure(amount, path) if amount else self.check.text(table, "rule", path),
            amount=amount,
            counts_from=self.check.optional_text(table, "from", path),
            differs_from=differs,
            note=self.check.optional_text(table, "note", path),
            dossier=self.check.string(table, "dossier", path),
            sources=self._source_ids(table, path),
            seen=self.check.day(table, "seen", path),
            review=self.check.day(table, "review", path),
            confidence=self.check.choice(table, "confidence", path, Confidence),
        )

    def _amount(self, table: Table, path: str) -> Amount:
        self.check.keys(table, path, ("value", "unit"), " ".join(table))
        unit = self.check.string(table, "unit", path)
        match table.get("value"):
            case int(value) | float(value):
                return Amount(low=value, high=value, unit=unit)
            case [int(low), int(high)] if low < high:
                return Amount(low=low, high=high, unit=unit)
        self.check.problem(f"{path}.value", "must be a number or a range [low, high]")
        return Amount(low=0, high=0, unit=unit)

    def _figure(self, amount: Amount, path: str) -> Text:
        units = self.check.table(self.data["interface"], "units", "interface")
        marks = self.check.table(self.data["interface"], "numbers", "interface")
        if not self.check.name(amount.unit, f"{path}.unit", "unit", units):
            return dict.fromkeys(self.check.languages, "")
        languages = self.check.languages
        return {lang: figure(amount, units[amount.unit][lang], marks[lang]) for lang in languages}

    def _source_ids(self, table: Table, path: str) -> tuple[str, ...]:
        ids = self.check.names(table, "sources", path, "source", self.sources)
        if not ids:
            self.check.problem(f"{path}.sources", "must name at least one source")
        return ids

    def _question(self, name: str, table: Table, path: str) -> Question:
        self.check.keys(
            table, path, ("dossier", "effort", "text", "why", "help", "options"), "shared"
        )
        help_table = self.check.table(table, "help", path)
        self.check.keys(help_table, f"{path}.help", ("app", "web"))
        return Question(
            id=name,
            dossier=self.check.string(table, "dossier", path),
            effort=self.check.integer(table, "effort", path, 1, 4),
            text=self.check.text(table, "text", path),
            why=self.check.text(table, "why", path),
            help_app=self.check.text(help_table, "app", f"{path}.help"),
            help_web=self.check.text(help_table, "web", f"{path}.help"),
            is_shared=table.get("shared", False) is True,
            options=self._options(table, path),
        )

    def _options(self, table: Table, path: str) -> tuple[Option, ...]:
        options = table.get("options", [])
        if not isinstance(options, list) or len(options) < LEAST_OPTIONS:
            self.check.problem(f"{path}.options", "must be a list of at least two options")
            return ()
        ids = [option.get("id") for option in options if isinstance(option, dict)]
        for name in {name for name in ids if ids.count(name) > 1}:
            self.check.problem(f"{path}.options", f"two options are called '{name}'")
        return tuple(
            self._option(option, f"{path}.options[{place}]") for place, option in enumerate(options)
        )

    def _option(self, table: Table, path: str) -> Option:
        self.check.keys(table, path, ("id", "label", "statement"))
        name = self.check.string(table, "id", path)
        if name == UNSURE or not OPTION_ID.fullmatch(name):
            self.check.problem(f"{path}.id", "must be small letters, digits and hyphens")
        return Option(
            id=name,
            label=self.check.text(table, "label", path),
            statement=self.check.text(table, "statement", path),
        )

    def _action(self, name: str, table: Table, path: str) -> Action:
        self.check.keys(table, path, ("title", "detail"), "guard doing harm unavailable general")
        return Action(
            id=name,
            title=self.check.text(table, "title", path),
            detail=self.check.text(table, "detail", path),
            guard=self.check.optional_text(table, "guard", path),
            doing=self.check.optional_text(table, "doing", path),
            harm=self.check.optional_text(table, "harm", path),
            unavailable=self._conditions(
                self.check.table(table, "unavailable", path), f"{path}.unavailable"
            ),
            is_general=table.get("general", False) is True,
        )

    def _conditions(self, table: Table, path: str) -> Conditions:
        return conditions(self.check, self.questions, table, path)

    def _situation(self, name: str, table: Table, path: str) -> Situation:
        self.check.keys(table, path, ("dossier", "name", "advice", "when"))
        return Situation(
            id=name,
            dossier=self.check.string(table, "dossier", path),
            name=self.check.text(table, "name", path),
            advice=self.check.text(table, "advice", path),
            when=tuple(
                self._conditions(alternative, f"{path}.when[{place}]")
                for place, alternative in enumerate(table.get("when", []))
            ),
        )

    def _cause(self, name: str, table: Table, path: str) -> Cause:
        rest = (
            "dossier",
            "confidence",
            "sources",
            "money",
            "deadline",
            "signs",
            "actions",
            "exhibits",
        )
        self.check.keys(table, path, (*rest, *CAUSE_TEXTS))
        effects = self._effects(self.check.table(table, "actions", path), f"{path}.actions")
        return Cause(
            id=name,
            dossier=self.check.string(table, "dossier", path),
            confidence=self.check.choice(table, "confidence", path, Confidence),
            name=self.check.text(table, "name", path),
            summary=self.check.text(table, "summary", path),
            meaning=self.check.texts(table, "meaning", path),
            tell=self.check.texts(table, "tell", path),
            steps=self.check.texts(table, "steps", path),
            avoid=self.check.texts(table, "avoid", path),
            money=self._money(self.check.table(table, "money", path), f"{path}.money"),
            deadline=self._deadline(self.check.table(table, "deadline", path), f"{path}.deadline"),
            signs=self._signs(self.check.table(table, "signs", path), f"{path}.signs"),
            right_actions=tuple(a for a, effect in effects.items() if effect is Effect.RIGHT),
            effects=effects,
            exhibits=self.check.names(table, "exhibits", path, "exhibit", self.aids.exhibits),
            sources=self._source_ids(table, path),
        )

    def _money(self, table: Table, path: str) -> Money:
        self.check.keys(table, path, ("state", "text"))
        state = self.check.string(table, "state", path)
        known = self.check.name(state, f"{path}.state", "money state", self.money_states)
        blank = MoneyState(id="", name={})
        return Money(
            state=self.money_states[state] if known else blank,
            text=self.check.text(table, "text", path),
        )

    def _deadline(self, table: Table, path: str) -> Deadline:
        self.check.keys(table, path, ("urgency", "text"), "undated limits late")
        limits = self.check.strings(table, "limits", path)
        known = [self.check.name(n, f"{path}.limits", "limit", self.aids.limits) for n in limits]
        return Deadline(
            urgency=self.check.choice(table, "urgency", path, Urgency),
            undated=table.get("undated", False) is True,
            text=self.check.text(table, "text", path),
            limits=tuple(self.aids.limits[name] for name in limits) if all(known) else (),
            late=self._late(table["late"], f"{path}.late") if "late" in table else None,
        )

    def _late(self, table: Table, path: str) -> Late:
        self.check.keys(table, path, ("when", "text", "money"))
        return Late(
            when=self._conditions(self.check.table(table, "when", path), f"{path}.when"),
            text=self.check.text(table, "text", path),
            money=self.check.text(table, "money", path),
        )

    def _signs(self, table: Table, path: str) -> Mapping[str, Mapping[str, Level]]:
        return {
            question: self._levels(self.check.table(table, question, path), question, path)
            for question in table
            if self.check.name(question, path, "question", self.questions)
        }

    def _levels(self, table: Table, question: str, path: str) -> Mapping[str, Level]:
        valid = self.questions[question].option_ids
        return self.check.headings(table, f"{path}.{question}", Level, "option", valid)

    def _effects(self, table: Table, path: str) -> Mapping[str, Effect]:
        if not table.get(Effect.RIGHT.value):
            self.check.problem(path, "names no action that is right")
        return self.check.headings(table, path, Effect, "action", self.actions)
