"""Where a value stands in a record: ``fields.goal`` or ``indicators[3].actual``."""

from __future__ import annotations

import re
from typing import NamedTuple

FIELDS = "fields"

_WRITTEN = re.compile(r"(?P<block>[a-z][a-z0-9_]*)(?:\[(?P<index>\d+)\])?\.(?P<key>[a-z][a-z0-9_]*)")


class Path(NamedTuple):
    """The address of one value.

    ``block`` is ``"fields"`` or the key of a block of rows; ``index`` counts that block's rows
    from 0 and is ``None`` for fields; ``key`` is the field's or column's key.
    """

    block: str
    index: int | None  # type: ignore[assignment]  # the tuple's own method is not needed
    key: str

    def __str__(self) -> str:
        if self.index is None:
            return f"{self.block}.{self.key}"
        return f"{self.block}[{self.index}].{self.key}"

    @classmethod
    def parse(cls, written: str) -> Path:
        """Read a written path; raises ``ValueError`` where it is none."""
        match = _WRITTEN.fullmatch(written)
        if match is None or (match["index"] is None) != (match["block"] == FIELDS):
            raise ValueError(f"not a path: {written!r}")
        index = None if match["index"] is None else int(match["index"])
        return cls(match["block"], index, match["key"])


def field_path(key: str) -> Path:
    """The path of a field of the form's heading, goals or conclusion."""
    return Path(FIELDS, None, key)
