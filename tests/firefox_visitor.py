"""Visits pages with the Firefox of the distribution, which Playwright cannot drive."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from views import TELLS_OF_VIOLATIONS, Scheme, View, VisitError

from hooks.chromium import NODE
from hooks.firefox import FIREFOX
from hooks.programs import ProgramMissingError

RUNNER = Path(__file__).with_name("firefox_visitor.mjs")
DARKNESS = {"dark": 0, "light": 1}
"""As Firefox counts what a visitor prefers."""

OWN_WORDS = (
    "Content-Security-Policy: ",
    "Cross-Origin Request Blocked: ",
    "None of the “sha256” hashes in the integrity attribute match",
)
"""What Firefox itself says of a page; such words of Chromium are not passed on either."""


@contextmanager
def running_firefox(*, javascript: bool, scheme: Scheme) -> Iterator["FirefoxVisitor"]:
    """Start Firefox and end it afterwards; its absence fails the test with one sentence."""
    preferences = {
        "javascript.enabled": javascript,
        "layout.css.prefers-color-scheme.content-override": DARKNESS[scheme],
    }
    try:
        program = str(FIREFOX.required())
    except ProgramMissingError as error:
        pytest.fail(str(error), pytrace=False)
    job = {"program": program, "preferences": preferences, "script": TELLS_OF_VIOLATIONS}
    with subprocess.Popen(
        (NODE, RUNNER, json.dumps(job)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield FirefoxVisitor(process, javascript)
        process.communicate()


@dataclass(frozen=True)
class FirefoxVisitor:
    process: subprocess.Popen[str]
    javascript: bool

    def open(self, address: str, *, width: int = 800, height: int = 600) -> "FirefoxView":
        """Go to a page, as in a fresh browser, and wait until it has loaded."""
        page = self.ask("open", address=address, width=width, height=height)
        return FirefoxView(self, page, self.javascript)

    def ask(self, command: str, page: int = -1, **what: Any) -> Any:  # noqa: ANN401 - JSON either way
        """Have a command carried out; raises VisitError."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps({'do': command, 'page': page, **what})}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        answer = json.loads(line) if line else {"error": "Firefox has ended"}
        if "error" in answer:
            raise VisitError(f"{command}: {answer['error']}")
        return answer["value"]


@dataclass(frozen=True)
class FirefoxView(View):
    visitor: FirefoxVisitor
    page: int
    runs_scripts: bool

    @property
    def address(self) -> str:
        return str(self.visitor.ask("address", self.page))

    def value(self, code: str, frame: str = "") -> Any:  # noqa: ANN401 - whatever the page holds
        return self.visitor.ask("evaluate", self.page, code=code, frame=frame)

    def everywhere(self, code: str) -> list[Any]:
        found: list[Any] = self.visitor.ask("everywhere", self.page, code=code)
        return found

    def click(self, selector: str, frame: str = "") -> None:
        self.visitor.ask("click", self.page, selector=selector, frame=frame)

    def cookies(self) -> list[str]:
        cookies: list[str] = self.visitor.ask("cookies", self.page)
        return cookies

    def said(self) -> list[tuple[str, str]]:
        said = [(each["kind"], each["text"]) for each in self.visitor.ask("said", self.page)]
        return [(kind, text) for kind, text in said if not text.startswith(OWN_WORDS)]

    def close(self) -> None:
        self.visitor.ask("close", self.page)
