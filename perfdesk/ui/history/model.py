"""The lines of a project's history as a table model."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from perfdesk.ui import theme
from perfdesk.ui.history.line import Line

Index = QModelIndex | QPersistentModelIndex

_NO_INDEX = QModelIndex()


class Column(IntEnum):
    """The columns from left to right."""

    TIME = 0
    OPERATION = 1
    PLACE = 2
    OLD = 3
    NEW = 4


class HistoryModel(QAbstractTableModel):
    """Lines, newest first; the lines of one operation show its time once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line:
        """What a row shows."""
        return self._lines[row]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        headings = (self.tr("时间"), self.tr("操作"), self.tr("位置"), self.tr("原来"), self.tr("改为"))
        return headings[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
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
        return row > 0 and self._lines[row - 1].entry.id == self._lines[row].entry.id
