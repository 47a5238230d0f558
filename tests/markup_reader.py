"""Reads HTML into a tree, strictly, and names what is wrong with the markup of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from decision_tree.markup import VOID

FIELDS = ("input", "select", "textarea")


class Element:
    """One element with its attributes and all that stands in it."""

    def __init__(
        self, tag: str, attributes: dict[str, str | None], parent: Element | None = None
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.content: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name] or ""

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.content)

    @property
    def children(self) -> list[Element]:
        return [part for part in self.content if isinstance(part, Element)]

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    def below(self) -> Iterator[Element]:
        for child in self.children:
            yield child
            yield from child.below()

    def above(self) -> Iterator[Element]:
        if self.parent:
            yield self.parent
            yield from self.parent.above()

    def all(self, tag: str = "", class_: str = "", **wanted: str) -> list[Element]:
        """The elements below with this tag, class and attributes; "_" in names stands for "-"."""
        named = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            one
            for one in self.below()
            if tag in {"", one.tag}
            and (not class_ or class_ in one.classes)
            and named.items() <= one.attributes.items()
        ]

    def one(self, tag: str = "", class_: str = "", **wanted: str) -> Element:
        (found,) = self.all(tag, class_, **wanted)
        return found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag}: an attribute stands twice"
        found = Element(tag, dict(attrs), self.here)
        self.here.content.append(found)
        if tag not in VOID:
            self.here = found

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.content.append(data)


def read(html: str) -> Element:
    """The tree of a piece of HTML, which must be well nested."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert parser.here.parent is None, f"<{parser.here.tag}> is not closed"
    return parser.here


def flaws(root: Element) -> list[str]:
    """What is wrong with the markup of a page, whatever it says."""
    everything = list(root.below())
    ids = Counter(one["id"] for one in everything if "id" in one)
    found = [f"the id '{name}' stands {count} times" for name, count in ids.items() if count > 1]
    found += [f"nothing is called '{name}'" for name in _named(everything) if name not in ids]
    found += [f"<{one.tag}> has no label" for one in everything if _is_unlabelled(root, one)]
    found += [f"<{one.tag}> is empty" for one in everything if _is_empty(one)]
    found += [f"'{one.text}' does nothing" for one in root.all("button") if not _does(root, one)]
    return found


def _named(everything: list[Element]) -> Iterator[str]:
    """The ids that other elements point at."""
    for one in everything:
        for name in ("for", "aria-describedby", "data-copies", "data-fills"):
            if name in one:
                yield from one[name].split()
        if one.tag == "a" and one["href"].startswith("#"):
            yield one["href"].removeprefix("#")


def _is_unlabelled(root: Element, one: Element) -> bool:
    if one.tag not in FIELDS or one.attributes.get("type") == "hidden":
        return False
    labels = [label for label in root.all("label") if "id" in one and label["for"] == one["id"]]
    return not (one.attributes.get("aria-label") or any(label.text.strip() for label in labels))


def _is_empty(one: Element) -> bool:
    if one.tag in {"ul", "ol", "table", "tbody", "tr", "select"}:
        return not one.children
    return one.tag in {
        "p",
        "button",
        "summary",
        "li",
        "h2",
        "h3",
        "h4",
        "th",
        "label",
        "legend",
    } and not (one.text.strip())


def _does(root: Element, button: Element) -> bool:
    if button["type"] == "submit":
        return button["name"] == "action" and bool(button["value"])
    prints = button.attributes.get("data-prints") == "case" and bool(
        root.all("section", "oc-sheet")
    )
    return prints or "data-copies" in button
