"""Find and replace in the window: live, to the cell, over the library, as one step of undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.model.form.path import Path
from perfdesk.model.kept.text_search import Hit
from perfdesk.ui.command.command import Command
from perfdesk.ui.find.find_panel import FindPanel
from perfdesk.ui.find.find_scope import Scope
from perfdesk.ui.find.hit_list import excerpt
from perfdesk.ui.tree.node import NodeKind, node
from perfdesk.ui.window.main_window import MainWindow

Opening = Callable[..., MainWindow]
Key = Qt.Key


def opened(window: MainWindow, command: Command = Command.FIND) -> FindPanel:
    window.commands[command].trigger()
    panel = window.sheet.findChild(FindPanel)
    assert panel is not None
    return panel


def search(panel: FindPanel, text: str, scope: Scope = Scope.LIBRARY) -> list[str]:
    panel.scope.setCurrentIndex(list(Scope).index(scope))
    panel.line.setText(text)
    settle(panel)
    return places(panel)


def settle(panel: FindPanel) -> None:
    for _ in range(200):
        QTest.qWait(10)
        if not panel.finder.running:
            break
    QApplication.processEvents()


def places(panel: FindPanel) -> list[str]:
    return [f"{line.hit.record_id} {line.hit.path}" for line in panel.list.lines]


def test_typing_lists_and_enter_goes_on_from_hit_to_hit(open_window: Opening) -> None:
    window = open_window()
    panel = opened(window)
    assert panel.line.hasFocus()
    assert search(panel, "第1批基层服务能力提升，")[0] == "2 fields.goal"
    assert panel.status.text() == "找到 1 处"
    QTest.keyClick(panel.line, Key.Key_Return)
    assert window.sheet.record_id == 2
    cell = window.sheet.view.current_cell()
    assert cell is not None
    assert cell.paths == (Path.parse("fields.goal"),)
    assert panel.line.hasFocus()
    QTest.keyClick(panel.line, Key.Key_Escape)
    assert not panel.isVisible()
    assert window.sheet.view.hasFocus()


def test_escape_closes_it_from_every_part_of_it(open_window: Opening) -> None:
    window = open_window()
    parts = ("line", "replacement", "scope", "exact_case", "list", "_one", "_all")
    for name in parts:
        panel = opened(window, Command.REPLACE)
        search(panel, "第1批基层服务能力提升，")
        part = getattr(panel, name)
        part.setFocus()
        assert part.hasFocus(), name
        QTest.keyClick(part, Key.Key_Escape)
        assert not panel.isVisible(), name
        assert window.sheet.view.hasFocus(), name


def test_the_scope_narrows_and_what_is_not_there_is_said(open_window: Opening) -> None:
    window = open_window()
    panel = opened(window)
    everywhere = search(panel, "任务完成数量")
    assert {place.split()[0] for place in everywhere} == {"1", "2"}
    assert {place.split()[0] for place in search(panel, "任务完成数量", Scope.FORM)} == {"1"}
    window.tree.view.choose([node(NodeKind.RECORD, 2)])
    settle(panel)
    assert {place.split()[0] for place in places(panel)} == {"2"}
    assert search(panel, "任务完成数量", Scope.UNIT) == everywhere
    assert search(panel, "没有这样的话") == []
    assert panel.status.text() == "没有找到"


def test_a_click_goes_to_the_cell_with_the_keyboard(open_window: Opening) -> None:
    window = open_window()
    panel = opened(window)
    search(panel, "任务完成数量")
    spot = panel.list.visualRect(panel.list.model().index(1, 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert window.sheet.view.hasFocus()
    cell = window.sheet.view.current_cell()
    assert cell is not None
    assert cell.paths == (Path.parse("indicators[1].level3"),)


def test_what_is_edited_meanwhile_is_looked_through_again(open_window: Opening) -> None:
    window = open_window()
    panel = opened(window)
    search(panel, "部门")
    before = places(panel)
    window.sheet.view.focus_cell(Path.parse("fields.department"))
    QApplication.clipboard().setText("新的部门")
    window.sheet.view.ranges.paste()
    assert places(panel) == ["1 fields.department", *before]
    window.undo_commands.undo()
    assert places(panel) == before


def test_one_after_the_other_is_replaced(open_window: Opening) -> None:
    window = open_window()
    panel = opened(window, Command.REPLACE)
    listed = search(panel, "任务完成数量")
    panel.replacement.setText("任务数")
    panel._one.click()
    assert places(panel) == listed[1:]
    assert window.bridge.library.record(1).rows("indicators")[0]["level3"] == "第0批基层服务任务数（1）"
    panel._one.click()
    assert places(panel) == listed[2:]


def test_all_are_replaced_as_one_step_of_undo(open_window: Opening) -> None:
    window = open_window()
    panel = opened(window, Command.REPLACE)
    listed = search(panel, "基层服务任务")
    panel.replacement.setText("任务")
    panel._all.click()
    settle(panel)
    assert places(panel) == []
    assert window.statusBar().currentMessage() == f"已替换 {len(listed)} 格，可按 Ctrl+Z 撤销。"
    window.undo_commands.undo()
    settle(panel)
    assert places(panel) == listed


def test_amounts_are_listed_but_kept(open_window: Opening) -> None:
    window = open_window()
    panel = opened(window, Command.REPLACE)
    assert search(panel, "60.25", Scope.FORM)
    assert "是金额或分数，不替换" in panel.status.text()
    assert not panel._one.isEnabled()
    assert not panel._all.isEnabled()


@pytest.mark.parametrize(
    ("text", "span", "shown", "marked"),
    [
        ("短句", (0, 2), "短句", ((0, 2),)),
        ("前" * 30 + "词", (30, 31), "…" + "前" * 14 + "词", ((15, 16),)),
        ("一\n词", (2, 3), "一 词", ((2, 3),)),
        ("\U0002c2ef词", (1, 2), "\U0002c2ef词", ((2, 3),)),
    ],
)
def test_a_long_text_is_shown_from_a_little_before(
    text: str, span: tuple[int, int], shown: str, marked: tuple[tuple[int, int], ...]
) -> None:
    hit = Hit(1, Path.parse("fields.goal"), "", text, (span,), True)
    assert excerpt(hit) == (shown, marked)


def test_a_window_closed_while_it_searches_looks_no_further(open_window: Opening) -> None:
    window = open_window()
    panel = opened(window)
    panel.line.setText("部门")
    assert panel.finder.running
    window.close()
    assert not panel.finder.running
