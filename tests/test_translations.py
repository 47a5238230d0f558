"""A translation is stale as soon as its source text changes, until somebody accepts it."""

from pathlib import Path

import pytest

from hooks.translations import accept, main, stale, texts, translations

PAGE = '---\ntitle: "{0}"\n---\n\n# {0}\n'
TABLE = """# Words.
# More about them.

[frozen]
name.id = "dibekukan"
name.en = "frozen"

[[frozen.options]]
id = "closed"
steps.id = ["satu", "dua"]
steps.en = ["one", "two"]
"""
FILES = {
    "docs/id/a.md": PAGE.format("Satu"),
    "docs/en/a.md": PAGE.format("One"),
    "docs/assets/b.md": "",
    "docs/register/words.toml": TABLE,
    "decision_tree/knowledge/causes.toml": 'order = ["frozen"]\n',
}
TRANSLATIONS = [Path("docs/en/a.md"), Path("docs/register/words.toml")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project in which everything is accepted."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for path in TRANSLATIONS:
        accept(tmp_path, path)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_translations_are_pages_of_other_languages_and_tables_with_texts(root: Path) -> None:
    assert list(translations(root)) == TRANSLATIONS


def test_what_is_accepted_is_fresh(root: Path) -> None:
    assert stale(root) == []
    assert main([], root) == 0


def test_the_mark_stands_in_front_matter_and_in_the_first_comment(root: Path) -> None:
    page = (root / "docs/en/a.md").read_text("utf-8")
    table = (root / "docs/register/words.toml").read_text("utf-8")

    assert page.startswith('---\ntitle: "One"\nsource: "')
    assert table.startswith('# Words.\n# More about them.\n# source: "')


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("docs/id/a.md", "Satu", "Dua", "docs/en/a.md"),
        ("docs/en/a.md", 'source: "', 'source: "0', "docs/en/a.md"),
        ("docs/register/words.toml", '"dua"', '"tiga"', "docs/register/words.toml"),
    ],
)
def test_a_changed_source_makes_its_translation_stale(
    root: Path, file: str, old: str, new: str, found: str
) -> None:
    change(root / file, old, new)

    assert stale(root) == [Path(found)]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("docs/en/a.md", "# One", "# The first"),
        ("docs/register/words.toml", '"frozen"', '"on hold"'),
        ("docs/register/words.toml", '"closed"', '"ended"'),
    ],
)
def test_changing_anything_but_the_source_text_makes_nothing_stale(
    root: Path, file: str, old: str, new: str
) -> None:
    change(root / file, old, new)

    assert stale(root) == []


def test_a_new_page_without_a_mark_is_stale(root: Path) -> None:
    (root / "docs/id/b.md").write_text("", "utf-8")
    (root / "docs/en/b.md").write_text(PAGE.format("Two"), "utf-8")

    assert stale(root) == [Path("docs/en/b.md")]


def test_a_translation_without_source_is_stale_and_cannot_be_accepted(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "docs/id/a.md").unlink()

    assert stale(root) == [Path("docs/en/a.md")]
    assert main(["--accept", "docs/en/a.md"], root) == 2
    assert capsys.readouterr().err == "docs/en/a.md is no translation that has a source text\n"


def test_the_command_names_what_is_stale_and_how_to_accept_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root / "docs/id/a.md", "Satu", "Dua")

    assert main([], root) == 1
    assert capsys.readouterr().out.endswith("python -m hooks.translations --accept docs/en/a.md\n")
    assert main(["--accept", "docs/en/a.md"], root) == 0
    assert (root / "docs/en/a.md").read_text("utf-8").count("source:") == 1


def test_a_further_language_follows_the_tables_that_it_lies_over(root: Path) -> None:
    overlay = Path("docs/register/languages/xx/words.toml")
    (root / "docs/xx").mkdir()
    (root / overlay).parent.mkdir(parents=True)
    (root / overlay).write_text('[frozen]\nname.xx = "ƒrozen"\n', "utf-8")

    assert stale(root) == [overlay]
    accept(root, overlay)
    change(root / "docs/register/words.toml", "dibekukan", "dijeda")
    assert stale(root) == [overlay, Path("docs/register/words.toml")]


def test_texts_are_told_from_ids(root: Path) -> None:
    assert texts(root, Path("docs/register/words.toml"), "id") == {
        "frozen.name": "dibekukan",
        "frozen.options[0].steps[0]": "satu",
        "frozen.options[0].steps[1]": "dua",
    }
