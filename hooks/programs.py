"""Finds a program of the machine, installs it where it may, and says what to do where it may not.

Which programs there are, and what they are for, it does not know.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .setup import SetupError, install_debian_package, status_of


class ProgramMissingError(SetupError):
    """The program is not here and there is no right to install it."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program by the names under which it may be on the PATH, the first one first."""

    title: str
    needed_by: str
    variable: str
    """Names another one in the environment."""
    names: tuple[str, ...]
    package: str
    """The package of Debian that holds it."""

    def find(self) -> Path | None:
        """The one that the variable names where that is set, else the first on the PATH."""
        chosen = os.environ.get(self.variable)
        found = (shutil.which(name) for name in ([chosen] if chosen else self.names))
        return next((Path(path) for path in found if path), None)

    def ensure(self) -> Path:
        """Like `find`, after an installation if need be; raises `ProgramMissingError`."""
        if not os.environ.get(self.variable) and self.find() is None:
            install_debian_package(self.package)
        return self.required()

    def required(self) -> Path:
        """Like `find`, but raises `ProgramMissingError` where there is none."""
        found = self.find()
        if found is None:
            raise ProgramMissingError(self._advice())
        return found

    def _advice(self) -> str:
        chosen = os.environ.get(self.variable)
        if chosen:
            return (
                f"{self.variable} names {chosen}, which is no program: name a {self.title},"
                " or unset the variable."
            )
        return (
            f"{self.needed_by} need {self.title}, but none is on the PATH or could be installed:"
            f" get one (Debian: apt install {self.package}), or name one in the variable"
            f" {self.variable}, and run the same command again."
        )


def installed(title: str, ensure: Callable[[], object]) -> int:
    """What a command does that installs something; returns the status of the process.

    `ensure` returns what or where it is then, or raises `SetupError`.
    """
    return status_of(lambda: print(f"{title}: {ensure()}"))
