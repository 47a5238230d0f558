"""Puts the style sheets of the troubleshooter's page into the page itself.

Somebody who comes for the first time, on a slow line, waits for one file then and not for one file
that names others. Every other page keeps its links: who reads on has the sheets already. This
module does not know what the sheets say.
"""

import re
from pathlib import Path

from .bundling import TROUBLESHOOTER

SHEET = re.compile(r'[ \t]*<link rel="stylesheet" href="(?P<address>[^"]+)">\n?')
MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
RELATIVE = re.compile(r"url\((?![\"']?data:)|@import")


class InliningError(Exception):
    """A sheet cannot stand in a page; the sentence says which one and why."""


def inline_styles(site: Path) -> None:
    """Put the sheets into every page with the troubleshooter of a built site.

    Raises InliningError.
    """
    for file in sorted(site.rglob("*.html")):
        html = file.read_text("utf-8")
        if TROUBLESHOOTER in html:
            file.write_text(_inlined(html, file), "utf-8")


def _inlined(html: str, page: Path) -> str:
    links = list(SHEET.finditer(html))
    if not links:
        return html
    sheets = (_sheet(page.parent / link["address"]) for link in links)
    place = links[0].start()
    without = SHEET.sub("", html)
    return f"{without[:place]}  <style>{''.join(sheets)}</style>\n{without[place:]}"


def _sheet(file: Path) -> str:
    text = MAP.sub("", file.read_text("utf-8")).strip()
    if RELATIVE.search(text) or "</style" in text:
        raise InliningError(
            f"{file.name}: it names another file or ends the element; only whole sheets can stand"
            " in a page."
        )
    return text
