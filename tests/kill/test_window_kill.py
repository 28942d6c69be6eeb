"""Whatever moment the window is killed at, each edit entered into a cell is in the library."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.library.library import Library
from tests.kill.harness import python, run_and_kill
from tests.kill.window_clerk import ROWS, typing
from tests.support.large_library import filled_record
from tests.support.library import FORMS
from tests.support.user_folders import user_environment

_LONGEST_WORK_S = 0.8


def kill_window_often(folder: Path, kills: int) -> int:
    """Kill the window that often while it is typed into; returns how many edits were acknowledged."""
    library = folder / "library.perfdesk"
    with Library.create(library, FORMS) as new:
        record_edit.add_records(new, [filled_record(0, ROWS)])
        [record_id] = [summary.id for summary in new.tree.all_records()]
        record = new.record(record_id)
        expected = {
            path: record.get(path)
            for path in (
                ValuePath("indicators", row, key) for row in range(ROWS) for key in ("actual", "reason")
            )
        }
    acknowledged = 0
    for kill in range(kills):
        seed = f"window {kill}"
        said, _ = run_and_kill(
            python("tests.kill.window_clerk", str(library), seed),
            library,
            Random(seed),
            user_environment(folder),
            _LONGEST_WORK_S,
        )
        done = len(said[1:])
        acknowledged += done
        edits = list(islice(typing(seed), done + 1))
        for line, typed in zip(said[1:], edits, strict=False):
            assert line == f"{record_id} {typed.path} {typed.text}"
        expected |= {typed.path: typed.text for typed in edits[:done]}
        with closing(sqlite3.connect(library)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], seed
        with Library.open(library, FORMS) as survivor:
            kept = survivor.record(record_id)
        # Killed between keeping an edit and saying so, the library has that edit too.
        if kept.get(edits[done].path) == edits[done].text:
            expected[edits[done].path] = edits[done].text
        assert {path: kept.get(path) for path in expected} == expected, seed
    return acknowledged


def test_a_killed_window_has_kept_every_entered_cell(tmp_path: Path) -> None:
    kill_window_often(tmp_path, 3)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_two_hundred_kills_of_the_window(tmp_path: Path) -> None:
    assert kill_window_often(tmp_path, 200) > 200  # edits, on a slow machine too some between two kills
