"""The entries beside the sheet as a table model."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path
from perfdesk.ui.supplement.supplement_entry import SupplementEntry, collected_text, entries
from perfdesk.ui.widget import theme
from perfdesk.ui.work.bridge import Bridge

Index = QModelIndex | QPersistentModelIndex

_NO_INDEX = QModelIndex()


class SupplementColumn(IntEnum):
    """The columns of the table."""

    LABEL = 0
    COLLECTED = 1
    TEXT = 2
    UNIT = 3
    REASON = 4


class SupplementModel(QAbstractTableModel):
    """The entries of one record; typing goes through the bridge as one operation."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge: Bridge | None = None
        self._record_id: int | None = None
        self._entries: tuple[SupplementEntry, ...] = ()
        self.refused: dict[Path, str] = {}
        """What the library did not take: shown in its place until it is entered again, or given up."""

    def show(self, bridge: Bridge, record_id: int | None) -> None:
        """Show a record of the bridge's library, or nothing."""
        self.beginResetModel()
        if (bridge, record_id) != (self._bridge, self._record_id):
            self.refused.clear()
        self._bridge, self._record_id = bridge, record_id
        self._entries = self._read()
        self.endResetModel()

    def refresh(self) -> None:
        """Show the record as the library has it now."""
        now = self._read()
        if len(now) != len(self._entries):
            self.beginResetModel()
            self._entries = now
            self.endResetModel()
            return
        for row, (before, after) in enumerate(zip(self._entries, now, strict=True)):
            if before != after:
                self._entries = (*self._entries[:row], after, *self._entries[row + 1 :])
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(SupplementColumn) - 1))

    def entry(self, row: int) -> SupplementEntry:
        """The entry in a row of the table."""
        return self._entries[row]

    @property
    def has_inputs(self) -> bool:
        """Whether there are inputs of formulas, and not only fields."""
        return any(entry.value is not None for entry in self._entries)

    @property
    def first_open(self) -> QModelIndex:
        """Where the first input stands that asks for something, else the first entry."""
        rows = (
            row for row, entry in enumerate(self._entries) if entry.value is not None and entry.value.problem
        )
        return self.index(next(rows, 0), SupplementColumn.TEXT)

    def index_of(self, path: Path) -> QModelIndex:
        """Where the value at ``path`` is entered; an invalid index where it is not."""
        for row, entry in enumerate(self._entries):
            if entry.path == path:
                return self.index(row, SupplementColumn.TEXT)
            if entry.reason_path == path:
                return self.index(row, SupplementColumn.REASON)
        return QModelIndex()

    def _read(self) -> tuple[SupplementEntry, ...]:
        if self._bridge is None or self._record_id is None:
            return ()
        library = self._bridge.library
        record = library.record(self._record_id)
        return entries(library.definition(self._record_id), record, library.scores(self._record_id))

    # ---- QAbstractTableModel ---------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(SupplementColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return {
            SupplementColumn.LABEL: "取数项目",
            SupplementColumn.COLLECTED: "项目取数",
            SupplementColumn.TEXT: "填写／改填",
            SupplementColumn.UNIT: "单位",
            SupplementColumn.REASON: "改填理由",
        }[SupplementColumn(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry, column = self._entries[index.row()], SupplementColumn(index.column())
        path = self._path(entry, column)
        if path in self.refused:
            if role == Qt.ItemDataRole.BackgroundRole:
                return theme.WARNING_SOFT
            if role == Qt.ItemDataRole.ToolTipRole:
                return "还没有存入填报库。"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return (
                self._text(entry, column)
                if path is None
                else self.refused.get(path, self._text(entry, column))
            )
        numeric = column in (SupplementColumn.COLLECTED, SupplementColumn.TEXT) and entry.value is not None
        if role == Qt.ItemDataRole.TextAlignmentRole and numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.TEXT if column is SupplementColumn.LABEL or path else theme.MUTED
        if role == Qt.ItemDataRole.BackgroundRole:
            if column is SupplementColumn.TEXT and entry.value is not None and entry.value.problem:
                return theme.WARNING_SOFT
            return None if path else theme.WINDOW
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.value.clause if entry.value is not None else entry.field.hint
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        writable = self._bridge is not None and not self._bridge.library.read_only
        if (
            index.isValid()
            and writable
            and self._path(self._entries[index.row()], SupplementColumn(index.column()))
        ):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._bridge is None or self._record_id is None:
            return False
        path = self._path(self._entries[index.row()], SupplementColumn(index.column()))
        if path is None:
            return False
        entered = self._enter(path, str(value))
        self.dataChanged.emit(index, index)
        return entered

    def _enter(self, path: Path, text: str) -> bool:
        bridge, record_id = self._bridge, self._record_id
        assert bridge is not None
        assert record_id is not None
        self.refused.pop(path, None)
        try:
            if bridge.library.record(record_id).get(path) == text:
                return True
        except KeyError:  # deleted, and about to leave the screen
            return True
        if bridge.run(lambda library: record_edit.set_values(library, record_id, {path: text})) is None:
            self.refused[path] = text
        return path not in self.refused

    def enter_refused(self) -> bool:
        """Enter again what was refused; false where one is refused again."""
        entered = all(self._enter(path, text) for path, text in list(self.refused.items()))
        self._show_all()
        return entered

    def forget_refused(self) -> None:
        """Show what the library holds."""
        self.refused.clear()
        self._show_all()

    def _show_all(self) -> None:
        if self._entries:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._entries) - 1, len(SupplementColumn) - 1)
            )

    def _path(self, entry: SupplementEntry, column: SupplementColumn) -> Path | None:
        """What typing in a column changes."""
        if column is SupplementColumn.TEXT:
            return entry.path
        # A reason belongs to a number that the projects give; one only asked for needs none.
        asks = entry.value is not None and entry.value.from_projects
        return entry.reason_path if column is SupplementColumn.REASON and asks else None

    def _text(self, entry: SupplementEntry, column: SupplementColumn) -> str:
        value = entry.value
        match column:
            case SupplementColumn.LABEL:
                return entry.label
            case SupplementColumn.TEXT:
                return entry.text
            case SupplementColumn.REASON:
                return entry.reason
            case SupplementColumn.COLLECTED if value is not None:
                return collected_text(value) if value.from_projects else "—"
            case SupplementColumn.UNIT if value is not None:
                return value.unit
        return ""
