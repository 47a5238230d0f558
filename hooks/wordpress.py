"""Fetches the code of WordPress, installs no blog, and lets it filter; it knows no answer of ours.

It is the distribution's, as it stands: unpacked into `build/`, run by PHP without a server.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .places import BUILD
from .programs import Program, installed
from .setup import SetupError

WORDPRESS = BUILD / "wordpress"
PACKAGE = "wordpress"
INCLUDES = "wp-includes"
WITHIN_PACKAGE = Path("usr", "share", "wordpress", INCLUDES)
PARENT_SCRIPT = WORDPRESS / INCLUDES / "js" / "wp-embed.min.js"
"""What WordPress sends to readers of an article with a frame from elsewhere."""

FILTER = Path(__file__).with_suffix(".php")

PHP = Program(
    "PHP",
    needed_by="The tests of embeds in WordPress",
    variable="PHP",
    names=("php",),
    package="php-cli",
)


class WordpressError(SetupError):
    """No WordPress here and no way to fetch one, or it fails; the sentence says why."""


def ensure_wordpress() -> Path:
    """Fetch and install what is missing; raises `WordpressError` and `ProgramMissingError`."""
    PHP.ensure()
    if not is_here():
        print(f"WordPress: fetching it into {WORDPRESS}")
        WORDPRESS.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=WORDPRESS) as folder:
            _unpack(Path(folder))
    return WORDPRESS


def is_here() -> bool:
    return PARENT_SCRIPT.is_file()


def put_into_article(answer: str, address: str) -> str:
    """Return the HTML that WordPress makes of an oEmbed answer to an address that was pasted.

    It is empty for an answer that WordPress does not take. Raises `WordpressError` and
    `ProgramMissingError`.
    """
    command = (PHP.required(), FILTER, WORDPRESS, address)
    done = subprocess.run(command, input=answer, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise WordpressError(f"WordPress failed on an answer to {address}: {_said(done)}.")
    return done.stdout


def _unpack(folder: Path) -> None:
    done = _apt(folder, "download", PACKAGE)
    if done and done.returncode != 0 and os.geteuid() == 0:
        _apt(folder, "update")  # a fresh machine does not know yet what there is
        done = _apt(folder, "download", PACKAGE)
    archive = next(folder.glob(f"{PACKAGE}_*.deb"), None)
    if archive is None:
        reason = _said(done) if done else "there is no apt-get"
        raise WordpressError(
            "The tests of embeds need the code of WordPress, which could not be fetched"
            f" ({reason}): put the folder {INCLUDES} of a WordPress into {WORDPRESS}, and run the"
            " same command again."
        )
    subprocess.run(("dpkg-deb", "--extract", archive, folder), check=True)  # noqa: S607 - of the system
    (folder / WITHIN_PACKAGE).rename(WORDPRESS / INCLUDES)


def _apt(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    """Run apt-get in a folder; None where there is none."""
    apt = shutil.which("apt-get")
    if apt is None:
        return None
    command = (apt, "-qq", *arguments)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _said(done: subprocess.CompletedProcess[str]) -> str:
    """The first line that says what failed."""
    lines = [line.strip() for line in f"{done.stderr}\n{done.stdout}".splitlines()]
    return next((line.rstrip(".") for line in lines if line), "no reason given")


if __name__ == "__main__":
    sys.exit(installed("WordPress", ensure_wordpress))
