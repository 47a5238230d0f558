"""The lock files say what pyproject.toml and package.json chose, and no place to fetch it from."""

import json
import re
import tomllib
from collections.abc import Iterator

import pytest

from hooks.places import ROOT
from hooks.pyodide_python import PYODIDE
from hooks.setup import PYODIDE_PYTHON

GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
PACKAGE_LOCK = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
LOCKS = {
    "host": "requirements.lock",
    "pyodide": "requirements-pyodide.lock",
    "mutation": "requirements-mutation.lock",
}


def chosen(group: str) -> Iterator[str]:
    for entry in GROUPS[group]:
        if isinstance(entry, str):
            yield entry.lower().replace("_", "-")
        else:
            yield from chosen(entry["include-group"])


def locked(name: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9-]+==[^ ;]+", (ROOT / name).read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("group", GROUPS)
def test_every_choice_is_one_version(group: str) -> None:
    assert [
        choice for choice in chosen(group) if not re.fullmatch(r"[a-z0-9-]+==[\d.]+", choice)
    ] == []


@pytest.mark.parametrize(("group", "lock"), LOCKS.items())
def test_lock_holds_the_chosen_versions(group: str, lock: str) -> None:
    assert set(chosen(group)) - locked(lock) == set()


@pytest.mark.parametrize("lock", ["pyodide", "mutation"])
def test_no_package_is_in_another_version_than_on_the_host(lock: str) -> None:
    host, other = (dict(pin.split("==") for pin in locked(LOCKS[name])) for name in ("host", lock))

    assert {name for name in host.keys() & other.keys() if host[name] != other[name]} == set()


@pytest.mark.parametrize("lock", [*LOCKS.values(), "package-lock.json"])
def test_lock_holds_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")

    assert "://" not in text
    assert '"resolved"' not in text


def test_node_lock_holds_the_chosen_versions() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    choices = package["dependencies"] | package["devDependencies"]

    assert {
        name: PACKAGE_LOCK["packages"][f"node_modules/{name}"]["version"] for name in choices
    } == choices


def test_node_packages_have_hashes() -> None:
    packages = {name: package for name, package in PACKAGE_LOCK["packages"].items() if name}

    assert [name for name, package in packages.items() if "integrity" not in package] == []


def test_pyodide_packages_are_resolved_for_the_python_of_pyodide() -> None:
    info = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"]

    assert info["python"].startswith(f"{PYODIDE_PYTHON}.")
