"""Whatever moment the program is killed at, each edit it has acknowledged is in the library."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from perfdesk.model.edit import record_edit
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.library.library import Library
from tests.kill.harness import python, run_and_kill
from tests.kill.restless_clerk import FORMS, nth_edit
from tests.support.large_library import filled_record
from tests.support.random_edit import contents


def kill_often(folder: Path, kills: int) -> tuple[int, int]:
    """Kill the program that often, each time checking what it left.

    A mirror library, never killed, is given the acknowledged edits. Returns how many edits were
    acknowledged and how many kills left a transaction half done.
    """
    forms = load_forms([FORMS])
    library, mirror = folder / "library.perfdesk", folder / "mirror.perfdesk"
    with Library.create(library, forms) as new:
        record_edit.add_records(new, [filled_record(number, 6) for number in range(4)])
    shutil.copy(library, mirror)
    acknowledged = half_done = 0
    for kill in range(kills):
        seed = f"kill {kill}"
        command = python("tests.kill.restless_clerk", str(library), seed)
        said, journal_left = run_and_kill(command, library, Random(seed))
        done = len(said[1:])
        acknowledged += done
        half_done += journal_left
        with Library.open(library, forms) as survivor:
            assert survivor.read_only_reason == "", seed
        with closing(sqlite3.connect(library)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], seed
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == [], seed
        with Library.open(mirror, forms) as same:
            for number in range(done):
                nth_edit(same, seed, number)
            if contents(library) != contents(mirror):
                # Killed between keeping an edit and saying so: then it is there as a whole.
                nth_edit(same, seed, done)
        assert contents(library) == contents(mirror), seed
    return acknowledged, half_done


def test_a_killed_program_has_kept_every_acknowledged_edit(tmp_path: Path) -> None:
    kill_often(tmp_path, 7)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_two_hundred_kills(tmp_path: Path) -> None:
    acknowledged, half_done = kill_often(tmp_path, 220)
    assert acknowledged > 1000
    # Otherwise the kills would have missed the moments that matter.
    assert half_done > 20
