"""Visits pages with the Chromium that the other browser tests have."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page
from playwright.sync_api import Error as PlaywrightError
from views import TELLS_OF_VIOLATIONS, Scheme, View, VisitError

KINDS = {"warning": "warn"}
"""What Playwright calls otherwise than the console."""


@dataclass(frozen=True)
class ChromiumVisitor:
    browser: Browser
    javascript: bool
    scheme: Scheme

    def open(self, address: str, *, width: int = 800, height: int = 600) -> "ChromiumView":
        """Go to a page, as in a fresh browser, and wait until it has loaded."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=self.javascript,
            color_scheme=self.scheme,
        )
        context.add_init_script(TELLS_OF_VIOLATIONS)
        page = context.new_page()
        heard = _heard(page)
        page.goto(address)
        return ChromiumView(context, page, self.javascript, heard)


@dataclass(frozen=True)
class ChromiumView(View):
    context: BrowserContext
    page: Page
    runs_scripts: bool
    heard: list[tuple[str, str]]

    @property
    def address(self) -> str:
        self._catch_up()
        return self.page.url

    def value(self, code: str, frame: str = "") -> Any:  # noqa: ANN401 - whatever the page holds
        with _sentence():
            return self._frame(frame).evaluate(code)

    def everywhere(self, code: str) -> list[Any]:
        self._catch_up()
        return [frame.evaluate(code) for frame in self.page.frames]

    def click(self, selector: str, frame: str = "") -> None:
        with _sentence():
            self._frame(frame).locator(selector).first.click()

    def cookies(self) -> list[str]:
        return [f"{one['name']} of {one['domain']}" for one in self.context.cookies()]

    def said(self) -> list[tuple[str, str]]:
        self._catch_up()
        return self.heard

    def close(self) -> None:
        self.context.close()

    def _catch_up(self) -> None:
        """Hear of all that has happened: Playwright tells it before it answers a question."""
        self.page.title()

    def _frame(self, address: str) -> Frame:
        """The frame whose address holds the text; the page itself for an empty text."""
        if not address:
            return self.page.main_frame
        self._catch_up()
        found = [one for one in self.page.frames if one.parent_frame and address in one.url]
        if len(found) != 1:
            raise VisitError(f"{len(found)} frames have '{address}' in their address")
        return found[0]


def _heard(page: Page) -> list[tuple[str, str]]:
    """What the page says from here on, as `View.said` tells it."""
    heard: list[tuple[str, str]] = []

    def hear(told: ConsoleMessage) -> None:
        # What comes without arguments is Chromium's own word on what failed to load.
        if told.args:
            heard.append((KINDS.get(told.type, told.type), told.text))

    page.on("console", hear)
    page.on(
        "pageerror", lambda thrown: heard.append(("thrown", f"{thrown.name}: {thrown.message}"))
    )
    page.on("request", lambda request: heard.append(("request", request.url)))
    return heard


@contextmanager
def _sentence() -> Iterator[None]:
    """Turn what Playwright cannot do into one sentence."""
    try:
        yield
    except PlaywrightError as error:
        raise VisitError(error.message.partition("\n")[0]) from error
