"""Backups in the window: made by themselves once a day, listed, looked into, brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from perfdesk.errors import LibraryProblem
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.kept import clock
from perfdesk.model.library.library import Library
from perfdesk.model.safety.backup import BackupKind, backups
from perfdesk.settings import Settings, load_settings
from perfdesk.ui.backup.automatic_backup import AutomaticBackup
from perfdesk.ui.backup.backup_dialog import BackupChoice, BackupDialog
from perfdesk.ui.backup.backup_view import BackupLook, read_contents
from perfdesk.ui.command.command import Command
from perfdesk.ui.window.main_window import MainWindow
from tests.support.library import FORMS

Opening = Callable[..., MainWindow]
ACTUAL = ValuePath("indicators", 0, "actual")


def type_in(window: MainWindow, text: str) -> None:
    window.bridge.run(lambda library: record_edit.set_values(library, 1, {ACTUAL: text}))


def actual(window: MainWindow) -> str:
    return window.bridge.library.record(1).get(ACTUAL)


def keeper_of(window: MainWindow) -> AutomaticBackup:
    """The keeper, which has just looked whether anything is to be done."""
    keeper = window.safety_commands.backups
    if keeper._later.isActive():
        keeper._later.stop()
        keeper._later.timeout.emit()
    keeper.wait()
    return keeper


def kinds(window: MainWindow) -> list[BackupKind]:
    return [backup.kind for backup in backups(window.safety_commands.backups.folder)]


def dialog_of(window: MainWindow) -> BackupDialog:
    library = window.bridge.library
    return BackupDialog(
        window.safety_commands.backups, window._session, library.path, not library.read_only, window
    )


def test_one_is_made_on_the_first_opening_and_change_of_a_day_and_on_closing(
    open_window: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = [datetime(2026, 3, 2, 9)]
    monkeypatch.setattr(clock, "now", lambda: times[0])
    window = open_window()
    window.safety_commands.begin()
    keeper = keeper_of(window)
    assert kinds(window) == [BackupKind.AUTOMATIC]
    type_in(window, "1")
    assert not keeper._later.isActive()
    times[0] += timedelta(days=1)
    type_in(window, "2")
    keeper_of(window)
    assert len(kinds(window)) == 2
    type_in(window, "3")
    folder, path = keeper.folder, window.bridge.library.path
    window.close()
    keeper.wait()
    newest, older = backups(folder)
    assert (newest.number, older.number) == (3, 1)
    again = open_window(path)
    again.safety_commands.begin()
    keeper_of(again)
    assert len(kinds(again)) == 2


def test_none_is_made_where_it_is_not_wanted(open_window: Opening) -> None:
    window = open_window(settings=Settings(backup_auto=False))
    window.safety_commands.begin()
    type_in(window, "1")
    keeper_of(window)
    assert kinds(window) == []


def test_a_failure_is_told_in_the_status_bar(open_window: Opening, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    window = open_window(settings=Settings(backup_folder=str(tmp_path / "文件")))
    window.safety_commands.begin()
    keeper_of(window)
    assert window.statusBar().currentMessage().startswith("备份没有做成：备份文件夹")


def test_made_on_request_listed_and_looked_into(open_window: Opening, told: list[str]) -> None:
    window = open_window()
    dialog = dialog_of(window)
    assert not dialog.look.isEnabled()
    dialog.now.click()
    assert not dialog.now.isEnabled()
    window.safety_commands.backups.wait()
    assert dialog.list.topLevelItemCount() == 1
    assert dialog.now.isEnabled()
    backup = dialog.chosen
    assert backup is not None
    assert backup.kind is BackupKind.MANUAL
    look = BackupLook(read_contents(backup.path, FORMS), "某日的备份", dialog)
    unit = look.tree.topLevelItem(0)
    assert unit is not None
    assert unit.childCount() == 2
    assert "（2）" in unit.text(0)


def test_brought_back_in_place_with_the_present_kept(open_window: Opening) -> None:
    window = open_window()
    before = actual(window)
    window.safety_commands.backups.back_up()
    window.safety_commands.backups.wait()
    type_in(window, "99")
    (backup,) = backups(window.safety_commands.backups.folder)
    window.safety_commands._restore(backup)
    QApplication.processEvents()
    assert actual(window) == before
    assert not window.bridge.library.read_only
    window.safety_commands._restore(backups(window.safety_commands.backups.folder)[0])
    assert actual(window) == "99"
    assert kinds(window) == [BackupKind.BEFORE_RESTORE, BackupKind.BEFORE_RESTORE, BackupKind.MANUAL]


def test_nothing_is_replaced_where_the_present_cannot_be_kept(
    open_window: Opening, tmp_path: Path, told: list[str]
) -> None:
    window = open_window()
    keeper = window.safety_commands.backups
    keeper.back_up()
    keeper.wait()
    (backup,) = backups(keeper.folder)
    type_in(window, "99")
    (tmp_path / "文件").write_text("x")
    window._session.remember(backup_folder=str(tmp_path / "文件"))
    window.safety_commands._restore(backup)
    assert "不能写入" in told[-1]
    assert actual(window) == "99"


def test_brought_back_to_a_new_file(
    open_window: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    window.safety_commands.backups.back_up()
    window.safety_commands.backups.wait()
    type_in(window, "99")
    target = tmp_path / "找回.perfdesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "找回"), ""))
    monkeypatch.setattr(BackupDialog, "exec", lambda dialog: dialog.as_new.click())
    window.commands[Command.BACKUPS].trigger()
    assert window.bridge.library.path == target
    assert actual(window) != "99"


def test_an_existing_file_is_never_replaced(
    open_window: Opening, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    window = open_window()
    window.safety_commands.backups.back_up()
    window.safety_commands.backups.wait()
    dialog = dialog_of(window)
    here = str(window.bridge.library.path)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (here, ""))
    dialog.as_new.click()
    assert "已存在" in told[-1]
    assert dialog.wanted is None


def test_the_rule_and_the_folder_are_kept(
    open_window: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    dialog = dialog_of(window)
    dialog.days.setValue(30)
    dialog.automatic.setChecked(False)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "别处"))
    dialog._ask_folder()
    kept = load_settings()
    assert (kept.backup_days, kept.backup_auto, kept.backup_folder) == (30, False, str(tmp_path / "别处"))
    assert window.safety_commands.backups.folder.parent == tmp_path / "别处"


def test_a_reader_cannot_replace(open_window: Opening) -> None:
    window = open_window()
    window.safety_commands.backups.back_up()
    window.safety_commands.backups.wait()
    library = window.bridge.library
    dialog = BackupDialog(window.safety_commands.backups, window._session, library.path, False, window)
    assert dialog.as_new.isEnabled()
    assert not dialog.in_place.isEnabled()
    assert BackupChoice.IN_PLACE is not dialog.wanted


def test_where_the_file_does_not_open_again_the_window_shows_the_backup(
    open_window: Opening, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    before = actual(window)
    keeper = window.safety_commands.backups
    keeper.back_up()
    keeper.wait()
    type_in(window, "99")
    (backup,) = backups(keeper.folder)
    path, opening = window.bridge.library.path, window._session.open

    def gone(asked: Path) -> Library:
        raise LibraryProblem("网络盘已断开。")

    monkeypatch.setattr(window._session, "open", gone)
    window.safety_commands._restore(backup)
    assert told == ["网络盘已断开。"]
    assert (actual(window), window.bridge.library.read_only) == (before, True)
    assert window.windowTitle() == "某县（只读）- 绩效填报台"
    assert not [file for file in path.parent.iterdir() if file.name.startswith(".")]
    monkeypatch.setattr(window._session, "open", opening)
    window.library_file.open(path)
    assert (actual(window), window.bridge.library.read_only) == (before, False)


def test_where_the_file_cannot_be_replaced_the_present_is_open_again(
    open_window: Opening, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    keeper = window.safety_commands.backups
    keeper.back_up()
    keeper.wait()
    type_in(window, "99")
    (backup,) = backups(keeper.folder)
    path, replace = window.bridge.library.path, Path.replace

    def held(staged: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(13, "被其他程序占用")
        return replace(staged, target)

    monkeypatch.setattr(Path, "replace", held)
    window.safety_commands._restore(backup)
    assert "不能替换：没有权限。原来的内容没有改动" in told[-1]
    assert not window.statusBar().currentMessage().startswith("已恢复")
    assert (actual(window), window.bridge.library.read_only) == ("99", False)
    type_in(window, "100")
    assert actual(window) == "100"
