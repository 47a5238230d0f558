"""Writes headers as hosts read them, and reads them as hosts do; it knows no header.

Netlify and Cloudflare read `_headers`: every rule that fits an address counts, and what two rules
say about the same header is joined. nginx reads its own words; there, the first that fits counts.
Needs the standard library only.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HEADERS = "_headers"
NGINX = "nginx.conf"
NGINX_TEXT = (Path(__file__).parent / "nginx.conf").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers for the addresses of a pattern; a "*" at its end stands for anything."""

    pattern: str
    headers: tuple[tuple[str, str], ...]

    def fits(self, address: str) -> bool:
        if self.pattern.endswith("*"):
            return address.startswith(self.pattern[:-1])
        return address == self.pattern


def headers_for(rules: Iterable[Rule], address: str) -> dict[str, str]:
    """Return the headers that a host sends with an address."""
    found: dict[str, str] = {}
    for rule in rules:
        for name, value in rule.headers if rule.fits(address) else ():
            found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def as_headers_file(rules: Iterable[Rule]) -> str:
    """Return the rules as Netlify and Cloudflare read them."""
    return "\n".join("\n".join(_lines(rule)) for rule in rules) + "\n"


def _lines(rule: Rule) -> Iterator[str]:
    yield rule.pattern
    yield from (f"  {name}: {value}" for name, value in rule.headers)


def read_headers_file(folder: Path) -> tuple[Rule, ...]:
    """Return the rules of a folder; one without such a file has none."""
    file = folder / HEADERS
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    found: dict[str, list[tuple[str, str]]] = {}
    pattern = ""
    for line in lines:
        if line.startswith("  "):
            name, _colon, value = line.strip().partition(": ")
            found[pattern].append((name, value))
        else:
            pattern = line
            found[pattern] = []
    return tuple(Rule(name, tuple(headers)) for name, headers in found.items())


def as_nginx_file(rules: Iterable[Rule]) -> str:
    """Return the rules as nginx reads them: a map from address to value for each header."""
    maps: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        for name, value in rule.headers:
            maps[name].append(f'    {_nginx_pattern(rule.pattern)} "{value}";')
    variables = {name: f"$order_closed_{name.lower().replace('-', '_')}" for name in maps}
    tables = [_map(variables[name], entries) for name, entries in maps.items()]
    added = [f"    add_header {name} {variable} always;" for name, variable in variables.items()]
    return NGINX_TEXT.replace("# MAPS", "\n".join(tables)).replace(
        "    # HEADERS", "\n".join(added)
    )


def _map(variable: str, entries: Iterable[str]) -> str:
    return "\n".join((f"map $uri {variable} {{", *entries, "}"))


def _nginx_pattern(pattern: str) -> str:
    if pattern.endswith("*"):
        return f'"~^{re.escape(pattern[:-1])}"'
    return f'"{pattern}"'
