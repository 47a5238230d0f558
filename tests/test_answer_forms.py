"""The forms in which an answer is published: each is whole, dated, sourced, and valid."""

import datetime as dt
import json
from html.parser import HTMLParser
from typing import Any

import pytest
from document_fixtures import documents
from engine_fixtures import KNOWLEDGE
from jsonschema import (  # type: ignore[import-untyped]  # it comes without types
    Draft202012Validator,
    FormatChecker,
)

from decision_tree.answer_forms import FORMS, Forms, as_json, index
from decision_tree.faq import FOLDER
from decision_tree.faq_register import Withdrawn
from decision_tree.publishing import (
    LICENCE_ADDRESS,
    Addresses,
    Publications,
    Published,
    publish,
)

pytestmark = pytest.mark.host

ADDRESSES = Addresses.of(KNOWLEDGE, "https://order.example/")
LANGUAGES = list(KNOWLEDGE.languages)
SCHEMA = json.loads((FOLDER / "api/v1/schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
GONE = {
    instead: Withdrawn(
        id="why",
        day=dt.date(2026, 12, 31),
        question={"id": "Kenapa?", "en": "Why?"},
        instead=instead,
    )
    for instead in (None, "fund-processing")
}


@pytest.fixture(scope="module")
def publications() -> Publications:
    return publish(KNOWLEDGE, ADDRESSES)


def forms(lang: str) -> Forms:
    return Forms(KNOWLEDGE, ADDRESSES, lang)


def problems(data: object, kind: str = "") -> list[str]:
    """What the published schema says against it; `kind` names the part that it must be."""
    part = VALIDATOR.evolve(schema={"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]})
    checks = (VALIDATOR, part) if kind else (VALIDATOR,)
    return [error.message for check in checks for error in check.iter_errors(data)]


def everything(publications: Publications) -> list[tuple[Forms, Published]]:
    return [(forms(lang), one) for lang in LANGUAGES for one in publications.answers[lang].values()]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_answer_fits_the_schema(publications: Publications) -> None:
    found = {
        f"{one.lang}/{one.path}": problems(writer.data(one), "answer")
        for writer, one in everything(publications)
    }

    assert len(found) > 140
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_answers_fits_the_schema(publications: Publications, lang: str) -> None:
    answers = publications.answers[lang]
    data = index(forms(lang), answers.values())

    assert problems(data, "index") == []
    assert [one["path"] for one in data["answers"]] == list(answers)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("instead", "path"), [(None, "faq/"), ("fund-processing", "faq/fund-processing/")]
)
def test_a_withdrawn_answer_fits_the_schema_and_says_where_it_went(
    lang: str, instead: str | None, path: str
) -> None:
    data = forms(lang).withdrawn(GONE[instead])

    assert problems(data, "withdrawn") == []
    assert data["url"] == ADDRESSES.page(lang, path)
    assert "2026" in data["text"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 2}, "1 was expected"),
        ({"text": ""}, "should be non-empty"),
        ({"url": "javascript:alert(1)"}, "does not match"),
        ({"checked": "yesterday"}, "is not a 'date'"),
        ({"blocks": [{"type": "p"}]}, "is not valid"),
        ({"blocks": [{"type": "script", "spans": [{"text": "x"}]}]}, "is not valid"),
        ({"sources": [{"id": "S01"}]}, "is a required property"),
    ],
)
def test_the_schema_notices_what_is_wrong(
    publications: Publications, change: dict[str, Any], said: str
) -> None:
    data = forms("en").data(publications.answers["en"]["who-closed-my-order"]) | change

    assert any(said in problem for problem in problems(data, "answer"))


def test_nothing_may_leave_the_json_within_a_version(publications: Publications) -> None:
    """What the schema of version 1 demands stays; only adding is allowed."""
    data = forms("en").data(publications.answers["en"]["who-closed-my-order"])
    demanded = set(SCHEMA["$defs"]["answer"]["required"]) | set(SCHEMA["$defs"]["head"]["required"])

    assert demanded == {
        *("version", "id", "kind", "lang", "group", "question", "short", "url", "checked"),
        *("blocks", "text", "labels", "sources", "figures", "causes", "check", "translations"),
    }
    assert demanded <= data.keys()
    assert VALIDATOR.is_valid(data | {"added-later": True})


def test_the_words_of_json_are_those_of_the_blocks(publications: Publications) -> None:
    for writer, one in everything(publications):
        data = writer.data(one)
        lines = [
            line
            for block in data["blocks"]
            for row in (block.get("rows") or [block.get("items") or [block.get("spans")]])
            for line in row
        ]
        spoken = ["".join(span["text"] for span in line) for line in lines]

        assert data["text"].split() == " ".join(spoken).split(), one.path
        assert spoken[0] == data["short"]


def test_markdown_and_text_are_whole_dated_and_sourced(publications: Publications) -> None:
    for writer, one in everything(publications):
        for form in ("md", "txt"):
            text = FORMS[form](writer, one)

            assert one.question in text.splitlines()[0]
            assert writer.page.day(one.checked) in text
            assert one.url in text
            assert LICENCE_ADDRESS in text
            assert all(source in text for source in one.sources)
            assert text.endswith("\n")
            assert "\n\n\n" not in text


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_html_has_no_script_no_style_and_links_that_leave(publications: Publications) -> None:
    for writer, one in everything(publications):
        reader = Elements()
        reader.feed(FORMS["html"](writer, one))
        links = [given for tag, given in reader.found if tag == "a"]

        assert reader.found[0] == ("article", {"lang": one.lang})
        assert not {"script", "style", "img", "iframe"} & {tag for tag, _ in reader.found}
        assert {given["target"] for given in links} == {"_blank"}
        assert {given["rel"] for given in links} == {"noopener noreferrer"}
        assert one.url in {given["href"] for given in links}


def test_an_answer_starts_the_troubleshooter_with_its_answers(publications: Publications) -> None:
    meta = documents("en")["faq/closed-although-paid.md"].meta
    data = forms("en").data(publications.answers["en"]["closed-although-paid"])
    cause = forms("en").data(publications.answers["en"]["causes/out-of-stock"])

    assert data["check"] == f"https://order.example/en/troubleshooter/#{meta['answers']}"
    assert cause["check"] == "https://order.example/en/troubleshooter/"


def test_json_keeps_letters_as_they_are() -> None:
    assert as_json({"a": "“é”"}) == '{\n  "a": "“é”"\n}\n'
