"""What stands in the built site for other sites and programs is complete, and says the same."""

import dataclasses
import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE

from decision_tree.answer_forms import FORMS, Forms
from decision_tree.faq_register import Withdrawn
from decision_tree.publishing import Addresses, Publications, publish
from decision_tree.terminal import LOCAL
from hooks.for_others import ForOthersError, write_for_others
from hooks.host_files import headers_for, read_headers_file
from hooks.make_site import build_site
from hooks.places import ROOT, SITE

ADDRESSES = Addresses.of(KNOWLEDGE, LOCAL)
LANGUAGES = list(KNOWLEDGE.languages)
PUBLICATIONS = publish(KNOWLEDGE, ADDRESSES)
PATHS = [(lang, path) for lang in LANGUAGES for path in PUBLICATIONS.answers[lang]]
WITHDRAWN = Withdrawn(
    id="old-question",
    day=dt.date(2026, 12, 31),
    question={"id": "Yang <lama>?", "en": "The <old> one?"},
    instead="fund-processing",
)


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    build_site()


def load(address: str, site: Path = SITE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / address).read_text("utf-8"))
    return found


def test_every_answer_stands_there_in_every_form() -> None:
    missing = [
        address
        for lang, path in PATHS
        for address in (
            *(f"api/v1/{lang}/{path}.{form}" for form in ("json", "md", "txt")),
            f"oembed/v1/{lang}/{path}.json",
            f"embed/v1/{path}.{lang}.html",
        )
        if not (SITE / address).is_file()
    ]

    assert missing == []
    assert (SITE / "api/v1/schema.json").is_file()


@pytest.mark.parametrize("form", ["json", "md", "html"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_terminal_prints_what_is_published(lang: str, form: str) -> None:
    command = (sys.executable, "-m", "decision_tree", "faq", "closed-although-paid")
    environment = {name: text for name, text in os.environ.items() if name != "SITE_URL"}
    printed = subprocess.run(
        (*command, "--lang", lang, "--format", form),
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    answer = PUBLICATIONS.answers[lang]["closed-although-paid"]

    assert printed == FORMS[form](Forms(KNOWLEDGE, ADDRESSES, lang), answer)
    if form != "html":
        file = SITE / f"api/v1/{lang}/closed-although-paid.{form}"
        assert printed == file.read_text("utf-8")


def test_what_sites_ask_for_by_oembed_is_complete() -> None:
    for lang, path in PATHS:
        answer, found = PUBLICATIONS.answers[lang][path], load(f"oembed/v1/{lang}/{path}.json")
        card = found["thumbnail_url"].removeprefix(LOCAL)

        assert (found["version"], found["type"]) == ("1.0", "rich")
        assert found["title"] == answer.question
        assert found["provider_name"] == KNOWLEDGE.site["site-name"][lang]
        assert found["html"].count("<iframe ") == 1
        assert f'width="{found["width"]}" height="{found["height"]}"' in found["html"]
        assert ADDRESSES.frame(lang, path) in found["html"]
        assert (SITE / card).is_file()


def test_the_lists_for_bots_name_and_hold_every_answer() -> None:
    listed, whole = ((SITE / name).read_text("utf-8") for name in ("llms.txt", "llms-full.txt"))
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): .+$", listed, re.MULTILINE)

    assert links == [ADDRESSES.answer(lang, path, "md") for lang, path in PATHS]
    assert listed.startswith(f"# {KNOWLEDGE.site['site-name']['id']}\n\n> ")
    for lang, path in PATHS:
        assert (SITE / f"api/v1/{lang}/{path}.md").read_text("utf-8") in whole


def test_other_sites_may_read_it_and_frame_it() -> None:
    rules = read_headers_file(SITE)
    frame = headers_for(rules, "/embed/v1/closed-although-paid.id.html")
    data = headers_for(rules, "/api/v1/id/closed-although-paid.json")
    release = headers_for(rules, "/embed/v1.0.0/answer.js")

    for headers in (frame, data, release, headers_for(rules, "/oembed/v1/id/x.json")):
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert frame["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "frame-ancestors" not in frame["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in frame["Content-Security-Policy"]
    assert "'self'" not in frame["Content-Security-Policy"]
    assert data["Cache-Control"] == frame["Cache-Control"] == "public, max-age=3600"
    assert release["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Access-Control-Allow-Origin" not in headers_for(rules, "/faq/")


@pytest.fixture
def withdrawn_site(tmp_path: Path) -> Path:
    gone = Publications(answers=PUBLICATIONS.answers, withdrawn={WITHDRAWN.id: WITHDRAWN})
    write_for_others(tmp_path, KNOWLEDGE, gone, ADDRESSES)
    return tmp_path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_withdrawn_answer_leaves_files_that_say_where_it_went(
    withdrawn_site: Path, lang: str
) -> None:
    data = load(f"api/v1/{lang}/old-question.json", withdrawn_site)
    frame = (withdrawn_site / f"embed/v1/old-question.{lang}.html").read_text("utf-8")
    text = (withdrawn_site / f"api/v1/{lang}/old-question.md").read_text("utf-8")
    instead = PUBLICATIONS.answers[lang]["fund-processing"]

    assert (data["withdrawn"], data["instead"]) == ("2026-12-31", "fund-processing")
    assert data["url"] == instead.url
    assert f'href="{instead.url}"' in frame
    assert instead.question in frame
    assert "<lama>" not in frame
    assert "<old>" not in frame
    assert instead.url in text
    listed = load(f"api/v1/{lang}/index.json", withdrawn_site)["answers"]
    assert "old-question" not in {one["id"] for one in listed}


def test_no_answer_may_be_called_like_a_frame_of_ours(tmp_path: Path) -> None:
    answers = {
        lang: {**found, "tree": dataclasses.replace(found["fund-processing"], id="tree")}
        for lang, found in PUBLICATIONS.answers.items()
    }
    with pytest.raises(ForOthersError, match=r"tree\.md: an answer needs another id"):
        write_for_others(
            tmp_path, KNOWLEDGE, Publications(answers=answers, withdrawn={}), ADDRESSES
        )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the site is built from, in which one answer is withdrawn."""
    for folder in ("decision_tree", "docs", "hooks", "overrides"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    for folder in (".venv", "build", "node_modules"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    for lang in LANGUAGES:
        (tmp_path / f"docs/{lang}/faq/fund-processing.md").unlink()
    with (tmp_path / "docs/register/answers.toml").open("a", encoding="utf-8") as register:
        register.write(
            '[withdrawn.fund-processing]\nday = 2026-12-31\ninstead = "refund-how-long"\n'
            'question.id = "Apa artinya?"\nquestion.en = "What does it mean?"\n'
        )
    return tmp_path


def test_the_page_of_a_withdrawn_answer_says_where_it_went(project: Path) -> None:
    """Links to it and embeds that fell back to their link still lead somewhere."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", project / "site")
    subprocess.run(command, cwd=project, env=environment, capture_output=True, check=True)
    page = (project / "site/en/faq/fund-processing/index.html").read_text("utf-8")
    listed = (project / "site/en/faq/index.html").read_text("utf-8")

    assert "What does it mean?</h1>" in page
    assert "withdrawn on 31 December 2026" in page
    assert 'href="../refund-how-long/"' in page
    assert "fund-processing" not in listed
    assert (project / "site/api/v1/en/fund-processing.json").is_file()
