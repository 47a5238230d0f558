"""Fixtures of the browser tests: the built site, a Chromium, and a reader in front of them."""

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Route,
    ViewportSize,
    expect,
)

from decision_tree.browser import respond
from hooks.chromium import running_chromium
from hooks.engine import build_engine
from hooks.make_site import build_site
from hooks.places import SITE
from hooks.programs import ProgramMissingError
from hooks.serve import site_server

Reply = dict[str, Any]

LANGUAGES = ("id", "en")
TODAY = dt.date(2026, 11, 23)
"""The day of every reader, so that days to act by never pass while the site grows older."""

TIME_ZONE = "Asia/Jakarta"
NOW = f"{TODAY}T02:00:00+07:00"
"""Early in the morning: in London it is still the day before, which must not count."""

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=800)

CONTENT = """form => [form.textContent, ...[...form.querySelectorAll("[value], [href]")].map(
  one => `${one.localName} ${one.getAttribute("value") ?? one.getAttribute("href")}`)]"""
"""All that a step says and offers; the theme adds classes of its own to its elements."""

expect.set_options(timeout=30_000)  # the engine starts in two seconds, but machines are shared


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the built site, which is served as long as the tests run."""
    build_engine()
    build_site()
    with site_server(SITE, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    try:
        with running_chromium() as browser:
            yield browser
    except ProgramMissingError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def readers(site: str, chromium: Browser) -> Iterator["Readers"]:
    """Readers of the site; none of their pages may have complained when the test ends."""
    everyone = Readers(site, chromium)
    yield everyone
    everyone.leave()
    assert everyone.complaints == []


@pytest.fixture
def reader(readers: "Readers") -> "Reader":
    """A reader with a phone, of the Indonesian pages."""
    return readers.new("id")


class Readers:
    """Readers with a device each: nothing passes from one to the other."""

    def __init__(self, site: str, chromium: Browser) -> None:
        self.complaints: list[str] = []
        self.site = site
        self._chromium = chromium
        self._devices: list[BrowserContext] = []

    def new(self, lang: str, **device: Any) -> "Reader":  # noqa: ANN401 - options of Playwright
        """A reader with a fresh phone; `device` says how it differs."""
        usual = {
            "viewport": PHONE,
            "reduced_motion": "reduce",
            "service_workers": "block",
            "timezone_id": TIME_ZONE,
        }
        context = self._chromium.new_context(**{**usual, **device})
        context.clock.set_fixed_time(NOW)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type == "error" else None,
        )
        self._devices.append(context)
        return Reader(context.new_page(), self.site, lang)

    def leave(self) -> None:
        for device in self._devices:
            device.unroute_all(behavior="ignoreErrors")
            device.close()


@dataclass(frozen=True)
class Reader:
    """Someone in front of the site in one language; their page is `page`."""

    page: Page
    site: str
    lang: str

    @cached_property
    def home(self) -> str:
        return self.site if self.lang == "id" else f"{self.site}{self.lang}/"

    def open(self, fragment: str = "") -> None:
        """Go to the troubleshooter, as by a link from elsewhere."""
        self.page.goto(self.address(fragment))

    def start(self) -> None:
        """Go to the troubleshooter and wait for the engine, which then makes every step."""
        self.open()
        self.hears("ready")

    def address(self, fragment: str) -> str:
        return f"{self.home}troubleshooter/{'#' if fragment else ''}{fragment}"

    @cached_property
    def element(self) -> Locator:
        return self.page.locator("order-troubleshooter")

    def part(self, selector: str) -> Locator:
        """A part of the troubleshooter."""
        return self.element.locator(selector)

    def hears(self, name: str) -> None:
        """Assert that the status says the text of this name, such as "ready"."""
        expect(self.status).to_have_text(self.element.get_attribute(f"data-{name}") or "-")

    @cached_property
    def heading(self) -> Locator:
        return self.part("#oc-heading")

    @cached_property
    def status(self) -> Locator:
        return self.part(":scope > [role=status], :scope > .oc-engine > [role=status]")

    @cached_property
    def continue_button(self) -> Locator:
        return self.part("button[value=answer]")

    def option(self, name: str) -> Locator:
        return self.part(f"input[name=option][value={name}]")

    def go(self, fragment: str) -> None:
        """Change what stands in the address, as by hand: the engine goes on running."""
        self.page.evaluate("fragment => { location.hash = fragment }", fragment)

    def unfold(self, part: Locator) -> Locator:
        """Open all that a part is folded into, the outermost first."""
        for fold in part.locator("xpath=ancestor::details").all():
            if fold.get_attribute("open") is None:
                fold.locator("> summary").click()
        return part

    def press(self, action: str) -> None:
        """Press the first button with this action, unfolding what it is in."""
        expect(self.part("form")).to_be_visible()
        self.unfold(self.part(f"button[value='{action}']").first).click()

    def answer(self, option: str) -> None:
        self.option(option).check()
        self.press("answer")

    def expected(self, fragment: str, action: str = "show", **said: str | list[str]) -> Reply:
        """What the engine answers, asked in this process rather than in the page."""
        request = {
            "language": self.lang,
            "causes_url": "../causes/",
            "url": self.address(""),
            "today": TODAY.isoformat(),
            "fragment": fragment,
            "action": action,
        }
        reply: Reply = json.loads(respond(json.dumps({**request, **said})))
        return reply

    def sees(self, reply: Reply) -> None:
        """Assert that the page shows just this step, with its answers in the address."""
        expect(self.page).to_have_url(self.address(reply["fragment"]))
        expect(self.part("form")).to_be_visible()
        expected = self._content(reply["html"])
        expect(self.part("form")).to_have_text(expected[0])
        shown = self.part("form").evaluate(CONTENT)
        assert shown == expected

    def sees_step(self, fragment: str) -> None:
        """Assert that the page shows what these answers lead to."""
        self.sees(self.expected(fragment))

    def walk(self, answers: Mapping[str, str], choose: Callable[["Reader", str], None]) -> Reply:
        """Answer one question after the other, "unsure" where `answers` has none, to the result.

        `choose` is the way to do it: by pointer (`Reader.answer`) or by keyboard.
        """
        step = self.expected(self._fragment())
        while step["question"]:
            option = answers.get(step["question"], "unsure")
            choose(self, option)
            said = {"question": step["question"], "option": option}
            step = self.expected(step["fragment"], "answer", **said)
            self.sees(step)
        return step

    def _fragment(self) -> str:
        return self.page.url.partition("#")[2]

    def _content(self, html: str) -> list[str]:
        document = "new DOMParser().parseFromString(html, 'text/html').querySelector('form')"
        content: list[str] = self.page.evaluate(f"html => ({CONTENT})({document})", html)
        return content


@contextmanager
def held_back(page: Page, address: str) -> Iterator[None]:
    """Keep a file from arriving as long as the block runs."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.context.route(address, hold)
    yield
    for route in waiting:
        route.continue_()
    page.context.unroute(address)
