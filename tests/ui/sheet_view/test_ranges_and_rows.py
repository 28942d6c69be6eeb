"""Ranges, the clipboard and row operations on the sheet."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.library.library import Library
from tests.ui.sheet_view.desk import FORMS, Desk


def select(desk: Desk, first: str, last: str) -> None:
    model = desk.view.model()
    a, b = desk.cell(first), desk.cell(last)
    desk.go(first)
    area = QItemSelection(model.index(a.row, a.column), model.index(b.row, b.column))
    desk.view.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def names(desk: Desk) -> list[str]:
    return [row["level3"] for row in desk.record.rows("indicators")]


def name_rows(desk: Desk, *texts: str) -> None:
    desk.go("indicators[0].level3")
    desk.clipboard("\n".join(texts) + "\n")
    desk.view.ranges.paste()


def test_a_block_from_excel_fills_cells_and_adds_rows_in_one_step(desk: Desk) -> None:
    before = len(desk.record.rows("indicators"))
    desk.go(f"indicators[{before - 1}].level3")
    desk.clipboard('甲\t≥\t90\t%\t95%\t10\r\n"乙\n第二行"\t≤\t5\t万元\t4\t20\r\n')
    desk.view.ranges.paste()
    assert desk.value(f"indicators[{before}].level3") == "乙\n第二行"
    assert desk.value(f"indicators[{before}].weight") == "20"
    assert "新增 1 行" in desk.messages[-1]
    desk.bridge.run(lambda library: library.undo_history.undo())
    assert len(desk.record.rows("indicators")) == before
    assert desk.value(f"indicators[{before - 1}].level3") == ""


def test_what_did_not_fit_is_said(desk: Desk) -> None:
    desk.go("indicators[0].reason")
    desk.clipboard("原因\t多余")
    desk.view.ranges.paste()
    assert desk.value("indicators[0].reason") == "原因"
    assert "1 格没有粘贴" in desk.messages[-1]
    assert "多余" in desk.messages[-1]


def test_copy_writes_what_excel_reads(desk: Desk) -> None:
    name_rows(desk, "甲", "乙")
    select(desk, "indicators[0].level3", "indicators[1].nature")
    desk.view.ranges.copy()
    assert QGuiApplication.clipboard().text().replace("\r", "") == "甲\t\n乙\t\n"


def test_cut_and_one_text_into_a_range(desk: Desk) -> None:
    select(desk, "indicators[0].weight", "indicators[2].weight")
    desk.clipboard("15")
    desk.view.ranges.paste()
    assert [row["weight"] for row in desk.record.rows("indicators")][:4] == ["15", "15", "15", ""]
    desk.view.ranges.cut()
    assert [row["weight"] for row in desk.record.rows("indicators")][:3] == ["", "", ""]
    assert desk.library.undo_history.undo_name == "剪切"


def test_rows_are_inserted_with_the_levels_of_their_neighbour(desk: Desk) -> None:
    name_rows(desk, "甲", "乙", "丙")
    desk.go("indicators[1].level3")
    desk.view.rows.insert_below()
    assert names(desk)[:4] == ["甲", "乙", "", "丙"]
    assert desk.record.rows("indicators")[2]["level2"] == desk.record.rows("indicators")[1]["level2"]
    assert desk.at() == "indicators[2].level3"
    desk.view.rows.insert_above()
    assert names(desk)[:5] == ["甲", "乙", "", "", "丙"]


def test_rows_are_duplicated_deleted_and_moved(desk: Desk) -> None:
    name_rows(desk, "甲", "乙", "丙", "丁")
    desk.go("indicators[1].level3")
    desk.view.rows.duplicate()
    assert names(desk)[:5] == ["甲", "乙", "乙", "丙", "丁"]
    desk.view.rows.delete()
    assert names(desk)[:4] == ["甲", "乙", "丙", "丁"]
    desk.go("indicators[1].level3")
    desk.view.rows.move_up()
    assert names(desk)[:4] == ["乙", "甲", "丙", "丁"]
    assert desk.at() == "indicators[0].level3"
    desk.view.rows.move_down()
    desk.view.rows.move_down()
    assert names(desk)[:4] == ["甲", "丙", "乙", "丁"]
    for _ in range(4):
        desk.bridge.run(lambda library: library.undo_history.undo())
    assert names(desk)[:5] == ["甲", "乙", "乙", "丙", "丁"]


def test_the_first_row_cannot_move_up_nor_a_heading_at_all(desk: Desk) -> None:
    name_rows(desk, "甲", "乙")
    desk.go("indicators[0].level3")
    desk.view.rows.move_up()
    assert names(desk)[:2] == ["甲", "乙"]
    desk.go("budget[0].initial")
    assert not desk.view.rows.can_edit()
    desk.view.rows.insert_below()
    assert len(desk.record.rows("budget")) == 5


def test_a_row_is_dragged_by_its_grip(desk: Desk) -> None:
    name_rows(desk, "甲", "乙", "丙")
    header = desk.view.verticalHeader()
    start, end = desk.cell("indicators[0].level3").row, desk.cell("indicators[2].level3").row
    middle = QPoint(header.width() - 10, header.sectionViewportPosition(start) + 8)
    below = QPoint(middle.x(), header.sectionViewportPosition(end) + header.sectionSize(end) - 4)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(header.viewport(), below)
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=below)
    QApplication.processEvents()
    assert names(desk)[:3] == ["乙", "丙", "甲"]


def test_a_read_only_library_takes_nothing_and_says_so(desk: Desk) -> None:
    library = Library.open(desk.library.path, load_forms([FORMS]), read_only=True)
    other = Desk.__new__(Desk)
    other.__dict__.update(desk.__dict__)
    bridge = type(desk.bridge)(library)
    desk.view.show_record(bridge, desk.record_id)
    desk.go("fields.department")
    desk.type("x")
    assert "只读" in desk.messages[-1]
    assert library.record(desk.record_id).fields.get("department", "") == ""
    desk.view.show_record(desk.bridge, desk.record_id)
    bridge.close()


def test_zoom_scales_rows_and_columns(desk: Desk) -> None:
    width, height = desk.view.columnWidth(3), desk.view.rowHeight(7)
    desk.view.set_zoom(2.0)
    assert abs(desk.view.columnWidth(3) - 2 * width) <= 2
    assert abs(desk.view.rowHeight(7) - 2 * height) <= 2
    desk.view.set_zoom(99)
    assert desk.view.zoom == 3.0
