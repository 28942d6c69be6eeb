"""A program that opens a window, prints when it was first painted, and ends.

``python -m bench.first_paint empty`` opens a main window with nothing in it, ``bare LIBRARY GRID`` the bare
window with the library's projects and a form from a JSON file, ``ours LIBRARY`` the program.
Printed, with a blank between: the monotonic clock in seconds, and the memory the process then holds in MB.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow

_IDLE_TURNS = 3


class FirstPaint(QObject):
    """Watches a window for its first paint event."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__()
        self.seen = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def report() -> int:
    """The event loop until the main window is painted; prints when, and ends the process."""
    [window] = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow)]
    paint = FirstPaint(window)
    while not paint.seen:
        QApplication.processEvents()
    painted = time.monotonic()
    for _ in range(_IDLE_TURNS):  # what the program does once it is shown counts as its memory
        QApplication.processEvents()
    print(painted, _resident_mb(), flush=True)
    os._exit(0)


def _resident_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS in /proc/self/status")


def _empty() -> None:
    application = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.showMaximized()  # as the program does where there is no larger screen
    application.exec()


def _bare(library: str, grid: str) -> None:
    from bench.bare_window import BareWindow, Grid, read_projects

    application = QApplication([])
    window = BareWindow()
    window.show_form(Grid(*json.loads(Path(grid).read_text(encoding="utf-8"))))
    window.fill_tree(read_projects(Path(library)))
    window.showMaximized()  # as the program does where there is no larger screen
    application.exec()


def _ours(library: str) -> None:
    from perfdesk import app

    app.run(library)


if __name__ == "__main__":
    QApplication.exec = staticmethod(report)  # type: ignore[method-assign]
    match sys.argv[1:]:
        case ["empty"]:
            _empty()
        case ["bare", library, grid]:
            _bare(library, grid)
        case ["ours", library]:
            _ours(library)
