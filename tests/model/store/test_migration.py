"""Older libraries brought up to date, with a backup, or not changed at all."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from perfdesk.errors import LibraryProblem
from perfdesk.model.checks.finding import Severity
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from perfdesk.model.safety.recovery import recover
from perfdesk.model.store.database import create_database, open_database
from perfdesk.model.store.migration import Upgrade, bundled_upgrades, upgrade, version_of
from perfdesk.model.store.operation import Operation, operation_text
from tests.support.library import FORMS, small_library, untouched
from tests.support.random_edit import contents

NOW = len(bundled_upgrades())  # the file's version

# What a later version could bring: a column, and a table made anew while others refer to it.
NOTES = Upgrade(NOW + 1, "x1_note.sql", "ALTER TABLE record ADD COLUMN note TEXT NOT NULL DEFAULT '';")
CODES = Upgrade(
    NOW + 2,
    "x2_unit_code.sql",
    """
    CREATE TABLE new_unit (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      year INTEGER NOT NULL,
      name TEXT NOT NULL, -- a comment; with a semicolon
      code TEXT NOT NULL,
      position INTEGER NOT NULL,
      UNIQUE (year, name)
    ) STRICT;
    INSERT INTO new_unit SELECT id, year, name, 'U' || id, position FROM unit;
    DROP TABLE unit;
    ALTER TABLE new_unit RENAME TO unit;
    """,
)
BROKEN = Upgrade(NOW + 2, "x2_broken.sql", "UPDATE record SET note = 'x'; INSERT INTO nothing VALUES (1);")
ORPHANS = Upgrade(NOW + 2, "x2_orphans.sql", "DELETE FROM unit;")


def with_later(*later: Upgrade) -> tuple[Upgrade, ...]:
    return (*bundled_upgrades(), *later)


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_the_upgrades_are_numbered_by_their_names() -> None:
    assert [f"{step.number:04}" for step in bundled_upgrades()] == [
        step.name.split("_")[0] for step in bundled_upgrades()
    ]


def test_an_older_library_is_upgraded_and_its_data_stays(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with closing(open_database(path, upgrades=with_later(NOTES, CODES))) as database:
        assert version_of(database.connection) == NOW + 2
    assert query(path, "SELECT name, code FROM unit") == [("某县第0服务中心", "U1")]
    assert query(path, "SELECT id, note FROM record") == [(1, ""), (2, "")]
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert query(path, "PRAGMA foreign_key_check") == []


def test_the_backup_is_the_library_as_it_was(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    old = contents(path)
    with closing(open_database(path, upgrades=with_later(NOTES))) as database:
        backup = database.backup
    assert backup is not None
    assert backup.parent == tmp_path
    assert backup.match("某县-升级前备份-????????-??????.perfdesk")
    assert contents(backup) == old
    with Library.open(backup, FORMS) as library:
        assert len(library.tree.all_records()) == 2
        assert library.backup is None
    with closing(open_database(path, upgrades=with_later(NOTES))) as database:
        assert database.backup is None, "upgraded once"


def test_an_empty_library_needs_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "x.perfdesk"
    create_database(path).close()
    with closing(open_database(path, upgrades=with_later(NOTES))) as database:
        assert database.backup is None
        assert version_of(database.connection) == NOW + 1


def test_two_backups_in_one_second_are_two_files(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    names = set()
    for later in ([NOTES], [NOTES, CODES]):
        with closing(open_database(path, upgrades=with_later(*later))) as database:
            names.add(database.backup)
    assert len(names) == 2


@pytest.mark.parametrize("failing", [BROKEN, ORPHANS])
def test_an_upgrade_that_fails_leaves_the_step_before_it(tmp_path: Path, failing: Upgrade) -> None:
    path = small_library(tmp_path)
    with pytest.raises(sqlite3.Error):
        open_database(path, upgrades=with_later(NOTES, failing))
    assert query(path, "PRAGMA user_version") == [(NOW + 1,)]
    assert query(path, "SELECT note FROM record") == [("",), ("",)]
    assert query(path, "SELECT count(*) FROM unit") == [(1,)]
    assert not path.with_name(f"{path.name}.lock").exists()


def test_an_older_library_opened_for_reading_is_upgraded_in_memory_only(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with (
        untouched(path),
        closing(open_database(path, read_only=True, upgrades=with_later(NOTES))) as database,
    ):
        assert database.connection.execute("SELECT DISTINCT note FROM record").fetchall() == [("",)]


def test_without_room_for_the_backup_nothing_is_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small_library(tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with untouched(path), pytest.raises(LibraryProblem, match=r"先备份再升级，而备份写不下.*文件没有改动"):
        open_database(path, upgrades=with_later(NOTES))


def test_a_script_that_ends_in_the_middle_is_a_bug() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with pytest.raises(ValueError, match="unfinished"):
            upgrade(connection, [Upgrade(1, "0001.sql", "CREATE TABLE t (a)")])
        assert version_of(connection) == 0


def test_a_library_from_before_there_were_findings_is_checked_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "旧.perfdesk"
    small_library(tmp_path).rename(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "DROP TABLE checked; ALTER TABLE standing DROP COLUMN errors;"
            "ALTER TABLE standing DROP COLUMN warnings; ALTER TABLE standing DROP COLUMN fingerprint;"
            "ALTER TABLE standing DROP COLUMN across;"
            "DROP TABLE mark; DROP TABLE trail; DROP TABLE bin; DROP TABLE output;"
            "DROP TABLE attachment; DROP TABLE content; DROP TABLE preference; PRAGMA user_version = 1"
        )
    with Library.open(path, FORMS) as library:
        assert library.backup is not None
        codes = {finding.code for finding in library.audit.findings(1)}
        assert "completeness.adjustment-reason" in codes
        assert library.tree.summary(1).errors == len(
            [finding for finding in library.audit.findings(1) if finding.severity is Severity.ERROR]
        )


UNKNOWN = "某个旧版本的操作"


def with_texts_for_keys(path: Path) -> list[str]:
    """Make a library one of version 3, whose history held operations by their texts; those, newest first."""
    with closing(sqlite3.connect(path)) as connection, connection:
        rows = connection.execute("SELECT id, operation FROM trail ORDER BY id DESC").fetchall()
        assert len(rows) > 3
        texts = [UNKNOWN, *(operation_text(key) for _, key in rows[1:])]
        for (row_id, _), text in zip(rows, texts, strict=True):
            connection.execute("UPDATE trail SET operation = ? WHERE id = ?", (text, row_id))
        connection.execute("PRAGMA user_version = 3")
    return texts


def worked_in(folder: Path) -> Path:
    path = small_library(folder, 1)
    with Library.open(path, FORMS) as library:
        record_edit.rename_record(library, 1, "新名称")
        library.undo_history.undo()
        library.undo_history.redo()
        record_edit.set_values(library, 1, {field_path("goal"): "一"}, Operation.CLEAR)
    return path


def operations(path: Path) -> list[object]:
    return [text for (text,) in query(path, "SELECT operation FROM trail ORDER BY id DESC")]


def test_a_history_that_held_texts_holds_keys_and_reads_as_before(tmp_path: Path) -> None:
    path = worked_in(tmp_path)
    texts = with_texts_for_keys(path)
    assert texts == [UNKNOWN, "重做“项目改名”", "撤销“项目改名”", "项目改名", "导入"]
    with Library.open(path, FORMS) as library:
        assert library.backup is not None
        assert operations(library.backup) == texts
        assert [entry.operation for entry in library.edit_history.entries(1)] == texts
        record_edit.rename_record(library, 1, "又一个名称")
        assert library.edit_history.entries(1)[0].operation == "项目改名"
    keys = [UNKNOWN, "redo:rename_record", "undo:rename_record", "rename_record", "import"]
    assert operations(path) == ["rename_record", *keys]


def test_a_history_that_held_texts_is_read_without_writing(tmp_path: Path) -> None:
    path = worked_in(tmp_path)
    texts = with_texts_for_keys(path)
    with untouched(path), Library.open(path, FORMS, read_only=True) as library:
        assert [entry.operation for entry in library.edit_history.entries(1)] == texts


def test_the_history_of_a_damaged_file_of_any_version_comes_back_by_key(tmp_path: Path) -> None:
    path = worked_in(tmp_path)
    before = operations(path)
    recover(path, tmp_path / "新.perfdesk", FORMS)
    assert operations(tmp_path / "新.perfdesk") == before
    texts = with_texts_for_keys(path)
    recover(path, tmp_path / "旧.perfdesk", FORMS)
    assert operations(tmp_path / "旧.perfdesk") == [UNKNOWN, *before[1:]]
    with Library.open(tmp_path / "旧.perfdesk", FORMS) as library:
        assert [entry.operation for entry in library.edit_history.entries(1)] == texts


def test_every_text_that_a_history_held_has_its_key() -> None:
    script = next(step.script for step in bundled_upgrades() if step.name == "0004_operation_keys.sql")
    mapped = dict(re.findall(r"\('(\w+)', '(\w+)'\)", script))
    assert len(mapped) == 36
    assert mapped == {one.value: one.text for one in Operation if one.value in mapped}
    assert operation_text(UNKNOWN) == UNKNOWN
