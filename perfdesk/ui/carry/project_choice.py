"""Last year's projects with check boxes, by unit; a search narrows what the buttons and the units check."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from perfdesk.model.edit.carry_edit import UnitToCarry, units_to_carry
from perfdesk.model.library.library import Library
from perfdesk.model.store.tree import RecordSummary
from perfdesk.ui.carry.project_list import NAME, NOTE, ProjectList
from perfdesk.ui.widget import theme
from perfdesk.ui.work.sliced_task import SlicedTask

_NOTE_PX = 96
_AT_ONCE = 20  # units: more than can be seen


class ProjectChoice(QWidget):
    """The projects of one year, read while the window lives.

    ``listed`` says that they are there, ``failed`` why they cannot be; ``changed`` follows every change of
    what is checked. Those that the new year has already are checked only one by one, by whoever wants them
    twice.
    """

    listed = Signal()
    failed = Signal(str)
    changed = Signal()

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._chosen: tuple[RecordSummary, ...] = ()
        self._units: list[UnitToCarry] = []
        self._wanted: frozenset[int] = frozenset()
        self._folded: set[int] = set()  # units
        self._reading: SlicedTask[UnitToCarry | None] | None = None
        self._unfolding: SlicedTask[None] | None = None
        self._search = QLineEdit(clearButtonEnabled=True)
        self._search.setPlaceholderText("查找项目名称、编码或单位")
        self._search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setAccessibleName("查找项目")
        self._all = QPushButton("全选(&A)")
        self._none = QPushButton("全不选(&N)")
        self._list = ProjectList(library.forms, self)
        self._tree = QTreeView()
        self._tree.setModel(self._list)
        self._count = theme.muted(QLabel())
        self._later = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._search.textChanged.connect(self._filter)
        self._all.clicked.connect(lambda: self._list.check_shown(True))
        self._none.clicked.connect(lambda: self._list.check_shown(False))
        self._tree.collapsed.connect(lambda index: self._folded.add(self._unit(index)))
        self._tree.expanded.connect(lambda index: self._folded.discard(self._unit(index)))
        self._list.checked_changed.connect(self._later.start)
        self._later.timeout.connect(self._show_count)

    @property
    def records(self) -> list[RecordSummary]:
        """All projects that are listed, in the order of the tree."""
        return self._list.records

    @property
    def chosen(self) -> tuple[RecordSummary, ...]:
        """The projects that are checked, in the order of the tree."""
        return self._chosen

    def show_year(self, year: int, new_year: int, wanted: Collection[int]) -> None:
        """List the projects of a year; of the wanted ones, check those that the new year does not have.

        Where none of the year are wanted, all are.
        """
        self.stop()
        self._wanted = frozenset(wanted)
        self._units, self._chosen = [], ()
        self._folded.clear()
        self._list.take_units((), ())
        self._list.show_matching("")
        self._count.setText("正在列出项目…")
        self._reading = SlicedTask(self._read(year, new_year), self._take, self)
        self._reading.finished.connect(self._show_read)
        self._reading.failed.connect(self.failed)
        self._reading.start()

    def stop(self) -> None:
        """List no further."""
        self._later.stop()
        for task in (self._reading, self._unfolding):
            if task is not None:
                task.cancel()
                task.deleteLater()
        self._reading = self._unfolding = None

    def _read(self, year: int, new_year: int) -> Iterator[UnitToCarry | None]:
        forms = self._library.forms
        for form in forms:
            forms[form]  # all are offered for the new year; each is read from its file when first asked for
            yield None
        yield from units_to_carry(self._library, year, new_year)

    def _take(self, unit: UnitToCarry | None) -> None:
        if unit is not None:
            self._units.append(unit)

    def _show_read(self) -> None:
        ids = {record.id for unit in self._units for record in unit.records}
        self._list.take_units(self._units, self._wanted & ids or ids)
        self._filter()
        self.listed.emit()
        self._later.start()

    def _lay_out(self) -> None:
        self._tree.setUniformRowHeights(True)
        self._tree.setAccessibleName("要结转的项目")
        self._tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._tree.setIndentation(16)
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(NOTE, _NOTE_PX)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self._all)
        buttons.addWidget(self._none)
        buttons.addStretch()
        buttons.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._search)
        layout.addWidget(self._tree, 1)
        layout.addLayout(buttons)

    def _show_count(self) -> None:
        self._chosen = self._list.chosen
        pattern = "已选 {chosen} 个，共 {count} 个"
        self._count.setText(pattern.format(chosen=len(self._chosen), count=len(self.records)))
        self.changed.emit()

    def _filter(self) -> None:
        """Show only the projects whose name, code or unit holds every word of the search."""
        if self._reading is not None and self._reading.running:
            return  # all that is read is filtered
        if self._unfolding is not None:
            self._unfolding.cancel()
            self._unfolding.deleteLater()
        self._list.show_matching(self._search.text())
        steps = self._unfold()
        for _ in islice(steps, _AT_ONCE):
            pass
        self._unfolding = SlicedTask(steps, lambda _: None, self)
        self._unfolding.start()

    def _unfold(self) -> Iterator[None]:
        """Unfold the units that nobody folded, one a step."""
        for row, unit in enumerate(self._list.units):
            if unit not in self._folded:
                self._tree.expand(self._list.index(row, NAME))
            yield

    def _unit(self, index: QModelIndex) -> int:
        return self._list.units[index.row()]
