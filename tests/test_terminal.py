"""The commands as they are typed."""

import json
import re
from pathlib import Path

import pytest
from engine_fixtures import KNOWLEDGE, shared

from decision_tree.terminal import locale_language, main


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let these lines be typed; afterwards the keyboard is closed."""
    left = iter(lines)

    def read(prompt: str) -> str:
        print(prompt, end="")
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)


def test_diagnose_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(
        ["diagnose", "payment=paid", "tracking-number=no", "closed-when=unsure", "--json"]
    )
    result = json.loads(capsys.readouterr().out)

    assert status == 0
    assert result["causes"][0]["id"] == "not-shipped-in-time"
    assert result["answers"]["closed-when"] == ["unsure"]


@pytest.mark.parametrize("lang", KNOWLEDGE.languages)
def test_diagnose_prints_words_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    assert main(["diagnose", "message=chargeback", "--lang", lang]) == 0
    assert KNOWLEDGE.causes["bank-chargeback"].name[lang] in capsys.readouterr().out


def test_language_may_stand_before_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "id", "diagnose", "message=chargeback"]) == 0
    assert "Lakukan ini dulu" in capsys.readouterr().out


def test_several_options_mean_one_of_these(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", "store=item-gone,store-gone", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answers"]["store"] == ["item-gone", "store-gone"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["payment=payed"], "payment: no option is called 'payed'; did you mean 'paid'?"),
        (["paymnt=paid"], "no question is called 'paymnt'; did you mean 'payment'?"),
        (["payment"], "'payment' is not of the form QUESTION=OPTION"),
        (["payment=paid", "payment=unsure"], "payment: is answered twice"),
        (["--lang", "xx"], "--lang: there are no texts in 'xx'; choose from id, en"),
    ],
)
def test_wrong_input_is_one_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(["diagnose", *arguments]) == 2

    printed = capsys.readouterr()
    assert printed.err == f"{sentence}\n"
    assert printed.out == ""


def test_benchmark_prints_the_figures_of_the_contract(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["benchmark", str(shared("cases/public.toml")), "--json"]) == 0

    figures = json.loads(capsys.readouterr().out)
    assert figures["cases"] == 150
    assert set(figures["all"]) == {"top1", "top2"}
    assert set(figures["interview"]) == {
        "top1",
        "top2",
        "mean_questions",
        "max_questions",
        "harmful_first_steps",
    }


def test_benchmark_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["benchmark", str(shared("cases/public.toml"))]) == 0
    assert re.search(r"150 cases\nall known answers: top-1 \d", capsys.readouterr().out)


def test_benchmark_without_its_file_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["benchmark", str(tmp_path / "none.toml")]) == 2
    assert capsys.readouterr().err.endswith("none.toml: the file is missing\n")


@pytest.mark.parametrize(("form", "start"), [("mermaid", "flowchart"), ("svg", "<svg")])
def test_graph_prints_the_tree(capsys: pytest.CaptureFixture[str], form: str, start: str) -> None:
    assert main(["graph", "--format", form, "--depth", "1", "--lang", "id"]) == 0
    assert capsys.readouterr().out.startswith(start)


def test_asking_leads_to_a_result_and_says_how_to_see_it_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, *["0"] * 8)

    assert main(["--lang", "en"]) == 0

    printed = capsys.readouterr().out
    assert KNOWLEDGE.interface["first-step"]["en"] in printed
    assert re.search(r"python -m decision_tree diagnose \S+=unsure", printed)


def test_asking_explains_goes_back_and_takes_no_nonsense(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "?", "99", "nonsense", "1", "b", "q")

    assert main(["--lang", "en"]) == 0

    printed = capsys.readouterr().out
    assert KNOWLEDGE.interface["in-app"]["en"] in printed
    assert "“99” is not a choice" in printed
    assert "“nonsense” is not a choice" in printed
    assert printed.count("Question 1 of at most 8") == 2
    assert printed.endswith(f"{KNOWLEDGE.interface['terminal-bye']['en']}\n")


def test_a_closed_keyboard_ends_the_asking_without_a_trace(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch)

    assert main(["--lang", "id"]) == 0
    assert KNOWLEDGE.interface["terminal-bye"]["id"] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "id_ID.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "id_ID"}, "id"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
    ids=str,
)
def test_the_locale_chooses_the_language(environment: dict[str, str], lang: str) -> None:
    assert locale_language(KNOWLEDGE, environment) == lang


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])

    printed = capsys.readouterr().out
    assert stopped.value.code == 0
    assert all(word in printed for word in ("diagnose", "check", "benchmark", "graph"))
