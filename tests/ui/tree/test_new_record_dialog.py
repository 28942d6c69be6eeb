"""The dialog for a new project opens on what is likely, and Enter takes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox

from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.library.library import Library
from perfdesk.ui.tree.new_record_dialog import NewRecord, NewRecordDialog
from tests.support.library import FORMS


@pytest.fixture
def library(application: QApplication, tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "某县.perfdesk", FORMS) as library:
        unit = unit_edit.add_unit(library, 2024, "医疗保障局").result
        unit_edit.add_unit(library, 2024, "财政局")
        record_edit.add_record(library, unit, "sichuan-project-2024", 2024)
        yield library


def create_button(dialog: NewRecordDialog) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.isDefault())


def units(dialog: NewRecordDialog) -> QComboBox:
    return next(box for box in dialog.findChildren(QComboBox) if box.isEditable())


def test_it_opens_on_the_chosen_year_and_unit(library: Library) -> None:
    dialog = NewRecordDialog(library, 2024, "财政局")
    assert dialog.answer == NewRecord(2024, "财政局", "sichuan-project-2024", "")
    assert create_button(dialog).isEnabled()


def test_without_a_choice_it_opens_on_the_newest_year(library: Library) -> None:
    assert NewRecordDialog(library, None, "").answer[:2] == (2024, "医疗保障局")


def test_an_empty_library_opens_on_the_newest_form(application: QApplication, tmp_path: Path) -> None:
    with Library.create(tmp_path / "空.perfdesk", FORMS) as library:
        dialog = NewRecordDialog(library, None, "")
        assert dialog.answer == NewRecord(2025, "", "sichuan-project-2025", "")
        assert not create_button(dialog).isEnabled()
        assert dialog.focusWidget() is units(dialog)  # what is to be filled first


def test_a_new_unit_can_be_typed(library: Library) -> None:
    dialog = NewRecordDialog(library, 2024, "")
    units(dialog).setEditText("  教育  体育局 ")
    assert dialog.answer.unit == "教育 体育局"
    units(dialog).setEditText(" ")
    assert not create_button(dialog).isEnabled()


def test_the_forms_are_those_of_the_year(library: Library) -> None:
    dialog = NewRecordDialog(library, 2024, "财政局")
    year = dialog.findChild(QSpinBox)
    assert year is not None
    year.setValue(2025)
    assert dialog.answer.form == "sichuan-project-2025"
    assert dialog.answer.unit == "财政局"


def test_a_year_without_a_form_offers_all_and_says_so(library: Library) -> None:
    dialog = NewRecordDialog(library, 2031, "财政局")
    boxes = [box for box in dialog.findChildren(QComboBox) if not box.isEditable()]
    assert boxes[0].count() == len(FORMS)
    assert "没有 2031 年度的报表格式" in dialog.notes


def test_the_region_and_the_source_of_a_form_are_shown(library: Library) -> None:
    dialog = NewRecordDialog(library, 2024, "财政局")
    boxes = [box for box in dialog.findChildren(QComboBox) if not box.isEditable()]
    assert boxes[0].currentText() == "四川　部门预算项目支出绩效自评表（2024年）"
    assert dialog.notes == FORMS["sichuan-project-2024"].source


def test_the_keyboard_is_in_the_name_and_enter_creates(library: Library) -> None:
    dialog = NewRecordDialog(library, 2024, "财政局")
    dialog.show()
    name = dialog.focusWidget()
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "X")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert dialog.result() == NewRecordDialog.DialogCode.Accepted
    assert dialog.answer.name == "X"


def test_escape_creates_nothing(library: Library) -> None:
    dialog = NewRecordDialog(library, 2024, "财政局")
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == NewRecordDialog.DialogCode.Rejected
