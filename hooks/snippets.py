"""What other sites paste to show an answer, in every form; what an answer says, it does not know.

Where a host takes scripts out, every form still holds a link; only a frame has no place for one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from decision_tree.answer_forms import Forms
from decision_tree.markup import Html, element, joined
from decision_tree.publishing import CAUSE, Addresses, Published

from .embed_scripts import CURRENT, Release

ELEMENT = "order-closed-answer"
FRAME_CLASS = "order-closed"
WIDTH, HEIGHT = 600, 320
"""Of a frame until it says how tall it is; a host that runs no script keeps it, and scrolls."""

TREE_HEIGHT = 640
"""Of the tree, which runs no script that could say how tall it is."""

LINKS = "allow-popups allow-popups-to-escape-sandbox"
SANDBOX = f"allow-scripts {LINKS}"
WORDPRESS_SANDBOX = "allow-scripts"
"""What WordPress gives to every frame that it takes in by the address of a page."""

CARD, TREE = "troubleshooter", "tree"
"""The pages for frames that show no answer."""

LIGHT = "light"
THEMES = (LIGHT, "dark", "auto")
"""How a frame may look; it is light where nobody asks for anything else."""

FORMS = ("component", "pinned", "frame", "text", "address", "card", "tree")
FLUID = "width:100%;border:0;color-scheme:normal"
QUIET = "no-referrer"


@dataclass(frozen=True, slots=True)
class Framed:
    """One of our pages in a frame on another site."""

    address: str
    title: str
    sandbox: str = SANDBOX
    height: int = HEIGHT

    def element(self) -> Html:
        """Return the frame as another site pastes it."""
        return element(
            "iframe",
            class_=FRAME_CLASS,
            src=self.address,
            title=self.title,
            width=str(WIDTH),
            height=str(self.height),
            loading="lazy",
            referrerpolicy=QUIET,
            sandbox=self.sandbox,
            style=FLUID,
        )


@dataclass(frozen=True, slots=True)
class Snippet:
    """What is to be pasted; where that shows a page of ours in a frame, the frame too."""

    code: str
    frame: Framed | None = None


@dataclass(frozen=True, slots=True)
class Snippets:
    """Writes what is to be pasted; the scripts are those of one release."""

    forms: Forms
    release: Release

    @property
    def addresses(self) -> Addresses:
        return self.forms.addresses

    def all(self, answer: Published) -> Iterator[tuple[str, Snippet]]:
        """Yield each form of an answer by its name; one that has themes once for each of them."""
        yield "component", Snippet(self.component(answer))
        yield "pinned", Snippet(self.pinned(answer))
        for theme in THEMES:
            yield f"frame-{theme}", self._with_helper(self._framed_answer(answer, theme))
            yield f"card-{theme}", self._with_helper(self._card(answer, theme))
        yield "text", Snippet(self.forms.html(answer))
        in_wordpress = Framed(self._frame_address(answer), answer.question, WORDPRESS_SANDBOX)
        yield "address", Snippet(answer.url, in_wordpress)
        tree = self._tree(answer.lang)
        yield "tree", Snippet(tree.element(), tree)

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

    def frame(self, answer: Published, theme: str = LIGHT) -> Html:
        """Return the answer in a frame, with the script that makes it as tall as its text."""
        return self._helped(self._framed_answer(answer, theme))

    def for_wordpress(self, answer: Published) -> Html:
        """Return what WordPress leaves as it is when it takes an answer in by its address."""
        frame = element(
            "iframe",
            src=self._frame_address(answer),
            title=answer.question,
            width=str(WIDTH),
            height=str(HEIGHT),
        )
        return joined((element("blockquote", self.link(answer)), frame))

    def link(self, answer: Published) -> Html:
        """Return what stays of an answer where a site takes in nothing else."""
        return element("a", answer.question, href=answer.url)

    def _with_helper(self, frame: Framed) -> Snippet:
        return Snippet(self._helped(frame), frame)

    def _helped(self, frame: Framed) -> Html:
        helper = f"{self.addresses.base}{CURRENT}/resize.js"
        script = element("script", src=helper, async_=True, referrerpolicy=QUIET)
        return joined((frame.element(), Html("\n"), script))

    def _framed_answer(self, answer: Published, theme: str) -> Framed:
        return Framed(_themed(self._frame_address(answer), theme), answer.question)

    def _card(self, answer: Published, theme: str) -> Framed:
        """Return the card; the troubleshooter starts from what the answer is about."""
        address = _themed(self.addresses.frame(answer.lang, CARD), theme)
        start = f"#{answer.answers}" if answer.answers else ""
        return Framed(f"{address}{start}", self.forms.page.say("card-title"))

    def _tree(self, lang: str) -> Framed:
        title = self.forms.page.say("tree-frame")
        return Framed(self.addresses.frame(lang, TREE), title, LINKS, TREE_HEIGHT)

    def _frame_address(self, answer: Published) -> str:
        return self.addresses.frame(answer.lang, answer.path)

    def _element(self, answer: Published) -> Html:
        kind = "cause" if answer.kind == CAUSE else "faq"
        return element(ELEMENT, self.link(answer), lang=answer.lang, **{kind: answer.id})


def _themed(address: str, theme: str) -> str:
    return address if theme == LIGHT else f"{address}?theme={theme}"
