"""Programs get their share of the processor while they are slowed, and leave nothing behind."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hooks import slow_processor
from hooks.slow_processor import PERIOD, Group, processor_group

CORES = os.cpu_count() or 1


@pytest.fixture
def group() -> Iterator[Group]:
    with processor_group(4) as found:
        if found is None:
            pytest.skip("this machine lets nobody slow programs")
        yield found


@pytest.fixture
def sleeper(group: Group, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program that was started within the group."""
    starter = group.starter(Path("/bin/sh"), tmp_path / "start")
    # `cat` waits until its input ends; "ready" tells that the shell is in its group.
    program = (starter, "-c", "echo ready; exec cat")
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        yield process


def quota(group: Group, folder: Path) -> str:
    name = "cpu.cfs_quota_us" if group.is_first_version else "cpu.max"
    return (folder / name).read_text("ascii").split()[0]


def test_a_program_started_within_the_group_belongs_to_it(
    group: Group, sleeper: subprocess.Popen[bytes]
) -> None:
    assert group.members() == [sleeper.pid]


def test_each_process_gets_its_share_of_a_core_and_all_get_that_of_the_machine(
    group: Group, sleeper: subprocess.Popen[bytes]
) -> None:
    with group.slowed():
        assert quota(group, group.folder / str(sleeper.pid)) == str(PERIOD // 4)
        assert quota(group, group.folder) == str(CORES * PERIOD // 4)
        assert group.members() == [sleeper.pid]


def test_afterwards_nothing_is_held_back(group: Group, sleeper: subprocess.Popen[bytes]) -> None:
    with group.slowed():
        pass

    free = {"-1", "max"}
    assert {quota(group, part) for part in (group.folder, *group.parts())} <= free
    assert group.members() == [sleeper.pid]


def test_the_end_of_a_group_ends_what_runs_in_it_and_removes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_processor, "PATIENCE", 0)
    with processor_group(4) as group:
        if group is None:
            pytest.skip("this machine lets nobody slow programs")
        starter = group.starter(Path("/bin/cat"), tmp_path / "start")
        left = subprocess.Popen([starter], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        while not group.members():
            assert left.poll() is None
    left.communicate()

    assert left.returncode == -9
    assert not group.folder.exists()


def test_a_machine_without_such_groups_slows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_processor, "CONTROL", tmp_path / "none")

    with processor_group(4) as group:
        assert group is None
