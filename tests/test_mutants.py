"""What mutation testing says about each module, and what it tries."""

import json
from pathlib import Path

import pytest

from hooks.mutants import Tried, all_together, judges, report, tried
from hooks.places import ROOT

FOUND = {
    "advice": {"advice.band_1": 1, "advice.band_2": 255, "advice.band_3": 0, "advice.band_4": None},
    "errors": {"errors.unknown_1": 1, "errors.unknown_2": 33},
    "model": {"model.option_1": None},
}
"""Module → change → exit status of the tests; None where the change was not tried."""


@pytest.fixture
def found(tmp_path: Path) -> list[Tried]:
    for module, statuses in FOUND.items():
        content = json.dumps({"exit_code_by_key": statuses, "hash_by_function_name": {}})
        (tmp_path / f"{module}.py.meta").write_text(content, "utf-8")
    return list(tried(tmp_path))


def test_only_modules_and_changes_that_were_tried_count(found: list[Tried]) -> None:
    assert [each.module for each in found] == ["advice", "errors"]
    assert [len(each.statuses) for each in found] == [3, 2]


def test_a_change_is_noticed_when_the_tests_end_in_any_other_way(found: list[Tried]) -> None:
    assert [each.unnoticed for each in found] == [["advice.band_3"], ["errors.unknown_2"]]
    assert [each.share for each in found] == pytest.approx([2 / 3, 1 / 2])
    assert all_together(found).share == pytest.approx(3 / 5)


def test_the_report_counts_by_module_and_names_what_was_not_noticed(found: list[Tried]) -> None:
    assert list(report(found)) == [
        "advice            66.7%  2 noticed, 1 survived",
        "errors            50.0%  1 no test, 1 noticed",
        "all               60.0%  1 no test, 3 noticed, 1 survived",
        "advice.band_3",
        "errors.unknown_2",
    ]


def test_the_quick_tests_of_the_package_are_those_that_judge() -> None:
    names = {file.name for file in judges()}
    modules = {f"test_{file.stem}.py" for file in (ROOT / "decision_tree").glob("*.py")}

    assert {"engine_fixtures.py", "mutation.py", "test_evidence.py"} <= names
    assert {name for name in names if name.startswith("test_")} <= modules - {"test_proof.py"}
