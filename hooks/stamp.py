"""Tells whether something made earlier fits what it was made from; it knows nothing of either."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """A small file that says what `made` was made from and how it looked when it was whole."""

    file: Path
    made: Path

    def fits(self, inputs: str) -> bool:
        """Whether `made` is there, whole, and made from these inputs."""
        if not (self.file.is_file() and self.made.exists()):
            return False
        return self.file.read_text("utf-8") == self._seal(inputs)

    def set(self, inputs: str) -> None:
        self.file.write_text(self._seal(inputs), "utf-8")

    def _seal(self, inputs: str) -> str:
        return f"{inputs} {digest(self.made)}\n"


def digest(*parts: Path | str) -> str:
    """SHA-256 in hexadecimal of texts, files and whole folders; Python's caches do not count."""
    total = hashlib.sha256()
    for part in parts:
        for name, content in _contents(part):
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()


def _contents(part: Path | str) -> Iterator[tuple[str, bytes]]:
    if isinstance(part, str):
        yield "", part.encode()
    elif part.is_file():
        yield part.name, part.read_bytes()
    else:
        for path in sorted(part.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(part).as_posix(), path.read_bytes()
