"""Whether files are still where they were, asked beside the window: a network drive may answer late."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal


class Presence(QObject):
    """``missing`` carries each path at which there is no file."""

    missing = Signal(str)

    def ask(self, paths: Iterable[str]) -> None:
        """Look for files; each that is gone is told."""
        # A daemon: a drive that never answers must not keep the program from ending.
        Thread(target=self._look, args=(tuple(paths),), daemon=True).start()

    def _look(self, paths: tuple[str, ...]) -> None:
        for path in paths:
            if not _is_there(path):
                try:
                    self.missing.emit(path)
                except RuntimeError:  # the page was closed meanwhile
                    return


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
