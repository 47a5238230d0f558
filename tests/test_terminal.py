"""The commands as they are typed."""

import datetime as dt
import io
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


def test_days_and_the_method_count_too(capsys: pytest.CaptureFixture[str]) -> None:
    told = ["button-pressed=confirm-receipt", "status-shown=completed", "method=transfer"]
    pairs = ["paid-on=2026-01-03", "confirmed-on=20 Januari 2026"]

    assert main(["diagnose", *told, *pairs, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["answers"]["days-since"] == ["more-than-15"]
    assert "paid-on" not in result["answers"]
    assert next(due["date"] for due in result["passed"] if due["date"]) == "2026-02-04"


def test_today_is_the_day_of_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    today = dt.datetime.now().astimezone().date()
    told = ["button-pressed=confirm-receipt", "status-shown=completed"]

    assert main(["diagnose", *told, f"confirmed-on={today.isoformat()}", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["answers"]["days-since"] == ["up-to-15"]
    assert result["act_by"]["days_left"] in {14, 15}  # midnight may have passed meanwhile


def test_a_result_with_a_question_left_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", "--lang", "en"]) == 0
    assert re.search(r"\n→ .+  \([a-z-]+\)\n$", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["payment=payed"], "payment: no option is called 'payed'; did you mean 'paid'?"),
        (["paymnt=paid"], "no question is called 'paymnt'; did you mean 'payment'?"),
        (["payment"], "'payment' is not of the form QUESTION=OPTION"),
        (["payment=paid", "payment=unsure"], "payment: is answered twice"),
        (["method=card", "method=paypal"], "method: is answered twice"),
        (["paid-on=kemarin"], "paid-on: is no day such as 2026-11-23"),
        (["method=crad"], "no method is called 'crad'; did you mean 'card'?"),
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


def test_benchmark_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    few = shared("cases/public.toml").read_text("utf-8").split("\n[[case]]\n")[:11]
    (tmp_path / "few.toml").write_text("\n[[case]]\n".join(few), "utf-8")
    assert main(["benchmark", str(tmp_path / "few.toml")]) == 0

    printed = capsys.readouterr().out
    assert re.search(r"10 cases\nall known answers: top-1 \d", printed)
    assert re.search(r"in a fixed order: .* so choosing asks \d\d\.\d% fewer\n", printed)
    assert re.search(r"true answers that set the true cause aside: \d+ \(all\)", printed)


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


def test_a_pasted_text_is_read_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Order status: Closed\nBudi"))

    assert main(["read", "--json", "--lang", "en"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "answers": {"status-shown": "closed"},
        "redacted": "Order status: Closed\n[…]",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dibayar pada 3 Nov 2026", "Pembayaran dilakukan: 3 November 2026"),
        ("Pesanan ditutup", "Pada pesanan tertulis “Ditutup” (Closed)."),
        ("Selamat pagi", KNOWLEDGE.interface["paste-nothing"]["id"]),
    ],
)
def test_a_pasted_text_is_read_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))

    assert main(["read", "--lang", "id"]) == 0
    assert words in capsys.readouterr().out


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])

    printed = capsys.readouterr().out
    assert stopped.value.code == 0
    assert all(word in printed for word in ("diagnose", "read", "check", "benchmark", "graph"))


def test_days_and_methods_that_cannot_be_read_are_named_all_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["diagnose", "paid-on=soon", "method=gold", "payment=paid"]) == 2

    assert capsys.readouterr().err.splitlines() == [
        "paid-on: is no day such as 2026-11-23",
        "no method is called 'gold'; did you mean 'card'?",
    ]
