"""Reads the FAQ answers from their files, the one source of page, embed, JSON and structured data.

They stand in `docs` beside the package, a Markdown file for each answer and language. This module
does not know how an answer is shown or published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .answers import read_fragment
from .blocks import PARAGRAPH, Block, Line, block
from .errors import KnowledgeError, unknown
from .faq_text import FaqTextError, Reader
from .model import Knowledge

FOLDER = Path(__file__).resolve().parent.parent / "docs"
LIST = "index.md"
"""The page that lists the answers; it is none."""

FRONT_MATTER = re.compile(r"---\n(?P<fields>.*?\n)---\n(?P<body>.*)", re.DOTALL)
FIELD = re.compile(
    r'(?P<name>[a-z]+): (?:(?P<quoted>".*")|\[(?P<list>[a-z0-9, -]*)\]|(?P<word>[a-z0-9-]+))'
)
FIELDS = ("title", "description", "group", "causes", "answers")
OPTIONAL = ("source",)
"""The hash of the text that a translation was made from."""

ID = re.compile(r"[a-z0-9-]{1,80}")
"""What an answer may be called: it stands in addresses, and other sites name it."""

Field = str | list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqAnswer:
    """One published question with its short and its full answer, in one language.

    Links in `blocks` have the addresses that the file gives them.
    """

    id: str
    lang: str
    question: str
    short: Line
    blocks: tuple[Block, ...]
    group: str
    causes: tuple[str, ...]
    answers: str
    """What the troubleshooter starts from, as an address fragment."""

    @property
    def whole(self) -> tuple[Block, ...]:
        """The short answer as a paragraph, then the full one."""
        return (block(PARAGRAPH, self.short), *self.blocks)


def read_faq(knowledge: Knowledge, folder: Path = FOLDER) -> dict[str, dict[str, FaqAnswer]]:
    """Return language → id → answer, in the order of the ids.

    Raises `KnowledgeError` with every file that cannot be read, and why.
    """
    problems: list[str] = []
    found = {
        lang: _read_language(knowledge, folder, lang, problems) for lang in knowledge.languages
    }
    everywhere = {name for answers in found.values() for name in answers}
    for lang, answers in found.items():
        files = (f"{lang}/faq/{name}.md" for name in sorted(everywhere - answers.keys()))
        problems += [
            f"{f}: is missing in this language" for f in files if not (folder / f).exists()
        ]
    if problems:
        raise KnowledgeError(problems)
    return found


def _read_language(
    knowledge: Knowledge, folder: Path, lang: str, problems: list[str]
) -> dict[str, FaqAnswer]:
    files = sorted((folder / lang / "faq").glob("*.md"))
    if not files:
        problems.append(
            f"{folder / lang / 'faq'}: there are no answers; a checkout of the project has them"
        )
    found = {}
    for file in files:
        if file.name != LIST:
            try:
                found[file.stem] = read_answer(knowledge, file.stem, lang, file.read_text("utf-8"))
            except (OSError, ValueError) as error:
                problems.append(f"{lang}/faq/{file.name}: {error}")
    return found


def read_answer(knowledge: Knowledge, name: str, lang: str, text: str) -> FaqAnswer:
    """Return the answer that a file holds; raises `ValueError` with what is wrong in it."""
    if not ID.fullmatch(name):
        raise FaqTextError("an answer is called by small letters, digits and hyphens")
    parts = FRONT_MATTER.fullmatch(text)
    if parts is None:
        raise FaqTextError("the file does not begin with its fields between two lines '---'")
    fields = _fields(parts["fields"])
    reader = Reader(_figures(knowledge, lang))
    causes = [cause for cause in fields["causes"] if cause not in knowledge.causes]
    if causes:
        raise FaqTextError(unknown("cause", causes[0], knowledge.causes))
    answers = str(fields["answers"])
    dropped = read_fragment(knowledge, answers)[1]
    if dropped:
        raise FaqTextError(f"answers: '{dropped[0]}' is none")
    return FaqAnswer(
        id=name,
        lang=lang,
        question=str(fields["title"]),
        short=reader.line(str(fields["description"])),
        blocks=reader.blocks(parts["body"]),
        group=str(fields["group"]),
        causes=tuple(fields["causes"]),
        answers=answers,
    )


def _fields(text: str) -> Mapping[str, Field]:
    fields: dict[str, Field] = {}
    for line in text.splitlines():
        match = FIELD.fullmatch(line)
        if match is None or match["name"] not in (*FIELDS, *OPTIONAL) or match["name"] in fields:
            raise FaqTextError(f"'{line}': is no field, or stands here twice")
        fields[match["name"]] = _value(match)
    missing = [name for name in FIELDS if name not in fields]
    if missing:
        raise FaqTextError(f"the field '{missing[0]}' is missing")
    return fields


def _value(match: re.Match[str]) -> Field:
    if match["quoted"]:
        return str(json.loads(match["quoted"]))
    if match["list"] is not None:
        return [name.strip() for name in match["list"].split(",") if name.strip()]
    return match["word"]


def _figures(knowledge: Knowledge, lang: str) -> Callable[[str], str]:
    return lambda name: knowledge.facts[name].wording[lang]
