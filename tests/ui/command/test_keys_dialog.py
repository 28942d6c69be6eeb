"""The dialog 快捷键."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QWidget,
)

from perfdesk.ui.command.command import Command
from perfdesk.ui.command.keys_dialog import KeysDialog


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_every_shortcut_is_listed(application: QApplication) -> None:
    dialog = KeysDialog()
    listed = words(dialog).split("\n")
    for command in Command:
        if command.keys:
            assert listed[listed.index(command.label) + 1] == command.keys
    assert dialog.sizeHint().height() <= 700  # a screen of 768 lines with a task bar
