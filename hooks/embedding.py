"""Renders the embed builder: the page on which other sites choose an answer and copy its code.

All snippets are written at build, one file for each answer and language, so that the page's script
has nothing to decide. How a snippet is put together, this module does not know.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from decision_tree.answer_forms import Forms, as_json
from decision_tree.markup import Html, element, joined
from decision_tree.page import NOT_SENT, Page, copier
from decision_tree.publishing import CAUSE, Addresses, Published

from .embed_scripts import newest
from .reference import by_group
from .snippets import FORMS, FRAME_CLASS, LIGHT, THEMES, Framed, Snippets

BUILDER = "<embed-builder"
"""What stands in every page that shows frames of ours, and in no other."""

FILES = "assets/embedding"
CODE, PREVIEW = "oc-code", "oc-preview"
TEXTS = ("unknown", "failed")
"""What the element itself says; it holds no words of its own."""


def write_snippets(site: Path, forms: Forms, answers: Iterable[Published]) -> None:
    """Write the snippets of each answer in one language into a built site."""
    snippets = Snippets(forms, newest())
    for answer in answers:
        file = site / FILES / answer.lang / f"{answer.path}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_json(forms_of(snippets, answer)), "utf-8")


def forms_of(snippets: Snippets, answer: Published) -> dict[str, dict[str, Any]]:
    """Return form → what to paste, and what a preview of it shows in a frame, if anything."""
    base = snippets.addresses.base
    return {
        name: {"code": snippet.code, "preview": _preview(snippet.frame, base)}
        for name, snippet in snippets.all(answer)
    }


def _preview(frame: Framed | None, base: str) -> dict[str, str] | None:
    """Return the attributes of a frame on a page of our own, its address seen from the root."""
    if frame is None:
        return None
    return {
        "class": FRAME_CLASS,
        "src": frame.address.removeprefix(base),
        "title": frame.title,
        "height": str(frame.height),
        "sandbox": frame.sandbox,
    }


@dataclass(frozen=True, slots=True)
class Builder:
    """The parts of the page in one language, for one that stands `root` below the site's root."""

    page: Page
    addresses: Addresses
    answers: Mapping[str, Published]
    """What can be shown, by its path."""
    root: str

    def element(self) -> Html:
        """Return the element with the form, and what stands in for it without scripts."""
        texts = {f"data_{name}": self.page.say_raw(f"embed-{name}") for name in TEXTS}
        inner = element(
            "embed-builder",
            self._ready_made(),
            element("div", role="status"),
            self._form(),
            lang=self.page.lang,
            **texts,
        )
        # Markdown leaves a division alone, but would put any other element into a paragraph.
        return element("div", inner)

    def origin(self) -> Html:
        """Return where this site stands, as a policy of another one names it."""
        scheme, _, rest = self.addresses.base.partition("://")
        return _address(f"{scheme}://{rest.partition('/')[0]}")

    def frames(self) -> Html:
        """Return how the address of every page for frames begins."""
        return _address(f"{self.addresses.base}embed/v1/")

    def _ready_made(self) -> Html:
        """Return snippets of one answer, which tell how those of any other look."""
        answer = next(group[0] for _, group in self._groups())
        snippets = Snippets(Forms(self.page.knowledge, self.addresses, self.page.lang), newest())
        codes = {
            "component": snippets.component(answer),
            "frame": snippets.frame(answer),
            "link": snippets.link(answer),
        }
        parts = (
            joined((self._heading(f"embed-form-{name}", f"oc-{name}"), _shown(code, f"oc-{name}")))
            for name, code in codes.items()
        )
        path = f"api/v1/{self.page.lang}/index.json"
        index = element("a", element("code", f"/{path}"), href=f"{self.root}{path}")
        how = self.page.say("embed-by-hand", id=answer.id)
        return element("div", element("p", how, " ", index), *parts, class_="oc-ready-made")

    def _form(self) -> Html:
        result = element("div", *self._result(), class_="oc-result", hidden=True)
        # What a browser remembers of a form must not stand against what an address says.
        return element(
            "form", *self._fields(), result, method=NOT_SENT, autocomplete="off", hidden=True
        )

    def _fields(self) -> Iterator[Html]:
        say = self.page.say
        label = element("label", say("embed-answer"), for_="oc-answer")
        answers = (self._group(title, group) for title, group in self._groups())
        chooser = element("select", *answers, id="oc-answer", name="answer")
        yield element("p", label, chooser, class_="oc-answers")
        yield self._choice("lang", self.page.knowledge.languages.items(), self.page.lang)
        yield self._choice("form", ((form, say(f"embed-form-{form}")) for form in FORMS), FORMS[0])
        yield self._choice("theme", ((theme, say(f"embed-{theme}")) for theme in THEMES), LIGHT)

    def _groups(self) -> Iterator[tuple[str, list[Published]]]:
        """Yield the title of each group with its answers: those of the FAQ, then the causes."""
        for group, found in by_group(self.answers.values()):
            yield self.page.say(f"faq-{group}"), found
        causes = [one for one in self.answers.values() if one.kind == CAUSE]
        yield self.page.say("cause-list"), sorted(causes, key=lambda cause: cause.id)

    def _group(self, title: str, answers: Iterable[Published]) -> Html:
        options = (
            element("option", one.question, value=one.path, data_part=f"{one.kind}={one.id}")
            for one in answers
        )
        return element("optgroup", *options, label=title)

    def _choice(self, name: str, options: Iterable[tuple[str, str]], chosen: str) -> Html:
        title = element("legend", self.page.say(f"embed-{name}"))
        rows = (self._option(name, value, text, chosen) for value, text in options)
        return element("fieldset", title, *rows, class_=f"oc-choose-{name}")

    def _option(self, name: str, value: str, text: str, chosen: str) -> Html:
        at = f"oc-{name}-{value}"
        when = f"embed-form-{value}-when" if name == "form" else ""
        lang = value if name == "lang" else None
        field = element(
            "input",
            type="radio",
            id=at,
            name=name,
            value=value,
            data_part=f"{name}={value}",
            checked=value == chosen,
            aria_describedby=f"{at}-when" if when else None,
        )
        about = element("span", self.page.say(when), id=f"{at}-when") if when else ""
        words = element("span", element("label", text, for_=at, lang=lang), about)
        return element("div", field, words, class_="oc-option")

    def _result(self) -> Iterator[Html]:
        yield self._heading("embed-code", CODE)
        yield _shown("", CODE)
        yield element("p", copier(self.page, CODE))
        for form in FORMS:
            text = self.page.say(f"embed-form-{form}-survives")
            yield element("p", text, data_form=form, hidden=form != FORMS[0])
        yield self._heading("embed-preview", PREVIEW)
        yield element(
            "div", id=PREVIEW, tabindex="0", role="region", aria_labelledby=_title_of(PREVIEW)
        )

    def _heading(self, key: str, part: str) -> Html:
        return element("h3", self.page.say(key), id=_title_of(part))


def _shown(code: str, part: str) -> Html:
    """Return code as it stands, in a part that scrolls and takes the focus for that."""
    text = element("code", str(code), id=part)
    return element("pre", text, tabindex="0", role="region", aria_labelledby=_title_of(part))


def _address(address: str) -> Html:
    return element("pre", element("code", address))


def _title_of(part: str) -> str:
    return f"{part}-title"
