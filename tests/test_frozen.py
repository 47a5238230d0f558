"""Knowledge that was made ready ahead of time is the knowledge that the tables hold."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_fixtures import KNOWLEDGE, public_cases

from decision_tree import Knowledge, browser, write_fragment
from decision_tree.frozen import freeze, ready, thaw

PASTED = "Order status: Closed\nPaid on 3 November 2026, Jane Doe, 8123456789012345"


@pytest.fixture(scope="module")
def thawed(knowledge: Knowledge) -> Knowledge:
    return thaw(freeze(knowledge))


def test_what_was_frozen_thaws_as_it_was(knowledge: Knowledge, thawed: Knowledge) -> None:
    assert vars(thawed) == {**vars(knowledge), "site": {}}
    assert [list(part) for part in ordered(thawed)] == [list(part) for part in ordered(knowledge)]


def ordered(knowledge: Knowledge) -> Iterator[Any]:
    """The parts whose order settles ties."""
    yield from (knowledge.questions, knowledge.causes, knowledge.actions, knowledge.interface)
    yield from (cause.signs for cause in knowledge.causes.values())


def test_what_is_shared_stays_shared(thawed: Knowledge) -> None:
    """The engine compares limits and states by identity."""
    known = {id(limit) for limit in thawed.limits.values()}
    used = {id(limit) for cause in thawed.causes.values() for limit in cause.deadline.limits}

    assert used
    assert used <= known


def test_frozen_sentences_are_plain_text(thawed: Knowledge) -> None:
    """Which figures were filled in matters to the pages of the site alone."""
    assert {type(cause.summary["en"]) for cause in thawed.causes.values()} == {str}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_reply_of_thawed_knowledge_is_the_same_to_the_last_byte(
    knowledge: Knowledge, thawed: Knowledge, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replies(known: Knowledge) -> list[str]:
        monkeypatch.setattr(browser, "knowledge", lambda: known)
        return [browser.respond(json.dumps(request)) for request in requests(lang)]

    assert replies(thawed) == replies(knowledge)


def requests(lang: str) -> Iterator[dict[str, Any]]:
    step = {"language": lang, "causes_url": "/causes/", "today": "2026-11-23", "action": "show"}
    for case in public_cases()[::10]:
        answers = list(case.answers.items())
        for told in range(0, len(answers) + 1, 2):
            fragment = write_fragment(KNOWLEDGE, dict(answers[:told]))
            yield {**step, "fragment": f"{fragment}&paid-on=2026-11-03"}
    yield {**step, "action": "read", "pasted": PASTED}


def test_the_file_of_the_package_is_taken_over(tmp_path: Path, knowledge: Knowledge) -> None:
    file = tmp_path / "knowledge.pickle"
    file.write_bytes(freeze(knowledge))

    assert vars(ready(file)) == {**vars(knowledge), "site": {}}


def test_without_a_file_the_tables_are_read(tmp_path: Path, knowledge: Knowledge) -> None:
    assert vars(ready(tmp_path / "knowledge.pickle")) == vars(knowledge)


def test_a_file_of_something_else_is_refused() -> None:
    with pytest.raises(TypeError, match="holds dict, not knowledge"):
        thaw(b"\x80\x05}.")


@pytest.mark.host
def test_the_page_starts_without_what_reads_tables_or_texts(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    (tmp_path / "knowledge.pickle").write_bytes(freeze(knowledge))
    program = (
        "import sys, pathlib, decision_tree.browser, decision_tree.frozen as frozen\n"
        "frozen.ready(pathlib.Path(sys.argv[1], 'knowledge.pickle'))\n"
        "print(*sys.modules)"
    )
    command = (sys.executable, "-c", program, tmp_path)
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert {
        "tomllib",
        "decision_tree.loading",
        "decision_tree.building",
        "decision_tree.reading",
    }.isdisjoint(done.stdout.split())
