"""Lays out what the benchmark visits: the built site, and stock Pyodide beside it with our package.

Stock is what the npm package holds, as shipped, and the plain wheel of this project, which is built
in the ordinary way and not compiled. Everything is compressed as well as hosts do it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .compressed import compress
from .places import BUILD, ROOT, SITE
from .pyodide_python import PYODIDE, SAME_EVERY_TIME
from .stamp import Stamp, digest

STOCK = BUILD / "stock"
STOCK_FOLDER = "stock"
STOCK_PAGE = Path(__file__).parent / "stock"
STOCK_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
WHEEL = "package.whl"
SAMPLE = f"{STOCK_FOLDER}/sample"
SAMPLE_BYTES = 600_000
"""A file to measure a line with: nothing makes it smaller."""


class BenchSiteError(Exception):
    """The wheel cannot be built; the sentence holds what the builder said."""


def lay_out(folder: Path) -> None:
    """Put the built site and stock Pyodide into the folder; raises `BenchSiteError`."""
    stock = _stock()
    shutil.copytree(SITE, folder, dirs_exist_ok=True)
    shutil.copytree(stock, folder / STOCK_FOLDER)
    (folder / SAMPLE).write_bytes(os.urandom(SAMPLE_BYTES))
    compress(folder)


def _stock() -> Path:
    """Return a folder with stock Pyodide; it is kept, because to compress it takes a minute."""
    stamp = Stamp(STOCK.with_suffix(".stamp"), STOCK)
    inputs = digest(
        Path(__file__),
        STOCK_PAGE,
        ROOT / "decision_tree",
        *(PYODIDE / name for name in STOCK_FILES),
    )
    if not stamp.fits(inputs):
        print("Stock Pyodide: making build/stock", flush=True)
        shutil.rmtree(STOCK, ignore_errors=True)
        shutil.copytree(STOCK_PAGE, STOCK)
        for name in STOCK_FILES:
            shutil.copyfile(PYODIDE / name, STOCK / name)
        _build_wheel(STOCK / WHEEL)
        compress(STOCK)
        stamp.set(inputs)
    return STOCK


def _build_wheel(target: Path) -> None:
    with TemporaryDirectory() as folder:
        # -P: the folder build/ of this project must not stand in for the package `build`.
        front_end = (sys.executable, "-P", "-m", "build", "--wheel", "--no-isolation")
        environment = {**os.environ, **SAME_EVERY_TIME}
        command = (*front_end, "--outdir", folder, ROOT)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise BenchSiteError(f"The wheel could not be built:\n{done.stdout}{done.stderr}")
        shutil.move(next(Path(folder).glob("*.whl")), target)
