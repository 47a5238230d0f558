"""MkDocs hook: fills in what comes from the knowledge, and keeps the two languages complete.

The only module that knows MkDocs. It keeps no state: MkDocs runs it once for each language.
"""

import datetime as dt
import logging
import re
import shutil
from collections.abc import Callable, Collection, Sequence
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_datetime, get_relative_url
from mkdocs_static_i18n.plugin import I18n  # type: ignore[import-untyped]  # it ships no types

import decision_tree
from decision_tree import Knowledge, KnowledgeError
from decision_tree.answer_forms import Forms
from decision_tree.faq_register import Withdrawn
from decision_tree.model import Cause, Fact
from decision_tree.page import Page
from decision_tree.publishing import FAQ, Addresses, Publications, Published, publish
from hooks import bench_figures, fragments, reference
from hooks.bench_page import bench
from hooks.bundling import BundlingError
from hooks.cards import draw_card
from hooks.confusion import confusion, judged
from hooks.embed_scripts import EmbedsError
from hooks.embedding import Builder
from hooks.engine import read_engine
from hooks.for_others import ForOthersError, write_for_others
from hooks.installing import ICONS, draw_icons, write_manifest
from hooks.notes import Notes, UnknownNameError
from hooks.places import CASES, ENGINE, ROOT
from hooks.register import read_register
from hooks.structured import PageAbout, as_script
from hooks.timeline import timeline

log = logging.getLogger("mkdocs.hooks.pages")

MARKER = re.compile(r"^\[\[([a-z-]+)\]\]$", re.MULTILINE)
CAUSE_PAGE = re.compile(r"^(?P<lang>[a-z]{2})/causes/(?P<cause>[a-z0-9-]+)\.md$")
FAQ_PAGE = re.compile(r"^[a-z]{2}/faq/(?P<faq>(?!index\.)[a-z0-9-]+)\.md$")
SECTIONS = ("causes", "faq", "guides")
"""The folders whose pages say where they are."""
PRESET = re.compile(
    r'href="([^"#]+)" data-answers="([^"]*)"|data-answers="([^"]*)" href="([^"#]+)"'
)


@cache
def knowledge() -> Knowledge:
    """Return the knowledge; it does not change while a site is built."""
    try:
        return decision_tree.load()
    except KnowledgeError as error:
        raise PluginError(f"The knowledge is not sound:\n{error}") from error


@cache
def _published_from(base: str) -> Publications:
    """Return what is published for others from a site at this address."""
    try:
        return publish(knowledge(), Addresses.of(knowledge(), base))
    except KnowledgeError as error:
        raise PluginError(f"The answers are not sound:\n{error}") from error


def _publications(config: MkDocsConfig) -> Publications:
    return _published_from(str(config.site_url))


def _addresses(config: MkDocsConfig) -> Addresses:
    return Addresses.of(knowledge(), str(config.site_url))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build again when the knowledge changes."""
    config.watch.append(str(ROOT / "decision_tree"))
    return config


@event_priority(0)
def _name_made_pages(files: Files, config: MkDocsConfig) -> Files:
    """Announce the pages of causes and of withdrawn answers, before the languages are sorted."""
    names = [f"causes/{cause}" for cause in knowledge().causes]
    names += [f"faq/{gone}" for gone in _publications(config).withdrawn]
    for lang in knowledge().languages:
        for name in names:
            uri = f"{lang}/{name}.md"
            files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


@event_priority(-200)
def _write_made_pages(files: Files, config: MkDocsConfig) -> Files:
    """Give each announced page its text, and name every page that lacks this language."""
    lang = _language(config)
    for file in files.documentation_pages():
        if getattr(file, "locale", lang) != lang:
            log.warning("'%s' has no version in '%s'", file.src_uri, lang)
        cause = _cause_of(file)
        if cause is not None:
            file.content_string = fragments.cause_stub(_Place(config, file, files).words, cause)
        gone = _withdrawn(file, config)
        if gone is not None:
            words = _Place(config, file, files).words
            file.content_string = fragments.withdrawn_page(words, gone)
    return files


def _cause_of(file: File) -> Cause | None:
    """Return the cause that a page is about, if it is about one."""
    match = CAUSE_PAGE.match(file.src_uri)
    return knowledge().causes.get(match["cause"]) if match else None


def _withdrawn(file: File, config: MkDocsConfig) -> Withdrawn | None:
    """Return the answer that is published no longer, where a page stands in its place."""
    match = FAQ_PAGE.match(file.src_uri)
    return _publications(config).withdrawn.get(match["faq"]) if match else None


def _published(file: File, config: MkDocsConfig) -> Published | None:
    """Return the FAQ answer or the cause that a page is about, if it is about one."""
    faq, cause = FAQ_PAGE.match(file.src_uri), _cause_of(file)
    path = faq["faq"] if faq else f"causes/{cause.id}" if cause else ""
    return _publications(config).answers[_language(config)].get(path)


on_files = CombinedEvent(_name_made_pages, _write_made_pages)


@event_priority(-200)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Name every section of the menu that has no title in this language."""
    del files
    translated = _i18n(config).current_language_config.nav_translations or {}
    if not _i18n(config).is_default_language_build:
        for item in nav.items:
            if isinstance(item, Section) and item.title not in translated.values():
                log.warning("the menu title '%s' is not translated", item.title)
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let the templates say the texts of the interface in their own language."""
    del files
    words = Page(knowledge=knowledge(), lang=_language(config), causes_url="")
    env.globals["say"] = words.say_raw
    return env


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Fill in figures, sources and each line "[[name]]"; list the figures at the end."""
    place = _Place(config, page.file, files)
    try:
        published = _published(page.file, config)
        if published is not None and published.kind == FAQ:
            markdown = fragments.faq_page(place.words, page.meta, markdown, place.address)
        markdown = place.notes.marked(markdown)
        text = MARKER.sub(lambda match: _part(match[1], place), markdown)
    except (EmbedsError, KnowledgeError, UnknownNameError) as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error
    if "description" in page.meta:
        page.meta["description"] = place.notes.filled(page.meta["description"])
    due = place.notes.past_review(dt.datetime.now(tz=dt.UTC).date())
    foot = ""
    if published is not None:
        foot = fragments.answer_foot(place.words, published, place.address("embedding.md"))
    return f"{_review_notice(place, due)}{text}{place.notes.section()}{foot}"


def _review_notice(place: "_Place", due: Sequence[Fact]) -> str:
    if not due:
        return ""
    names = ", ".join(place.words.word(fact.about) for fact in due)
    return f'!!! warning "{place.words.say("past-review")}"\n    {names}\n\n'


def _part(name: str, place: "_Place") -> str:
    """Return the part of the site that is called `name`."""
    words, notes = place.words, place.notes
    parts: dict[str, Callable[[], str]] = {
        "first-question": lambda: fragments.first_question_links(
            words, place.address("troubleshooter.md")
        ),
        "troubleshooter": lambda: fragments.troubleshooter(
            words, place.assets, place.address("steps.md"), read_engine(ENGINE).bytes_on_the_wire
        ),
        "steps": lambda: fragments.steps(words),
        "cause": place.cause_page,
        "cause-list": lambda: fragments.cause_list(words),
        "tree": lambda: fragments.tree(words),
        "confusion": lambda: confusion(
            words, judged(knowledge(), CASES), get_build_datetime().date()
        ),
        "bench": lambda: bench(words, bench_figures.read()),
        "timeline": lambda: timeline(words, notes),
        "article-check": lambda: reference.article_check(
            words, notes, read_register(knowledge()), place.address
        ),
        "glossary": lambda: reference.glossary(
            words, notes, read_register(knowledge()).terms, place.address
        ),
        "sources": lambda: reference.sources(words),
        "figures": lambda: reference.figures(words, notes),
        "replies": lambda: fragments.replies(words),
        "install": lambda: fragments.install(words),
        "erase": lambda: fragments.erase(words),
        "embedding": lambda: place.builder().element(),
        "embedding-origin": lambda: place.builder().origin(),
        "embedding-frames": lambda: place.builder().frames(),
        "faq-list": lambda: reference.answer_list(words, place.answers(), place.address),
    }
    if name not in parts:
        raise UnknownNameError(f"no part is called '{name}'")
    return parts[name]()


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Let links to the troubleshooter carry the answers that they name."""
    del config, files

    def link(match: re.Match[str]) -> str:
        address, answers = match[1] or match[4], unescape(match[2] or match[3])
        _given, dropped = decision_tree.read_fragment(knowledge(), answers)
        if dropped:
            log.warning("%s: no such answers: %s", page.file.src_uri, ", ".join(dropped))
        return f'href="{address}#{escape(answers)}"'

    return PRESET.sub(link, html)


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Tell the templates the way to a page, and what it says about itself to programs."""
    lang, addresses = _language(config), _addresses(config)
    about = PageAbout(
        forms=Forms(knowledge(), addresses, lang),
        path=_path(page),
        title=str(page.title),
        description=str(page.meta.get("description", config.site_description)),
        published=_published(page.file, config),
        listed=tuple(_publications(config).answers[lang].values()),
    )
    above = _above(page, nav)
    trail = [(str(one.title), addresses.linked(lang, "", _path(one))) for one in above]
    context["trail"] = [(one.title, get_relative_url(one.url, page.url)) for one in above]
    context["structured"] = as_script(about.things(trail))
    context["others"] = about.others()
    return context


def _path(page: MkDocsPage) -> str:
    """Return the path of a page within its language."""
    return page.file.src_uri.partition("/")[2]


def _above(page: MkDocsPage, nav: Navigation) -> list[MkDocsPage]:
    """Return the pages above one that stands in a folder; none at the top."""
    folder, _, name = _path(page).partition("/")
    if folder not in SECTIONS or name == "index.md":
        return []
    wanted = ("index.md", f"{folder}/index.md")
    found = {_path(one): one for one in nav.pages if _path(one) in wanted}
    return [found[path] for path in wanted]


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Put a card beside the page, for those who share it; beside the first one, the manifest."""
    card = Path(page.file.abs_dest_path).with_name("card.png")
    draw_card(str(page.title), str(config.site_name), card)
    lang = _language(config)
    if page.file.src_uri == f"{lang}/index.md":
        about = (str(config.site_name), str(config.site_description))
        write_manifest(card.parent, get_relative_url("./", page.url), lang, *about)
    return output


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep one 404 page, in both languages: each language build would write its own over it."""
    default = _i18n(config).is_default_language_build
    return "" if template_name == "404.html" and not default else output


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Put the engine and the icons beside the pages, once, when both languages are written."""
    if not _i18n(config).building:
        _write_for_others(config)
        draw_icons(Path(config.site_dir) / ICONS)
        shutil.copytree(ENGINE, Path(config.site_dir) / "assets" / "engine", dirs_exist_ok=True)


def _write_for_others(config: MkDocsConfig) -> None:
    addresses = _addresses(config)
    try:
        write_for_others(Path(config.site_dir), knowledge(), _publications(config), addresses)
    except (BundlingError, EmbedsError, ForOthersError) as error:
        raise PluginError(str(error)) from error


def _i18n(config: MkDocsConfig) -> I18n:
    return cast(I18n, config.plugins["i18n"])


def _language(config: MkDocsConfig) -> str:
    return str(_i18n(config).current_language)


class _Place:
    """One page in one language: its words, its notes, and addresses seen from it."""

    def __init__(self, config: MkDocsConfig, file: File, files: Files) -> None:
        self.lang = lang = _language(config)
        self._addresses = _addresses(config)
        self._publications = _publications(config)
        self._file = file
        self._files = files
        causes = self.address("causes/index.md")
        self.words = Page(knowledge=knowledge(), lang=lang, causes_url=causes)
        self.notes = Notes(self.words, self.address("guides/sources.md"))
        self.assets = get_relative_url("assets/", file.url)

    def address(self, path: str) -> str:
        """Return the address of a page of this language; raises `UnknownNameError`."""
        found = self._files.get_file_from_path(path) or self._files.get_file_from_path(
            f"{self.lang}/{path}"
        )
        if found is None:
            raise UnknownNameError(f"there is no page '{path}'")
        return get_relative_url(found.url, self._file.url)

    def cause_page(self) -> str:
        """Return the page about the cause that this page is named after."""
        cause = _cause_of(self._file)
        if cause is None:
            raise UnknownNameError("no cause is called like this page")
        url = self.address("troubleshooter.md")
        body = fragments.cause_page(self.words, cause, self.notes, url)
        related = reference.related_answers(self.words, self.answers(), cause.id)
        return f"{body}\n\n{related}"

    def builder(self) -> Builder:
        """Return the parts of the page on which other sites choose an answer."""
        return Builder(
            page=self.words,
            addresses=self._addresses,
            answers=self._publications.answers[self.lang],
            root=self.assets.removesuffix("assets/"),
        )

    def answers(self) -> Collection[Published]:
        """Return what is published in this language."""
        return self._publications.answers[self.lang].values()
