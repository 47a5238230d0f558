"""The Markdown of FAQ answers is read into blocks, and whatever else stands there is refused."""

import pytest

from decision_tree import blocks
from decision_tree.blocks import Block, Span
from decision_tree.faq_text import FaqTextError, Reader

READER = Reader({"window": "15 days"}.__getitem__)


def read(text: str) -> tuple[Block, ...]:
    return READER.blocks(text)


def test_lines_of_a_paragraph_are_one() -> None:
    (found,) = read("\none\ntwo  \nthree\n\n")

    assert found == blocks.block("p", (Span(text="one two three"),))


def test_an_item_goes_on_until_the_next_one() -> None:
    text = "1. first\n   goes on\n2. second\n\n- a\nb\n- c"

    assert [one.kind for one in read(text)] == ["ol", "ul"]
    assert blocks.plain(read(text)) == "first goes on\nsecond\n\na b\nc"


def test_words_carry_what_is_marked() -> None:
    (found,) = read("Wait **up to {window}** *or* [ask](../a.md#b) first [S03] [S12].")

    assert list(found.lines) == [
        (
            Span(text="Wait "),
            Span(text="up to ", is_strong=True),
            Span(text="15 days", figure="window", is_strong=True),
            Span(text=" "),
            Span(text="or", is_emphasised=True),
            Span(text=" "),
            Span(text="ask", address="../a.md#b"),
            Span(text=" first "),
            Span(text="[S03]", source="S03"),
            Span(text=" "),
            Span(text="[S12]", source="S12"),
            Span(text="."),
        )
    ]


def test_a_word_can_be_strong_and_emphasised() -> None:
    (found,) = read("**wait *now***")
    (_, last) = next(iter(found.lines))

    assert last == Span(text="now", is_strong=True, is_emphasised=True)


def test_the_first_row_of_a_table_is_its_head() -> None:
    (found,) = read("| Goods | Duty [S01] |\n|---|:--:|\n| books | none |\n| bags | {window} |")

    assert blocks.plain([found]) == "Goods\tDuty [S01]\nbooks\tnone\nbags\t15 days"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Wait {never}.", "no fact is called 'never'"),
        ("# Heading", "'#' is not read here"),
        ("!!! note", "'!!!' is not read here"),
        ("    code", "'code': begins too far to the right"),
        ("Type `this`.", "'`' is not read here"),
        ("A <b>tag</b>.", "'<' is not read here"),
        ("A [link] to nothing", r"'\[' is not read here"),
        ("An ![image](a.png)", r"'\[' is not read here"),
        ("A _word_", "'_' is not read here"),
        ("Struck ~~out~~", "'~' is not read here"),
        ("A gap&nbsp;here", "'&nbsp;' is not read here"),
        ("---", "'---' is not read here"),
        ("+ one", r"'\+ ' is not read here"),
        ("1) one", r"'1\) ' is not read here"),
        ("[x](#part)", "'#part': a link leads to a file"),
        ("[x](mailto:a@b.example)", "a link leads to a file"),
        ("[x](javascript://x)", "a link leads to a file"),
        ("| a | b |\n|---|---|\n| c |", "has more cells than another"),
        ("One * alone", r"'\*' is not read here"),
        ("[[part]]", r"'\[' is not read here"),
        ("A\\nbreak", r"'\\' is not read here"),
        ("- one\n  - nested", "'- nested': stands in an item"),
        ("| Goods |\n| books |", "a table needs a head, a rule and a row"),
    ],
)
def test_what_is_not_known_is_refused(text: str, said: str) -> None:
    with pytest.raises(FaqTextError, match=said):
        read(text)
