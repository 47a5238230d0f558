"""What other sites paste: every form of every answer holds its link and names us alone."""

from html.parser import HTMLParser

from engine_fixtures import KNOWLEDGE

from decision_tree.answer_forms import Forms
from decision_tree.publishing import Addresses, Published, publish
from hooks.embed_scripts import newest
from hooks.snippets import Snippets

BASE = "https://order.example/"
ADDRESSES = Addresses.of(KNOWLEDGE, BASE)
PUBLICATIONS = publish(KNOWLEDGE, ADDRESSES)
ANSWERS = [answer for answers in PUBLICATIONS.answers.values() for answer in answers.values()]
FAQ = PUBLICATIONS.answers["en"]["who-closed-my-order"]
CAUSE = PUBLICATIONS.answers["id"]["causes/out-of-stock"]


def snippets(answer: Published) -> Snippets:
    return Snippets(Forms(KNOWLEDGE, ADDRESSES, answer.lang), newest())


class Elements(HTMLParser):
    """The elements of a snippet in their order, and their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_component_is_a_link_within_an_element_and_a_script() -> None:
    found = Elements(snippets(FAQ).component(FAQ))
    script = {"type": "module", "src": f"{BASE}embed/v1/answer.js", "referrerpolicy": "no-referrer"}

    assert found.found == [
        ("order-closed-answer", {"lang": "en", "faq": "who-closed-my-order"}),
        ("a", {"href": FAQ.url}),
        ("script", script),
    ]
    assert found.text.strip() == FAQ.question


def test_a_cause_is_named_as_one() -> None:
    (element, *_) = Elements(snippets(CAUSE).component(CAUSE)).found

    assert element == ("order-closed-answer", {"lang": "id", "cause": "out-of-stock"})


def test_a_pinned_script_is_named_by_version_and_hash() -> None:
    *_, (_, script) = Elements(snippets(FAQ).pinned(FAQ)).found
    release = newest()

    assert script["src"] == f"{BASE}embed/v{release.version}/answer.js"
    assert script["integrity"] == release.integrity["answer.js"]
    assert script["crossorigin"] == "anonymous"


def test_a_frame_has_a_title_a_sandbox_and_a_helper() -> None:
    (_, frame), (_, helper) = Elements(snippets(FAQ).frame(FAQ)).found

    assert frame["src"] == f"{BASE}embed/v1/who-closed-my-order.en.html"
    assert frame["title"] == FAQ.question
    assert frame["sandbox"] == "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    assert frame["referrerpolicy"] == helper["referrerpolicy"] == "no-referrer"
    assert helper["src"] == f"{BASE}embed/v1/resize.js"
    assert "async" in helper


def test_wordpress_gets_what_it_keeps() -> None:
    """Of an unknown provider it keeps a quotation with a link and a frame, and few attributes."""
    html = snippets(FAQ).for_wordpress(FAQ)
    kept = {"blockquote": set(), "a": {"href"}, "iframe": {"src", "title", "width", "height"}}

    assert {tag: set(given) for tag, given in Elements(html).found} == kept
    assert html.startswith(
        f'<blockquote><a href="{FAQ.url}">{FAQ.question}</a></blockquote><iframe'
    )


def test_every_form_of_every_answer_names_this_site_alone() -> None:
    for answer in ANSWERS:
        for form, snippet in snippets(answer).all(answer):
            found = Elements(snippet.code).found
            loaded = [str(given["src"]) for _, given in found if "src" in given]

            assert all(address.startswith(BASE) for address in loaded), form
