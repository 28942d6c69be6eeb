"""What the library could not keep stays in the cell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from perfdesk.errors import LibraryProblem
from tests.ui.sheet_view.desk import Desk

Key = Qt.Key


def test_what_could_not_be_kept_stays_in_the_cell_to_be_entered_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full, the stick pulled out: once it is back, Enter is enough."""
    library, told = desk.bridge.library, list[str]()
    desk.bridge.failed.connect(told.append)

    def refuse(*given: object) -> None:
        raise LibraryProblem("磁盘已满。")

    desk.go("indicators[0].actual")
    before = desk.value("indicators[0].actual")
    desk.type("77")
    with monkeypatch.context() as full:
        full.setattr(library, "transact", refuse)
        desk.press(Key.Key_Return)
        desk.press(Key.Key_Return)
        assert told == ["磁盘已满。"] * 2
        assert desk.editor().toPlainText() == "77"
        assert desk.value("indicators[0].actual") == before
    desk.press(Key.Key_Return)
    assert desk.value("indicators[0].actual") == "77"
    desk.type("1")
    desk.press(Key.Key_Escape)
    assert len(told) == 2


def test_a_click_elsewhere_leaves_the_keyboard_with_what_was_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object) -> None:
        raise LibraryProblem("磁盘已满。")

    desk.go("indicators[0].actual")
    desk.type("77")
    with monkeypatch.context() as full:
        full.setattr(desk.bridge.library, "transact", refuse)
        desk.click("indicators[1].actual")
        assert desk.editor().toPlainText() == "77"
        assert desk.at() == "indicators[0].actual"
    desk.press(Key.Key_Escape)
    desk.go("indicators[1].actual")
    desk.type("8")
    desk.click("indicators[2].actual")
    assert desk.at() == "indicators[2].actual"
    assert [desk.value(f"indicators[{row}].actual") for row in (0, 1)] == ["", "8"]
