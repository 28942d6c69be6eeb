"""The attachments (附件) of one project as a table."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from perfdesk.model.attachment import MB, Attachment
from perfdesk.ui import theme

Index = QModelIndex | QPersistentModelIndex

_NO_INDEX = QModelIndex()
_KB = 1 << 10


class Column(IntEnum):
    """The columns from left to right."""

    NAME = 0
    KIND = 1
    SIZE = 2
    TIME = 3


_SIDES = {
    Column.NAME: Qt.AlignmentFlag.AlignLeft,
    Column.KIND: Qt.AlignmentFlag.AlignLeft,
    Column.SIZE: Qt.AlignmentFlag.AlignRight,
    Column.TIME: Qt.AlignmentFlag.AlignHCenter,
}


def size_text(size: int) -> str:
    """How large a file is, as people read it: 3.4 MB."""
    if size >= MB:
        return f"{size / MB:.1f} MB"
    return f"{max(size / _KB, 0.1):.1f} KB"


class AttachmentModel(QAbstractTableModel):
    """Lists files; it changes nothing: ``renamed`` carries the id of one and the name typed for it."""

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Attachment, ...] = ()
        self.editable = True

    def show(self, items: Sequence[Attachment]) -> None:
        """Show other files."""
        self.beginResetModel()
        self._items = tuple(items)
        self.endResetModel()

    @property
    def items(self) -> tuple[Attachment, ...]:
        """What is listed, from top to bottom."""
        return self._items

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("名称"), self.tr("类别"), self.tr("大小"), self.tr("添加时间"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item, column = self._items[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (item.name, item.kind.label, size_text(item.size), f"{item.at:%Y-%m-%d %H:%M}")[column]
        if role == Qt.ItemDataRole.EditRole and column is Column.NAME:
            return item.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole and column in (Column.SIZE, Column.TIME):
            return theme.MUTED
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.editable and index.column() == Column.NAME:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item, name = self._items[index.row()], str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name or name == item.name:
            return False
        self.renamed.emit(item.id, name)
        return True


def _alignment(column: int) -> Qt.AlignmentFlag:
    return _SIDES[Column(column)] | Qt.AlignmentFlag.AlignVCenter
