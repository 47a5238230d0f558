"""Writes what keeps a built site readable without a connection; what it says, it does not know.

Beside the service worker these are packs: the pages of one folder in one file, each line once.
All pages together are then a fifth of what they are one by one, so that readers who pay for data
can have them all, and a release sends those packs again that have changed.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from .bundling import TROUBLESHOOTER
from .integrity import integrity
from .places import ROOT
from .stamp import digest

PROGRAMS = ROOT / "docs" / "assets" / "offline"
WORKER = "sw.js"
PACKS = "assets/offline/packs"
MANIFEST = "assets/engine/engine.json"

KEPT = (
    "assets/**/*.css",
    "assets/**/*.mjs",
    "assets/troubleshooter/*.js",
    "assets/images/*.svg",
    "assets/javascripts/bundle.*.js",
)
"""What pages need to be read; the index of the search is as large as all of it and left out."""

LEFT_OUT = ("assets/engine/", "assets/search/index/")
FOR_OTHERS = ("embed/", "oembed/", "api/")
LEAST_PAGES = 6
"""Fewer pages of one folder go into the pack of the folder above."""

MARK = re.compile(r'(?<= data-page=")[0-9a-f]*(?=")')

KILL_SWITCH = "KILL_SWITCH"
"""Set in the environment, it makes a build whose service worker takes itself back."""


def build_offline(site: Path) -> None:
    """Add the packs and the service worker to a built site."""
    if os.environ.get(KILL_SWITCH):
        (site / WORKER).write_bytes((PROGRAMS / "kill-switch.js").read_bytes())
        print("Offline: this build takes the service worker back")
        return
    packs = _write_packs(site, _marked_pages(site))
    files = {address: _hash(site / address) for address in (*packs.values(), *_kept_files(site))}
    release = {"files": files, "packs": packs, "engine": _engine(site)}
    text = _compact({"id": digest(_compact(release))[:12], **release})
    program = (PROGRAMS / "service-worker.js").read_text("utf-8")
    (site / WORKER).write_text(f"const RELEASE = {text};\n\n{program}", "utf-8")
    print(f"Offline: {len(files)} files, {len(packs)} of them packs of pages")


def _marked_pages(site: Path) -> dict[str, str]:
    """Give each page the mark by which it is told from a newer one; return all by address."""
    engine = (site / MANIFEST).read_text("utf-8")
    pages = {}
    for file in sorted(site.rglob("*.html")):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        if not address.startswith(FOR_OTHERS):
            plain = MARK.sub("", file.read_text("utf-8"))
            mark = digest(plain, engine if TROUBLESHOOTER in plain else "")[:12]
            pages[address] = MARK.sub(mark, plain)
            file.write_text(pages[address], "utf-8")
    return pages


def _write_packs(site: Path, pages: Mapping[str, str]) -> dict[str, str]:
    """Return the address of each pack by the beginning that the addresses of its pages share."""
    sizes = Counter(folder for address in pages for folder in _folders(address))
    contents: dict[str, dict[str, str]] = {"": {}}
    for address, page in pages.items():
        pack = next(f for f in _folders(address) if sizes[f] >= LEAST_PAGES or not f)
        contents.setdefault(pack, {})[address] = page
    (site / PACKS).mkdir(parents=True, exist_ok=True)
    packs = {}
    for folder, content in contents.items():
        packs[folder] = f"{PACKS}/{folder.replace('/', '-') or 'start-'}pages.json"
        (site / packs[folder]).write_text(_compact(pack_of(content)), "utf-8")
    return packs


def _folders(address: str) -> list[str]:
    """Return how an address may begin, folder by folder, the longest first."""
    parts = address.split("/")[:-1]
    return ["".join(f"{part}/" for part in parts[:end]) for end in range(len(parts), -1, -1)]


def pack_of(pages: Mapping[str, str]) -> dict[str, object]:
    """Return pages as numbers of lines, and each line that any of them has once."""
    numbers: dict[str, int] = {}
    lines = {
        address: [numbers.setdefault(line, len(numbers)) for line in page.split("\n")]
        for address, page in pages.items()
    }
    return {"lines": list(numbers), "pages": lines}


def _kept_files(site: Path) -> list[str]:
    found = {file.relative_to(site).as_posix() for kind in KEPT for file in site.glob(kind)}
    return sorted(address for address in found if not address.startswith(LEFT_OUT))


def _engine(site: Path) -> dict[str, object]:
    """Return the files of the engine as the page asks for them."""
    folder = MANIFEST.rpartition("/")[0]
    files = json.loads((site / MANIFEST).read_text("utf-8"))["files"]
    return {
        "id": digest(site / MANIFEST)[:12],
        "manifest": MANIFEST,
        "hash": _hash(site / MANIFEST),
        "files": {f"{folder}/{file['address']}": file["integrity"] for file in files},
    }


def _hash(file: Path) -> str:
    """Return the hash of a file as browsers check it."""
    return integrity(file.read_bytes())


def _compact(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
