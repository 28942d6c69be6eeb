"""Asking for a library, and opening, making or copying the one that is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from perfdesk import paths
from perfdesk.errors import DamagedLibrary, PerfdeskError
from perfdesk.model.library.library import Library
from perfdesk.ui.library_file import rescue
from perfdesk.ui.widget import message
from perfdesk.ui.work.session import Session


class LibraryChoice(QObject):
    """Ways to an open library; ``None`` where there is none, and the user was told why."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def open(self, path: Path) -> Library | None:
        """The library in a file; one that is not there any more is offered no more."""
        if not path.exists():
            self._session.forget(path)
            sentence = "填报库“{path}”已不在原处，可能被移动、改名或删除。请用“打开填报库”找到它。"
            self._show_problem(sentence.format(path=path))
            return None
        try:
            return self._session.open(path)
        except DamagedLibrary as problem:
            return self.rescue(path, problem.message)
        except PerfdeskError as problem:
            self._show_problem(problem.message)
            return None

    def rescue(self, damaged: Path, sentence: str) -> Library | None:
        """Tell that a library is damaged; what the user has made of it."""
        rescued = rescue.offer_rescue(self._window, self._session, damaged, sentence)
        return None if rescued is None else self._or_none(lambda: self._session.open(rescued))

    def create(self, path: Path) -> Library | None:
        """A new, empty library."""
        return self._or_none(lambda: self._session.create(path))

    def sample(self) -> Library | None:
        """The user's copy of the sample."""
        return self._or_none(self._session.sample)

    def ask_open(self, folder: Path) -> Path | None:
        """Ask which library is meant, beginning in a folder."""
        from PySide6.QtWidgets import QFileDialog

        written, _ = QFileDialog.getOpenFileName(self._window, "打开填报库", str(folder), self._filter())
        return Path(written) if written else None

    def ask_new(self, folder: Path) -> Path | None:
        """Ask where a new library goes; a file that is there already is never replaced."""
        from PySide6.QtWidgets import QFileDialog

        start = folder / f"绩效填报库{paths.LIBRARY_SUFFIX}"
        written, _ = QFileDialog.getSaveFileName(
            self._window,
            "新建填报库",
            str(start),
            self._filter(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not written:
            return None
        path = Path(written)
        return (
            path if path.suffix == paths.LIBRARY_SUFFIX else path.with_name(path.name + paths.LIBRARY_SUFFIX)
        )

    def _filter(self) -> str:
        return f"绩效填报库 (*{paths.LIBRARY_SUFFIX})"

    def _or_none(self, open_it: Callable[[], Library]) -> Library | None:
        try:
            return open_it()
        except PerfdeskError as problem:
            self._show_problem(problem.message)
            return None

    def _show_problem(self, sentence: str) -> None:
        message.show_problem(self._window, sentence)
