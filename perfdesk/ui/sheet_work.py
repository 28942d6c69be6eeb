"""Work on the sheets of many records, with a dialog that shows how far it is and can stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from perfdesk.errors import FormProblem, PerfdeskError
from perfdesk.model.library import Library
from perfdesk.sheet.document import document
from perfdesk.sheet.sheet import Sheet
from perfdesk.ui.dialogs import message

T = TypeVar("T")

_PATIENCE_MS = 800  # work that takes longer shows how far it is


class _Stopped(Exception):
    """The user stopped the work."""


def with_sheets(
    library: Library, record_ids: Sequence[int], work: Callable[[Iterable[Sheet]], T], window: QWidget
) -> T | None:
    """What ``work`` makes of the records' sheets; ``None`` where it failed (the user was told) or stopped."""
    progress = QProgressDialog(_tr("正在生成自评表…"), _tr("停止"), 0, len(record_ids), window)
    progress.setWindowTitle(_tr("绩效填报台"))
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(_PATIENCE_MS)
    try:
        return work(_sheets(library, record_ids, progress))
    except PerfdeskError as problem:
        progress.reset()
        message.tell_problem(window, problem.message)
    except _Stopped:
        pass
    finally:
        progress.reset()
        progress.deleteLater()
    return None


def _sheets(library: Library, record_ids: Sequence[int], progress: QProgressDialog) -> Iterator[Sheet]:
    for number, record_id in enumerate(record_ids):
        progress.setValue(number)
        if progress.wasCanceled():
            raise _Stopped
        try:
            made = document(library, record_id)
        except FormProblem as problem:
            name = library.summary(record_id).name
            raise FormProblem(_tr("项目“{name}”不能输出。").format(name=name) + problem.message) from problem
        yield from made.sheets


def _tr(text: str) -> str:
    return QCoreApplication.translate("SheetWork", text)
