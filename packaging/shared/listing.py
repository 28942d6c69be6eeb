"""Lists what lies in dist/: name, size and SHA-256, on screen and in a file that sha256sum can check."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from shared.payload import Part
from shared.project import DIST

_SUMS = "SHA256SUMS"
_SHOWN = 1 << 20  # of a package's parts, those of this many bytes and more


def write_listing() -> str:
    """Write ``dist/SHA256SUMS`` anew; the same as a table to read."""
    sums, lines = [], []
    for path in sorted(DIST.iterdir()):
        if path.is_file() and path.name != _SUMS:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            sums.append(f"{digest}  {path.name}\n")
            lines.append(f"{digest}  {path.stat().st_size / 1e6:7.1f} MB  {path.name}")
    (DIST / _SUMS).write_text("".join(sums), encoding="utf-8", newline="\n")
    return "\n".join(lines)


def parts_table(title: str, parts: Iterable[Part]) -> str:
    """The larger parts of a package as lines, the small ones added up."""
    rest, lines, total = 0, [title], 0
    for part in parts:
        total += part.size
        if part.size >= _SHOWN:
            lines.append(f"  {part.size / 1e6:7.1f} MB  {part.name}")
        else:
            rest += part.size
    lines += [f"  {rest / 1e6:7.1f} MB  其余", f"  {total / 1e6:7.1f} MB  合计"]
    return "\n".join(lines)


def result(path: Path) -> Path:
    """The path, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
