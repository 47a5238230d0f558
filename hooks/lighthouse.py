"""Asks Lighthouse what it thinks of a page on a phone; which page that is, it does not know."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from statistics import median_low
from tempfile import TemporaryDirectory

from .chromium import CHROMIUM, NODE
from .places import NODE_MODULES

PROGRAM = NODE_MODULES / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BROWSER_FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic"


class LighthouseError(Exception):
    """Lighthouse has no result; the sentence holds what it said."""


def scores(address: str, runs: int) -> dict[str, float]:
    """Return for each category the median over some runs, 1 being all one can have.

    Raises `LighthouseError`.
    """
    found = [_run(address) for _ in range(runs)]
    return {name: median_low(each[name] for each in found) for name in CATEGORIES}


def _run(address: str) -> Mapping[str, float]:
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        options = (
            "--quiet",
            "--no-enable-error-reporting",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={BROWSER_FLAGS}",
        )
        command = (NODE, PROGRAM, address, *options)
        environment = {**os.environ, "CHROME_PATH": str(CHROMIUM.required())}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise LighthouseError(f"Lighthouse could not judge {address}:\n{done.stderr}")
        return read_scores(report.read_text("utf-8"))


def read_scores(report: str) -> dict[str, float]:
    """Return the score of each category of a report; 0 for what Lighthouse could not judge."""
    categories = json.loads(report)["categories"]
    return {name: categories[name]["score"] or 0.0 for name in CATEGORIES}
