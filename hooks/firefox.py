"""Finds and installs, where it may, the Firefox of the browser tests; it starts none."""

import sys

from .programs import Program, installed

FIREFOX = Program(
    "Firefox",
    needed_by="The browser tests",
    variable="FIREFOX",
    names=("firefox-esr", "firefox"),
    package="firefox-esr",
)

if __name__ == "__main__":
    sys.exit(installed(FIREFOX.title, FIREFOX.ensure))
