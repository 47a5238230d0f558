"""Puts the knowledge into a wheel as the page takes it over: checked, and with nothing to parse.

It does not know how the wheel is built or compiled.
"""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile, ZipInfo

from .pyodide_python import Job, run_in_pyodide

TABLES = "decision_tree/knowledge/"
FROZEN = "decision_tree/knowledge.pickle"
"""Where `decision_tree.frozen` looks for what it wrote."""


def make_ready(wheel: Path) -> subprocess.CompletedProcess[str]:
    """Replace the tables in the wheel by the knowledge made of them, and hand back what was said.

    It is made inside Pyodide: its bytes do not depend on the Python of the host.
    """
    with TemporaryDirectory() as folder:
        made = Path(folder, "made")
        done = run_in_pyodide(
            Job(
                module="decision_tree.frozen",
                arguments=(f"/made/{made.name}",),
                directory="/made",
                mounts={"/made": folder},
                environment={},
                wheels=(str(wheel),),
            )
        )
        if done.returncode == 0:
            _exchange(wheel, made.read_bytes())
    return done


def _exchange(wheel: Path, frozen: bytes) -> None:
    whole = wheel.with_suffix(".whole")
    wheel.rename(whole)
    with ZipFile(whole) as old, ZipFile(wheel, "w") as new:
        for entry in old.infolist():
            if not entry.filename.startswith(TABLES):
                new.writestr(entry, old.read(entry))
        # An entry without a day of its own has the first that a zip file can name.
        new.writestr(ZipInfo(FROZEN), frozen)
    whole.unlink()
