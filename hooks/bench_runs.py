"""The runs of the benchmark of speed: who visits what, how often, over which line.

It knows nothing of how figures are judged or shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserType

from .bench_figures import (
    COLD,
    ENGINE,
    FAST,
    LATER,
    OFFLINE,
    OURS,
    PAGE,
    QUESTION,
    SLOW,
    STOCK,
    WARM,
)
from .bench_site import SAMPLE, STOCK_FOLDER
from .nginx import Nginx, Sent
from .slow_line import Relay
from .slow_processor import Group
from .visits import OUR_PAGE, Device, Visit, VisitError

PAGES = {OURS: OUR_PAGE, STOCK: f"{STOCK_FOLDER}/"}
ENGINE_FOLDER = "/assets/engine/"
STAY = {FAST: 5, SLOW: 15}
"""Seconds that a reader stays once all is ready: a page keeps then what it keeps for later."""

TRIALS = 5
"""How often the speed of the processor is tried: a browser now and then does the work unusually."""


@dataclass(slots=True, kw_only=True)
class Runs:
    """What all visits need, and what they have found so far."""

    browser: BrowserType
    program: Path
    server: Nginx
    addresses: Mapping[str, str]
    """For each line the address of the site."""

    slow: Relay
    group: Group | None
    times: dict[str, list[float]] = field(default_factory=dict)
    steps: list[float] = field(default_factory=list)
    loaded: list[float] = field(default_factory=list)
    bytes: dict[str, dict[str, int]] = field(default_factory=dict)

    def tour(self, line: str, subject: str) -> None:
        """Visit a page for the first time, again, and offline; raises `VisitError`."""
        with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            device = Device(self.browser, self.program, Path(profile))
            self._first(device, line, subject)
            self._second(device, line, subject)
            if (line, subject) == (FAST, OURS):
                self._offline(device)

    def _first(self, device: Device, line: str, subject: str) -> None:
        before = len(self.server.sent())
        with device.visit() as visit, self._pace(line):
            self._wait(visit, f"{line}-{COLD}", subject)
            visit.stay(STAY[line])
        self.bytes |= parts(subject, self.server.sent()[before:])

    def _second(self, device: Device, line: str, subject: str) -> None:
        with device.visit() as visit, self._pace(line):
            self._wait(visit, f"{line}-{WARM}", subject)
            if (line, subject) == (SLOW, OURS):
                self.steps += visit.steps()

    def _offline(self, device: Device) -> None:
        """Visit the page without a server; a site that cannot do that has no figure for it."""
        self.server.stop()
        try:
            with device.visit() as visit, suppress(VisitError):
                self._wait(visit, f"{FAST}-{OFFLINE}", OURS)
        finally:
            self.server.start()

    def _wait(self, visit: Visit, situation: str, subject: str) -> None:
        """Open the page and note when what happened."""
        line, _ = situation.split("-")
        before = self.slow.delivered
        visit.go(self.addresses[line] + PAGES[subject])
        if subject == OURS:
            self._note(situation, QUESTION, visit.until("shown"))
            if situation == f"{SLOW}-{COLD}":
                self.loaded.append(self.slow.delivered - before)
        self._note(situation, subject, visit.until("ready"))

    def _note(self, situation: str, subject: str, milliseconds: float) -> None:
        self.times.setdefault(f"{situation}-{subject}", []).append(milliseconds)

    def _pace(self, line: str) -> AbstractContextManager[None]:
        return self.group.slowed() if self.group and line == SLOW else nullcontext()

    def slower(self) -> float | None:
        """Return how many times longer a worker takes when slowed, None if it cannot be."""
        if self.group is None:
            return None
        with self._stranger() as visit:
            free = median(visit.spin() for _ in range(TRIALS))
            with self.group.slowed():
                return median(visit.spin() for _ in range(TRIALS)) / free

    def sample(self) -> float:
        """Return the seconds that a worker takes to load the sample over the slow line."""
        with self._stranger() as visit:
            visit.go(f"{self.addresses[SLOW]}{STOCK_FOLDER}/empty.html")
            return visit.load(f"{self.addresses[SLOW]}{SAMPLE}") / 1000

    @contextmanager
    def _stranger(self) -> Iterator[Visit]:
        """A visitor who has never been here and goes to none of our pages."""
        with (
            TemporaryDirectory(ignore_cleanup_errors=True) as profile,
            Device(self.browser, self.program, Path(profile)).visit() as visit,
        ):
            yield visit


def parts(subject: str, sent: Sequence[Sent]) -> dict[str, dict[str, int]]:
    """Return what a first visit loads, sorted into the engine and what was asked for before it."""
    if subject == STOCK:
        return {STOCK: _sizes(sent)}
    engine = [each for each in sent if each.path.startswith(ENGINE_FOLDER)]
    others = [each for each in sent if not each.path.startswith(ENGINE_FOLDER)]
    start = min((each.asked for each in engine), default=float("inf"))
    return {
        PAGE: _sizes(each for each in others if each.asked < start),
        ENGINE: _sizes(engine),
        LATER: _sizes(each for each in others if each.asked >= start),
    }


def _sizes(answers: Iterable[Sent]) -> dict[str, int]:
    """Return the bytes of each file; one that was sent twice counts twice."""
    sizes: dict[str, int] = {}
    for sent in answers:
        name = sent.path.partition("?")[0]
        sizes[name] = sizes.get(name, 0) + sent.bytes
    return sizes
