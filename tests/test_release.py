"""What keeps the site from being published."""

import datetime as dt

import pytest
from engine_fixtures import KNOWLEDGE

from hooks.release import main, past_review


def test_no_figure_is_past_review_on_the_day_it_was_seen() -> None:
    for fact in KNOWLEDGE.facts.values():
        assert past_review(KNOWLEDGE, fact.seen) == ()


def test_every_figure_has_its_day_of_review_after_the_day_it_was_seen() -> None:
    assert [fact.id for fact in KNOWLEDGE.facts.values() if fact.review <= fact.seen] == []


def test_a_figure_past_its_day_fails_the_release(capsys: pytest.CaptureFixture[str]) -> None:
    first = min(KNOWLEDGE.facts.values(), key=lambda fact: fact.review)
    day = first.review + dt.timedelta(days=1)

    assert main(["--day", first.review.isoformat()]) == 0
    assert main(["--day", day.isoformat()]) == 1
    assert f"facts.{first.id}: was due for review" in capsys.readouterr().err
