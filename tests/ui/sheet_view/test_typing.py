"""Typing into the sheet: keys, lists, input methods, live scores."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from perfdesk.sheet.sheet import Origin
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
    assert desk.library.undo_name == "输入"


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
    assert desk.library.undo_name != "输入"


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
    desk.bridge.undo()
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
    desk.view.cursor_moves.go(cell)
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
