"""The built site: complete in both languages, and nothing in it comes from elsewhere."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from engine_fixtures import KNOWLEDGE

from hooks.make_site import build_site
from hooks.places import SITE

BASE = "http://127.0.0.1:8000/"
DEFAULT, *OTHERS = KNOWLEDGE.languages
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Reader(HTMLParser):
    """Collects the elements of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def every(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [a for t, a in self.elements if t == tag and wanted.items() <= a.items()]


@pytest.fixture(scope="module", autouse=True)
def _site() -> None:
    build_site()


@cache
def read(file: Path) -> Reader:
    reader = Reader()
    reader.feed(file.read_text("utf-8"))
    return reader


def html_files() -> list[Path]:
    return sorted(SITE.rglob("*.html"))


def pages() -> Iterator[tuple[str, str, Reader]]:
    """Language, address within the language, and content of every page but the 404."""
    for file in html_files():
        address = str(file.parent.relative_to(SITE)).removeprefix(".")
        if file.name == "index.html":
            lang = next((o for o in OTHERS if f"{address}/".startswith(f"{o}/")), DEFAULT)
            yield lang, address.removeprefix(lang).strip("/"), read(file)


def test_every_page_stands_in_every_language() -> None:
    addresses = {
        lang: {address for other, address, _ in pages() if other == lang}
        for lang in KNOWLEDGE.languages
    }

    assert len(addresses[DEFAULT]) >= 25
    assert all(found == addresses[DEFAULT] for found in addresses.values())


def test_every_cause_has_its_page() -> None:
    addresses = {address for _, address, _ in pages()}

    assert {f"causes/{cause}" for cause in KNOWLEDGE.causes} <= addresses


def test_every_page_names_its_language_its_address_and_its_twins() -> None:
    for lang, address, page in pages():
        own = {a["hreflang"]: a["href"] for a in page.every("link") if "hreflang" in a}
        tail = f"{address}/" if address else ""
        expected = {
            language: f"{BASE}{'' if language == DEFAULT else language + '/'}{tail}"
            for language in KNOWLEDGE.languages
        }

        assert page.every("html")[0]["lang"] == lang
        assert own == {**expected, "x-default": expected[DEFAULT]}
        assert [a["href"] for a in page.every("link", rel="canonical")] == [expected[lang]]
        assert page.every("meta", name="description")[0]["content"]


def test_the_sitemap_names_every_page_once_and_nothing_else() -> None:
    listed = re.findall(r"<loc>([^<]+)</loc>", (SITE / "sitemap.xml").read_text("utf-8"))
    canonical = [page.every("link", rel="canonical")[0]["href"] for _, _, page in pages()]

    assert sorted(listed) == sorted(canonical)


def test_every_page_brings_its_card() -> None:
    for lang, address, page in pages():
        shown = {a["property"]: a["content"] for a in page.every("meta") if "property" in a}
        folder = (SITE if lang == DEFAULT else SITE / lang) / address
        card = (folder / "card.png").read_bytes()

        assert shown["og:image"] == f"{shown['og:url']}card.png"
        assert shown["og:description"] == page.every("meta", name="description")[0]["content"]
        assert shown["og:title"]
        assert card[:8] == b"\x89PNG\r\n\x1a\n"
        assert (int.from_bytes(card[16:20]), int.from_bytes(card[20:24])) == (1200, 630)


def test_the_language_menu_stays_on_the_same_page() -> None:
    for lang, address, page in pages():
        here = urljoin(BASE, f"{'' if lang == DEFAULT else lang + '/'}{address}/".lstrip("/"))
        menu = {a["hreflang"]: urljoin(here, a["href"]) for a in page.every("a") if "hreflang" in a}

        assert {urlsplit(url).path.strip("/") for url in menu.values()} == {
            f"{'' if language == DEFAULT else language}/{address}".strip("/")
            for language in KNOWLEDGE.languages
        }


def test_no_page_loads_anything_from_another_host() -> None:
    foreign = [
        (file.name, attributes[LOADED[tag]])
        for file in html_files()
        for tag, attributes in read(file).elements
        if tag in LOADED
        and urlsplit(attributes.get(LOADED[tag], "")).netloc
        and not attributes[LOADED[tag]].startswith(BASE)
    ]

    assert foreign == []


def test_no_style_sheet_loads_anything_from_another_host() -> None:
    sheets = [sheet.read_text("utf-8") for sheet in SITE.rglob("*.css")]

    assert sheets
    assert not any("url(http" in text or "@import" in text for text in sheets)


def test_every_link_within_the_site_leads_somewhere() -> None:
    broken = [
        (str(file.relative_to(SITE)), target)
        for file in html_files()
        if file.name != "404.html"
        for target in _targets(read(file))
        if not _exists(file, target)
    ]

    assert broken == []


def _targets(page: Reader) -> Iterator[str]:
    for tag, attributes in page.elements:
        target = attributes.get(LOADED.get(tag, "href"), "")
        if target and not target.startswith("#") and not urlsplit(target).scheme:
            yield target


def _exists(file: Path, target: str) -> bool:
    path = (file.parent / unquote(urlsplit(target).path)).resolve()
    found = path / "index.html" if path.is_dir() else path
    fragment = urlsplit(target).fragment
    if not found.is_file():
        return False
    ids = {attributes.get("id") for _, attributes in read(found).elements} if fragment else set()
    return not fragment or "=" in fragment or fragment in ids


def test_the_page_that_is_missing_speaks_both_languages() -> None:
    page = (SITE / "404.html").read_text("utf-8")

    assert "Halaman tidak ditemukan" in page
    assert '<section lang="en">' in page


def test_the_troubleshooter_stands_in_no_paragraph() -> None:
    """A paragraph ends at the first form in it, and the element would be left empty."""
    for lang in KNOWLEDGE.languages:
        folder = SITE if lang == DEFAULT else SITE / lang
        page = (folder / "troubleshooter" / "index.html").read_text("utf-8")

        assert "<div><order-troubleshooter " in page
        assert "<p><order-troubleshooter" not in page


def test_no_marker_is_left_on_a_page() -> None:
    assert [f.name for f in html_files() if "[[" in f.read_text("utf-8")] == []
