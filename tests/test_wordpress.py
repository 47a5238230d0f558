"""WordPress's own code takes our kind of oEmbed answer, and says what it keeps of it."""

import json
import re
from pathlib import Path

import pytest

from hooks import wordpress
from hooks.programs import ProgramMissingError
from hooks.wordpress import WordpressError, put_into_article

pytestmark = pytest.mark.host

ADDRESS = "https://site.example/faq/one/"
QUOTE = f'<blockquote><a href="{ADDRESS}">Why?</a></blockquote>'
FRAME = (
    '<iframe src="https://site.example/one.html" title="Why?" width="600" height="320"{}></iframe>'
)


@pytest.fixture(scope="module", autouse=True)
def _wordpress() -> None:
    wordpress.ensure_wordpress()


def article(html: str) -> str:
    return put_into_article(json.dumps({"type": "rich", "title": "Why?", "html": html}), ADDRESS)


def test_wordpress_keeps_quote_and_frame_and_gives_them_a_secret() -> None:
    made = article(QUOTE + FRAME.format(""))
    (secret,) = set(re.findall(r'data-secret="(\w{10})"', made))

    assert f'src="https://site.example/one.html#?secret={secret}"' in made
    assert made.count("Why?") == 2
    assert 'sandbox="allow-scripts"' in made


@pytest.mark.parametrize("word", ["script", "referrerpolicy", "allow-popups", "loading", "color"])
def test_wordpress_drops_what_it_does_not_know(word: str) -> None:
    asked = ' referrerpolicy="no-referrer" sandbox="allow-popups" loading="lazy" style="color:red"'
    made = article(f"{QUOTE}{FRAME.format(asked)}<script src=https://site.example/x.js></script>")

    assert word not in made.replace('sandbox="allow-scripts"', "")


def test_wordpress_takes_nothing_without_a_frame() -> None:
    assert article(QUOTE) == ""


def test_a_failure_of_wordpress_is_told() -> None:
    with pytest.raises(WordpressError, match=f"failed on an answer to {ADDRESS}: .*Syntax error"):
        put_into_article("no JSON", ADDRESS)


def test_wordpress_that_cannot_be_fetched_is_named_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text(
        "#!/bin/sh\necho 'E: Unable to locate package wordpress' >&2\nexit 100\n", "utf-8"
    )
    apt.chmod(0o755)
    php = tmp_path / "php"
    php.symlink_to(apt)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(wordpress, "WORDPRESS", tmp_path / "wordpress")
    monkeypatch.setattr(wordpress, "PARENT_SCRIPT", tmp_path / "nothing")

    with pytest.raises(
        WordpressError, match=r"Unable to locate package wordpress\): put the folder"
    ):
        wordpress.ensure_wordpress()
    php.unlink()
    with pytest.raises(ProgramMissingError, match="apt install php-cli"):
        wordpress.ensure_wordpress()
