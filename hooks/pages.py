"""MkDocs hook: fills in what comes from the knowledge, and keeps the two languages complete.

The only module that knows MkDocs. It keeps no state: MkDocs runs it once for each language.
"""

import logging
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url
from mkdocs_static_i18n.plugin import I18n  # type: ignore[import-untyped]  # it ships no types

import decision_tree
from decision_tree import Knowledge, KnowledgeError
from decision_tree.rendering import Page
from hooks import fragments
from hooks.places import ENGINE, ROOT

log = logging.getLogger("mkdocs.hooks.pages")

MARKER = re.compile(r"^\[\[([a-z-]+)\]\]$", re.MULTILINE)
CAUSE_PAGE = re.compile(r"^(?P<lang>[a-z]{2})/causes/(?P<cause>[a-z0-9-]+)\.md$")


@cache
def knowledge() -> Knowledge:
    """Return the knowledge; it does not change while a site is built."""
    try:
        return decision_tree.load()
    except KnowledgeError as error:
        raise PluginError(f"The knowledge is not sound:\n{error}") from error


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build again when the knowledge changes."""
    config.watch.append(str(ROOT / "decision_tree"))
    return config


@event_priority(0)
def _name_cause_pages(files: Files, config: MkDocsConfig) -> Files:
    """Announce a page for each cause and language, before the languages are sorted out."""
    for lang in knowledge().languages:
        for cause in knowledge().causes:
            uri = f"{lang}/causes/{cause}.md"
            files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


@event_priority(-200)
def _write_cause_pages(files: Files, config: MkDocsConfig) -> Files:
    """Give each announced page its text, and name every page that lacks this language."""
    lang = _language(config)
    for file in files.documentation_pages():
        if getattr(file, "locale", lang) != lang:
            log.warning("'%s' has no version in '%s'", file.src_uri, lang)
        if match := CAUSE_PAGE.match(file.src_uri):
            page = _page(match["lang"], file, files)
            cause = knowledge().causes.get(match["cause"])
            if cause is not None:
                url = _relative(file, files, "troubleshooter.md")
                file.content_string = fragments.cause_page(page, cause, url)
    return files


on_files = CombinedEvent(_name_cause_pages, _write_cause_pages)


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


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Replace each line "[[name]]" by the part of that name."""
    lang = _language(config)
    words = _page(lang, page.file, files)

    def part(match: re.Match[str]) -> str:
        if match[1] == "first-question":
            url = _relative(page.file, files, "troubleshooter.md")
            return fragments.first_question_links(words, url)
        if match[1] == "troubleshooter":
            return fragments.troubleshooter(words, get_relative_url("assets/", page.url))
        if match[1] == "cause-list":
            return fragments.cause_list(words)
        if match[1] == "tree":
            return fragments.tree(words)
        log.warning("%s: no part is called '%s'", page.file.src_uri, match[1])
        return ""

    return MARKER.sub(part, markdown)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep one 404 page, in both languages: each language build would write its own over it."""
    default = _i18n(config).is_default_language_build
    return "" if template_name == "404.html" and not default else output


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Put the engine beside the pages, once, when both languages are written."""
    if not _i18n(config).building:
        shutil.copytree(ENGINE, Path(config.site_dir) / "assets" / "engine", dirs_exist_ok=True)


def _i18n(config: MkDocsConfig) -> I18n:
    return cast(I18n, config.plugins["i18n"])


def _language(config: MkDocsConfig) -> str:
    return str(_i18n(config).current_language)


def _page(lang: str, file: File, files: Files) -> Page:
    return Page(
        knowledge=knowledge(), lang=lang, causes_url=_relative(file, files, "causes/index.md")
    )


def _relative(file: File, files: Files, name: str) -> str:
    """Return the address of a page in the language of `file`, seen from `file`."""
    found: Any = files.get_file_from_path(name) or files.get_file_from_path(
        f"{file.src_uri.split('/')[0]}/{name}"
    )
    return get_relative_url(found.url, file.url)
