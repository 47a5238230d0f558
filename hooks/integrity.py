"""Says the hash of a content in the words in which browsers check it; it knows no content."""

import hashlib
from base64 import b64encode


def integrity(content: bytes) -> str:
    """Return the SHA-256 as `integrity` attributes and policies name it, such as "sha256-47DE…"."""
    return f"sha256-{b64encode(hashlib.sha256(content).digest()).decode()}"
