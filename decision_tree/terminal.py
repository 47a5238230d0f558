"""The door to the terminal: `python -m decision_tree`.

It reads arguments and keys and prints; it does not know how anything is decided. The words of the
interview come from the knowledge; the help of the commands is for developers, in English.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import graph
from .answer_forms import FORMS, Forms
from .answers import Answers, write_fragment
from .benchmark import benchmark
from .days import in_words, read_day
from .details import Details
from .diagnosis import diagnose
from .errors import AnswerError, KnowledgeError, unknown
from .interview import MAX_QUESTIONS, asked_in_order
from .loading import load, load_cases
from .model import Knowledge, Question
from .printing import print_reading, print_result, wrapped
from .proof import prove
from .publishing import Addresses, Publications, publish
from .reading import read_text

WRONG_INPUT = 2
INTERRUPTED = 130
LOCAL = "http://127.0.0.1:8000/"
"""Where the site is as long as nobody has said where it is published."""


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
        help="several options joined by commas mean 'one of these'; 'unsure' is always an option; "
        "days and the method of payment count too: paid-on=2026-11-03 method=card",
    )
    one.add_argument("--json", action="store_true", help="print JSON")
    _language(one)

    paste = commands.add_parser(
        "read", help="read a pasted order page, e-mail or tracking page from standard input"
    )
    paste.add_argument("--json", action="store_true", help="print JSON")
    _language(paste)

    commands.add_parser("check", help="prove the knowledge over every reachable interview")

    judge = commands.add_parser("benchmark", help="judge the diagnosis by known cases")
    judge.add_argument("cases", metavar="CASES.toml", type=Path)
    judge.add_argument("--json", action="store_true", help="print JSON")

    published = commands.add_parser("faq", help="print a FAQ answer, or list all of them")
    _faq_arguments(published)

    draw = commands.add_parser("graph", help="draw the grown tree")
    draw.add_argument("--format", choices=("mermaid", "svg"), default="mermaid")
    draw.add_argument("--depth", type=int, choices=range(1, 5), default=2, help="questions deep")
    _language(draw)
    return parser


def _faq_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "id", nargs="?", metavar="ID", help="such as closed-although-paid, or causes/out-of-stock"
    )
    parser.add_argument("--format", choices=tuple(FORMS), default="md", help="md if not given")
    _language(parser)


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
    commands = {"graph": _graph, "read": _read, "faq": _faq, "diagnose": _diagnose, None: _ask}
    return commands[options.command](knowledge, lang, options)


def _ask(knowledge: Knowledge, lang: str, options: argparse.Namespace) -> int:
    del options
    return _Asking(knowledge, lang).run()


def _read(knowledge: Knowledge, lang: str, options: argparse.Namespace) -> int:
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    reading = read_text(knowledge, sys.stdin.read(), _today(), lang)
    if options.json:
        print(json.dumps(reading.to_dict(), ensure_ascii=False, indent=2))
    else:
        print_reading(knowledge, reading, lang)
    return 0


def _faq(knowledge: Knowledge, lang: str, options: argparse.Namespace) -> int:
    """Print one published answer, or the ids and questions of all.

    As when the site is built, the variable SITE_URL says where it is published.
    """
    addresses = Addresses.of(knowledge, os.environ.get("SITE_URL", LOCAL))
    publications = publish(knowledge, addresses)
    answers, name = publications.answers[lang], options.id
    if name is None:
        print("\n".join(f"{path}: {answer.question}" for path, answer in answers.items()))
        return 0
    if name not in answers:
        raise AnswerError([_no_answer(knowledge, publications, name, lang)])
    print(FORMS[options.format](Forms(knowledge, addresses, lang), answers[name]), end="")
    return 0


def _no_answer(knowledge: Knowledge, publications: Publications, name: str, lang: str) -> str:
    gone = publications.withdrawn.get(name)
    if gone is None:
        return unknown("FAQ answer", name, publications.answers[lang])
    instead = f"; read '{gone.instead}' instead" if gone.instead else ""
    return f"'{name}' was withdrawn on {in_words(knowledge, gone.day, 'en')}{instead}"


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def locale_language(knowledge: Knowledge, environment: Mapping[str, str]) -> str:
    """Return the language of the locale, or English where there are no texts in it."""
    named = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    lang = next(filter(None, named), "")[:2]
    return lang if lang in knowledge.languages else "en"


def _check(knowledge: Knowledge) -> int:
    print("Walking every reachable interview …", file=sys.stderr, flush=True)
    proof = prove(knowledge, days=True)
    for problem in proof.problems:
        print(problem, file=sys.stderr)
    print(
        f"{proof.interviews:,} interviews in {proof.states:,} states: "
        f"at most {proof.longest} questions, {len(proof.problems)} problems\n"
        f"{proof.outlooks:,} outlooks tried on days of every kind\n"
        f"digest {proof.digest}"
    )
    return 1 if proof.problems else 0


def _benchmark(knowledge: Knowledge, path: Path, *, as_json: bool) -> int:
    figures = benchmark(knowledge, load_cases(path, knowledge))
    if as_json:
        print(json.dumps(figures, indent=2))
        return 0
    print("\n".join(_benchmark_lines(figures)))
    return 0


def _benchmark_lines(figures: Mapping[str, Any]) -> Iterator[str]:
    known, asked, fixed = figures["all"], figures["interview"], figures["fixed_order"]
    hidden = figures["hidden"]
    yield f"{figures['cases']} cases"
    yield f"all known answers: {_right(known)}"
    yield (
        f"as an interview:   {_right(asked)}; "
        f"questions: mean {asked['mean_questions']:.2f}, most {asked['max_questions']}; "
        f"harmful first steps: {asked['harmful_first_steps']}"
    )
    yield f"half of the known answers hidden, {hidden['draws']} draws for each case:"
    yield f"  all the others:  {_right(hidden['all'])}"
    yield f"  as an interview: {_right(hidden['interview'])}"
    yield (
        f"in a fixed order:  {_right(fixed)}; questions: mean {fixed['mean_questions']:.2f}, "
        f"so choosing asks {figures['fewer_questions']:.1%} fewer"
    )
    yield f"one step: median {figures['median_step_ms']:.2f} ms"
    yield from _removal_lines(figures["removed_by_true_answer"])
    for way, confusion in figures["confusion"].items():
        for cause, counts in confusion.items():
            taken = ", ".join(f"{other} ({count})" for other, count in counts.items())
            yield f"confused ({way}): {cause} taken for {taken}"


def _right(figures: Mapping[str, float]) -> str:
    return f"top-1 {figures['top1']:.1%}, top-2 {figures['top2']:.1%}"


def _removal_lines(removed: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    counts = ", ".join(f"{len(removals)} ({way})" for way, removals in removed.items())
    yield f"true answers that set the true cause aside: {counts}"
    for way, removals in removed.items():
        for each in removals:
            answer = f"{each['question']}={','.join(each['answer'])}"
            yield f"set aside ({way}): {each['case']} {each['cause']} by {answer}"


def _graph(knowledge: Knowledge, lang: str, options: argparse.Namespace) -> int:
    tree = graph.grow(knowledge, lang, options.depth)
    title = knowledge.interface["tree-title"][lang].format(depth=options.depth)
    print(graph.mermaid(tree) if options.format == "mermaid" else graph.svg(tree, title))
    return 0


def _diagnose(knowledge: Knowledge, lang: str, options: argparse.Namespace) -> int:
    answers, details = _told(knowledge, options.answers)
    diagnosis = diagnose(knowledge, answers, details)
    if options.json:
        print(json.dumps(diagnosis.to_dict(lang), ensure_ascii=False, indent=2))
        return 0
    print_result(knowledge, diagnosis, lang)
    if diagnosis.next_question is not None:
        print(f"\n→ {diagnosis.next_question.text[lang]}  ({diagnosis.next_question.id})")
    return 0


def _told(knowledge: Knowledge, pairs: Sequence[str]) -> tuple[dict[str, list[str]], Details]:
    """Return KEY=VALUE pairs as answers and details; raises `AnswerError` for every other form."""
    keys = [pair.partition("=")[0] for pair in pairs]
    problems = [f"'{pair}' is not of the form QUESTION=OPTION" for pair in pairs if "=" not in pair]
    problems += [f"{key}: is answered twice" for key in sorted({*keys}) if keys.count(key) > 1]
    told = {key: value for key, _, value in (pair.partition("=") for pair in pairs)}
    days = {key: read_day(knowledge, told.pop(key)) for key in knowledge.dates if key in told}
    problems += [f"{key}: is no day such as 2026-11-23" for key, day in days.items() if not day]
    method = told.pop("method", None)
    if method is not None and method not in knowledge.methods:
        problems.append(unknown("method", method, knowledge.methods))
    if problems:
        raise AnswerError(problems)
    details = Details(
        days={key: day for key, day in days.items() if day},
        method=method,
        today=_today(),
    )
    return {key: value.split(",") for key, value in told.items()}, details


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
        print_result(self.knowledge, diagnosis, self.lang)
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
        print(wrapped(question.text[self.lang]))
        for place, option in enumerate(question.options, start=1):
            print(f"  {place}  {option.label[self.lang]}")
        print(f"  0  {self._say('unsure')}")

    def _print_help(self, question: Question) -> None:
        print(wrapped(f"{self._say('in-app')}: {question.help_app[self.lang]}"))
        print(wrapped(f"{self._say('on-web')}: {question.help_web[self.lang]}"))
        print(wrapped(f"{self._say('why-asked')} {question.why[self.lang]}"))

    def _take_back(self) -> None:
        asked = asked_in_order(self.knowledge, self.answers)
        self.answers = {q: said for q, said in self.answers.items() if q not in asked[-1:]}

    def _say(self, key: str, **values: object) -> str:
        return self.knowledge.interface[key][self.lang].format(**values)


def _chosen(question: Question, number: int) -> frozenset[str]:
    return frozenset({question.options[number - 1].id}) if number else frozenset()
