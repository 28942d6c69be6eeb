"""Draws an indicator of the stock in two lines: name and target, then its level and where it is from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from perfdesk.model.stock.stock import StockIndicator
from perfdesk.ui.stock.stock_model import IN_FORM_ROLE, INDICATOR_ROLE, written
from perfdesk.ui.widget import theme

_MARGIN = theme.SPACE
_SMALL = 0.9
_MOST_TARGET = 0.45  # of the width


class StockDelegate(QStyledItemDelegate):
    """Two lines a row."""

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        indicator: StockIndicator = index.data(INDICATOR_ROLE)
        in_form: bool = index.data(IN_FORM_ROLE)
        palette, group = option.palette, QPalette.ColorGroup.Active
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if not option.state & QStyle.StateFlag.State_Active:
            group = QPalette.ColorGroup.Inactive
        painter.save()
        if chosen:
            painter.fillRect(option.rect, palette.color(group, QPalette.ColorRole.Highlight))
        text_role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        ink = palette.color(group, text_role)
        box = option.rect.adjusted(_MARGIN, _MARGIN // 2, -_MARGIN, -_MARGIN // 2)
        small = theme.scaled(option.font, _SMALL)
        above = QRect(box.left(), box.top(), box.width(), option.fontMetrics.height())
        below = QRect(box.left(), above.bottom() + 2, box.width(), QFontMetrics(small).height())
        painter.setFont(option.font)
        painter.setPen(ink if chosen else theme.ACCENT)
        room = self._right(painter, above, written(indicator))
        painter.setPen(ink)
        self._left(painter, above.adjusted(0, 0, -room, 0), indicator.name)
        painter.setFont(small)
        painter.setPen(ink if chosen else theme.MUTED)
        room = self._right(painter, below, self._origin(indicator, in_form))
        self._left(painter, below.adjusted(0, 0, -room, 0), indicator.level2 or indicator.level1)
        if not chosen:
            painter.setPen(theme.LINE)
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = option.fontMetrics.height() + QFontMetrics(theme.scaled(option.font, _SMALL)).height()
        return QSize(0, lines + _MARGIN + 3)

    def _origin(self, indicator: StockIndicator, in_form: bool) -> str:
        if in_form:
            return "✓ 本表已有"
        if indicator.times:
            return f"{indicator.source} {indicator.times} 次"
        return indicator.theme or str(indicator.source)

    def _left(self, painter: QPainter, box: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _right(self, painter: QPainter, box: QRect, text: str) -> int:
        """Write at the right end; the width it took."""
        most = round(box.width() * _MOST_TARGET)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, most)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        return painter.fontMetrics().horizontalAdvance(shown) + _MARGIN if shown else 0
