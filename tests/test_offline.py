"""What is kept for readers without a connection: whole, modest, and named by its content."""

import hashlib
import json
import re
import shutil
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hooks.compressed import form_of
from hooks.make_site import build_site
from hooks.offline import KILL_SWITCH, PACKS, build_offline, pack_of
from hooks.places import SITE

pytestmark = pytest.mark.host

LOADED = re.compile(
    r'<(?:script|img)[^>]* src="([^"]+)"|<link rel="(?:stylesheet|icon)" href="([^"]+)"'
)
IMPORTED = re.compile(r'^import [^;]*?from "([^"]+)"', re.MULTILINE)


@pytest.fixture(scope="module", autouse=True)
def _site() -> None:
    build_site()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small site, with a folder large enough for a pack of its own."""
    files = {
        "index.html": '<p data-page="">Start</p>',
        "404.html": "<p>Missing</p>",
        "check/index.html": '<p data-page="0000"><order-troubleshooter></p>',
        "assets/styles/site.css": "p {}",
        "assets/engine/engine.json": '{"files": [{"address": "a.zip", "integrity": "sha256-a"}]}',
        **{f"causes/{name}/index.html": f"<p>{name}</p>" for name in "abcdefg"},
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def release(site: Path) -> dict[str, Any]:
    """What the service worker of a site has been told."""
    first = (site / "sw.js").read_text("utf-8").partition("\n")[0]
    told: dict[str, Any] = json.loads(first.removeprefix("const RELEASE = ").removesuffix(";"))
    return told


def pages_in(site: Path) -> dict[str, str]:
    """Every page that the packs hold, put together as the service worker does."""
    pages: dict[str, str] = {}
    for address in release(site)["packs"].values():
        pages |= unpacked(json.loads((site / address).read_text("utf-8")))
    return pages


def unpacked(pack: Mapping[str, Any]) -> dict[str, str]:
    return {
        address: "\n".join(pack["lines"][number] for number in numbers)
        for address, numbers in pack["pages"].items()
    }


@given(st.dictionaries(st.text(), st.text()))
def test_a_pack_holds_its_pages_unchanged(pages: dict[str, str]) -> None:
    assert unpacked(json.loads(json.dumps(pack_of(pages)))) == pages


def test_the_packs_hold_every_page_of_the_site_as_it_stands_and_none_for_others() -> None:
    built = {
        file.relative_to(SITE).as_posix().removesuffix("index.html"): file.read_text("utf-8")
        for file in SITE.rglob("*.html")
        if "embed" not in file.relative_to(SITE).parts
    }

    assert pages_in(SITE) == built


def test_a_page_lies_in_the_pack_with_the_longest_beginning_that_fits(small: Path) -> None:
    build_offline(small)
    told = release(small)
    causes = json.loads((small / told["packs"]["causes/"]).read_text("utf-8"))

    assert set(told["packs"]) == {"", "causes/"}
    assert set(causes["pages"]) == {f"causes/{name}/" for name in "abcdefg"}


def test_all_that_a_page_loads_to_be_read_is_kept() -> None:
    kept = release(SITE)["files"]
    missing = {
        address
        for file in SITE.rglob("index.html")
        for script, link in LOADED.findall(file.read_text("utf-8"))
        for address in [(file.parent / (script or link)).resolve().relative_to(SITE).as_posix()]
        if address not in kept
    }

    assert missing == set()


def test_all_that_a_kept_script_imports_is_kept() -> None:
    kept = release(SITE)["files"]
    scripts = [SITE / address for address in kept if address.endswith(".mjs")]
    imported = {
        (script.parent / name).resolve().relative_to(SITE).as_posix()
        for script in scripts
        for name in IMPORTED.findall(script.read_text("utf-8"))
    }

    assert imported
    assert imported - set(kept) == set()


def test_each_file_has_its_hash() -> None:
    for address, hashed in release(SITE)["files"].items():
        digest = hashlib.sha256((SITE / address).read_bytes()).digest()

        assert hashed == f"sha256-{b64encode(digest).decode()}"


def sent(file: Path) -> int:
    """How many bytes of a file go over the line."""
    return min(form.stat().st_size for form in (file, form_of(file, ".br")) if form.is_file())


def test_what_is_kept_ahead_stays_modest() -> None:
    """Readers pay for it: as much as two photographs, and nothing of the engine."""
    told = release(SITE)["files"]
    size = sum(sent(SITE / address) for address in told)

    assert size < 650_000
    assert [address for address in told if "engine" in address.split("/")] == []


def test_files_of_the_engine_are_named_as_the_page_asks_for_them(small: Path) -> None:
    build_offline(small)

    assert release(small)["engine"]["files"] == {"assets/engine/a.zip": "sha256-a"}


def test_the_same_site_is_the_same_release(small: Path) -> None:
    build_offline(small)
    first = (small / "sw.js").read_bytes()
    build_offline(small)

    assert (small / "sw.js").read_bytes() == first


@pytest.mark.parametrize(
    "file",
    ["index.html", "causes/a/index.html", "assets/styles/site.css", "assets/engine/engine.json"],
)
def test_whatever_changes_makes_another_release(small: Path, file: str) -> None:
    build_offline(small)
    first = release(small)["id"]
    (small / file).write_text((small / file).read_text("utf-8") + " ", "utf-8")
    build_offline(small)

    assert release(small)["id"] != first


def test_a_change_of_one_page_changes_one_pack_and_one_mark(small: Path) -> None:
    build_offline(small)
    files, check = release(small)["files"], (small / "check" / "index.html").read_text("utf-8")
    (small / "causes/a/index.html").write_text("<p>another</p>", "utf-8")
    build_offline(small)
    changed = {name for name, hashed in release(small)["files"].items() if files[name] != hashed}

    assert changed == {f"{PACKS}/causes-pages.json"}
    assert (small / "check" / "index.html").read_text("utf-8") == check


def test_another_engine_marks_only_the_pages_that_run_it(small: Path) -> None:
    build_offline(small)
    start, check = (
        (small / name).read_text("utf-8") for name in ("index.html", "check/index.html")
    )
    (small / "assets/engine/engine.json").write_text('{"files": []}', "utf-8")
    build_offline(small)

    assert (small / "index.html").read_text("utf-8") == start
    assert (small / "check/index.html").read_text("utf-8") != check


def test_what_is_for_other_sites_is_in_no_pack(small: Path) -> None:
    for folder in ("embed", "oembed", "api"):
        (small / folder).mkdir()
        (small / folder / "index.html").write_text("<p>theirs</p>", "utf-8")
    build_offline(small)

    assert [page for page in pages_in(small).values() if "theirs" in page] == []


def test_the_kill_switch_takes_the_place_of_the_service_worker(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_offline(small)
    shutil.rmtree(small / PACKS)
    monkeypatch.setenv(KILL_SWITCH, "1")
    build_offline(small)
    program = (small / "sw.js").read_text("utf-8")

    assert "unregister()" in program
    assert "fetch" not in program
    assert not (small / PACKS).exists()
