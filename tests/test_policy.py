"""Every built page is under a strict policy, and every host is told the same headers."""

import hashlib
import re
import tomllib
from base64 import b64encode
from pathlib import Path

import pytest

from hooks.host_files import headers_for, read_headers_file
from hooks.make_site import build_site
from hooks.places import SITE
from hooks.policy import FRAMES, TABLE, Hashes, PolicyError, add_policies, host_rules

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
SCRIPT = re.compile(r"<script(?![^>]* src=)(?![^>]*json)[^>]*>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
HASH = re.compile(r"'sha256-[^']+'")
CSP, CACHE = "Content-Security-Policy", "Cache-Control"
FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture
def built() -> Path:
    build_site()
    return SITE


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site with one page and one of each file that a rule names."""
    names = (
        "assets/engine/engine.json",
        "assets/engine/p.wasm",
        "assets/engine/p.wasm.br",
        "sw.js",
    )
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    return tmp_path


def page(site: Path, body: str, head: str = '<meta charset="utf-8">') -> Path:
    file = site / "guides" / "one" / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"<!doctype html><html><head>\n{head}</head><body>{body}</body></html>", "utf-8"
    )
    return file


def pages_of(site: Path) -> list[Path]:
    """Every page of the site itself, without those for frames on other sites."""
    return [file for file in site.rglob("*.html") if site / FRAMES not in file.parents]


def frames_of(site: Path) -> list[Path]:
    return list((site / FRAMES).rglob("*.html"))


def policy_of(file: Path) -> dict[str, list[str]]:
    found = META.findall(file.read_text("utf-8"))
    assert len(found) == 1
    return {name: values for name, *values in (part.split() for part in found[0].split("; "))}


def hashes_of(file: Path, kind: re.Pattern[str] = SCRIPT) -> set[str]:
    texts = kind.findall(file.read_text("utf-8"))
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return {f"'sha256-{b64encode(digest).decode()}'" for digest in digests}


def test_every_page_allows_its_own_scripts_and_no_others(built: Path) -> None:
    files = pages_of(built)

    assert len(files) > 50
    for file in files:
        scripts = policy_of(file)["script-src"]
        assert {one for one in scripts if HASH.fullmatch(one)} == hashes_of(file) != set()
        assert set(scripts) - hashes_of(file) <= {"'self'", "'wasm-unsafe-eval'"}


def test_every_page_forbids_what_it_does_not_name(built: Path) -> None:
    own = {"font-src", "connect-src", "manifest-src"}
    for file in pages_of(built):
        policy = policy_of(file)

        assert [policy[name] for name in ("default-src", "base-uri", "form-action")] == [
            ["'none'"]
        ] * 3
        assert [policy[name] for name in own] == [["'self'"]] * len(own)
        assert set(policy["style-src"]) == {"'self'", *hashes_of(file, STYLE)}
        assert "unsafe-inline" not in str(policy)
        assert "'unsafe-eval'" not in str(policy)


def test_a_frame_allows_its_own_script_and_style_and_nothing_else(built: Path) -> None:
    for file in frames_of(built):
        policy = policy_of(file)

        assert set(policy["script-src"]) == hashes_of(file)
        assert set(policy["style-src"]) == hashes_of(file, STYLE) != set()
        assert [policy[name] for name in ("default-src", "base-uri", "form-action")] == [
            ["'none'"]
        ] * 3
        assert policy["trusted-types"] == ["'none'"]
        assert "frame-ancestors" not in policy, "browsers refuse it in a page"


def test_hosts_send_a_frame_with_the_policy_of_frames(built: Path) -> None:
    rules = read_headers_file(built)
    for file in frames_of(built):
        policy = headers_for(rules, f"/{file.relative_to(built).as_posix()}")[CSP]

        assert "frame-ancestors" not in policy, "any page may show it, in a sandbox or not"
        assert hashes_of(file) | hashes_of(file, STYLE) <= set(HASH.findall(policy))


def test_only_the_pages_with_the_engine_may_run_it(built: Path) -> None:
    allowed = {
        file.relative_to(built).as_posix()
        for file in pages_of(built)
        if "'wasm-unsafe-eval'" in policy_of(file)["script-src"]
    }

    assert allowed == {"troubleshooter/index.html", "en/troubleshooter/index.html"}


def test_only_the_pages_with_a_preview_may_show_frames_and_only_ours(built: Path) -> None:
    allowed = {
        file.relative_to(built).as_posix(): policy_of(file)["frame-src"]
        for file in built.rglob("*.html")
        if "frame-src" in policy_of(file)
    }

    assert allowed == {"embedding/index.html": ["'self'"], "en/embedding/index.html": ["'self'"]}


def test_hosts_let_a_page_with_a_preview_show_frames(built: Path) -> None:
    policy = headers_for(read_headers_file(built), "/en/embedding/")[CSP]

    assert "; frame-src 'self';" in policy


def test_the_policy_comes_before_all_that_a_page_loads(built: Path) -> None:
    for file in pages_of(built):
        before = META.split(file.read_text("utf-8"))[0]

        assert not re.search(r"<(script|link|style|body|base)\b", before)
        assert len(before) < 1024


def test_pages_workers_and_engine_files_come_with_a_policy(built: Path) -> None:
    rules = read_headers_file(built)
    programs = [*built.rglob("*.mjs"), *(built / "assets").rglob("*.js")]

    assert len(programs) > 5
    for file in built.rglob("index.html"):
        address = f"/{file.parent.relative_to(built).as_posix()}/".replace("/./", "/")
        policy = headers_for(rules, address)[CSP]
        assert policy.startswith(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-"
        )
        assert "frame-ancestors 'none'" in policy
        assert hashes_of(file) <= set(HASH.findall(policy))
    for file in (*programs, *(built / "assets/engine").iterdir()):
        policy = headers_for(rules, f"/{file.relative_to(built).as_posix()}")[CSP]
        assert "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self';" in policy


def test_what_keeps_its_name_is_asked_for_anew(built: Path) -> None:
    rules = read_headers_file(built)
    mutable = (
        *("/", "/en/causes/", "/404.html", "/sw.js", "/assets/engine/engine.json"),
        "/assets/embedding/id/closed-although-paid.json",
    )

    assert {headers_for(rules, address)[CACHE] for address in mutable} == {"no-cache"}
    engine = {file.name for file in (built / "assets/engine").iterdir()} - {"engine.json"}
    kept = {name for name in engine if not name.endswith((".br", ".gz"))}
    assert {headers_for(rules, f"/assets/engine/{name}")[CACHE] for name in kept} == {FOREVER}


def test_no_address_gets_the_same_header_twice(built: Path) -> None:
    """Hosts that read `_headers` would join the two, and browsers understand neither."""
    rules = read_headers_file(built)
    for file in built.rglob("*"):
        address = f"/{file.relative_to(built).as_posix()}"
        names = [name for rule in rules if rule.fits(address) for name, _ in rule.headers]

        assert len(names) == len(set(names)), address


def test_the_files_for_hosts_say_what_the_table_says(built: Path) -> None:
    rules = read_headers_file(built)

    assert rules == host_rules(built, all_hashes(pages_of(built)), all_hashes(frames_of(built)))
    assert nginx_headers(built) == {
        (name, rule.pattern, value) for rule in rules for name, value in rule.headers
    }
    said = tomllib.loads(TABLE.read_text("utf-8"))
    assert {name for rule in said["rules"] for name in rule["headers"]} == {
        name for rule in rules for name, _ in rule.headers
    }


def all_hashes(files: list[Path]) -> Hashes:
    scripts, styles = (
        tuple(sorted({one for file in files for one in hashes_of(file, kind)}))
        for kind in (SCRIPT, STYLE)
    )
    return Hashes(scripts, styles)


def nginx_headers(site: Path) -> set[tuple[str, str, str]]:
    """Header, pattern and value of every line of every map that a header is made from."""
    text = (site / "nginx.conf").read_text("utf-8")
    maps = dict(re.findall(r"map \$uri (\S+) \{\n(.*?)\n\}", text, re.DOTALL))
    added = dict(re.findall(r"add_header (\S+) (\S+) always;", text))
    assert set(added.values()) == set(maps)
    return {
        (name, _plain(pattern), value)
        for name, variable in added.items()
        for pattern, value in re.findall(
            r'^    "([^"]+)" "([^"]*)";$', maps[variable], re.MULTILINE
        )
    }


def _plain(pattern: str) -> str:
    beginning = pattern.removeprefix("~^").replace("\\", "")
    return f"{beginning}*" if pattern.startswith("~^") else pattern


def test_hosts_keep_few_rules(built: Path) -> None:
    """Cloudflare reads a hundred rules with lines of two thousand characters."""
    assert len(read_headers_file(built)) < 100
    assert max(map(len, (built / "_headers").read_text("utf-8").splitlines())) < 2000


def test_a_page_is_given_the_hash_of_its_script(small: Path) -> None:
    file = page(small, "<script>one()</script><script type='application/json'>{}</script>")
    add_policies(small)

    assert {one for one in policy_of(file)["script-src"] if "sha256" in one} == hashes_of(file)
    assert len(hashes_of(file)) == 1


def test_a_page_is_given_the_hash_of_its_style(small: Path) -> None:
    file = page(small, "<style>p { color: red }</style>")
    add_policies(small)

    assert policy_of(file)["style-src"] == ["'self'", *hashes_of(file, STYLE)]
    assert len(hashes_of(file, STYLE)) == 1


def test_a_page_without_scripts_of_its_own_needs_no_hash(small: Path) -> None:
    file = page(small, '<script src="there.js"></script>')
    add_policies(small)

    assert policy_of(file)["script-src"] == ["'self'"]


def test_compressed_files_have_no_headers_of_their_own(small: Path) -> None:
    page(small, "")
    add_policies(small)

    patterns = [rule.pattern for rule in read_headers_file(small)]
    assert "/assets/engine/p.wasm" in patterns
    assert "/guides/*" in patterns
    assert "/assets/engine/p.wasm.br" not in patterns


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ('<p style="color: red">', "<p> has a style of its own"),
        ('<a href="JavaScript:go()">', "<a> has a script in 'href'"),
        ('<button onclick="go()">', "<button> has a script in 'onclick'"),
    ],
)
def test_what_no_policy_can_allow_stops_the_build(small: Path, body: str, what: str) -> None:
    page(small, f"\n{body}")

    with pytest.raises(PolicyError, match=rf"guides/one/index.html, line 3: {re.escape(what)}"):
        add_policies(small)


def test_a_page_whose_head_begins_otherwise_stops_the_build(small: Path) -> None:
    page(small, "", head="<title>One</title>")

    with pytest.raises(PolicyError, match="does not begin with the encoding"):
        add_policies(small)
