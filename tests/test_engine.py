"""The engine files hold the package, are described truthfully and the same at every build."""

import hashlib
import json
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from hooks.engine import MANIFEST, EngineFiles, build_engine
from hooks.places import ROOT

pytestmark = pytest.mark.pyodide


@pytest.fixture(scope="module")
def engine() -> EngineFiles:
    return build_engine()


def test_manifest_names_every_other_file(engine: EngineFiles) -> None:
    present = {path.name for path in engine.folder.iterdir()} - {MANIFEST}

    assert {file.name for file in engine.files} == present


def test_manifest_tells_size_and_hash(engine: EngineFiles) -> None:
    for file in engine.files:
        content = (engine.folder / file.name).read_bytes()
        hashed = b64encode(hashlib.sha256(content).digest()).decode()

        assert (file.bytes, file.integrity) == (len(content), f"sha256-{hashed}")


def test_manifest_names_the_wheel_for_the_python_of_pyodide(engine: EngineFiles) -> None:
    manifest = json.loads((engine.folder / MANIFEST).read_text("utf-8"))
    tag = "cp" + "".join(manifest["python"].split(".")[:2])

    assert manifest["wheel"].endswith(f"-{tag}-none-any.whl")


def test_wheel_holds_every_module_as_bytecode_and_the_knowledge_ready_made(
    engine: EngineFiles,
) -> None:
    modules = {f"decision_tree/{file.name}c" for file in (ROOT / "decision_tree").glob("*.py")}

    with zipfile.ZipFile(engine.folder / engine.wheel) as wheel:
        held = {name for name in wheel.namelist() if name.startswith("decision_tree/")}

    assert held == modules | {"decision_tree/knowledge.pickle"}


def test_second_build_makes_the_same_bytes(engine: EngineFiles, tmp_path: Path) -> None:
    assert build_engine(tmp_path / "engine").files == engine.files


def test_engine_is_not_made_twice(engine: EngineFiles) -> None:
    before = (engine.folder / MANIFEST).stat().st_mtime_ns
    build_engine()

    assert (engine.folder / MANIFEST).stat().st_mtime_ns == before


def test_damaged_engine_is_made_again(tmp_path: Path) -> None:
    first = build_engine(tmp_path / "engine")
    (first.folder / first.wheel).write_bytes(b"half")

    assert build_engine(tmp_path / "engine").files == first.files
    assert zipfile.is_zipfile(first.folder / first.wheel)
