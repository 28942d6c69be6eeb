"""Typing into the sheet: keys, lists, input methods, live scores."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QInputMethodQueryEvent, QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path
from perfdesk.sheet.layout.sheet import Origin
from tests.ui.sheet_view.desk import Desk

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_one_click_and_type(desk: Desk) -> None:
    desk.click("fields.department")
    desk.type("abc")
    desk.press(Key.Key_Return)
    assert desk.value("fields.department") == "abc"
    assert desk.library.undo_history.undo_name == "输入"


def test_typing_replaces_and_f2_goes_on(desk: Desk) -> None:
    desk.go("fields.department")
    desk.type("old")
    desk.press(Key.Key_Return)
    desk.go("fields.department")
    desk.press(Key.Key_F2)
    desk.type("er")
    desk.press(Key.Key_Return)
    assert desk.value("fields.department") == "older"
    desk.go("fields.department")
    desk.type("new")
    desk.press(Key.Key_Return)
    assert desk.value("fields.department") == "new"


def test_escape_leaves_the_cell_as_it_was(desk: Desk) -> None:
    desk.go("budget[0].adjusted")
    desk.type("12")
    assert desk.cell("budget[0].adjusted").text == "12.00"
    desk.press(Key.Key_Escape)
    assert desk.value("budget[0].adjusted") == ""
    assert desk.cell("budget[0].adjusted").text == ""
    assert desk.library.undo_history.undo_name != "输入"


def test_tab_runs_along_the_row_and_enter_returns_below_its_start(desk: Desk) -> None:
    desk.go("budget[0].initial")
    for text, then in (
        ("2", "budget[0].adjusted"),
        ("1.7", "budget[0].executed"),
        ("1.7", "budget[0].reason"),
    ):
        desk.type(text)
        desk.press(Key.Key_Tab)
        assert desk.at() == then
    desk.press(Key.Key_Backtab)
    desk.press(Key.Key_Return)
    assert desk.at() == "budget[1].initial"
    assert desk.cell("budget[0].executed").text == "1.70"


def test_enter_and_shift_enter_go_down_and_up_the_column(desk: Desk) -> None:
    desk.go("indicators[0].weight")
    desk.press(Key.Key_Return)
    assert desk.at() == "indicators[1].weight"
    desk.press(Key.Key_Return, SHIFT)
    assert desk.at() == "indicators[0].weight"


def test_control_home_and_end_go_to_the_first_and_last_cell_that_takes_typing(desk: Desk) -> None:
    desk.go("budget[0].initial")
    QTest.keyClick(desk.view, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert desk.at() == "fields.project_name"
    QTest.keyClick(desk.view, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    cell = desk.view.current_cell()
    assert cell is not None
    assert desk.view.sheet_model.can_type(cell)
    desk.press(Key.Key_Tab)
    assert desk.view.current_cell() == cell


def test_arrows_leave_a_cell_begun_by_typing(desk: Desk) -> None:
    desk.go("indicators[0].target")
    desk.type("5")
    desk.press(Key.Key_Down)
    assert desk.value("indicators[0].target") == "5"
    assert desk.at() == "indicators[1].target"


def test_delete_empties_the_cell_and_undo_brings_it_back(desk: Desk) -> None:
    desk.go("indicators[0].target")
    desk.type("5")
    desk.press(Key.Key_Return)
    desk.go("indicators[0].target")
    desk.press(Key.Key_Delete)
    assert desk.value("indicators[0].target") == ""
    desk.bridge.run(lambda library: library.undo_history.undo())
    assert desk.value("indicators[0].target") == "5"
    assert desk.cell("indicators[0].target").text == "5"


def test_scores_follow_every_key(desk: Desk) -> None:
    for key, text in (("nature", "≥"), ("target", "100"), ("weight", "90")):
        desk.go(f"indicators[0].{key}")
        desk.compose("", text)
        desk.press(Key.Key_Return)
    for key, text in (("adjusted", "10"), ("executed", "10")):
        desk.go(f"budget[0].{key}")
        desk.type(text)
        desk.press(Key.Key_Return)
    desk.go("indicators[0].actual")
    totals = []
    for digit in "100":
        desk.type(digit)
        totals.append(desk.total())
    assert totals == ["10.9", "19", "100"]
    desk.press(Key.Key_Escape)
    assert desk.total() == ""


def test_a_manual_score_wins_and_delete_brings_the_computed_one_back(desk: Desk) -> None:
    for key, text in (("nature", "≥"), ("target", "10"), ("actual", "8"), ("weight", "20")):
        desk.go(f"indicators[0].{key}")
        desk.compose("", text)
        desk.press(Key.Key_Return)
    assert desk.cell("indicators[0].manual_score").text == "16"
    desk.go("indicators[0].manual_score")
    desk.type("15")
    desk.press(Key.Key_Return)
    cell = desk.cell("indicators[0].manual_score")
    assert (cell.text, cell.origin) == ("15", Origin.TYPED)
    desk.go("indicators[0].manual_score")
    desk.press(Key.Key_Delete)
    cell = desk.cell("indicators[0].manual_score")
    assert (cell.text, cell.origin) == ("16", Origin.COMPUTED)


def test_composition_starts_in_the_cell_and_survives_recompute(desk: Desk) -> None:
    desk.go("indicators[0].level3")
    desk.compose("can bao")
    desk.compose("can bao ren shu")
    # Until the first composition ends the keyboard stays with the view: moving it would end it.
    assert desk.keyboard() is desk.view
    desk.compose("", "参保人数")
    assert desk.editor().toPlainText() == "参保人数"
    desk.compose("da")
    desk.view.sheet_model.restore()
    desk.compose("", "达标")
    desk.press(Key.Key_Return)
    assert desk.value("indicators[0].level3") == "参保人数达标"


def test_a_text_that_comes_without_composing_is_not_lost(desk: Desk) -> None:
    desk.go("indicators[0].nature")
    desk.compose("", "≥")
    assert desk.editor().toPlainText() == "≥"
    desk.press(Key.Key_Return)
    assert desk.value("indicators[0].nature") == "≥"


def test_alt_enter_breaks_the_line_and_the_row_grows_while_typing(desk: Desk) -> None:
    desk.go("indicators[0].reason")
    cell = desk.cell("indicators[0].reason")
    before = desk.view.rowHeight(cell.row)
    desk.type("a")
    for letter in "bcd":
        desk.press(Key.Key_Return, ALT)
        desk.type(letter)
    assert desk.view.rowHeight(cell.row) > before * 1.8
    desk.press(Key.Key_Return)
    assert desk.value("indicators[0].reason") == "a\nb\nc\nd"


def test_choices_open_filter_and_take_other_texts(desk: Desk) -> None:
    desk.go("indicators[0].nature")
    desk.view.open_choices()
    popup = desk.editor()._completer.popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    assert desk.value("indicators[0].nature") == "≥"
    desk.go("indicators[0].unit")
    desk.type("zzz")
    desk.press(Key.Key_Return)
    assert desk.value("indicators[0].unit") == "zzz"


def test_a_qualitative_score_is_chosen_with_its_band(desk: Desk) -> None:
    for key, text in (("level3", "成效"), ("nature", "定性"), ("weight", "20")):
        desk.go(f"indicators[0].{key}")
        desk.compose("", text)
        desk.press(Key.Key_Return)
    desk.go("indicators[0].manual_score")
    desk.view.open_choices()
    popup = desk.editor()._completer.popup()
    assert "全部或基本达成" in popup.model().index(0, 0).data()
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    assert desk.value("indicators[0].manual_score") == "20"


@pytest.mark.parametrize(("source", "words"), [("total", "由程序计算"), ("", "固定文字")])
def test_typing_where_nothing_is_typed_says_why(desk: Desk, source: str, words: str) -> None:
    sheet = desk.view.sheet_model.sheet
    assert sheet is not None
    cell = next(cell for cell in sheet.cells if cell.source == source and not cell.paths)
    desk.view.cell_cursor.go(cell)
    desk.type("5")
    assert words in desk.messages[-1]


def test_a_code_and_a_name_are_typed_into_one_cell(desk: Desk) -> None:
    desk.go("fields.project_name")
    desk.type("510904220000-abc")
    desk.press(Key.Key_Return)
    assert desk.value("fields.project_code") == "510904220000"
    assert desk.value("fields.project_name") == "abc"


def test_leaving_the_record_enters_what_is_being_typed(desk: Desk) -> None:
    desk.go("fields.department")
    desk.type("abc")
    desk.view.show_record(None, None)
    assert desk.value("fields.department") == "abc"


def candidates_at(desk: Desk) -> QPoint:
    """Where an input method puts its candidates, on the screen."""
    query = Qt.InputMethodQuery.ImCursorRectangle
    event = QInputMethodQueryEvent(query)
    QApplication.sendEvent(desk.keyboard(), event)
    return desk.keyboard().mapToGlobal(QRectF(event.value(query)).center().toPoint())


def cell_on_screen(desk: Desk, path: str) -> QRect:
    cell = desk.cell(path)
    rect = desk.view.visualRect(desk.view.model().index(cell.row, cell.column))
    return QRect(desk.view.viewport().mapToGlobal(rect.topLeft()), rect.size())


def test_candidates_stand_at_the_cell_before_during_and_after_the_first_composition(desk: Desk) -> None:
    desk.go("indicators[1].level3")
    where = cell_on_screen(desk, "indicators[1].level3")
    assert where.contains(candidates_at(desk))
    desk.compose("can bao")
    assert desk.keyboard() is desk.view
    assert where.contains(candidates_at(desk))
    desk.compose("", "参保人数")
    assert desk.keyboard() is not desk.view
    assert where.contains(candidates_at(desk))


def test_what_is_composed_is_drawn_in_the_cell(desk: Desk) -> None:
    desk.go("indicators[1].level3")
    desk.compose("can bao")
    editor = desk.view.editor
    assert editor is not None
    assert editor.isVisible()
    assert editor.textCursor().block().layout().preeditAreaText() == "can bao"
    before = editor.grab().toImage()
    desk.compose("can bao ren")
    assert editor.grab().toImage() != before
    desk.compose("")
    assert desk.value("indicators[1].level3") == ""


def test_composing_goes_on_while_another_operation_changes_the_scores(desk: Desk) -> None:
    for key, text in (("nature", "≥"), ("target", "10"), ("weight", "20"), ("actual", "10")):
        desk.go(f"indicators[0].{key}")
        desk.compose("", text)
        desk.press(Key.Key_Return)
    desk.go("indicators[1].level3")
    desk.compose("", "参")
    desk.compose("bao")
    other = {Path.parse("indicators[0].actual"): "5"}
    desk.bridge.run(lambda library: record_edit.set_values(library, desk.record_id, other))
    assert desk.cell("indicators[0].manual_score").text == "10"
    assert desk.editor().textCursor().block().layout().preeditAreaText() == "bao"
    desk.compose("", "保")
    desk.press(Key.Key_Return)
    assert desk.value("indicators[1].level3") == "参保"


@pytest.mark.parametrize(
    ("key", "commit", "offered"),
    [
        ("nature", "定", "定性"),
        ("unit", "万", "万元"),
        ("level1", "效益", "效益指标"),
        ("level2", "质", "质量指标"),
    ],
)
def test_choices_complete_what_an_input_method_commits(
    desk: Desk, key: str, commit: str, offered: str
) -> None:
    desk.go(f"indicators[0].{key}")
    desk.compose("pin yin")
    popup = desk.view.editor._completer.popup() if desk.view.editor else None
    assert popup is not None
    assert not popup.isVisible()
    desk.compose("", commit)
    assert popup.isVisible()
    texts = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert offered in texts
    assert all(commit in text for text in texts)
    QTest.keyClick(popup, Key.Key_Down)
    while popup.currentIndex().data() != offered:
        QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    assert desk.value(f"indicators[0].{key}") == offered


def test_every_column_with_choices_completes_as_one_types(desk: Desk) -> None:
    definition = desk.view.sheet_model.definition
    assert definition is not None
    columns = [column for column in definition.block("indicators").columns if column.choices]
    assert len(columns) >= 4
    for column in columns:
        for choice in column.choices:
            if len(choice) < 2:
                continue
            desk.go(f"indicators[0].{column.key}")
            desk.compose("", choice[0])
            completer = desk.editor()._completer
            model = completer.completionModel()
            assert choice in [model.index(row, 0).data() for row in range(model.rowCount())]
            desk.press(Key.Key_Escape)


def test_control_and_the_wheel_zoom(desk: Desk) -> None:
    def turn(delta: int, modifiers: Qt.KeyboardModifier) -> None:
        centre = desk.view.viewport().rect().center()
        event = QWheelEvent(
            QPointF(centre), QPointF(desk.view.viewport().mapToGlobal(centre)), QPoint(), QPoint(0, delta),
            Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(desk.view.viewport(), event)

    turn(120, CONTROL)
    assert desk.view.zoom == pytest.approx(1.1)
    turn(-240, CONTROL)
    assert desk.view.zoom == pytest.approx(1 / 1.1)
    turn(-120, Qt.KeyboardModifier.NoModifier)
    assert desk.view.zoom == pytest.approx(1 / 1.1)


def test_a_sheet_wider_than_the_view_begins_with_its_row_labels(desk: Desk) -> None:
    view = desk.view
    view.resize(420, 600)
    view.show_record(None, None)
    view.show_record(desk.bridge, desk.record_id)
    QApplication.processEvents()
    bar = view.horizontalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == 0
    desk.go("indicators[0].reason")
    assert bar.value() > 0  # the last column is not to be seen from the left edge
    desk.go("fields.project_name")
    assert bar.value() == 0


def test_the_editor_covers_its_cell_and_shows_all_lines(desk: Desk) -> None:
    text = "满意度调查覆盖全部参保人群并按季度回访"
    desk.go("indicators[0].level3")
    desk.compose("", text)
    desk.press(Key.Key_Return)
    desk.go("indicators[0].level3")
    desk.press(Key.Key_F2)
    editor = desk.editor()
    assert editor.document().firstBlock().layout().lineCount() > 1
    assert editor.verticalScrollBar().value() == 0
    assert editor.height() >= editor.document().size().height()
    # Nothing of the text that the cell shows looks through an editor without one.
    editor.blockSignals(True)
    editor.clear()
    editor.setCursorWidth(0)
    QApplication.processEvents()
    image, place = desk.view.viewport().grab().toImage(), editor.geometry()
    columns, lines = range(place.left(), place.right() + 1), range(place.top(), place.bottom() + 1)
    colors = {image.pixelColor(x, y).name() for x in columns for y in lines}
    editor.blockSignals(False)
    assert colors == {editor.palette().color(QPalette.ColorRole.Base).name()}
