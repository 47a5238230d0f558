"""The engine's own tests once more, inside Pyodide, against the compiled package."""

import re
import shutil
from pathlib import Path

import pytest
from engine_fixtures import PROFILE, SHARED

from hooks.engine import RUNTIME, build_wheel
from hooks.places import ROOT
from hooks.pyodide_python import PACKAGES_INSIDE, Job, run_in_pyodide

pytestmark = pytest.mark.pyodide
TESTS = ROOT / "tests"


OF_THE_HOST = "pytestmark = pytest.mark.host\n"
"""Stands in test files that need more than Pyodide has for as much as being read."""


def engine_tests() -> list[str]:
    """The test files of the modules of the package: `test_diagnosis.py` for `diagnosis.py`."""
    modules = (ROOT / "decision_tree").glob("*.py")
    files = [TESTS / f"test_{module.stem}.py" for module in sorted(modules)]
    return [
        f"tests/{file.name}"
        for file in files
        if file.is_file() and OF_THE_HOST not in file.read_text("utf-8")
    ]


@pytest.fixture(scope="module")
def wheel() -> Path:
    return build_wheel()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The tests and their settings without the package: inside, it can only come from the wheel."""
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    shutil.copytree(TESTS, tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def pytest_job(wheel: Path, project: Path, *arguments: str) -> Job:
    unavailable = ("-p", "no:cacheprovider", "-p", "no:faulthandler")
    # conftest.py needs the browser as well; the engine's fixtures stand in a file of their own.
    fixtures = ("--noconftest", "-p", "engine_fixtures")
    return Job(
        module="pytest",
        arguments=(*unavailable, *fixtures, "-q", "-m", "not host", *arguments),
        directory="/project",
        path=(PACKAGES_INSIDE, "/project/tests"),
        mounts={"/project": str(project), "/shared": str(SHARED.resolve())},
        environment={"PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_PROFILE": PROFILE},
        wheels=(str(wheel),),
        runtime=str(RUNTIME),
    )


def test_engine_tests_pass_inside_pyodide(wheel: Path, project: Path) -> None:
    done = run_in_pyodide(pytest_job(wheel, project, *engine_tests()))

    assert done.returncode == 0, done.stdout
    assert re.search(r"\b[1-9]\d* passed", done.stdout), done.stdout


def test_a_failing_test_fails_inside_pyodide_too(wheel: Path, project: Path) -> None:
    """Else the test above could pass for the wrong reason."""
    lines = [
        "import decision_tree",
        "def test_fails(): assert not decision_tree.__file__.startswith('/wheels/')",
    ]
    (project / "tests" / "test_failing.py").write_text("\n".join(lines), "utf-8")
    done = run_in_pyodide(pytest_job(wheel, project, "tests/test_failing.py"))

    assert done.returncode == 1, done.stdout
    assert "1 failed" in done.stdout
