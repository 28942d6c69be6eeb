"""Things listed in a table, one a row: the model that they share, and how the dialogs show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from perfdesk.ui.widget import theme

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

NO_INDEX = QModelIndex()


class ListModel(QAbstractTableModel, Generic[T]):
    """A row for each of some things; a subclass names the columns and says what a cell shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[T] = []

    def headings(self) -> tuple[str, ...]:
        """The names of the columns from left to right."""
        raise NotImplementedError

    def show(self, items: Iterable[T]) -> None:
        """Show other things."""
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.headings())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self.headings()[section]


class ListTable(QTableView):
    """Whole rows without a grid.

    ``widths_px`` pairs columns with their widths; the column ``stretched`` takes the room that is left.
    """

    def __init__(
        self, model: QAbstractItemModel, widths_px: Iterable[tuple[int, int]], stretched: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.SPACE)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in widths_px:
            header.resizeSection(column, width)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
