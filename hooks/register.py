"""Reads what the site alone needs: the claims of the old article and the glossary.

It checks them like the knowledge, all problems at once; it does not know how they are shown.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from decision_tree import Knowledge, KnowledgeError
from decision_tree.checking import Checker, Table
from decision_tree.model import Text
from decision_tree.register_tables import read_tables
from decision_tree.wording import Filler

from .places import ROOT

FOLDER = ROOT / "docs" / "register"


class Verdict(StrEnum):
    """What became of a claim of the old article."""

    CONFIRMED = "confirmed"
    OUTDATED = "outdated"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of the old article, with what holds and the page that treats it."""

    id: str
    section: int
    verdict: Verdict
    claim: Text
    answer: Text
    sources: tuple[str, ...]
    contradictions: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the glossary in both languages, with what the old article made of it."""

    id: str
    names: Text
    garbled: tuple[str, ...]
    definition: Text
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The claims by section and the terms, in the order of their files."""

    claims: tuple[Claim, ...]
    terms: tuple[Term, ...]


def read_register(knowledge: Knowledge, folder: Path = FOLDER) -> Register:
    """Return the register; raises `KnowledgeError` with every problem and its place."""
    check = Checker(knowledge.languages)
    reader = _Reader(knowledge, check, folder.parent)
    claims, terms = (read_tables(folder, name).items() for name in ("claims", "glossary"))
    register = Register(
        claims=tuple(reader.claim(name, table) for name, table in claims),
        terms=tuple(reader.term(name, table) for name, table in terms),
    )
    if check.problems:
        raise KnowledgeError(check.problems)
    return register


class _Reader:
    def __init__(self, knowledge: Knowledge, check: Checker, pages: Path) -> None:
        self.check = check
        self._pages = pages
        self.sources = knowledge.sources
        self._filler = Filler({f.id: f.wording for f in knowledge.facts.values()}, check)

    def claim(self, name: str, table: Table) -> Claim:
        path = f"claims.{name}"
        keys = ("section", "verdict", "confidence", "claim", "answer", "sources")
        self.check.keys(table, path, (*keys, "contradictions", "page"))
        table = self._filler.table(table, path)
        sources = self.check.strings(table, "sources", path)
        for source in sources:
            self.check.name(source, f"{path}.sources", "source", self.sources)
        return Claim(
            id=name,
            section=self.check.integer(table, "section", path, 1, 8),
            verdict=self.check.choice(table, "verdict", path, Verdict),
            claim=self.check.text(table, "claim", path),
            answer=self.check.text(table, "answer", path),
            sources=sources,
            contradictions=self.check.strings(table, "contradictions", path),
            page=self._page(table, path),
        )

    def term(self, name: str, table: Table) -> Term:
        path = f"glossary.{name}"
        languages = tuple(self.check.languages)
        self.check.keys(table, path, (*languages, "garbled", "definition", "page"))
        definition = self._filler.table({"definition": table.get("definition", {})}, path)
        return Term(
            id=name,
            names={lang: self.check.string(table, lang, path) for lang in languages},
            garbled=self.check.strings(table, "garbled", path),
            definition=self.check.text(definition, "definition", path),
            page=self._page(table, path),
        )

    def _page(self, table: Table, path: str) -> str:
        page = self.check.string(table, "page", path)
        causes = page.startswith("causes/")
        for lang in self.check.languages:
            if not causes and not (self._pages / lang / page).is_file():
                self.check.problem(f"{path}.page", f"there is no page '{lang}/{page}'")
        return page
