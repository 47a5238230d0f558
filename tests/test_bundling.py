"""The built troubleshooter comes in two scripts, whole, whatever the number of its modules."""

import re
from pathlib import Path

import pytest

from hooks.bundling import FOLDER, PAGE, PAGE_SCRIPT, WORKER, BundlingError, bundle_troubleshooter
from hooks.compressed import FORMS
from hooks.make_site import build_site
from hooks.places import ROOT, SITE

IMPORTED = re.compile(r"""\bimport\s*[\w{*"'].*?["']|\bimport\(["']""")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / PAGE).write_text('import { say } from "./say.mjs";\nsay("page");\n', "utf-8")
    (folder / WORKER).write_text('import { say } from "./say.mjs";\nsay("worker");\n', "utf-8")
    (folder / "say.mjs").write_text("export const say = (text) => alert(text);\n", "utf-8")
    return folder


def test_each_script_holds_all_that_it_imports(folder: Path, tmp_path: Path) -> None:
    bundle_troubleshooter(tmp_path)

    assert sorted(file.name for file in folder.iterdir()) == [PAGE_SCRIPT, WORKER]
    for name, word in ((PAGE_SCRIPT, "page"), (WORKER, "worker")):
        script = (folder / name).read_text("utf-8")
        assert "alert" in script
        assert f'"{word}"' in script
        assert not IMPORTED.search(script)


def test_a_module_that_is_missing_is_told(folder: Path, tmp_path: Path) -> None:
    (folder / "say.mjs").unlink()

    with pytest.raises(BundlingError, match=r'(?s)troubleshooter\.mjs .*"\./say\.mjs"'):
        bundle_troubleshooter(tmp_path)


def test_the_built_scripts_stand_alone() -> None:
    build_site()
    built = {file.name for file in (SITE / FOLDER).iterdir() if file.suffix not in FORMS}

    assert built == {PAGE_SCRIPT, WORKER}
    assert len(list((ROOT / "docs" / FOLDER).glob("*.mjs"))) > len(built)
    assert not any(IMPORTED.search((SITE / FOLDER / name).read_text("utf-8")) for name in built)


@pytest.mark.parametrize("lang", ["", "en/"])
def test_the_page_runs_its_script_before_the_tree_and_asks_for_it_early(lang: str) -> None:
    build_site()
    html = (SITE / lang / "troubleshooter/index.html").read_text("utf-8")
    early, script, tree = (
        html.index(part)
        for part in ('<link rel="preload" as="script"', f'{PAGE_SCRIPT}"></script>', "<noscript>")
    )

    assert early < html.index("<style>") < html.index("</order-troubleshooter>") < script < tree
