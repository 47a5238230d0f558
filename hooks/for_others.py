"""Writes what other sites and programs take: answers as data, for frames, by oEmbed, for chat bots.

All of it is static. What an answer says, and how a page of the site looks, it does not know.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from decision_tree import Knowledge
from decision_tree.answer_forms import FORMS, Forms, as_json, index, source_label
from decision_tree.publishing import CAUSE, FAQ, Addresses, Publications, Published

from . import embed_scripts
from .embedding import write_snippets
from .frames import answer_frame, card_frame, tree_frame, withdrawn_frame
from .snippets import CARD, HEIGHT, TREE, WIDTH, Snippets

LIST = "index"
"""What the list of all answers is called among them."""

FILES = ("json", "md", "txt")
DAY = 86_400

LLMS, LLMS_FULL = "llms.txt", "llms-full.txt"


class ForOthersError(Exception):
    """Something cannot be published for other sites; the sentence says what to change."""


def write_for_others(
    site: Path, knowledge: Knowledge, publications: Publications, addresses: Addresses
) -> None:
    """Write everything for other sites into a built site; raises `ForOthersError`."""
    writer = _Writer(site, knowledge, publications, addresses)
    for lang in knowledge.languages:
        writer.write_language(lang)
    for name, content in writer.for_bots().items():
        (site / name).write_text(content, "utf-8")
    embed_scripts.publish(site)


class _Writer:
    def __init__(
        self, site: Path, knowledge: Knowledge, publications: Publications, addresses: Addresses
    ) -> None:
        named = {path for answers in publications.answers.values() for path in answers}
        taken = {CARD, TREE, LIST} & (named | publications.withdrawn.keys())
        if taken:
            raise ForOthersError(f"{taken.pop()}.md: an answer needs another id; this one is ours.")
        self.site = site
        self.knowledge = knowledge
        self.publications = publications
        self.addresses = addresses
        self.release = embed_scripts.newest()

    def write_language(self, lang: str) -> None:
        forms = Forms(self.knowledge, self.addresses, lang)
        answers = self.publications.answers[lang]
        self._write(
            self.addresses.answer(lang, LIST, "json"), as_json(index(forms, answers.values()))
        )
        for answer in answers.values():
            self._write_answer(forms, answer)
        self._write_withdrawn(forms, answers)
        write_snippets(self.site, forms, answers.values())
        self._write(self.addresses.frame(lang, CARD), card_frame(forms.page, self.addresses))
        self._write(self.addresses.frame(lang, TREE), tree_frame(forms.page, self.addresses))

    def _write_answer(self, forms: Forms, answer: Published) -> None:
        lang, path = answer.lang, answer.path
        for form in FILES:
            self._write(self.addresses.answer(lang, path, form), FORMS[form](forms, answer))
        self._write(self.addresses.frame(lang, path), answer_frame(forms, answer))
        snippet = Snippets(forms, self.release).for_wordpress(answer)
        self._write(self.addresses.oembed(lang, path), as_json(oembed(forms, answer, snippet)))

    def _write_withdrawn(self, forms: Forms, answers: Mapping[str, Published]) -> None:
        lang = forms.page.lang
        for gone in self.publications.withdrawn.values():
            said = forms.withdrawn(gone)
            text = f"{said['question']}\n\n{said['text']}\n\n{said['url']}\n"
            self._write(self.addresses.answer(lang, gone.id, "json"), as_json(said))
            for form in ("md", "txt"):
                self._write(self.addresses.answer(lang, gone.id, form), text)
            instead = answers[gone.instead] if gone.instead else None
            self._write(self.addresses.frame(lang, gone.id), withdrawn_frame(forms, gone, instead))

    def for_bots(self) -> dict[str, str]:
        """Return the files that say where the answers are, and that hold all of them."""
        forms = [Forms(self.knowledge, self.addresses, lang) for lang in self.knowledge.languages]
        everything = [(one, self.publications.answers[one.page.lang].values()) for one in forms]
        found = {LLMS: "\n".join(line for pair in everything for line in llms_lines(*pair))}
        documents = (
            FORMS["md"](form, answer) for form, answers in everything for answer in answers
        )
        return found | {LLMS_FULL: "\n---\n\n".join(documents)}

    def _write(self, address: str, content: str) -> None:
        file = self.site / address.removeprefix(self.addresses.base)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")


def oembed(forms: Forms, answer: Published, html: str) -> dict[str, Any]:
    """Return what sites need that show a page by its address (oembed.com, version 1.0)."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": answer.question,
        "provider_name": forms.page.say("site-name"),
        "provider_url": forms.addresses.page(answer.lang),
        "cache_age": DAY,
        "html": html,
        "width": WIDTH,
        "height": HEIGHT,
        "thumbnail_url": f"{answer.url}card.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


def llms_lines(forms: Forms, answers: Iterable[Published]) -> Iterator[str]:
    """Yield the list of all answers in one language, as llmstxt.org describes it."""
    page = forms.page
    yield f"# {page.say('site-name')}"
    yield ""
    yield f"> {page.say('llms-about')}"
    yield ""
    yield f"{source_label(page)}, {forms.addresses.page(page.lang)}"
    yield ""
    for title, kind in ((page.say("llms-answers"), FAQ), (page.say("cause-list"), CAUSE)):
        yield f"## {title}"
        yield ""
        for answer in answers:
            if answer.kind == kind:
                address = forms.addresses.answer(answer.lang, answer.path, "md")
                yield f"- [{answer.question}]({address}): {answer.short}"
        yield ""
