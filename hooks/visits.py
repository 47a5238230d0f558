"""Visits pages in a real Chromium and takes the time until things happen there.

It knows how our pages look from outside, and nothing about hosts or lines. All that it has to know
of their markup stands at the top.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserType, ConsoleMessage, Page, ViewportSize
from playwright.sync_api import Error as PlaywrightError

from .chromium import FLAGS

OUR_PAGE = "en/troubleshooter/"
START_PAGE = "en/"
HEADING = "order-troubleshooter #oc-heading"
ANSWER = "order-troubleshooter:defined input[name=option]"
OPTIONS = "order-troubleshooter input[name=option]"
CONTINUE = "order-troubleshooter button[value=answer]"
FIRST_ANSWERS = ("payment=paid", "payment=unsure")
"""What stands in the address at the beginning of each interview."""

PROGRAM = Path(__file__).with_suffix(".js")
PHONE = ViewportSize(width=360, height=740)
PATIENCE = 180
"""Seconds until anything must have happened: stock Pyodide on a slow line needs one minute."""

LONGEST_INTERVIEW = 8

SPIN = """() => new Promise((resolve, reject) => {
  const program = `const start = performance.now();
    for (let i = 0, x = 0; i < 3e8; i += 1) x = (x + i) | 0;
    postMessage(performance.now() - start);`;
  const worker = new Worker(URL.createObjectURL(new Blob([program])));
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = reject;
})"""
"""A loop of fixed length, in a worker as the engine is."""

LOAD = """async (address) => {
  const program = `onmessage = async ({ data }) => {
    const start = performance.now();
    await (await fetch(data, { cache: "no-store" })).arrayBuffer();
    postMessage(performance.now() - start);
  };`;
  const worker = new Worker(URL.createObjectURL(new Blob([program])));
  worker.postMessage(new URL(address, location).href);
  return new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
}"""


class VisitError(Exception):
    """Nothing happened in time, or the page failed; the sentence says what it said last."""


@dataclass(frozen=True, slots=True)
class Device:
    """A Chromium with a profile in a folder; what it keeps is there at the next visit."""

    browser: BrowserType
    program: Path
    profile: Path

    @contextmanager
    def visit(self) -> Iterator["Visit"]:
        """Open an empty page, and close the browser at the end."""
        context = self.browser.launch_persistent_context(
            self.profile,
            executable_path=self.program,
            args=list(FLAGS),
            viewport=PHONE,
            timeout=PATIENCE * 1000,
        )
        try:
            parameters = json.dumps({"path": OUR_PAGE, "heading": HEADING, "answer": ANSWER})
            context.add_init_script(f"{PROGRAM.read_text('utf-8')}({parameters})")
            yield Visit(context.pages[0])
        finally:
            # Ctrl-C reaches the browser as well: it may have gone already.
            with suppress(PlaywrightError):
                context.close()


class Visit:
    """One look at the site, from an empty page on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._times: dict[str, float] = {}
        self._complaint = "nothing"
        page.on("console", self._hear)

    def go(self, address: str) -> None:
        """Go to a page, without waiting for more than its first bytes; raises `VisitError`."""
        self._times.clear()
        try:
            self._page.goto(address, wait_until="commit", timeout=PATIENCE * 1000)
        except PlaywrightError as error:
            raise VisitError(f"{address}: {error.message.splitlines()[0]}") from error

    def until(self, name: str) -> float:
        """Return the milliseconds until this happened, in the words of the program in the page.

        Raises `VisitError`.
        """
        deadline = time.monotonic() + PATIENCE
        while name not in self._times:
            if "failed" in self._times or time.monotonic() > deadline:
                complaint = f"last complaint: {self._complaint}"
                raise VisitError(f"{self._page.url}: never '{name}' ({complaint})")
            self._page.wait_for_timeout(20)
        return self._times.pop(name)

    def happened(self) -> set[str]:
        """Return what has happened and was not waited for."""
        return set(self._times)

    def stay(self, seconds: float) -> None:
        """Leave the page to itself."""
        self._page.wait_for_timeout(seconds * 1000)

    def steps(self) -> list[float]:
        """Walk interviews with the running engine; return milliseconds from click to question."""
        times: list[float] = []
        for choice, answer in enumerate(FIRST_ANSWERS):
            self._page.evaluate("answer => { location.hash = answer }", answer)
            self.until("drawn")
            for _ in range(LONGEST_INTERVIEW):
                option = self._page.locator(OPTIONS)
                if not option.count():
                    break
                (option.last if choice else option.first).check(timeout=PATIENCE * 1000)
                self._page.locator(CONTINUE).click(timeout=PATIENCE * 1000)
                times.append(self.until("drawn"))
            else:
                continue
            times.pop()  # what came last is a result, which is no question
        return times

    def spin(self) -> float:
        """Return the milliseconds of a fixed amount of work in a worker."""
        return float(self._page.evaluate(SPIN))

    def load(self, address: str) -> float:
        """Return the milliseconds that a worker of the present page takes to load a file."""
        return float(self._page.evaluate(LOAD, address))

    def _hear(self, message: ConsoleMessage) -> None:
        word, _, rest = message.text.partition(" ")
        if word == "bench":
            name, _, milliseconds = rest.partition(" ")
            self._times.setdefault(name, float(milliseconds))
        elif message.type == "error":
            self._complaint = message.text
