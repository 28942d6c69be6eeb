"""The offered indicators as a list model, which can be dragged."""

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
INDICATOR_ROLE = Qt.ItemDataRole.UserRole
IN_FORM_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether the open form has an indicator of that name."""

_NO_INDEX = QModelIndex()


class StockModel(QAbstractListModel):
    """A list of :class:`StockIndicator`; ``place_of`` names the project in which one was used last."""

    def __init__(self, place_of: Callable[[StockIndicator], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place_of = place_of
        self._indicators: tuple[StockIndicator, ...] = ()
        self._used_names: frozenset[str] = frozenset()

    def show(self, indicators: tuple[StockIndicator, ...]) -> None:
        """Offer other indicators."""
        if indicators != self._indicators:
            self.beginResetModel()
            self._indicators = indicators
            self.endResetModel()

    def show_used_names(self, used_names: frozenset[str]) -> None:
        """Show which names (:func:`folded_name`) the open form has."""
        if used_names != self._used_names:
            self._used_names = used_names
            self.dataChanged.emit(self.index(0), self.index(len(self._indicators) - 1))

    def indicators(self, indices: Sequence[Index]) -> list[StockIndicator]:
        """The indicators at some indices, from top to bottom."""
        return [self._indicators[row] for row in sorted({index.row() for index in indices})]

    # ---- QAbstractListModel ----------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._indicators)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        indicator = self._indicators[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return indicator.name
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(indicator)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{indicator.name} {written(indicator)} {indicator.level2}"
            case _ if role == INDICATOR_ROLE:
                return indicator
            case _ if role == IN_FORM_ROLE:
                return folded_name(indicator.name) in self._used_names
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        data = QMimeData()
        indicators = [indicator._asdict() for indicator in self.indicators(indexes)]
        data.setData(MIME_TYPE, json.dumps(indicators).encode())
        return data

    def _tip(self, indicator: StockIndicator) -> str:
        lines = [indicator.name, " › ".join(filter(None, (indicator.level1, indicator.level2)))]
        if target := written(indicator):
            lines.append(f"指标值：{target}")
        if indicator.weight:
            lines.append(f"权重：{indicator.weight}")
        if indicator.times:
            used = "{source}用过 {times} 次，最近在{year}年度“{name}”"
            name = self._place_of(indicator) or "（未命名项目）"
            lines.append(
                used.format(source=indicator.source, times=indicator.times, year=indicator.year, name=name)
            )
        else:
            kind = "通用指标" if indicator.source is IndicatorSource.GENERAL else "自备指标"
            lines.append(f"{kind}（{indicator.theme}）" if indicator.theme else kind)
        return "\n".join(lines)


def dragged_indicators(data: QMimeData) -> list[StockIndicator]:
    """The indicators that are being dragged."""
    indicators = json.loads(bytes(data.data(MIME_TYPE).data()))
    return [
        StockIndicator(**{**indicator, "source": IndicatorSource(indicator["source"])})
        for indicator in indicators
    ]


def written(indicator: StockIndicator) -> str:
    """Nature, target and unit as one text: ≥95%; of an indicator without a target, its unit."""
    return str(WrittenTarget(indicator.nature, indicator.target, indicator.unit))
