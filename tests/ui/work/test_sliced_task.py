"""Long work in slices: all of it is done, the event loop goes on meanwhile, and it can be ended early."""

from __future__ import annotations

from collections.abc import Iterator
from time import sleep

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from perfdesk.errors import InputProblem
from perfdesk.ui.work.sliced_task import SlicedTask


def slow(count: int) -> Iterator[int]:
    for number in range(count):
        sleep(0.002)
        yield number


def test_every_step_is_taken_and_other_events_come_between(application: QApplication) -> None:
    taken: list[int] = []
    ticks: list[int] = []
    task = SlicedTask(slow(40), taken.append)
    finished, advanced = QSignalSpy(task.finished), QSignalSpy(task.advanced)
    other = QTimer(interval=0)
    other.timeout.connect(lambda: ticks.append(len(taken)))
    other.start()
    task.start()
    assert task.running
    assert finished.wait(5000)
    other.stop()
    assert taken == list(range(40))
    assert len(set(ticks)) > 3
    assert advanced.at(advanced.count() - 1) == [40]
    assert not task.running


def test_cancelling_keeps_what_was_done(application: QApplication) -> None:
    taken: list[int] = []
    task = SlicedTask(slow(1000), taken.append)
    cancelled, finished = QSignalSpy(task.cancelled), QSignalSpy(task.finished)
    task.advanced.connect(lambda done: task.cancel() if done > 5 else None)
    task.start()
    assert cancelled.wait(5000)
    task.cancel()
    QApplication.processEvents()
    assert 5 < len(taken) < 1000
    assert (cancelled.count(), finished.count()) == (1, 0)


def test_a_known_problem_ends_it_with_its_sentence(application: QApplication) -> None:
    def steps() -> Iterator[int]:
        yield 1
        raise InputProblem("磁盘已满。")

    taken: list[int] = []
    task = SlicedTask(steps(), taken.append)
    failed = QSignalSpy(task.failed)
    task.start()
    assert failed.wait(5000)
    assert (taken, failed.at(0)) == ([1], ["磁盘已满。"])


def test_a_bug_ends_it_and_is_seen(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: seen.append(kind))

    def steps() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError

    task = SlicedTask(steps(), lambda step: None)
    failed = QSignalSpy(task.failed)
    task.start()
    assert failed.wait(5000)
    QApplication.processEvents()
    assert (failed.at(0), seen, task.running) == ([""], [ZeroDivisionError], False)
