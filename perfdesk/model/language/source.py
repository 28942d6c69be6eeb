"""The address of a computed value that a cell shows: ``total``, ``budget[0].rate``."""

from __future__ import annotations

import re
from typing import NamedTuple

# Compiled by re when first needed.
_WRITTEN = r"(?:(?P<block>[a-z][a-z0-9_]*)\[(?P<row>\d+)\]\.)?(?P<name>[a-z_.]+)(?:\((?P<of>[^()]+)\))?"


class CellSource(NamedTuple):
    """One computed value: its name, and for that of a row its block, and the row's place from 0 in that.

    ``of`` is what the value is computed from where the form says so (``of`` of its cell).
    """

    name: str
    block: str = ""
    row: int = 0
    of: str = ""

    def __str__(self) -> str:
        name = f"{self.name}({self.of})" if self.of else self.name
        return f"{self.block}[{self.row}].{name}" if self.block else name

    @classmethod
    def parse(cls, written: str) -> CellSource:
        """Read a written address; raises ``ValueError`` where it is none."""
        match = re.fullmatch(_WRITTEN, written)
        if match is None:
            raise ValueError(f"not a source: {written!r}")
        return cls(match["name"], match["block"] or "", int(match["row"] or 0), match["of"] or "")
