"""Work on the documents of many records: laid out in slices, written on another thread, stopped at will."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from perfdesk.errors import FormProblem, PerfdeskError
from perfdesk.model.library.library import Library
from perfdesk.sheet.layout.document import Document, document
from perfdesk.ui.widget import message
from perfdesk.ui.work.progress_dialog import Progress, Stopped

T = TypeVar("T")


def with_documents(
    library: Library,
    record_ids: Sequence[int],
    work: Callable[[Iterable[Document]], T],
    window: QWidget,
    skipped: list[str] | None = None,
) -> T | None:
    """What ``work`` makes of the records' documents; ``None`` where it failed (the user was told) or stopped.

    ``work`` runs on another thread: it may write files, and touch neither library nor window. A record of
    an unknown form is an error, or, where ``skipped`` is given, left out and a sentence about it added there.
    """
    progress = Progress("正在生成自评表…", 2 * len(record_ids), window)
    try:
        made: list[Document | None] = []
        progress.in_slices(_documents(library, record_ids, skipped), made.append)
        documents = [one for one in made if one is not None]

        def working(report: Callable[[int], None]) -> T:
            def reported() -> Iterator[Document]:
                for number, one in enumerate(documents):
                    report(len(record_ids) + number)
                    yield one

            return work(reported())

        return progress.in_thread(working)
    except PerfdeskError as problem:
        progress.end()
        message.show_problem(window, problem.message)
    except Stopped:
        pass
    finally:
        progress.end()
    return None


def _documents(
    library: Library, record_ids: Sequence[int], skipped: list[str] | None
) -> Iterator[Document | None]:
    for record_id in record_ids:
        try:
            made = document(library, record_id)
        except FormProblem as problem:
            name = library.tree.summary(record_id).name
            reported = f"项目“{name}”不能输出。" + problem.message
            if skipped is None:
                raise FormProblem(reported) from problem
            skipped.append(reported)
            yield None
        else:
            yield made
