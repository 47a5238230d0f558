"""The page of the troubleshooter holds its style sheets itself; every other page links them."""

import re
from pathlib import Path

import pytest

from hooks.inlining import InliningError, inline_styles
from hooks.make_site import build_site
from hooks.places import SITE

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
LINKS = re.compile(r'<link rel="stylesheet" href="(?:\.\./)*([^"]+)">')


def page(folder: Path, sheet: str, body: str = "<order-troubleshooter>") -> Path:
    (folder / "assets").mkdir()
    (folder / "assets" / "one.css").write_text(sheet, "utf-8")
    (folder / "assets" / "two.css").write_text("b { color: red }", "utf-8")
    file = folder / "check" / "index.html"
    file.parent.mkdir()
    links = "".join(f'<link rel="stylesheet" href="../assets/{n}.css">\n' for n in ("one", "two"))
    file.write_text(f"<head>\n{links}</head>\n{body}", "utf-8")
    return file


def test_the_sheets_stand_in_the_page_in_their_order(tmp_path: Path) -> None:
    file = page(tmp_path, "a { color: blue }\n/*# sourceMappingURL=one.css.map */")
    inline_styles(tmp_path)
    html = file.read_text("utf-8")

    assert STYLE.findall(html) == ["a { color: blue }b { color: red }"]
    assert LINKS.findall(html) == []


def test_a_page_without_the_troubleshooter_stays_as_it_is(tmp_path: Path) -> None:
    file = page(tmp_path, "a { color: blue }", body="<p>")
    before = file.read_text("utf-8")
    inline_styles(tmp_path)

    assert file.read_text("utf-8") == before


@pytest.mark.parametrize(
    "sheet",
    ["a { background: url(x.png) }", '@import "x.css";', "a::after { content: '</style>' }"],
)
def test_a_sheet_that_needs_its_own_place_is_refused(tmp_path: Path, sheet: str) -> None:
    page(tmp_path, sheet)

    with pytest.raises(InliningError, match=r"one\.css: "):
        inline_styles(tmp_path)


def test_the_built_troubleshooter_has_the_sheets_that_other_pages_link() -> None:
    build_site()
    linked = LINKS.findall((SITE / "about/index.html").read_text("utf-8"))
    html = (SITE / "troubleshooter/index.html").read_text("utf-8")
    (style,) = STYLE.findall(html)

    assert len(linked) == 5
    assert LINKS.findall(html) == []
    for name in linked:
        first_rule = (SITE / name).read_text("utf-8").strip()[:200]
        assert first_rule in style
