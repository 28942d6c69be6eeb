"""Opening a library in the running program, and reading the same rows by bare sqlite3 into a bare tree."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench import workload
from bench.bare import BareWindow, read_projects
from bench.desktop import Paints, desktop, our_window
from bench.result import Row, compared, grown
from bench.timing import in_turns
from tests.support.large_library import large_library

_GOAL = 2
_SIZES = 100, 10_000


def measure(quick: bool) -> list[Row]:
    """The time until the tree is painted, its first unit unfolded."""
    with TemporaryDirectory() as name:
        home = Path(name)
        application = desktop(home)
        other, small, large = (home / f"{word}.perfdesk" for word in ("other", "small", "large"))
        for library, size in ((other, 2), (small, _SIZES[0]), (large, _SIZES[1])):
            large_library(library, workload.forms(), size)
        window, bare = our_window(other), BareWindow()
        bare.show()
        our_paints, bare_paints = Paints(window), Paints(bare)

        def open_ours(library: Path) -> float:
            took = our_paints.settled(lambda: window.library_file.open(library))
            our_paints.settled(lambda: window.library_file.open(other))
            return took

        def open_bare() -> float:
            took = bare_paints.settled(lambda: bare.fill_tree(read_projects(large)))
            bare_paints.settled(lambda: bare.projects.take([]))
            return took

        floor, with_small, with_large = in_turns(
            5 if quick else 25, open_bare, lambda: open_ours(small), lambda: open_ours(large)
        )
        window.close()
        application.quit()
    name = f"打开 {_SIZES[1]} 个项目的库，对照 sqlite3 直接读同样的行到普通的树"
    return [*compared(name, with_large, floor, _GOAL), grown("打开", with_small, with_large, _SIZES)]
