"""A machine that lacks something gets one sentence that names it and says what to do."""

import os
import subprocess
from pathlib import Path

import pytest

from hooks import chromium, setup
from hooks.places import ROOT


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


def test_chromium_named_in_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, "own", "")
    fake(tmp_path, "chromium", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "own"))

    assert chromium.find_chromium() == tmp_path / "own"


def test_missing_chromium_is_named_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)

    with pytest.raises(chromium.ChromiumMissingError, match="apt install chromium"):
        chromium.ensure_chromium()


def test_wrong_chromium_in_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    with pytest.raises(chromium.ChromiumMissingError, match="CHROMIUM names /nowhere/chromium"):
        chromium.ensure_chromium()


def test_nothing_is_installed_without_the_right_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, "apt-get", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert not setup.install_debian_package("chromium")
