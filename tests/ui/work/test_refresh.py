"""What another version had computed is computed anew while the window is used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from PySide6.QtTest import QTest

from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from tests.support.large_library import large_library
from tests.support.library import FORMS
from tests.ui.conftest import Opening


def outdated(tmp_path: Path) -> Path:
    """A library whose totals and findings another version wrote."""
    path = tmp_path / "旧.perfdesk"
    large_library(path, FORMS, records=60, long=13)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE standing SET total = '1', errors = 77")
        connection.execute("UPDATE form SET fingerprint = 'another'")
    return path


def totals(library: Library) -> set[Decimal | None]:
    return {record.total for record in library.tree.all_records()}


def test_all_is_computed_anew_beside_the_window(open_window: Opening, tmp_path: Path) -> None:
    window = open_window(outdated(tmp_path))
    library = window.bridge.library
    assert totals(library) == {Decimal(1)}
    for _ in range(200):
        if Decimal(1) not in totals(library):
            break
        QTest.qWait(25)
    assert Decimal(1) not in totals(library)
    assert all(record.errors < 77 for record in library.tree.all_records())
    listing = window.tree.model.listing
    assert {listing.record(record.id).total for record in library.tree.all_records()} == totals(library)
    assert library.undo_history.undo_name is None


def test_what_was_not_reached_is_done_the_next_time(tmp_path: Path) -> None:
    path = outdated(tmp_path)
    with Library.open(path, FORMS, at_once=True) as library:
        next(library.refreshing())
        # A project of that form that comes meanwhile must not make the others pass for up to date.
        record_edit.duplicate_record(library, library.tree.all_records()[0].id)
        assert Decimal(1) in totals(library)
    with Library.open(path, FORMS) as library:
        assert Decimal(1) not in totals(library)


def test_a_record_deleted_meanwhile_is_passed_over(tmp_path: Path) -> None:
    with Library.open(outdated(tmp_path), FORMS, at_once=True) as library:
        steps = library.refreshing()
        next(steps)
        last = library.tree.all_records()[-1].id
        record_edit.delete_records(library, [last])
        record_edit.set_values(library, library.tree.all_records()[-1].id, {field_path("goal"): "另一个目标"})
        assert list(steps)
        assert Decimal(1) not in totals(library)
