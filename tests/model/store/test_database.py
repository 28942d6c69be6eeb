"""Library files made, opened, refused and read beside their writer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from perfdesk.errors import DamagedLibrary, LibraryProblem, ReadOnlyLibrary
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.kept.attachment import AttachmentKind
from perfdesk.model.kept.output import OutputKind
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.store.database import create_database, open_database
from perfdesk.model.store.migration import bundled_upgrades
from perfdesk.model.store.operation import Operation
from perfdesk.model.store.stored_value import ATTACHMENT_KINDS, OUTPUT_KINDS
from tests.support.library import FORMS, small_library, untouched
from tests.support.random_edit import contents


def write(path: Path, statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)


NOW = len(bundled_upgrades())


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        stream.write(data)


def test_a_new_library_is_one_whole_file_with_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "某县.perfdesk"
    with Library.create(path, FORMS) as library:
        assert not library.read_only
        assert library.tree.all_records() == ()
    assert list(tmp_path.iterdir()) == [path]
    start = path.read_bytes()[:100]
    assert (start[:16], start[68:72], int.from_bytes(start[60:64])) == (b"SQLite format 3\x00", b"PFDK", NOW)
    assert (start[18], start[19]) == (1, 1), "a rollback journal, not WAL"


def test_every_table_is_strict_and_every_reference_checked(tmp_path: Path) -> None:
    with closing(create_database(tmp_path / "x.perfdesk").connection) as connection:
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite%'"
        )
        forms = {"unit", "record", "record_row", "standing", "checked", "mark", "form"}
        desk = {"trail", "bin", "output", "attachment", "content", "preference"}
        assert set(tables) == {(name, 1) for name in forms | desk}
        settings = ("foreign_keys", "synchronous", "trusted_schema", "journal_mode")
        values = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in settings]
        assert values == [1, 3, 0, "delete"]


def test_a_new_library_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.perfdesk"
    path.write_text("mine")
    with untouched(path), pytest.raises(LibraryProblem, match="已存在。请换一个文件名"):
        Library.create(path, FORMS)


def test_a_new_library_in_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(LibraryProblem, match=r"文件夹.*不存在。请先建好文件夹"):
        Library.create(tmp_path / "no" / "x.perfdesk", FORMS)


def test_a_file_that_is_missing_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(LibraryProblem, match=r"“.*x.perfdesk”不存在。请选择"):
        Library.open(tmp_path / "x.perfdesk", FORMS)
    with pytest.raises(LibraryProblem, match="是文件夹，不是填报库"):
        Library.open(tmp_path, FORMS)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_bytes("预算绩效".encode() * 100), "不是绩效填报台的填报库"),
    "empty": (lambda path: path.write_bytes(b""), "不是绩效填报台的填报库"),
    "another program's": (lambda path: write(path, "PRAGMA application_id = 42"), "不是绩效填报台的填报库"),
    "newer": (
        lambda path: write(path, "PRAGMA user_version = 99"),
        f"由更新版本的绩效填报台写成（文件版本 99，本程序只到 {NOW}）.*请升级本程序",
    ),
    "unfinished": (lambda path: write(path, "PRAGMA user_version = 0"), "没有写完整"),
    "cut short": (lambda path: os.truncate(path, path.stat().st_size - 8192), "文件已损坏.*请改用最近的备份"),
    "a page overwritten": (
        lambda path: overwrite(path, 3 * 8192, os.urandom(8192)),
        "文件已损坏.*最近的备份",
    ),
    "the schema overwritten": (lambda path: overwrite(path, 100, b"\xff" * 200), "文件已损坏.*最近的备份"),
    "a column gone": (
        lambda path: write(path, "ALTER TABLE standing DROP COLUMN grade"),
        "内部结构被其他程序改动过",
    ),
    "a stranger's trigger": (
        lambda path: write(
            path, "CREATE TRIGGER t AFTER UPDATE ON record_row BEGIN DELETE FROM record_row; END"
        ),
        "内部结构被其他程序改动过",
    ),
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("spoil", REFUSED)
def test_a_file_that_is_no_whole_library_is_refused_and_untouched(
    tmp_path: Path, spoil: str, read_only: bool
) -> None:
    path = small_library(tmp_path)
    change, sentence = REFUSED[spoil]
    change(path)
    with untouched(path), pytest.raises(LibraryProblem, match=sentence):
        Library.open(path, FORMS, read_only=read_only)


TRIGGER = "CREATE TRIGGER t AFTER UPDATE ON record_row BEGIN DELETE FROM record_row; END"
DISGUISED = (
    "CREATE TABLE note (text)",
    "CREATE INDEX by_form ON record (form)",
    "CREATE VIEW v AS SELECT 1",
    "PRAGMA writable_schema = ON;"
    f"INSERT INTO sqlite_schema VALUES ('TRIGGER', 't', 'record_row', 0, '{TRIGGER}')",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'position', 'Position')",
)


@pytest.mark.parametrize("script", DISGUISED)
@pytest.mark.parametrize("at_once", [False, True])
def test_whatever_else_a_file_holds_it_is_not_opened(tmp_path: Path, script: str, at_once: bool) -> None:
    path = small_library(tmp_path)
    write(path, script)
    with untouched(path), pytest.raises(DamagedLibrary, match=r"结构被其他程序改动过.*修复到新文件"):
        Library.open(path, FORMS, at_once=at_once)


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE standing SET state = 'junk'",
        "UPDATE standing SET total = 'NaN'",
        "UPDATE record_row SET cells = CAST(X'7B22FF' AS TEXT) WHERE id = 1",
        "UPDATE record SET fields = '[' WHERE id = 1",
        "UPDATE record SET fields = '{\"goal\": 1}' WHERE id = 1",
        "UPDATE unit SET name = CAST(X'FF' AS TEXT)",
        "UPDATE unit SET year = -5",
        "UPDATE record SET unit_id = 77 WHERE id = 1",
        "UPDATE checked SET findings = '[1]'",
        "UPDATE trail SET at = 'gestern'",
        "INSERT INTO output (at, record_id, kind, fingerprint, place)"
        " VALUES ('2025-01-01', 1, 'fax', '', '')",
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_value_that_cannot_be_read_is_damage(tmp_path: Path, script: str, read_only: bool) -> None:
    path = small_library(tmp_path)
    write(path, script)
    with untouched(path), pytest.raises(DamagedLibrary, match=r"文件已损坏.*修复到新文件"):
        Library.open(path, FORMS, read_only=read_only)


def test_the_kinds_in_the_file_are_those_that_the_program_writes() -> None:
    assert {kind.value for kind in OutputKind} == OUTPUT_KINDS
    assert {kind.value for kind in AttachmentKind} == ATTACHMENT_KINDS


def test_a_record_without_its_status_is_listed_and_computed_again(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with Library.open(path, FORMS) as library:
        before = library.tree.all_records()
    write(path, "DELETE FROM standing WHERE record_id = 1; DELETE FROM form")
    with Library.open(path, FORMS, at_once=True) as library:
        assert [record.id for record in library.tree.all_records()] == [record.id for record in before]
        assert library.tree.search("") == [record.id for record in before]
        for _ in library.refreshing():
            pass
        assert library.tree.all_records() == before


def test_a_record_that_lacks_a_line_of_its_form_gets_it_back(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    write(
        path,
        "DELETE FROM record_row WHERE line <> '' AND record_id = 1 AND position = 1;"
        "UPDATE form SET fingerprint = ''",
    )
    with Library.open(path, FORMS) as library:
        record = library.record(1)
        lines = {block.key: [line.key for line in block.lines] for block in library.definition(1).blocks}
        assert all([row.line for row in record.rows(key)] == keys for key, keys in lines.items() if keys)


def test_opening_and_closing_writes_nothing(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with untouched(path), Library.open(path, FORMS) as library:
        library.scores(1)


def test_a_second_opener_reads_while_the_first_writes(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with Library.open(path, FORMS) as writer:
        record_edit.rename_record(writer, 1, "改名之前")
        with Library.open(path, FORMS) as reader:
            assert reader.read_only
            assert "正由" in reader.read_only_reason
            assert "只能查看" in reader.read_only_reason
            record_edit.rename_record(writer, 1, "改名之后")
            assert (reader.tree.summary(1).name, writer.tree.summary(1).name) == ("改名之前", "改名之后")
            with pytest.raises(ReadOnlyLibrary, match=r"某县.perfdesk.*正由.*只能查看，不能项目改名"):
                record_edit.rename_record(reader, 1, "不行")
            assert reader.record(1).fields["project_name"] == "改名之前"
    with Library.open(path, FORMS) as next_writer:
        assert not next_writer.read_only
        assert next_writer.tree.summary(1).name == "改名之后"


def test_a_reader_sees_nothing_of_an_operation_that_is_not_done(tmp_path: Path) -> None:
    path = small_library(tmp_path)

    def run(transaction: Transaction) -> str:
        transaction.put(transaction.record(1).with_value(field_path("goal"), "还没写完"))
        with Library.open(path, FORMS) as reader:
            return reader.record(1).fields["goal"]

    with Library.open(path, FORMS) as writer:
        before = writer.record(1).fields["goal"]
        assert writer.transact(Operation.TYPE, run).result == before
        assert writer.record(1).fields["goal"] == "还没写完"


def test_reading_on_request_leaves_the_library_free(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with Library.open(path, FORMS, read_only=True) as reader:
        assert reader.read_only_reason == "以只读方式打开，只能查看"
        with Library.open(path, FORMS) as writer:
            assert not writer.read_only


def test_a_library_that_another_program_wrote_to_takes_no_edit(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with Library.open(path, FORMS) as library:
        write(path, "UPDATE unit SET name = '别的程序'")
        with pytest.raises(LibraryProblem, match="刚被其他程序改动，操作没有完成。请重新打开"):
            record_edit.rename_record(library, 1, "新名称")
        assert library.undo_history.undo_name is None
    with Library.open(path, FORMS) as library:
        assert (library.tree.all_units()[0].name, library.tree.summary(1).name[:2]) == ("别的程序", "某县")


def test_a_library_that_another_program_holds_takes_no_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfdesk.model.store.connection._BUSY_TIMEOUT_S", 0.05)
    path = small_library(tmp_path)
    with Library.open(path, FORMS) as library, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryProblem, match="正被其他程序占用，操作没有完成。请稍候重试"):
            record_edit.set_values(library, 1, {field_path("goal"): "目标"})
        other.rollback()
        record_edit.set_values(library, 1, {field_path("goal"): "目标"})
        assert library.record(1).fields["goal"] == "目标"


def test_a_library_that_another_program_reads_without_end_takes_no_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfdesk.model.store.connection._BUSY_TIMEOUT_S", 0.05)
    path = small_library(tmp_path)
    before = contents(path)
    with Library.open(path, FORMS) as library, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM unit").fetchone()
        with pytest.raises(LibraryProblem, match="正被其他程序占用，操作没有完成。请稍候重试"):
            record_edit.set_values(library, 1, {field_path("goal"): "目标"})
        other.rollback()
        assert contents(path) == before
        assert library.record(1).fields["goal"] != "目标"
        record_edit.set_values(library, 1, {field_path("goal"): "目标"})
        assert library.record(1).fields["goal"] == "目标"


def test_a_library_whose_file_was_moved_away_says_so(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with Library.open(path, FORMS) as library:
        path.rename(tmp_path / "moved.perfdesk")
        with pytest.raises(LibraryProblem, match="已被移动、改名或删除，操作没有完成。请把文件放回原处"):
            record_edit.rename_record(library, 1, "新名称")
        assert library.record(1).fields["project_name"] != "新名称"
        (tmp_path / "moved.perfdesk").rename(path)
        record_edit.rename_record(library, 1, "新名称")
    with Library.open(path, FORMS) as library:
        assert library.tree.summary(1).name == "新名称"


def test_a_link_to_a_library_is_the_same_library(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    link = tmp_path / "链接.perfdesk"
    link.symlink_to(path)
    with Library.open(link, FORMS) as library:
        assert library.path == path
        with Library.open(path, FORMS) as second:
            assert second.read_only


def test_names_with_signs_that_mean_something_in_addresses(tmp_path: Path) -> None:
    path = tmp_path / "100% 完成? #1&mode=ro.perfdesk"
    Library.create(path, FORMS).close()
    with closing(open_database(path)) as database:
        assert database.read_only_reason == ""
    assert list(tmp_path.iterdir()) == [path]


def half_done(path: Path) -> None:
    """Leave the file as a program does that dies in the middle of a large transaction."""
    copy = path.with_name("copy")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE record SET fields = replace(fields, '某县', '半途而废')")
        connection.execute("UPDATE record_row SET cells = replace(cells, '批', '半途而废')")
        journal = path.with_name(f"{path.name}-journal").read_bytes()
        copy.write_bytes(path.read_bytes())
    copy.replace(path)
    path.with_name(f"{path.name}-journal").write_bytes(journal)


def test_a_half_done_transaction_is_taken_back_on_opening(tmp_path: Path) -> None:
    path = small_library(tmp_path, 40)
    half_done(path)
    assert "半途而废".encode() in path.read_bytes()
    with Library.open(path, FORMS) as library:
        assert library.record(1).fields["unit"].startswith("某县")
    assert "半途而废".encode() not in path.read_bytes()


def test_who_may_only_read_is_told_of_a_half_done_transaction(tmp_path: Path) -> None:
    path = small_library(tmp_path, 40)
    half_done(path)
    with (
        untouched(path),
        pytest.raises(
            LibraryProblem, match=r"上次写入时中断，需要先恢复.*请在能写入这个文件的地方正常打开一次"
        ),
    ):
        Library.open(path, FORMS, read_only=True)


def test_a_share_that_has_dropped_is_said_and_is_no_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path) -> str:
        raise OSError(22, "网络名不再可用")

    monkeypatch.setattr("os.path.realpath", failing)
    with pytest.raises(LibraryProblem, match="网络名不再可用"):
        open_database(tmp_path / "x.perfdesk")
