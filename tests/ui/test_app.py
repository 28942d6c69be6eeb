"""The program as it starts, and what happens where something goes wrong inside it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from perfdesk import app, paths
from perfdesk.ui.widget import message
from perfdesk.ui.window.main_window import MainWindow
from tests.support.library import small_library

Opening = Callable[..., MainWindow]

START = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox
from perfdesk import app, paths
from perfdesk.ui.widget import message
message.show_problem = lambda parent, sentence: print("TOLD", sentence)
def look():
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    print("SHOWN", *(w.windowTitle() for w in windows))
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    print("QT", box.button(QDialogButtonBox.StandardButton.Cancel).text())
    QApplication.closeAllWindows()
real = app._session
def session():
    QTimer.singleShot(0, look)
    return real()
app._session = session
sys.exit(app.run(sys.argv[1] if len(sys.argv) > 1 else None))
"""


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own; it looks at itself and closes."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", START, *arguments],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_it_opens_the_library_it_is_given_and_ends_with_its_window(tmp_path: Path) -> None:
    ran = start(str(small_library(tmp_path)))
    assert ran.returncode == 0, ran.stderr
    assert "SHOWN 某县 - 绩效填报台" in ran.stdout
    assert "QT 取消" in ran.stdout  # Qt's own dialogs speak Chinese


def test_the_first_start_shows_the_start_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    ran = start()
    assert ran.returncode == 0, ran.stderr
    assert "SHOWN 绩效填报台\n" in ran.stdout
    assert not list(tmp_path.rglob("*.perfdesk"))  # nothing is copied unasked


def test_a_file_that_cannot_be_opened_is_told_in_a_sentence(tmp_path: Path) -> None:
    strange = tmp_path / "不是填报库.perfdesk"
    strange.write_text("x")
    ran = start(str(strange))
    assert ran.returncode == 2
    assert "TOLD" in ran.stdout
    assert "不是填报库.perfdesk" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_without_a_screen_a_sentence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    ran = start()
    assert ran.returncode == 2
    assert ran.stderr == "这里没有图形界面，不能打开窗口。不用窗口的做法：perfdesk --help\n"


@pytest.fixture
def bug() -> tuple[type[BaseException], BaseException, None]:
    return ZeroDivisionError, ZeroDivisionError("made for the test"), None


def test_a_bug_is_logged_and_told_with_the_log(
    application: QApplication,
    told: list[str],
    caplog: pytest.LogCaptureFixture,
    bug: tuple[type[BaseException], BaseException, None],
) -> None:
    app.BugTeller()(*bug)
    assert len(told) == 1
    assert "已经录入的内容都已保存" in told[0]
    assert "ZeroDivisionError: made for the test" in caplog.text


def test_a_bug_while_a_bug_is_told_is_only_logged(
    application: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    bug: tuple[type[BaseException], BaseException, None],
) -> None:
    asked: list[str] = []
    teller = app.BugTeller()

    def offer(parent: object, sentence: str, offers: tuple[str, ...]) -> None:
        asked.append(sentence)
        teller(*bug)

    monkeypatch.setattr(message, "offer", offer)
    teller(*bug)
    assert len(asked) == 1
    assert caplog.text.count("made for the test") == 2


def test_the_log_folder_is_opened_on_request(
    application: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    bug: tuple[type[BaseException], BaseException, None],
) -> None:
    opened: list[str] = []
    desktop = SimpleNamespace(openUrl=lambda url: opened.append(url.toLocalFile()))
    monkeypatch.setattr(app, "QDesktopServices", desktop)
    monkeypatch.setattr(message, "offer", lambda *_: 0)
    app.BugTeller()(*bug)
    assert opened == [str(paths.log_file().parent)]
