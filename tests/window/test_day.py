"""A day at the desk by keys alone: twenty projects carried over from last year, filled, exported and sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.model.checks.state import State
from perfdesk.model.kept.output import OutputKind
from perfdesk.model.library.library import Library
from perfdesk.model.store.tree import RecordSummary
from tests.support.library import FORMS, small_library
from tests.window.desktop import Desktop, desktop, eventually

pytestmark = pytest.mark.window

MAIN = "某县 - 绩效填报台"
TOLD = "^绩效填报台$"  # a message box
COUNT = 20
LAST, THIS = 2024, 2025

# Where 下一处问题 leads in a project just carried over, top to bottom, and what is typed there: the work,
# the budget before and after adjustment, the spending, what came of each indicator, the conclusions.
GAPS = ("all done", "meetings", "100", "100", "98.5", "50", "51", "52", "good", "none yet", "go on")
TOTAL = Decimal("99.85")


@pytest.fixture
def screen() -> Iterator[Desktop]:
    with desktop() as screen:
        yield screen


def records(path: Path, year: int) -> Sequence[RecordSummary]:
    """The projects of a year as they stand in the file, read beside the program that has it open."""
    with Library.open(path, FORMS, read_only=True) as library:
        return [record for record in library.tree.all_records() if record.year == year]


def filled(path: Path) -> int:
    """How many of this year's projects are filled."""
    return sum(record.state is State.READY for record in records(path, THIS))


def carry_over(screen: Desktop, path: Path) -> None:
    screen.press("ctrl+shift+p")
    screen.type("jzxn")  # 结转下年 by the initials of its pinyin
    screen.press("Return")
    screen.focus("结转下年")

    def accepted() -> bool:
        screen.press("Return")  # heard once what it will change is worked out
        return not screen.windows("结转下年")

    eventually("the dialog accepted", accepted)
    eventually("this year's projects", lambda: len(records(path, THIS)) == COUNT)
    eventually("nothing in the way", lambda: not screen.windows(TOLD))
    screen.focus(MAIN)


def fill(screen: Desktop) -> None:
    for text in GAPS:
        screen.press("ctrl+j")
        screen.type(text)
    screen.press("Return", "ctrl+alt+k")  # what was carried over is right as it is


def test_twenty_projects_in_a_day(screen: Desktop, tmp_path: Path) -> None:
    path = small_library(tmp_path, COUNT)
    documents = tmp_path / "documents"
    documents.mkdir()
    screen.environment["XDG_DOCUMENTS_DIR"] = str(documents)
    with screen.started(str(path)) as program:
        screen.focus(MAIN)
        carry_over(screen, path)

        for number in range(COUNT):
            fill(screen)
            eventually(f"project {number} filled", lambda: filled(path) == number + 1)  # noqa: B023  # at once
            screen.press("ctrl+Next")
        assert [(record.total, record.errors) for record in records(path, THIS)] == [(TOTAL, 0)] * COUNT

        screen.press("ctrl+t", "Home", "ctrl+shift+f")  # this year's node in the tree, and all below it
        screen.focus(f"导出 {COUNT} 个项目")
        screen.press("Return")
        eventually("a file for each", lambda: len(list(documents.rglob("*.pdf"))) == COUNT)
        screen.close(TOLD)

        screen.focus(MAIN)
        screen.press("ctrl+shift+m")
        screen.focus(f"发送 {COUNT} 份自评表")
        screen.press("Return")
        eventually("a draft", lambda: bool(list(documents.rglob("*.eml"))))
        screen.close(TOLD)  # there is no mail program on this screen
        screen.focus(MAIN)
        screen.press("ctrl+q")
        _, errors = program.communicate(timeout=30)
        assert b"Traceback" not in errors, errors.decode(errors="replace")
        assert program.returncode == 0
    with Library.open(path, FORMS, read_only=True) as library:
        for record in records(path, THIS):
            assert set(library.outputs.latest(record.id)) == {OutputKind.PDF, OutputKind.MAIL}
            mark = library.outputs.state(record.id, record.fingerprint)
            assert mark is not None
            assert mark.true
