"""The engine files hold what a visit needs, described truthfully, the same at every build."""

import gzip
import hashlib
import json
import zipfile
from base64 import b64encode
from pathlib import Path

import brotli  # type: ignore[import-untyped] # it comes without types
import pytest

from hooks.compressed import form_of
from hooks.engine import (
    INSIDE,
    LIBRARY,
    LINES,
    MANIFEST,
    RUNTIME,
    WALK,
    ZIPPED_PACKAGE,
    EngineFiles,
    build_engine,
    build_wheel,
)
from hooks.places import ROOT
from hooks.pyodide_python import Job, run_in_pyodide

pytestmark = pytest.mark.pyodide
PACKAGE = ROOT / "decision_tree"

WIRE_BAR = 3_695_000
"""Bytes of a first visit with brotli, the small scripts that load them left out."""


@pytest.fixture(scope="module")
def engine() -> EngineFiles:
    return build_engine()


def held(archive: Path) -> set[str]:
    with zipfile.ZipFile(archive) as opened:
        return set(opened.namelist())


def test_manifest_names_every_other_file(engine: EngineFiles) -> None:
    present = {path.name for path in engine.folder.iterdir()} - {MANIFEST, f"{MANIFEST}.br"}
    addresses = {file.address for file in engine.files}

    assert {name for name in present if not name.endswith((".br", ".gz"))} == addresses


def test_manifest_tells_sizes_and_hash(engine: EngineFiles) -> None:
    for file in engine.files:
        content = (engine.folder / file.address).read_bytes()
        hashed = b64encode(hashlib.sha256(content).digest()).decode()
        forms = {end: form_of(engine.path(file.name), end).read_bytes() for end in (".br", ".gz")}

        assert (file.bytes, file.integrity) == (len(content), f"sha256-{hashed}")
        assert (file.br, file.gz) == (len(forms[".br"]), len(forms[".gz"]))
        assert brotli.decompress(forms[".br"]) == gzip.decompress(forms[".gz"]) == content


def test_name_carries_the_fingerprint_of_the_content(engine: EngineFiles) -> None:
    for file in engine.files:
        stem, _, ending = file.name.rpartition(".")
        fingerprint = hashlib.sha256(engine.path(file.name).read_bytes()).hexdigest()[:16]

        assert file.address == f"{stem}.{fingerprint}.{ending}"


def test_release_changes_with_any_file(engine: EngineFiles) -> None:
    manifest = json.loads((engine.folder / MANIFEST).read_text("utf-8"))
    others = json.dumps([manifest["lock"], manifest["files"]])

    assert len(manifest["release"]) == 16
    assert all(file.integrity in others for file in engine.files)


def test_first_visit_loads_no_more_than_the_bar(engine: EngineFiles) -> None:
    assert sum(file.br for file in engine.files) <= WIRE_BAR


def test_wheel_holds_every_module_as_bytecode_for_the_python_of_pyodide(
    engine: EngineFiles,
) -> None:
    wheel = build_wheel()
    modules = {f"{PACKAGE.name}/{file.name}c" for file in PACKAGE.glob("*.py")}
    tag = "cp" + "".join(engine.python.split(".")[:2])

    assert wheel.name.endswith(f"-{tag}-none-any.whl")
    assert {name for name in held(wheel) if name.endswith(".pyc")} == modules


def test_package_of_the_page_has_its_knowledge_ready_made_and_no_other_door(
    engine: EngineFiles,
) -> None:
    names = held(engine.path(ZIPPED_PACKAGE))
    modules = {f"{PACKAGE.name}/{file.name}c" for file in PACKAGE.glob("*.py")}
    doors = {f"{PACKAGE.name}/{name}.pyc" for name in ("terminal", "proof", "benchmark", "graph")}

    assert {name for name in names if not name.endswith(".pyc")} == {
        f"{PACKAGE.name}/knowledge.pickle"
    }
    assert f"{PACKAGE.name}/browser.pyc" in names
    assert names - {f"{PACKAGE.name}/knowledge.pickle"} <= modules - doors


def test_library_of_the_page_is_a_part_of_pyodides(engine: EngineFiles) -> None:
    part, whole = held(engine.path(LIBRARY)), held(RUNTIME / LIBRARY)

    assert "json/decoder.pyc" in part
    assert part < whole


def in_the_engine(engine: EngineFiles, tmp_path: Path, code: str) -> str:
    """Run code with the library and the package of the page alone; give what it says."""
    with zipfile.ZipFile(engine.path(ZIPPED_PACKAGE)) as package:
        package.extractall(tmp_path)
    (tmp_path / "program.py").write_text(code, "utf-8")
    done = run_in_pyodide(
        Job(
            file=str(tmp_path / "program.py"),
            mounts={INSIDE: str(tmp_path)},
            path=(INSIDE,),
            runtime=str(RUNTIME),
            library=str(engine.path(LIBRARY)),
        )
    )
    return done.stdout


def test_whole_visit_needs_just_what_the_library_of_the_page_holds(
    engine: EngineFiles, tmp_path: Path
) -> None:
    said = in_the_engine(engine, tmp_path, WALK.read_text("utf-8"))
    place = f"/lib/python{''.join(engine.python.split('.')[:2])}.zip/"
    imported = {path.removeprefix(place) for path in json.loads(said) if path.startswith(place)}

    assert imported == held(engine.path(LIBRARY))


def test_mistake_inside_the_engine_is_told_whole(engine: EngineFiles, tmp_path: Path) -> None:
    said = in_the_engine(
        engine, tmp_path, "from decision_tree.browser import respond\nrespond('{')\n"
    )

    assert "decision_tree/browser.py" in said
    assert "in respond" in said
    assert "json/decoder.py" in said
    assert "json.decoder.JSONDecodeError: Expecting property name" in said
    assert "ModuleNotFoundError" not in said


def test_line_in_a_traceback_is_the_line_of_the_function(tmp_path: Path) -> None:
    source = "def fails(reason):\n    message = str(reason)\n    raise ValueError(message)\n"
    make = [
        "import marshal, zipfile",
        f"code = compile({source!r}, 'sample.py', 'exec')",
        "with zipfile.ZipFile('/engine/sample.zip', 'w') as archive:",
        "    archive.writestr('sample.pyc', bytes(16) + marshal.dumps(code))",
    ]
    use = [
        "import marshal, traceback, zipfile",
        "data = zipfile.ZipFile('/engine/sample.zip').read('sample.pyc')",
        "names = {}",
        "exec(marshal.loads(data[16:]), names)",
        "try:",
        "    names['fails']('why')",
        "except ValueError:",
        "    print(traceback.format_exc())",
    ]
    said = ""
    for program in ("\n".join(make), LINES.read_text("utf-8"), "\n".join(use)):
        (tmp_path / "program.py").write_text(program, "utf-8")
        mounts = {INSIDE: str(tmp_path)}
        job = Job(file=str(tmp_path / "program.py"), mounts=mounts, runtime=str(RUNTIME))
        said = run_in_pyodide(job).stdout

    assert 'File "sample.py", line 1, in fails' in said
    assert "ValueError: why" in said


def test_second_build_makes_the_same_bytes(engine: EngineFiles, tmp_path: Path) -> None:
    assert build_engine(tmp_path / "engine").files == engine.files


def test_engine_is_not_made_twice(engine: EngineFiles) -> None:
    before = (engine.folder / MANIFEST).stat().st_mtime_ns
    build_engine()

    assert (engine.folder / MANIFEST).stat().st_mtime_ns == before


def test_damaged_engine_is_made_again(tmp_path: Path) -> None:
    first = build_engine(tmp_path / "engine")
    package = first.path(ZIPPED_PACKAGE)
    package.write_bytes(b"half")

    assert build_engine(tmp_path / "engine").files == first.files
    assert zipfile.is_zipfile(package)
