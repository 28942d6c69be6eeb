"""A look into a backup: its units and projects with their totals, opened for reading only."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.model.form.definition import Forms
from perfdesk.model.library.library import Library
from perfdesk.model.store.tree import RecordSummary, UnitSummary
from perfdesk.model.value.value import display_score
from perfdesk.ui.widget import theme

_SIZE = QSize(720, 460)
_NAME, _SCORE, _STATE = range(3)
_UNFOLDED_UP_TO = 60


class Contents(NamedTuple):
    """What a backup holds."""

    units: tuple[UnitSummary, ...]
    records: tuple[RecordSummary, ...]


def read_contents(path: Path, forms: Forms) -> Contents:
    """Read a backup, which stays untouched; raises ``LibraryProblem``."""
    with Library.open(path, forms, read_only=True) as library:
        return Contents(library.tree.all_units(), library.tree.all_records())


class BackupLook(QDialog):
    """Lists the contents of one backup; ``heading`` says which it is."""

    def __init__(self, contents: Contents, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("备份的内容")
        self._records: dict[int, list[RecordSummary]] = {}
        for record in contents.records:
            self._records.setdefault(record.unit_id, []).append(record)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderLabels(["单位和项目", "总分", "状态"])
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.tree.headerItem().setTextAlignment(_SCORE, right)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.tree.itemExpanded.connect(self._fill)
        self._list(contents)
        buttons = QDialogButtonBox(self)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        counted = f"{heading}　{len(contents.units)} 个单位，{len(contents.records)} 个项目"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.addWidget(QLabel(counted, self))
        layout.addWidget(self.tree, 1)
        layout.addWidget(buttons)
        self.resize(_SIZE)

    def _list(self, contents: Contents) -> None:
        for unit in contents.units:
            here = self._records.get(unit.id, [])
            name = f"{unit.year} 年度　{unit.name}（{len(here)}）"
            item = QTreeWidgetItem(self.tree, [name])
            item.setData(_NAME, Qt.ItemDataRole.UserRole, unit.id)
            if here:
                item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
                item.setExpanded(len(contents.records) <= _UNFOLDED_UP_TO)

    def _fill(self, item: QTreeWidgetItem) -> None:
        """List a unit's projects when it is first unfolded: ten thousand at once would take too long."""
        for record in self._records.pop(item.data(_NAME, Qt.ItemDataRole.UserRole), []):
            total = "" if record.total is None else display_score(record.total)
            line = QTreeWidgetItem(item, [record.name or "（未命名项目）", total, str(record.state)])
            line.setTextAlignment(_SCORE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
