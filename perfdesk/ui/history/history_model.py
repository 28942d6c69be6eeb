"""The lines of a project's history as a table model."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from perfdesk.ui.history.history_line import HistoryLine
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.list_table import Index, ListModel


class HistoryColumn(IntEnum):
    """The columns from left to right."""

    TIME = 0
    OPERATION = 1
    PLACE = 2
    OLD = 3
    NEW = 4


class HistoryModel(ListModel[HistoryLine]):
    """Lines, newest first; the lines of one operation show its time once."""

    def headings(self) -> tuple[str, ...]:
        return "时间", "操作", "位置", "原来", "改为"

    def line(self, row: int) -> HistoryLine:
        """What a row shows."""
        return self._items[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._items[index.row()], HistoryColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            if column in (HistoryColumn.TIME, HistoryColumn.OPERATION) and self._follows(index.row()):
                return None
            return self._texts(line)[column].replace("\n", " ")
        if role == Qt.ItemDataRole.ToolTipRole and column is HistoryColumn.TIME:
            return line.entry.at.strftime("%Y-%m-%d %H:%M:%S")
        if role == Qt.ItemDataRole.ForegroundRole and column in (HistoryColumn.TIME, HistoryColumn.OLD):
            return theme.MUTED
        return None

    def _texts(self, line: HistoryLine) -> tuple[str, ...]:
        entry = line.entry
        return f"{entry.at:%Y-%m-%d %H:%M}", entry.operation, line.place, line.old, line.new

    def _follows(self, row: int) -> bool:
        return row > 0 and self._items[row - 1].entry.id == self._items[row].entry.id
