"""Gives every instruction in zip files of bytecode the line of its function; runs inside Pyodide.

A traceback then names file, function and the line where the function starts, which is what a
reader's report needs; the exact lines are a sixth of all the bytes. It knows bytecode as Python
lays it down, so `engine` runs it on the Python that the bytecode is for.
"""

import marshal
import zipfile
from pathlib import Path
from types import CodeType

FOLDER = Path("/engine")
PYC_HEADER = 16
ENTRY_UNITS = 8
"""How many instructions one entry of a line table can cover."""

SAME_LINE = 0x80 | 13 << 3
"""Entry without columns; the length stands in its last three bits, the change of line follows."""


def coarse(code: CodeType) -> CodeType:
    inner = (coarse(part) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_linetable=one_line(len(code.co_code) // 2), co_consts=tuple(inner))


def one_line(units: int) -> bytes:
    whole, rest = divmod(units, ENTRY_UNITS)
    entries = bytes((SAME_LINE | ENTRY_UNITS - 1, 0)) * whole
    return entries + bytes((SAME_LINE | rest - 1, 0)) if rest else entries


def coarse_file(content: bytes) -> bytes:
    code = marshal.loads(content[PYC_HEADER:])  # noqa: S302 - compiled by the step before
    return content[:PYC_HEADER] + marshal.dumps(coarse(code))


def rewrite(archive: Path) -> None:
    with zipfile.ZipFile(archive) as old:
        contents = {info: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(archive, "w") as new:
        for info, content in contents.items():
            is_code = info.filename.endswith(".pyc")
            new.writestr(info, coarse_file(content) if is_code else content)


if __name__ == "__main__":
    for file in sorted(FOLDER.glob("*.zip")):
        rewrite(file)
