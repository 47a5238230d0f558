"""What was made earlier is used again only when it is whole and made from the same inputs."""

from pathlib import Path

import pytest

from hooks.stamp import Stamp, digest


@pytest.fixture
def stamp(tmp_path: Path) -> Stamp:
    made = tmp_path / "made"
    made.mkdir()
    (made / "page.html").write_text("whole", "utf-8")
    stamp = Stamp(tmp_path / "made.stamp", made)
    stamp.set("inputs")
    return stamp


def test_fits_the_same_inputs(stamp: Stamp) -> None:
    assert stamp.fits("inputs")


def test_does_not_fit_other_inputs(stamp: Stamp) -> None:
    assert not stamp.fits("other inputs")


def test_does_not_fit_without_the_stamp_file(stamp: Stamp) -> None:
    stamp.file.unlink()

    assert not stamp.fits("inputs")


def test_does_not_fit_when_a_file_is_lost(stamp: Stamp) -> None:
    (stamp.made / "page.html").unlink()

    assert not stamp.fits("inputs")


def test_does_not_fit_when_a_file_is_cut_short(stamp: Stamp) -> None:
    (stamp.made / "page.html").write_text("who", "utf-8")

    assert not stamp.fits("inputs")


def test_digest_tells_names_apart(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.toml").write_text("x", "utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.toml").write_text("x", "utf-8")

    assert digest(tmp_path / "a") != digest(tmp_path / "b")


def test_digest_leaves_caches_out(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("x = 1", "utf-8")
    before = digest(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "module.pyc").write_text("bytecode", "utf-8")

    assert digest(tmp_path) == before
