"""Finds translations that are older than their source text; what the texts say, it does not know.

Every translation carries the hash of the text it was made from: a page in its front matter
(`source: "1a2b3c4d5e6f"`), a file of the knowledge in a comment (`# source: "1a2b3c4d5e6f"`).
`python -m hooks.translations` lists what is stale; `--accept FILE …` writes the hash down, once
somebody has read the translation beside its source text.
"""

import argparse
import hashlib
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .places import ROOT

SOURCE_LANGUAGE = "id"
TABLES = (Path("decision_tree/knowledge"), Path("docs/register"))
OVERLAYS = "languages"
"""Folder beside the tables that holds the texts of each further language in a folder of its own."""

MARK = re.compile(r'^(?:# )?source: "([0-9a-f]{12})"\n', re.MULTILINE)
LANGUAGE = re.compile(r"[a-z]{2}(-[a-z]+)?")


class TranslationError(Exception):
    """A file that is no translation; the sentence names it."""


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="python -m hooks.translations", description=__doc__)
    parser.add_argument("--accept", nargs="+", default=[], metavar="FILE", help="write the hash")
    try:
        for name in parser.parse_args(arguments).accept:
            accept(root, Path(name))
    except TranslationError as error:
        print(error, file=sys.stderr)
        return 2
    found = stale(root)
    for path in found:
        print(remedy(path))
    return 1 if found else 0


def remedy(path: Path) -> str:
    """Return what to do about one stale translation."""
    return (
        f"{path}: its source text has changed; read both, mend the translation, then run"
        f" python -m hooks.translations --accept {path}"
    )


def stale(root: Path) -> list[Path]:
    """Return every translation that does not carry the hash of its present source text."""
    return [path for path in translations(root) if not _is_fresh(root, path)]


def translations(root: Path) -> Iterator[Path]:
    """Yield the path of every translation, seen from `root`."""
    for lang in languages(root):
        if lang != SOURCE_LANGUAGE:
            yield from _below(root, Path("docs") / lang, "*.md")
            for folder in TABLES:
                yield from _below(root, folder / OVERLAYS / lang, "*.toml")
    yield from tables(root)


def languages(root: Path) -> list[str]:
    """Return the languages that have a folder of pages, the source language first."""
    folders = (path.name for path in (root / "docs").iterdir() if path.is_dir())
    codes = {name for name in folders if LANGUAGE.fullmatch(name)} - {SOURCE_LANGUAGE}
    return [SOURCE_LANGUAGE, *sorted(codes)]


def tables(root: Path) -> Iterator[Path]:
    """Yield every file in which source text and translations stand side by side."""
    for folder in TABLES:
        for path in _below(root, folder, "*.toml"):
            if (folder / OVERLAYS) not in path.parents and texts(root, path, SOURCE_LANGUAGE):
                yield path


def texts(root: Path, path: Path, lang: str) -> dict[str, str]:
    """Return the texts of one file of tables in one language, each by its place in the file."""
    folder = next((folder for folder in TABLES if folder in path.parents), path.parent)
    overlay = root / folder / OVERLAYS / lang / path.relative_to(folder)
    file = overlay if overlay.is_file() else root / path
    table = tomllib.loads(file.read_text("utf-8"))
    return dict(_texts(table, lang, frozenset(languages(root)), ""))


def _texts(
    value: object, lang: str, codes: frozenset[str], place: str
) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        named = value.keys() & codes
        # An option has the key "id" too: a text is what has a second language, or nothing else.
        # What a file says of a whole language is no text.
        is_text = bool(place and named) and (named != {SOURCE_LANGUAGE} or len(value) == 1)
        for key, item in value.items():
            if is_text and key == lang:
                yield from _strings(item, place)
            elif not (is_text and key in codes):
                yield from _texts(item, lang, codes, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, lang, codes, f"{place}[{number}]")


def _strings(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, f"{place}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _strings(item, f"{place}[{number}]")


def accept(root: Path, path: Path) -> None:
    """Write into a translation the hash of its source text; raises `TranslationError`."""
    if path not in set(translations(root)) or not _source(root, path).is_file():
        raise TranslationError(f"{path} is no translation that has a source text")
    text = MARK.sub("", (root / path).read_text("utf-8"))
    mark = f'source: "{_hash(root, path)}"\n'
    if path.suffix == ".md":
        text = text.replace("\n---\n", f"\n{mark}---\n", 1)
    else:
        comments = "".join(_leading_comments(text.splitlines(keepends=True)))
        text = f"{comments}# {mark}{text.removeprefix(comments)}"
    (root / path).write_text(text, "utf-8")


def _leading_comments(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("#"):
            return
        yield line


def _is_fresh(root: Path, path: Path) -> bool:
    found = MARK.findall((root / path).read_text("utf-8"))
    return _source(root, path).is_file() and found == [_hash(root, path)]


def _hash(root: Path, path: Path) -> str:
    source = _source(root, path).relative_to(root)
    if path.suffix == ".md":
        text = (root / source).read_text("utf-8")
    else:
        named = texts(root, source, SOURCE_LANGUAGE)
        text = "".join(f"{place}: {sentence}\n" for place, sentence in named.items())
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _source(root: Path, path: Path) -> Path:
    """Return the file with the source text: the same page, or the table below the overlay."""
    parts = list(path.parts)
    if path.suffix == ".md":
        parts[1] = SOURCE_LANGUAGE
    elif OVERLAYS in parts:
        place = parts.index(OVERLAYS)
        del parts[place : place + 2]
    return root.joinpath(*parts)


def _below(root: Path, folder: Path, pattern: str) -> list[Path]:
    return sorted(path.relative_to(root) for path in (root / folder).rglob(pattern))


if __name__ == "__main__":
    sys.exit(main())
