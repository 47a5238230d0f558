"""Visitors of pages anywhere, with Chromium or Firefox, light or dark, with scripts or without."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from chromium_visitor import ChromiumVisitor
from firefox_visitor import running_firefox
from playwright.sync_api import Browser
from views import Scheme, Visitor

BROWSERS = ("chromium", "firefox")


class Visitors:
    """Visitors by what their browsers are and how they are set, each started when asked for."""

    def __init__(self, chromium: Browser, stack: ExitStack) -> None:
        self._chromium = chromium
        self._stack = stack
        self._started: dict[tuple[str, bool, Scheme], Visitor] = {}

    def of(self, browser: str, *, javascript: bool = True, scheme: Scheme = "light") -> Visitor:
        key = (browser, javascript, scheme)
        if key not in self._started:
            self._started[key] = self._start(browser, javascript=javascript, scheme=scheme)
        return self._started[key]

    def _start(self, browser: str, *, javascript: bool, scheme: Scheme) -> Visitor:
        if browser == "chromium":
            return ChromiumVisitor(self._chromium, javascript=javascript, scheme=scheme)
        firefox = running_firefox(javascript=javascript, scheme=scheme)
        return self._stack.enter_context(firefox)


@pytest.fixture(scope="session")
def visitors(chromium: Browser) -> Iterator[Visitors]:
    """All visitors; their browsers end with the tests."""
    with ExitStack() as stack:
        yield Visitors(chromium, stack)


@pytest.fixture(params=BROWSERS)
def visitor(request: pytest.FixtureRequest, visitors: Visitors) -> Visitor:
    """A visitor with one browser after the other, light and with scripts."""
    return visitors.of(request.param)
