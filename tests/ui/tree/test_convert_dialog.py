"""The dialog that turns a project into another form says beforehand what is left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QSpinBox

from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.library.library import Library
from perfdesk.ui.tree.convert_dialog import ConvertRecord, ConvertRecordDialog
from tests.support.large_library import filled_record
from tests.support.library import FORMS


@pytest.fixture
def library(application: QApplication, tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "某县.perfdesk", FORMS) as library:
        record_edit.add_records(library, [filled_record(1, 6)])
        yield library


def opened(library: Library, *numbers: int) -> ConvertRecordDialog:
    dialog = ConvertRecordDialog(library, numbers)
    settle(dialog)
    return dialog


def settle(dialog: ConvertRecordDialog) -> None:
    """Wait until what is left behind is known."""
    while dialog.going_through:
        QApplication.processEvents()


def choose(dialog: ConvertRecordDialog, form: str, year: int) -> None:
    years, forms = dialog.findChild(QSpinBox), dialog.findChild(QComboBox)
    assert years is not None
    assert forms is not None
    years.setValue(year)
    forms.setCurrentIndex(forms.findData(form))
    settle(dialog)


def go_button(dialog: ConvertRecordDialog) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.isDefault())


def test_it_opens_on_the_next_form_of_the_region(library: Library) -> None:
    dialog = opened(library, 1)
    assert dialog.answer == ConvertRecord("sichuan-project-2025", 2025)
    assert "原表保留不动" in dialog.message
    assert "“成本指标 › 经济成本指标”改列“产出指标 › 成本指标”" in dialog.message
    assert "全部带入" in dialog.message
    assert dialog.listed == []


def test_after_the_last_form_of_the_region_it_opens_on_the_next_year(library: Library) -> None:
    unit = unit_edit.add_unit(library, 2025, "某局").result
    number = record_edit.add_record(library, unit, "sichuan-project-2025", 2025).result
    dialog = opened(library, number)
    assert dialog.answer == ConvertRecord("sichuan-project-2025", 2026)
    assert "不是 2026 年度的格式" in dialog.message


def test_the_form_with_the_most_in_common_comes_first(library: Library) -> None:
    unit = unit_edit.add_unit(library, 2023, "某局").result
    number = record_edit.add_record(library, unit, "sichuan-project-2023", 2023).result
    assert opened(library, number).answer == ConvertRecord("sichuan-project-2024", 2024)


def test_what_is_left_behind_follows_the_choice(library: Library) -> None:
    dialog = opened(library, 1)
    choose(dialog, "qinghai-project-2024", 2024)
    fields = library.record(1).fields
    assert ("评价结论", fields["conclusion"]) in dialog.listed
    assert f"以下 {len(dialog.listed)} 处内容" in dialog.message
    choose(dialog, "sichuan-special-2024", 2024)
    assert "金额由万元换算为元" in dialog.message
    choose(dialog, "sichuan-project-2025", 2025)
    assert dialog.listed == []


def test_its_own_form_and_year_cannot_be_chosen(library: Library) -> None:
    dialog = opened(library, 1)
    choose(dialog, "sichuan-project-2024", 2024)
    assert not go_button(dialog).isEnabled()
    assert "请另选" in dialog.message
    choose(dialog, "sichuan-project-2024", 2025)
    assert go_button(dialog).isEnabled()


def test_enter_converts_and_escape_does_not(library: Library) -> None:
    for key, result in (
        (Qt.Key.Key_Return, ConvertRecordDialog.DialogCode.Accepted),
        (Qt.Key.Key_Escape, ConvertRecordDialog.DialogCode.Rejected),
    ):
        dialog = opened(library, 1)
        dialog.show()
        focus = dialog.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        assert dialog.result() == result
        assert not dialog.isVisible()


def test_of_several_projects_each_lists_what_it_leaves_behind(library: Library) -> None:
    record_edit.add_records(library, [filled_record(2, 6)])
    bare = record_edit.add_record(library, 1, "sichuan-project-2024", 2024).result
    already = record_edit.add_record(library, 1, "qinghai-project-2024", 2024).result
    dialog = opened(library, 1, 2, bare, already)
    choose(dialog, "qinghai-project-2024", 2024)
    conclusions = [library.record(number).fields["conclusion"] for number in (1, 2)]
    assert [text for label, text in dialog.listed if label == "评价结论"] == conclusions
    assert "其中 1 个已是这张表，不再转换。" in dialog.message
    assert f"以下 {len(dialog.listed)} 处内容" in dialog.message
    choose(dialog, "sichuan-project-2025", 2025)
    assert "新表放在 2025 年度“某县第0服务中心”下面" in dialog.message
    assert dialog.listed == []


def test_several_that_are_all_of_the_form_already_cannot_be_converted(library: Library) -> None:
    record_edit.add_records(library, [filled_record(2, 6)])
    dialog = opened(library, 1, 2)
    choose(dialog, "sichuan-project-2024", 2024)
    assert not go_button(dialog).isEnabled()
    assert "这些项目都已是" in dialog.message
