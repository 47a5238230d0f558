"""Everyone can use it: axe finds nothing, targets are large, narrow screens do not scroll aside."""

from typing import Any

import pytest
from browser import DESKTOP, LANGUAGES, PHONE, Reader, Readers
from playwright.sync_api import ViewportSize, expect

from hooks.places import NODE_MODULES

pytestmark = pytest.mark.browser

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run(document, {runOnly: {type: "tag", values: tags}}).then(found =>
  found.violations.map(v => [v.impact, v.id, v.nodes.map(node => node.target.join(" "))]))"""

RESULT = "button-pressed=confirm-receipt&closed-when=at-my-click&days-since=up-to-15"
CONTRADICTION = (
    "closed-when=payment-countdown-ended&dispute=withdrawn&last-tracking=delivered-to-me"
    "&payment=not-paid&refund-line=completed"
)
NARROW = ViewportSize(width=320, height=640)


def faults(reader: Reader) -> list[Any]:
    found: list[Any] = reader.page.evaluate(RUN, TAGS)
    return found


def open_everything(reader: Reader) -> None:
    reader.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_on_the_whole_way(
    readers: Readers, lang: str, scheme: str, device: ViewportSize
) -> None:
    reader = readers.new(lang, color_scheme=scheme, viewport=device)
    reader.page.context.add_init_script(path=AXE)
    found = {}
    reader.page.goto(reader.home)
    found["start"] = faults(reader)
    reader.open()
    found["first question"] = faults(reader)
    reader.press("answer")
    expect(reader.part("[role=alert]")).to_be_visible()
    open_everything(reader)
    found["error"] = faults(reader)
    for fragment in (RESULT, CONTRADICTION):
        reader.page.evaluate("fragment => { location.hash = fragment }", fragment)
        reader.sees_step(fragment)
        open_everything(reader)
        found[fragment] = faults(reader)

    assert {step: faults for step, faults in found.items() if faults} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_narrow_screen_never_scrolls_sideways(readers: Readers, lang: str) -> None:
    reader = readers.new(lang, viewport=NARROW)
    reader.open()
    for fragment in ("", "payment=paid", RESULT, CONTRADICTION):
        reader.page.evaluate("fragment => { location.hash = fragment }", fragment)
        reader.sees_step(fragment)
        open_everything(reader)

        assert reader.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_whole_row_of_an_option_is_a_large_target(reader: Reader) -> None:
    reader.open()
    for row in reader.part(".oc-option").all():
        box = row.bounding_box()
        radio = row.locator("input").bounding_box()
        assert box is not None
        assert radio is not None
        assert box["height"] >= 44
        assert min(radio["width"], radio["height"]) >= 24
        row.click(position={"x": box["width"] - 5, "y": 5})
        expect(row.locator("input")).to_be_checked()


def test_buttons_are_large_targets(reader: Reader) -> None:
    reader.open(CONTRADICTION)
    reader.sees_step(CONTRADICTION)
    open_everything(reader)
    heights = reader.part("button, summary").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )

    assert min(heights) >= 44


HIDDEN = """() => {
  const focused = document.querySelector("order-troubleshooter :focus");
  if (!focused) return null;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  return focused.contains(seen) || seen?.contains(focused) ? null : focused.outerHTML;
}"""


def test_focus_is_never_hidden_behind_the_header(reader: Reader) -> None:
    reader.open(RESULT)
    reader.sees_step(RESULT)
    expect(reader.heading).to_be_focused()
    open_everything(reader)
    stops = reader.part("form").locator("a, button, summary").count()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(stops):
            reader.page.keyboard.press(key)
            assert reader.page.evaluate(HIDDEN) is None


def test_nothing_moves_for_readers_who_asked_for_stillness(reader: Reader) -> None:
    reader.open()
    reader.answer("at-my-click")
    reader.sees_step("closed-when=at-my-click")

    assert reader.element.evaluate("element => element.getAnimations({subtree: true}).length") == 0
