"""Puts a brotli and a gzip form beside each file that gains by it, for hosts that send such files.

It knows nothing of what is in them. Compressing at build is slow and done once; hosts that
compress at each request take a quicker and worse level.
"""

import gzip
import os
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli  # type: ignore[import-untyped] # it comes without types

TEXTS = {".css", ".csv", ".html", ".ics", ".json", ".md", ".svg", ".txt", ".webmanifest", ".xml"}
PROGRAMS = {".js", ".mjs", ".map", ".wasm", ".zip"}
ENDINGS = frozenset(TEXTS | PROGRAMS)
"""What is compressed; pictures, fonts and the parts of the search index are compressed already."""

WORTH = 0.95
"""A form that is hardly smaller than the file only takes room."""

LARGEST_WINDOW = 24
USUAL_WINDOW = 22


def brotli_form(content: bytes) -> bytes:
    window = LARGEST_WINDOW if len(content) > 1 << USUAL_WINDOW else USUAL_WINDOW
    return bytes(brotli.compress(content, quality=11, lgwin=window))


def gzip_form(content: bytes) -> bytes:
    """Without the time of day, so that the same content gives the same bytes."""
    return gzip.compress(content, compresslevel=9, mtime=0)


FORMS: Mapping[str, Callable[[bytes], bytes]] = {".br": brotli_form, ".gz": gzip_form}
OPENED: Mapping[str, Callable[[bytes], bytes]] = {
    ".br": brotli.decompress,
    ".gz": gzip.decompress,
}


def compress(folder: Path, earlier: Path | None = None) -> None:
    """Write the forms of every file of a folder; a form in `earlier` that still fits is taken over.

    A form of a file that is gone or has changed is removed.
    """
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    sources = [file for file in files if file.suffix in ENDINGS]
    places = {form_of(source, suffix) for source in sources for suffix in FORMS}
    for stray in (file for file in files if file.suffix in FORMS and file not in places):
        stray.unlink()
    # Both compressors leave the lock of the interpreter while they work.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(lambda source: _write_forms(source, folder, earlier), sources))


def form_of(file: Path, suffix: str) -> Path:
    """Where the form of a file stands."""
    return file.with_name(file.name + suffix)


def _write_forms(source: Path, folder: Path, earlier: Path | None) -> None:
    content = source.read_bytes()
    for suffix, make in FORMS.items():
        place = form_of(source, suffix)
        known = [place] if earlier is None else [place, earlier / place.relative_to(folder)]
        form = _first_fitting(known, suffix, content) or make(content)
        if len(form) < WORTH * len(content):
            place.write_bytes(form)
        else:
            place.unlink(missing_ok=True)


def _first_fitting(known: list[Path], suffix: str, content: bytes) -> bytes | None:
    forms = (place.read_bytes() for place in known if place.is_file())
    return next((form for form in forms if _opens_to(form, suffix, content)), None)


def _opens_to(form: bytes, suffix: str, content: bytes) -> bool:
    try:
        return OPENED[suffix](form) == content
    except (brotli.error, EOFError, OSError, zlib.error):
        return False
