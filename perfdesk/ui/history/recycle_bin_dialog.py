"""Shows the recycle bin (回收站): deleted projects are restored from it or deleted for good."""

from __future__ import annotations

from enum import IntEnum
from itertools import chain
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.model.edit.bin_edit import restore_records
from perfdesk.model.form.definition import Forms
from perfdesk.model.form.forms import form_name
from perfdesk.model.kept.bin import Deleted
from perfdesk.ui.widget import message, theme
from perfdesk.ui.widget.list_table import Index, ListModel, ListTable
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.large_operation import run_in_parts

_SIZE = QSize(860, 460)


class BinColumn(IntEnum):
    """The columns from left to right."""

    NAME = 0
    UNIT = 1
    YEAR = 2
    FORM = 3
    TIME = 4


_WIDTHS_PX = {BinColumn.UNIT: 170, BinColumn.YEAR: 56, BinColumn.FORM: 190, BinColumn.TIME: 136}


class BinModel(ListModel[Deleted]):
    """The deleted projects, deleted last first."""

    def __init__(self, forms: Forms, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._forms = forms

    def headings(self) -> tuple[str, ...]:
        return "项目", "单位", "年度", "格式", "删除时间"

    def record_id(self, row: int) -> int:
        """The project in a row."""
        return self._items[row].record_id

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(self._items[index.row()])[index.column()]
        return None

    def _texts(self, deleted: Deleted) -> tuple[str, ...]:
        form = self._forms.get(deleted.form)
        called = deleted.form if form is None else form_name(form)
        name = deleted.name or "（未命名项目）"
        return name, deleted.unit, str(deleted.year), called, f"{deleted.at:%Y-%m-%d %H:%M}"


class RecycleBinDialog(QDialog):
    """Lists the bin of the bridge's library; :attr:`restored` is what was brought back."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.restored: tuple[int, ...] = ()
        self.setWindowTitle("回收站")
        self.model = BinModel(bridge.library.forms, self)
        self.table = ListTable(self.model, _WIDTHS_PX.items(), BinColumn.NAME, self)
        self._note = theme.muted(QLabel(self, wordWrap=True))
        self.restore = QPushButton("恢复(&R)", self)
        self.drop = QPushButton("彻底删除(&D)…", self)
        self.empty = QPushButton("清空回收站(&E)…", self)
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(self._choose)
        self.table.doubleClicked.connect(self._restore)
        self.restore.clicked.connect(self._restore)
        self.drop.clicked.connect(lambda: self._drop(self._chosen()))
        self.empty.clicked.connect(lambda: self._drop(self._all()))
        self._refresh()

    def _lay_out(self) -> None:
        close = QPushButton("关闭", self)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        for button in (self.restore, self.drop, self.empty):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._note)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.resize(_SIZE)

    def _refresh(self) -> None:
        deleted = self._bridge.library.bin.entries()
        self.model.show(deleted)
        if deleted:
            note = "共 {count} 个已删除的项目，连同修改记录一起保留；合计超过 200 MB 时，最早删除的先清除。"
            self._note.setText(note.format(count=len(deleted)))
            self.table.selectRow(0)
        else:
            self._note.setText("回收站是空的。删除的项目会放在这里，可以随时恢复。")
        self.empty.setEnabled(bool(deleted) and not self._bridge.library.read_only)
        self._choose()

    def _choose(self) -> None:
        allowed = bool(self._chosen()) and not self._bridge.library.read_only
        self.restore.setEnabled(allowed)
        self.drop.setEnabled(allowed)

    def _chosen(self) -> list[int]:
        return [self.model.record_id(index.row()) for index in self.table.selectionModel().selectedRows()]

    def _all(self) -> list[int]:
        return [self.model.record_id(row) for row in range(self.model.rowCount())]

    def _restore(self) -> None:
        chosen = self._chosen()
        if chosen and self.restore.isEnabled():
            parts = run_in_parts(self._bridge, chosen, restore_records, "正在恢复项目…", self)
            if parts is not None:
                self.restored = tuple(chain.from_iterable(parts))
            self._refresh()

    def _drop(self, record_ids: list[int]) -> None:
        question = f"要彻底删除 {len(record_ids)} 个项目吗？彻底删除后不能再恢复。"
        if message.confirm(self, question, "彻底删除", "不删除"):
            self._bridge.attempt(lambda library: library.bin.drop(record_ids))
            self._refresh()
