"""The lines of a project's history as a table model."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from perfdesk.ui.history.history_line import Line
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.list_table import Index, ListModel


class Column(IntEnum):
    """The columns from left to right."""

    TIME = 0
    OPERATION = 1
    PLACE = 2
    OLD = 3
    NEW = 4


class HistoryModel(ListModel[Line]):
    """Lines, newest first; the lines of one operation show its time once."""

    def headings(self) -> tuple[str, ...]:
        return "时间", "操作", "位置", "原来", "改为"

    def line(self, row: int) -> Line:
        """What a row shows."""
        return self._items[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._items[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            if column in (Column.TIME, Column.OPERATION) and self._follows(index.row()):
                return None
            return self._texts(line)[column].replace("\n", " ")
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.TIME:
            return line.entry.at.strftime("%Y-%m-%d %H:%M:%S")
        if role == Qt.ItemDataRole.ForegroundRole and column in (Column.TIME, Column.OLD):
            return theme.MUTED
        return None

    def _texts(self, line: Line) -> tuple[str, ...]:
        entry = line.entry
        return f"{entry.at:%Y-%m-%d %H:%M}", entry.operation, line.place, line.old, line.new

    def _follows(self, row: int) -> bool:
        return row > 0 and self._items[row - 1].entry.id == self._items[row].entry.id
