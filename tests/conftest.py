"""What all tests share."""

import pytest

pytest.register_assert_rewrite("browser", "engine_fixtures", "hosts", "views")

from browser import chromium, reader, readers, site  # noqa: E402 - after what rewrites its asserts
from engine_fixtures import knowledge  # noqa: E402 - after what rewrites its asserts
from hosts import embeds, host  # noqa: E402 - after what rewrites its asserts
from visitors import visitor, visitors  # noqa: E402 - after what rewrites its asserts

__all__ = [
    "chromium",
    "embeds",
    "host",
    "knowledge",
    "reader",
    "readers",
    "site",
    "visitor",
    "visitors",
]
