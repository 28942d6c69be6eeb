"""The start page: what was open lately, new libraries, the sample, forms from a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCommandLinkButton, QFileDialog, QLabel

from perfdesk import paths
from perfdesk.exchange.writing.json_out import write_records
from perfdesk.model.library.library import Library
from perfdesk.settings import Settings, load_settings
from perfdesk.ui.guide.book import GuidePlace
from perfdesk.ui.guide.guide_window import GuideWindow
from perfdesk.ui.library_file import recent_list
from perfdesk.ui.library_file.recent_list import RecentList, when_text
from perfdesk.ui.library_file.start_window import StartWindow
from perfdesk.ui.window.main_window import MainWindow
from perfdesk.ui.work.session import Session
from tests.support.large_library import filled_record
from tests.support.library import FORMS, small_library

Starting = Callable[..., StartWindow]


@pytest.fixture
def start(
    application: QApplication,
    settings_folder: Path,
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Starting:
    """Makes start pages over given settings."""
    monkeypatch.setattr(paths, "documents", lambda: tmp_path / "documents")

    def starting(settings: Settings | None = None, here: Path | None = None, told: str = "") -> StartWindow:
        session = Session(FORMS, settings or Settings())
        session.problem = told
        return StartWindow(session, here=here)

    return starting


def chosen(page: StartWindow) -> Library:
    """The library that the page was closed with; closed by the test."""
    assert page.result() == StartWindow.DialogCode.Accepted
    assert page.library is not None
    page.library.close()
    return page.library


def way(page: StartWindow, text: str) -> QCommandLinkButton:
    return next(button for button in page.findChildren(QCommandLinkButton) if button.text().startswith(text))


def recent(page: StartWindow) -> RecentList:
    found = page.findChild(RecentList)
    assert found is not None
    return found


def interchange(folder: Path, count: int = 3) -> Path:
    path = folder / "交换.json"
    write_records([filled_record(number, 3) for number in range(count)], path, FORMS)
    return path


def test_the_first_start_offers_the_sample(start: Starting, tmp_path: Path) -> None:
    page = start()
    page.show()
    assert recent(page).isHidden()
    assert any(label.isVisible() and "还没有打开过" in label.text() for label in page.findChildren(QLabel))
    assert page.focusWidget() is way(page, "打开示例")
    way(page, "打开示例").click()
    assert chosen(page).path.is_relative_to(tmp_path / "documents")


def test_a_library_used_lately_opens_by_click_and_by_enter(start: Starting, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    settings = Settings(recent_libraries=(str(path),))
    page = start(settings)
    page.show()
    listed = recent(page)
    QTest.mouseClick(
        listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualItemRect(listed.item(0)).center()
    )
    assert chosen(page).path == path
    page = start(settings)
    page.show()
    QTest.keyClick(recent(page), Qt.Key.Key_Return)
    assert chosen(page).path == path


def test_a_library_that_is_gone_is_marked_and_choosing_it_tells_and_forgets_it(
    start: Starting, told: list[str], tmp_path: Path
) -> None:
    page = start(Settings(recent_libraries=(str(tmp_path / "搬走了.perfdesk"),)))
    item = recent(page).item(0)
    for _ in range(500):
        QApplication.processEvents()
        if item.data(recent_list.GONE_ROLE):
            break
        QTest.qWait(2)
    assert item.data(recent_list.GONE_ROLE)
    assert recent(page).grab().width() > 0  # it can be painted
    page.open_path(tmp_path / "搬走了.perfdesk")
    assert "已不在原处" in told[0]
    assert page.library is None
    assert recent(page).count() == 0


def test_a_library_can_be_taken_off_the_list(start: Starting, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    page = start(Settings(recent_libraries=(str(path), "/other.perfdesk")))
    recent(page).actions()[-1].trigger()
    assert load_settings().recent_libraries == ("/other.perfdesk",)
    assert recent(page).count() == 1
    assert path.exists()


def test_why_the_last_library_did_not_open_is_told_on_the_page(start: Starting) -> None:
    page = start(told="某县.perfdesk 打不开。")
    page.show()
    assert any(
        label.isVisible() and label.text() == "某县.perfdesk 打不开。" for label in page.findChildren(QLabel)
    )


def test_forms_from_a_file_go_into_a_new_library(
    start: Starting, open_window: Callable[..., MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "新库"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(interchange(tmp_path)), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(place), ""))
    page = start()
    way(page, "导入报表").click()
    assert chosen(page).path == place.with_suffix(".perfdesk")
    assert len(page.records) == 3


def test_a_file_without_forms_makes_no_library(start: Starting, told: list[str], tmp_path: Path) -> None:
    bad = tmp_path / "坏.json"
    bad.write_text("{")
    page = start()
    page.import_from(bad)
    assert "坏.json" in told[0]
    assert page.library is None


def test_the_library_that_is_open_is_left_as_it_is(start: Starting, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    page = start(Settings(recent_libraries=(str(path),)), here=path)
    page.open_path(path)
    assert page.result() == StartWindow.DialogCode.Accepted
    assert page.library is None


def drop(target: StartWindow | MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), *how)
    QApplication.sendEvent(target, entering)
    if entering.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPoint(5, 5), *how))


def test_a_library_dropped_on_the_page_opens(start: Starting, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    page = start()
    drop(page, tmp_path / "something.txt")
    assert page.library is None
    drop(page, path)
    assert chosen(page).path == path


def test_what_is_dropped_on_the_window_is_imported_or_opened(
    open_window: Callable[..., MainWindow], told: list[str], tmp_path: Path
) -> None:
    window = open_window()
    drop(window, interchange(tmp_path, 9))
    for _ in range(200):
        QApplication.processEvents()
        if len(window.tree.view.chosen_records) == 9:
            break
    library = window.bridge.library
    assert len(library.tree.all_records()) == 2 + 9
    assert "已导入 9 份自评表" in window.statusBar().currentMessage()
    window.undo_commands.undo()  # one step, however many it was added in
    assert len(library.tree.all_records()) == 2
    assert library.undo_history.undo_name is None
    (tmp_path / "other").mkdir()
    other = small_library(tmp_path / "other", 1)
    drop(window, other)
    assert window.bridge.library.path == other
    assert told == []


@pytest.mark.parametrize(
    ("opened", "said"),
    [
        ("2025-03-02T08:05", "今天 08:05"),
        ("2025-03-01T23:59", "昨天 23:59"),
        ("2024-12-31T10:00", "2024-12-31"),
        ("", ""),
        ("yesterday", ""),
    ],
)
def test_when_a_library_was_opened_is_said_as_people_do(opened: str, said: str) -> None:
    assert when_text(opened, date(2025, 3, 2)) == said


def test_the_guide_opens_before_there_is_a_library(start: Starting) -> None:
    page = start()
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    QTest.keyClick(page, Qt.Key.Key_F1)
    (guide,) = page.findChildren(GuideWindow)
    assert guide.isVisible()
    assert guide.place == GuidePlace("start")
    link = next(label for label in page.findChildren(QLabel) if "使用手册" in label.text())
    link.linkActivated.emit("guide")
    assert guide.place == GuidePlace("first-form")
    page.close()


def test_a_library_chosen_by_another_name_stays_open_for_writing(
    open_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    window = open_window()
    library = window.bridge.library
    link = tmp_path / "别名.perfdesk"
    link.symlink_to(library.path)
    window.library_file.open(link)
    assert window.bridge.library is library
    assert not window.bridge.library.read_only
    start = StartWindow(Session(FORMS, Settings()), here=library.path)
    start.open_path(link)
    assert start.library is None
    assert start.result() == StartWindow.DialogCode.Accepted
