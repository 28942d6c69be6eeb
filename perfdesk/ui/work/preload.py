"""What the first edit and the first paste need, imported while the window has nothing to do."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from PySide6.QtCore import QObject, QTimer

from perfdesk.ui.work.sliced_task import SlicedTask

_PATIENCE_MS = 300  # the first picture comes first
# Each is imported where it is needed, too; nobody waits for those that are there by then.
_NEEDED = (
    "perfdesk.model.library.record_status",
    "perfdesk.model.library.unit_comparison",
    "perfdesk.model.library.transaction",
    "perfdesk.model.kept.edit_history",
    "perfdesk.model.snippet.snippet_loader",
    "perfdesk.model.kept.used_indicator",
    "perfdesk.sheet.editing.paste",
    "perfdesk.exchange.reading.clipboard_in",
)


def get_ready(parent: QObject) -> SlicedTask[ModuleType]:
    """Begin to import in a moment, a module a step; the task ends with ``parent`` at the latest."""
    task = SlicedTask((import_module(name) for name in _NEEDED), lambda module: None, parent)
    QTimer.singleShot(_PATIENCE_MS, task, task.start)
    return task
