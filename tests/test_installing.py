"""What a browser needs to install the site: icons, and a manifest in each language."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from engine_fixtures import KNOWLEDGE
from PIL import Image

from hooks.cards import DEEP
from hooks.installing import draw_icon, draw_icons
from hooks.make_site import build_site
from hooks.places import SITE

pytestmark = pytest.mark.host

LANGUAGES = list(KNOWLEDGE.languages)
BASE = "https://example.org/"


@pytest.fixture(scope="module", autouse=True)
def _site() -> None:
    build_site()


def address(lang: str) -> str:
    return BASE if lang == LANGUAGES[0] else f"{BASE}{lang}/"


def file_at(url: str) -> Path:
    return SITE / url.removeprefix(BASE)


def manifest(lang: str) -> dict[str, Any]:
    text = file_at(f"{address(lang)}manifest.webmanifest").read_text("utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_starts_with_its_own_troubleshooter(lang: str) -> None:
    start = urljoin(address(lang), manifest(lang)["start_url"])

    assert manifest(lang)["lang"] == lang
    assert start == f"{address(lang)}troubleshooter/"
    assert file_at(f"{start}index.html").is_file()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_may_be_read_in_the_installed_site(lang: str) -> None:
    assert urljoin(address(lang), manifest(lang)["scope"]) == BASE


def test_languages_have_names_and_ids_of_their_own() -> None:
    told = [manifest(lang) for lang in LANGUAGES]

    for key in ("name", "description"):
        assert len({one[key] for one in told}) == len(LANGUAGES)
    assert len({urljoin(BASE, one["id"]) for one in told}) == len(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_icons_are_there_in_the_size_and_for_the_purpose_that_they_name(lang: str) -> None:
    icons = manifest(lang)["icons"]
    for icon in icons:
        with Image.open(file_at(urljoin(address(lang), icon["src"]))) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]

    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }


def test_a_maskable_icon_keeps_its_picture_within_the_circle_that_systems_leave() -> None:
    icon = draw_icon(200, 0.6)
    deep = tuple(bytes.fromhex(DEEP.removeprefix("#")))
    outside = [
        (x, y)
        for x in range(200)
        for y in range(200)
        if (x - 100) ** 2 + (y - 100) ** 2 > 80**2 and icon.getpixel((x, y)) != deep
    ]

    assert outside == []
    assert icon.getpixel((100, 60)) != deep


def test_icons_are_drawn_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        draw_icons(tmp_path / name)
    first = {file.name: file.read_bytes() for file in (tmp_path / "one").iterdir()}

    assert len(first) == 5
    assert first == {file.name: file.read_bytes() for file in (tmp_path / "two").iterdir()}
