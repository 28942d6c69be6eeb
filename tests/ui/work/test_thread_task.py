"""Work on a thread: the result comes back, sentences are told, bugs are raised."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from perfdesk.errors import PerfdeskError
from perfdesk.ui.work.thread_task import ThreadTask


def refuse() -> None:
    raise PerfdeskError("不行。")


def test_the_result_comes_back(application: QApplication) -> None:
    results: list[int] = []
    task = ThreadTask(lambda: 7)
    task.finished.connect(results.append)
    task.start()
    task.wait()
    assert results == [7]
    assert not task.running


def test_a_problem_is_told(application: QApplication) -> None:
    told: list[str] = []
    task = ThreadTask(refuse)
    task.failed.connect(told.append)
    task.start()
    task.wait()
    assert told == ["不行。"]


def test_a_bug_is_raised(application: QApplication) -> None:
    told: list[str] = []
    task = ThreadTask(lambda: 1 / 0)
    task.failed.connect(told.append)
    task.start()
    with pytest.raises(ZeroDivisionError):
        task.wait()
    assert told == [""]


@pytest.mark.parametrize(
    ("work", "error"), [(lambda: 7, None), (refuse, PerfdeskError), (lambda: 1 / 0, ZeroDivisionError)]
)
def test_whoever_waits_hears_of_the_end_and_asks_for_the_result(
    application: QApplication, work: Callable[[], object], error: type[Exception] | None
) -> None:
    ended: list[bool] = []
    sent: list[object] = []
    task = ThreadTask(work, awaited=True)
    task.ended.connect(lambda: ended.append(True))
    task.finished.connect(sent.append)
    task.failed.connect(sent.append)
    task.start()
    task.wait()
    if error is None:
        assert task.result() == 7
    else:
        with pytest.raises(error):
            task.result()
    assert ended == [True]
    assert sent == []
