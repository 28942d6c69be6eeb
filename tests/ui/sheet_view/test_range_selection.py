"""Ranges chosen by keys and mouse as in Excel, and what is done with them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.exchange.reading.clipboard_in import read_html_table
from perfdesk.sheet.editing.area import cells_in
from tests.ui.sheet_view.desk import Desk

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def chosen(desk: Desk) -> list[str]:
    """The last path (or the text) of each selected cell."""
    sheet, area = desk.view.sheet_model.sheet, desk.view.cell_cursor.area
    assert sheet is not None
    assert area is not None
    return [str(cell.paths[-1]) if cell.paths else cell.text for cell in cells_in(sheet, area)]


def column(desk: Desk, key: str) -> list[str]:
    return [row[key] for row in desk.record.rows("indicators")]


def fill(desk: Desk, key: str, *texts: str) -> None:
    desk.go(f"indicators[0].{key}")
    desk.clipboard("".join(f"{text}\n" for text in texts))
    desk.view.ranges.paste()


def test_shift_and_arrows_grow_and_shrink_the_range_and_the_cursor_stays(desk: Desk) -> None:
    desk.go("indicators[1].target")
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    assert chosen(desk) == [f"indicators[{row}].{key}" for row in (1, 2) for key in ("target", "unit")]
    assert desk.at() == "indicators[1].target"
    desk.press(Key.Key_Left, SHIFT)
    desk.press(Key.Key_Up, SHIFT)
    assert chosen(desk) == ["indicators[1].target"]
    desk.press(Key.Key_Up, SHIFT)
    assert chosen(desk) == ["indicators[0].target", "indicators[1].target"]
    desk.press(Key.Key_Left)
    assert not desk.view.cell_cursor.is_range


def test_a_range_takes_whole_merges(desk: Desk) -> None:
    desk.go("indicators[0].level3")
    desk.press(Key.Key_Left, SHIFT)
    desk.press(Key.Key_Left, SHIFT)
    area = desk.view.cell_cursor.area
    level1 = desk.cell("indicators[0].level1")
    assert area is not None
    assert (area.left, area.bottom) == (level1.column, level1.row + level1.row_span - 1)
    assert level1.row_span > 1


def test_control_and_shift_reach_to_the_end_of_what_is_filled(desk: Desk) -> None:
    fill(desk, "weight", "10", "20", "30")
    desk.go("indicators[0].weight")
    desk.press(Key.Key_Down, CONTROL | SHIFT)
    assert chosen(desk) == [f"indicators[{row}].weight" for row in range(3)]
    desk.press(Key.Key_Down, CONTROL)
    assert desk.at() == "indicators[2].weight"
    desk.press(Key.Key_Up, CONTROL)
    assert desk.view.current_cell() is not None
    desk.go("indicators[0].weight")
    desk.press(Key.Key_End, SHIFT)
    assert chosen(desk)[-1] == "indicators[0].reason"


def test_all_is_the_block_first_and_then_the_sheet(desk: Desk) -> None:
    sheet = desk.view.sheet_model.sheet
    assert sheet is not None
    desk.go("indicators[1].unit")
    desk.view.cell_cursor.select_all()
    area = desk.view.cell_cursor.area
    assert area is not None
    rows = [row for row, line in enumerate(sheet.rows) if line.block == "indicators"]
    assert (area.top, area.bottom) == (rows[0], rows[-1])
    desk.view.cell_cursor.select_all()
    area = desk.view.cell_cursor.area
    assert area is not None
    assert len(cells_in(sheet, area)) == len(sheet.cells)


def drag(desk: Desk, start: QPoint, end: QPoint) -> None:
    viewport = desk.view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    QApplication.processEvents()


def test_the_mouse_drags_a_range_and_shift_click_extends_it(desk: Desk) -> None:
    drag(desk, desk.point("indicators[0].target"), desk.point("indicators[1].actual"))
    assert len(chosen(desk)) == 6
    assert desk.at() == "indicators[0].target"
    where = desk.point("indicators[2].unit")
    QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, SHIFT, where)
    assert len(chosen(desk)) == 6
    assert chosen(desk)[-1] == "indicators[2].unit"
    QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.RightButton, NONE, desk.point("indicators[1].unit"))
    assert len(chosen(desk)) == 6
    desk.click("indicators[1].unit")
    assert chosen(desk) == ["indicators[1].unit"]


def test_dragging_beyond_the_edge_scrolls_on(desk: Desk) -> None:
    desk.view.resize(900, 300)
    QApplication.processEvents()
    bar = desk.view.verticalScrollBar()
    desk.go("fields.project_name")
    before = bar.value()
    start = desk.point("fields.project_name")
    viewport = desk.view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, QPoint(start.x(), viewport.height() + 20))
    QTest.qWait(200)
    assert bar.value() > before
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start)
    stopped = bar.value()
    QTest.qWait(100)
    assert bar.value() == stopped


def test_tab_and_enter_go_round_within_the_range(desk: Desk) -> None:
    desk.go("indicators[0].target")
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    seen = []
    for _ in range(4):
        desk.press(Key.Key_Tab)
        seen.append(desk.at().partition(".")[0][-2] + desk.at().partition(".")[2][0])
    assert seen == ["0u", "1t", "1u", "0t"]
    desk.type("5")
    desk.press(Key.Key_Return)
    assert desk.at() == "indicators[1].target"
    desk.press(Key.Key_Return)
    assert desk.at() == "indicators[0].unit"
    desk.press(Key.Key_Return, SHIFT)
    assert desk.at() == "indicators[1].target"
    assert len(chosen(desk)) == 4
    assert column(desk, "target")[:2] == ["5", ""]


def test_fill_down_and_right_are_one_step_of_undo(desk: Desk) -> None:
    fill(desk, "weight", "15")
    desk.go("indicators[0].weight")
    for _ in range(2):
        desk.press(Key.Key_Down, SHIFT)
    desk.view.ranges.fill_down()
    assert column(desk, "weight")[:4] == ["15", "15", "15", ""]
    assert desk.library.undo_history.undo_name == "向下填充"
    desk.bridge.run(lambda library: library.undo_history.undo())
    assert column(desk, "weight")[:2] == ["15", ""]
    desk.go("indicators[1].weight")
    desk.view.ranges.fill_down()
    assert column(desk, "weight")[:3] == ["15", "15", ""]
    desk.go("budget[1].initial")
    desk.type("3")
    desk.press(Key.Key_Return)
    desk.go("budget[1].initial")
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_Right, SHIFT)
    desk.view.ranges.fill_right()
    assert [desk.value(f"budget[1].{key}") for key in ("adjusted", "executed")] == ["3", "3"]


def test_filling_what_takes_no_typing_says_why(desk: Desk) -> None:
    sheet = desk.view.sheet_model.sheet
    assert sheet is not None
    total = next(cell for cell in sheet.cells if cell.source == "total")
    desk.view.cell_cursor.go(total)
    desk.view.ranges.fill_down()
    assert "由程序计算" in desk.messages[-1]


def test_a_copy_has_looks_and_text_and_comes_back_elsewhere(desk: Desk) -> None:
    fill(desk, "level3", "甲", '"乙\n二"')
    desk.go("indicators[0].level3")
    desk.press(Key.Key_Down, SHIFT)
    desk.view.ranges.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().replace("\r\n", "\n") == '甲\n"乙\n二"\n'
    assert read_html_table(data.html()) == [["甲"], ["乙\n二"]]
    assert "border:0.5pt solid black" in data.html()
    desk.go("indicators[2].level3")
    desk.view.ranges.paste()
    assert column(desk, "level3")[2:4] == ["甲", "乙\n二"]


def test_a_table_of_word_keeps_its_paragraphs(desk: Desk) -> None:
    data = QMimeData()
    data.setText("甲\n二\t10\n")
    data.setHtml("<table><tr><td><p>甲</p><p>二</p></td><td><p>≥10%</p></td></tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    desk.go("indicators[0].level3")
    desk.view.ranges.paste()
    assert column(desk, "level3")[0] == "甲\n二"
    assert [desk.value(f"indicators[0].{key}") for key in ("nature", "target", "unit")] == ["≥", "10", "%"]


def test_a_block_with_headings_says_which_column_it_could_not_use(desk: Desk) -> None:
    desk.go("indicators[0].level3")
    desk.clipboard("权重\t三级指标\t备注\n20\t甲\t无\n")
    desk.view.ranges.paste()
    assert (column(desk, "level3")[0], column(desk, "weight")[0]) == ("甲", "20")
    assert desk.messages[-1] == "已粘贴；“备注”列在本表没有对应的列，没有粘贴。"
    desk.bridge.run(lambda library: library.undo_history.undo())
    assert column(desk, "level3")[0] == ""


@pytest.mark.parametrize("image", [True, False])
def test_a_clipboard_without_text_changes_nothing_and_says_so(desk: Desk, image: bool) -> None:
    data = QMimeData()
    if image:
        data.setData("image/png", b"\x89PNG")
    QGuiApplication.clipboard().setMimeData(data)
    desk.go("indicators[0].level3")
    desk.view.ranges.paste()
    assert desk.messages[-1] == "剪贴板里没有可以粘贴的文字。"
    assert desk.library.undo_history.undo_name != "粘贴"
