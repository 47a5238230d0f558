"""Makes what a browser needs to install the site: icons and a manifest for each language."""

import json
from pathlib import Path

from PIL import Image, ImageDraw

from .cards import AMBER, DEEP, GREY, PALE, WHITE, font

ICONS = "assets/offline"
MANIFEST = "manifest.webmanifest"
SIZES = (192, 512)
TOUCH_SIZE = 180
"""What iOS asks for beside the manifest."""

FINER = 4
"""Icons are drawn larger, and smoothed when they are made smaller."""

SAFE = 0.6
"""How much of a maskable icon no system cuts off, with a margin."""

BOX = (
    (AMBER, ((3, 10), (16, 4), (29, 10), (16, 16))),
    (PALE, ((3, 12), (15, 17.6), (15, 29), (3, 23))),
    (GREY, ((29, 12), (17, 17.6), (17, 29), (29, 23))),
)
"""The closed box of the logo, on a square of 32 by 32."""

BADGE = (23.5, 22.5)
BADGE_RADIUS = 7.5
GRID = 32


def draw_icons(folder: Path) -> None:
    """Write all icons into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        draw_icon(size, 0.86).save(folder / f"icon-{size}.png", optimize=True)
        draw_icon(size, SAFE).save(folder / f"maskable-{size}.png", optimize=True)
    draw_icon(TOUCH_SIZE, 0.8).save(folder / "touch.png", optimize=True)


def draw_icon(size: int, share: float) -> Image.Image:
    """Return the logo on the colour of the site; it takes `share` of the width."""
    whole = size * FINER
    unit = whole * share / GRID
    edge = (whole - unit * GRID) / 2
    icon = Image.new("RGB", (whole, whole), DEEP)
    pen = ImageDraw.Draw(icon)
    for colour, corners in BOX:
        pen.polygon([(edge + x * unit, edge + y * unit) for x, y in corners], fill=colour)
    centre = (edge + BADGE[0] * unit, edge + BADGE[1] * unit)
    pen.circle(centre, BADGE_RADIUS * unit, fill=DEEP, outline=WHITE, width=round(1.5 * unit))
    pen.text(centre, "?", font=font(700, round(10.5 * unit)), fill=WHITE, anchor="mm")
    return icon.resize((size, size), Image.Resampling.LANCZOS)


def write_manifest(folder: Path, root: str, lang: str, name: str, description: str) -> None:
    """Write the manifest of one language beside its start page; `root` leads to the site's."""
    kinds = {"icon": "any", "maskable": "maskable"}
    manifest = {
        "id": f"{root}?{lang}",
        "name": name,
        "short_name": name,
        "description": description,
        "lang": lang,
        "start_url": "troubleshooter/",
        "scope": root,
        "display": "standalone",
        "background_color": WHITE,
        "theme_color": DEEP,
        "icons": [
            {
                "src": f"{root}{ICONS}/{kind}-{size}.png",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for kind, purpose in kinds.items()
            for size in SIZES
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(f"{text}\n", "utf-8")
