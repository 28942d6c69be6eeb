"""The dialog 快捷键: every key of the program, from the same table that the menus are made from."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.command.command import MENUS, Command, plain
from perfdesk.ui.widget import theme

_COLUMNS = 4  # of menus side by side


class KeysDialog(QDialog):
    """Lists the shortcuts by menu, and the keys for moving about on the sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        columns = [QVBoxLayout() for _ in range(_COLUMNS)]
        filled = [0] * _COLUMNS  # rows in each
        groups = [
            ("表格中", keys_of_sheet()),
            *((plain(title), _shortcuts(entries)) for title, entries in MENUS),
        ]
        for title, rows in sorted((group for group in groups if group[1]), key=lambda group: -len(group[1])):
            shortest = filled.index(min(filled))
            columns[shortest].addLayout(self._group(title, rows))
            filled[shortest] += len(rows) + 2
        beside = QHBoxLayout()
        beside.setSpacing(theme.SPACE * 4)
        for column in columns:
            column.setSpacing(theme.SPACE * 2)
            column.addStretch()
            beside.addLayout(column)
        buttons = QDialogButtonBox(self)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(beside)
        layout.addWidget(buttons)

    def _group(self, title: str, rows: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE * 2)
        grid.setVerticalSpacing(theme.SPACE // 2)
        heading = theme.muted(QLabel(title, self))
        heading.setFont(theme.scaled(self.font(), 1.0, bold=True))
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, (what, keys) in enumerate(rows, start=1):
            grid.addWidget(QLabel(what, self), row, 0)
            grid.addWidget(theme.muted(QLabel(keys, self)), row, 1)
        grid.setColumnStretch(0, 1)
        return grid


def _shortcuts(entries: tuple[object, ...]) -> list[tuple[str, str]]:
    return [(entry.label, entry.keys) for entry in entries if isinstance(entry, Command) and entry.keys]


def keys_of_sheet() -> list[tuple[str, str]]:
    """The keys that are no commands: for moving about and typing on the sheet."""
    return [
        ("到下一格、上一格", "Tab、Shift+Tab"),
        ("到下方、上方的格", "Enter、Shift+Enter"),
        ("到第一个、最后一个可填的格", "Ctrl+Home、Ctrl+End"),
        ("修改格中的内容", "F2"),
        ("格内换行", "Alt+Enter"),
        ("放弃正在键入的内容", "Esc"),
        ("选中多格", "Shift+↑ ↓ ← →"),
        ("选到有内容的尽头", "Ctrl+Shift+↑ ↓ ← →"),
        ("缩放", "Ctrl+滚轮"),
    ]
