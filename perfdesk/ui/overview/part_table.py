"""The years of a library or the units of a year, each with how far it has come."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from perfdesk.model.overview.progress import Progress, Stage
from perfdesk.ui.overview.stage_bar import paint_bar
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.list_table import Index, ListModel

_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BAR_PX = 10
_BAR_WIDTH_PX = 104
_AIR_PX = 18  # beside the text of a heading


class PartColumn(IntEnum):
    """The columns of the table."""

    NAME = 0
    BAR = 1
    TOTAL = 2
    READY = 3
    WRONG = 4
    DRAFT = 5
    EMPTY = 6
    PRINTED = 7
    SENT = 8


_STAGES = {
    PartColumn.READY: Stage.READY,
    PartColumn.WRONG: Stage.WRONG,
    PartColumn.DRAFT: Stage.DRAFT,
    PartColumn.EMPTY: Stage.EMPTY,
}

Part = tuple[int, str, Progress]
"""A node of the tree, its name, and how far it has come."""


class PartModel(ListModel[Part]):
    """A row for each part, in the order of the tree until a column sorts them."""

    def headings(self) -> tuple[str, ...]:
        names = {
            PartColumn.NAME: "名称",
            PartColumn.BAR: "进度",
            PartColumn.TOTAL: "份数",
            PartColumn.PRINTED: "已打印",
            PartColumn.SENT: "已发送",
        }
        return tuple(names.get(column) or str(_STAGES[column]) for column in PartColumn)

    def node(self, row: int) -> int:
        """The node of the tree that a row shows."""
        return self._items[row][0]

    def progress(self, row: int) -> Progress:
        """How far the part in a row has come."""
        return self._items[row][2]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        right = orientation is Qt.Orientation.Horizontal and section > PartColumn.BAR
        if right and role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMBER
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = PartColumn(index.column())
        _, name, progress = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            if column is PartColumn.NAME:
                return name
            return "" if column is PartColumn.BAR else str(_count(progress, column))
        if role == Qt.ItemDataRole.ToolTipRole and column is PartColumn.NAME:
            return name
        if role == Qt.ItemDataRole.TextAlignmentRole and column > PartColumn.BAR:
            return _NUMBER
        if role == Qt.ItemDataRole.ForegroundRole and column > PartColumn.TOTAL:
            count = _count(progress, column)
            return theme.PROBLEM if column is PartColumn.WRONG and count else None if count else theme.MUTED
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; the bar by the share of forms that are ready."""
        if not 0 <= column < len(PartColumn):
            return
        self.layoutAboutToBeChanged.emit()
        falling = order is Qt.SortOrder.DescendingOrder
        self._items.sort(key=lambda part: _key(part, PartColumn(column)), reverse=falling)
        self.layoutChanged.emit()


def _count(progress: Progress, column: PartColumn) -> int:
    match column:
        case PartColumn.TOTAL:
            return progress.total
        case PartColumn.PRINTED:
            return len(progress.printed)
        case PartColumn.SENT:
            return len(progress.sent)
    return progress.count(_STAGES[column])


def _key(part: Part, column: PartColumn) -> Any:
    _, name, progress = part
    if column is PartColumn.NAME:
        return name
    if column is PartColumn.BAR:
        return progress.count(Stage.READY) / max(progress.total, 1)
    return _count(progress, column)


class PartTable(QTableView):
    """``node_wanted`` carries the node of the tree of a row that was clicked."""

    node_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PartModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self._model, self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("各部分进度")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.SPACE)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in PartColumn:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if column > PartColumn.BAR:
                text = self._model.headerData(column, Qt.Orientation.Horizontal)
                header.resizeSection(column, self.fontMetrics().horizontalAdvance(text) + _AIR_PX)
        header.setSectionResizeMode(PartColumn.NAME, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(PartColumn.BAR, _BAR_WIDTH_PX)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)

    def show_parts(self, parts: list[Part]) -> None:
        """Show other parts, in the order of the tree."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._model.show(parts)

    def _open(self, index: QModelIndex) -> None:
        self.node_wanted.emit(self._model.node(index.row()))


class _Delegate(QStyledItemDelegate):
    """Draws the bars."""

    def __init__(self, model: PartModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() == PartColumn.BAR:
            box = QRectF(option.rect).adjusted(6, 0, -10, 0)
            box.setTop(box.center().y() - _BAR_PX / 2)
            box.setHeight(_BAR_PX)
            paint_bar(painter, box, self._model.progress(index.row()))
