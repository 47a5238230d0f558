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
from hooks.offline import build_offline

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
ENGINE = "(await caches.keys()).find(name => name.startsWith('python-'))"
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
    assert everyone.complaints == []


def visitor(visitors: Readers, lang: str = "id", **device: Any) -> Reader:  # noqa: ANN401 - of Playwright
    return visitors.new(lang, service_workers="allow", **device)


def visit(reader: Reader, address: str = "") -> None:
    """Read one page until everything is kept."""
    reader.page.goto(f"{reader.home}{address}")
    wait_for(reader.page, IS_ACTIVE, "activated")


def wait_for(page: Page, question: str, answer: object) -> None:
    """Ask the page until it answers so."""
    for _ in range(300):
        if page.evaluate(question) == answer:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{question} never says {answer!r}")


def kept(reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = reader.page.evaluate(KEPT)
    return found


def start_engine(reader: Reader) -> None:
    """Start the troubleshooter and wait until its engine is kept."""
    reader.start()
    manifest = f"'{reader.site}assets/engine/engine.json'"
    is_kept = f"async () => Boolean(await caches.match({manifest}, {{cacheName: {ENGINE}}}))"
    wait_for(reader.page, is_kept, answer=True)


def keeper(visitors: Readers) -> Reader:
    """A visitor whose browser keeps the pages and the engine."""
    reader = visitor(visitors)
    visit(reader)
    start_engine(reader)
    return reader


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
        offline.start()
        offline.walk({"closed-when": "other-time"}, Reader.answer)
        offline.page.goto(f"{offline.home}causes/{next(iter(knowledge.causes))}/")
        expect(offline.page.locator("h1")).to_be_visible()


def test_what_the_host_says_counts_as_long_as_it_answers(
    visitors: Readers, host: Host, tmp_path: Path
) -> None:
    reader = visitor(visitors)
    visit(reader)
    host.publish(another_release(tmp_path, "about", "independen", "mandiri"))
    reader.page.goto(f"{reader.home}about/")

    expect(reader.page.locator("article")).to_contain_text("mandiri")


@pytest.mark.parametrize("fault", ["silent", "out of order", "offline"])
def test_a_host_that_does_not_answer_in_time_is_not_waited_for(
    visitors: Readers, host: Host, fault: str
) -> None:
    reader = visitor(visitors)
    visit(reader)
    if fault == "offline":
        reader.page.context.set_offline(offline=True)
    else:
        host.fail(fault)
    reader.page.goto(f"{reader.home}about/")

    expect(reader.page.locator("h1")).to_have_text("Tentang situs ini")


def test_an_address_without_its_slash_and_one_that_is_nowhere_are_answered_too(
    visitors: Readers, host: Host
) -> None:
    reader = visitor(visitors)
    visit(reader)
    host.stop()
    reader.page.goto(f"{reader.home}about#privacy")
    expect(reader.page).to_have_url(f"{reader.home}about/#privacy")
    found = reader.page.goto(f"{reader.home}nowhere/")

    assert found
    assert found.status == 404
    expect(reader.page.locator("h1")).to_have_text("Halaman tidak ditemukan")
    visitors.complaints.clear()


def test_a_new_release_replaces_the_old_one_cleanly(
    visitors: Readers, host: Host, tmp_path: Path
) -> None:
    reader = visitor(visitors)
    visit(reader, "about/")
    before = kept(reader)["caches"]
    host.publish(another_release(tmp_path, "about", "independen", "mandiri"))
    asked = watched(reader)
    reader.page.evaluate(UPDATE)
    notice = reader.page.locator(".oc-newer")
    expect(notice).to_contain_text("versi yang lebih baru")
    expect(reader.page.locator("article")).to_contain_text("independen")
    packs = {r.url.rpartition("/")[2] for r in asked if "packs/" in r.url}
    notice.get_by_role("button").click()

    expect(reader.page.locator("article")).to_contain_text("mandiri")
    expect(notice).to_have_text("")
    wait_for(reader.page, WAITING, answer=False)
    wait_for(reader.page, f"async () => {RELEASES}.length", 1)
    assert list(kept(reader)["caches"]) != list(before)
    assert packs == {"start-pages.json"}, "only what has changed is loaded again"
    host.stop()
    reader.page.reload()
    expect(reader.page.locator("article")).to_contain_text("mandiri")


def test_a_page_that_stays_as_it_was_says_nothing_of_a_new_release(
    visitors: Readers, host: Host, tmp_path: Path
) -> None:
    reader = visitor(visitors)
    visit(reader, "guides/statuses/")
    host.publish(another_release(tmp_path, "about", "independen", "mandiri"))
    reader.page.evaluate(UPDATE)
    wait_for(reader.page, WAITING, answer=True)
    reader.page.wait_for_timeout(500)

    expect(reader.page.locator(".oc-newer")).to_have_text("")


def test_a_new_release_in_the_middle_of_an_interview_is_offered_and_never_forced(
    visitors: Readers, host: Host, tmp_path: Path
) -> None:
    reader = keeper(visitors)
    reader.answer("at-my-click")
    reader.sees_step("closed-when=at-my-click")
    release = another_release(tmp_path, "about", "independen", "mandiri")
    host.publish(with_another_engine(release))
    reader.page.evaluate(UPDATE)
    notice = reader.page.locator(".oc-newer")
    expect(notice).to_contain_text("Muat ulang")

    reader.sees_step("closed-when=at-my-click")
    reader.answer("unsure")
    expect(notice).to_be_visible()
    notice.get_by_role("button").click()
    expect(notice).to_have_text("")
    reader.sees_step(reader.page.url.partition("#")[2])
    expect(reader.page).to_have_url(re.compile("closed-when=at-my-click"))


def test_two_tabs_on_different_releases_both_go_on_working(
    visitors: Readers, host: Host, tmp_path: Path
) -> None:
    first = keeper(visitors)
    release = another_release(tmp_path, "troubleshooter", "Jawaban Anda", "Yang Anda jawab")
    host.publish(with_another_engine(release))
    second = Reader(first.page.context.new_page(), first.site, "en")
    second.start()
    wait_for(second.page, WAITING, answer=True)
    host.stop()

    for reader in (second, first):
        reader.answer("unsure")
        reader.sees_step("closed-when=unsure")
    for reader in (first, second):
        reader.page.reload()
        reader.sees_step("closed-when=unsure")


def test_the_old_engine_goes_once_the_new_one_is_whole(
    visitors: Readers, host: Host, tmp_path: Path
) -> None:
    reader = keeper(visitors)
    old = [name for name in kept(reader)["caches"] if name.startswith("python-")]
    release = another_release(tmp_path, "troubleshooter", "Jawaban Anda", "Yang Anda jawab")
    host.publish(with_another_engine(release))
    reader.page.evaluate(UPDATE)
    wait_for(reader.page, WAITING, answer=True)
    reader.page.goto(reader.home)
    wait_for(reader.page, WAITING, answer=False)
    assert old == [name for name in kept(reader)["caches"] if name.startswith("python-")]
    asked = watched(reader)
    start_engine(reader)

    one_engine = "async () => (await caches.keys()).filter(n => /^python-/.test(n)).length"
    wait_for(reader.page, one_engine, 1)
    assert old != [name for name in kept(reader)["caches"] if name.startswith("python-")]
    loaded = {r.url.partition("?")[0].rpartition(".")[2] for r in asked if r.service_worker}
    assert "zip" in loaded
    assert "wasm" not in loaded, "what both releases have is not loaded again"


def test_the_kill_switch_leaves_nothing_behind(
    visitors: Readers, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = visitor(visitors)
    visit(reader)
    release = another_release(tmp_path, "about", "independen", "mandiri")
    monkeypatch.setenv("KILL_SWITCH", "1")
    build_offline(release)
    host.publish(release)
    reader.page.goto(f"{reader.home}about/")
    wait_for(reader.page, "async () => (await caches.keys()).length", 0)
    gone = "async () => (await navigator.serviceWorker.getRegistrations()).length"
    wait_for(reader.page, gone, 0)

    expect(reader.page.locator("article")).to_contain_text("mandiri")
    reader.page.reload()
    expect(reader.page.locator("article")).to_contain_text("mandiri")


@pytest.mark.parametrize(
    "address",
    [
        "embed/v1/closed-although-paid.id.html",
        "oembed/v1/id/closed-although-paid.json",
        "api/v1/id/closed-although-paid.json",
    ],
)
def test_what_is_for_other_sites_is_never_touched(visitors: Readers, address: str) -> None:
    reader = visitor(visitors)
    visit(reader)
    # A browser looks for an icon of what has no page around it.
    reader.page.route("**/favicon.ico", lambda asked: asked.fulfill(status=204))
    with reader.page.expect_response(f"**/{address}") as response:
        reader.page.goto(f"{reader.site}{address}")

    assert response.value.ok
    assert not response.value.from_service_worker
    assert f"/{address.partition('/')[0]}/" not in json.dumps(kept(reader)["caches"])


@pytest.mark.parametrize("line", ["{saveData: true}", "{effectiveType: '2g'}"])
def test_who_saves_data_or_has_a_poor_line_loads_nothing_ahead(
    visitors: Readers, line: str
) -> None:
    reader = visitor(visitors)
    reader.page.add_init_script(
        f"Object.defineProperty(navigator, 'connection', {{value: {line}}})"
    )
    asked = watched(reader)
    reader.page.goto(reader.home)
    reader.page.wait_for_load_state("networkidle")
    reader.page.wait_for_timeout(1000)

    assert [r.url for r in asked if "packs/" in r.url or r.url.endswith("sw.js")] == []
    assert kept(reader)["caches"] == {}


def test_nothing_is_loaded_ahead_before_the_engine_is_ready(visitors: Readers) -> None:
    reader = visitor(visitors)
    asked = watched(reader)
    reader.start()
    wait_for(reader.page, IS_ACTIVE, "activated")
    interesting = [r.url for r in asked if ".wasm" in r.url or r.url.endswith("sw.js")]

    assert [".wasm" in url for url in interesting[:2]] == [True, False]


REFUSALS = {
    "no service worker": "delete Navigator.prototype.serviceWorker",
    "refused": """navigator.serviceWorker.register = async () => {
        throw new DOMException("refused", "SecurityError") }""",
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_browser_that_keeps_nothing_reads_as_before(readers: Readers, refusal: str) -> None:
    reader = readers.new("en", service_workers="allow")
    reader.page.add_init_script(REFUSALS[refusal])
    reader.start()
    reader.answer("unsure")

    reader.sees_step("closed-when=unsure")


def test_a_full_device_reads_as_before(readers: Readers) -> None:
    reader = readers.new("en", service_workers="allow")
    session = reader.page.context.new_cdp_session(reader.page)
    quota = {"origin": reader.site.rstrip("/"), "quotaSize": 50_000}
    session.send("Storage.overrideQuotaForOrigin", quota)
    registrations = "async () => (await navigator.serviceWorker.getRegistrations()).length"
    with reader.page.context.expect_event("request", lambda one: one.url.endswith("sw.js")):
        reader.page.goto(reader.home)
    wait_for(reader.page, registrations, 0)
    reader.page.goto(f"{reader.home}about/")

    expect(reader.page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["", "troubleshooter/"])
def test_the_button_to_install_shows_where_the_browser_offers_it(
    visitors: Readers, lang: str, page: str
) -> None:
    """Chromium without a window never offers it by itself: the event here is made like its own."""
    reader = visitor(visitors, lang)
    reader.page.goto(f"{reader.home}{page}")
    button = reader.page.locator(".oc-install button")
    expect(button).to_be_hidden()
    reader.page.evaluate(
        """() => {
          const event = new Event("beforeinstallprompt", {cancelable: true});
          event.userChoice = new Promise((chosen) => {
            event.prompt = () => chosen({outcome: "accepted"});
          });
          dispatchEvent(event);
        }"""
    )
    expect(button).to_be_visible()
    button.focus()
    reader.page.keyboard.press("Enter")

    expect(button).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_chromium_finds_nothing_wrong_with_the_manifest(visitors: Readers, lang: str) -> None:
    reader = visitor(visitors, lang)
    visit(reader)
    session = reader.page.context.new_cdp_session(reader.page)
    manifest = session.send("Page.getAppManifest")
    faults = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A browser without a profile on disk installs nothing; that alone is not the site's fault.
    faults = [f["errorId"] for f in faults if f["errorId"] != "in-incognito"]

    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["lang"] == lang
    assert faults == []


def test_only_these_things_are_kept(visitors: Readers) -> None:
    reader = visitor(visitors)
    said = journey(reader)
    found = kept(reader)
    keys = [url for urls in found["caches"].values() for url in urls]
    addresses = {url.removeprefix(reader.site).partition("/")[0] for url in keys}

    assert {name.partition("-")[0] for name in found["caches"]} <= {"pages", "python", "engine"}
    assert set(found["entries"]) <= {"/.__palette", "/en/.__palette"}
    assert found["workers"] == [f"{reader.site}sw.js"]
    assert (found["databases"], found["cookies"], reader.page.context.cookies()) == ([], "", [])
    assert addresses <= {"assets", "engine-snapshot"}
    assert [key for key in keys if any(one in key for one in said)] == []


def journey(reader: Reader) -> list[str]:
    """Read, search and check an order, in both languages; return what was said."""
    visit(reader)
    reader.page.goto(f"{reader.home}guides/statuses/")
    reader.page.keyboard.press("Control+k")
    reader.page.keyboard.type("uang")
    expect(reader.page.locator("dialog.oc-search li").first).to_be_visible()
    start_engine(reader)
    fragment: str = reader.walk({"closed-when": "other-time"}, Reader.answer)["fragment"]
    english = Reader(reader.page, reader.site, "en")
    english.page.goto(english.home)
    english.open(fragment)
    english.sees_step(fragment)
    return fragment.split("&")
