"""Hosts are told headers in their own words, and those words mean the same."""

from pathlib import Path

import pytest

from hooks.host_files import HEADERS, Rule, as_headers_file, headers_for, read_headers_file

RULES = (
    Rule("/*", (("X-All", "yes"),)),
    Rule("/", (("X-One", "a; b: 'c', d"),)),
    Rule("/en/*", (("X-One", "two"), ("X-All", "again"))),
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    (tmp_path / HEADERS).write_text(as_headers_file(RULES), "utf-8")

    assert read_headers_file(tmp_path) == RULES


def test_a_folder_without_such_a_file_has_no_rules(tmp_path: Path) -> None:
    assert read_headers_file(tmp_path) == ()


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/", {"X-All": "yes", "X-One": "a; b: 'c', d"}),
        ("/en/", {"X-All": "yes, again", "X-One": "two"}),
        ("/en/faq/", {"X-All": "yes, again", "X-One": "two"}),
        ("/english/", {"X-All": "yes"}),
    ],
)
def test_every_rule_that_fits_counts(address: str, headers: dict[str, str]) -> None:
    assert headers_for(RULES, address) == headers
