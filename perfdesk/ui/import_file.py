"""Forms from files into the library: which files there are, reading them, and adding what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from perfdesk.errors import PerfdeskError
from perfdesk.exchange.record_file import ENDINGS, read_record_file
from perfdesk.model import edit
from perfdesk.model.definition import Forms
from perfdesk.model.record import Record
from perfdesk.ui.bridge import Bridge
from perfdesk.ui.chore import Chore

_AT_LEAST = 4  # forms added in one go: a few short steps rather than one long one
_STEPS = 50  # at most, since each joins what undo takes back
_PATIENCE_MS = 500  # work that takes longer shows how far it is


def is_form_file(path: Path) -> bool:
    """Whether forms can be read from a file of that name."""
    return path.suffix.lower() in ENDINGS


def ask_file(window: QWidget, folder: Path) -> Path | None:
    """Ask for a file of forms, beginning in a folder."""
    from PySide6.QtWidgets import QFileDialog

    kinds = " ".join(f"*{ending}" for ending in ENDINGS)
    filters = _tr("可以导入的文件 ({kinds})").format(kinds=kinds)
    written, _ = QFileDialog.getOpenFileName(window, _tr("导入报表"), str(folder), filters)
    return Path(written) if written else None


def read_forms(path: Path, forms: Forms, window: QWidget) -> tuple[Record, ...]:
    """The forms in a file; nothing where there are none or it cannot be read, and the user was told."""
    from perfdesk.ui.dialogs.message import tell_problem

    try:
        records = tuple(read_record_file(path, forms))
    except PerfdeskError as problem:
        tell_problem(window, problem.message)
        return ()
    if not records:
        tell_problem(window, _tr("文件“{name}”里没有自评表，填报库没有改动。").format(name=path.name))
    return records


class FormImport(QObject):
    """Adds forms to the bridge's library, a few at a time and as one step of undo.

    ``made`` carries the ids of what was added. Where the user stops it, or the library does not take a form
    (the bridge tells why), nothing is there of any.
    """

    made = Signal(object)

    def __init__(self, bridge: Bridge, records: tuple[Record, ...], window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._added: list[int] = []
        self._progress = QProgressDialog(_tr("正在导入…"), _tr("停止"), 0, len(records), window)
        self._progress.setWindowTitle(_tr("绩效填报台"))
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        self._progress.setMinimumDuration(_PATIENCE_MS)
        self._progress.setAutoReset(False)
        self._chore = Chore(self._steps(records), self._added.extend, self)
        self._chore.advanced.connect(lambda _: self._progress.setValue(len(self._added)))
        self._progress.canceled.connect(self._chore.cancel)
        self._chore.cancelled.connect(self._take_back)
        self._chore.failed.connect(self._take_back)
        self._chore.finished.connect(self._finish)

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        self._progress.setValue(0)
        self._chore.start()

    def _steps(self, records: tuple[Record, ...]) -> Iterator[tuple[int, ...]]:
        size = max(_AT_LEAST, -(-len(records) // _STEPS))
        for first in range(0, len(records), size):
            part = records[first : first + size]
            changes = self._bridge.run(
                lambda library, part=part: edit.add_records(library, part, merge_key=self)  # type: ignore[misc]
            )
            if changes is None:
                raise PerfdeskError("")  # the bridge has told why
            yield changes.result

    def _take_back(self) -> None:
        if self._added:
            self._bridge.undo()
        self._end()

    def _finish(self) -> None:
        self._end()
        self.made.emit(tuple(self._added))

    def _end(self) -> None:
        self._progress.close()
        self._progress.deleteLater()
        self.deleteLater()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportFile", text)
