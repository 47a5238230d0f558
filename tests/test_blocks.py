"""Text in blocks says the same as data, plain text, Markdown and HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree import blocks
from decision_tree.blocks import Block, Line, Span, block

EVERY_KIND = (
    block("h", (Span(text="What to do"),)),
    block("p", (Span(text="Pay "), Span(text="nothing", is_strong=True), Span(text="."))),
    block("ul", (Span(text="one"),), (Span(text="two", address="https://a.example/?b&c"),)),
    block("ol", (Span(text="see "), Span(text="[S01]", source="S01", address="https://s/#s01"))),
    Block(
        kind="table",
        rows=(
            ((Span(text="Goods"),), (Span(text="Duty"),)),
            ((Span(text="books"),), (Span(text="1 < 2", is_emphasised=True),)),
        ),
    ),
)

WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
SPANS = st.builds(
    Span,
    text=WORDS,
    address=st.sampled_from(["", "https://a.example/"]),
    is_strong=st.booleans(),
)
LINES: st.SearchStrategy[Line] = st.lists(SPANS, min_size=1, max_size=4).map(tuple)
BLOCKS = st.builds(
    lambda kind, lines: block(kind, *(lines if kind in {"ul", "ol"} else lines[:1])),
    st.sampled_from(["p", "h", "ul", "ol"]),
    st.lists(LINES, min_size=1, max_size=3),
)


class Words(HTMLParser):
    """The words of HTML, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.text += "\n" if tag in {"p", "h3", "li", "td", "th"} else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def words(html: str) -> list[str]:
    reader = Words()
    reader.feed(html)
    reader.close()
    return reader.text.split()


def test_plain_text_has_a_line_for_each_item_and_a_tab_between_cells() -> None:
    assert blocks.plain(EVERY_KIND) == (
        "What to do\n\nPay nothing.\n\none\ntwo\n\nsee [S01]\n\nGoods\tDuty\nbooks\t1 < 2"
    )


def test_markdown_has_the_marks_of_each_kind() -> None:
    assert blocks.markdown(EVERY_KIND) == (
        "## What to do\n\n"
        "Pay **nothing**.\n\n"
        "- one\n- [two](https://a.example/?b&c)\n\n"
        "1. see [S01](https://s/#s01)\n\n"
        "| Goods | Duty |\n| --- | --- |\n| books | *1 \\< 2* |"
    )


def test_markdown_escapes_what_would_be_a_mark() -> None:
    assert blocks.markdown([block("p", (Span(text="a_b *c* [d]"),))]) == r"a\_b \*c\* \[d\]"


def test_strong_words_that_follow_each_other_are_marked_once() -> None:
    line = (Span(text="Wait ", is_strong=True), Span(text="3 days", is_strong=True))

    assert blocks.markdown([block("p", line)]) == "**Wait 3 days**"


def test_spaces_at_the_ends_of_marked_words_stand_outside_the_marks() -> None:
    """Else Markdown would show the marks themselves."""
    line = (Span(text="If it is gone: ", is_emphasised=True), Span(text="ask."))

    assert blocks.markdown([block("p", line)]) == "*If it is gone:* ask."


def test_words_that_are_strong_and_emphasised_have_both_marks() -> None:
    line = (Span(text="now", is_strong=True, is_emphasised=True),)

    assert blocks.markdown([block("p", line)]) == "***now***"
    assert blocks.html([block("p", line)]) == "<p><strong><em>now</em></strong></p>"


def test_html_has_the_element_of_each_kind_and_links_that_leave() -> None:
    html = blocks.html(EVERY_KIND)

    assert html.startswith(
        "<h3>What to do</h3><p>Pay <strong>nothing</strong>.</p><ul><li>one</li>"
    )
    link = '<a href="https://a.example/?b&amp;c" target="_blank" rel="noopener noreferrer">two</a>'
    assert link in html
    assert "<sup><a " in html
    assert '<th scope="col">Duty</th></tr></thead><tbody><tr><td>books</td>' in html
    assert "<em>1 &lt; 2</em>" in html


NOTHING = {"text": "nothing", "strong": True}
TWO = {"text": "two", "url": "https://a.example/?b&c"}
HEAD = [[{"text": "Goods"}], [{"text": "Duty"}]]
ROW = [[{"text": "books"}], [{"text": "1 < 2", "em": True}]]


@pytest.mark.parametrize(
    ("place", "data"),
    [
        (1, {"type": "p", "spans": [{"text": "Pay "}, NOTHING, {"text": "."}]}),
        (2, {"type": "ul", "items": [[{"text": "one"}], [TWO]]}),
        (4, {"type": "table", "rows": [HEAD, ROW]}),
    ],
)
def test_data_holds_lines_by_kind_and_nothing_empty(place: int, data: object) -> None:
    assert EVERY_KIND[place].to_dict() == data


def test_every_span_gets_its_own_address() -> None:
    found = blocks.addressed(EVERY_KIND, lambda span: span.address and f"{span.address}?x")
    links = [span.address for one in found for line in one.lines for span in line if span.address]

    assert links == ["https://a.example/?b&c?x", "https://s/#s01?x"]
    assert blocks.plain(found) == blocks.plain(EVERY_KIND)


@given(st.lists(BLOCKS, max_size=4))
def test_every_form_says_the_same_words(found: list[Block]) -> None:
    assert words(blocks.html(found)) == blocks.plain(found).split()
    assert [
        "".join(span["text"] for span in line)
        for one in map(Block.to_dict, found)
        for line in one.get("items") or [one["spans"]]
    ] == [line for line in blocks.plain(found).split("\n") if line]
