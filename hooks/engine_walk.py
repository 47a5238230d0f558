"""Does all that a reader can do, inside Pyodide, and prints which files Python imported for it.

`engine` runs it as a program of its own, so it imports nothing that the page would not need.
"""

import json
import sys
import traceback
from typing import Any

from decision_tree.browser import knowledge, respond

LANGUAGES = ("id", "en")
TODAY = "2026-11-23"
PLACES = (0, 1, 99)
"""Which option an interview takes at every question; where there is none, "unsure"."""

PASTED = (
    "",
    "Order closed. Paid 3 Nov 2026. Buyer confirmed receipt on 20 November 2026. budi@example.com",
    "Status: Dibatalkan\nDibayar 3/11/2026 Rp 120.000\nDikirim 5 November, resi LP001234567CN",
)
CODES = ("", "?", "0000-0000")
DAYS = ("", "2026-11-20", "20 November 2026", "20/11/2026", "kemarin", "yesterday", "never")
BROKEN = ("", "{", "[]", "{}", '{"action": "show"}', '{"language": "xx", "action": 1}')

Step = dict[str, Any]


def ask(lang: str, fragment: str, action: str, **said: object) -> Step:
    request = {"language": lang, "causes_url": "../causes/", "url": "https://example.org/"}
    about = {"today": TODAY, "fragment": fragment, "action": action}
    step: Step = json.loads(respond(json.dumps({**request, **about, **said})))
    return step


def walk_interview(lang: str, place: int) -> None:
    step = ask(lang, "", "show")
    do_everything(lang, step)
    while step["question"]:
        options = knowledge().questions[step["question"]].option_ids
        option = options[place] if place < len(options) else "unsure"
        said = {"question": step["question"], "option": option, "among": []}
        step = ask(lang, step["fragment"], "answer", **said)
    do_everything(lang, step)


def do_everything(lang: str, step: Step) -> None:
    """Do whatever the page offers at a step."""
    fragment, question = step["fragment"], step["question"]
    for action in ("show", "back", "restart", "add", "order:0"):
        ask(lang, fragment, action)
    if question:
        ask(lang, fragment, "answer", question=question, option="", among=[])
        ask(lang, fragment, f"change:{question}")
    for pasted in PASTED:
        ask(lang, fragment, "read", pasted=pasted)
    for code in CODES:
        ask(lang, fragment, "code", code=code)
    methods = [*knowledge().methods, ""]
    for nth, day in enumerate(DAYS):
        days = {f"day-{kind}": day for kind in knowledge().dates}
        ask(lang, fragment, "details", method=methods[nth % len(methods)], **days)


def fail(text: str) -> None:
    """Make a mistake of ours: its message must come through whole."""
    try:
        respond(text)
    except Exception:  # noqa: BLE001 - whatever it is, its message is what counts
        traceback.format_exc()


def imported() -> list[str]:
    specs = (getattr(module, "__spec__", None) for module in list(sys.modules.values()))
    return sorted({str(spec.origin) for spec in specs if spec is not None})


if __name__ == "__main__":
    for lang in LANGUAGES:
        for place in PLACES:
            walk_interview(lang, place)
    for text in BROKEN:
        fail(text)
    print(json.dumps(imported()))
