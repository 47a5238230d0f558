"""Fixtures that the tests of the engine share: the real knowledge and the public cases."""

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st

import decision_tree
from decision_tree import Knowledge
from decision_tree.cases import Case
from decision_tree.loading import load_cases

settings.register_profile("unhurried", deadline=None)
settings.register_profile(
    "same-each-time",
    deadline=None,
    derandomize=True,  # a change is judged by what it changed, not by luck; people search at random
)
settings.register_profile(
    "quick",
    deadline=None,
    max_examples=10,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # a failure is enough; nobody reads the example
)
PROFILE = os.environ.get(
    "HYPOTHESIS_PROFILE", "same-each-time" if os.environ.get("CI") else "unhurried"
)
settings.load_profile(PROFILE)

KNOWLEDGE = decision_tree.load()
"""Loaded once: the real content is under test."""

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(name: str) -> Path:
    """A file of the folder `shared` beside the project; its absence fails with a remedy."""
    path = SHARED / name
    if not path.is_file():
        pytest.fail(f"'{name}' is missing: put the project's folder 'shared' beside the checkout")
    return path


def vocabulary() -> dict[str, Any]:
    return tomllib.loads(shared("vocabulary.toml").read_text("utf-8"))


def public_cases() -> tuple[Case, ...]:
    return load_cases(shared("cases/public.toml"), KNOWLEDGE)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return KNOWLEDGE


def answers_to(question: str) -> st.SearchStrategy[list[str]]:
    """Any answer: one option, a set of options, or "unsure"."""
    options = list(KNOWLEDGE.questions[question].option_ids)
    said = st.lists(st.sampled_from(options), min_size=1, max_size=len(options), unique=True)
    return st.just(["unsure"]) | st.sampled_from(options).map(lambda o: [o]) | said


ANSWERS = st.lists(st.sampled_from(list(KNOWLEDGE.questions)), unique=True).flatmap(
    lambda questions: st.fixed_dictionaries({q: answers_to(q) for q in questions})
)
"""Arbitrary answers: complete, partial, contradictory, in any order."""

CERTAIN_ANSWERS = st.lists(st.sampled_from(list(KNOWLEDGE.questions)), unique=True).flatmap(
    lambda questions: st.fixed_dictionaries(
        {q: st.sampled_from(KNOWLEDGE.questions[q].option_ids) for q in questions}
    )
)
"""Answers of one option each."""
