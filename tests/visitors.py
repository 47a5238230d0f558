"""Visitors of pages anywhere, with Chromium or Firefox; what a page is for, they do not know."""

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

from hooks.chromium import CHROMIUM, FLAGS, NODE
from hooks.firefox import FIREFOX
from hooks.programs import ProgramMissingError

RUNNER = Path(__file__).with_name("visitor.mjs")
BROWSERS = ("chromium", "firefox")
Scheme = Literal["light", "dark"]

PATIENCE = 15.0
"""Seconds until a page must show what is expected; machines are shared."""

SCHEMES: Mapping[Scheme, int] = {"dark": 0, "light": 1}
"""As both browsers count them."""

COMPLAINTS = ("warn", "error", "thrown")
OF_FIREFOX = (
    "Content-Security-Policy: ",
    "Cross-Origin Request Blocked: ",
    "None of the “sha256” hashes in the integrity attribute match",
)
"""What Firefox itself says of a page; such words of Chromium are not passed on either."""


class VisitError(Exception):
    """What a browser cannot do; the sentence is its own."""


@pytest.fixture(scope="session")
def visitors() -> Iterator["Visitors"]:
    """All visitors; each browser starts when it is first asked for, and ends with the tests."""
    with ExitStack() as stack:
        yield Visitors(stack)


@pytest.fixture(params=BROWSERS)
def visitor(request: pytest.FixtureRequest, visitors: "Visitors") -> "Visitor":
    """A visitor with one browser after the other, light and with scripts."""
    return visitors.of(request.param)


class Visitors:
    """Visitors by what their browsers are and how they are set."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._started: dict[tuple[str, bool, Scheme], Visitor] = {}

    def of(self, browser: str, *, javascript: bool = True, scheme: Scheme = "light") -> "Visitor":
        key = (browser, javascript, scheme)
        if key not in self._started:
            started = running(browser, javascript=javascript, scheme=scheme)
            self._started[key] = self._stack.enter_context(started)
        return self._started[key]


@contextmanager
def running(browser: str, *, javascript: bool, scheme: Scheme) -> Iterator["Visitor"]:
    """Start a browser and end it afterwards; its absence fails the test with one sentence."""
    try:
        job = STARTS[browser](scheme, javascript)
    except ProgramMissingError as error:
        pytest.fail(str(error), pytrace=False)
    with subprocess.Popen(
        (NODE, RUNNER, json.dumps(job)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Visitor(browser, javascript, process)
        process.communicate()


def _chromium(scheme: Scheme, javascript: bool) -> dict[str, Any]:  # noqa: FBT001 - of a pair
    # Its own emulation of both leaves frames from elsewhere as they are.
    settings = f"preferredColorScheme={SCHEMES[scheme]},scriptEnabled={str(javascript).lower()}"
    flags = (*FLAGS, f"--blink-settings={settings}")
    return {"browser": "chrome", "program": str(CHROMIUM.required()), "flags": flags}


def _firefox(scheme: Scheme, javascript: bool) -> dict[str, Any]:  # noqa: FBT001 - of a pair
    preferences = {
        "javascript.enabled": javascript,
        "layout.css.prefers-color-scheme.content-override": SCHEMES[scheme],
    }
    program = str(FIREFOX.required())
    return {"browser": "firefox", "program": program, "flags": [], "preferences": preferences}


STARTS = {"chromium": _chromium, "firefox": _firefox}


@dataclass(frozen=True)
class Visitor:
    """Someone with a browser; every page is opened in a fresh one, as it were."""

    browser: str
    javascript: bool
    process: subprocess.Popen[str]

    def open(self, address: str, *, width: int = 800, height: int = 600) -> "View":
        """Go to a page and wait until it has loaded."""
        page = self.ask("open", address=address, width=width, height=height)
        return View(self, page)

    def ask(self, command: str, page: int = -1, **what: Any) -> Any:  # noqa: ANN401 - JSON either way
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps({'do': command, 'page': page, **what})}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        answer = json.loads(line) if line else {"error": f"{self.browser} has ended"}
        if "error" in answer:
            raise VisitError(f"{command}: {answer['error']}")
        return answer["value"]


@dataclass(frozen=True)
class View:
    """A page as its visitor sees it; `frame` is a part of the address of a frame in it."""

    visitor: Visitor
    page: int

    @property
    def runs_scripts(self) -> bool:
        return self.visitor.javascript

    @property
    def address(self) -> str:
        return str(self.visitor.ask("address", self.page))

    def value(self, code: str, frame: str = "") -> Any:  # noqa: ANN401 - whatever the page holds
        """What an expression gives there, whatever the policy of the page is."""
        return self.visitor.ask("evaluate", self.page, code=code, frame=frame)

    def everywhere(self, code: str) -> list[Any]:
        """What an expression gives in the page, and in each of its frames."""
        found: list[Any] = self.visitor.ask("everywhere", self.page, code=code)
        return found

    def shows(self, code: str, wanted: object, frame: str = "") -> None:
        """Assert that an expression comes to give what is wanted."""
        deadline = time.monotonic() + PATIENCE
        found: object = None
        while time.monotonic() < deadline:
            try:
                found = self.value(code, frame)
            except VisitError as error:  # the frame is not there yet, or goes just now
                found = error
            if found == wanted:
                return
            time.sleep(0.05)
        assert found == wanted

    def holds(self, code: str, frame: str = "") -> None:
        """Assert that an expression comes to be true."""
        self.shows(code, wanted=True, frame=frame)

    def click(self, selector: str, frame: str = "") -> None:
        self.visitor.ask("click", self.page, selector=selector, frame=frame)

    def cookies(self) -> list[str]:
        """All cookies that its browser keeps, whoever set them."""
        cookies: list[str] = self.visitor.ask("cookies", self.page)
        return cookies

    def requests(self) -> list[str]:
        """Every address that page and frames have asked for; what they hold themselves has none."""
        asked = (text for kind, text in self._said() if kind == "request")
        return [address for address in asked if not address.startswith("data:")]

    def complaints(self) -> list[str]:
        """What was warned of, told as an error, refused by a policy, or thrown."""
        return [
            f"{kind}: {text}"
            for kind, text in self._said()
            if kind in COMPLAINTS and not text.startswith(OF_FIREFOX)
        ]

    def close(self) -> None:
        self.visitor.ask("close", self.page)

    def _said(self) -> list[tuple[str, str]]:
        said = self.visitor.ask("said", self.page)
        return [(each["kind"], each["text"]) for each in said]
