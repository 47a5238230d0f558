"""Every link and every fragment of the built site leads somewhere; nothing is asked of the network.

Links to the site's own address count as links within it. What stands after the `#` of a link into
the troubleshooter are answers, which the build checks; such a link must only reach its page.
"""

import json
import subprocess
from pathlib import Path

import pytest

from hooks.make_site import build_site
from hooks.places import SITE, VENV

LYCHEE = VENV / "bin" / "lychee"
ADDRESS = "http://127.0.0.1:8000/"
ANSWERS = "^([^#]*)#[^=]*=.*$ $1"
TREE_FOR_FRAMES = r"embed/v1/tree\."
"""Ten thousand steps in each language, the same as in /steps/, where they are looked at."""


def broken_links(site: Path) -> list[str]:
    """Each broken link as "page: address"."""
    own = ("--remap", ANSWERS, "--remap", f"^{ADDRESS} {site.as_uri()}/")
    folder = ("--index-files", "index.html", "--root-dir", str(site), f"{site}/**/*.html")
    left_out = ("--exclude-path", TREE_FOR_FRAMES)
    options = ("--offline", "--include-fragments", "--no-progress", "--format", "json")
    done = subprocess.run(
        [LYCHEE, *options, *own, *left_out, *folder], capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    assert report["total"] > 0
    return [
        f"{Path(page).relative_to(site)}: {error['url'].removeprefix(f'{site.as_uri()}/')}"
        for page, errors in report["error_map"].items()
        for error in errors
    ]


def test_no_link_of_the_site_is_broken() -> None:
    build_site()

    assert broken_links(SITE) == []


@pytest.mark.parametrize(
    ("link", "broken"),
    [
        ("there/", None),
        ("there/#part", None),
        ("there/#payment=paid,not-paid&bank=charged", None),
        (f"{ADDRESS}there/", None),
        ("https://example.org/elsewhere", None),
        ("nowhere/", "nowhere"),
        ("nowhere/#payment=paid", "nowhere"),
        ("there/#nothing", "there#nothing"),
        ("#nothing", "index.html#nothing"),
        (f"{ADDRESS}nowhere/", "nowhere/"),
        ("assets/logo.svg", "assets/logo.svg"),
    ],
)
def test_a_planted_link_is_judged(tmp_path: Path, link: str, broken: str | None) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/index.html").write_text('<h2 id="part">Part</h2>', "utf-8")
    (tmp_path / "index.html").write_text(f'<a href="{link}">a</a>', "utf-8")

    assert broken_links(tmp_path) == ([f"index.html: {broken}"] if broken else [])
