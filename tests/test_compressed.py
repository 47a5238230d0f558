"""Beside each file that gains by it stand forms that open to just that file."""

import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped] # it comes without types
import pytest

from hooks.compressed import brotli_form, compress, form_of

TEXT = b"<p>The order is closed.</p>\n" * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "site"
    (made / "page").mkdir(parents=True)
    (made / "page" / "index.html").write_bytes(TEXT)
    return made


def test_forms_open_to_the_file(folder: Path) -> None:
    compress(folder)
    page = folder / "page" / "index.html"

    assert brotli.decompress(form_of(page, ".br").read_bytes()) == TEXT
    assert gzip.decompress(form_of(page, ".gz").read_bytes()) == TEXT


def test_form_is_the_same_each_time(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_bytes(TEXT)
    compress(folder)
    compress(other)

    for suffix in (".br", ".gz"):
        form = form_of(folder / "page" / "index.html", suffix).read_bytes()
        assert form_of(other / "index.html", suffix).read_bytes() == form


def test_picture_and_tiny_file_have_no_forms(folder: Path) -> None:
    (folder / "card.png").write_bytes(TEXT)
    (folder / "tiny.txt").write_bytes(b"a")
    compress(folder)
    names = {file.name for file in folder.iterdir()}

    assert names == {"page", "card.png", "tiny.txt"}


def test_form_that_fits_is_kept_and_one_that_does_not_is_made_anew(folder: Path) -> None:
    compress(folder)
    page = folder / "page" / "index.html"
    form = form_of(page, ".br")
    quick = bytes(brotli.compress(TEXT, quality=1))
    form.write_bytes(quick)
    compress(folder)

    assert form.read_bytes() == quick

    page.write_bytes(TEXT + b"More.")
    compress(folder)

    assert form.read_bytes() == brotli_form(TEXT + b"More.")


def test_form_of_an_earlier_build_is_taken_over(folder: Path, tmp_path: Path) -> None:
    quick = bytes(brotli.compress(TEXT, quality=1))
    earlier = tmp_path / "earlier" / "page"
    earlier.mkdir(parents=True)
    (earlier / "index.html.br").write_bytes(quick)
    compress(folder, earlier=earlier.parent)

    assert form_of(folder / "page" / "index.html", ".br").read_bytes() == quick


@pytest.mark.parametrize("broken", [b"", b"\x1f\x8b\x08", b"no form at all"])
def test_broken_form_is_made_anew(folder: Path, broken: bytes) -> None:
    page = folder / "page" / "index.html"
    for suffix in (".br", ".gz"):
        form_of(page, suffix).write_bytes(broken)
    compress(folder)

    assert gzip.decompress(form_of(page, ".gz").read_bytes()) == TEXT
    assert brotli.decompress(form_of(page, ".br").read_bytes()) == TEXT


def test_form_of_a_file_that_is_gone_is_removed(folder: Path) -> None:
    compress(folder)
    page = folder / "page" / "index.html"
    page.unlink()
    compress(folder)

    assert list(page.parent.iterdir()) == []
