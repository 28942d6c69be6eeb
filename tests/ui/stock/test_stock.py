"""指标库 in the window: found as one types, put into the form, offered where a name is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as FilePath

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk import paths
from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.form.path import Path
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record, Row
from perfdesk.model.stock.stock import IndicatorSource
from perfdesk.ui.command.command import Command
from perfdesk.ui.sheet_view.cell_editor import CellEditor
from perfdesk.ui.stock.stock_model import dragged_indicators
from perfdesk.ui.stock.stock_pane import StockPane
from perfdesk.ui.window.main_window import MainWindow
from tests.support.library import FORMS

Opening = Callable[..., MainWindow]
FORM = "sichuan-project-2025"


def levelled(name: str, level2: str, **values: str) -> Row:
    return Row({"level1": "产出指标", "level2": level2, "level3": name, **values})


@pytest.fixture
def window(open_window: Opening, tmp_path: FilePath) -> MainWindow:
    """A project to fill (record 1), and another one of each of two units."""
    path = tmp_path / "某县.perfdesk"
    with Library.create(path, FORMS) as library:
        unit = unit_edit.add_unit(library, 2025, "甲局").result
        record_edit.add_record(library, unit, FORM, 2025)
        own = levelled("培训合格人次", "数量指标", nature="≥", target="80", unit="人次", weight="15")
        other = levelled("抽查次数", "数量指标", nature="≥", target="4", unit="次")
        record_edit.add_records(
            library,
            [
                Record(FORM, 2025, {"unit": unit, "project_name": "某项目"}, {"indicators": (row,)})
                for unit, row in (("甲局", own), ("乙局", other))
            ],
        )
    opened = open_window(path)
    opened.activateWindow()
    return opened


def pane_of(window: MainWindow) -> StockPane:
    window.commands[Command.SHOW_STOCK].trigger()
    gathered(window)
    pane = window.side.findChild(StockPane)
    assert isinstance(pane, StockPane)
    pane.refresh()
    return pane


def gathered(window: MainWindow) -> None:
    window.stock.indicators.need()
    for _ in range(1000):
        QApplication.processEvents()
        if not window.stock.indicators.gathering:
            return
    raise AssertionError("never gathered")


def names(pane: StockPane) -> list[str]:
    model = pane.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def rows(window: MainWindow) -> list[tuple[str, str, str]]:
    record = window.bridge.library.record(1)
    found = record.rows("indicators")
    return [(row["level2"], row["level3"], row["nature"] + row["target"] + row["unit"]) for row in found]


def test_what_is_typed_is_found_nearest_first(window: MainWindow) -> None:
    pane = pane_of(window)
    assert names(pane)[:2] == ["培训合格人次", "抽查次数"]
    QTest.keyClicks(pane.box, "zzz")
    assert names(pane) == []
    pane.box.clear()
    pane.box.setText("培训 人次")
    assert names(pane) == ["培训合格人次", "培训人次", "参会人次"]
    pane.sources.setCurrentIndex(pane.sources.findText("本库其他单位"))
    assert names(pane) == []
    pane.box.clear()
    assert names(pane) == ["抽查次数"]


def test_the_filter_begins_with_the_row_under_the_cursor(window: MainWindow) -> None:
    window.sheet.focus_path(Path("indicators", 3, "level3"))
    pane = pane_of(window)
    assert pane.levels.currentData() == ("成本指标", "经济成本指标")
    window.sheet.focus_path(Path("indicators", 1, "target"))
    window.commands[Command.SHOW_STOCK].trigger()
    assert pane.levels.currentData() == ("产出指标", "质量指标")
    assert "验收合格率" in names(pane)


def test_enter_puts_the_chosen_into_the_form_and_one_undo_takes_it_back(window: MainWindow) -> None:
    pane = pane_of(window)
    before = rows(window)
    pane.box.setText("培训合格")
    QTest.keyClick(pane.box, Qt.Key.Key_Return)
    assert rows(window)[0] == ("数量指标", "培训合格人次", "≥80人次")
    assert window.bridge.library.record(1).rows("indicators")[0]["weight"] == "15"
    assert window.bridge.library.undo_history.undo_name == "插入指标"
    current = window.sheet.view.current_cell()
    assert current is not None
    assert current.paths == (Path("indicators", 0, "level3"),)
    assert window.statusBar().currentMessage() == "已插入 1 项指标，可按 Ctrl+Z 撤销。"
    QTest.keyClick(pane.box, Qt.Key.Key_Return)
    assert window.statusBar().currentMessage() == "本表已有“培训合格人次”，没有重复插入。"
    window.undo_commands.undo()
    assert rows(window) == before


def test_several_chosen_are_one_step(window: MainWindow) -> None:
    pane = pane_of(window)
    pane.box.setText("满意度")
    pane.list.selectAll()
    chosen = len(pane.chosen)
    assert chosen > 10
    count = len(rows(window))
    pane.insert()
    assert len(rows(window)) == count + chosen - 1
    window.undo_commands.undo()
    assert len(rows(window)) == count


def dropped(window: MainWindow, data: QMimeData, point: QPoint) -> bool:
    viewport = window.sheet.view.viewport()
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(point, Qt.DropAction.CopyAction, data, buttons, modifiers)
    QApplication.sendEvent(viewport, entering)
    event = QDropEvent(QPointF(point), Qt.DropAction.CopyAction, data, buttons, modifiers)
    QApplication.sendEvent(viewport, event)
    return entering.isAccepted()


def test_dragged_onto_the_rows_it_comes_to_its_level(window: MainWindow) -> None:
    pane = pane_of(window)
    pane.box.setText("验收合格率")
    data = pane.list.model().mimeData(pane.list.selectedIndexes())
    assert [item.source for item in dragged_indicators(data)] == [IndicatorSource.GENERAL]
    view = window.sheet.view
    view.focus_cell(Path("indicators", 4, "level3"))
    cell = view.current_cell()
    assert cell is not None
    point = view.visualRect(view.model().index(cell.row, cell.column)).center()
    assert dropped(window, data, point)
    assert rows(window)[1] == ("质量指标", "验收合格率", "＝100%")
    view.scrollToTop()
    before = rows(window)
    assert not dropped(window, data, QPoint(point.x(), 5))
    assert rows(window) == before


def test_a_typed_name_offers_known_ones_and_fills_what_is_empty(window: MainWindow) -> None:
    gathered(window)
    view = window.sheet.view
    view.focus_cell(Path("indicators", 0, "level3"))
    QTest.keyClicks(view, " ")
    editor = QApplication.focusWidget()
    assert isinstance(editor, CellEditor)
    editor.clear()
    editor.insertPlainText("培训合格")
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = editor._completer.popup()
    assert str(popup.model().index(0, 0).data()) == "培训合格人次　≥80人次"
    popup.setCurrentIndex(popup.model().index(0, 0))
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert rows(window)[0] == ("数量指标", "培训合格人次", "≥80人次")
    window.undo_commands.undo()
    assert rows(window)[0] == ("数量指标", "", "")


def test_a_name_typed_out_fills_nothing(window: MainWindow) -> None:
    gathered(window)
    view = window.sheet.view
    view.focus_cell(Path("indicators", 0, "level3"))
    QTest.keyClicks(view, " ")
    editor = QApplication.focusWidget()
    assert isinstance(editor, CellEditor)
    editor.clear()
    editor.insertPlainText("培训合格人次")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert rows(window)[0] == ("数量指标", "培训合格人次", "")


def test_the_list_follows_what_the_form_comes_to_hold(window: MainWindow) -> None:
    pane = pane_of(window)
    window.bridge.run(
        lambda library: record_edit.set_values(library, 1, {Path("indicators", 1, "level3"): "自拟合格率"})
    )
    for _ in range(500):
        if "自拟合格率" in names(pane):
            break
        QTest.qWait(10)
    pane.box.setText("自拟")
    assert pane.list.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == (
        "自拟合格率\n产出指标 › 质量指标\n本单位用过 1 次，最近在2025年度“（未命名项目）”"
    )


def test_a_mistake_in_ones_own_file_is_told_and_nothing_else_is_lost(window: MainWindow) -> None:
    folder = paths.user_data() / "indicators"
    folder.mkdir(parents=True)
    try:
        (folder / "坏.toml").write_text("[[group]", encoding="utf-8")
        (folder / "好.toml").write_text(
            '[[group]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\nindicators = [{ name = "本局的事" }]\n',
            encoding="utf-8",
        )
        pane = pane_of(window)
        assert "坏.toml" in pane.problem_text
        pane.box.setText("本局的事")
        assert names(pane) == ["本局的事"]
        assert [item.source for item in pane.chosen] == [IndicatorSource.OWN]
    finally:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def test_a_read_only_library_can_be_looked_through(open_window: Opening, window: MainWindow) -> None:
    path = window.bridge.library.path
    reading = open_window(path)
    pane = pane_of(reading)
    assert len(names(pane)) > 200
    pane.insert()
    assert reading.statusBar().currentMessage() == "此文件以只读方式打开，不能修改。"


def test_after_a_large_operation_the_list_catches_up_by_itself(window: MainWindow) -> None:
    pane = pane_of(window)
    many = [
        Record(
            FORM,
            2025,
            {"unit": "丙局", "project_name": f"第{number}项"},
            {"indicators": (levelled(f"第{number}次抽查", "数量指标", nature="≥", target="4", unit="次"),)},
        )
        for number in range(60)
    ]
    window.library_file.add_forms(tuple(many))
    assert window.stock.indicators.gathering
    gathered(window)
    pane.refresh()
    pane.box.setText("第59次抽查")
    pane.refresh()
    assert "第59次抽查" in names(pane)


def test_an_indicator_of_the_form_joins_the_users_own(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: FilePath
) -> None:
    folders = (*paths.indicators_folders()[:1], tmp_path / "own")
    monkeypatch.setattr(paths, "indicators_folders", lambda: folders)
    texts = {"level3": "村级公示次数", "nature": "≥", "target": "12", "unit": "次"}
    values = {Path("indicators", 0, key): text for key, text in texts.items()}
    window.bridge.run(lambda library: record_edit.set_values(library, 1, values))
    pane = pane_of(window)
    window.sheet.focus_path(Path("indicators", 0, "level3"))
    window.explanation.refresh()
    assert "加入指标库" in window.explanation.plain_text
    window.explanation._text.anchorClicked.emit(QUrl("stock:indicators[0].level3"))
    assert window.statusBar().currentMessage() == "已把“村级公示次数”加入指标库。"
    window.explanation._text.anchorClicked.emit(QUrl("stock:indicators[0].level3"))
    assert window.statusBar().currentMessage() == "指标库里已有“村级公示次数”。"
    # Used in no form any more, it is offered as one of the user's own.
    window.undo_commands.undo()
    gathered(window)
    pane.refresh()
    pane.sources.setCurrentIndex(pane.sources.findText(str(IndicatorSource.OWN)))
    assert names(pane) == ["村级公示次数"]
