"""A machine that lacks something gets one sentence that names it and says what to do."""

import os
import subprocess
from pathlib import Path

import pytest

from hooks import setup
from hooks.chromium import CHROMIUM
from hooks.firefox import FIREFOX
from hooks.places import ROOT
from hooks.programs import Program, ProgramMissingError
from hooks.wordpress import PHP


def fake(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)


def find_python(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / ".ci" / "python")]
    environment = {"PATH": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_default_python_is_taken_when_new_enough(tmp_path: Path) -> None:
    fake(tmp_path, "python3", "echo default")
    fake(tmp_path, "python3.14", "echo newest")

    assert find_python(tmp_path).stdout == "default\n"


def test_newest_python_is_taken_when_the_default_is_too_old(tmp_path: Path) -> None:
    fake(tmp_path, "python3", "exit 1")
    fake(tmp_path, "python3.12", "echo older")
    fake(tmp_path, "python3.13", "echo newest")

    assert find_python(tmp_path).stdout == "newest\n"


def test_too_old_a_python_is_named(tmp_path: Path) -> None:
    fake(tmp_path, "python3", 'test "$1" = --version && echo Python 3.9.2')
    done = find_python(tmp_path)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        "Python 3.11 or newer is needed, but this machine has Python 3.9.2:"
    )
    assert done.stderr.count("\n") == 1


def test_no_python_is_said(tmp_path: Path) -> None:
    assert "this machine has no python3" in find_python(tmp_path).stderr


programs = pytest.mark.parametrize(
    "program", [CHROMIUM, FIREFOX, PHP], ids=lambda program: program.title
)


@programs
def test_a_program_named_in_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Program
) -> None:
    fake(tmp_path, "own", "")
    fake(tmp_path, program.names[0], "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(program.variable, str(tmp_path / "own"))

    assert program.find() == tmp_path / "own"


@programs
def test_a_missing_program_is_named_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Program
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(program.variable, raising=False)

    with pytest.raises(ProgramMissingError, match=f"apt install {program.package}"):
        program.ensure()


@programs
def test_a_wrong_program_in_the_environment_is_named(
    monkeypatch: pytest.MonkeyPatch, program: Program
) -> None:
    monkeypatch.setenv(program.variable, "/nowhere/program")

    with pytest.raises(ProgramMissingError, match=f"{program.variable} names /nowhere/program"):
        program.ensure()


def test_nothing_is_installed_without_the_right_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, "apt-get", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert not setup.install_debian_package("chromium")
