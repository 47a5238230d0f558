"""Makes the files that the page loads to run Python: Pyodide's own and the wheel of this project.

The wheel is built in the ordinary way and then compiled by `pyodide py-compile` of pyodide-build,
which compiles with the Python that it runs on. That must be Pyodide's Python, so pyodide-build
runs inside Pyodide: the host may be older than pyodide-build allows, and the result is always the
same. Pyodide's standard library goes the same way; compiled, it starts three times as fast.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .places import BUILD, ENGINE, ROOT
from .pyodide_python import PYODIDE, SAME_EVERY_TIME, Job, run_in_pyodide
from .ready_made import make_ready
from .setup import PYODIDE_LOCK
from .stamp import Stamp, digest

HERE = Path(__file__).parent
PROGRAMS = tuple(
    HERE / name
    for name in ("engine.py", "ready_made.py", "pyodide_python.py", "pyodide_python.mjs")
)
PACKAGE = ROOT / "decision_tree"
PROJECT_FILE = ROOT / "pyproject.toml"
NODE_LOCK = ROOT / "package-lock.json"
RUNTIME = BUILD / "runtime"
LIBRARY = "python_stdlib.zip"
RUNTIME_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", LIBRARY)
LOCK = "pyodide-lock.json"
MANIFEST = "engine.json"


class EngineError(Exception):
    """The engine files cannot be made; the sentence says which step failed and what it said."""


@dataclass(frozen=True, slots=True)
class EngineFile:
    """One file for the page, with its size in bytes and its hash as in `integrity` attributes."""

    name: str
    bytes: int
    integrity: str


@dataclass(frozen=True, slots=True)
class EngineFiles:
    """A folder of engine files: what `engine.json` in it says."""

    folder: Path
    pyodide: str
    python: str
    wheel: str
    files: tuple[EngineFile, ...]

    @property
    def bytes(self) -> int:
        """What a first visit loads."""
        return sum(file.bytes for file in self.files)


def main() -> int:
    try:
        engine = build_engine()
    except EngineError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    size = sum(file.bytes for file in engine.files) / 1e6
    print(f"Engine: {engine.wheel}, Pyodide {engine.pyodide}, {size:.1f} MB in {engine.folder}")
    return 0


def build_engine(target: Path = ENGINE) -> EngineFiles:
    """Make the engine files in the folder `target`, or find them there made from the same inputs.

    Raises EngineError.
    """
    runtime = _build_runtime()
    _make_once(target, digest(runtime, PROJECT_FILE, PACKAGE, *PROGRAMS), _make_engine)
    return read_engine(target)


def _build_runtime() -> Path:
    """Pyodide's own files change only with a version: they are kept apart from the project's."""
    if not PYODIDE.is_dir():
        raise EngineError("Pyodide is not in node_modules: run 'make setup' first.")
    _make_once(RUNTIME, digest(NODE_LOCK, PYODIDE_LOCK, *PROGRAMS), _make_runtime)
    return RUNTIME


def _make_once(target: Path, inputs: str, make: Callable[[Path], None]) -> None:
    stamp = Stamp(target.with_suffix(".stamp"), target)
    if stamp.fits(inputs):
        return
    print(f"Engine files: making {target.name}", flush=True)
    target.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as elsewhere:
        fresh = Path(elsewhere, target.name)
        fresh.mkdir()
        make(fresh)
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    stamp.set(inputs)


def _make_runtime(folder: Path) -> None:
    for name in RUNTIME_FILES:
        shutil.copyfile(PYODIDE / name, folder / name)
    # Pyodide lists a few hundred packages that the page never loads.
    (folder / LOCK).write_text(json.dumps({"info": _lock_info(), "packages": {}}), "utf-8")
    _compile(folder, LIBRARY, PYODIDE)


def _make_engine(folder: Path) -> None:
    shutil.copytree(RUNTIME, folder, dirs_exist_ok=True)
    _build_wheel(folder)
    _succeeded("The knowledge could not be made ready", make_ready(folder / _wheel_in(folder)))
    _compile(folder, _wheel_in(folder), RUNTIME)
    _write_manifest(folder)


def _wheel_in(folder: Path) -> str:
    return next(folder.glob("*.whl")).name


def _lock_info() -> dict[str, str]:
    info = json.loads((PYODIDE / LOCK).read_text("utf-8"))["info"]
    version = json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    return {**info, "version": version}


def _build_wheel(folder: Path) -> None:
    # -P: the folder build/ of this project must not stand in for the package `build`.
    front_end = (sys.executable, "-P", "-m", "build", "--wheel", "--no-isolation")
    environment = {**os.environ, **SAME_EVERY_TIME}
    command = (*front_end, "--outdir", folder, ROOT)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    _succeeded("The wheel could not be built", done)


def _compile(folder: Path, name: str, runtime: Path) -> None:
    """Replace a wheel or zip file in the folder by its bytecode."""
    done = run_in_pyodide(
        Job(
            module="pyodide_cli",
            arguments=("py-compile", "--silent", "--compression-level", "9", name),
            directory="/engine",
            mounts={"/engine": str(folder)},
            # Columns for the marks under a traceback line are a quarter of all bytecode.
            environment={"PYTHONNODEBUGRANGES": "1"},
            runtime=str(runtime),
        )
    )
    _succeeded(f"{name} could not be compiled", done)


def _succeeded(failure: str, done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode != 0:
        raise EngineError(f"{failure}:\n{done.stdout}{done.stderr or ''}")


def _write_manifest(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    info = _lock_info()
    manifest = {
        "pyodide": info["version"],
        "python": info["python"],
        "wheel": _wheel_in(folder),
        "files": [asdict(_describe(folder / name)) for name in names],
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def _describe(file: Path) -> EngineFile:
    content = file.read_bytes()
    integrity = f"sha256-{b64encode(hashlib.sha256(content).digest()).decode()}"
    return EngineFile(file.name, len(content), integrity)


def read_engine(folder: Path) -> EngineFiles:
    """Return what the manifest in a folder of engine files says."""
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    files = tuple(EngineFile(**file) for file in manifest.pop("files"))
    return EngineFiles(folder=folder, files=files, **manifest)


if __name__ == "__main__":
    sys.exit(main())
