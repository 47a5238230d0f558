"""Makes the files that the page loads to run Python: Pyodide's own and the package of this project.

The wheel is built in the ordinary way and then compiled by `pyodide py-compile` of pyodide-build,
which compiles with the Python that it runs on. That must be Pyodide's Python, so pyodide-build
runs inside Pyodide: the host may be older than pyodide-build allows, and the result is always the
same. Pyodide's standard library goes the same way; compiled, it starts three times as fast.

Of library and package only those modules are kept that a reader's visit imports: `engine_walk`
tries everything out. Both lie uncompressed in their zip files, because the host's compression makes
more of them that way. Every name carries the fingerprint of the content, so that a browser may keep
it for ever; `engine.json` names them and is the only file whose content changes.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .compressed import compress, form_of
from .integrity import integrity
from .places import BUILD, ENGINE, ROOT
from .pyodide_python import PYODIDE, SAME_EVERY_TIME, Job, run_in_pyodide
from .setup import PYODIDE_LOCK
from .stamp import Stamp, digest

HERE = Path(__file__).parent
WALK = HERE / "engine_walk.py"
LINES = HERE / "engine_lines.py"
PROGRAMS = (
    HERE / "compressed.py",
    HERE / "engine.py",
    HERE / "integrity.py",
    LINES,
    WALK,
    HERE / "pyodide_python.py",
    HERE / "pyodide_python.mjs",
)
PACKAGE = ROOT / "decision_tree"
PROJECT_FILE = ROOT / "pyproject.toml"
NODE_LOCK = ROOT / "package-lock.json"
RUNTIME = BUILD / "runtime"
"""Pyodide with its whole library compiled, under the names by which it finds its own files."""

WHEEL = BUILD / "wheel"
"""The whole package, compiled."""

LIBRARY = "python_stdlib.zip"
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
LOCK = "pyodide-lock.json"
ZIPPED_PACKAGE = "decision_tree.zip"
MANIFEST = "engine.json"
INSIDE = "/engine"
FROZEN = "decision_tree/knowledge.pickle"
"""The knowledge as `decision_tree.frozen` writes it, and looks for it beside itself."""

DISPENSABLE = ("_ssl", "base64", "bz2", "compression", "lzma", "ssl")
"""Modules that others import where they are there and do without where not, and what they import
alone; the page needs none."""


class EngineError(Exception):
    """The engine files cannot be made; the sentence says which step failed and what it said."""


@dataclass(frozen=True, slots=True)
class EngineFile:
    """One file for the page: where it is, how long it is as it is and as hosts send it."""

    name: str
    address: str
    bytes: int
    br: int
    gz: int
    integrity: str


@dataclass(frozen=True, slots=True)
class EngineFiles:
    """A folder of engine files: what `engine.json` in it says."""

    folder: Path
    release: str
    pyodide: str
    python: str
    lock: dict[str, dict[str, str]]
    files: tuple[EngineFile, ...]

    @property
    def bytes_on_the_wire(self) -> int:
        """What a first visit loads where the host compresses with brotli."""
        return sum(file.br for file in self.files)

    def path(self, name: str) -> Path:
        return self.folder / next(file.address for file in self.files if file.name == name)


def main() -> int:
    try:
        engine = build_engine()
    except EngineError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    size = engine.bytes_on_the_wire / 1e6
    print(f"Engine: Pyodide {engine.pyodide}, {size:.2f} MB with brotli, in {engine.folder}")
    return 0


def build_engine(target: Path = ENGINE) -> EngineFiles:
    """Make the engine files in the folder `target`, or find them there made from the same inputs.

    Raises EngineError.
    """
    wheel = build_wheel()
    _make_once(target, digest(RUNTIME, wheel.parent, *PROGRAMS), _make_engine)
    return read_engine(target)


def build_wheel() -> Path:
    """Make the wheel with the whole package as bytecode, or find it made from the same inputs.

    Raises EngineError.
    """
    _build_runtime()
    _make_once(WHEEL, digest(RUNTIME, PROJECT_FILE, PACKAGE, *PROGRAMS), _make_wheel)
    return _wheel_in(WHEEL)


def _build_runtime() -> None:
    """Pyodide's own files change only with a version: they are kept apart from the project's."""
    if not PYODIDE.is_dir():
        raise EngineError("Pyodide is not in node_modules: run 'make setup' first.")
    _make_once(RUNTIME, digest(NODE_LOCK, PYODIDE_LOCK, *PROGRAMS), _make_runtime)


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
    for name in (*PYODIDE_FILES, LIBRARY):
        shutil.copyfile(PYODIDE / name, folder / name)
    (folder / LOCK).write_text(json.dumps(_lock()), "utf-8")
    _compile(folder, LIBRARY, PYODIDE)


def _make_wheel(folder: Path) -> None:
    # -P: the folder build/ of this project must not stand in for the package `build`.
    front_end = (sys.executable, "-P", "-m", "build", "--wheel", "--no-isolation")
    environment = {**os.environ, **SAME_EVERY_TIME}
    command = (*front_end, "--outdir", folder, ROOT)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    _succeeded("The wheel could not be built", done)
    _compile(folder, _wheel_in(folder).name, RUNTIME)


def _make_engine(folder: Path) -> None:
    with TemporaryDirectory(dir=folder.parent) as elsewhere:
        package = Path(elsewhere)
        _make_package_ready(package)
        imported = _imported_by_a_visit(package)
        needed = _within(imported, f"{INSIDE}/") | {FROZEN}
        _write_zip(folder / ZIPPED_PACKAGE, {n: (package / n).read_bytes() for n in needed})
    _write_zip(folder / LIBRARY, _library_part(imported))
    _give_functions_one_line(folder)
    for name in PYODIDE_FILES:
        shutil.copyfile(RUNTIME / name, folder / name)
    addresses = {path.name: _with_fingerprint(path) for path in sorted(folder.iterdir())}
    compress(folder, earlier=ENGINE)
    _write_manifest(folder, addresses)


def _wheel_in(folder: Path) -> Path:
    return next(folder.glob("*.whl"))


def _lock() -> dict[str, dict[str, str]]:
    """Pyodide's lock file without the few hundred packages that the page never loads."""
    info = json.loads((PYODIDE / LOCK).read_text("utf-8"))["info"]
    version = json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    return {"info": {**info, "version": version}, "packages": {}}


def _compile(folder: Path, name: str, runtime: Path) -> None:
    """Replace a wheel or zip file in the folder by its bytecode."""
    done = run_in_pyodide(
        Job(
            module="pyodide_cli",
            arguments=("py-compile", "--silent", "--compression-level", "0", name),
            directory=INSIDE,
            mounts={INSIDE: str(folder)},
            # Docstrings, and columns for the marks under a traceback line, are a third of it all.
            environment={"PYTHONNODEBUGRANGES": "1", "PYTHONOPTIMIZE": "2"},
            runtime=str(runtime),
        )
    )
    _succeeded(f"{name} could not be compiled", done)


def _make_package_ready(folder: Path) -> None:
    """Unpack the package, with the knowledge made of its tables, which takes no time to read.

    It is made inside Pyodide, so that its bytes do not depend on the Python of the host.
    """
    with zipfile.ZipFile(_wheel_in(WHEEL)) as wheel:
        wheel.extractall(folder)
    job = Job(
        module="decision_tree.frozen",
        arguments=(f"{INSIDE}/{FROZEN}",),
        mounts={INSIDE: str(folder)},
        path=(INSIDE,),
        runtime=str(RUNTIME),
    )
    _succeeded("The knowledge could not be made ready", run_in_pyodide(job))
    shutil.rmtree(folder / PACKAGE.name / "knowledge")


def _imported_by_a_visit(package: Path) -> frozenset[str]:
    """The places inside of all files that Python imported for a whole visit."""
    mounts = {INSIDE: str(package)}
    done = run_in_pyodide(Job(file=str(WALK), mounts=mounts, path=(INSIDE,), runtime=str(RUNTIME)))
    _succeeded("The walk through a visit failed", done)
    return frozenset(json.loads(done.stdout))


def _library_part(imported: frozenset[str]) -> dict[str, bytes]:
    major, minor = _lock()["info"]["python"].split(".")[:2]
    needed = _within(imported, f"/lib/python{major}{minor}.zip/")
    with zipfile.ZipFile(RUNTIME / LIBRARY) as library:
        return {name: library.read(name) for name in needed if _top(name) not in DISPENSABLE}


def _within(paths: frozenset[str], place: str) -> set[str]:
    return {path.removeprefix(place) for path in paths if path.startswith(place)}


def _top(name: str) -> str:
    return name.partition("/")[0].partition(".")[0]


def _write_zip(file: Path, contents: Mapping[str, bytes]) -> None:
    """Write a zip file without compression that is the same whoever makes it and when."""
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(contents):
            # Without a day of its own an entry has the first that a zip file can name.
            archive.writestr(zipfile.ZipInfo(name), contents[name])


def _give_functions_one_line(folder: Path) -> None:
    done = run_in_pyodide(Job(file=str(LINES), mounts={INSIDE: str(folder)}, runtime=str(RUNTIME)))
    _succeeded("The lines of the bytecode could not be rewritten", done)


def _succeeded(failure: str, done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode != 0:
        raise EngineError(f"{failure}:\n{done.stdout}{done.stderr or ''}")


def _with_fingerprint(file: Path) -> str:
    """Rename a file so that no other content can ever have its name."""
    fingerprint = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    return file.rename(file.with_name(f"{file.stem}.{fingerprint}{file.suffix}")).name


def _write_manifest(folder: Path, addresses: dict[str, str]) -> None:
    lock = _lock()
    files = [asdict(_describe(name, folder / address)) for name, address in addresses.items()]
    manifest = {
        "release": digest(json.dumps([lock, files]))[:16],
        "pyodide": lock["info"]["version"],
        "python": lock["info"]["python"],
        "lock": lock,
        "files": files,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def _describe(name: str, file: Path) -> EngineFile:
    content = file.read_bytes()
    return EngineFile(
        name=name,
        address=file.name,
        bytes=len(content),
        br=form_of(file, ".br").stat().st_size,
        gz=form_of(file, ".gz").stat().st_size,
        integrity=integrity(content),
    )


def read_engine(folder: Path) -> EngineFiles:
    """Return what the manifest in a folder of engine files says."""
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    files = tuple(EngineFile(**file) for file in manifest.pop("files"))
    return EngineFiles(folder=folder, files=files, **manifest)


if __name__ == "__main__":
    sys.exit(main())
