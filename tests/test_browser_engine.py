"""The engine loads side by side, counts honestly, runs nothing unchecked and starts from memory."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from typing import Any

import pytest
from browser import TODAY, Readers
from playwright.sync_api import Page, Route

from hooks.engine import (
    LIBRARY,
    PYODIDE_FILES,
    ZIPPED_PACKAGE,
    EngineFile,
    EngineFiles,
    build_engine,
)
from hooks.host_files import read_headers_file
from hooks.places import ENGINE, SITE
from hooks.serve import SiteHandler

pytestmark = pytest.mark.browser

Heard = list[dict[str, Any]]

WORKER = "assets/troubleshooter/worker.mjs"
FILES = "assets/engine/"
FINGERPRINTED = "**/assets/engine/*.*.*"

START = """([prelude, program, files, ask]) => new Promise(done => {
  const source = `${prelude}; await import(${JSON.stringify(program)}); postMessage({});`;
  const blob = new Blob([source], { type: "text/javascript" });
  const worker = new Worker(URL.createObjectURL(blob), { type: "module" });
  const heard = [];
  worker.addEventListener("error", event => done([...heard, { kind: event.message }]));
  worker.addEventListener("message", ({ data }) => {
    if (!data.kind) { worker.postMessage({ files }); return; }
    heard.push(data);
    if (data.kind === "ready") worker.postMessage({ ask });
    if (data.kind === "reply" || data.kind === "failed") done(heard);
  });
})"""
"""A worker that a page starts from a blob, so that its own policy covers it."""

KEPT = """async () => {
  const [name] = (await caches.keys()).filter(one => one.startsWith("engine-"));
  const kept = name && await (await caches.open(name)).match("/engine-snapshot");
  return kept ? Object.fromEntries(kept.headers) : null;
}"""

REWRITE = """async ([headers, damage]) => {
  const [name] = await caches.keys();
  const cache = await caches.open(name);
  const kept = await cache.match("/engine-snapshot");
  const bytes = new Uint8Array(await kept.arrayBuffer());
  if (damage) bytes[bytes.length >> 1] ^= 255;
  const all = { ...Object.fromEntries(kept.headers), ...headers };
  await cache.put("/engine-snapshot", new Response(bytes, { headers: all }));
}"""

HOLDS = """async text => {
  const [name] = await caches.keys();
  const kept = await (await caches.open(name)).match("/engine-snapshot");
  const bytes = new Uint8Array(await kept.arrayBuffer());
  return new TextDecoder("latin1").decode(bytes).includes(text);
}"""


@pytest.fixture(scope="session")
def engine() -> EngineFiles:
    return build_engine()


class Host(SiteHandler):
    """A host of the site without the script that starts the engine; tells what it was asked for."""

    asked: list[str]

    def do_GET(self) -> None:  # noqa: N802 - inherited name
        name = self.path.rpartition("/")[2]
        self.asked.append(name)
        if name != "troubleshooter.js":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def host(site: str) -> Iterator[tuple[str, list[str]]]:  # noqa: ARG001 - builds the site
    """A page that may run the engine but does not, and the names that its host was asked for."""
    asked: list[str] = []
    handler = type("Handler", (Host,), {"asked": asked})
    answer = partial(handler, read_headers_file(SITE), directory=str(SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/en/troubleshooter/", asked
        server.shutdown()


@pytest.fixture
def page(readers: Readers, host: tuple[str, list[str]]) -> Page:
    """The page of the host, visited by somebody new."""
    reader = readers.new("en")
    reader.page.goto(host[0])
    return reader.page


def question(lang: str = "en", action: str = "show", **said: object) -> str:
    about = {"language": lang, "causes_url": "../causes/", "url": "https://example.org/"}
    return json.dumps(
        {**about, "today": TODAY.isoformat(), "fragment": "", "action": action, **said}
    )


def start(page: Page, ask: str = question(), prelude: str = "", site: str = "") -> Heard:
    """Start the engine in a worker of its own and ask one thing."""
    site = site or page.evaluate("new URL('/', location).href")
    heard: Heard = page.evaluate(START, [prelude, site + WORKER, site + FILES, ask])
    return heard


def kinds(heard: Heard) -> list[str]:
    return list(dict.fromkeys(message["kind"] for message in heard))


def kept(page: Page) -> dict[str, str]:
    """What stands at the snapshot on this device, once it is written."""
    for _ in range(300):
        headers: dict[str, str] | None = page.evaluate(KEPT)
        if headers:
            return headers
        page.wait_for_timeout(100)
    pytest.fail("no snapshot was kept")


def test_engine_tells_how_far_it_is_and_answers(page: Page) -> None:
    heard = start(page)

    assert kinds(heard) == ["loading", "starting", "ready", "reply"]
    assert json.loads(heard[-1]["text"])["kind"] == "question"


def test_all_files_are_asked_for_before_any_has_come(
    readers: Readers, page: Page, engine: EngineFiles
) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.context.route(FINGERPRINTED, hold)
    page.evaluate(f"values => {{ window.started = ({START})(values); }}", arguments_of(page))
    for _ in range(100):
        if len(waiting) == len(engine.files):
            break
        page.wait_for_timeout(100)

    names = sorted(route.request.url.rpartition("/")[2] for route in waiting)
    assert names == sorted(file.address for file in engine.files)
    for route in waiting:
        route.abort()
    page.evaluate("window.started")
    readers.complaints.clear()


def arguments_of(page: Page) -> list[str]:
    site = page.evaluate("new URL('/', location).href")
    return ["", site + WORKER, site + FILES, question()]


def test_progress_counts_the_bytes_over_the_line(page: Page, engine: EngineFiles) -> None:
    loading = [message for message in start(page) if message["kind"] == "loading"]
    loaded = [message["loaded"] for message in loading]

    assert loaded == sorted(loaded)
    assert loading[0]["loaded"] == 0
    assert loading[-1]["loaded"] == loading[-1]["total"] == sum(file.br for file in engine.files)


def test_progress_counts_whole_files_where_the_host_does_not_compress(
    page: Page, engine: EngineFiles
) -> None:
    def plain(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        route.fulfill(path=ENGINE / name)

    page.context.route(FINGERPRINTED, plain)
    loading = [message for message in start(page) if message["kind"] == "loading"]

    assert loading[-1]["loaded"] == loading[-1]["total"] == sum(file.bytes for file in engine.files)


def test_second_visit_asks_for_no_engine_file_but_the_list_of_them(
    page: Page, host: tuple[str, list[str]], engine: EngineFiles
) -> None:
    asked = host[1]
    start(page)
    first = [name for name in asked if name in {file.address for file in engine.files}]
    asked.clear()
    page.reload()
    start(page)

    assert sorted(first) == sorted(file.address for file in engine.files)
    assert "engine.json" in asked
    assert [name for name in asked if name in first] == []


def tampered(file: EngineFile) -> bytes:
    """The same length, but not what the manifest names; a script would tell that it ran."""
    content = bytearray((ENGINE / file.address).read_bytes())
    if file.name.endswith(".mjs"):
        return b"postMessage({ kind: 'ran' });".ljust(len(content))
    content[-1] ^= 1
    return bytes(content)


@pytest.mark.parametrize("name", [*PYODIDE_FILES, LIBRARY, ZIPPED_PACKAGE])
def test_file_that_is_not_the_named_one_fails_before_anything_runs(
    readers: Readers, page: Page, engine: EngineFiles, name: str
) -> None:
    file = next(file for file in engine.files if file.name == name)
    media = "application/wasm" if name.endswith(".wasm") else "text/javascript"
    page.context.route(
        f"**/{file.address}",
        lambda route: route.fulfill(body=tampered(file), content_type=media),
    )
    heard = start(page)

    assert kinds(heard) == ["loading", "failed"]
    readers.complaints.clear()


def test_browser_without_webassembly_fails_before_it_loads_anything(page: Page) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    heard = start(page, prelude="delete self.WebAssembly")

    assert kinds(heard) == ["failed"]
    assert "WebAssembly" in heard[0]["reason"]
    assert [url for url in asked if FILES in url] == []


def test_start_that_raises_is_one_failure(readers: Readers, page: Page) -> None:
    heard = start(page, prelude="WebAssembly.instantiate = () => Promise.reject(new Error('no'))")

    assert kinds(heard) == ["loading", "starting", "failed"]
    assert "no" in heard[-1]["reason"]
    readers.complaints.clear()


def test_mistake_in_an_answer_comes_through_whole(page: Page) -> None:
    heard = start(page, ask='{"action": 1}')

    assert kinds(heard)[-1] == "failed"
    assert "Traceback" in heard[-1]["reason"]
    assert "decision_tree/browser.py" in heard[-1]["reason"]
    assert "KeyError: 'language'" in heard[-1]["reason"]


def test_second_visit_goes_on_from_the_memory_of_the_first(page: Page) -> None:
    first = start(page)
    kept(page)
    page.evaluate(REWRITE, [{"X-Mark": "kept"}, False])
    page.reload()
    second = start(page)

    assert kinds(second) == kinds(first)
    assert second[-1] == first[-1]
    page.wait_for_timeout(1000)
    assert kept(page).get("x-mark") == "kept", "it started anew and kept another snapshot"


def test_text_pasted_after_a_start_from_memory_is_read(page: Page) -> None:
    ask = question("id", "read", pasted="Paid 3 Nov 2026")
    first = start(page, ask)
    kept(page)
    page.reload()

    assert start(page, ask)[-1] == first[-1]
    assert json.loads(first[-1]["text"])["kind"] == "reading"


@pytest.mark.parametrize(
    ("headers", "damage"),
    [
        pytest.param({"x-mark": "old"}, True, id="damaged"),
        pytest.param({"x-mark": "old", "x-browser": "another one"}, False, id="foreign"),
        pytest.param({"x-mark": "old", "x-length": "7"}, False, id="impossible"),
    ],
)
def test_snapshot_that_is_wrong_is_replaced_without_a_word(
    page: Page, headers: dict[str, str], *, damage: bool
) -> None:
    start(page)
    kept(page)
    page.evaluate(REWRITE, [headers, damage])
    page.reload()

    assert kinds(start(page)) == ["loading", "starting", "ready", "reply"]
    for _ in range(300):
        if "x-mark" not in kept(page):
            return
        page.wait_for_timeout(100)
    pytest.fail("the wrong snapshot is still there")


def test_snapshot_that_does_not_start_is_replaced_without_a_word(page: Page) -> None:
    """Its hash fits, but it is no memory at all."""
    start(page)
    kept(page)
    page.evaluate(
        """async () => {
          const [name] = await caches.keys();
          const bytes = new Uint8Array(1 << 20);
          const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
          const headers = { "X-Mark": "old", "X-Browser": navigator.userAgent,
            "X-Length": bytes.length,
            "X-Integrity": `sha256-${btoa(String.fromCharCode(...hash))}` };
          await (await caches.open(name)).put("/engine-snapshot", new Response(bytes, { headers }));
        }"""
    )
    page.reload()

    assert kinds(start(page)) == ["loading", "starting", "ready", "reply"]
    assert "x-mark" not in kept(page)


def test_refused_storage_starts_the_ordinary_way(page: Page) -> None:
    refused = "CacheStorage.prototype.open = () => Promise.reject(new Error('refused'))"

    assert kinds(start(page, prelude=refused)) == ["loading", "starting", "ready", "reply"]
    assert page.evaluate("caches.keys()") == []


def test_reader_who_saves_data_keeps_no_snapshot(page: Page) -> None:
    saving = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    start(page, prelude=saving)
    page.wait_for_timeout(1000)

    assert page.evaluate("caches.keys()") == []


def test_snapshot_holds_nothing_that_the_reader_said(page: Page) -> None:
    said = {"pasted": "Budi Santoso", "fragment": "paid-on=2026-11-03"}
    start(page, question(action="read", **said))
    kept(page)

    assert page.evaluate(HOLDS, "decision_tree")
    assert [text for text in ("Budi Santoso", "2026-11-03") if page.evaluate(HOLDS, text)] == []


def test_snapshot_of_another_release_is_removed(page: Page) -> None:
    page.evaluate("caches.open('engine-snapshot-older')")
    page.evaluate("caches.open('something-else')")
    start(page)
    kept(page)

    assert sorted(page.evaluate("caches.keys()")) == [
        f"engine-snapshot-{build_engine().release}",
        "something-else",
    ]
