"""The attachments (附件) of one project as a table."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from perfdesk.exchange.files.legal_name import visible
from perfdesk.model.kept.attachment import Attachment
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.list_table import Index, ListModel
from perfdesk.ui.widget.size_text import size_text


class AttachmentColumn(IntEnum):
    """The columns from left to right."""

    NAME = 0
    KIND = 1
    SIZE = 2
    TIME = 3


_SIDES = {
    AttachmentColumn.NAME: Qt.AlignmentFlag.AlignLeft,
    AttachmentColumn.KIND: Qt.AlignmentFlag.AlignLeft,
    AttachmentColumn.SIZE: Qt.AlignmentFlag.AlignRight,
    AttachmentColumn.TIME: Qt.AlignmentFlag.AlignHCenter,
}


class AttachmentModel(ListModel[Attachment]):
    """Lists files; it changes nothing: ``renamed`` carries the id of one and the name typed for it."""

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editable = True

    @property
    def items(self) -> tuple[Attachment, ...]:
        """What is listed, from top to bottom."""
        return tuple(self._items)

    def headings(self) -> tuple[str, ...]:
        return "名称", "类别", "大小", "添加时间"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return _alignment(section)
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item, column = self._items[index.row()], AttachmentColumn(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (visible(item.name), item.kind.label, size_text(item.size), f"{item.at:%Y-%m-%d %H:%M}")[
                column
            ]
        if role == Qt.ItemDataRole.EditRole and column is AttachmentColumn.NAME:
            return visible(item.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole and column in (
            AttachmentColumn.SIZE,
            AttachmentColumn.TIME,
        ):
            return theme.MUTED
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.editable and index.column() == AttachmentColumn.NAME:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item, name = self._items[index.row()], str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name or name == visible(item.name):
            return False
        self.renamed.emit(item.id, name)
        return True


def _alignment(column: int) -> Qt.AlignmentFlag:
    return _SIDES[AttachmentColumn(column)] | Qt.AlignmentFlag.AlignVCenter
