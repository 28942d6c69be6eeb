"""Measure an edit by real keys until it is painted, in the program and in the bare window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QMainWindow

from bench import workload
from bench.bare_window import BareWindow, read_projects
from bench.result import Result, Row, compared, grown
from bench.timing import Sample
from bench.window_timing import Frame, Paints, our_window, start_application
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.ui.window.main_window import MainWindow

_GOAL = 1.5
_FRAME_MS = 16
# Enter moves the program's cursor down, which the bare grid does not: neither is to scroll for it.
_CENTRE = QAbstractItemView.ScrollHint.PositionAtCenter

Edit = tuple[Frame, ...]  # from each key until nothing is left to be painted


class Typist:
    """Types numbers into the same column of a window's grid, row after row."""

    def __init__(self, window: QMainWindow, go: Callable[[int], object], shown: Callable[[int], str]) -> None:
        """``go`` puts the cursor on the cell of a row; ``shown`` is what that cell holds."""
        self._window = window
        self._paints = Paints(window)
        self._go = go
        self._shown = shown
        self._edits = self._type()

    def edit(self) -> Edit:
        """Type the next number and enter it."""
        return next(self._edits)

    def _type(self) -> Iterator[Edit]:
        for number in count():
            row, text = number % workload.LONG, str(10 + number % 90)
            self._window.activateWindow()
            self._paints.until_painted(lambda row=row: self._go(row))  # type: ignore[misc]
            keys = [Qt.Key(ord(digit)) for digit in text] + [Qt.Key.Key_Return]
            edit = tuple(self._paints.until_painted(lambda key=key: self._press(key)) for key in keys)  # type: ignore[misc]
            if self._shown(row) != text:
                raise RuntimeError(f"typed {text}, and row {row} holds {self._shown(row)}")
            yield edit

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._window.windowHandle(), key)


def measure(quick: bool) -> list[Row]:
    """Edits in a form of many indicators, in a small and a large library, beside the bare window."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        application = start_application(home)
        small, large = workload.small_and_large(home)
        windows = [our_window(small), our_window(large)]
        typists = [_our_typist(window) for window in windows]
        typists.append(_bare_typist(windows[-1], large))
        edits: list[list[Edit]] = [[] for _ in typists]
        for number in range(-10, 60 if quick else 400):
            for typist, done in zip(typists, edits, strict=True):
                edit = typist.edit()
                if number >= 0:
                    done.append(edit)
        for window in windows:
            window.close()
        application.quit()
    with_small, with_large, bare = edits
    entered, floor = (Sample(tuple(edit[-1].ms for edit in done)) for done in (with_large, bare))
    frames, floor_frames = (list(chain.from_iterable(done)) for done in (with_large, bare))
    name = f"填一格（两个数字和回车；{workload.LARGE} 个项目，{workload.LONG} 个指标），对照普通 QTableView"
    return [
        *compared(name, _totals(with_large), _totals(bare), _GOAL, p99=True),
        Result("其中：回车到画面更新（含计分、写入磁盘），中位数", entered.median, floor.median),
        Result("填一格时最长的一帧", max(frame.ms for frame in frames), most=_FRAME_MS),
        Result("其中程序自己占用处理器最长的一帧", max(frame.processor_ms for frame in frames)),
        Result("同时测得普通 QTableView 最长的一帧", max(frame.ms for frame in floor_frames)),
        grown("填一格", _totals(with_small), _totals(with_large)),
    ]


def _totals(edits: list[Edit]) -> Sample:
    return Sample(tuple(sum(frame.ms for frame in edit) for edit in edits))


def _our_typist(window: MainWindow) -> Typist:
    view = window.sheet.view
    model = view.sheet_model

    def go(row: int) -> None:
        view.focus_cell(_actual(row))
        view.scrollTo(view.currentIndex(), _CENTRE)

    return Typist(window, go, lambda row: model.record.get(_actual(row)))


def _bare_typist(ours: MainWindow, library: Path) -> Typist:
    """A bare window with the same projects and the form that ``ours`` shows."""
    model = ours.sheet.view.sheet_model
    sheet = model.sheet
    cells = [model.cell_of(_actual(row)) for row in range(workload.LONG)]
    assert sheet is not None
    window = BareWindow()
    window.show_form(workload.grid_of(sheet))
    window.fill_tree(read_projects(library))
    window.show()
    places = [window.grid.model().index(cell.row, cell.column) for cell in cells if cell is not None]

    def go(row: int) -> None:
        window.grid.setFocus()
        window.grid.setCurrentIndex(places[row])
        window.grid.scrollTo(places[row], _CENTRE)

    return Typist(window, go, lambda row: str(places[row].data()))


def _actual(row: int) -> ValuePath:
    return ValuePath("indicators", row, "actual")
