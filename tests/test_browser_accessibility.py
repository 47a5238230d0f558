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

RESULT = (
    "button-pressed=confirm-receipt&closed-when=at-my-click&confirmed-on=2026-11-20"
    "&days-since=up-to-15&method=card&paid-on=2026-11-03"
)
ORDERS = f"{RESULT}&order=1&payment=paid/closed-when=other-time&last-tracking=held-by-customs"
CONFLICT = f"{RESULT}&ordered-on=2026-11-04"
CONTRADICTION = (
    "closed-when=payment-countdown-ended&dispute=withdrawn&last-tracking=delivered-to-me"
    "&payment=not-paid&refund-line=completed"
)
STEPS = ("", "payment=paid", ORDERS, CONFLICT, CONTRADICTION)
PASTED = "Status: Closed. Paid 3 Nov 2026. Buyer confirmed receipt on 20 November 2026."
NARROW = ViewportSize(width=320, height=640)


def faults(reader: Reader) -> list[Any]:
    found: list[Any] = reader.page.evaluate(RUN, TAGS)
    return found


def open_everything(reader: Reader) -> None:
    reader.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


def read_paste(reader: Reader) -> None:
    reader.unfold(reader.part("#oc-pasted")).fill(PASTED)
    reader.press("read")
    expect(reader.part(".oc-reading")).to_be_visible()
    open_everything(reader)


def mistype_a_day(reader: Reader) -> None:
    reader.unfold(reader.part("#oc-day-paid-on")).fill("31/02/2026")
    reader.press("details")
    expect(reader.part("[aria-invalid]")).to_be_focused()
    open_everything(reader)


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
    read_paste(reader)
    found["reading"] = faults(reader)
    for fragment in (ORDERS, CONTRADICTION):
        reader.go(fragment)
        reader.sees_step(fragment)
        open_everything(reader)
        found[fragment] = faults(reader)
    mistype_a_day(reader)
    found["no day"] = faults(reader)

    assert {step: faults for step, faults in found.items() if faults} == {}


WIDTH = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_narrow_screen_never_scrolls_sideways(readers: Readers, lang: str) -> None:
    reader = readers.new(lang, viewport=NARROW)
    reader.open()
    for fragment in STEPS:
        reader.go(fragment)
        reader.sees_step(fragment)
        open_everything(reader)

        assert reader.page.evaluate(WIDTH) == NARROW["width"]
    mistype_a_day(reader)
    assert reader.page.evaluate(WIDTH) == NARROW["width"]
    reader.go("")
    reader.sees_step("")
    read_paste(reader)
    assert reader.page.evaluate(WIDTH) == NARROW["width"]


def test_whole_row_of_an_option_is_a_large_target(reader: Reader) -> None:
    reader.open()
    reader.hears("ready")
    open_everything(reader)
    for row in reader.part(".oc-option").all():
        box = row.bounding_box()
        radio = row.locator("input").bounding_box()
        assert box is not None
        assert radio is not None
        assert box["height"] >= 44
        assert min(radio["width"], radio["height"]) >= 24
        row.click(position={"x": box["width"] - 5, "y": 5})
        expect(row.locator("input")).to_be_checked()


def test_controls_are_large_targets(reader: Reader) -> None:
    reader.open()
    for fragment in ("", CONTRADICTION, ORDERS):
        reader.go(fragment)
        reader.sees_step(fragment)
        open_everything(reader)
        controls = reader.part("button, summary, select, textarea, [type=text], [type=date]")
        sizes = controls.evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(box => [box.height, box.width])"
        )

        assert min(map(min, sizes)) >= 44


FOCUS = """() => {
  const focused = document.activeElement.closest("order-troubleshooter form *");
  if (!focused) return "outside";
  const { left, top, width, height } = focused.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  if (!focused.contains(seen) && !seen?.contains(focused)) return `hidden: ${focused.outerHTML}`;
  return focused.matches("details:not([open]) > summary") ? "folded" : "seen";
}"""
"""Where the focus is, and whether anything covers it."""


def go_through(reader: Reader, key: str) -> None:
    """Press Tab or Shift+Tab until the focus leaves the form, opening what is folded."""
    for _ in range(500):
        reader.page.keyboard.press(key)
        focus = reader.page.evaluate(FOCUS)
        if focus == "outside":
            return
        assert focus in {"folded", "seen"}
        if focus == "folded":
            reader.page.keyboard.press("Enter")
    pytest.fail(f"{key} does not lead out of the form")


def test_keyboard_opens_every_fold_and_nothing_hides_the_focus(reader: Reader) -> None:
    reader.open(ORDERS)
    reader.sees_step(ORDERS)
    expect(reader.heading).to_be_focused()
    folded = reader.part("form details:not([open])")
    assert folded.count() > 10
    go_through(reader, "Tab")

    expect(folded).to_have_count(0)
    go_through(reader, "Shift+Tab")


def test_nothing_moves_for_readers_who_asked_for_stillness(reader: Reader) -> None:
    reader.open()
    reader.answer("at-my-click")
    reader.sees_step("closed-when=at-my-click")

    assert reader.element.evaluate("element => element.getAnimations({subtree: true}).length") == 0
