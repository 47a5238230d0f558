"""Slows programs down by quotas of the Linux kernel (control groups); it knows none of them.

The throttling of a browser's developer tools slows a page but not its workers, where Python runs; a
quota slows every process. A phone whose cores are four times slower is imitated like this: no
process gets more than a quarter of one core, and all of them together no more than a quarter of
the machine. Threads of one process share its quarter, which is stricter than such a phone. The
period is short, so that no little work is done within one slice that nothing slows.
"""

import os
import shlex
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

CONTROL = Path("/sys/fs/cgroup")
PERIOD = 10_000
"""Microseconds; each period brings a new share."""

FIRST = "first"
"""The part of a group in which its programs start."""

PATIENCE = 5
"""Seconds for the programs of a group to end by themselves."""

NOT_SLOWED = (
    "The processor is NOT slowed: that needs control groups of the Linux kernel that we may change"
    f" (as root, with {CONTROL} writable)."
)


@dataclass(frozen=True, slots=True)
class Group:
    """Programs that can be slowed so many times."""

    folder: Path
    times: int
    is_first_version: bool
    """Whether the kernel's control groups are those of the first version."""

    def starter(self, program: Path, script: Path) -> Path:
        """Write a script that starts the program within the group."""
        procs = shlex.quote(str(self.folder / FIRST / "cgroup.procs"))
        start = f'#!/bin/sh\necho $$ > {procs} && exec {shlex.quote(str(program))} "$@"\n'
        script.write_text(start, "utf-8")
        script.chmod(0o755)
        return script

    @contextmanager
    def slowed(self) -> Iterator[None]:
        """Hold the programs to their shares as long as the block runs.

        A process that starts meanwhile shares what the process has that it came from.
        """
        self._limit(self.folder, os.cpu_count() or 1)
        for process in self.members():
            part = self.folder / str(process)
            part.mkdir(exist_ok=True)
            self._limit(part, 1)
            # It may have ended since.
            with suppress(ProcessLookupError):
                (part / "cgroup.procs").write_text(str(process), "ascii")
        try:
            yield
        finally:
            for part in (*self.parts(), self.folder):
                self._limit(part, None)

    def parts(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if path.is_dir()]

    def members(self) -> list[int]:
        """Return the processes that run within the group."""
        found = ((part / "cgroup.procs").read_text("ascii").split() for part in self.parts())
        return [int(process) for processes in found for process in processes]

    def _limit(self, part: Path, cores: int | None) -> None:
        """Set the quota to so many slow cores; to none at all for None."""
        quota = None if cores is None else cores * PERIOD // self.times
        if self.is_first_version:
            (part / "cpu.cfs_period_us").write_text(str(PERIOD), "ascii")
            (part / "cpu.cfs_quota_us").write_text(str(quota or -1), "ascii")
        else:
            (part / "cpu.max").write_text(f"{quota or 'max'} {PERIOD}", "ascii")


@contextmanager
def processor_group(times: int) -> Iterator[Group | None]:
    """A group, which is removed at the end with all that runs in it; None where that cannot be."""
    group = _made(times)
    try:
        yield group
    finally:
        if group:
            _remove(group)


def _made(times: int) -> Group | None:
    first_version = CONTROL / "cpu"
    is_first = (first_version / "cgroup.procs").exists()
    folder = (first_version if is_first else CONTROL) / f"order-closed-{os.getpid()}"
    try:
        if not is_first:
            (CONTROL / "cgroup.subtree_control").write_text("+cpu", "ascii")
        folder.mkdir()
        if not is_first:
            (folder / "cgroup.subtree_control").write_text("+cpu", "ascii")
        (folder / FIRST).mkdir()
    except OSError:
        return None
    return Group(folder, times, is_first)


def _remove(group: Group) -> None:
    deadline = time.monotonic() + PATIENCE
    while group.members() and time.monotonic() < deadline:
        time.sleep(0.05)
    for process in group.members():
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    while group.members():
        time.sleep(0.05)
    for part in (*group.parts(), group.folder):
        part.rmdir()
