"""Work behind a dialog: in slices on this thread, or on another one; stopped, failed or done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from perfdesk.errors import InputProblem, PerfdeskError
from perfdesk.ui.work.progress_dialog import Progress, Stopped, busy, carry_out


@pytest.fixture
def progress(application: QApplication) -> Iterator[Progress]:
    window = QWidget()
    made = Progress("正在生成自评表…", 20, window)
    yield made
    made.end()
    window.deleteLater()
    QApplication.processEvents()


def test_steps_are_taken_in_order(progress: Progress) -> None:
    taken: list[int] = []
    progress.in_slices(iter(range(20)), taken.append)
    assert taken == list(range(20))


def test_a_stop_leaves_what_is_done(progress: Progress) -> None:
    taken: list[int] = []

    def take(step: int) -> None:
        taken.append(step)
        if step == 3:
            progress.stop()

    with pytest.raises(Stopped):
        progress.in_slices(iter(range(20)), take)
    assert taken == [0, 1, 2, 3]


def test_a_problem_of_a_step_is_raised(progress: Progress) -> None:
    def steps() -> Iterator[int]:
        yield 1
        raise InputProblem("写不下。")

    with pytest.raises(PerfdeskError, match="写不下"):
        progress.in_slices(steps(), lambda _: None)


def test_a_thread_works_and_its_result_and_errors_come_back(progress: Progress) -> None:
    assert progress.in_thread(lambda tell: threading.current_thread()) is not threading.current_thread()

    def fail(tell: Callable[[int], None]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        progress.in_thread(fail)


def test_a_thread_hears_of_a_stop_when_it_tells_how_far_it_is(progress: Progress) -> None:
    def work(tell: Callable[[int], None]) -> None:
        tell(1)
        progress.stopped = True
        tell(2)
        raise AssertionError

    with pytest.raises(Stopped):
        progress.in_thread(work)


def refuse() -> None:
    raise PerfdeskError("不行。")


def test_waiting_for_it(application: QApplication) -> None:
    parent = QWidget()
    assert busy(parent, "请稍候…", lambda: "好") == "好"
    with pytest.raises(PerfdeskError, match="不行"):
        busy(parent, "请稍候…", refuse)
    parent.deleteLater()


def test_waiting_without_a_window_and_for_a_bug(application: QApplication) -> None:
    assert busy(None, "请稍候…", lambda: "好") == "好"
    with pytest.raises(ZeroDivisionError):
        busy(None, "请稍候…", lambda: 1 / 0)


def test_what_had_the_focus_has_it_again_once_the_dialog_is_gone(application: QApplication) -> None:
    line = QLineEdit()
    line.show()
    line.activateWindow()
    QApplication.processEvents()
    assert QApplication.focusWidget() is line
    shown: list[bool] = []

    def steps() -> Iterator[None]:
        until = time.monotonic() + 30
        while not any(shown) and time.monotonic() < until:
            shown.append(QApplication.activeWindow() is not line)
            yield

    carry_out(line, "正在生成自评表…", 0, steps(), lambda _: None)
    assert shown[-1]
    assert QApplication.focusWidget() is line
    line.deleteLater()
