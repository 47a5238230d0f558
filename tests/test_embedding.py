"""What other sites paste: every form of every answer is whole, and the page offers all of them."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE
from markup_reader import Element, flaws, read

from decision_tree.answer_forms import Forms
from decision_tree.page import Page
from decision_tree.publishing import CAUSE, FAQ, Addresses, Publications, Published, publish
from hooks.embed_scripts import newest
from hooks.embedding import FILES, Builder, forms_of, write_snippets
from hooks.make_site import build_site
from hooks.places import SITE
from hooks.snippets import FORMS, SANDBOX, THEMES, Snippets

BASE = "https://example.org/closed/"
ADDRESSES = Addresses.of(KNOWLEDGE, BASE)
LANGUAGES = list(KNOWLEDGE.languages)
THEMED = ("frame", "card")
WITH_ELEMENT = ("component", "pinned")
WITHOUT_SCRIPTS = ("text", "address", "tree")
PASTED_AS_HTML = [name for name in FORMS if name != "address"]
STARTS = re.compile(r"[a-z0-9=&,-]+")
"""What a card takes from its address, as its script has it."""


@cache
def publications() -> Publications:
    return publish(KNOWLEDGE, ADDRESSES)


def every_answer() -> list[Published]:
    return [one for answers in publications().answers.values() for one in answers.values()]


@cache
def snippets(lang: str) -> Snippets:
    return Snippets(Forms(KNOWLEDGE, ADDRESSES, lang), newest())


@cache
def pasted(lang: str, path: str) -> dict[str, dict[str, Any]]:
    return forms_of(snippets(lang), publications().answers[lang][path])


def forms(answer: Published) -> dict[str, dict[str, Any]]:
    return pasted(answer.lang, answer.path)


def code(answer: Published, form: str) -> Element:
    return read(forms(answer)[form]["code"])


def variants(form: str) -> list[str]:
    return [f"{form}-{theme}" for theme in THEMES] if form in THEMED else [form]


def builder(lang: str) -> Builder:
    page = Page(knowledge=KNOWLEDGE, lang=lang, causes_url="../causes/")
    return Builder(page, ADDRESSES, publications().answers[lang], "../")


def test_every_answer_has_every_form_and_every_look() -> None:
    every = {name for form in FORMS for name in variants(form)}

    assert len(every_answer()) > 100
    for answer in every_answer():
        assert forms(answer).keys() == every
        assert all(form["code"].strip() for form in forms(answer).values())


@pytest.mark.parametrize("form", PASTED_AS_HTML)
def test_what_is_pasted_is_well_nested_and_names_only_us(form: str) -> None:
    for answer in every_answer():
        for name in variants(form):
            loaded = [one["src"] for one in code(answer, name).all() if "src" in one]

            assert all(address.startswith(f"{BASE}embed/v1") for address in loaded)


@pytest.mark.parametrize("form", WITH_ELEMENT)
def test_an_element_names_its_answer_and_holds_the_link_to_it(form: str) -> None:
    for answer in every_answer():
        element = code(answer, form).one("order-closed-answer")
        link = element.one("a")

        assert element["lang"] == answer.lang
        assert {name: element[name] for name in (FAQ, CAUSE) if name in element} == {
            answer.kind: answer.id
        }
        assert (link["href"], link.text) == (answer.url, answer.question)


def test_a_fixed_script_is_named_by_its_hash_and_the_usual_one_is_not() -> None:
    answer = every_answer()[0]
    usual, fixed = (code(answer, form).one("script") for form in WITH_ELEMENT)

    assert usual["src"] == f"{BASE}embed/v1/answer.js"
    assert "integrity" not in usual
    assert fixed["src"] == f"{BASE}embed/v{newest().version}/answer.js"
    assert fixed["integrity"] == newest().integrity["answer.js"]
    assert fixed["crossorigin"] == "anonymous"


def test_the_text_holds_the_answer_its_address_its_day_and_its_licence() -> None:
    for answer in every_answer():
        text = code(answer, "text")
        links = {link["href"] for link in text.all("a")}
        said = " ".join(text.text.split())

        assert {answer.url, "https://creativecommons.org/licenses/by/4.0/"} <= links
        assert answer.question in said
        assert answer.short in said
        assert snippets(answer.lang).forms.labels(answer)["checked"] in said


def test_the_address_is_that_of_the_page_alone() -> None:
    assert {forms(answer)["address"]["code"] for answer in every_answer()} == {
        answer.url for answer in every_answer()
    }


def test_what_needs_no_script_brings_none() -> None:
    for answer in every_answer():
        for form in WITHOUT_SCRIPTS:
            assert "<script" not in forms(answer)[form]["code"]
        assert "allow-scripts" not in code(answer, "tree").one("iframe")["sandbox"]


@pytest.mark.parametrize("form", ["frame", "card", "tree"])
def test_a_preview_shows_the_frame_that_is_pasted(form: str) -> None:
    for answer in every_answer():
        for name in variants(form):
            frame, preview = code(answer, name).one("iframe"), forms(answer)[name]["preview"]

            assert frame["src"] == f"{BASE}{preview['src']}"
            assert {key: frame[key] for key in preview if key != "src"} == {
                key: preview[key] for key in preview if key != "src"
            }
            assert frame["title"]


def test_only_what_shows_in_a_frame_has_one_as_its_preview() -> None:
    framed = {name for name, form in forms(every_answer()[0]).items() if form["preview"]}

    assert framed == {*variants("frame"), *variants("card"), "address", "tree"}


def test_a_frame_asks_for_its_look_and_is_light_where_it_asks_for_none() -> None:
    answer = every_answer()[0]
    for form in THEMED:
        asked = [code(answer, name).one("iframe")["src"] for name in variants(form)]

        assert [address.partition("#")[0].partition("?")[2] for address in asked] == [
            "",
            "theme=dark",
            "theme=auto",
        ]


def test_a_card_starts_from_what_the_answer_is_about() -> None:
    for answer in every_answer():
        for name in variants("card"):
            start = code(answer, name).one("iframe")["src"].partition("#")[2]

            assert start == answer.answers
            assert not start or STARTS.fullmatch(start)


def test_an_address_previews_as_wordpress_shows_it() -> None:
    answer = every_answer()[0]
    shown = forms(answer)["address"]["preview"]

    assert shown["sandbox"] == "allow-scripts" != SANDBOX
    assert f"{BASE}{shown['src']}" in snippets(answer.lang).for_wordpress(answer)


def test_each_answer_gets_a_file_of_its_own(tmp_path: Path) -> None:
    for lang in LANGUAGES:
        answers = publications().answers[lang]
        write_snippets(tmp_path, snippets(lang).forms, answers.values())
        folder = tmp_path / FILES / lang

        written = {str(f.relative_to(folder).with_suffix("")) for f in folder.rglob("*.json")}
        assert written == answers.keys()
        one = json.loads((folder / "closed-although-paid.json").read_text("utf-8"))
        assert one == pasted(lang, "closed-although-paid")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_offers_every_answer_once_and_says_what_a_link_to_it_is_called(lang: str) -> None:
    options = read(builder(lang).element()).all("option")
    offered = {option["value"]: (option["data-part"], option.text) for option in options}

    assert len(options) == len(offered)
    assert offered == {
        path: (f"{answer.kind}={answer.id}", answer.question)
        for path, answer in publications().answers[lang].items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_offers_every_form_look_and_language_with_one_of_each_chosen(lang: str) -> None:
    fields = read(builder(lang).element()).all("input", type="radio")
    offered: dict[str, list[str]] = {}
    for field in fields:
        offered.setdefault(field["name"], []).append(field["value"])
        assert field["data-part"] == f"{field['name']}={field['value']}"

    assert offered == {"lang": LANGUAGES, "form": list(FORMS), "theme": list(THEMES)}
    assert [one["value"] for one in fields if "checked" in one] == [lang, FORMS[0], THEMES[0]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_of_every_form_what_it_survives(lang: str) -> None:
    texts = [one for one in read(builder(lang).element()).all("p") if "data-form" in one]

    assert {text["data-form"]: text.text for text in texts} == {
        form: KNOWLEDGE.site[f"embed-form-{form}-survives"][lang] for form in FORMS
    }
    assert [text["data-form"] for text in texts if "hidden" not in text] == [FORMS[0]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_code_but_no_controls_before_its_script_runs(lang: str) -> None:
    root = read(builder(lang).element())
    shown = root.one(class_="oc-ready-made")
    first = root.all("option")[0]
    answer = publications().answers[lang][first["value"]]

    assert flaws(root) == []
    assert "hidden" in root.one("form")
    assert not [one for one in shown.all() if one.tag in {"button", "input", "select"}]
    assert [one.text for one in shown.all("code")][1:] == [
        snippets(lang).component(answer),
        snippets(lang).frame(answer),
        snippets(lang).link(answer),
    ]
    assert shown.one("a")["href"] == f"../api/v1/{lang}/index.json"


def test_a_policy_names_the_origin_and_a_forum_the_folder_of_the_frames() -> None:
    assert read(builder("id").origin()).text == "https://example.org"
    assert read(builder("id").frames()).text == f"{BASE}embed/v1/"


def test_every_frame_that_the_built_site_previews_is_there() -> None:
    build_site()
    files = list((SITE / FILES).rglob("*.json"))
    previews = (form["preview"] for file in files for form in json.loads(file.read_text()).values())
    frames = {preview["src"].partition("#")[0].partition("?")[0] for preview in previews if preview}

    assert len(frames) > 100
    assert [frame for frame in frames if not (SITE / frame).is_file()] == []


def test_every_page_of_an_answer_leads_to_its_code() -> None:
    build_site()
    for answer in every_answer():
        folder = SITE / answer.url.removeprefix(BASE)
        link = f"../../embedding/#{answer.kind}={answer.id}"

        assert f'href="{link}"' in (folder / "index.html").read_text("utf-8")
