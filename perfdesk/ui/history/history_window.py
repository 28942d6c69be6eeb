"""Shows the history of a project beside the form: a click goes to the cell, a button restores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.model.edit import restore_edit
from perfdesk.model.library.library import Library
from perfdesk.model.store.change import Changes
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.history.history_line import HistoryLine, lines_of
from perfdesk.ui.history.history_model import HistoryColumn, HistoryModel
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.list_table import ListTable
from perfdesk.ui.work.bridge import Bridge

_SIZE = QSize(860, 520)
_WIDTHS_PX = {
    HistoryColumn.TIME: 132,
    HistoryColumn.OPERATION: 110,
    HistoryColumn.PLACE: 220,
    HistoryColumn.OLD: 170,
}
_DETAIL_PX = 84


class HistoryWindow(QDialog):
    """What was done to one project of the bridge's library, newest first.

    ``jump`` carries the :class:`Path` of the cell that a line is about; ``message`` a sentence;
    ``restoring`` comes before something is brought back: what is being typed is to be entered.
    """

    jump = Signal(object)
    message = Signal(str)
    restoring = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._record_id: int | None = None
        self._cell: Cell | None = None
        self.setWindowTitle("修改记录")
        self._name = QLabel(self)
        self._name.setFont(theme.scaled(self.font(), 1.1, bold=True))
        self.only_cell = QCheckBox("只看当前格(&C)", self)
        self.model = HistoryModel(self)
        self.table = ListTable(self.model, _WIDTHS_PX.items(), HistoryColumn.NEW, self)
        self._nothing = theme.muted(QLabel("没有修改记录。", self))
        self._old, self._new = (self._passage(name) for name in ("原来", "改为"))
        self.value = QPushButton("恢复这一格的原值(&V)", self)
        self.whole = QPushButton("整张表恢复到这次修改之前(&T)", self)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._timer.timeout.connect(self.refresh)
        self.only_cell.toggled.connect(self.refresh)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.clicked.connect(self._go)
        self.table.activated.connect(self._go)
        self.value.clicked.connect(self.restore_value)
        self.whole.clicked.connect(self.restore_record)
        bridge.changed.connect(self._follow)

    def _passage(self, name: str) -> QPlainTextEdit:
        passage = QPlainTextEdit(self, readOnly=True, placeholderText=name)
        passage.setAccessibleName(name)
        passage.setFixedHeight(_DETAIL_PX)
        return passage

    def _lay_out(self) -> None:
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        top, texts, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self.only_cell)
        texts.addWidget(self._old)
        texts.addWidget(self._new)
        buttons.addWidget(self.value)
        buttons.addWidget(self.whole)
        buttons.addStretch()
        close = QPushButton("关闭", self)
        close.clicked.connect(self.close)
        buttons.addWidget(close)
        for button in (self.value, self.whole, close):
            button.setAutoDefault(False)  # Enter goes to the cell of the chosen line
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._nothing)
        layout.addLayout(texts)
        layout.addLayout(buttons)
        self.resize(_SIZE)

    def show_cell(self, record_id: int | None, cell: Cell | None) -> None:
        """Follow the form: its project, and the cell under the cursor."""
        other = record_id != self._record_id
        self._record_id, self._cell = record_id, cell
        if self.isVisible() and (other or self.only_cell.isChecked()):
            self._timer.start()

    def refresh(self) -> None:
        """Show the history as it is now, the same line chosen as far as it is there."""
        chosen = self._chosen()
        library, lines, name = self._bridge.library, list[HistoryLine](), ""
        if self._record_id is not None:
            entries = library.edit_history.entries(self._record_id)
            lines = lines_of(library.definition(self._record_id), library.record(self._record_id), entries)
            name = library.tree.summary(self._record_id).name or "（未命名项目）"
        if self.only_cell.isChecked():
            paths = self._cell.paths if self._cell is not None else ()
            lines = [line for line in lines if line.path in paths and line.key]
        self._name.setText(name)
        self.model.show(lines)
        self._nothing.setVisible(not lines)
        self.table.selectRow(_row_of(chosen, lines) if chosen is not None else 0)
        self._choose()

    def restore_value(self) -> None:
        """Type the text of the chosen line again that stood there before."""
        line, record_id = self._chosen(), self._record_id
        if line is not None and line.edit is not None and record_id is not None:
            edit, key = line.edit, line.key
            self._run(lambda library: restore_edit.restore_value(library, record_id, edit, key))

    def restore_record(self) -> None:
        """Bring the whole form back to what it was before the chosen line's operation."""
        line, record_id = self._chosen(), self._record_id
        if line is not None and record_id is not None:
            entry_id = line.entry.id
            self._run(lambda library: restore_edit.restore_record(library, record_id, entry_id))

    def _run(self, operation: Callable[[Library], Changes[None]]) -> None:
        self.restoring.emit()
        changes = self._bridge.run(operation)
        if changes:
            self.message.emit("已恢复，可按 Ctrl+Z 撤销。")
        elif changes is not None:
            self.message.emit("现在的内容与那时相同，没有需要恢复的。")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _chosen(self) -> HistoryLine | None:
        index = self.table.currentIndex()
        return self.model.line(index.row()) if index.isValid() else None

    def _choose(self) -> None:
        line = self._chosen()
        self._old.setPlainText(line.old if line is not None else "")
        self._new.setPlainText(line.new if line is not None else "")
        writable = line is not None and not self._bridge.library.read_only
        self.value.setEnabled(writable and line is not None and bool(line.key) and line.path is not None)
        self.whole.setEnabled(writable and line is not None and bool(line.entry.edits))

    def _go(self, index: QModelIndex) -> None:
        path = self.model.line(index.row()).path
        if path is not None:
            self.jump.emit(path)

    def _follow(self, changes: Changes[Any]) -> None:
        if self.isVisible() and changes:
            self._timer.start()


def _row_of(chosen: HistoryLine, lines: Sequence[HistoryLine]) -> int:
    """Where a line stands among others; 0 where it does not."""
    key = chosen.entry.id, chosen.place
    return next((row for row, line in enumerate(lines) if (line.entry.id, line.place) == key), 0)
