"""Whether files are still where they were, asked beside the window: a network drive may answer late."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from perfdesk.ui.work.thread_task import ThreadTask


class Presence(QObject):
    """``missing`` carries each path at which there is no file."""

    missing = Signal(str)

    def ask(self, paths: Iterable[str]) -> None:
        """Look for files, each on a thread of its own: one that never answers keeps nobody waiting."""
        for path in paths:
            task = ThreadTask(partial(_is_there, path), self, abandonable=True)
            task.finished.connect(partial(self._report, path))
            task.finished.connect(task.deleteLater)
            task.start()

    def _report(self, path: str, there: bool) -> None:
        if not there:
            self.missing.emit(path)


def same_file(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file, as a link and its target, or a drive letter and its share."""
    try:
        return path.samefile(other)
    except OSError:
        return path.absolute() == other.absolute()


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:
        return False
