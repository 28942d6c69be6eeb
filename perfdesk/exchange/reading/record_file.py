"""Files that forms are read from, told apart by how their names end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from perfdesk.errors import InputProblem
from perfdesk.exchange.reading.json_in import read_records
from perfdesk.model.form.definition import Forms
from perfdesk.model.record.record import Record

_READERS: Mapping[str, Callable[[Path, Forms], list[Record]]] = {".json": read_records}

ENDINGS = tuple(_READERS)
"""How the names of such files end, in small letters."""


def read_record_file(path: Path, forms: Forms) -> list[Record]:
    """All forms in a file; all of them or none.

    Raises ``InputProblem`` for a file of another kind, one that cannot be read, and at the first mistake in
    it.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        endings = "、".join(ENDINGS)
        raise InputProblem(f"不能从“{path.name}”导入：只能导入 {endings} 文件。请检查选择的文件。")
    return reader(path, forms)
