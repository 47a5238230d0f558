"""Gives every built page its content security policy, and every host the headers to send.

What the policies say stands in `headers.toml`. A page names the hashes of its own inline scripts
and styles and of nothing else, so what slips into a page from elsewhere does nothing. It knows no
host.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from .bundling import TROUBLESHOOTER
from .compressed import FORMS
from .embedding import BUILDER
from .host_files import HEADERS, NGINX, Rule, as_headers_file, as_nginx_file
from .integrity import integrity

TABLE = Path(__file__).parent / "headers.toml"

ONLY_IN_HEADERS = re.compile(r"; frame-ancestors [^;]+")
"""Browsers refuse it, with an error, in what a page says about itself."""

FRAMES = "embed/"
"""Where the pages for frames on other sites stand."""

ONLY_WITH = {TROUBLESHOOTER: " 'wasm-unsafe-eval'", BUILDER: "; frame-src 'self'"}
"""What stands in a page → what no page without it may do."""

PLACE = re.compile(r'<head>\s*<meta charset="utf-8">')
"""Before anything is loaded, but after the encoding, which stands in the first kilobyte."""

INLINE = ("script", "style")
NOT_RUN = {"application/json", "application/ld+json", "speculationrules"}


class PolicyError(Exception):
    """A page cannot be given a policy; the sentence says which one and what to change."""


def add_policies(site: Path) -> None:
    """Put its policy into every page of a built site, and the files for hosts beside them.

    Raises PolicyError.
    """
    found: dict[bool, list[Hashes]] = {False: [], True: []}
    for file in sorted(site.rglob("*.html")):
        html, name = file.read_text("utf-8"), file.relative_to(site).as_posix()
        own, is_frame = hashes_of(html, name), name.startswith(FRAMES)
        policy = frame_policy(own) if is_frame else page_policy(html, own)
        file.write_text(_with_policy(html, policy, file), "utf-8")
        found[is_frame].append(own)
    rules = host_rules(site, Hashes.of_all(found[False]), Hashes.of_all(found[True]))
    (site / HEADERS).write_text(as_headers_file(rules), "utf-8")
    (site / NGINX).write_text(as_nginx_file(rules), "utf-8")


@dataclass(frozen=True, slots=True)
class Hashes:
    """The hashes of what stands in a page itself, as a policy names them, each once."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]

    @classmethod
    def of_all(cls, pages: Sequence["Hashes"]) -> "Hashes":
        return cls(
            scripts=tuple(sorted({one for page in pages for one in page.scripts})),
            styles=tuple(sorted({one for page in pages for one in page.styles})),
        )


def page_policy(html: str, hashes: Hashes) -> str:
    """Return the policy that a page names itself: it allows what the page holds and no more."""
    policy = ONLY_IN_HEADERS.sub("", _policies(hashes)["page"])
    for mark, allowed in ONLY_WITH.items():
        if mark not in html:
            policy = policy.replace(allowed, "")
    return policy


def frame_policy(hashes: Hashes) -> str:
    """Return the policy that a page for frames on other sites names itself."""
    return ONLY_IN_HEADERS.sub("", _policies(hashes)["frame"])


def host_rules(site: Path, pages: Hashes, frames: Hashes) -> tuple[Rule, ...]:
    """Return the rules of the table for the files of a built site, one for each pattern."""
    policies = {**_policies(pages), "frame": _policies(frames)["frame"]}
    rules: dict[str, dict[str, str]] = {}
    for entry in _table()["rules"]:
        headers = {name: _filled(text, policies) for name, text in entry["headers"].items()}
        for pattern in _patterns(entry, site):
            rules.setdefault(pattern, {}).update(headers)
    return tuple(Rule(pattern, tuple(headers.items())) for pattern, headers in rules.items())


def hashes_of(html: str, name: str) -> Hashes:
    """Return the hashes of the inline scripts and styles of a page; raises PolicyError."""
    reader = _InlineReader(name)
    reader.feed(html)
    reader.close()
    scripts, styles = (
        tuple(dict.fromkeys(_hash(text) for text in reader.texts[tag])) for tag in INLINE
    )
    return Hashes(scripts, styles)


def _hash(text: str) -> str:
    return f"'{integrity(text.encode())}'"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def _policies(hashes: Hashes) -> dict[str, str]:
    scripts, styles = ("".join(f" {h}" for h in one) for one in (hashes.scripts, hashes.styles))
    return {
        name: text.replace(" {scripts}", scripts).replace(" {styles}", styles)
        for name, text in _table()["policies"].items()
    }


def _filled(text: str, policies: dict[str, str]) -> str:
    return policies[text[1:-1]] if text.startswith("{") else text


def _patterns(entry: dict[str, Any], site: Path) -> Iterator[str]:
    yield from entry.get("addresses", ())
    if "files" in entry:
        yield from (name for name in _files(site) if re.fullmatch(entry["files"], name))
    if "folders" in entry:
        folders = (f"/{file.relative_to(site).as_posix()}" for file in site.rglob("*/"))
        yield from (f"{name}/*" for name in sorted(folders) if re.fullmatch(entry["folders"], name))
    if entry.get("pages"):
        yield from _page_patterns(site)


def _files(site: Path) -> Iterator[str]:
    """Each file by its address; what a host sends in place of another file has none."""
    for file in sorted(site.rglob("*")):
        if file.is_file() and file.suffix not in FORMS:
            yield f"/{file.relative_to(site).as_posix()}"


def _page_patterns(site: Path) -> Iterator[str]:
    """Hosts allow few rules, so a folder with pages is one pattern."""
    yield "/"
    yield from (f"/{file.name}" for file in sorted(site.glob("*.html")))
    for folder in sorted(site.iterdir()):
        is_for_frames = f"{folder.name}/" == FRAMES
        if folder.is_dir() and not is_for_frames and next(folder.rglob("*.html"), None):
            yield f"/{folder.name}/*"


def _with_policy(html: str, policy: str, file: Path) -> str:
    start = PLACE.search(html)
    if start is None:
        raise PolicyError(f"{file}: the head does not begin with the encoding of the page.")
    said = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{html[: start.end()]}\n  {said}{html[start.end() :]}"


class _InlineReader(HTMLParser):
    """Collects inline scripts and styles, and refuses what no hash can allow."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {tag: [] for tag in INLINE}
        self._name = name
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "style" in attributes:
            raise self._refused(f"<{tag}> has a style of its own; it belongs into a style sheet")
        for name, value in attributes.items():
            if name.startswith("on") or value.strip().lower().startswith("javascript:"):
                raise self._refused(f"<{tag}> has a script in '{name}'; it belongs into a module")
        if tag in INLINE and "src" not in attributes and attributes.get("type") not in NOT_RUN:
            self._inside = tag
            self.texts[tag].append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def _refused(self, what: str) -> PolicyError:
        return PolicyError(f"{self._name}, line {self.getpos()[0]}: {what}.")
