"""Every step that a reader can meet, and a page on which it can stand without an engine."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from browser import TODAY, Reader
from engine_fixtures import KNOWLEDGE, public_cases
from playwright.sync_api import Route

from decision_tree.answers import write_fragment
from decision_tree.diagnosis import NAMELESS, diagnose
from decision_tree.story import read_story

ALL_DAYS = "ordered-on=2026-11-01&paid-on=2026-11-02&refund-on=2026-11-21&method=card"
CONFIRMED = (
    "button-pressed=confirm-receipt&closed-when=at-my-click&confirmed-on=2026-11-20"
    "&days-since=up-to-15&method=card&paid-on=2026-11-03"
)
ORDERS = f"{CONFIRMED}&order=1&payment=paid/closed-when=other-time&last-tracking=held-by-customs"
CONFLICT = f"{CONFIRMED}&ordered-on=2026-11-04"
CONTRADICTION = (
    "closed-when=payment-countdown-ended&dispute=withdrawn&last-tracking=delivered-to-me"
    "&payment=not-paid&refund-line=completed"
)
NOTHING_FITS = "payment=not-paid&tracking-number=yes&dispute=withdrawn&message=promotion"
PASTED = "Status: Closed. Paid 3 Nov 2026. Buyer confirmed receipt on 20 November 2026."


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is asked of the engine for a step."""

    fragment: str = ""
    action: str = "show"
    said: dict[str, str | list[str]] = field(default_factory=dict)

    def html(self, reader: Reader) -> str:
        html: str = reader.expected(self.fragment, self.action, **self.said)["html"]
        return html


def each_cause(days: str = "") -> Iterator[tuple[str, str]]:
    """Each cause with the answers and days of a reader whose result it is."""
    found: dict[str, str] = {}
    for case in public_cases():
        fragment = "&".join(filter(None, (write_fragment(KNOWLEDGE, case.answers), days)))
        story, _ = read_story(KNOWLEDGE, fragment)
        diagnosis = diagnose(KNOWLEDGE, story.answers, story.details(TODAY))
        if diagnosis.next_question is None and diagnosis.fit not in NAMELESS:
            found.setdefault(diagnosis.causes[0].id, fragment)
    assert found.keys() == KNOWLEDGE.causes.keys()
    yield from found.items()


def every_step() -> dict[str, Step]:
    """Each question as it looks after a mistake, each cause in the lead, and every other kind."""
    return {**_questions(), **_results()}


def _questions() -> dict[str, Step]:
    first, *others = KNOWLEDGE.questions
    steps = {
        f"{question} without an answer": Step(
            fragment=f"{first}=unsure" if question != first else f"{others[0]}=unsure",
            action="answer",
            said={"question": question, "option": ""},
        )
        for question in KNOWLEDGE.questions
    }
    ticked = ",".join(KNOWLEDGE.questions[first].option_ids[:2])
    return {
        **steps,
        "first question": Step(),
        "several answers": Step(fragment=f"{first}={ticked}", action=f"change:{first}"),
        "question about a second order": Step(fragment="payment=paid/payment=paid"),
        "link that is partly unreadable": Step(fragment="payment=paid&nothing=known"),
        "pasted text without an answer": Step(action="read", said={"pasted": "Good morning"}),
        "code that cannot be opened": Step(action="code", said={"code": "AAAA"}),
    }


def _results() -> dict[str, Step]:
    unsure = "&".join(f"{question}=unsure" for question in KNOWLEDGE.questions)
    return {
        **{cause: Step(fragment=fragment) for cause, fragment in each_cause()},
        "unknown": Step(fragment=unsure),
        "nothing fits": Step(fragment=NOTHING_FITS),
        "all days": Step(fragment=f"{CONFIRMED}&{ALL_DAYS}"),
        "days that cannot be right": Step(fragment=CONFLICT),
        "contradiction": Step(fragment=CONTRADICTION),
        "several orders": Step(fragment=ORDERS),
        "reading": Step(action="read", said={"pasted": PASTED}),
        "no day": Step(fragment=CONFIRMED, action="details", said={"day-paid-on": "31/02/2026"}),
    }


STILL = "customElements.define('order-troubleshooter', class extends HTMLElement {});"
"""Stands in for the script of the page: the element is there, and leaves everything as it is."""

PUT = """html => {
  const template = document.createElement("template");
  template.innerHTML = html;
  document.querySelector("order-troubleshooter .oc-step").replaceWith(template.content);
}"""

SIMPLE = """() => {
  const text = document.querySelector("main noscript").textContent;
  const tree = new DOMParser().parseFromString(text, "text/html");
  const steps = new Map();
  for (const step of tree.querySelectorAll(".oc-tree > article")) {
    const { question, cause } = step.dataset;
    if (!steps.has(question ?? cause)) steps.set(question ?? cause, step.outerHTML);
  }
  return [...steps];
}"""
"""The first step of the tree with each question, and the first with each cause."""

UNFOLD = "document.querySelectorAll('details').forEach(part => { part.open = true })"


class Stage:
    """The page of the troubleshooter with its real look, on which a step is put at once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.page = reader.page
        self.page.route("**/troubleshooter.js", _still)
        reader.open()

    def put(self, step: Step) -> None:
        """Put a step on the page, with everything open that unfolds."""
        self.put_html(step.html(self.reader))

    def put_html(self, html: str) -> None:
        self.page.evaluate(PUT, html)
        self.page.evaluate(UNFOLD)

    def simple_steps(self) -> dict[str, str]:
        """Each question and each cause as the tree in the page shows it first, as HTML."""
        return dict(self.page.evaluate(SIMPLE))


def _still(route: Route) -> None:
    route.fulfill(body=STILL, content_type="text/javascript")
