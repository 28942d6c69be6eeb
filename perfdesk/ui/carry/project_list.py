"""Last year's projects by unit, as a view of them asks: which are shown, and which are checked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from perfdesk.model.edit.carry_edit import UnitToCarry
from perfdesk.model.form.definition import Forms
from perfdesk.model.store.tree import RecordSummary, UnitSummary
from perfdesk.ui.widget import theme

Index = QModelIndex | QPersistentModelIndex

NAME, NOTE = range(2)
_NO_INDEX = QModelIndex()
_UNIT = 0  # the internal id of a unit's row; that of a project's is one more than the row of its unit
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
# Made once, for Qt asks for them more often than for anything else.
_UNKNOWN = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren
_KNOWN = _UNKNOWN | Qt.ItemFlag.ItemIsEnabled
_HOLDER = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled
_ROLE = Qt.ItemDataRole


class ProjectList(QAbstractItemModel):
    """Units with their projects, each with a box; a search narrows what is shown, not what is checked.

    ``checked_changed`` follows every change of what is checked.
    """

    checked_changed = Signal()

    def __init__(self, forms: Forms, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._forms = frozenset(forms)
        self._all: Sequence[UnitToCarry] = ()
        self._of_unit: dict[int, tuple[RecordSummary, ...]] = {}
        self._there: frozenset[int] = frozenset()
        self._checked: set[int] = set()
        self._shown: list[tuple[UnitSummary, tuple[RecordSummary, ...]]] = []

    @property
    def records(self) -> list[RecordSummary]:
        """All projects, in the order of the tree."""
        return [record for unit in self._all for record in unit.records]

    @property
    def chosen(self) -> tuple[RecordSummary, ...]:
        """The projects that are checked, in the order of the tree."""
        checked = self._checked
        return tuple(record for unit in self._all for record in unit.records if record.id in checked)

    @property
    def units(self) -> list[int]:
        """The ids of the units that are shown, from top to bottom."""
        return [unit.id for unit, _ in self._shown]

    def take_units(self, units: Sequence[UnitToCarry], wanted: Collection[int]) -> None:
        """Take these, to be shown by :meth:`show_matching`.

        Of the wanted ones, those of a known form that the new year does not have are checked.
        """
        self._all = units
        self._of_unit = {item.unit.id: item.records for item in units}
        self._there = frozenset().union(*(unit.there for unit in units))
        of_forms = {record.id for record in self.records if record.form in self._forms}
        self._checked = of_forms.intersection(wanted) - self._there

    def show_matching(self, text: str) -> None:
        """Show the projects whose name, code or unit holds every word of a text."""
        words = text.split()
        self.beginResetModel()
        self._shown = []
        for item in self._all:
            left = [word for word in words if word not in item.unit.name]
            records = tuple(
                record
                for record in item.records
                if all(word in record.name or word in record.code for word in left)
            )
            if records:
                self._shown.append((item.unit, records))
        self.endResetModel()

    def check_shown(self, on: bool) -> None:
        """Check or uncheck all that is shown, but for what is only checked one by one."""
        for _, records in self._shown:
            self._check(records, on)
        self._announce(0, len(self._shown) - 1)

    def _check(self, records: Sequence[RecordSummary], on: bool) -> None:
        if on:
            self._checked |= {record.id for record in records if not self._alone(record)}
        else:
            self._checked -= {record.id for record in records}

    def _alone(self, record: RecordSummary) -> bool:
        """Whether checking a unit leaves a project out: the new year has it, or it cannot be carried."""
        return record.id in self._there or record.form not in self._forms

    def _announce(self, first: int, last: int) -> None:
        """Say that the boxes of some units are others, and those of their projects."""
        for row in range(first, last + 1):
            unit = self.index(row, NAME)
            below = len(self._shown[row][1]) - 1
            self.dataChanged.emit(
                self.index(0, NAME, unit), self.index(below, NAME, unit), [_ROLE.CheckStateRole]
            )
        if first <= last:
            self.dataChanged.emit(self.index(first, NAME), self.index(last, NAME), [_ROLE.CheckStateRole])
        self.checked_changed.emit()

    # ---- QAbstractItemModel ----------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        if not 0 <= row < self.rowCount(parent) or not 0 <= column <= NOTE:
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _UNIT)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        inside = index.internalId() if index.isValid() else _UNIT
        return QModelIndex() if inside == _UNIT else self.createIndex(inside - 1, NAME, _UNIT)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        if not parent.isValid():
            return len(self._shown)
        if parent.internalId() != _UNIT or parent.column() != NAME:
            return 0
        return len(self._shown[parent.row()][1])

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return NOTE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        return ("项目", "新年度")[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.internalId() == _UNIT:
            return _HOLDER
        return _KNOWN if self._record(index).form in self._forms else _UNKNOWN

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.internalId() == _UNIT:
            return self._unit_data(index, role)
        record, column = self._record(index), index.column()
        if role == _ROLE.DisplayRole:
            return self._note(record) if column == NOTE else record.name or "（未命名项目）"
        if role == _ROLE.CheckStateRole and column == NAME:
            return _CHECKED if record.id in self._checked else _UNCHECKED
        if role == _ROLE.ToolTipRole:
            return self._reason(record) if column == NOTE else f"{record.name}\n{record.code}".strip()
        if role == _ROLE.ForegroundRole and column == NOTE:
            return QBrush(theme.MUTED)
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.CheckStateRole or not self.flags(index) & Qt.ItemFlag.ItemIsEnabled:
            return False
        on = Qt.CheckState(value) == _CHECKED
        if index.internalId() == _UNIT:
            self._check(self._shown[index.row()][1], on)
            self._announce(index.row(), index.row())
        else:
            (self._checked.add if on else self._checked.discard)(self._record(index).id)
            self._announce(index.parent().row(), index.parent().row())
        return True

    def _record(self, index: Index) -> RecordSummary:
        return self._shown[index.internalId() - 1][1][index.row()]

    def _unit_data(self, index: Index, role: int) -> Any:
        unit, _ = self._shown[index.row()]
        if index.column() != NAME:
            return None
        if role == _ROLE.DisplayRole:
            return unit.name
        if role == _ROLE.DecorationRole:
            return theme.icon("unit")
        if role == _ROLE.CheckStateRole:
            return self._unit_state(unit.id)
        return None

    def _unit_state(self, unit_id: int) -> Qt.CheckState:
        """Whether all, some or none of a unit's projects are checked, also of those not shown."""
        records = self._of_unit[unit_id]
        number = sum(record.id in self._checked for record in records)
        if number == len(records):
            return _CHECKED
        return Qt.CheckState.PartiallyChecked if number else _UNCHECKED

    def _note(self, record: RecordSummary) -> str:
        if record.id in self._there:
            return "已有"
        return "" if record.form in self._forms else "格式不明"

    def _reason(self, record: RecordSummary) -> str | None:
        if record.form not in self._forms:
            return "本程序没有这个项目的报表格式，不能结转。"
        if record.id in self._there:
            return "新年度已有这个项目；勾选它会再结转一份。"
        return None
