"""A large library that opens at once is read through before anything is written to it."""

import contextlib
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdesk.errors import LibraryProblem
from perfdesk.model.edit import unit_edit
from perfdesk.model.library.library import Library
from perfdesk.model.store import database
from perfdesk.model.store.stored_value import expect_readable
from tests.support.library import FORMS, small_library


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small library that counts as a large one."""
    monkeypatch.setattr(database, "_READ_AT_ONCE_BYTES", 0)
    return small_library(tmp_path)


def damage(path: Path) -> bytes:
    """Spoil the page of the indicators' rows, which opening does not read."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'record_row'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)
    return bytes(content)


def test_a_sound_library_can_be_viewed_and_changed(large: Path) -> None:
    with Library.open(large, FORMS, at_once=True) as library:
        unit_edit.add_unit(library, 2031, "某局")
        library.expect_sound()
        assert not library.checking
        assert 2031 in library.tree.years()


def test_a_damaged_library_is_told_of_and_never_changed(large: Path) -> None:
    spoilt = damage(large)
    with Library.open(large, FORMS, at_once=True) as library:
        with pytest.raises(LibraryProblem, match="文件已损坏"):
            library.expect_sound()
        for _ in range(2):
            with pytest.raises(LibraryProblem, match="文件已损坏"):
                unit_edit.add_unit(library, 2031, "某局")
    assert large.read_bytes() == spoilt


def test_without_at_once_a_damaged_library_does_not_open(large: Path) -> None:
    damage(large)
    with pytest.raises(LibraryProblem, match="文件已损坏"):
        Library.open(large, FORMS)


def test_closing_does_not_wait_for_the_check(large: Path) -> None:
    for _ in range(20):
        Library.open(large, FORMS, at_once=True).close()


def test_a_write_waits_for_the_pages_and_not_for_every_value(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_to_the_end = []

    def slowly(connection: sqlite3.Connection, path: Path, enough: Callable[[], bool]) -> None:
        while not enough():
            time.sleep(0.01)
        expect_readable(connection, path, enough)
        read_to_the_end.append(not enough())

    monkeypatch.setattr("perfdesk.model.store.soundness.expect_readable", slowly)
    with Library.open(large, FORMS, at_once=True) as library:
        unit_edit.add_unit(library, 2031, "某局")
        assert 2031 in library.tree.years()
    assert read_to_the_end == [False]
