"""The scripts for other sites: small, made from their sources, and kept as they were released."""

import tomllib
from pathlib import Path

import pytest

from hooks.compressed import brotli_form
from hooks.embed_scripts import (
    CURRENT,
    REGISTER,
    RELEASES,
    SCRIPTS,
    SOURCES,
    EmbedsError,
    built,
    differences,
    frame_script,
    main,
    newest,
    publish,
    releases,
)
from hooks.integrity import integrity
from hooks.make_site import build_site
from hooks.places import ROOT, SITE

pytestmark = pytest.mark.host

ANSWER = RELEASES / "v1.0.0" / "answer.js"
LARGEST = {"answer.js": 1500, "resize.js": 300}
LARGEST_FRAME_SCRIPT = 700


@pytest.fixture(scope="module")
def fresh() -> dict[str, bytes]:
    return built()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one release."""
    assert main(tmp_path) == 0
    return tmp_path


def sent(script: bytes) -> int:
    """How many bytes of a script go over the line."""
    return len(brotli_form(script))


def test_scripts_are_small(fresh: dict[str, bytes]) -> None:
    assert {name for name, most in LARGEST.items() if sent(fresh[name]) > most} == set()
    assert sent(frame_script().encode()) <= LARGEST_FRAME_SCRIPT


def test_the_newest_release_is_what_the_sources_say(fresh: dict[str, bytes]) -> None:
    assert newest().files == fresh, f"{SOURCES} has changed: run 'make embeds'"


def test_no_released_byte_has_ever_changed() -> None:
    assert differences() == ()
    assert tomllib.loads((ROOT / REGISTER).read_text("utf-8")).keys() == {
        release.version for release in releases()
    }


def test_the_frame_script_can_stand_in_a_page() -> None:
    assert "</" not in frame_script()
    assert "<!--" not in frame_script()


def test_scripts_name_no_global_and_keep_nothing(fresh: dict[str, bytes]) -> None:
    scripts = {**fresh, "frame": frame_script().encode()}
    kept = (
        "Storage",
        "cookie",
        "indexedDB",
        "caches",
        "innerHTML",
        "eval(",
        "Worker",
        "setTimeout",
    )
    found = {
        (name, word) for name, text in scripts.items() for word in kept if word in text.decode()
    }

    assert found == set()
    assert all(scripts[name].startswith(b"(()=>{") for name in ("resize.js", "frame"))
    assert not any(name in frame_script() for name in ("fetch", "import"))


def test_the_first_release_is_kept_with_its_hashes(root: Path) -> None:
    registered = tomllib.loads((root / REGISTER).read_text("utf-8"))

    assert newest(root).version == "1.0.0"
    assert registered == {"1.0.0": newest(root).integrity}
    assert newest(root).integrity["answer.js"] == integrity((root / ANSWER).read_bytes())


def test_without_a_change_there_is_no_release(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / REGISTER).read_bytes()

    assert main(root) == 0
    assert capsys.readouterr().out.endswith("Embeds: up to date, the newest release is 1.0.0\n")
    assert [release.version for release in releases(root)] == ["1.0.0"]
    assert (root / REGISTER).read_bytes() == before


@pytest.mark.parametrize(
    ("newest_version", "next_version"),
    [("1.0.0", "1.0.1"), ("1.0.9", "1.0.10"), ("1.2.9", "1.2.10")],
)
def test_a_change_makes_the_next_version_and_leaves_the_released_alone(
    tmp_path: Path, newest_version: str, next_version: str
) -> None:
    released = tmp_path / RELEASES / f"v{newest_version}"
    released.mkdir(parents=True)
    (tmp_path / REGISTER).parent.mkdir()
    for name in SCRIPTS:
        (released / name).write_bytes(b"other")
    lines = "".join(f'"{name}" = "{integrity(b"other")}"\n' for name in SCRIPTS)
    (tmp_path / REGISTER).write_text(f'["{newest_version}"]\n{lines}', "utf-8")

    assert main(tmp_path) == 0
    assert [one.version for one in releases(tmp_path)] == [newest_version, next_version]
    assert newest(tmp_path).version == next_version
    assert (released / "answer.js").read_bytes() == b"other"
    assert differences(tmp_path) == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"other", "has changed"), (None, "is missing")],
    ids=["changed", "missing"],
)
def test_a_changed_release_is_told_and_nothing_is_released(
    root: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, told: str
) -> None:
    if content is None:
        (root / ANSWER).unlink()
    else:
        (root / ANSWER).write_bytes(content)

    assert main(root) == 1
    assert capsys.readouterr().err.startswith(f"{ANSWER}: the file {told}; take back the change")
    assert [release.version for release in releases(root)] == ["1.0.0"]


def test_a_file_beside_the_released_ones_is_told(root: Path) -> None:
    (root / ANSWER).with_name("another.js").write_bytes(b"")

    assert [one.partition(";")[0] for one in differences(root)] == [
        f"{RELEASES}/v1.0.0/another.js: the file is not in {REGISTER}"
    ]


def test_without_a_release_the_sentence_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(EmbedsError, match="run 'make embeds'"):
        newest(tmp_path)


def test_a_folder_that_is_no_release_is_named(root: Path) -> None:
    (root / "docs/embed/v1.0.0-draft").mkdir(parents=True)

    with pytest.raises(EmbedsError, match=r"docs/embed/v1.0.0-draft: a release is called like"):
        newest(root)


def test_the_newest_release_stands_where_corrections_come(root: Path, tmp_path: Path) -> None:
    publish(tmp_path / "site", root)
    published = {file.name: file.read_bytes() for file in (tmp_path / "site" / CURRENT).iterdir()}

    assert published == newest(root).files


def test_the_built_site_holds_every_release_as_it_is_and_no_source() -> None:
    build_site()

    for release in releases():
        folder = SITE / "embed" / f"v{release.version}"
        assert {name: (folder / name).read_bytes() for name in release.files} == release.files
    assert not (SITE / SOURCES.relative_to(ROOT / "docs")).exists()
    assert not (SITE / "en" / "embed").exists()
