"""Time windows in one process, from what is done in them until they are painted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from bench.bare_window import SIZE
from perfdesk import app
from perfdesk.garbage_collection import search_shortly
from perfdesk.ui.widget import theme
from perfdesk.ui.window.main_window import MainWindow
from tests.support.user_folders import user_environment

_IDLE_TURNS = 2


def start_application(home: Path) -> QApplication:
    """The application, looking as the program does; ``home`` stands for the user's folders."""
    os.environ |= user_environment(home)
    application = QApplication([])
    theme.apply(application)
    search_shortly()
    return application


def our_window(library: Path) -> MainWindow:
    """The program's window over a library, shown."""
    window = app.open_window(str(library))
    window.setWindowState(Qt.WindowState.WindowNoState)  # else as small as a screen that nobody sees
    window.resize(*SIZE)
    window.show()
    return window


class Frame(NamedTuple):
    """How long it took until all was painted, and how much of it the program's thread worked.

    On a machine that others use too, only the second tells of the program alone; it leaves out waiting for
    the disk.
    """

    ms: float
    processor_ms: float


class Paints(QObject):
    """Counts how often a window is painted."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__()
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.UpdateRequest
        return False

    def until_painted(self, work: Callable[[], object]) -> Frame:
        """The time from ``work`` until nothing is left to be painted."""
        start, processor_start = time.perf_counter(), time.thread_time()
        work()
        end, processor_end, idle = time.perf_counter(), time.thread_time(), 0
        while idle < _IDLE_TURNS:
            before = self.count
            QApplication.processEvents()
            idle = 0 if self.count > before else idle + 1
            if idle == 0:
                end, processor_end = time.perf_counter(), time.thread_time()
        return Frame((end - start) * 1000, (processor_end - processor_start) * 1000)
