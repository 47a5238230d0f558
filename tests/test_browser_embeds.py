"""Answers of this site on pages of another origin, whatever such a page allows and looks like."""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from browser import DESKTOP, PHONE
from embed_hosts import OPEN, Server, running_server
from playwright.sync_api import Browser, Frame, Locator, Page, ViewportSize, expect
from test_browser_axe import AXE, faults

from hooks.embed_scripts import frame_script, newest
from hooks.integrity import integrity

pytestmark = pytest.mark.browser

NAME = "order-closed-answer"
ANSWER: dict[str, Any] = {
    "version": 1,
    "id": "closed-although-paid",
    "kind": "faq",
    "lang": "id",
    "question": "Kok pesanan saya ditutup padahal sudah bayar?",
    "blocks": [
        {"type": "p", "spans": [{"text": "Bisa karena pembayaran tidak lolos pemeriksaan."}]},
        {
            "type": "p",
            "spans": [
                {"text": "Lihat "},
                {"text": "dulu", "strong": True},
                {"text": " kapan", "em": True},
                {"text": " itu "},
                {"text": "[S01]", "url": "https://kb.example/guides/sources/#s01", "source": "S01"},
                {"text": "."},
            ],
        },
        {
            "type": "ul",
            "items": [
                [{"text": "Tidak lama", "strong": True}, {"text": " setelah membayar"}],
                [{"text": "ditolak", "url": "https://kb.example/causes/x/"}],
            ],
        },
        {"type": "h", "spans": [{"text": "Lalu periksa uangnya"}]},
        {"type": "ol", "items": [[{"text": "Cari baris"}], [{"text": "Hubungi"}]]},
        {
            "type": "table",
            "rows": [
                [[{"text": "Barang"}], [{"text": "Bea masuk"}]],
                [[{"text": "Buku"}], [{"text": "nol"}]],
            ],
        },
    ],
    "url": "https://kb.example/faq/closed-although-paid/",
    "license_url": "https://creativecommons.org/licenses/by/4.0/",
    "check": "https://kb.example/troubleshooter/#payment=paid&status-shown=closed",
    "labels": {
        "checked": "Berlaku per 22 November 2026",
        "source": "Sumber: Pesanan Ditutup",
        "license": "CC BY 4.0",
        "check": "Periksa pesanan Anda",
    },
}
WITHDRAWN = {
    "version": 1,
    "id": "old",
    "lang": "id",
    "question": "?",
    "withdrawn": "2026-12-01",
    "instead": None,
    "url": "https://kb.example/faq/",
    "text": "",
}
PATH = "id/closed-although-paid"
OLD_LINK = "The question on the other site"

STRICT = (
    "default-src 'none'; script-src {ours}/embed/; connect-src {ours}/api/; frame-src {ours};"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
LOOKS = {"light": "color: #222; background: #fff", "dark": "color: #eee; background: #181a1b"}


@pytest.fixture
def ours() -> Iterator[Server]:
    """A server in the place of this site, with the newest release and one answer."""
    with running_server() as server:
        for name, content in newest().files.items():
            server.put(f"/embed/v1/{name}", content.decode())
        server.put_answer(PATH, ANSWER)
        yield server


@pytest.fixture
def theirs() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture
def host(ours: Server, theirs: Server, chromium: Browser) -> Iterator["Host"]:
    """A page of another origin; no error may have come up in it when the test ends."""
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    host = Host(context.new_page(), ours, theirs)
    context.on("weberror", lambda error: host.errors.append(str(error.error)))
    context.on("console", lambda said: host.said.append((said.type, said.text)))
    yield host
    context.close()
    assert host.errors == []
    assert [text for _, text in host.said if "violates" in text] == []


@dataclass(frozen=True)
class Host:
    """A page of another origin that embeds what is ours."""

    page: Page
    ours: Server
    theirs: Server
    errors: list[str] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)

    @property
    def warnings(self) -> list[str]:
        return [text for kind, text in self.said if kind == "warning"]

    @property
    def card(self) -> Locator:
        return self.page.locator(f"{NAME} article")

    @property
    def script(self) -> str:
        """The line that loads the component."""
        source = f"{self.ours.address}/embed/v1/answer.js"
        return f'<script type="module" src="{source}" referrerpolicy="no-referrer"></script>'

    @property
    def helper(self) -> str:
        source = f"{self.ours.address}/embed/v1/resize.js"
        return f'<script src="{source}" async referrerpolicy="no-referrer"></script>'

    def frame(self, name: str = "page", attributes: str = "") -> str:
        return (
            f'<iframe class="order-closed" src="{self.ours.address}/embed/v1/{name}" title="{name}"'
            ' width="600" height="320" referrerpolicy="no-referrer" sandbox="allow-scripts'
            f' allow-popups allow-popups-to-escape-sandbox" {attributes}></iframe>'
        )

    def show(self, body: str, *, html: str = 'lang="id"', head: str = "", policy: str = "") -> None:
        page = (
            f'<!doctype html><html {html}><head><meta charset="utf-8"><title>Host</title>'
            f"{head}</head><body><main><h1>Host</h1>{body}</main></body></html>"
        )
        headers = {"Content-Security-Policy": policy} if policy else {}
        self.theirs.put("/", page, headers)
        self.page.goto(f"{self.theirs.address}/")

    def show_answer(self, attributes: str = 'faq="closed-although-paid" lang="id"') -> None:
        self.show(self.script + embed(attributes))

    def keeps_the_link(self, why: str) -> None:
        """Assert that the link stays shown, and that one warning says why."""
        for _ in range(100):
            if self.warnings:
                break
            self.page.wait_for_timeout(50)
        # Whatever would come after the first one has time to come.
        self.page.wait_for_timeout(100)

        assert [text[: len(NAME) + 1] for text in self.warnings] == [f"{NAME}:"]
        assert why in self.warnings[0]
        expect(self.page.get_by_role("link", name=OLD_LINK)).to_be_visible()
        expect(self.card).to_have_count(0)


def embed(attributes: str = 'faq="closed-although-paid" lang="id"') -> str:
    return f'<{NAME} {attributes}><a href="https://kb.example/">{OLD_LINK}</a></{NAME}>'


def other(question: str, **changes: object) -> dict[str, Any]:
    """The answer to another question."""
    return {**ANSWER, "question": question, **changes}


PARTS = (
    """article => [...article.querySelectorAll("*")].map(one => [one.localName, one.textContent])"""
)
LINKS = """article => [...article.querySelectorAll("a")].map(
  one => [one.textContent, one.href, one.target, one.rel])"""


def test_every_kind_of_block_is_shown(host: Host) -> None:
    host.show_answer()
    expect(host.card).to_be_visible()
    footer = (
        "Berlaku per 22 November 2026 · Sumber: Pesanan Ditutup · CC BY 4.0 · Periksa pesanan Anda"
    )

    assert host.card.evaluate(PARTS) == [
        ["b", ANSWER["question"]],
        ["p", "Bisa karena pembayaran tidak lolos pemeriksaan."],
        ["p", "Lihat dulu kapan itu [S01]."],
        ["strong", "dulu"],
        ["em", " kapan"],
        ["sup", "[S01]"],
        ["a", "[S01]"],
        ["ul", "Tidak lama setelah membayarditolak"],
        ["li", "Tidak lama setelah membayar"],
        ["strong", "Tidak lama"],
        ["li", "ditolak"],
        ["a", "ditolak"],
        ["p", "Lalu periksa uangnya"],
        ["b", "Lalu periksa uangnya"],
        ["ol", "Cari barisHubungi"],
        ["li", "Cari baris"],
        ["li", "Hubungi"],
        ["div", "BarangBea masukBukunol"],
        ["table", "BarangBea masukBukunol"],
        ["tr", "BarangBea masuk"],
        ["th", "Barang"],
        ["th", "Bea masuk"],
        ["tr", "Bukunol"],
        ["td", "Buku"],
        ["td", "nol"],
        ["footer", footer],
        ["a", "Sumber: Pesanan Ditutup"],
        ["a", "CC BY 4.0"],
        ["a", "Periksa pesanan Anda"],
    ]
    expect(host.card).to_have_attribute("lang", "id")
    expect(host.page.get_by_role("link", name=OLD_LINK)).to_be_hidden()
    assert host.warnings == []


def test_links_lead_away_without_a_trace(host: Host) -> None:
    host.show_answer()
    away = ["_blank", "noopener noreferrer"]
    expect(host.card).to_be_visible()

    assert host.card.evaluate(LINKS) == [
        ["[S01]", "https://kb.example/guides/sources/#s01", *away],
        ["ditolak", "https://kb.example/causes/x/", *away],
        ["Sumber: Pesanan Ditutup", ANSWER["url"], *away],
        ["CC BY 4.0", ANSWER["license_url"], "_blank", "noopener noreferrer license"],
        ["Periksa pesanan Anda", ANSWER["check"], *away],
    ]


def test_an_answer_without_a_check_has_no_link_to_it(host: Host) -> None:
    host.ours.put_answer(PATH, {name: text for name, text in ANSWER.items() if name != "check"})
    host.show_answer()

    expect(host.card.locator("footer")).to_have_text(re.compile("· CC BY 4.0$"))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//kb.example/",
        "\x01https://kb.example/",
    ],
)
def test_hostile_text_stays_text_and_hostile_addresses_are_no_links(
    host: Host, address: str
) -> None:
    text = '<img src=x onerror="alert(1)"><script>alert(1)</script>{{x}}'
    spans = [{"text": text, "url": address, "strong": True}]
    blocks = [
        {"type": "p", "spans": spans},
        {"type": "script", "spans": spans},
        {"type": "ul", "items": [spans]},
        {"type": "table", "rows": [[spans]]},
    ]
    labels = dict.fromkeys(ANSWER["labels"], text)
    hostile = {"blocks": blocks, "labels": labels, "url": address, "license_url": address}
    host.ours.put_answer(PATH, other(text, check=address, lang='"><b>', **hostile))
    host.show_answer()
    expect(host.card).to_be_visible()

    assert host.card.evaluate(LINKS) == []
    assert host.card.locator("script, img").count() == 0
    assert host.card.inner_text().count(text) == 9


UNWANTED = {
    "unknown": ('faq="another" lang="id"', "status 404"),
    "a language that we lack": ('faq="closed-although-paid" lang="de"', "status 404"),
    "withdrawn": ('faq="withdrawn" lang="id"', "withdrawn 2026-12-01"),
    "version 2": ('faq="version" lang="id"', "version 2"),
    "version as text": ('faq="version-text" lang="id"', "version 1"),
    "no JSON": ('faq="broken" lang="id"', "JSON"),
    "nothing": ('faq="null" lang="id"', "null"),
    "no blocks": ('faq="blockless" lang="id"', "map"),
    "a strange block": ('faq="strange" lang="id"', "map"),
    "no connection": ('faq="cut" lang="id"', "fetch"),
    "not for other sites": ('faq="closed" lang="id"', "fetch"),
}
HOSTILE = {
    "nothing named": 'lang="id"',
    "an empty id": 'faq="" lang="id"',
    "a path": 'faq="../../../secret" lang="id"',
    "a path in capitals": 'faq="%2E%2E%2Fsecret" lang="id"',
    "a cause among the questions": 'faq="causes/x" lang="id"',
    "another host": 'faq="//other.example/x" lang="id"',
    "an address": 'faq="https://other.example/x" lang="id"',
    "a query": 'faq="x?y" lang="id"',
    "a fragment": 'cause="x#y" lang="id"',
    "capitals": 'faq="Closed" lang="id"',
    "too long": f'faq="{"x" * 81}" lang="id"',
    "markup": 'faq="<img src=x onerror=alert(1)>" lang="id"',
    "a line": 'faq="closed-although-paid\n" lang="id"',
    "a path as language": 'faq="closed-although-paid" lang="../x"',
    "no language": 'faq="closed-although-paid" lang=""',
}


@pytest.mark.parametrize(("attributes", "why"), UNWANTED.values(), ids=UNWANTED)
def test_without_an_answer_the_link_stays_and_one_warning_says_why(
    host: Host, attributes: str, why: str
) -> None:
    host.ours.put_answer("id/withdrawn", WITHDRAWN)
    host.ours.put_answer("id/version", other("?", version=2))
    host.ours.put_answer("id/version-text", other("?", version="1"))
    host.ours.put("/api/v1/id/broken.json", '{"version": 1, <html>')
    host.ours.put_answer("id/null", None)
    host.ours.put_answer("id/blockless", other("?", blocks=None))
    host.ours.put_answer("id/strange", other("?", blocks=[{"type": "film", "film": []}]))
    host.ours.put_answer("id/cut", ANSWER, is_cut=True)
    host.ours.put_answer("id/closed", ANSWER, headers={})
    host.show_answer(attributes)

    host.keeps_the_link(why)
    assert host.page.locator(NAME).evaluate("one => one.shadowRoot") is None


@pytest.mark.parametrize("attributes", HOSTILE.values(), ids=HOSTILE)
def test_what_can_be_no_id_is_never_asked_for(host: Host, attributes: str) -> None:
    host.show_answer(attributes)

    host.keeps_the_link("no language and id of an answer")
    assert host.ours.asked() == []


def test_a_cause_has_its_own_address(host: Host) -> None:
    host.ours.put_answer("en/causes/frozen", other("Frozen", lang="en"))
    host.show_answer('cause="frozen" lang="en"')

    expect(host.card).to_contain_text("Frozen")


@pytest.mark.parametrize(
    ("html", "around"),
    [
        ('lang="en"', "<div>{}</div>"),
        ('lang="EN-gb"', "<div>{}</div>"),
        ('lang="id"', '<section lang="en-US"><p>{}</p></section>'),
        ('lang="id"', '<section lang="en"><p lang="en">{}</p></section>'),
        ('lang="en"', '<div><template shadowrootmode="open">{}</template></div>'),
    ],
)
def test_without_a_language_the_one_of_the_page_counts(host: Host, html: str, around: str) -> None:
    host.ours.put_answer("en/closed-although-paid", other("Why?", lang="en"))
    body = around.format(embed('faq="closed-although-paid"'))
    host.show(host.script + body, html=html)

    expect(host.card).to_contain_text("Why?")


@pytest.mark.parametrize("look", LOOKS)
def test_colours_and_font_are_those_of_the_page(host: Host, look: str) -> None:
    host.show(
        host.script + embed(), head=f"<style>body {{ {LOOKS[look]}; font: 19px serif }}</style>"
    )
    of = """one => { const {color, fontFamily, backgroundColor} = getComputedStyle(one);
      return [color, fontFamily, backgroundColor] }"""
    color, font, _ = host.page.locator("body").evaluate(of)

    for part in ("p >> nth=0", "li a", "footer", "footer a >> nth=0", "td >> nth=0"):
        assert host.card.locator(part).evaluate(of) == [color, font, "rgba(0, 0, 0, 0)"]


def test_a_page_with_strange_rules_leaves_the_card_whole(host: Host) -> None:
    """No size depends on the root, and what a page resets for everything does not reach inside."""
    rules = "html { font-size: 3px } * { margin: 0; padding: 0; border: 0; list-style: none }"
    odd = (
        "body { font: 20px Times; text-align: center; text-transform: uppercase; text-indent: 3em }"
    )
    host.show(host.script + embed(), head=f"<style>{rules} {odd}</style>")
    of = """one => { const style = getComputedStyle(one);
      return [style.paddingTop, style.borderTopWidth, style.textAlign, style.textIndent,
              style.textTransform, style.fontSize] }"""

    expect(host.card).to_be_visible()
    assert host.card.evaluate(of) == ["20px", "1px", "start", "0px", "none", "20px"]


def test_another_attribute_is_another_answer(host: Host) -> None:
    host.ours.put_answer("id/other", other("Lain?"))
    host.ours.put_answer("en/causes/frozen", other("Frozen", lang="en"))
    host.show_answer()
    element = host.page.locator(NAME)
    expect(host.card).to_contain_text(ANSWER["question"])
    element.evaluate("one => one.setAttribute('faq', 'other')")
    expect(host.card).to_contain_text("Lain?")
    element.evaluate(
        """one => { one.removeAttribute("faq"); one.setAttribute("cause", "frozen");
                    one.lang = "en" }"""
    )
    expect(host.card).to_contain_text("Frozen")

    assert host.warnings == []
    assert len(host.ours.asked()) == 3

    element.evaluate("one => one.setAttribute('cause', 'not-there')")
    host.keeps_the_link("status 404")
    element.evaluate("one => one.setAttribute('cause', 'frozen')")
    expect(host.card).to_contain_text("Frozen")


def test_an_answer_that_comes_late_is_dropped(host: Host) -> None:
    gate = threading.Event()
    host.ours.put_answer(PATH, ANSWER, held=gate)
    host.ours.put_answer("id/other", other("Lain?"))
    host.show_answer()
    late = f"{host.ours.address}/api/v1/{PATH}.json"
    with host.page.expect_response(late):
        expect(host.page.get_by_role("link", name=OLD_LINK)).to_be_visible()
        host.page.locator(NAME).evaluate("one => one.setAttribute('faq', 'other')")
        expect(host.card).to_contain_text("Lain?")
        gate.set()
    host.page.wait_for_timeout(100)

    expect(host.card).to_contain_text("Lain?")
    assert host.warnings == []


@pytest.mark.parametrize("path", [PATH, "id/not-there"])
def test_an_element_that_is_gone_before_its_answer_harms_nothing(host: Host, path: str) -> None:
    gate = threading.Event()
    if path == PATH:
        host.ours.put_answer(path, ANSWER, held=gate)
    else:
        host.ours.put_answer(path, ANSWER, held=gate, is_cut=True)
    host.show(host.script + embed(f'faq="{path[3:]}" lang="id"'))
    address = f"{host.ours.address}/api/v1/{path}.json"
    with host.page.expect_event("requestfinished" if path == PATH else "requestfailed"):
        host.page.wait_for_timeout(100)
        host.page.locator(NAME).evaluate("one => one.remove()")
        gate.set()
    host.page.wait_for_timeout(100)

    assert host.ours.asked() == [address.removeprefix(host.ours.address)]
    assert host.warnings == []


def test_leaving_the_page_before_the_answer_harms_nothing(host: Host) -> None:
    gate = threading.Event()
    host.ours.put_answer(PATH, ANSWER, held=gate)
    host.show_answer()
    host.theirs.put("/next", "<p>next</p>", {})
    host.page.goto(f"{host.theirs.address}/next")
    gate.set()

    expect(host.page.locator("p")).to_have_text("next")
    assert host.warnings == []


def test_an_element_may_come_before_and_after_the_script(host: Host) -> None:
    host.show(embed() + host.script + embed())
    expect(host.card).to_have_count(2)
    host.page.evaluate(
        """name => { const late = document.createElement(name); late.setAttribute("lang", "id");
           document.body.append(late); late.setAttribute("faq", "closed-although-paid"); }""",
        NAME,
    )
    expect(host.card).to_have_count(3)

    assert host.warnings == []


def test_one_answer_is_asked_for_once(host: Host) -> None:
    host.ours.put_answer("id/other", other("Lain?"))
    host.show(host.script + embed() + embed('faq="other" lang="id"') + embed() + embed())

    expect(host.card).to_have_count(4)
    assert sorted(host.ours.asked()) == [f"/api/v1/{PATH}.json", "/api/v1/id/other.json"]


def test_what_has_failed_may_be_asked_for_again_by_a_later_element(host: Host) -> None:
    host.ours.put_answer("id/late", ANSWER, is_cut=True)
    host.show_answer('faq="late" lang="id"')
    host.keeps_the_link("fetch")
    host.ours.put_answer("id/late", ANSWER)
    again = embed('faq="late" lang="id"')
    host.page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", again)

    expect(host.card).to_have_count(1)


def test_no_request_tells_from_which_page_or_which_reader_it_comes(host: Host) -> None:
    """Cookies know no port: one of 127.0.0.1 would be sent to both servers."""
    address = f"{host.ours.address}/"
    host.page.context.add_cookies([{"name": "reader", "value": "1", "url": address}])
    host.ours.put_answer(PATH, ANSWER, headers={**OPEN, "Set-Cookie": "seen=1"})
    host.show(host.script + embed())
    expect(host.card).to_be_visible()
    sent = {path: headers for path, headers in host.ours.requests if path != "/favicon.ico"}

    assert set(sent) == {"/embed/v1/answer.js", f"/api/v1/{PATH}.json"}
    assert all("referer" not in headers for headers in sent.values())
    assert "cookie" not in sent[f"/api/v1/{PATH}.json"]
    assert "cookie" in dict(host.theirs.requests)["/"]
    assert [one["name"] for one in host.page.context.cookies()] == ["reader"]


def test_the_strictest_policy_of_a_page_changes_nothing(host: Host) -> None:
    host.show(host.script + embed(), policy=STRICT.format(ours=host.ours.address))

    expect(host.card).to_be_visible()
    expect(host.card).to_have_css("border-top-width", "1px")
    expect(host.card.locator("footer")).to_have_css("padding-top", re.compile("^1[0-9]"))
    refused = "() => { try { document.body.innerHTML = 'x' } catch (error) { return error.name } }"
    assert host.page.evaluate(refused) == "TypeError"


def test_the_component_may_be_loaded_twice_in_two_versions(host: Host) -> None:
    pinned = newest().files["answer.js"]
    host.ours.put("/embed/v1.0.0/answer.js", pinned.decode())
    source = f"{host.ours.address}/embed/v1.0.0/answer.js"
    checked = f'src="{source}" integrity="{integrity(pinned)}" crossorigin="anonymous"'
    host.show(f'{host.script}<script type="module" {checked}></script>{embed()}')

    expect(host.card).to_have_count(1)
    assert host.warnings == []


def test_a_script_whose_hash_is_wrong_leaves_the_link(host: Host) -> None:
    source = f"{host.ours.address}/embed/v1/answer.js"
    wrong = integrity(b"another")
    script = f'<script type="module" src="{source}" integrity="{wrong}" crossorigin></script>'
    host.show(script + embed())

    expect(host.page.get_by_role("link", name=OLD_LINK)).to_be_visible()
    assert host.ours.asked() == []


def test_nothing_is_kept_and_no_name_is_taken(host: Host) -> None:
    names = "() => Object.getOwnPropertyNames(window).sort()"
    host.show("")
    before = host.page.evaluate(names)
    host.show(host.script + host.helper + embed())
    expect(host.card).to_be_visible()

    assert host.page.evaluate(names) == before
    assert host.page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_a_hidden_element_is_hidden(host: Host) -> None:
    host.show_answer('faq="closed-although-paid" lang="id" hidden')

    expect(host.card).to_be_attached()
    expect(host.card).to_be_hidden()


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_a_page_with_an_answer(
    host: Host, look: str, screen: ViewportSize
) -> None:
    host.page.context.add_init_script(path=AXE)
    host.page.set_viewport_size(screen)
    host.show(host.script + embed(), head=f"<style>body {{ {LOOKS[look]} }}</style>")
    expect(host.card).to_be_visible()

    assert faults(host.page) == []


def test_a_wide_table_scrolls_by_itself_and_by_keyboard(host: Host) -> None:
    host.page.context.add_init_script(path=AXE)
    row = [[{"text": f"column{number}"}] for number in range(20)]
    host.ours.put_answer(PATH, other("Wide?", blocks=[{"type": "table", "rows": [row, row]}]))
    host.show_answer()
    table = host.card.locator("div")
    expect(table).to_be_visible()
    assert host.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(host.page) == []

    table.evaluate("one => { one.onscroll = () => { one.dataset.seen = one.scrollLeft > 0 } }")
    host.page.keyboard.press("Tab")
    host.page.keyboard.press("ArrowRight")
    expect(table).to_have_attribute("data-seen", "true")
    # Chromium lets the keyboard into whatever scrolls; other browsers need to be told.
    expect(table).to_have_js_property("tabIndex", 0)


def test_axe_sees_a_fault_inside_an_answer(host: Host) -> None:
    host.page.context.add_init_script(path=AXE)
    host.show_answer()
    host.card.locator("footer").evaluate("one => { one.style.color = '#ccc' }")

    assert [rule for _, rule, _ in faults(host.page)] == ["color-contrast"]


# Frames


def frame_page(body: str, script: str = "") -> tuple[str, Mapping[str, str]]:
    """A page for frames as the build makes it: all of it in one file, under a policy of its own."""
    script = script or frame_script()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src '{integrity(script.encode())}'"
    )
    html = (
        '<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Frame</title>'
        "<style>body { margin: 0; padding: 10px } div { height: 100.4px }</style></head>"
        f"<body>{body}<script>{script}</script></body></html>"
    )
    return html, {**OPEN, "Content-Security-Policy": policy}


BLANK = 'target="_blank" rel="noopener noreferrer"'
FRAME_BODY = f"""<div>Jawaban</div><p><a href="https://kb.example/faq/" {BLANK}>Sumber</a>
<a data-start href="https://kb.example/troubleshooter/" {BLANK}>Periksa</a></p>
<details><summary>Lagi</summary><div>Isi</div></details>"""

LISTENER = """<ol style="position: absolute; top: 100%"></ol><script>
  addEventListener("message", ({data}) => {
    const item = document.createElement("li");
    item.textContent = JSON.stringify(data);
    document.querySelector("ol").append(item);
  });
</script>"""
"""Writes down below the page what it is told, so that no message moves the frame under a click."""


@pytest.fixture
def framed(host: Host) -> Host:
    """A host whose frames hold an answer; the page writes down all that it is told."""
    host.ours.put("/embed/v1/page", *frame_page(FRAME_BODY))
    return host


def inside(host: Host) -> Frame:
    """The page in the first frame."""
    handle = host.page.locator("iframe").first.element_handle()
    frame = handle.content_frame()
    assert frame
    return frame


def told(host: Host, kind: str) -> list[dict[str, Any]]:
    """What the frame has told with this property."""
    messages = [json.loads(text) for text in host.page.locator("li").all_inner_texts()]
    return [message for message in messages if kind in message]


def told_when_shown(host: Host) -> list[dict[str, Any]]:
    """What the frame has told WordPress, but for its word that it is there and has no width yet."""
    return [message for message in told(host, "message") if message["message"] != "here"]


ASK = {"type": "order-closed-ask"}
WIDEN = "() => { document.querySelector('iframe').style.width = '500px' }"


def asked_again(host: Host, message: object = ASK) -> None:
    """Send a message to the frame and wait until it has answered."""
    before = len(told(host, "type"))
    host.page.evaluate("message => frames[0].postMessage(message, '*')", message)
    expect(host.page.locator("li", has_text="embed-size")).to_have_count(before // 2 + 1)


def shown(host: Host, fragment: str = "", query: str = "") -> None:
    host.show(LISTENER + host.frame(f"page{query}{fragment}"))
    expect(host.page.locator("li", has_text="embed-size").first).to_be_visible()


def height_inside(host: Host) -> int:
    """How high the page in the frame is, in whole pixels."""
    height: float = inside(host).evaluate("document.documentElement.getBoundingClientRect().height")
    assert height % 1, "a height in whole pixels shows no rounding"
    return int(height) + 1


def test_the_frame_tells_its_height_as_our_helper_and_amp_expect_it(framed: Host) -> None:
    shown(framed)
    height = height_inside(framed)

    assert told(framed, "type") == [
        {"type": "order-closed-height", "height": height},
        {"sentinel": "amp", "type": "embed-size", "height": height},
    ]
    assert told(framed, "message") == []


def test_the_frame_tells_every_change_of_its_height(framed: Host) -> None:
    shown(framed)
    before = height_inside(framed)
    framed.page.frame_locator("iframe").locator("summary").click()
    expect(framed.page.locator("li", has_text="embed-size")).to_have_count(2)

    assert told(framed, "type")[-1]["height"] == height_inside(framed) > before + 99


def test_a_frame_without_a_width_tells_its_height_once_it_has_one(framed: Host) -> None:
    framed.show(LISTENER + framed.frame(attributes='style="width: 0"'))
    framed.page.wait_for_load_state("networkidle")
    framed.page.evaluate("message => frames[0].postMessage(message, '*')", ASK)
    framed.page.evaluate(WIDEN)
    expect(framed.page.locator("li", has_text="embed-size")).to_have_count(1)

    assert told(framed, "type")[0]["height"] == height_inside(framed)


def test_a_frame_without_a_width_tells_wordpress_that_it_is_there(framed: Host) -> None:
    framed.show(LISTENER + framed.frame("page#?secret=abc123", 'style="width: 0"'))
    expect(framed.page.locator("li")).to_have_count(1)
    framed.page.evaluate(WIDEN)
    expect(framed.page.locator("li", has_text="embed-size")).to_have_count(1)

    height = height_inside(framed)
    assert told(framed, "secret") == [
        {"message": "here", "secret": "abc123"},
        {"message": "height", "value": height, "secret": "abc123"},
    ]


def test_wordpress_hears_its_own_words_with_the_secret_in_the_address(framed: Host) -> None:
    shown(framed, "#?secret=aB3dE6gH9k")

    assert told_when_shown(framed) == [
        {"message": "height", "value": height_inside(framed), "secret": "aB3dE6gH9k"}
    ]


def test_a_secret_that_comes_with_a_new_fragment_counts(framed: Host) -> None:
    shown(framed)
    framed.page.locator("iframe").evaluate("frame => { frame.src += '#?secret=abc123' }")
    expect(framed.page.locator("li", has_text="abc123")).to_have_count(1)

    assert told(framed, "secret")[0]["message"] == "height"


def test_a_secret_that_the_parent_says_counts(framed: Host) -> None:
    shown(framed)
    asked_again(framed, {"message": "ready", "secret": "aB3"})

    assert [message["secret"] for message in told(framed, "message")] == ["aB3"]


@pytest.mark.parametrize("secret", ["", "a b", "<b>", "a-b", None, "x\n", {"x": 1}])
def test_what_can_be_no_secret_is_none(framed: Host, secret: object) -> None:
    shown(framed)
    asked_again(framed, {"message": "ready", "secret": secret})
    asked_again(framed, {"message": "ready"})

    assert told(framed, "message") == []


@pytest.mark.parametrize("message", [None, "text", 0, {}, [], {"type": "order-closed-height"}])
def test_only_who_asks_is_told_the_height_again(framed: Host, message: object) -> None:
    """A page that passes every message on to its frames would never come to an end."""
    shown(framed)
    framed.page.evaluate("message => frames[0].postMessage(message, '*')", message)
    asked_again(framed)

    assert len(told(framed, "type")) == 4


def test_a_message_of_another_window_is_not_heard(framed: Host) -> None:
    script = """parent.frames[0].postMessage({message: "ready", secret: "stolen"}, "*");
      parent.postMessage("rude words", "*");"""
    framed.ours.put("/embed/v1/rude", *frame_page("", script))
    shown(framed)
    framed.page.evaluate(
        "html => document.body.insertAdjacentHTML('beforeend', html)", framed.frame("rude")
    )
    expect(framed.page.locator("li", has_text="rude words")).to_have_count(1)
    asked_again(framed)

    assert told(framed, "message") == []


def test_what_a_reader_chooses_on_the_card_is_told_to_nobody(framed: Host) -> None:
    shown(framed, "#?secret=abc")
    choice = "<ul class=choices><li><a href='https://kb.example/#a=b'>Pilih</a></li></ul>"
    inside(framed).evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", choice)
    for name in ("Periksa", "Pilih"):
        link = framed.page.frame_locator("iframe").get_by_role("link", name=name)
        link.evaluate("one => one.addEventListener('click', event => event.preventDefault())")
        link.click()
    asked_again(framed)

    assert {one["message"] for one in told_when_shown(framed)} == {"height"}


def test_a_click_on_a_link_is_told_to_wordpress_alone(framed: Host) -> None:
    shown(framed)
    link = framed.page.frame_locator("iframe").get_by_role("link", name="Sumber")
    stay = "one => one.addEventListener('click', event => event.preventDefault())"
    link.evaluate(stay)
    link.click()
    asked_again(framed, {"message": "ready", "secret": "abc"})
    assert [one["message"] for one in told(framed, "message")] == ["height"]

    link.click()
    framed.page.frame_locator("iframe").get_by_text("Jawaban").click()
    expect(framed.page.locator("li", has_text="link")).to_have_count(1)

    assert told(framed, "message")[-1] == {
        "message": "link",
        "value": "https://kb.example/faq/",
        "secret": "abc",
    }


@pytest.mark.parametrize(
    ("fragment", "href"),
    [
        ("", ""),
        ("#payment=paid&status-shown=closed", "#payment=paid&status-shown=closed"),
        ("#payment=paid,unsure#?secret=abc", "#payment=paid,unsure"),
        ("#?secret=abc", ""),
        ("#secret=abc", ""),
        ("#Payment", ""),
        ("#<b>", ""),
        ("#javascript:alert(1)", ""),
    ],
)
def test_answers_in_the_address_go_on_to_the_links_that_start(
    framed: Host, fragment: str, href: str
) -> None:
    shown(framed, fragment)
    links = framed.page.frame_locator("iframe").locator("a")

    expect(links.nth(1)).to_have_attribute("href", f"https://kb.example/troubleshooter/{href}")
    expect(links.nth(0)).to_have_attribute("href", "https://kb.example/faq/")


def test_the_script_of_a_frame_may_stand_before_its_links(framed: Host) -> None:
    html, headers = frame_page("")
    early = html.replace("</body>", f"{FRAME_BODY}</body>")
    framed.ours.put("/embed/v1/page", early, headers)
    shown(framed, "#payment=paid")

    expect(framed.page.frame_locator("iframe").locator("a[data-start]")).to_have_attribute(
        "href", "https://kb.example/troubleshooter/#payment=paid"
    )


@pytest.mark.parametrize(
    ("query", "theme"),
    [
        ("", None),
        ("?theme=light", "light"),
        ("?theme=dark", "dark"),
        ("?x=1&theme=auto&y", "auto"),
        ("?theme=darker", None),
        ("?theme=%22%3E", None),
    ],
)
def test_the_theme_is_one_of_three(framed: Host, query: str, theme: str | None) -> None:
    shown(framed, query=query)

    assert inside(framed).evaluate("document.documentElement.dataset.theme ?? null") == theme


def test_a_frame_page_that_is_no_frame_tells_nobody(framed: Host) -> None:
    framed.page.add_init_script("window.heard = 0; addEventListener('message', () => { heard++ })")
    framed.page.goto(f"{framed.ours.address}/embed/v1/page#?secret=abc")
    framed.page.evaluate(
        "() => new Promise(resolve => { postMessage(1); setTimeout(resolve, 200) })"
    )

    assert framed.page.evaluate("() => heard") == 1


# The helper of the page


RUDE = "onmessage = ({data}) => { if (data.send) parent.postMessage(data.send, '*') }"


def heights(host: Host) -> list[str]:
    found: list[str] = host.page.locator("iframe").evaluate_all(
        "frames => frames.map(frame => frame.style.height)"
    )
    return found


@pytest.fixture
def sized(framed: Host) -> Host:
    """A host with frames of two heights, and one that sends what it is told to send."""
    framed.ours.put("/embed/v1/tall", *frame_page("<div></div>" * 9))
    framed.ours.put("/embed/v1/rude", *frame_page("", RUDE))
    return framed


def send(host: Host, message: str, frame: int = 0) -> None:
    """Let a rude frame send a message, a JavaScript expression, and wait until it has arrived."""
    host.page.evaluate(
        f"""frame => new Promise(resolve => {{
          addEventListener("message", () => setTimeout(resolve), {{once: true}});
          frames[frame].postMessage({{send: {message}}}, "*");
        }})""",
        frame,
    )


@pytest.mark.parametrize("order", ["before", "after", "late"])
def test_each_frame_gets_its_height(sized: Host, order: str) -> None:
    frames = sized.frame("page") + sized.frame("tall")
    if order == "late":
        sized.show(sized.helper)
        sized.page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", frames)
    else:
        sized.show(sized.helper + frames if order == "before" else frames + sized.helper)
    first, second = sized.page.locator("iframe").all()

    expect(second).to_have_css("height", re.compile(r"^92[34]"))
    expect(first).to_have_css("height", re.compile(r"^1\d\dpx"))
    assert heights(sized) == [f"{height_inside(sized)}px", "924px"]


def test_a_helper_that_comes_long_after_the_frames_asks_them(sized: Host) -> None:
    sized.show(sized.frame("tall"))
    expect(sized.page.frame_locator("iframe").locator("div").first).to_be_visible()
    sized.page.wait_for_timeout(200)
    assert heights(sized) == [""]
    sized.page.add_script_tag(url=f"{sized.ours.address}/embed/v1/resize.js")

    expect(sized.page.locator("iframe")).to_have_css("height", "924px")


def test_the_height_follows_what_unfolds(sized: Host) -> None:
    sized.show(sized.helper + sized.frame("page"))
    frame = sized.page.locator("iframe")
    expect(frame).to_have_attribute("style", re.compile("height"))
    before = height_inside(sized)
    sized.page.frame_locator("iframe").locator("summary").click()
    expect(frame).not_to_have_css("height", f"{before}px")

    assert heights(sized) == [f"{height_inside(sized)}px"]


@pytest.mark.parametrize(
    ("height", "given"), [("500", "500px"), ("1", "80px"), ("-9", "80px"), ("1e9", "4000px")]
)
def test_heights_have_bounds(sized: Host, height: str, given: str) -> None:
    sized.show(sized.helper + sized.frame("rude"))
    send(sized, f"{{type: 'order-closed-height', height: {height}}}")

    assert heights(sized) == [given]


@pytest.mark.parametrize(
    "message",
    [
        "{type: 'order-closed-height', height: NaN}",
        "{type: 'order-closed-height', height: Infinity}",
        "{type: 'order-closed-height', height: '500'}",
        "{type: 'order-closed-height', height: [500]}",
        "{type: 'order-closed-height'}",
        "{type: 'another', height: 500}",
        "{sentinel: 'amp', type: 'embed-size', height: 500}",
        "'order-closed-height'",
        "[500]",
    ],
)
def test_what_is_no_height_changes_nothing(sized: Host, message: str) -> None:
    sized.show(sized.helper + sized.frame("rude"))
    send(sized, message)

    assert heights(sized) == [""]


def test_only_a_frame_itself_says_its_height(sized: Host) -> None:
    other_frame = sized.frame("rude").replace('class="order-closed"', "")
    sized.show(sized.helper + sized.frame("rude") + sized.frame("rude") + other_frame)
    message = "{type: 'order-closed-height', height: 500}"
    send(sized, message, frame=2)
    sized.page.evaluate(f"() => postMessage({message}, '*')")
    assert heights(sized) == ["", "", ""]
    send(sized, message, frame=1)

    assert heights(sized) == ["", "500px", ""]


def test_the_strictest_policy_of_a_page_lets_frames_grow(sized: Host) -> None:
    sized.show(sized.helper + sized.frame("tall"), policy=STRICT.format(ours=sized.ours.address))

    expect(sized.page.locator("iframe")).to_have_css("height", "924px")


def test_after_its_first_height_a_frame_moves_nothing(sized: Host) -> None:
    observer = """<script>
      window.shifts = [];
      new PerformanceObserver(list => shifts.push(...list.getEntries().map(one => one.value)))
        .observe({type: "layout-shift", buffered: true});
    </script>"""
    later = "() => new Promise(resolve => setTimeout(resolve, 300))"
    sized.show(f"{observer}{sized.frame('page')}<p>Below the frame</p>")
    expect(sized.page.frame_locator("iframe").locator("div").first).to_be_visible()
    sized.page.evaluate(later)
    sized.page.add_script_tag(url=f"{sized.ours.address}/embed/v1/resize.js")
    expect(sized.page.locator("iframe")).to_have_attribute("style", re.compile("height"))
    sized.page.evaluate(later)
    first = sized.page.evaluate("() => shifts.splice(0)")
    for _ in range(3):
        sized.page.evaluate("() => frames[0].postMessage({type: 'order-closed-ask'}, '*')")
    sized.page.evaluate(later)

    assert sum(first) > 0, "the first height moves what is below, or nothing is measured"
    assert sized.page.evaluate("() => shifts") == []
