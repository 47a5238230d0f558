"""The door to the terminal: `python -m decision_tree`.

It reads arguments and keys and prints; it does not know how anything is decided. The words of the
interview come from the knowledge; the help of the commands is for developers, in English.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from . import graph
from .answers import Answers, write_fragment
from .benchmark import benchmark
from .diagnosis import NAMELESS, Diagnosis, Reason, diagnose
from .errors import AnswerError, KnowledgeError
from .interview import MAX_QUESTIONS, asked_in_order
from .loading import load, load_cases
from .model import Knowledge, Question
from .proof import prove

WIDTH = 88
WRONG_INPUT = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 not sound, 2 wrong input."""
    options = _parser().parse_args(arguments)
    _speak_anywhere()
    try:
        return _run(load(), options)
    except (AnswerError, KnowledgeError) as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(error, file=sys.stderr)
        return 1


def _speak_anywhere() -> None:
    """Let a terminal that lacks a character show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m decision_tree",
        description="Names the likely cause of a closed AliExpress order. "
        "Without a command it asks in the terminal.",
    )
    _language(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    one = commands.add_parser("diagnose", help="diagnose answers given as QUESTION=OPTION")
    one.add_argument(
        "answers",
        nargs="*",
        metavar="QUESTION=OPTION",
        help="several options joined by commas mean 'one of these'; 'unsure' is always an option",
    )
    one.add_argument("--json", action="store_true", help="print JSON")
    _language(one)

    commands.add_parser("check", help="prove the knowledge over every reachable interview")

    judge = commands.add_parser("benchmark", help="judge the diagnosis by known cases")
    judge.add_argument("cases", metavar="CASES.toml", type=Path)
    judge.add_argument("--json", action="store_true", help="print JSON")

    draw = commands.add_parser("graph", help="draw the grown tree")
    draw.add_argument("--format", choices=("mermaid", "svg"), default="mermaid")
    draw.add_argument("--depth", type=int, choices=range(1, 5), default=2, help="questions deep")
    _language(draw)
    return parser


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        default=argparse.SUPPRESS,
        help="language of the texts, such as id or en; by default that of the locale",
    )


def _run(knowledge: Knowledge, options: argparse.Namespace) -> int:
    if options.command == "check":
        return _check(knowledge)
    if options.command == "benchmark":
        return _benchmark(knowledge, options.cases, as_json=options.json)
    lang = getattr(options, "lang", None) or locale_language(knowledge, os.environ)
    if lang not in knowledge.languages:
        choices = ", ".join(knowledge.languages)
        raise AnswerError([f"--lang: there are no texts in '{lang}'; choose from {choices}"])
    if options.command == "graph":
        return _graph(knowledge, lang, options.format, options.depth)
    if options.command == "diagnose":
        return _diagnose(knowledge, lang, options.answers, as_json=options.json)
    return _Asking(knowledge, lang).run()


def locale_language(knowledge: Knowledge, environment: Mapping[str, str]) -> str:
    """Return the language of the locale, or English where there are no texts in it."""
    named = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    lang = next(filter(None, named), "")[:2]
    return lang if lang in knowledge.languages else "en"


def _check(knowledge: Knowledge) -> int:
    print("Walking every reachable interview …", file=sys.stderr, flush=True)
    proof = prove(knowledge)
    for problem in proof.problems:
        print(problem, file=sys.stderr)
    print(
        f"{proof.interviews:,} interviews in {proof.states:,} states: "
        f"at most {proof.longest} questions, {len(proof.problems)} problems\n"
        f"digest {proof.digest}"
    )
    return 1 if proof.problems else 0


def _benchmark(knowledge: Knowledge, path: Path, *, as_json: bool) -> int:
    figures = benchmark(knowledge, load_cases(path, knowledge))
    if as_json:
        print(json.dumps(figures, indent=2))
        return 0
    known, asked = figures["all"], figures["interview"]
    print(
        f"{figures['cases']} cases\n"
        f"all known answers: top-1 {known['top1']:.1%}, top-2 {known['top2']:.1%}\n"
        f"as an interview:   top-1 {asked['top1']:.1%}, top-2 {asked['top2']:.1%}; "
        f"questions: mean {asked['mean_questions']:.2f}, most {asked['max_questions']}; "
        f"harmful first steps: {asked['harmful_first_steps']}\n"
        f"one step: median {figures['median_step_ms']:.2f} ms"
    )
    for way, confusion in figures["confusion"].items():
        for cause, counts in confusion.items():
            taken = ", ".join(f"{other} ({count})" for other, count in counts.items())
            print(f"confused ({way}): {cause} taken for {taken}")
    return 0


def _graph(knowledge: Knowledge, lang: str, form: str, depth: int) -> int:
    tree = graph.grow(knowledge, lang, depth)
    title = knowledge.interface["tree-title"][lang].format(depth=depth)
    print(graph.mermaid(tree) if form == "mermaid" else graph.svg(tree, title))
    return 0


def _diagnose(knowledge: Knowledge, lang: str, pairs: Sequence[str], *, as_json: bool) -> int:
    diagnosis = diagnose(knowledge, _answers(pairs))
    if as_json:
        print(json.dumps(diagnosis.to_dict(lang), ensure_ascii=False, indent=2))
        return 0
    _print_result(knowledge, diagnosis, lang)
    if diagnosis.next_question is not None:
        print(f"\n→ {diagnosis.next_question.text[lang]}  ({diagnosis.next_question.id})")
    return 0


def _answers(pairs: Sequence[str]) -> dict[str, list[str]]:
    """Return QUESTION=OPTION pairs as answers; raises `AnswerError` for every other form."""
    broken = [pair for pair in pairs if "=" not in pair]
    questions = [pair.partition("=")[0] for pair in pairs]
    twice = sorted({q for q in questions if questions.count(q) > 1})
    problems = [f"'{pair}' is not of the form QUESTION=OPTION" for pair in broken]
    problems += [f"{question}: is answered twice" for question in twice]
    if problems:
        raise AnswerError(problems)
    return {q: value.split(",") for q, _, value in (pair.partition("=") for pair in pairs)}


class _Asking:
    """An interview in the terminal; what is typed leaves nothing behind."""

    def __init__(self, knowledge: Knowledge, lang: str) -> None:
        self.knowledge = knowledge
        self.lang = lang
        self.answers: Answers = {}

    def run(self) -> int:
        try:
            diagnosis = diagnose(self.knowledge, self.answers)
            while diagnosis.next_question is not None:
                self._ask(diagnosis.next_question)
                diagnosis = diagnose(self.knowledge, self.answers)
        except (EOFError, KeyboardInterrupt):
            print(f"\n{self._say('terminal-bye')}")
            return 0
        print()
        _print_result(self.knowledge, diagnosis, self.lang)
        again = write_fragment(self.knowledge, diagnosis.answers).replace("&", " ")
        print(f"\n{self._say('terminal-again')}\n  python -m decision_tree diagnose {again}")
        return 0

    def _ask(self, question: Question) -> None:
        """Ask until there is an answer, or one was taken back."""
        self._print_question(question)
        while True:
            typed = input(self._say("terminal-prompt")).strip().lower()
            if typed == "q":
                raise EOFError
            if typed == "b":
                self._take_back()
                return
            if typed == "?":
                self._print_help(question)
            elif typed in map(str, range(len(question.options) + 1)):
                self.answers = {**self.answers, question.id: _chosen(question, int(typed))}
                return
            else:
                last = len(question.options)
                print(self._say("terminal-unknown", typed=typed, last=last))

    def _print_question(self, question: Question) -> None:
        number = len(self.answers) + 1
        print(f"\n{self._say('question-number', n=number, max=MAX_QUESTIONS)}")
        print(_wrapped(question.text[self.lang]))
        for place, option in enumerate(question.options, start=1):
            print(f"  {place}  {option.label[self.lang]}")
        print(f"  0  {self._say('unsure')}")

    def _print_help(self, question: Question) -> None:
        print(_wrapped(f"{self._say('in-app')}: {question.help_app[self.lang]}"))
        print(_wrapped(f"{self._say('on-web')}: {question.help_web[self.lang]}"))
        print(_wrapped(f"{self._say('why-asked')} {question.why[self.lang]}"))

    def _take_back(self) -> None:
        asked = asked_in_order(self.knowledge, self.answers)
        self.answers = {q: said for q, said in self.answers.items() if q not in asked[-1:]}

    def _say(self, key: str, **values: object) -> str:
        return self.knowledge.interface[key][self.lang].format(**values)


def _chosen(question: Question, number: int) -> frozenset[str]:
    return frozenset({question.options[number - 1].id}) if number else frozenset()


def _print_result(knowledge: Knowledge, diagnosis: Diagnosis, lang: str) -> None:
    for title, text in _result_lines(diagnosis, lang):
        heading = knowledge.interface[title][lang]
        print(_wrapped(f"{heading}: {text}" if text else heading))
    for situation in diagnosis.situations:
        print(_wrapped(f"{situation.name[lang]}: {situation.advice[lang]}"))
    for ranked in diagnosis.plausible:
        words = knowledge.interface[f"likelihood-{ranked.likelihood}"][lang]
        print(f"\n{ranked.cause.name[lang]}: {words}")
        for sign, reasons in (("+", ranked.speaks_for), ("-", ranked.speaks_against)):
            for reason in reasons:
                print(_wrapped(f"  {sign} {_statement(reason, lang)}"))
    print(f"\n{_wrapped(knowledge.interface['not-official'][lang])}")


def _result_lines(diagnosis: Diagnosis, lang: str) -> Iterator[tuple[str, str]]:
    """Yield what matters most: the key of a heading, and what stands behind it."""
    best = diagnosis.causes[0].cause
    if diagnosis.fit in NAMELESS:
        yield f"result-{diagnosis.fit}", ""
    else:
        yield f"result-{diagnosis.fit}", f"{best.name[lang]}. {best.summary[lang]}"
        money = diagnosis.money_text(best)
        yield "where-money", f"{best.money.state.name[lang]}. {money[lang]}"
    step = diagnosis.first_step
    yield "first-step", f"{step.title[lang]}. {step.detail[lang]}"
    if step.guard:
        yield "warning", step.guard[lang]
    pressing = diagnosis.act_by
    if diagnosis.fit not in NAMELESS:
        yield "by-when", diagnosis.deadline_text(best)[lang]
    if pressing and (pressing is not best or diagnosis.fit in NAMELESS):
        text = diagnosis.deadline_text(pressing)[lang]
        yield "deadline-elsewhere", f"{pressing.name[lang]}. {text}"
    for one, other in diagnosis.contradictions:
        yield "contradiction-title", " / ".join(_statement(reason, lang) for reason in (one, other))


def _statement(reason: Reason, lang: str) -> str:
    return " / ".join(reason.question.option(o).statement[lang] for o in reason.options)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent="  ")
