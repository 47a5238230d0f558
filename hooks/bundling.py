"""Joins a module with all that it imports into one small script; what it does, it does not know.

The modules of the troubleshooter become one file for each place they run in: a first visit on a
slow line waits for one file then, not for files that name others. The page's own file is no module:
a browser runs it where it stands, before it goes on to the tree, which is long.
"""

import subprocess
from pathlib import Path

from .chromium import NODE
from .places import NODE_MODULES

TROUBLESHOOTER = "<order-troubleshooter"
"""What stands in every page that the scripts are for, and in no other."""

FOLDER = "assets/troubleshooter"
PAGE, PAGE_SCRIPT = "troubleshooter.mjs", "troubleshooter.js"
WORKER = "worker.mjs"

ESBUILD = NODE_MODULES / "esbuild-wasm" / "bin" / "esbuild"
USUAL = ("--bundle", "--minify", "--legal-comments=none", "--log-level=error", "--target=es2022")


class BundlingError(Exception):
    """The modules cannot be joined; the sentence holds what the bundler said."""


def bundle_troubleshooter(site: Path) -> None:
    """Leave two scripts in place of the modules of a built site; raises BundlingError."""
    folder = site / FOLDER
    page = bundled(folder / PAGE, "iife")
    worker = bundled(folder / WORKER, "esm")
    for module in folder.glob("*.mjs"):
        module.unlink()
    (folder / PAGE_SCRIPT).write_text(page, "utf-8")
    (folder / WORKER).write_text(worker, "utf-8")


def bundled(module: Path, form: str) -> str:
    """Return a module with all that it imports as one small script; raises BundlingError.

    `form` is "esm" for a module and "iife" for a script that leaves no name behind.
    """
    command = (NODE, ESBUILD, *USUAL, f"--format={form}", module)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BundlingError(f"{module.name} could not be joined with what it needs:\n{done.stderr}")
    return done.stdout
