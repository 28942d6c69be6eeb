"""How a row of the tree is drawn: roomy, and the state as a mark where its words have no room."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate

from perfdesk.model.checks.finding import Severity
from perfdesk.ui.findings.findings_content import COLORS
from perfdesk.ui.tree.tree_listing import TreeColumn
from perfdesk.ui.tree.tree_model import WRONG_ROLE
from perfdesk.ui.widget import theme

_ROW_HEIGHT = 26
_BADGE_HEIGHT = 16
_MOST_SHOWN = 99


class TreeDelegate(QStyledItemDelegate):
    """Draws the state, and a unit's count of filled forms, in the secondary colour."""

    # The attributes of QStyleOptionViewItem are missing from PySide6's types: Any.
    def initStyleOption(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.column() == TreeColumn.STATE:
            option.palette.setColor(QPalette.ColorRole.Text, theme.MUTED)
            if not option.icon.isNull() and _needed(option) > option.rect.width():
                option.text = ""
                option.decorationAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        super().paint(painter, option, index)
        if index.column() == TreeColumn.STATE:
            errors, warnings = index.data(WRONG_ROLE)
            if errors or warnings:
                self._badge(painter, option, errors or warnings, bool(errors))

    def _badge(self, painter: QPainter, option: Any, count: int, errors: bool) -> None:
        """The number of errors, or, where there is none, of warnings, at the right end of the row."""
        text = str(count) if count <= _MOST_SHOWN else f"{_MOST_SHOWN}+"
        font = theme.scaled(option.font, 0.85)
        painter.save()
        painter.setFont(font)
        width = max(_BADGE_HEIGHT, painter.fontMetrics().horizontalAdvance(text) + 8)
        right, middle = option.rect.right() - 2, option.rect.center().y() + 0.5
        box = QRectF(right - width, middle - _BADGE_HEIGHT / 2, width, _BADGE_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(COLORS[Severity.ERROR if errors else Severity.WARNING])
        painter.drawRoundedRect(box, _BADGE_HEIGHT / 2, _BADGE_HEIGHT / 2)
        painter.setPen(theme.BASE)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        hint.setHeight(max(_ROW_HEIGHT, hint.height()))
        return hint


def _needed(option: Any) -> int:
    return int(option.decorationSize.width() + option.fontMetrics.horizontalAdvance(option.text)) + 12
