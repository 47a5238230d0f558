"""Elements whose text can never break a page."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.markup import Html, disclosure, element, joined, listing


def test_text_is_escaped_and_markup_is_kept() -> None:
    assert element("p", "1 < 2 & ", element("b", "3")) == "<p>1 &lt; 2 &amp; <b>3</b></p>"


def test_quotation_marks_in_a_text_stay_as_they_are() -> None:
    assert element("p", '"It\'s"') == '<p>"It\'s"</p>'


@pytest.mark.parametrize(
    ("attributes", "markup"),
    [
        ({"class_": "note"}, '<p class="note"></p>'),
        ({"aria_describedby": "x"}, '<p aria-describedby="x"></p>'),
        ({"hidden": True}, "<p hidden></p>"),
        ({"hidden": False, "id": None}, "<p></p>"),
        ({"title": '"&<'}, '<p title="&quot;&amp;&lt;"></p>'),
        ({"viewBoX_": "x_"}, '<p viewBoX="x_"></p>'),
    ],
)
def test_attributes(attributes: dict[str, str | bool | None], markup: str) -> None:
    assert element("p", **attributes) == markup


def test_void_elements_have_no_end() -> None:
    assert element("input", type="radio") == '<input type="radio">'


def test_list_without_items_is_nothing() -> None:
    assert listing([]) == ""
    assert listing([], ordered=True, class_="x") == ""


def test_a_list_holds_its_items_in_their_order() -> None:
    assert listing(["b", Html("<i>a</i>")]) == "<ul><li>b</li><li><i>a</i></li></ul>"
    assert listing(["a"], ordered=True, class_="x") == '<ol class="x"><li>a</li></ol>'
    assert listing(["a"], class_="x") == '<ul class="x"><li>a</li></ul>'


def test_disclosure_unfolds_under_its_summary() -> None:
    assert (
        disclosure("More", "text", class_="x", unfolded=True)
        == '<details class="x" open><summary>More</summary>text</details>'
    )
    assert disclosure("More", class_="x") == '<details class="x"><summary>More</summary></details>'


class Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.text += "".join(value or "" for name, value in attrs if name == "title")

    def handle_data(self, data: str) -> None:
        self.text += data


@given(text=st.text(st.characters(exclude_categories=["C", "Z"])))
def test_no_text_becomes_an_element(text: str) -> None:
    page = Texts()
    page.feed(joined([element("p", text), Html("<br>"), element("i", title=text)]))
    page.close()

    assert page.tags == ["p", "br", "i"]
    assert page.text == text * 2
