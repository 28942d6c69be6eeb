"""Last year's projects with check boxes, by unit; a search narrows what the buttons and the units check."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.model.carry_edit import carried_already
from perfdesk.model.library import Library
from perfdesk.model.tree import RecordSummary
from perfdesk.ui import theme

_ID = Qt.ItemDataRole.UserRole
_THERE = Qt.ItemDataRole.UserRole + 1
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_NOTE_PX = 96


class ProjectChoice(QWidget):
    """The projects of one year; ``changed`` follows every change of what is checked.

    Those that the new year has already are checked only one by one, by whoever wants them twice.
    """

    changed = Signal()

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._records: dict[int, RecordSummary] = {}
        self._chosen: tuple[RecordSummary, ...] = ()
        self._search = QLineEdit(clearButtonEnabled=True)
        self._search.setPlaceholderText(self.tr("查找项目名称、编码或单位"))
        self._search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setAccessibleName(self.tr("查找项目"))
        self._all = QPushButton(self.tr("全选(&A)"))
        self._none = QPushButton(self.tr("全不选(&N)"))
        self._tree = QTreeWidget()
        self._count = theme.muted(QLabel())
        self._later = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._search.textChanged.connect(self._filter)
        self._all.clicked.connect(lambda: self._check(_CHECKED))
        self._none.clicked.connect(lambda: self._check(_UNCHECKED))
        self._tree.itemChanged.connect(self._follow)
        self._later.timeout.connect(self._tell)

    @property
    def chosen(self) -> tuple[RecordSummary, ...]:
        """The projects that are checked, in the order of the tree."""
        return self._chosen

    def show_year(
        self, records: Iterable[RecordSummary], year: int, new_year: int, wanted: Collection[int]
    ) -> None:
        """List the projects of a year; of the wanted ones, check those that the new year does not have."""
        units = self._library.units(year)
        there = carried_already(self._library, year, new_year)
        self._records = {summary.id: summary for summary in records}
        holders: dict[int, QTreeWidgetItem] = {}
        for unit in units:
            holders[unit.id] = QTreeWidgetItem([unit.name])
            holders[unit.id].setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            holders[unit.id].setIcon(0, theme.icon("unit"))
        for summary in self._records.values():
            holders[summary.unit_id].addChild(self._item(summary, summary.id in there, summary.id in wanted))
        self._tree.blockSignals(True)
        self._tree.clear()
        self._tree.addTopLevelItems([holder for holder in holders.values() if holder.childCount()])
        self._tree.expandAll()
        for holder in self._holders():
            self._sum_up(holder)
        self._tree.blockSignals(False)
        self._filter()
        self._tell()

    def _item(self, summary: RecordSummary, there: bool, wanted: bool) -> QTreeWidgetItem:
        known = summary.form in self._library.forms
        note = self.tr("已有") if there else "" if known else self.tr("格式不明")
        item = QTreeWidgetItem([summary.name or self.tr("（未命名项目）"), note])
        item.setData(0, _ID, summary.id)
        item.setData(0, _THERE, there or not known)
        item.setToolTip(0, f"{summary.name}\n{summary.code}".strip())
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, _CHECKED if wanted and known and not there else _UNCHECKED)
        item.setForeground(1, QBrush(theme.MUTED))
        if there:
            item.setToolTip(1, self.tr("新年度已有这个项目；勾选它会再结转一份。"))
        if not known:
            item.setDisabled(True)
            item.setToolTip(1, self.tr("本程序没有这个项目的报表格式，不能结转。"))
        return item

    def _lay_out(self) -> None:
        self._tree.setHeaderLabels([self.tr("项目"), self.tr("新年度")])
        self._tree.setUniformRowHeights(True)
        self._tree.setAccessibleName(self.tr("要结转的项目"))
        self._tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._tree.setIndentation(16)
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, _NOTE_PX)
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

    def _holders(self) -> Iterator[QTreeWidgetItem]:
        for row in range(self._tree.topLevelItemCount()):
            holder = self._tree.topLevelItem(row)
            if holder is not None:
                yield holder

    # ---- checking --------------------------------------------------------------------------

    def _check(self, state: Qt.CheckState) -> None:
        """Check or uncheck all that is shown."""
        self._tree.blockSignals(True)
        for holder in self._holders():
            _check_below(holder, state)
            self._sum_up(holder)
        self._tree.blockSignals(False)
        self._tree.viewport().update()
        self._later.start()

    def _follow(self, item: QTreeWidgetItem, column: int) -> None:
        self._tree.blockSignals(True)
        if item.parent() is None:
            _check_below(item, item.checkState(0))
        self._sum_up(item.parent() or item)
        self._tree.blockSignals(False)
        self._tree.viewport().update()
        self._later.start()

    def _sum_up(self, holder: QTreeWidgetItem) -> None:
        """Let a unit's box say whether all, some or none of its projects are checked."""
        states = {item.checkState(0) for item in _below(holder)}
        holder.setCheckState(0, states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)

    def _tell(self) -> None:
        checked = (item for holder in self._holders() for item in _below(holder))
        self._chosen = tuple(
            self._records[item.data(0, _ID)] for item in checked if item.checkState(0) == _CHECKED
        )
        told = self.tr("已选 {chosen} 个，共 {count} 个")
        self._count.setText(told.format(chosen=len(self.chosen), count=len(self._records)))
        self.changed.emit()

    def _filter(self) -> None:
        """Show only the projects whose name, code or unit holds every word of the search."""
        words = self._search.text().split()
        for holder in self._holders():
            for item in _below(holder):
                summary = self._records[item.data(0, _ID)]
                texts = (summary.name, summary.code, holder.text(0))
                item.setHidden(not all(any(word in text for text in texts) for word in words))
            holder.setHidden(all(item.isHidden() for item in _below(holder)))


def _below(holder: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [holder.child(row) for row in range(holder.childCount())]


def _check_below(holder: QTreeWidgetItem, state: Qt.CheckState) -> None:
    """Check or uncheck the projects of a unit that are shown; what is there already is only unchecked."""
    for item in _below(holder):
        if not item.isHidden() and not (state == _CHECKED and item.data(0, _THERE)):
            item.setCheckState(0, state)
