"""Forms from files into the library: which files there are, reading them, and adding what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from PySide6.QtWidgets import QWidget

from perfdesk.errors import PerfdeskError
from perfdesk.exchange.reading.record_file import ENDINGS, read_record_file
from perfdesk.model.edit import record_edit
from perfdesk.model.form.definition import Forms
from perfdesk.model.record.record import Record
from perfdesk.ui.widget import message
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.large_operation import run_in_parts


def is_form_file(path: Path) -> bool:
    """Whether forms can be read from a file of that name."""
    return path.suffix.lower() in ENDINGS


def ask_file(window: QWidget, folder: Path) -> Path | None:
    """Ask for a file of forms, beginning in a folder."""
    from PySide6.QtWidgets import QFileDialog

    kinds = " ".join(f"*{ending}" for ending in ENDINGS)
    filters = f"可以导入的文件 ({kinds})"
    written, _ = QFileDialog.getOpenFileName(window, "导入报表", str(folder), filters)
    return Path(written) if written else None


def read_forms(path: Path, forms: Forms, window: QWidget) -> tuple[Record, ...]:
    """The forms in a file; nothing where there are none or it cannot be read, and the user was told."""
    try:
        records = tuple(read_record_file(path, forms))
    except PerfdeskError as problem:
        message.show_problem(window, problem.message)
        return ()
    if not records:
        message.show_problem(window, f"文件“{path.name}”里没有自评表，填报库没有改动。")
    return records


def add_forms(bridge: Bridge, records: Sequence[Record], window: QWidget) -> tuple[int, ...] | None:
    """Add forms to the bridge's library as one step, showing how far that is. Their ids.

    ``None`` where the user stopped it or the library does not take a form (the user was told why): then
    nothing is there of any.
    """
    parts = run_in_parts(
        bridge,
        records,
        lambda library, some, key: record_edit.add_records(library, some, merge_key=key),
        "正在导入…",
        window,
    )
    return None if parts is None else tuple(chain.from_iterable(parts))
