"""Builds the scripts that other sites load and keeps each release of them; no page is known here.

A site may name a release by its hash and for ever, so what was released never changes: its bytes
stand in the repository, and their hashes once more in a register. `python -m hooks.embed_scripts`
adds a release when the sources have changed.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .bundling import BundlingError, bundled
from .integrity import integrity
from .places import ROOT

SOURCES = ROOT / "docs" / "assets" / "embed"
RELEASES = Path("docs/embed")
REGISTER = Path("docs/register/embeds.toml")

SCRIPTS = {"answer.js": ("answer.mjs", "esm"), "resize.js": ("resize.mjs", "iife")}
"""Of each released script: what it is made from, and in which form."""

FRAME = "frame.mjs"
"""It stands in our own pages and is never released: they name its hash themselves."""

FIRST = "1.0.0"
VERSION = re.compile(r"v\d+\.\d+\.\d+")
CURRENT = "embed/v1"
"""Where the newest release stands too, for sites that want every correction."""

HEAD = """\
# Every release of the scripts for other sites, each file with its hash; written by 'make embeds',
# never by hand. What is in here was published and never changes.
"""


class EmbedsError(Exception):
    """The releases are not as they should be; the sentence says which file and what to do."""


@dataclass(frozen=True, slots=True)
class Release:
    """Scripts by name, as they were published under one version, such as "1.0.0"."""

    version: str
    files: Mapping[str, bytes]

    @property
    def integrity(self) -> dict[str, str]:
        """The hash of each script, as other sites name it."""
        return {name: integrity(content) for name, content in self.files.items()}


def main(root: Path = ROOT) -> int:
    try:
        print(f"Embeds: {_release(root)}")
    except (BundlingError, EmbedsError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def newest(root: Path = ROOT) -> Release:
    """Return the release with the highest version; raises EmbedsError where there is none."""
    found = releases(root)
    if not found:
        raise EmbedsError(f"{RELEASES} holds no release: run 'make embeds'.")
    return found[-1]


def releases(root: Path = ROOT) -> tuple[Release, ...]:
    """Return every release, the oldest first."""
    folders = sorted((root / RELEASES).glob("*"))
    strange = [folder.name for folder in folders if not VERSION.fullmatch(folder.name)]
    if strange:
        raise EmbedsError(f"{RELEASES}/{strange[0]}: a release is called like v{FIRST}.")
    found = map(_read, folders)
    return tuple(sorted(found, key=lambda release: _numbers(release.version)))


def publish(site: Path, root: Path = ROOT) -> None:
    """Copy the newest release to where a built site keeps what changes with every correction."""
    folder = site / CURRENT
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in newest(root).files.items():
        (folder / name).write_bytes(content)


@cache
def frame_script() -> str:
    """Return the script that stands in each page for frames; raises BundlingError."""
    return bundled(SOURCES / FRAME, "iife").strip()


def built() -> dict[str, bytes]:
    """Return the scripts as the sources say today; raises BundlingError."""
    return {
        name: bundled(SOURCES / source, form).encode() for name, (source, form) in SCRIPTS.items()
    }


def differences(root: Path = ROOT) -> tuple[str, ...]:
    """Return a sentence for each released file that is not what the register says."""
    registered, kept = _registered(root), {one.version: one.integrity for one in releases(root)}
    return tuple(
        f"{RELEASES}/v{version}/{name}: the file {_how(before, now)}; take back the change, because"
        " other sites name what was released by its hash."
        for version in sorted(registered.keys() | kept.keys())
        for name, before, now in _pairs(registered.get(version, {}), kept.get(version, {}))
        if before != now
    )


def _release(root: Path) -> str:
    """Keep a new release if there is something new, and return what was done."""
    wrong = differences(root)
    if wrong:
        raise EmbedsError("\n".join(wrong))
    fresh = built()
    earlier = releases(root)
    if earlier and earlier[-1].files == fresh:
        return f"up to date, the newest release is {earlier[-1].version}"
    version = _after(earlier[-1].version) if earlier else FIRST
    _keep(Release(version, fresh), root)
    return f"released {version} into {RELEASES}/v{version}"


def _keep(release: Release, root: Path) -> None:
    folder = root / RELEASES / f"v{release.version}"
    folder.mkdir(parents=True)
    for name, content in release.files.items():
        (folder / name).write_bytes(content)
    (root / REGISTER).parent.mkdir(parents=True, exist_ok=True)
    (root / REGISTER).write_text(_register(releases(root)), "utf-8")


def _register(kept: tuple[Release, ...]) -> str:
    tables = (
        f'\n["{release.version}"]\n'
        + "".join(f'"{name}" = "{hashed}"\n' for name, hashed in sorted(release.integrity.items()))
        for release in kept
    )
    return HEAD + "".join(tables)


def _read(folder: Path) -> Release:
    files = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    return Release(folder.name.removeprefix("v"), files)


def _registered(root: Path) -> dict[str, dict[str, str]]:
    file = root / REGISTER
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def _pairs(
    registered: Mapping[str, str], kept: Mapping[str, str]
) -> Iterator[tuple[str, str | None, str | None]]:
    for name in sorted(registered.keys() | kept.keys()):
        yield name, registered.get(name), kept.get(name)


def _how(before: str | None, now: str | None) -> str:
    if now is None:
        return "is missing"
    return f"is not in {REGISTER}" if before is None else "has changed"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _after(version: str) -> str:
    *first, last = _numbers(version)
    return ".".join(map(str, (*first, last + 1)))


if __name__ == "__main__":
    sys.exit(main())
