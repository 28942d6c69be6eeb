"""Files kept with records: in and out as they were, undone, and dropped only when nothing needs them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from perfdesk.errors import InputProblem, LibraryProblem, ReadOnlyLibrary
from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.edit.attachment_edit import (
    NewFile,
    add_attachments,
    remove_attachments,
    rename_attachment,
    set_attachment_kind,
)
from perfdesk.model.edit.bin_edit import restore_records
from perfdesk.model.edit.restore_edit import restore_record
from perfdesk.model.form.path import field_path
from perfdesk.model.kept.attachment import MB, PIECE_BYTES, AttachmentKind, Content
from perfdesk.model.kept.edit_history import ATTACHMENTS
from perfdesk.model.kept.preference import AttachmentLimits
from perfdesk.model.library.library import Library
from tests.support.library import FORMS, small_library, untouched

LARGE = Random(1).randbytes(2 * PIECE_BYTES + 77)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_library(tmp_path, records=3)


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path, FORMS) as library:
        yield library


def kept(library: Library, data: bytes) -> Content:
    pieces = [data[at : at + PIECE_BYTES] for at in range(0, len(data), PIECE_BYTES)]
    *_, content = library.attachments.storing(pieces)
    assert content is not None
    return content


def add(
    library: Library, name: str = "盖章.pdf", data: bytes = b"%PDF", record_id: int = 1
) -> tuple[int, ...]:
    file = NewFile(name, AttachmentKind.STAMPED, kept(library, data))
    return add_attachments(library, record_id, [file]).result


def names(library: Library, record_id: int = 1) -> list[str]:
    return [known.name for known in library.attachments.of_record(record_id)]


def contents(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(DISTINCT digest) FROM content").fetchone()[0])


def test_a_large_file_comes_out_as_it_went_in(library: Library) -> None:
    add(library, data=LARGE)
    (known,) = library.attachments.of_record(1)
    assert (known.name, known.kind, known.size) == ("盖章.pdf", AttachmentKind.STAMPED, len(LARGE))
    pieces = list(library.attachments.reading(known))
    assert len(pieces) == 3
    assert b"".join(pieces) == LARGE


def test_adding_and_removing_are_undone_and_redone(library: Library) -> None:
    changes = add_attachments(library, 2, [NewFile("一.pdf", AttachmentKind.OTHER, kept(library, b"1"))])
    assert changes
    assert changes.attachments == {2}
    assert not changes.records | changes.rows | changes.summaries
    assert not changes.tree
    (number,) = changes.result
    remove_attachments(library, [number])
    assert (names(library, 2), library.attachments.count(2)) == ([], 0)
    library.undo_history.undo()
    assert (names(library, 2), library.attachments.count(2)) == (["一.pdf"], 1)
    (known,) = library.attachments.of_record(2)
    assert b"".join(library.attachments.reading(known)) == b"1"
    library.undo_history.undo()
    assert names(library, 2) == []
    library.undo_history.redo()
    assert names(library, 2) == ["一.pdf"]


def test_names_keep_their_ending_and_stay_apart(library: Library) -> None:
    add(library, "回单.pdf", b"1")
    (second,) = add(library, "回单.PDF", b"2")
    assert names(library) == ["回单.pdf", "回单 (2).PDF"]
    rename_attachment(library, second, "  验收\n单 ")
    assert names(library) == ["回单.pdf", "验收 单.PDF"]
    rename_attachment(library, second, "验收单.docx")
    assert names(library)[1] == "验收单.docx.PDF"
    rename_attachment(library, second, "回单.pdf")
    assert names(library)[1] == "回单 (2).pdf"
    set_attachment_kind(library, [second], AttachmentKind.OTHER)
    assert [known.kind.label for known in library.attachments.of_record(1)] == ["盖章扫描件", "其他"]


def test_the_same_content_is_kept_once(library: Library, path: Path) -> None:
    add(library, "一.pdf", LARGE)
    assert add(library, "二.pdf", LARGE) == ()
    add(library, "三.pdf", LARGE, record_id=2)
    assert (names(library), names(library, 2)) == (["一.pdf"], ["三.pdf"])
    assert contents(path) == 1
    assert library.attachments.used_bytes() == len(LARGE)


def test_contents_go_at_closing_and_only_when_nothing_needs_them(path: Path) -> None:
    with Library.open(path, FORMS) as library:
        (number,) = add(library, "一.pdf", b"1")
        add(library, "二.pdf", b"2", record_id=2)
        remove_attachments(library, [number])
        record_edit.delete_records(library, [2])
        kept(library, b"added by nobody")
        assert contents(path) == 3
    assert contents(path) == 1, "the deleted record keeps its file"
    with untouched(path):
        Library.open(path, FORMS).close()
    with Library.open(path, FORMS) as library:
        restore_records(library, [2])
        (known,) = library.attachments.of_record(2)
        assert b"".join(library.attachments.reading(known)) == b"2"


def test_what_was_removed_first_in_a_session_comes_back_though_the_bin_is_swept(path: Path) -> None:
    with Library.open(path, FORMS) as library:
        add(library, "一.pdf", b"1")
        add(library, "二.pdf", b"2", record_id=2)
        record_edit.delete_records(library, [2])
        library.bin.drop([2])
    with Library.open(path, FORMS) as library:
        remove_attachments(library, [library.attachments.of_record(1)[0].id])
        library.undo_history.undo()
        (known,) = library.attachments.of_record(1)
        assert b"".join(library.attachments.reading(known)) == b"1"
    assert contents(path) == 1, "that of the record dropped for good is gone"


def test_copies_take_none(library: Library) -> None:
    add(library)
    copy = record_edit.duplicate_record(library, 1).result
    assert names(library, copy) == []


def test_a_deleted_record_that_undo_brings_back_has_them(library: Library) -> None:
    add(library)
    unit_edit.delete_units(library, [library.tree.all_units()[0].id])
    library.undo_history.undo()
    assert names(library) == ["盖章.pdf"]


def test_the_history_tells_of_them_and_going_back_leaves_them(library: Library) -> None:
    record_edit.set_values(library, 1, {field_path("goal"): "改过的目标"})
    before = library.edit_history.entries(1)[0]
    (number,) = add(library)
    rename_attachment(library, number, "定稿")
    remove_attachments(library, [number])
    library.undo_history.undo()
    entries = library.edit_history.entries(1)
    assert [entry.operation for entry in entries[:4]] == [
        "撤销“删除附件”",
        "删除附件",
        "重命名附件",
        "添加附件",
    ]
    assert [entry.edits[0].values["name"] for entry in entries[:4]] == [
        ("", "定稿.pdf"),
        ("定稿.pdf", ""),
        ("盖章.pdf", "定稿.pdf"),
        ("", "盖章.pdf"),
    ]
    assert {edited.block for entry in entries[:4] for edited in entry.edits} == {ATTACHMENTS}
    restore_record(library, 1, before.id)
    assert library.record(1).fields["goal"] != "改过的目标"
    assert names(library) == ["定稿.pdf"]


def test_limits_belong_to_the_library(path: Path) -> None:
    with Library.open(path, FORMS) as library:
        assert library.preferences.attachment_limits() == AttachmentLimits(20, 200)
        library.preferences.store_attachment_limits(AttachmentLimits(5, 2))
    with Library.open(path, FORMS) as library:
        assert library.preferences.attachment_limits() == AttachmentLimits(5, 2)
        with pytest.raises(InputProblem, match="合计将超过 2 MB"):
            kept(library, LARGE)
        add(library, data=bytes(2 * MB))
        add(library, data=bytes(2 * MB), record_id=2)  # nothing is added to the library
        with pytest.raises(InputProblem):
            kept(library, b"1")


def test_reading_only_nothing_is_added(path: Path) -> None:
    with (
        untouched(path),
        Library.open(path, FORMS, read_only=True) as library,
        pytest.raises(ReadOnlyLibrary, match="不能添加附件"),
    ):
        kept(library, b"1")


def test_a_content_that_was_damaged_is_told(library: Library, path: Path) -> None:
    add(library, data=LARGE)
    library.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE content SET bytes = zeroblob(9) WHERE number = 1")
        connection.commit()
    with Library.open(path, FORMS) as again:
        (known,) = again.attachments.of_record(1)
        with pytest.raises(LibraryProblem, match="的内容已损坏"):
            list(again.attachments.reading(known))
        kept(again, LARGE)
        assert b"".join(again.attachments.reading(known)) == LARGE, "adding the file again heals it"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE attachment SET digest = replace(digest, substr(digest, 1, 1), 'x') WHERE id = 1",
        "UPDATE content SET digest = 'x' WHERE digest = (SELECT digest FROM attachment WHERE id = 1)",
        "UPDATE attachment SET size = size + 1 WHERE id = 1",
    ],
)
def test_closing_drops_nothing_while_a_file_lacks_its_content(path: Path, damage: str) -> None:
    with Library.open(path, FORMS) as library:
        add(library, "一.pdf", b"1")
        add(library, "二.pdf", b"2")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(damage)
    with Library.open(path, FORMS) as library:
        remove_attachments(library, [2])
    assert contents(path) == 2
