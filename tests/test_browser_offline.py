"""After one visit the site reads without a connection; releases replace each other in peace."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import LANGUAGES, Reader, Readers
from playwright.sync_api import Browser, Page, expect
from release_host import Host, another_release, with_another_engine
from test_browser_privacy import watched

from decision_tree import Knowledge

pytestmark = pytest.mark.browser

KEPT = """async () => {
  const caching = async (name) => [name, (await (await caches.open(name)).keys()).map(k => k.url)];
  return {
    caches: Object.fromEntries(await Promise.all((await caches.keys()).map(caching))),
    entries: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    databases: (await indexedDB.databases()).map(({ name }) => name),
    workers: (await navigator.serviceWorker.getRegistrations()).map(one => one.active?.scriptURL),
    cookies: document.cookie,
  };
}"""

IS_ACTIVE = "async () => (await navigator.serviceWorker.ready).active.state"
RELEASES = "(await caches.keys()).filter(name => name.startsWith('pages-'))"
WAITING = "async () => Boolean((await navigator.serviceWorker.ready).waiting)"
UPDATE = "async () => { await (await navigator.serviceWorker.ready).update() }"


@pytest.fixture
def host(site: str, tmp_path: Path) -> Iterator[Host]:
    """A host of the built site; `site` builds it."""
    del site
    host = Host(tmp_path)
    yield host
    host.stop()


@pytest.fixture
def visitors(host: Host, chromium: Browser) -> Iterator[Readers]:
    """Readers whose browsers keep what the site asks them to."""
    everyone = Readers(host.address, chromium)
    yield everyone
    everyone.leave()


def visitor(visitors: Readers, lang: str = "id", **device: Any) -> Reader:  # noqa: ANN401 - of Playwright
    return visitors.new(lang, service_workers="allow", **device)


def visit(reader: Reader, address: str = "") -> None:
    """Read one page until everything is kept."""
    reader.page.goto(f"{reader.home}{address}")
    wait_for(reader.page, IS_ACTIVE, "activated")


def wait_for(page: Page, question: str, answer: object) -> None:
    """Ask the page until it answers so."""
    for _ in range(300):
        said = page.evaluate(question)
        if said == answer:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{question} says {said!r} and never {answer!r}")


def kept(reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = reader.page.evaluate(KEPT)
    return found


def start_engine(reader: Reader) -> None:
    """Start the troubleshooter and wait until its engine is kept."""
    reader.open()
    reader.hears("ready")
    wait_for(reader.page, "async () => (await caches.keys()).some(n => /^python-/.test(n))", True)
    engine = "caches.keys().then(all => all.find(n => /^python-/.test(n)))"
    manifest = f"async () => Boolean(await (await caches.open(await {engine})).match('{{}}'))"
    wait_for(reader.page, manifest.format(f"{reader.site}assets/engine/engine.json"), True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_after_one_visit_every_page_of_both_languages_reads_without_the_host(
    visitors: Readers, host: Host, knowledge: Knowledge, lang: str
) -> None:
    reader = visitor(visitors, lang)
    visit(reader, "guides/statuses/")
    host.stop()
    cause = next(iter(knowledge.causes.values()))
    for language, home in (("id", reader.site), ("en", f"{reader.site}en/")):
        reader.page.goto(f"{home}causes/{cause.id}/")
        expect(reader.page.locator("h1")).to_have_text(cause.name[language])
        for page in ("", "faq/", "guides/where-is-my-money/", "about/"):
            reader.page.goto(f"{home}{page}")
            expect(reader.page.locator("html")).to_have_attribute("lang", language)
            expect(reader.page.locator("h1")).to_be_visible()
            colour = "getComputedStyle(document.querySelector('.md-header')).backgroundColor"
            assert reader.page.evaluate(colour) == "rgb(11, 93, 99)"


def test_the_troubleshooter_works_without_the_host_once_it_was_started(
    visitors: Readers, host: Host, knowledge: Knowledge
) -> None:
    reader = visitor(visitors)
    start_engine(reader)
    host.stop()
    for lang in LANGUAGES:
        offline = Reader(reader.page, reader.site, lang)
        offline.page.goto("about:blank")
        offline.open()
        offline.hears("ready")
        offline.walk({"closed-when": "other-time"}, Reader.answer)
        offline.page.goto(f"{offline.home}causes/{next(iter(knowledge.causes))}/")
        expect(offline.page.locator("h1")).to_be_visible()
