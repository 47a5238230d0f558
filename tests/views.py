"""Pages anywhere as a visitor sees them, whichever the browser; what for, it does not know."""

import time
from abc import ABC, abstractmethod
from typing import Any, Literal, Protocol

Scheme = Literal["light", "dark"]

PATIENCE = 15.0
"""Seconds until a page must show what is expected; machines are shared."""

COMPLAINTS = ("warn", "error", "thrown")

TELLS_OF_VIOLATIONS = """addEventListener("securitypolicyviolation", (violation) =>
  console.error(`policy: ${violation.effectiveDirective} ${violation.blockedURI}`));"""
"""Runs before the scripts of every page and frame.

Browsers do not agree on where to tell of what a policy refuses.
"""


class VisitError(Exception):
    """What a browser cannot do; the sentence is its own."""


class View(ABC):
    """A page as its visitor sees it; `frame` is a part of the address of a frame in it."""

    runs_scripts: bool

    @property
    @abstractmethod
    def address(self) -> str:
        """Where the page stands now."""

    @abstractmethod
    def value(self, code: str, frame: str = "") -> Any:  # noqa: ANN401 - whatever the page holds
        """What an expression gives there, whatever the policy of the page is; raises VisitError."""

    @abstractmethod
    def everywhere(self, code: str) -> list[Any]:
        """What an expression gives in the page, and in each of its frames."""

    @abstractmethod
    def click(self, selector: str, frame: str = "") -> None:
        """Press what is found first; raises VisitError."""

    @abstractmethod
    def cookies(self) -> list[str]:
        """All cookies that its browser keeps, whoever set them, as "name of domain"."""

    @abstractmethod
    def said(self) -> list[tuple[str, str]]:
        """What page and frames said by now: pairs of kind and text.

        A kind is that of a console line, "thrown", or "request" with its address.
        """

    @abstractmethod
    def close(self) -> None:
        """Leave, and forget the page."""

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

    def requests(self) -> list[str]:
        """Every address that page and frames have asked for; what they hold themselves has none."""
        asked = (text for kind, text in self.said() if kind == "request")
        return [address for address in asked if not address.startswith("data:")]

    def complaints(self) -> list[str]:
        """What was warned of, told as an error, refused by a policy, or thrown."""
        return [f"{kind}: {text}" for kind, text in self.said() if kind in COMPLAINTS]


class Visitor(Protocol):
    """Someone with a browser."""

    def open(self, address: str, *, width: int = 800, height: int = 600) -> View:
        """Go to a page, as in a fresh browser, and wait until it has loaded."""
