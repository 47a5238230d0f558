"""Plugin of pytest for `make mutants`: a test counts for every function that it relies on.

Mutmut notes the functions that are called while a test runs. It would miss those whose result an
earlier test left in a cache or in a wider fixture, so caches are emptied before each test, and what
a fixture called counts for every test that takes it. Mutmut does not order the tests either: those
of the changed module come first, because they are the likeliest to notice.
"""

import os
import sys
from collections.abc import Generator

import pytest
from mutmut.state import (  # type: ignore[import-not-found]  # only in the environment of mutmut
    state,
)

SLOW = ("test_terminal.py", "test_one_wrong_answer")
"""What judges all cases at once takes too long to be done for changes to other modules."""

CALLED: dict[str, set[str]] = {}
"""Fixture → the functions that were called to make it."""


def noted() -> set[str]:
    """The functions that mutmut has noted since it last looked."""
    found: set[str] = state()._stats  # noqa: SLF001 -- mutmut offers no other way to them
    return found


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    own = f"test_{changed_module()}.py"
    items[:] = sorted(
        (item for item in items if own in item.nodeid or not is_slow(item)),
        key=lambda item: own not in item.nodeid,
    )


def changed_module() -> str:
    """The module that holds the change, as mutmut names it: `decision_tree.advice.x_band`."""
    _package, _dot, name = os.environ.get("MUTANT_UNDER_TEST", "").partition(".")
    return name.partition(".")[0]


def is_slow(item: pytest.Function) -> bool:
    return any(name in item.nodeid for name in SLOW)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object],
) -> Generator[None, object, object]:
    before = set(noted())
    noted().clear()
    try:
        return (yield)
    finally:
        CALLED[fixturedef.argname] = set(noted())
        noted().update(before)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    noted().clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("decision_tree"):
            for value in vars(module).values():
                getattr(value, "cache_clear", int)()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Function) -> None:
    for name in item.fixturenames:
        noted().update(CALLED.get(name, ()))
