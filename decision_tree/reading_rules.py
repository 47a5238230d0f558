"""Turns the plain table of phrases into the rules by which a pasted text is read.

It does not know how a text is read; it proves that every question, option and day exists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from .checking import Checker, Table
from .model import Clue, Phrases, Question, ReadingRules
from .phrases import is_sound

MARKS = ("hidden", "number", "parcel")
CUES = (
    *(
        "negation",
        "before",
        "anywhere",
        "mail",
        "link",
        "front",
        "abbreviation",
        "bare",
        "elsewhere",
        "page",
        "cause",
    ),
    *("day-first", "plain", "names", "passed-over"),
)
LABELS = ("personal", "greeting", "speaker", "aside")
"""Labels of what answers no question."""

NO_OPTION = "other"
"""Heading for words that look like an answer, or the label of a day, and are none."""


def reading_rules(
    check: Checker, table: Table, questions: Mapping[str, Question], dates: Collection[str]
) -> ReadingRules:
    """Return the rules of a table; notes every name that does not exist and every broken phrase."""
    return _Builder(check, table, questions, dates).rules()


class _Builder:
    def __init__(
        self,
        check: Checker,
        table: Table,
        questions: Mapping[str, Question],
        dates: Collection[str],
    ) -> None:
        self.check = check
        self.table = table
        self.questions = questions
        self.dates = dates

    def rules(self) -> ReadingRules:
        self.check.keys(
            self.table, "reading", ("marks", "labels", "days", "cues", "clues"), "same stages"
        )
        marks = self.check.table(self.table, "marks", "reading")
        self.check.keys(marks, "reading.marks", MARKS)
        return ReadingRules(
            marks={key: self.check.text(marks, key, "reading.marks") for key in MARKS},
            labels=self._lists("labels", (*LABELS, *self.questions)),
            days=self._lists("days", (*self.dates, NO_OPTION)),
            cues=self._lists("cues", CUES),
            same=self._same(self.check.table(self.table, "same", "reading")),
            clues=tuple(self._clues(self.check.table(self.table, "clues", "reading"))),
            stages=self._stages(self.check.table(self.table, "stages", "reading")),
        )

    def _same(self, table: Table) -> Mapping[str, Phrases]:
        return {word: self._phrases(table, word, "reading.same") for word in table}

    def _stages(self, table: Table) -> Mapping[str, tuple[str, ...]]:
        found = {
            question: self.check.strings(table, question, "reading.stages") for question in table
        }
        for question, options in found.items():
            path = f"reading.stages.{question}"
            if self.check.name(question, path, "question", self.questions):
                for option in options:
                    self.check.name(option, path, "option", self.questions[question].option_ids)
        return found

    def _lists(self, key: str, names: Collection[str]) -> Mapping[str, Phrases]:
        """Return the lists of phrases of one table; a name that is missing has none."""
        table, path = self.check.table(self.table, key, "reading"), f"reading.{key}"
        self.check.keys(table, path, (), " ".join(names))
        return {name: self._phrases(table, name, path) for name in names}

    def _clues(self, tables: Table) -> Iterator[Clue]:
        for question in tables:
            path = f"reading.clues.{question}"
            if self.check.name(question, path, "question", self.questions):
                options = self.check.table(tables, question, "reading.clues")
                valid = (*self.questions[question].option_ids, NO_OPTION)
                for option in options:
                    self.check.name(option, path, "option", valid)
                    yield self._clue(question, option, self.check.table(options, option, path))

    def _clue(self, question: str, option: str, table: Table) -> Clue:
        path = f"reading.clues.{question}.{option}"
        self.check.keys(table, path, (), "values lines sentences hints")
        return Clue(
            question=question,
            option=None if option == NO_OPTION else option,
            values=self._phrases(table, "values", path),
            lines=self._phrases(table, "lines", path),
            sentences=self._phrases(table, "sentences", path),
            hints=self._phrases(table, "hints", path),
        )

    def _phrases(self, table: Table, key: str, path: str) -> Phrases:
        """Return the phrases of a list; they are taken apart only when a text is read."""
        phrases = self.check.strings(table, key, path)
        for phrase in phrases:
            if not is_sound(phrase):
                self.check.problem(f"{path}.{key}", f"'{phrase}' has a broken bracket")
        return phrases
