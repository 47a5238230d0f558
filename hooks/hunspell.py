"""Finds, installs where it may, and asks the speller of the spelling tests; it reads no text."""

import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable

from .programs import installed
from .setup import SetupError, install_debian_package

DICTIONARIES = {"id": "id_ID", "en": "en_GB"}
PACKAGES = {"hunspell": "hunspell", "id_ID": "hunspell-id", "en_GB": "hunspell-en-gb"}
"""What is needed → the package of Debian that holds it."""


class HunspellMissingError(SetupError):
    """No speller or no dictionary here and no right to install one."""


def ensure_hunspell() -> str:
    """Return the dictionaries, after an installation if need be; raises `HunspellMissingError`."""
    for needed in missing():
        install_debian_package(PACKAGES[needed])
    if lacking := missing():
        raise HunspellMissingError(
            f"The spelling tests need {' and '.join(lacking)}, which could not be found or"
            f" installed: get hunspell with both dictionaries (Debian: apt install"
            f" {' '.join(PACKAGES.values())}) and run the same command again."
        )
    return ", ".join(DICTIONARIES.values())


def missing() -> list[str]:
    """Return what is needed and not here: the program, or dictionaries."""
    if shutil.which("hunspell") is None:
        return list(PACKAGES)
    return [name for name in DICTIONARIES.values() if not _opens(name)]


def misspelt(words: Iterable[str], dictionaries: Collection[str]) -> set[str]:
    """Return the words that none of the dictionaries knows."""
    left = set(words)
    for name in dictionaries:
        left &= set(_run(name, "-l", text="\n".join(sorted(left))).stdout.split())
    return left


def _opens(dictionary: str) -> bool:
    return _run(dictionary, "-l").returncode == 0


def _run(dictionary: str, *options: str, text: str = "") -> subprocess.CompletedProcess[str]:
    # The program is taken from the PATH, where the person at the machine put it.
    command = ("hunspell", "-d", dictionary, "-i", "utf-8", *options)
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(installed("Hunspell", ensure_hunspell))
