"""Visitors notice the same in both browsers: what a page shows, asks for and complains of."""

from collections.abc import Iterator

import pytest
from served import serving
from views import View, Visitor
from visitors import BROWSERS, Visitors

pytestmark = pytest.mark.browser

FRAME = """<!doctype html><title>Frame</title><p>In the frame</p><script>
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
document.querySelector("p").textContent = dark ? "Scripted, dark" : "Scripted, light";
console.error("said in the frame");
absent();
</script>"""
PAGES = {
    "quiet": "<p>Nothing <b>more</b></p>",
    "framing": '<p>Around</p><iframe src="frame/"></iframe>',
    "warning": '<script>console.warn("careful"); console.log("unheard")</script>',
    "throwing": "<script>absent()</script>",
    "rejecting": '<script>Promise.reject(new Error("unhandled"))</script>',
    "refused": """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">
        <script src="script.js"></script>""",
    "cookie": '<script>document.cookie = "one=two"</script>',
    "button": '<button>Press</button><script>document.querySelector("button").onclick = '
    '(event) => (event.target.textContent = "Pressed")</script>',
}
TEXT = "document.body.innerText.trim()"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("pages")
    pages = {name: f"<!doctype html><title>Page</title>{body}" for name, body in PAGES.items()}
    for name, page in {**pages, "framing/frame": FRAME}.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(page, "utf-8")
    with serving(folder) as served:
        yield served.address


def complaints(view: View) -> list[str]:
    """What the page has complained of by the time that it answers."""
    view.shows("document.readyState", "complete")
    return view.complaints()


def test_a_quiet_page_shows_its_text_and_nothing_is_noticed(visitor: Visitor, address: str) -> None:
    view = visitor.open(f"{address}quiet/", width=500, height=400)

    assert view.value(TEXT) == "Nothing more"
    assert view.value("[innerWidth, innerHeight]") == [500, 400]
    assert (view.address, view.complaints(), view.cookies()) == (f"{address}quiet/", [], [])
    assert set(view.requests()) <= {f"{address}quiet/", f"{address}favicon.ico"}


@pytest.mark.parametrize(
    ("page", "noticed"),
    [
        ("warning", "warn: careful"),
        ("throwing", "thrown: ReferenceError: absent is not defined"),
        ("rejecting", "thrown: Error: unhandled"),
        ("refused", "error: policy: script-src-elem {address}refused/script.js"),
    ],
)
def test_a_complaint_is_noticed_once(
    visitor: Visitor, address: str, page: str, noticed: str
) -> None:
    assert complaints(visitor.open(f"{address}{page}/")) == [noticed.format(address=address)]


def test_a_frame_is_seen_and_heard(visitor: Visitor, address: str) -> None:
    view = visitor.open(f"{address}framing/")

    view.shows(TEXT, "Scripted, light", "/frame/")
    assert view.value(TEXT) == "Around"
    assert f"{address}framing/frame/" in view.requests()
    assert complaints(view) == [
        "error: said in the frame",
        "thrown: ReferenceError: absent is not defined",
    ]


@pytest.mark.parametrize("browser", BROWSERS)
def test_without_scripts_a_page_and_its_frame_are_seen_as_they_are(
    visitors: Visitors, address: str, browser: str
) -> None:
    view = visitors.of(browser, javascript=False).open(f"{address}framing/")

    view.shows(TEXT, "In the frame", "/frame/")
    assert complaints(view) == []


@pytest.mark.parametrize("browser", BROWSERS)
def test_who_likes_it_dark_is_known_in_frames_too(
    visitors: Visitors, address: str, browser: str
) -> None:
    view = visitors.of(browser, scheme="dark").open(f"{address}framing/")

    view.shows(TEXT, "Scripted, dark", "/frame/")


def test_a_cookie_is_seen_and_goes_with_its_page(visitor: Visitor, address: str) -> None:
    view = visitor.open(f"{address}cookie/")
    assert view.cookies() == ["one of 127.0.0.1"]
    view.close()

    assert visitor.open(f"{address}quiet/").cookies() == []


def test_what_is_pressed_answers(visitor: Visitor, address: str) -> None:
    view = visitor.open(f"{address}button/")
    view.click("button")

    view.shows(TEXT, "Pressed")


def test_what_never_comes_to_be_shown_fails(
    visitor: Visitor, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("views.PATIENCE", 0.3)
    view = visitor.open(f"{address}quiet/")

    with pytest.raises(AssertionError, match="Nothing more"):
        view.shows(TEXT, "Something")
    with pytest.raises(AssertionError, match="0 frames have '/frame/' in their address"):
        view.shows(TEXT, "Something", "/frame/")
