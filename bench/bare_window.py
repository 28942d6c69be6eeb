"""The barest window that holds the same as the program's: a tree of projects beside a grid of texts.

Nothing of perfdesk is imported here, so that a process with this window has only PySide6 in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QMainWindow, QSplitter, QTableView, QTreeView

Index = QModelIndex | QPersistentModelIndex
ProjectRow = tuple[int, str, str, str | None, str | None, str]  # year, unit, name, total, grade, state

SIZE = 1366, 768
_NO_INDEX = QModelIndex()
_BRANCH = 1 << 32  # internal ids from here on are units, below it projects


class Grid(NamedTuple):
    """A form as a grid of texts; lengths in pixels, a span as row, column, rows and columns."""

    texts: list[list[str]]
    spans: list[tuple[int, int, int, int]]
    widths: list[int]
    heights: list[int]


def read_projects(path: Path) -> list[ProjectRow]:
    """What a tree of projects shows, by bare sqlite3."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(
            "SELECT unit.year, unit.name, standing.name, total, grade, state"
            " FROM unit JOIN record ON record.unit_id = unit.id"
            " JOIN standing ON standing.record_id = record.id"
            " ORDER BY unit.year DESC, unit.position, record.position"
        ).fetchall()
    finally:
        connection.close()


class BareTree(QAbstractItemModel):
    """Units, and their projects with name, total, grade and state."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[ProjectRow] = ()
        self._units: list[str] = []
        self._firsts: list[int] = [0]  # where the projects of each unit begin, and the end
        self._unit_of: list[int] = []

    def take(self, rows: Sequence[ProjectRow]) -> None:
        """Show other rows, which come in the tree's order."""
        self.beginResetModel()
        self._rows = rows
        groups = [(key, len(list(group))) for key, group in groupby(rows, key=lambda row: row[:2])]
        self._units = [f"{year} {unit}" for (year, unit), _ in groups]
        self._firsts = list(accumulate((count for _, count in groups), initial=0))
        self._unit_of = [number for number, (_, count) in enumerate(groups) for _ in range(count)]
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        if not parent.isValid():
            return self.createIndex(row, column, _BRANCH + row)
        return self.createIndex(row, column, self._firsts[parent.row()] + row)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        number = index.internalId()
        if number >= _BRANCH:
            return QModelIndex()
        unit = self._unit_of[number]
        return self.createIndex(unit, 0, _BRANCH + unit)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        if not parent.isValid():
            return len(self._units)
        number = parent.internalId() - _BRANCH
        return self._firsts[number + 1] - self._firsts[number] if number >= 0 else 0

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        number = index.internalId()
        if number < _BRANCH:
            return self._rows[number][2 + index.column()]
        return self._units[index.row()] if index.column() == 0 else None


class BareGrid(QAbstractTableModel):
    """A grid of texts, any of which can be typed into."""

    def __init__(self, texts: list[list[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return len(self._texts)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return len(self._texts[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._texts[index.row()][index.column()]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self._texts[index.row()][index.column()] = value
        self.dataChanged.emit(index, index)
        return True


class BareWindow(QMainWindow):
    """The tree beside the grid."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = QTreeView()
        self.tree.setUniformRowHeights(True)
        self.projects = BareTree()
        self.tree.setModel(self.projects)
        self.grid = QTableView()
        splitter = QSplitter()
        splitter.addWidget(self.tree)
        splitter.addWidget(self.grid)
        self.setCentralWidget(splitter)
        self.resize(*SIZE)

    def fill_tree(self, rows: Sequence[ProjectRow]) -> None:
        """Show projects, the first unit unfolded."""
        self.projects.take(rows)
        self.tree.expand(self.projects.index(0, 0))

    def show_form(self, grid: Grid) -> None:
        """Show a form."""
        self.grid.clearSpans()
        self.grid.setModel(BareGrid(grid.texts, self.grid))
        for span in grid.spans:
            self.grid.setSpan(*span)
        for column, width in enumerate(grid.widths):
            self.grid.setColumnWidth(column, width)
        for row, height in enumerate(grid.heights):
            self.grid.setRowHeight(row, height)
