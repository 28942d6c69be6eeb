"""The rows of a summary as a table model that sorts by any column."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from perfdesk.model.overview.summary import Summary, SummaryRow
from perfdesk.sheet.layout.summary_sheet import row_texts, summary_headings

Index = QModelIndex | QPersistentModelIndex

_NO_INDEX = QModelIndex()
_TEXT_COLUMNS = 2  # the name and the code; with several units, the unit too


class SummaryModel(QAbstractTableModel):
    """The projects of a summary, in the order of the tree until a column sorts them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SummaryRow] = []
        self._headings: tuple[str, ...] = ()
        self._several = False

    def show(self, summary: Summary) -> None:
        """Show another summary."""
        self.beginResetModel()
        self._several = summary.several_units
        self._headings = summary_headings(self._several)
        self._rows = list(summary.rows)
        self.endResetModel()

    def record_id(self, row: int) -> int:
        """The project in a row of the table."""
        return self._rows[row].record_id

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            # Only the rows in view are ever worded.
            return row_texts(self._rows[index.row()], self._several)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= _TEXT_COLUMNS + self._several:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what is not known stands last either way."""
        if not 0 <= column < len(self._headings):
            return
        key = self._keys()[column]
        with_value = [row for row in self._rows if key(row) is not None]
        without_value = [row for row in self._rows if key(row) is None]
        self.layoutAboutToBeChanged.emit()
        with_value.sort(key=key, reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows = with_value + without_value
        self.layoutChanged.emit()

    def _keys(self) -> list[Callable[[SummaryRow], Any]]:
        """What each column sorts by; a grade by the points that earn it."""
        units: list[Callable[[SummaryRow], Any]] = [lambda row: row.unit] if self._several else []
        points: Callable[[SummaryRow], Decimal | None] = lambda row: row.total  # noqa: E731  # twice below
        return [
            lambda row: row.name,
            *units,
            lambda row: row.code,
            lambda row: row.initial,
            lambda row: row.adjusted,
            lambda row: row.executed,
            lambda row: row.rate,
            points,
            points,
            lambda row: row.problems,
        ]
