"""What other sites paste to show an answer, in every form; what an answer says, it does not know.

Every form holds a link that works where a host takes scripts and frames out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from decision_tree.answer_forms import Forms
from decision_tree.markup import Html, element, joined
from decision_tree.publishing import CAUSE, Addresses, Published

from .embed_scripts import CURRENT, Release

ELEMENT = "order-closed-answer"
FRAME_CLASS = "order-closed"
WIDTH, HEIGHT = 600, 320
"""Of a frame until it says how tall it is; a host that runs no script keeps it, and scrolls."""

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
FLUID = "width:100%;border:0;color-scheme:normal"
QUIET = "no-referrer"


@dataclass(frozen=True, slots=True)
class Snippets:
    """Writes what is to be pasted; the scripts are those of one release."""

    forms: Forms
    release: Release

    @property
    def addresses(self) -> Addresses:
        return self.forms.addresses

    def all(self, answer: Published) -> Mapping[str, Html]:
        """Return every form of an answer by its name."""
        return {
            "component": self.component(answer),
            "pinned": self.pinned(answer),
            "frame": self.frame(answer),
            "text": self.forms.html(answer),
        }

    def component(self, answer: Published) -> Html:
        """Return the answer as an element, with a script that gets every correction."""
        address = f"{self.addresses.base}{CURRENT}/answer.js"
        script = element("script", type="module", src=address, referrerpolicy=QUIET)
        return joined((self._element(answer), Html("\n"), script))

    def pinned(self, answer: Published) -> Html:
        """Return the answer as an element, with a script that can never change."""
        address = f"{self.addresses.base}embed/v{self.release.version}/answer.js"
        script = element(
            "script",
            type="module",
            src=address,
            integrity=self.release.integrity["answer.js"],
            crossorigin="anonymous",
            referrerpolicy=QUIET,
        )
        return joined((self._element(answer), Html("\n"), script))

    def frame(self, answer: Published) -> Html:
        """Return the answer in a frame, with the script that makes it as tall as its text."""
        return self.framed(self.addresses.frame(answer.lang, answer.path), answer.question)

    def framed(self, address: str, title: str, height: int = HEIGHT) -> Html:
        """Return any of our pages for frames, and the script that makes it as tall as its text."""
        frame = element(
            "iframe",
            class_=FRAME_CLASS,
            src=address,
            title=title,
            width=str(WIDTH),
            height=str(height),
            loading="lazy",
            referrerpolicy=QUIET,
            sandbox=SANDBOX,
            style=FLUID,
        )
        helper = f"{self.addresses.base}{CURRENT}/resize.js"
        script = Html(f'<script src="{helper}" async referrerpolicy="{QUIET}"></script>')
        return joined((frame, Html("\n"), script))

    def for_wordpress(self, answer: Published) -> Html:
        """Return what WordPress leaves as it is when it takes an answer in by its address."""
        frame = element(
            "iframe",
            src=self.addresses.frame(answer.lang, answer.path),
            title=answer.question,
            width=str(WIDTH),
            height=str(HEIGHT),
        )
        return joined((element("blockquote", self._link(answer)), frame))

    def _element(self, answer: Published) -> Html:
        kind = "cause" if answer.kind == CAUSE else "faq"
        return element(ELEMENT, self._link(answer), lang=answer.lang, **{kind: answer.id})

    def _link(self, answer: Published) -> Html:
        return element("a", answer.question, href=answer.url)
