"""Everyone can use it: by keyboard alone, with large targets, without motion, in forced colours."""

import pytest
from browser import LANGUAGES, PHONE, Reader, Readers
from playwright.sync_api import Locator, Page, ViewportSize, expect
from step_fixtures import CONFIRMED, ORDERS, UNFOLD, Stage, Step, every_step

pytestmark = pytest.mark.browser

ZOOMED = ViewportSize(width=320, height=256)
"""What 1280 by 1024 pixels leave at 400 per cent."""

FOCUS = r"""() => {
  const focused = document.activeElement;
  if (focused === document.body) return "nowhere";
  const isSeen = element => {
    const boxes = [...element.getClientRects()];
    return boxes.some(({ left, top, width, height }) => {
      const seen = document.elementFromPoint(left + width / 2, top + height / 2);
      return seen && (element.contains(seen) || seen.contains(element));
    });
  };
  const light = color => {
    const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map(part => part / 255)
      .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const ringed = [focused, focused.closest(".oc-option"), focused.nextElementSibling]
    .find(one => one && getComputedStyle(one).outlineStyle !== "none");
  const name = focused.outerHTML.slice(0, 120);
  if (!ringed) return `no ring: ${name}`;
  if (!isSeen(ringed)) return `covered: ${name}`;
  const { outlineColor, outlineWidth, outlineOffset } = getComputedStyle(ringed);
  if (parseFloat(outlineWidth) < 2) return `thin ring: ${name}`;
  let around = parseFloat(outlineOffset) < 0 ? ringed : ringed.parentElement;
  const ground = () => getComputedStyle(around).backgroundColor;
  while (around.parentElement && ground().endsWith(", 0)")) around = around.parentElement;
  if (contrast(outlineColor, ground()) < 3) return `pale ring: ${name} on ${ground()}`;
  return focused.matches("details:not([open]) > summary") ? "folded" : "seen";
}"""
"""Whether the focus can be seen: nothing covers it, and its ring stands out from what is around."""


def focus(page: Page) -> str:
    found: str = page.evaluate(FOCUS)
    return found


def go_to(reader: Reader, place: Locator, key: str = "Tab") -> None:
    """Press Tab until the focus is at a place, seeing where it is all the way."""
    expect(place.first).to_be_attached()
    for _ in range(500):
        reader.page.keyboard.press(key)
        assert focus(reader.page) in {"seen", "folded"}
        if place.evaluate_all("places => places.includes(document.activeElement)"):
            return
    pytest.fail(f"{key} does not lead to {place}")


def go_round(reader: Reader, key: str) -> None:
    """Press Tab or Shift+Tab until the focus leaves the page, opening what is folded."""
    reader.page.evaluate("document.activeElement.blur()")
    for _ in range(700):
        reader.page.keyboard.press(key)
        where = focus(reader.page)
        if where == "nowhere":
            return
        assert where in {"folded", "seen"}
        if where == "folded":
            reader.page.keyboard.press("Enter")
    pytest.fail(f"{key} does not lead out of the page")


# -- keyboard -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_keyboard_alone_leads_from_the_start_page_through_the_questions(
    readers: Readers, lang: str
) -> None:
    reader = readers.new(lang)
    reader.page.goto(reader.home)
    go_to(reader, reader.page.locator(".oc-start-options a[href$='=at-my-click']"))
    reader.page.keyboard.press("Enter")
    reader.sees_step("closed-when=at-my-click")
    expect(reader.heading).to_be_focused()
    go_to(reader, reader.option("cancel"))
    reader.page.keyboard.press("Space")
    go_to(reader, reader.continue_button)
    reader.page.keyboard.press("Enter")
    reader.sees_step("button-pressed=cancel&closed-when=at-my-click")
    expect(reader.heading).to_be_focused()


def test_keyboard_alone_unfolds_and_copies_a_message(readers: Readers) -> None:
    reader = readers.new("en", permissions=["clipboard-read", "clipboard-write"])
    reader.open(CONFIRMED)
    reader.sees_step(CONFIRMED)
    for fold in (".oc-messages > summary", ".oc-message > summary"):
        go_to(reader, reader.part(fold).first)
        reader.page.keyboard.press("Enter")
    go_to(reader, reader.part(".oc-message button").first)
    reader.page.keyboard.press("Enter")
    button = reader.part(".oc-message button").first

    expect(button).to_have_text(button.get_attribute("data-copied") or "-")
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied == reader.part(".oc-message textarea").first.input_value()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("screen", [ZOOMED, PHONE], ids=["zoomed", "phone"])
def test_keyboard_opens_every_fold_and_nothing_hides_the_focus(
    readers: Readers, lang: str, screen: ViewportSize
) -> None:
    stage = Stage(readers.new(lang, viewport=screen))
    stage.put(Step(fragment=ORDERS))
    stage.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = false })")
    folded = stage.reader.part("form details:not([open])")
    assert folded.count() > 10
    go_round(stage.reader, "Tab")

    expect(folded).to_have_count(0)
    go_round(stage.reader, "Shift+Tab")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["", "guides/statuses/", "causes/receipt-confirmed/", "faq/"])
def test_focus_can_be_seen_on_the_whole_page(readers: Readers, scheme: str, address: str) -> None:
    for screen in (ZOOMED, ViewportSize(width=1280, height=800)):
        reader = readers.new("id", color_scheme=scheme, viewport=screen)
        reader.page.goto(f"{reader.home}{address}")
        go_round(reader, "Tab")
        go_round(reader, "Shift+Tab")


def test_skip_link_is_the_first_stop_and_leads_past_the_header(reader: Reader) -> None:
    reader.page.goto(f"{reader.home}guides/statuses/")
    reader.page.keyboard.press("Tab")
    skip = reader.page.locator("a.md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")

    assert reader.page.evaluate("Boolean(document.activeElement.closest('article'))")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_keyboard_opens_the_menu_and_escape_gives_the_focus_back(
    readers: Readers, lang: str
) -> None:
    reader = readers.new(lang, viewport=ZOOMED)
    reader.page.goto(f"{reader.home}guides/statuses/")
    opener = reader.page.locator(".oc-menu-open")
    go_to(reader, opener)
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".oc-menu-close")).to_be_focused()
    go_to(reader, reader.page.locator(".oc-menu [aria-current=page]"))
    reader.page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(reader.page.locator(".oc-menu")).to_be_hidden()
    reader.page.keyboard.press("Space")
    go_to(reader, reader.page.locator(".oc-menu > ul > li > a").nth(1))
    reader.page.keyboard.press("Enter")

    expect(reader.page).to_have_url(reader.address(""))


def test_keyboard_leads_to_the_same_page_in_the_other_language(readers: Readers) -> None:
    reader = readers.new("id")
    reader.page.goto(f"{reader.home}guides/statuses/")
    opener = reader.page.locator(".md-select > button")
    go_to(reader, opener)
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("#oc-languages")).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator("#oc-languages")).to_be_hidden()
    expect(opener).to_be_focused()
    reader.page.keyboard.press("Enter")
    go_to(reader, reader.page.locator("#oc-languages a[hreflang=en]"))
    reader.page.keyboard.press("Enter")

    expect(reader.page).to_have_url(f"{reader.site}en/guides/statuses/")


def test_keyboard_chooses_between_light_and_dark(reader: Reader) -> None:
    reader.page.goto(reader.home)
    body = reader.page.locator("body")
    go_to(reader, reader.page.locator(".md-option"))
    reader.page.keyboard.press("ArrowRight")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert focus(reader.page) == "seen"
    expect(reader.page.get_by_role("radio", name="Gelap")).to_be_checked()
    reader.page.keyboard.press("ArrowLeft")

    expect(body).to_have_attribute("data-md-color-scheme", "default")


def test_no_single_key_does_anything(reader: Reader) -> None:
    reader.page.goto(f"{reader.home}guides/statuses/")
    address = reader.page.url
    for key in "/fsnp.,?":
        reader.page.keyboard.press(key)

    expect(reader.page.locator("dialog[open], :popover-open")).to_have_count(0)
    assert reader.page.url == address


# -- mistakes -------------------------------------------------------------------------------------


def test_day_that_is_none_is_described_at_its_field(reader: Reader) -> None:
    reader.open(CONFIRMED)
    reader.sees_step(CONFIRMED)
    field = reader.unfold(reader.part("#oc-day-paid-on"))
    field.fill("31/02/2026")
    field.press("Enter")

    expect(reader.part("[aria-invalid]")).to_be_focused()
    expect(reader.part("[aria-invalid]")).to_have_accessible_description(
        reader.part("#oc-day-paid-on-error").inner_text()
    )


def test_sentence_about_days_that_cannot_be_right_leads_to_the_field(reader: Reader) -> None:
    wrong = f"{CONFIRMED}&ordered-on=2026-11-04"
    reader.open(wrong)
    reader.sees_step(wrong)
    link = reader.part(".oc-contradiction a").first
    sentence = link.inner_text()
    link.click()

    expect(reader.part("#oc-day-paid-on")).to_be_focused()
    expect(reader.part("#oc-day-paid-on")).to_have_accessible_description(sentence)
    assert focus(reader.page) == "seen"


# -- targets --------------------------------------------------------------------------------------


def test_whole_row_of_an_option_is_a_large_target(reader: Reader) -> None:
    reader.start()
    reader.page.evaluate(UNFOLD)
    for row in reader.part(".oc-option").all():
        box = row.bounding_box()
        radio = row.locator("input").bounding_box()
        assert box is not None
        assert radio is not None
        assert box["height"] >= 44
        assert min(radio["width"], radio["height"]) >= 24
        row.click(position={"x": box["width"] - 5, "y": 5})
        expect(row.locator("input")).to_be_checked()


def sides(controls: Locator) -> list[float]:
    """The shorter side of each control that is shown."""
    found: list[float] = controls.evaluate_all(
        """all => all.map(one => one.getBoundingClientRect()).filter(box => box.width)
          .map(box => Math.min(box.height, box.width))"""
    )
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_controls_of_every_step_are_large_targets(readers: Readers, lang: str) -> None:
    stage = Stage(readers.new(lang))
    small = []
    for name, step in every_step().items():
        stage.put(step)
        controls = "button, summary, select, textarea, [type=text], [type=date]"
        if min(sides(stage.reader.part(controls))) < 44:
            small.append(name)

    assert small == []


def test_header_and_its_menus_are_large_targets(reader: Reader) -> None:
    reader.page.goto(f"{reader.home}guides/statuses/")
    for opener in (".oc-menu-open", ".md-select > button"):
        reader.page.locator(opener).click()
        shown = reader.page.locator(":popover-open :is(a, button)")
        assert min(sides(shown)) >= 44
        reader.page.keyboard.press("Escape")

    assert min(sides(reader.page.locator("header nav > :is(button, form label)"))) >= 36


# -- motion and colours ---------------------------------------------------------------------------


def test_nothing_moves_for_readers_who_asked_for_stillness(reader: Reader) -> None:
    reader.start()
    reader.answer("at-my-click")
    reader.sees_step("closed-when=at-my-click")
    reader.page.locator(".oc-menu-open").click()

    assert reader.page.evaluate("document.getAnimations().length") == 0


def test_forced_colours_tell_what_is_chosen_and_where_a_part_ends(readers: Readers) -> None:
    stage = Stage(readers.new("id", forced_colors="active"))
    stage.put(every_step()["several answers"])
    chosen = stage.reader.part(".oc-option:has(:checked)").first
    other = stage.reader.part(".oc-option:not(:has(:checked))").first
    expect(chosen).to_have_css("outline-style", "solid")
    expect(other).to_have_css("outline-style", "none")
    stage.put(every_step()["receipt-confirmed"])

    expect(stage.reader.part(".oc-urgent-now")).to_have_css("border-top-width", "4px")
    expect(stage.reader.part(".oc-money")).to_have_css("border-top-width", "1px")
    expect(stage.reader.part(".oc-chip").first).to_have_css("border-top-style", "solid")
