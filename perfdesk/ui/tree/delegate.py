"""How a row of the tree is drawn: roomy, and the state as a mark where its words have no room."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyledItemDelegate

from perfdesk.ui import theme
from perfdesk.ui.tree.listing import Column

_ROW_HEIGHT = 26


class TreeDelegate(QStyledItemDelegate):
    """Draws the state, and a unit's count of filled forms, in the secondary colour."""

    # The attributes of QStyleOptionViewItem are missing from PySide6's types: Any.
    def initStyleOption(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.column() == Column.STATE:
            option.palette.setColor(QPalette.ColorRole.Text, theme.MUTED)
            if not option.icon.isNull() and _needed(option) > option.rect.width():
                option.text = ""
                option.decorationAlignment = Qt.AlignmentFlag.AlignCenter

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        hint.setHeight(max(_ROW_HEIGHT, hint.height()))
        return hint


def _needed(option: Any) -> int:
    return int(option.decorationSize.width() + option.fontMetrics.horizontalAdvance(option.text)) + 12
