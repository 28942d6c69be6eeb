"""The dialog for a new unit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
)

from perfdesk.ui.tree.new_unit_dialog import NewUnitDialog


def test_a_unit_needs_a_name_and_enter_creates_it(application: QApplication) -> None:
    dialog = NewUnitDialog("新建单位", "", 2025, "")
    dialog.show()
    assert not any(button.isEnabled() for button in dialog.findChildren(QPushButton) if button.isDefault())
    name = dialog.focusWidget()
    assert isinstance(name, QLineEdit)
    name.setText("  财政  局 ")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert dialog.result() == NewUnitDialog.DialogCode.Accepted
    assert (dialog.year, dialog.name) == (2025, "财政 局")
