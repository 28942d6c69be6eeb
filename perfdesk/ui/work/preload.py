"""What the first edit and the first paste need, loaded while the window has nothing to do."""

from __future__ import annotations

from types import ModuleType

from PySide6.QtCore import QObject, QTimer

from perfdesk import late
from perfdesk.ui.work.sliced_task import SlicedTask

_PATIENCE_MS = 300  # the first picture comes first
_NEEDED = (
    "perfdesk.model.library.record_status",
    "perfdesk.model.library.transaction",
    "perfdesk.model.kept.edit_history",
    "perfdesk.model.edit.record_edit",
    "perfdesk.model.edit.stock_edit",
    "perfdesk.model.snippet.snippet_loader",
    "perfdesk.model.kept.used_indicator",
    "perfdesk.sheet.editing.paste",
    "perfdesk.exchange.reading.clipboard_in",
)


def get_ready(parent: QObject) -> SlicedTask[ModuleType]:
    """Begin to load in a moment, a module a step; the task ends with ``parent`` at the latest."""
    task = SlicedTask((late.load(name) for name in _NEEDED), lambda module: None, parent)
    QTimer.singleShot(_PATIENCE_MS, task, task.start)
    return task
