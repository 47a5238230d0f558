"""Measures how fast the site is, side by side with stock Pyodide, and prints what it found.

Each run visits everything once, in an order that changes from run to run, so that whatever else the
machine does hits all alike. `--publish` keeps the figures for the page about how the site works.
"""

import argparse
import datetime as dt
import os
import platform
import re
import signal
import subprocess
import sys
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error as PlaywrightError

import decision_tree
from decision_tree.page import Page

from . import bench_figures, lighthouse
from .bench_figures import FAST, OURS, SLOW, STOCK, Conditions, Figures
from .bench_report import report
from .bench_runs import Runs
from .bench_site import SAMPLE_BYTES, STOCK_FOLDER, BenchSiteError, lay_out
from .chromium import CHROMIUM, running_playwright
from .engine import build_engine
from .make_site import FAILURES as BUILD_FAILURES
from .make_site import build_site
from .nginx import ADDRESS, NginxError, ensure_nginx, running_nginx
from .setup import SetupError
from .slow_line import SLOW_4G, slow_line
from .slow_processor import NOT_SLOWED, processor_group
from .visits import OUR_PAGE, START_PAGE, VisitError

RUNS = 7
QUICK_RUNS = 3
MOST_JUDGEMENTS = 3
"""Of Lighthouse, which is steadier than a single run."""

SLOWER = 4
JUDGED = {"start": START_PAGE, "troubleshooter": OUR_PAGE}
LIGHTHOUSE = "lighthouse"
WHAT = (FAST, SLOW, LIGHTHOUSE)

FAILURES = (
    *BUILD_FAILURES,
    BenchSiteError,
    lighthouse.LighthouseError,
    NginxError,
    PlaywrightError,
    SetupError,
    VisitError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    # A polite end lets everything that was started be ended, as Ctrl-C does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        figures = measure(options.runs, options.only)
    except FAILURES as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    page = Page(knowledge=decision_tree.load(), lang="en", causes_url="")
    print(f"\n{report(page, figures)}")
    return _publish(figures) if options.publish else 0


def _publish(figures: Figures) -> int:
    if figures.conditions.slower is None:
        print(f"\nNot kept for the site. {NOT_SLOWED}", file=sys.stderr)
        return 1
    bench_figures.write(figures)
    print(f"\nKept for the site in {bench_figures.FILE}")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m hooks.bench", description=__doc__)
    runs = parser.add_mutually_exclusive_group()
    runs.add_argument("--runs", type=int, default=RUNS, help=f"{RUNS} if not given")
    runs.add_argument("--quick", action="store_true", help=f"{QUICK_RUNS} runs, for a first look")
    parser.add_argument(
        "--only", action="append", choices=WHAT, help="measure this alone; may be repeated"
    )
    parser.add_argument("--publish", action="store_true", help="keep the figures for the site")
    options = parser.parse_args(arguments)
    options.runs = QUICK_RUNS if options.quick else options.runs
    if options.runs < 1:
        parser.error("--runs: at least 1")
    if options.publish and (options.only or options.runs < RUNS):
        parser.error(f"--publish: needs all measurements and at least {RUNS} runs")
    options.only = options.only or WHAT
    return options


def measure(runs: int, what: Collection[str]) -> Figures:
    """Build the site, serve it and measure; everything that was started has ended afterwards."""
    CHROMIUM.ensure()
    ensure_nginx()
    build_engine()
    build_site()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        lay_out(folder / "site")
        server = stack.enter_context(running_nginx(folder / "site", STOCK_FOLDER))
        slow = stack.enter_context(slow_line(server.port))
        group = stack.enter_context(processor_group(SLOWER))
        program = CHROMIUM.required()
        all_runs = Runs(
            browser=stack.enter_context(running_playwright()).chromium,
            program=group.starter(program, folder / "chromium") if group else program,
            server=server,
            addresses={FAST: _address(server.port), SLOW: _address(slow.port)},
            slow=slow,
            group=group,
        )
        if group is None:
            print(NOT_SLOWED, file=sys.stderr)
        return _measured(all_runs, runs, what)


def _address(port: int) -> str:
    return f"http://{ADDRESS}:{port}/"


def _measured(all_runs: Runs, runs: int, what: Collection[str]) -> Figures:
    is_slow = SLOW in what
    conditions = Conditions(
        day=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        runs=runs,
        processor=_processor(),
        cores=os.cpu_count() or 1,
        browser=_browser(),
        rate=SLOW_4G.rate,
        round_trip=SLOW_4G.round_trip,
        sample=all_runs.sample() if is_slow else None,
        sample_bytes=SAMPLE_BYTES,
        slower=all_runs.slower() if is_slow else None,
    )
    for run in range(runs):
        _run(all_runs, run, f"Run {run + 1} of {runs}", what)
    scores = _scores(all_runs, min(runs, MOST_JUDGEMENTS)) if LIGHTHOUSE in what else {}
    return Figures(
        conditions=conditions,
        times=all_runs.times,
        steps=all_runs.steps,
        loaded=all_runs.loaded,
        bytes=all_runs.bytes,
        scores=scores,
    )


def _run(all_runs: Runs, run: int, name: str, what: Collection[str]) -> None:
    """Visit everything once; who comes first changes from run to run."""
    subjects = (OURS, STOCK) if run % 2 else (STOCK, OURS)
    for line in (FAST, SLOW):
        for subject in subjects if line in what else ():
            all_runs.tour(line, subject)
            print(f"{name}: {_last(all_runs, line, subject)}", flush=True)


def _last(all_runs: Runs, line: str, subject: str) -> str:
    """Return the newest times of one tour in a few words."""
    own = (name for name in all_runs.times if name.startswith(line) and name.endswith(subject))
    return ", ".join(f"{name} {all_runs.times[name][-1] / 1000:.2f} s" for name in own)


def _scores(all_runs: Runs, runs: int) -> dict[str, dict[str, float]]:
    found = {}
    for name, path in JUDGED.items():
        found[name] = lighthouse.scores(all_runs.addresses[FAST] + path, runs)
        print(f"Lighthouse, {name}: {found[name]}", flush=True)
    return found


def _browser() -> str:
    command = (CHROMIUM.required(), "--version")
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    version = re.search(r"\w+ [\d.]+", told)
    return version[0] if version else "Chromium"


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    text = file.read_text("utf-8") if file.exists() else ""
    told = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return told[1] if told else platform.machine()


if __name__ == "__main__":
    sys.exit(main())
