"""Measure opening a library in the running program, beside bare sqlite3 and a bare tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QMainWindow

from bench import workload
from bench.bare_window import BareWindow, read_projects
from bench.result import Row, compared, grown
from bench.timing import in_turns
from bench.window_timing import Paints, our_window, start_application
from perfdesk.model.library.library import Library
from perfdesk.ui.command.actions import Actions
from perfdesk.ui.tree.tree_pane import TreePane
from perfdesk.ui.work.bridge import Bridge
from tests.support.large_library import large_library

_GOAL = 2


class TreeWindow(QMainWindow):
    """The program's tree, and nothing beside it."""

    def __init__(self, library: Path) -> None:
        super().__init__()
        self._bridge = Bridge(Library.open(library, workload.forms(), at_once=True), self)
        self._tree = TreePane(self._bridge, Actions(self), self)
        self.setCentralWidget(self._tree)

    def open(self, library: Path) -> None:
        """Show another library, as the whole window does."""
        self._bridge.replace(Library.open(library, workload.forms(), at_once=True))
        self._tree.view.unfold_first()


def measure(quick: bool) -> list[Row]:
    """The time until all is painted: of the tree alone, and of the whole window, which shows a form too."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        application = start_application(home)
        small, large = workload.small_and_large(home)
        other, one = home / "other.perfdesk", home / "one.perfdesk"
        for library in (other, one):
            large_library(library, workload.forms(), 2, long=workload.LONG)
        grid, blank = workload.grid(workload.LONG), workload.grid(0)
        window, tree, bare = our_window(other), TreeWindow(one), BareWindow()
        for shown in (tree, bare):
            shown.show()

        def fill_all() -> None:
            bare.fill_tree(read_projects(large))
            bare.show_form(grid)

        def empty_all() -> None:
            bare.projects.take([])
            bare.show_form(blank)

        open_file = window.library_file.open
        bare_tree, our_tree, bare_all, our_small, our_all = in_turns(
            5 if quick else 25,
            _timed(bare, lambda: bare.fill_tree(read_projects(large)), lambda: bare.projects.take([])),
            _timed(tree, lambda: tree.open(large), lambda: tree.open(one)),
            _timed(bare, fill_all, empty_all),
            _timed(window, lambda: open_file(small), lambda: open_file(other)),
            _timed(window, lambda: open_file(large), lambda: open_file(other)),
        )
        window.close()
        application.quit()
    name = f"打开 {workload.LARGE} 个项目的库"
    return [
        *compared(f"{name}，列出项目，对照 sqlite3 直接读同样的行到普通的树", our_tree, bare_tree, _GOAL),
        *compared(f"{name}，列出项目并显示一份表，对照同样的树和 QTableView", our_all, bare_all, _GOAL),
        grown("打开", our_small, our_all),
    ]


def _timed(
    window: QMainWindow, work: Callable[[], object], back: Callable[[], object]
) -> Callable[[], float]:
    """Times ``work`` until it is painted, and undoes it."""
    paints = Paints(window)

    def run() -> float:
        took = paints.until_painted(work).ms
        paints.until_painted(back)
        return took

    return run
