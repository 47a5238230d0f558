"""Whatever kind of page shows an answer of ours, in Chromium or Firefox, its reader gets the whole.

Where no script can run, that is a link to it, and the frame. The kinds are thirteen: no scripts,
scripts dropped, a strict policy, Trusted Types, isolation, a sandbox, WordPress, AMP, a dark page,
a single page that changes, ten answers, a pinned script, and a script of the host's own. `Host`
asserts of every page here that nothing is kept in the browser, that nobody but the two sites is
asked for anything, that ours does not learn which page it was, and that nothing is thrown, warned
of or refused that a test does not name.
"""

import json
import re
import shutil

import pytest
from hosts import Answer, Embeds, Host
from served import serving
from views import Scheme, View, VisitError

from hooks import wordpress

pytestmark = pytest.mark.browser

ELEMENT = "order-closed-answer"
IN_ONE_LINE = r".innerText.replace(/\s+/g, ' ').trim()"
IS_SEEN = ".checkVisibility({ opacityProperty: true, visibilityProperty: true })"
CARD = f"document.querySelector('{ELEMENT}').shadowRoot?.querySelector('article')"
LINK = f"document.querySelector('{ELEMENT} > a')"

FITS = """(() => {
  const { scrollHeight, scrollWidth } = document.documentElement;
  return scrollHeight <= innerHeight && scrollWidth <= innerWidth;
})()"""
"""Whether there is nothing to scroll to."""

CAN_BE_SCROLLED = """(() => {
  scrollTo(0, document.documentElement.scrollHeight);
  const { bottom } = document.body.getBoundingClientRect();
  return scrollY > 0 && bottom <= innerHeight + 1;
})()"""

WORST_CONTRAST = """(root) => {
  const read = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\\d.]+/g).map(Number);
    const scale = text.startsWith("color(srgb ") ? 1 : 255;
    return { channels: [red, green, blue].map((channel) => channel / scale), alpha };
  };
  const over = (upper, lower) => ({
    channels: upper.channels.map((c, i) => c * upper.alpha + lower.channels[i] * (1 - upper.alpha)),
    alpha: 1,
  });
  const around = (element) => element.parentElement ?? element.getRootNode().host;
  const paper = (element) => {
    if (!element) throw new Error("no background of its own");
    const colour = read(getComputedStyle(element).backgroundColor);
    return colour.alpha === 1 ? colour : over(colour, paper(around(element)));
  };
  const light = ({ channels }) => {
    const [red, green, blue] = channels.map((c) =>
      c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratios = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const below = paper(element);
    const [dark, bright] = [light(over(read(getComputedStyle(element).color), below)), light(below)]
      .sort((one, other) => one - other);
    ratios.push((bright + 0.05) / (dark + 0.05));
  }
  return Math.min(...ratios);
}"""

ENOUGH_CONTRAST = 4.5


@pytest.fixture
def answer(embeds: Embeds) -> Answer:
    return embeds.answer("closed-although-paid")


@pytest.fixture
def other(embeds: Embeds) -> Answer:
    return embeds.answer("causes/out-of-stock")


def shows_card(view: View, answer: Answer, card: str = CARD) -> None:
    """Assert that the element shows the whole answer, and not the link that stood in for it."""
    view.shows(f"{card}?.isConnected && {card}{IN_ONE_LINE}", answer.card)
    view.holds(f"{card}{IS_SEEN}")


def shows_link(view: View, answer: Answer) -> None:
    """Assert that the element shows nothing but the link to the answer."""
    view.shows(f"{LINK}.href", answer.url)
    view.shows(f"{LINK}.innerText", answer.question)
    view.holds(f"{LINK}{IS_SEEN}")
    assert view.value(f"document.querySelector('{ELEMENT}').innerText") == answer.question


def shows_frame(view: View, answer: Answer, frame: str = "iframe") -> None:
    """Assert that a frame holds the whole answer, and can be seen."""
    bring_into_view = f"document.querySelector('{frame}').scrollIntoView()"
    view.value(bring_into_view)
    said = f"document.body{IN_ONE_LINE}"
    view.holds(f"{said}.includes({json.dumps(answer.text)})", answer.frame_address)
    assert view.value(f"{said}.includes({json.dumps(answer.question)})", answer.frame_address)
    assert view.value(f"document.querySelector('{frame}'){IS_SEEN}")


def shows_frame_in_full(view: View, answer: Answer, frame: str = "iframe") -> None:
    """Assert that nobody needs to scroll in the frame either."""
    shows_frame(view, answer, frame)
    view.holds(FITS, answer.frame_address)


def without_scripts(html: str) -> str:
    """What many a content management system makes of it."""
    stripped = re.sub(r"<script.*?</script>", "", html)
    assert stripped != html
    return stripped


def test_a_host_without_scripts_shows_the_link_and_the_frame(host: Host, answer: Answer) -> None:
    view = host.show(answer.component + answer.frame, javascript=False)

    shows_link(view, answer)
    shows_frame(view, answer)
    assert view.value(CAN_BE_SCROLLED, answer.frame_address)


def test_a_host_that_drops_scripts_shows_the_link_and_the_frame(host: Host, answer: Answer) -> None:
    view = host.show(without_scripts(answer.component + answer.frame))

    shows_link(view, answer)
    shows_frame(view, answer)
    assert view.value(CAN_BE_SCROLLED, answer.frame_address)


def strict(base: str) -> dict[str, str]:
    """A policy that names what the answer needs and forbids everything else."""
    policy = (
        f"default-src 'none'; script-src {base}embed/; connect-src {base}api/;"
        f" frame-src {base}embed/; img-src 'self'; base-uri 'none'; form-action 'none'"
    )
    return {"Content-Security-Policy": policy}


def test_a_host_with_a_strict_policy_shows_the_component(host: Host, answer: Answer) -> None:
    view = host.show(answer.component, headers=strict(answer.base))

    shows_card(view, answer)
    assert view.value(f"getComputedStyle({CARD}).borderTopWidth") == "1px"


def test_a_host_with_a_strict_policy_shows_the_frame(host: Host, answer: Answer) -> None:
    """Such a policy refuses the style in the markup, so that the host sets the width itself."""
    view = host.show(answer.frame, headers=strict(answer.base))
    host.complaints = ["error: policy: style-src-attr inline"]

    shows_frame_in_full(view, answer)


@pytest.mark.parametrize("form", ["component", "frame"])
def test_a_host_with_trusted_types_shows_the_answer(host: Host, answer: Answer, form: str) -> None:
    policy = "require-trusted-types-for 'script'; trusted-types 'none'"
    view = host.show(getattr(answer, form), headers={"Content-Security-Policy": policy})

    (shows_card if form == "component" else shows_frame_in_full)(view, answer)


def test_a_host_that_isolates_itself_shows_both(host: Host, answer: Answer) -> None:
    isolated = {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
    }
    view = host.show(answer.component + answer.frame, headers=isolated)
    view.holds("crossOriginIsolated")

    shows_card(view, answer)
    shows_frame_in_full(view, answer)


def test_a_frame_that_may_run_scripts_and_no_more_shows_the_answer(
    host: Host, answer: Answer
) -> None:
    frame = re.sub(r'sandbox="[^"]+"', 'sandbox="allow-scripts"', answer.frame)
    view = host.show(frame)

    shows_frame_in_full(view, answer)


def test_a_host_that_is_itself_in_such_a_frame_shows_the_answer(host: Host, answer: Answer) -> None:
    host.write("within.html", "plain.html", answer.component + answer.frame)
    view = host.show("", template="around.html", height=2200)
    within = "/within.html"

    view.shows(f"{CARD}{IN_ONE_LINE}", answer.card, within)
    view.holds(f"document.body{IN_ONE_LINE}.includes({json.dumps(answer.text)})", answer.path)
    view.holds(FITS, answer.frame_address)


@pytest.fixture
def blog(host: Host) -> Host:
    """A host that is a blog of WordPress."""
    wordpress.ensure_wordpress()
    shutil.copy(wordpress.PARENT_SCRIPT, host.folder)
    return host


def test_wordpress_shows_the_frame(blog: Host, answer: Answer) -> None:
    """It drops what says to tell nothing of the page; browsers then tell its origin, no more."""
    article = wordpress.put_into_article(blog.embeds.oembed(answer), answer.url)
    view = blog.show(article, template="wordpress.html")
    blog.referers = blog.addresses

    shows_frame_in_full(view, answer)
    assert not view.value(f"document.querySelector('blockquote'){IS_SEEN}")
    assert blog.asked() == [answer.frame_address.removeprefix(answer.base[:-1])]


def test_wordpress_follows_a_link_in_the_frame(blog: Host, answer: Answer) -> None:
    article = wordpress.put_into_article(blog.embeds.oembed(answer), answer.url)
    view = blog.show(article, template="wordpress.html")
    shows_frame_in_full(view, answer)
    blog.referers = blog.addresses
    view.click(f"a[href='{answer.url}']", answer.frame_address)

    view.shows("location.href", answer.url)


def test_wordpress_shows_the_frame_in_a_tab_that_opens_late(blog: Host, answer: Answer) -> None:
    """Until then the frame has no width, and thus no height to tell."""
    article = wordpress.put_into_article(blog.embeds.oembed(answer), answer.url)
    view = blog.show(f"<div hidden>{article}</div>", template="wordpress.html")
    blog.referers = blog.addresses
    view.value("document.querySelector('[hidden]').hidden = false")

    shows_frame_in_full(view, answer)
    assert view.value("document.querySelector('iframe').height") != "1000"


def test_wordpress_lets_a_long_answer_scroll(blog: Host, other: Answer) -> None:
    """It gives no frame more than 1000 pixels."""
    article = wordpress.put_into_article(blog.embeds.oembed(other), other.url)
    view = blog.show(article, template="wordpress.html")
    blog.referers = blog.addresses

    shows_frame(view, other)
    view.shows("document.querySelector('iframe').height", "1000")
    view.holds(CAN_BE_SCROLLED, other.frame_address)


def test_wordpress_without_its_script_leaves_the_link(blog: Host, answer: Answer) -> None:
    article = wordpress.put_into_article(blog.embeds.oembed(answer), answer.url)
    view = blog.show(article)
    blog.referers = blog.addresses
    link = "document.querySelector('blockquote > a')"

    view.shows(f"[{link}.href, {link}.innerText]", [answer.url, answer.question])
    assert view.value(f"{link}{IS_SEEN}")


def test_an_amp_page_gives_the_frame_its_height(host: Host, answer: Answer) -> None:
    """An amp-iframe has no class of ours, and no script from elsewhere runs beside it."""
    frame = f'<iframe src="{answer.frame_address}" width="600" height="150" sandbox="allow-scripts"'
    view = host.show(f'{frame} referrerpolicy="no-referrer"></iframe>', template="amp.html")

    shows_frame_in_full(view, answer)
    assert int(view.value("document.querySelector('iframe').height")) > 150


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_dark_host_can_be_read(host: Host, answer: Answer, scheme: Scheme) -> None:
    embed = answer.component + answer.frame
    view = host.show(embed, template="dark.html", scheme=scheme)
    shows_card(view, answer)
    shows_frame_in_full(view, answer)

    assert view.value(f"({WORST_CONTRAST})({CARD})") >= ENOUGH_CONTRAST
    inside = view.value(f"({WORST_CONTRAST})(document.body)", answer.frame_address)
    assert inside >= ENOUGH_CONTRAST


PAPER = "getComputedStyle(document.body).backgroundColor"
WHITE, ALMOST_BLACK = "rgb(255, 255, 255)", "rgb(18, 25, 27)"


@pytest.mark.parametrize(
    ("theme", "scheme", "paper"),
    [("dark", "light", ALMOST_BLACK), ("auto", "light", WHITE), ("auto", "dark", ALMOST_BLACK)],
)
def test_a_host_chooses_the_look_of_the_frame(
    host: Host, answer: Answer, theme: str, scheme: Scheme, paper: str
) -> None:
    view = host.show(answer.themed(theme), template="dark.html", scheme=scheme)
    shows_frame_in_full(view, answer)

    assert view.value(PAPER, answer.frame_address) == paper
    inside = view.value(f"({WORST_CONTRAST})(document.body)", answer.frame_address)
    assert inside >= ENOUGH_CONTRAST


def scripts_of(html: str) -> str:
    return "".join(re.findall(r"<script.*?</script>", html))


def insert(view: View, name: str, **attributes: str) -> None:
    view.value(f"routes.insert({json.dumps(name)}, {json.dumps(attributes)})")


def test_a_single_page_host_inserts_changes_moves_and_removes_the_component(
    host: Host, embeds: Embeds, answer: Answer, other: Answer
) -> None:
    view = host.show(scripts_of(answer.component), template="single_page.html")
    view.value("customElements.whenDefined('order-closed-answer').then(() => true)")
    insert(view, ELEMENT, faq=answer.path)
    shows_card(view, answer)

    view.value("routes.change({ faq: 'closed-or-completed' })")
    shows_card(view, embeds.answer("closed-or-completed"))
    view.value("routes.change({ lang: 'en' })")
    shows_card(view, embeds.answer("closed-or-completed", "en"))
    view.value("routes.move()")
    shows_card(view, embeds.answer("closed-or-completed", "en"))
    view.value("routes.clear()")
    assert view.value(f"document.querySelector('{ELEMENT}')") is None
    insert(view, ELEMENT, cause=other.data["id"], lang="id")
    view.value("routes.clear()")
    insert(view, ELEMENT, cause=other.data["id"], lang="id")
    shows_card(view, other)


def test_a_single_page_host_inserts_changes_and_removes_the_frame(
    host: Host, answer: Answer, other: Answer
) -> None:
    attributes = dict(re.findall(r'(\w+)="([^"]*)"', answer.frame.partition("<script")[0]))
    view = host.show(scripts_of(answer.frame), template="single_page.html")
    view.holds("performance.getEntriesByType('resource').length > 0")
    insert(view, "iframe", **attributes)
    shows_frame_in_full(view, answer)

    view.value(f"routes.change({{ src: {json.dumps(other.frame_address)} }})")
    shows_frame_in_full(view, other)
    view.value("routes.clear()")
    insert(view, "iframe", **attributes)
    view.value("routes.clear()")
    insert(view, "iframe", **attributes)
    shows_frame_in_full(view, answer)


@pytest.fixture
def ten(embeds: Embeds) -> list[Answer]:
    listed = json.loads((embeds.folder / "api/v1/id/index.json").read_text("utf-8"))["answers"]
    chosen = listed[:: len(listed) // 10][:10]
    assert {one["kind"] for one in chosen} == {"faq", "cause"}
    return [embeds.answer(one["path"]) for one in chosen]


def test_ten_components_on_a_page_show_an_answer_each(host: Host, ten: list[Answer]) -> None:
    again = ten[0].component
    view = host.show("".join(one.component for one in ten) + again)
    for place, one in enumerate([*ten, ten[0]]):
        element = f"document.querySelectorAll('{ELEMENT}')[{place}]"
        shows_card(view, one, f"{element}.shadowRoot?.querySelector('article')")

    assert sorted(host.asked("api/")) == sorted(f"/{one.api[len(one.base) :]}" for one in ten)
    assert host.asked("embed/") == ["/embed/v1/answer.js"]


def test_ten_frames_on_a_page_have_a_height_each(host: Host, ten: list[Answer]) -> None:
    view = host.show("".join(one.frame for one in ten))
    for one in ten:
        shows_frame_in_full(view, one, f'iframe[src="{one.frame_address}"]')
    heights = view.value("[...document.querySelectorAll('iframe')].map((one) => one.style.height)")

    assert len(set(heights)) > 5
    assert host.asked("embed/v1/resize.js") == ["/embed/v1/resize.js"]


def test_a_host_that_pins_the_script_shows_the_component(host: Host, answer: Answer) -> None:
    view = host.show(answer.pinned)

    shows_card(view, answer)


def test_a_host_that_pins_another_script_shows_the_link(host: Host, answer: Answer) -> None:
    wrong = re.sub(r'integrity="sha256-[^"]+"', f'integrity="sha256-{"A" * 43}="', answer.pinned)
    assert wrong != answer.pinned
    view = host.show(wrong)
    view.holds("performance.getEntriesByType('resource').length > 0")

    shows_link(view, answer)
    assert not view.value("customElements.get('order-closed-answer')")


def test_a_host_with_a_script_of_its_own_shows_what_the_data_say(
    host: Host, embeds: Embeds
) -> None:
    answer = embeds.answer("customs-duty-how-much")
    view = host.show(answer.api, template="own_script.html")

    assert "table" in {block["type"] for block in answer.data["blocks"]}
    view.shows(f"document.getElementById('answer'){IN_ONE_LINE}", answer.text)


@pytest.mark.parametrize(
    ("embed", "noticed"),
    [
        ("<script>document.cookie = 'one=two'</script>", "one of localhost"),
        ("<script>localStorage.one = 'two'</script>", "local: one"),
        ("<script>console.warn('careful')</script>", "warn: careful"),
        ("<script src='{base}embed/v1/resize.js'></script>", "http://localhost:"),
        ("<img alt='' src='{elsewhere}one.png'>", "one.png"),
    ],
    ids=["cookie", "setting", "warning", "referer", "another host"],
)
def test_a_host_that_gives_something_away_is_noticed(
    host: Host, tmp_path_factory: pytest.TempPathFactory, embed: str, noticed: str
) -> None:
    with serving(tmp_path_factory.mktemp("elsewhere")) as elsewhere:
        host.show(embed.format(base=host.embeds.address, elsewhere=elsewhere.address))
    with pytest.raises(AssertionError, match=noticed):
        host.assert_quiet()
    host.views.clear()
    host.embeds.served.asked.clear()


def test_contrast_is_measured_as_the_rules_say(host: Host) -> None:
    grey = "<p style='color: #777'>Grey</p><p hidden style='color: #fff'>Nobody sees it</p>"
    view = host.show(f"<main style='background: #fff'><div>{grey}</div></main>")
    bare = f"({WORST_CONTRAST})(document.querySelector('h1'))"

    ratio = view.value(f"({WORST_CONTRAST})(document.querySelector('main'))")
    assert round(ratio, 2) == 4.48
    with pytest.raises(VisitError, match="no background of its own"):
        view.value(bare)


def told(host: Host) -> set[str]:
    """What of the page that shows it our site can read in the requests."""
    names = ("origin", "referer")
    return {
        one.headers[name] for one in host.embeds.served.asked for name in names & one.headers.keys()
    }


def test_our_site_learns_nothing_of_the_page_around_a_frame(host: Host, answer: Answer) -> None:
    shows_frame_in_full(host.show(answer.frame), answer)

    assert told(host) == set()


def test_our_site_learns_the_origin_of_a_page_with_a_component(host: Host, answer: Answer) -> None:
    """With it a browser asks for leave to read; it names the host, and never the page."""
    shows_card(host.show(answer.component), answer)

    assert told(host) == {address.removesuffix("/") for address in host.addresses}


def test_nothing_sticks_out_of_a_narrow_phone(host: Host, embeds: Embeds) -> None:
    wide = embeds.answer("customs-duty-how-much")
    view = host.show(wide.component + wide.frame, width=320)
    shows_card(view, wide)
    shows_frame_in_full(view, wide)

    assert view.value("document.documentElement.scrollWidth <= innerWidth")
