"""What a text typed into a cell changes: the values that its codec reads from it."""

from __future__ import annotations

from perfdesk.model.form.path import Path
from perfdesk.model.language.registry import codec_of
from perfdesk.model.record.record import Record
from perfdesk.sheet.layout.sheet import Cell


def typed(cell: Cell, record: Record, text: str) -> dict[Path, str]:
    """The values that change when ``text`` is typed into ``cell``, by path.

    A cell merged over several rows sets the value of each of them.
    """
    before = [record.get(path) for path in cell.paths]
    after = codec_of(cell.codec).split(text, before)
    return {path: new for path, old, new in zip(cell.paths, before, after, strict=True) if new != old}
