"""Work aside: the result comes back, sentences are told, bugs are raised."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from perfdesk.errors import PerfdeskError
from perfdesk.ui.work.thread_task import Aside, busy


def refuse() -> None:
    raise PerfdeskError("不行。")


def test_the_result_comes_back(application: QApplication) -> None:
    results: list[int] = []
    aside = Aside(lambda: 7)
    aside.finished.connect(results.append)
    aside.start()
    aside.wait()
    assert results == [7]
    assert not aside.running


def test_a_problem_is_told(application: QApplication) -> None:
    told: list[str] = []
    aside = Aside(refuse)
    aside.failed.connect(told.append)
    aside.start()
    aside.wait()
    assert told == ["不行。"]


def test_a_bug_is_raised(application: QApplication) -> None:
    told: list[str] = []
    aside = Aside(lambda: 1 / 0)
    aside.failed.connect(told.append)
    aside.start()
    with pytest.raises(ZeroDivisionError):
        aside.wait()
    assert told == [""]


def test_waiting_for_it(application: QApplication) -> None:
    parent = QWidget()
    assert busy(parent, "请稍候…", lambda: "好") == "好"
    with pytest.raises(PerfdeskError, match="不行"):
        busy(parent, "请稍候…", refuse)
    parent.deleteLater()
