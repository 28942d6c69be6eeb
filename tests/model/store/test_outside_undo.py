"""The door without undo: refused as the other one is, all or nothing, and no step of undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfdesk.errors import ReadOnlyLibrary
from perfdesk.model.edit import record_edit
from perfdesk.model.kept.output import OutputKind, RecordOutput
from perfdesk.model.kept.preference import AttachmentLimits
from perfdesk.model.library.library import Library
from perfdesk.model.store.database import open_database
from perfdesk.model.store.operation import Operation
from perfdesk.model.store.outside_undo import OutsideUndo
from perfdesk.model.store.preference_table import PreferenceTable
from tests.support.library import FORMS, small_library, untouched

DOINGS: dict[str, Callable[[Library], object]] = {
    "项目改名": lambda library: record_edit.rename_record(library, 1, "新名称"),
    "彻底删除项目": lambda library: library.bin.drop([1]),
    "添加附件": lambda library: list(library.attachments.storing([b"x"])),
}


@pytest.mark.parametrize("text", DOINGS)
def test_both_doors_refuse_a_library_that_is_only_read_with_one_sentence(tmp_path: Path, text: str) -> None:
    path = small_library(tmp_path)
    with untouched(path), Library.open(path, FORMS, read_only=True) as library:
        with pytest.raises(ReadOnlyLibrary) as refused:
            DOINGS[text](library)
        assert refused.value.message == f"填报库“{path.name}”{library.read_only_reason}，不能{text}。"


def test_what_goes_by_the_second_door_is_no_step_of_undo_and_not_in_the_history(tmp_path: Path) -> None:
    with Library.open(small_library(tmp_path), FORMS) as library:
        record_edit.delete_records(library, [2])
        before = library.edit_history.entries(1), library.edit_history.entries(2)
        library.outputs.note([RecordOutput(1, OutputKind.PDF, "abc", "")])
        library.preferences.store_attachment_limits(AttachmentLimits(5, 50))
        *_, content = library.attachments.storing([b"x"])
        library.bin.drop([2])
        assert content is not None
        assert library.bin.entries() == ()
        assert library.undo_history.undo_name == "删除项目"
        assert (library.edit_history.entries(1), library.edit_history.entries(2)) == before


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = open_database(small_library(tmp_path))
    table, outside_undo = PreferenceTable(database), OutsideUndo(database)

    def failing() -> None:
        with outside_undo.write(Operation.SET_PREFERENCES):
            table.write({"a": "1"})
            raise ValueError("amid")

    with pytest.raises(ValueError, match="amid"):
        failing()
    assert table.read("a") is None
    with outside_undo.write(Operation.SET_PREFERENCES):
        table.write({"a": "2"})
    assert table.read("a") == "2"
    database.close()


def test_what_follows_from_records_is_computed_also_where_a_library_is_only_read(tmp_path: Path) -> None:
    path = small_library(tmp_path)
    with untouched(path):
        database = open_database(path, read_only=True)
        outside_undo = OutsideUndo(database)
        assert (outside_undo.read_only, outside_undo.ready) == (True, False)
        with pytest.raises(ReadOnlyLibrary), outside_undo.write(Operation.RESCORE):
            pass
        with outside_undo.compute():
            database.connection.execute("UPDATE form SET fingerprint = 'x'")
        assert database.connection.execute("SELECT DISTINCT fingerprint FROM form").fetchall() == [("x",)]
        database.close()
