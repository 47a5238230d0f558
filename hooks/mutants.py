"""Mutation testing: changes the package in many small ways and counts the changes tests notice.

`python -m hooks.mutants` takes hours; with names of modules it tries those alone. It
works on a copy in build/mutants and does not know what the changes mean.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .places import BUILD, ROOT
from .stamp import Stamp, digest

HOME = BUILD / "mutants"
ENVIRONMENT = HOME / "environment"
MUTMUT = ENVIRONMENT / "bin" / "mutmut"
MUTATION_LOCK = ROOT / "requirements-mutation.lock"

ENOUGH = 0.9
"""The share of the changes that tests must notice."""

TOO_SLOW = "test_proof.py"
"""Walks every reachable interview, which would be done once more for each change."""

SHARED_BY_TESTS = (
    *("engine_fixtures.py", "markup_reader.py", "result_fixtures.py"),
    *("mutation.py", "preloaded.txt", "digest.txt"),
)
"""What the tests of the package need besides each other."""

UNNOTICED = {0: "survived", 5: "no test", 33: "no test"}
"""What the exit status of the tests says about a change; every other status is a failure."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of the changes to one module: name of the change → exit status of the tests."""

    module: str
    statuses: Mapping[str, int]

    @property
    def unnoticed(self) -> list[str]:
        return [name for name, status in self.statuses.items() if status in UNNOTICED]

    @property
    def share(self) -> float:
        """The share of the changes that some test noticed."""
        return 1 - len(self.unnoticed) / len(self.statuses)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m hooks.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as evidence")
    modules = parser.parse_args(arguments).modules
    _make_environment()
    _copy_project()
    status = _run_mutmut([f"decision_tree.{module}.*" for module in modules])
    if status:
        return status
    found = list(tried(HOME / "mutants" / "decision_tree"))
    print("\n".join(report(found)))
    return 0 if all_together(found).share >= ENOUGH else 1


def _make_environment() -> None:
    """Mutmut lives in an environment of its own: it brings much that nothing else needs."""
    stamp = Stamp(HOME / "environment.stamp", MUTMUT)
    inputs = digest(MUTATION_LOCK, sys.version)
    if stamp.fits(inputs):
        return
    print("Mutation testing: a fresh environment in build/mutants/environment", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
    pip = (ENVIRONMENT / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, "--require-hashes", "--requirement", MUTATION_LOCK], check=True)
    stamp.set(inputs)


def _copy_project() -> None:
    """Copy the package and the tests of its modules, and forget what was found before."""
    for name in ("mutants", "decision_tree", "tests"):
        shutil.rmtree(HOME / name, ignore_errors=True)
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "decision_tree", HOME / "decision_tree", ignore=unwanted)
    # It is on the search path from the start, where Python remembers what is missing.
    (HOME / "mutants" / "tests").mkdir(parents=True)
    (HOME / "tests").mkdir()
    for file in judges():
        shutil.copy(file, HOME / "tests")
    shutil.copytree(ROOT / "tests" / "texts", HOME / "tests" / "texts")
    shutil.copy(ROOT / "pyproject.toml", HOME)
    shared = HOME / "shared"
    shared.unlink(missing_ok=True)
    shared.symlink_to(ROOT.parent / "shared")


def judges() -> Iterator[Path]:
    """Yield the quick tests of the modules of the package, with what they need."""
    tests = ROOT / "tests"
    yield from (tests / name for name in SHARED_BY_TESTS)
    for module in sorted((ROOT / "decision_tree").glob("*.py")):
        file = tests / f"test_{module.stem}.py"
        if file.is_file() and file.name != TOO_SLOW:
            yield file


def _run_mutmut(names: Sequence[str]) -> int:
    """Run the tests for each change, one after the other and after whatever else is running."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(HOME / "mutants" / "tests"),
        "HYPOTHESIS_PROFILE": "quick",
    }
    command = ["nice", str(MUTMUT), "run", "--max-children", "1", *names]
    return subprocess.run(command, cwd=HOME, env=environment, check=False).returncode


def tried(folder: Path) -> Iterator[Tried]:
    """Yield what was found for each module of which at least one change was tried."""
    for file in sorted(folder.glob("*.py.meta")):
        found = json.loads(file.read_text("utf-8"))["exit_code_by_key"]
        statuses = {name: status for name, status in found.items() if status is not None}
        if statuses:
            yield Tried(file.name.removesuffix(".py.meta"), statuses)


def all_together(found: Sequence[Tried]) -> Tried:
    """Return the changes to all modules as those of one."""
    return Tried("all", {name: each.statuses[name] for each in found for name in each.statuses})


def report(found: Sequence[Tried]) -> Iterator[str]:
    """Yield a line for each module, then one for each change that no test noticed."""
    for each in (*found, all_together(found)):
        counts = Counter(UNNOTICED.get(status, "noticed") for status in each.statuses.values())
        told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
        yield f"{each.module:16} {each.share:6.1%}  {told}"
    for each in found:
        yield from each.unnoticed


if __name__ == "__main__":
    sys.exit(main())
