"""The indicators that are offered, as a list model; dragged, they carry themselves."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from perfdesk.model.stock.stock import IndicatorSource, StockIndicator
from perfdesk.model.value.folding import folded_name
from perfdesk.model.value.written_target import WrittenTarget

Index = QModelIndex | QPersistentModelIndex

MIME_TYPE = "application/x-perfdesk-indicators"
ITEM_ROLE = Qt.ItemDataRole.UserRole
THERE_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether the open form has an indicator of that name."""

_NO_INDEX = QModelIndex()


class StockModel(QAbstractListModel):
    """A list of :class:`StockIndicator`; ``place_of`` names the project in which one was used last."""

    def __init__(self, place_of: Callable[[StockIndicator], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place_of = place_of
        self._items: tuple[StockIndicator, ...] = ()
        self._there: frozenset[str] = frozenset()

    def show(self, items: tuple[StockIndicator, ...]) -> None:
        """Offer other indicators."""
        if items != self._items:
            self.beginResetModel()
            self._items = items
            self.endResetModel()

    def mark(self, there: frozenset[str]) -> None:
        """Mark the names (:func:`folded_name`) that the open form has."""
        if there != self._there:
            self._there = there
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def items(self, indices: Sequence[Index]) -> list[StockIndicator]:
        """The indicators at some indices, from top to bottom."""
        return [self._items[row] for row in sorted({index.row() for index in indices})]

    # ---- QAbstractListModel ----------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.name
            case Qt.ItemDataRole.ToolTipRole:
                return self._told(item)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{item.name} {written(item)} {item.level2}"
            case _ if role == ITEM_ROLE:
                return item
            case _ if role == THERE_ROLE:
                return folded_name(item.name) in self._there
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        data = QMimeData()
        items = [item._asdict() for item in self.items(indexes)]
        data.setData(MIME_TYPE, json.dumps(items).encode())
        return data

    def _told(self, item: StockIndicator) -> str:
        lines = [item.name, " › ".join(filter(None, (item.level1, item.level2)))]
        if target := written(item):
            lines.append(f"指标值：{target}")
        if item.weight:
            lines.append(f"权重：{item.weight}")
        if item.times:
            told = "{source}用过 {times} 次，最近在{year}年度“{name}”"
            name = self._place_of(item) or "（未命名项目）"
            lines.append(told.format(source=item.source, times=item.times, year=item.year, name=name))
        else:
            kind = "通用指标" if item.source is IndicatorSource.GENERAL else "自备指标"
            lines.append(f"{kind}（{item.theme}）" if item.theme else kind)
        return "\n".join(lines)


def carried(data: QMimeData) -> list[StockIndicator]:
    """The indicators that are being dragged."""
    items = json.loads(bytes(data.data(MIME_TYPE).data()))
    return [StockIndicator(**{**item, "source": IndicatorSource(item["source"])}) for item in items]


def written(item: StockIndicator) -> str:
    """Nature, target and unit as one text: ≥95%; of an indicator without a target, its unit."""
    return str(WrittenTarget(item.nature, item.target, item.unit))
