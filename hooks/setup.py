"""Puts the pinned Python packages into place from a bare Python; it knows no other step.

Run by the machine's own Python as `python3 -m hooks.setup`: only the standard library is there.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from .places import PYODIDE_PACKAGES, ROOT, VENV
from .stamp import digest

HOST_LOCK = ROOT / "requirements.lock"
PYODIDE_LOCK = ROOT / "requirements-pyodide.lock"
PYODIDE_PYTHON = "3.14"
VENV_PYTHON = VENV / "bin" / "python"


class SetupError(Exception):
    """What is missing and what to do about it, in one sentence for the person at the terminal."""


def status_of(step: Callable[[], object]) -> int:
    """Do a step of the setup; return the status of the process, a failure told as a sentence."""
    try:
        step()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def ensure_packages() -> None:
    """Leave a complete `.venv` behind: as it is if it fits the lock files, else made afresh."""
    stamp = VENV / "complete"
    inputs = _inputs()
    if _says(stamp, inputs) and _works():
        print("Python packages: as locked, in .venv")
        return
    _make_venv()
    _install_host_packages()
    _install_pyodide_packages()
    _install_project()
    stamp.write_text(inputs, "utf-8")


def install_debian_package(package: str) -> bool:
    """Install a package where this is a Debian-like machine and we may; say whether it worked."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    print(f"System package {package}: installing with apt-get")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = "DPkg::Lock::Timeout=300"
    commands = (
        [apt, "-qq", "-o", wait, "update"],
        [apt, "-qq", "-o", wait, "install", "-y", "--no-install-recommends", package],
    )
    done = [
        subprocess.run(each, env=environment, capture_output=True, check=False) for each in commands
    ]
    return done[-1].returncode == 0


def _inputs() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    described = {key: project[key] for key in ("build-system", "project")}
    return digest(HOST_LOCK, PYODIDE_LOCK, json.dumps(described), str(ROOT))


def _says(stamp: Path, inputs: str) -> bool:
    return stamp.is_file() and stamp.read_text("utf-8") == inputs


def _works() -> bool:
    """An upgrade of the machine's Python leaves an environment that starts but finds nothing."""
    if not VENV_PYTHON.exists():
        return False
    return subprocess.run([VENV_PYTHON, "-c", "import pip"], check=False).returncode == 0


def _make_venv() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    package = f"python{version}-venv"
    if importlib.util.find_spec("ensurepip") is None and not install_debian_package(package):
        raise SetupError(
            f"Python {version} lacks its venv module: install it"
            f" (Debian, Ubuntu: apt install {package}) and run the same command again."
        )
    print(f"Python {version}: a fresh environment in .venv")
    _run("The environment .venv could not be made", sys.executable, "-m", "venv", "--clear", VENV)


def _install_host_packages() -> None:
    print(
        "Python packages: installing requirements.lock into .venv (the first time takes a minute)"
    )
    _pip("requirements.lock", "--require-hashes", "--requirement", HOST_LOCK)


def _install_pyodide_packages() -> None:
    """Pure Python for Pyodide's own Python, whatever the host's is: pip is told not to mind."""
    print("Python packages for Pyodide: installing requirements-pyodide.lock")
    elsewhere = ("--target", PYODIDE_PACKAGES, "--ignore-requires-python", "--no-compile")
    pure = (
        "--only-binary",
        ":all:",
        "--platform",
        "any",
        "--implementation",
        "py",
        "--abi",
        "none",
    )
    pinned = ("--no-deps", "--require-hashes", "--requirement", PYODIDE_LOCK)
    _pip(
        "requirements-pyodide.lock", *elsewhere, *pure, "--python-version", PYODIDE_PYTHON, *pinned
    )


def _install_project() -> None:
    print("The package decision_tree: linked into .venv")
    _pip("this project", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT)


def _pip(what: str, *arguments: str | Path) -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--retries", "2", "--no-input")
    failure = f"The packages of {what} could not be installed"
    _run(failure, VENV_PYTHON, "-m", "pip", "install", *quiet, *arguments)


def _run(failure: str, *command: str | Path) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        reason = _last_error(error.stderr + error.stdout)
        advice = (
            "check the network connection and the free disk space, then run the same command again"
        )
        raise SetupError(f"{failure} ({reason}): {advice}.") from error


def _last_error(output: str) -> str:
    """The line that says most: pip's last error, else the last line of all."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no reason given"]
    errors = [line for line in lines if line.startswith("ERROR: ")] or lines
    return errors[-1].removeprefix("ERROR: ").rstrip(".")


if __name__ == "__main__":
    sys.exit(status_of(ensure_packages))
