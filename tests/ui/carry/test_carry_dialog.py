"""The dialog of 结转下年 begins with what was chosen, and says beforehand what changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTreeView,
)

from perfdesk.model.conversion.carry import Carried, carried
from perfdesk.model.edit import record_edit
from perfdesk.model.edit.carry_edit import Carry, carry_over
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.ui.carry import carry_preview
from perfdesk.ui.carry.carry_dialog import CarryDialog, CarryYear
from perfdesk.ui.carry.project_choice import ProjectChoice
from tests.support.large_library import filled_record
from tests.support.library import FORMS

F2024, F2025 = "sichuan-project-2024", "sichuan-project-2025"


@pytest.fixture
def library(application: QApplication, tmp_path: Path) -> Iterator[Library]:
    """2024: two units with two (1, 2) and one project (3) that speak of 2024; 2023: one project (4)."""
    records = []
    for number, unit in enumerate(("甲局", "甲局", "乙局")):
        record = filled_record(number, 3)
        fields = {"unit": unit, "project_name": f"2024年项目{number}", "project_code": f"5{number}"}
        records.append(replace(record, fields={**record.fields, **fields}))
    old = filled_record(7, 3)
    records.append(replace(old, year=2023, fields={"unit": "甲局"}))
    with Library.create(tmp_path / "某县.perfdesk", FORMS) as library:
        record_edit.add_records(library, records)
        yield library


@pytest.fixture
def dialogs() -> Iterator[list[CarryDialog]]:
    """The dialogs of a test, which end with it."""
    opened: list[CarryDialog] = []
    yield opened
    for dialog in opened:
        dialog.done(0)
        dialog.deleteLater()


def settled(dialog: CarryDialog) -> CarryDialog:
    """The dialog once it lists the projects and knows what changes."""
    ready: list[bool] = []
    dialog.preview.ready.connect(ready.append)
    for _ in range(1000):
        if go_button(dialog).isEnabled() or (not dialog.answer.wanted and True in ready):
            return dialog
        QTest.qWait(5)
    raise TimeoutError


def opened(dialogs: list[CarryDialog], library: Library, *chosen: int, year: int = 2024) -> CarryDialog:
    dialogs.append(CarryDialog(library, year, chosen))
    return settled(dialogs[-1])


def go_button(dialog: CarryDialog) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.isDefault())


def press(dialog: CarryDialog, text: str) -> None:
    button = next(button for button in dialog.findChildren(QPushButton) if button.text().startswith(text))
    button.click()
    QApplication.processEvents()
    settled(dialog)


def tree_of(dialog: CarryDialog) -> QTreeView:
    choice = dialog.findChild(ProjectChoice)
    assert choice is not None
    tree = choice.findChild(QTreeView)
    assert tree is not None
    return tree


def item(dialog: CarryDialog, *place: int, column: int = 0) -> QModelIndex:
    """A unit, or a project in it, as it is listed; an invalid index where there is none."""
    model, index = tree_of(dialog).model(), QModelIndex()
    for number, row in enumerate(place):
        index = model.index(row, column if number == len(place) - 1 else 0, index)
    return index


def text(dialog: CarryDialog, *place: int, column: int = 0) -> str:
    return str(item(dialog, *place, column=column).data())


def check(dialog: CarryDialog, *place: int, on: bool = True) -> None:
    state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
    assert tree_of(dialog).model().setData(item(dialog, *place), state, Qt.ItemDataRole.CheckStateRole)
    QApplication.processEvents()
    settled(dialog)


def wanted(dialog: CarryDialog) -> list[int]:
    return [carry.record_id for carry in dialog.answer.wanted]


def labels(dialog: CarryDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_it_opens_on_the_year_with_the_next_forms(library: Library, dialogs: list[CarryDialog]) -> None:
    dialog = opened(dialogs, library)
    assert dialog.answer == CarryYear(tuple(Carry(number, F2025) for number in (1, 2, 3)), 2025)
    assert "留空待填：年度目标完成情况、" in labels(dialog)
    assert "已选 3 个，共 3 个" in labels(dialog)
    assert go_button(dialog).isEnabled()


def test_it_lists_what_changes_and_what_is_left_behind(library: Library, dialogs: list[CarryDialog]) -> None:
    dialog = opened(dialogs, library, 1)
    assert wanted(dialog) == [1]
    ((title, lines),) = dialog.preview.listed
    assert title == "改年度（1 处）"
    assert lines == [("2024年项目0", "项目名称", "2024年项目0", "2025年项目0")]
    form = next(combo for combo in dialog.findChildren(QComboBox) if combo.findData(F2025) >= 0)
    form.setCurrentIndex(form.findData("qinghai-project-2024"))
    settled(dialog)
    assert dialog.answer.wanted == (Carry(1, "qinghai-project-2024"),)
    assert dialog.preview.listed[0] == (
        "不带入：新表没有位置（1 处）",
        [("2024年项目0", "项目编码", "50", "")],
    )
    assert "不是 2025 年度的格式" in labels(dialog)


def test_units_check_their_projects_and_the_search_narrows(
    library: Library, dialogs: list[CarryDialog]
) -> None:
    dialog = opened(dialogs, library, 3)
    assert wanted(dialog) == [3]
    check(dialog, 0)
    assert wanted(dialog) == [1, 2, 3]
    check(dialog, 0, 1, on=False)
    assert item(dialog, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked
    press(dialog, "全不选")
    assert wanted(dialog) == []
    assert not go_button(dialog).isEnabled()
    search = next(box for box in dialog.findChildren(QLineEdit) if box.placeholderText())
    search.setText("甲局 项目1")
    press(dialog, "全选")
    assert wanted(dialog) == [2]
    assert text(dialog, 0, 0) == "2024年项目1"
    assert not item(dialog, 0, 1).isValid()
    search.setText("")
    assert text(dialog, 0, 0) == "2024年项目0"


def test_what_the_new_year_has_is_carried_again_only_one_by_one(
    library: Library, dialogs: list[CarryDialog]
) -> None:
    carry_over(library, [Carry(1, F2025)], 2025)
    dialog = opened(dialogs, library)
    assert wanted(dialog) == [2, 3]
    assert text(dialog, 0, 0, column=1) == "已有"
    press(dialog, "全选")
    assert wanted(dialog) == [2, 3]
    check(dialog, 0, 0)
    assert wanted(dialog) == [1, 2, 3]


def test_what_was_folded_stays_folded_through_a_search(library: Library, dialogs: list[CarryDialog]) -> None:
    dialog = opened(dialogs, library)
    tree = tree_of(dialog)
    assert tree.isExpanded(item(dialog, 0))
    tree.collapse(item(dialog, 0))
    search = next(box for box in dialog.findChildren(QLineEdit) if box.placeholderText())
    for text in ("项目", ""):
        search.setText(text)
        QTest.qWait(5)
        assert [tree.isExpanded(item(dialog, row)) for row in (0, 1)] == [False, True]


def test_the_forms_that_are_read_while_it_is_shown_have_their_room(
    library: Library, dialogs: list[CarryDialog]
) -> None:
    dialogs.append(CarryDialog(library, 2024, ()))
    dialogs[-1].show()
    dialog = settled(dialogs[-1])
    held = dialog.findChild(QScrollArea)
    assert held is not None
    (form,) = held.findChildren(QComboBox)
    assert held.height() >= form.sizeHint().height()


def test_another_year_is_listed_anew(library: Library, dialogs: list[CarryDialog]) -> None:
    dialog = opened(dialogs, library, 1)
    year = next(combo for combo in dialog.findChildren(QComboBox) if combo.findData(2023) >= 0)
    year.setCurrentIndex(year.findData(2023))
    settled(dialog)
    assert dialog.answer == CarryYear((Carry(4, F2024),), 2024)
    years = dialog.findChild(QSpinBox)
    assert years is not None
    assert years.minimum() == 2024
    years.setValue(2025)
    settled(dialog)
    assert dialog.answer == CarryYear((Carry(4, F2025),), 2025)


def test_a_project_of_an_unknown_form_cannot_be_chosen(
    application: QApplication, tmp_path: Path, dialogs: list[CarryDialog]
) -> None:
    path = tmp_path / "某县.perfdesk"
    with Library.create(path, FORMS) as library:
        record_edit.add_records(library, [filled_record(1, 3), replace(filled_record(2, 3), form=F2025)])
    known = {key: form for key, form in FORMS.items() if key != F2024}
    with Library.open(path, known) as library:
        dialog = opened(dialogs, library)
        assert wanted(dialog) == [2]
        assert not item(dialog, 0, 0).flags() & Qt.ItemFlag.ItemIsEnabled
        assert text(dialog, 0, 0, column=1) == "格式不明"


def test_the_preview_works_out_each_project_once(
    library: Library, dialogs: list[CarryDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(dialogs, library, 1)
    asked: list[str] = []

    def counted(record: Record, *rest: Any) -> Carried:
        asked.append(record.fields["project_name"])
        return carried(record, *rest)

    monkeypatch.setattr(carry_preview, "carried", counted)
    check(dialog, 0, 0, on=False)
    check(dialog, 0, 0)
    check(dialog, 0, 1)
    assert asked == ["2024年项目1"]
    assert len(dialog.preview.listed[0][1]) == 2
