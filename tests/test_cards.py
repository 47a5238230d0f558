"""The cards that social media show."""

from pathlib import Path

import pytest
from PIL import Image

from hooks.cards import DEEP, SIZE, draw_card

pytestmark = pytest.mark.host


def colours(file: Path) -> set[tuple[int, ...]]:
    with Image.open(file) as card:
        assert card.size == SIZE
        found = card.convert("RGB").getcolors(SIZE[0] * SIZE[1]) or []
    return {colour for _, colour in found if isinstance(colour, tuple)}


def test_a_card_shows_text_on_the_colour_of_the_site(tmp_path: Path) -> None:
    draw_card("Pesanan ditutup", "Pesanan Ditutup", tmp_path / "new" / "card.png")
    deep = tuple(bytes.fromhex(DEEP.removeprefix("#")))
    near = [
        max(abs(a - b) for a, b in zip(deep, c, strict=True))
        for c in colours(tmp_path / "new" / "card.png")
    ]

    assert min(near) < 12
    assert len(near) > 8


def test_another_title_is_another_card(tmp_path: Path) -> None:
    for name in ("one", "two"):
        draw_card(name, "Order Closed", tmp_path / f"{name}.png")

    assert (tmp_path / "one.png").read_bytes() != (tmp_path / "two.png").read_bytes()


def test_a_title_that_is_far_too_long_is_cut(tmp_path: Path) -> None:
    draw_card("word " * 200, "Order Closed", tmp_path / "card.png")

    assert colours(tmp_path / "card.png")
