"""What the library refused stays in its cell: wherever the user goes, it is not lost without being asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.errors import LibraryProblem
from perfdesk.model.form.path import Path
from perfdesk.ui.command.command import Command
from perfdesk.ui.widget import message
from perfdesk.ui.window.main_window import MainWindow
from tests.ui.conftest import Opening

TARGET = Path.parse("indicators[0].target")
FULL = "磁盘已满。"
TRY, GIVE_UP, STAY = 0, 1, None

Answers = list[int | None]


class Disk:
    """The library of a window, on a disk that can be full; what was asked, and the answers that are left."""

    def __init__(self, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window = window
        self.asked: list[str] = []
        self.answers: list[Callable[[], int | None]] = []
        library = window.bridge.library
        self._real = library.transact
        self._patch = monkeypatch
        self._patch.setattr(message, "offer", self._offer)

    def fill(self) -> None:
        def refuse(*given: object) -> None:
            raise LibraryProblem(FULL)

        self._patch.setattr(self.window.bridge.library, "transact", refuse)

    def free(self) -> None:
        self._patch.setattr(self.window.bridge.library, "transact", self._real)

    def _offer(self, parent: object, sentence: str, *rest: object) -> int | None:
        self.asked.append(sentence)
        return self.answers.pop(0)() if self.answers else GIVE_UP

    def answer(self, *answers: int | None) -> None:
        self.answers += [lambda answer=answer: answer for answer in answers]  # type: ignore[misc]

    def free_and_try(self) -> int:
        self.free()
        return TRY

    @property
    def kept(self) -> str:
        return self.window.bridge.library.record(1).get(TARGET)


@pytest.fixture
def disk(open_window: Opening, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Record 1 with “123” typed and not entered, on a full disk."""
    window = open_window()
    window.tree.view.choose_record(1)
    window.activateWindow()
    window.sheet.focus_path(TARGET)
    QTest.keyClicks(window.sheet.view, "1")
    disk = Disk(window, monkeypatch)
    editor = window.sheet.view.editor
    assert editor is not None
    QTest.keyClicks(editor, "23")
    disk.fill()
    return disk


def typed(window: MainWindow) -> str | None:
    editor = window.sheet.view.editor
    return None if editor is None else editor.toPlainText()


def test_another_project_is_opened_only_once_the_text_is_kept_or_given_up(disk: Disk) -> None:
    window = disk.window
    disk.answer(STAY)
    window.tree.view.choose_record(2)
    QApplication.processEvents()
    assert disk.asked[0].startswith(f"{FULL}\n\n刚才输入的“123”还没有存入填报库")
    assert (window.sheet.record_id, typed(window)) == (1, "123")
    assert window.tree.view.chosen_records == (1,)
    disk.answers.append(disk.free_and_try)
    window.tree.view.choose_record(2)
    QApplication.processEvents()
    assert (window.sheet.record_id, typed(window), disk.kept) == (2, None, "123")
    assert (len(disk.asked), disk.answers) == (2, [])


def test_given_up_is_gone_and_the_next_edit_works(disk: Disk) -> None:
    window = disk.window
    before = disk.kept
    disk.answer(TRY, GIVE_UP)
    window.tree.view.choose_record(2)
    QApplication.processEvents()
    assert (window.sheet.record_id, disk.kept, len(disk.asked)) == (2, before, 2)
    disk.free()
    window.sheet.focus_path(TARGET)
    QTest.keyClicks(window.sheet.view, "7")
    assert window.sheet.view.commit_editor()
    assert window.bridge.library.record(2).get(TARGET) == "7"


def test_the_window_is_closed_only_once_that_is_settled(disk: Disk) -> None:
    window = disk.window
    disk.answer(STAY)
    assert not window.close()
    assert (window.isVisible(), typed(window)) == (True, "123")
    disk.answers.append(disk.free_and_try)
    kept = window.bridge.library
    assert window.close()
    with kept.open(kept.path, kept.forms, read_only=True) as again:
        assert again.record(1).get(TARGET) == "123"


def test_another_library_is_opened_only_once_that_is_settled(disk: Disk) -> None:
    window = disk.window
    here = window.bridge.library
    other = here.path.with_name("另一个.perfdesk")
    disk.answer(STAY)
    here.create(other, here.forms).close()
    window.library_file.open(other)
    assert (window.bridge.library, typed(window)) == (here, "123")
    disk.answer(GIVE_UP)
    window.library_file.open(other)
    assert window.bridge.library.path == other


def test_a_click_on_another_cell_leaves_the_text_where_it_is(disk: Disk, told: list[str]) -> None:
    window, view = disk.window, disk.window.sheet.view
    cell = view.sheet_model.cell_of(Path.parse("fields.goal"))
    assert cell is not None
    point = view.visualRect(view.sheet_model.index(cell.row, cell.column)).center()
    for _ in range(2):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        QApplication.processEvents()
        assert typed(window) == "123"
    assert set(told) == {FULL}
    disk.free()
    assert view.commit_editor()
    assert disk.kept == "123"


def test_no_other_operation_begins_before_it_is_entered(disk: Disk, told: list[str]) -> None:
    window, library = disk.window, disk.window.bridge.library
    rows = len(library.record(1).rows("indicators"))
    for command in (Command.ROW_BELOW, Command.PASTE, Command.FILL_DOWN, Command.UNDO):
        window.commands[command].trigger()
        assert typed(window) == "123"
    disk.free()
    assert len(library.record(1).rows("indicators")) == rows
    assert window.sheet.view.commit_editor()
    assert disk.kept == "123"
