"""Draws the card that social media show for a page: its title, the site's name and mark.

Everything comes from this machine, the font from a package. It does not know MkDocs.
"""

import textwrap
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from .places import NODE_MODULES

SIZE = (1200, 630)
MARGIN = 80
DEEP = "#0b5d63"
AMBER = "#f4b860"
PALE = "#e5f1f1"
GREY = "#c9d6d8"
WHITE = "#ffffff"
FONTS = NODE_MODULES / "@fontsource" / "inter" / "files"
TITLE_SIZE = 68
LINE_CHARACTERS = 28
MOST_LINES = 5
COLOURS = 32


def draw_card(title: str, site: str, file: Path) -> None:
    """Write the card of one page as a PNG image."""
    card = Image.new("RGB", SIZE, DEEP)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, 24, SIZE[1]), fill=AMBER)
    pen.text((MARGIN, 62), site, font=font(700, 36), fill=AMBER)
    lines = textwrap.wrap(title, LINE_CHARACTERS, max_lines=MOST_LINES, placeholder=" …")
    large = font(700, TITLE_SIZE)
    pen.multiline_text((MARGIN, 150), "\n".join(lines), fill=WHITE, font=large, spacing=16)
    _draw_box(pen, SIZE[0] - 210, SIZE[1] - 190)
    file.parent.mkdir(parents=True, exist_ok=True)
    card.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(file)


def _draw_box(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """The closed box of the logo."""
    pen.polygon([(x, y + 30), (x + 65, y), (x + 130, y + 30), (x + 65, y + 60)], fill=AMBER)
    pen.polygon([(x, y + 38), (x + 60, y + 66), (x + 60, y + 130), (x, y + 100)], fill=PALE)
    pen.polygon([(x + 130, y + 38), (x + 70, y + 66), (x + 70, y + 130), (x + 130, y + 100)], GREY)


@cache
def font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"inter-latin-{weight}-normal.woff2"), size)
