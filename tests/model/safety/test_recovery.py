"""Recovering a damaged library: whatever page is hurt, what comes back is what was, or is said to be lost."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from perfdesk.cli.main import main
from perfdesk.errors import DamagedLibrary, LibraryProblem
from perfdesk.model.edit import record_edit
from perfdesk.model.edit.attachment_edit import NewFile, add_attachments
from perfdesk.model.kept.attachment import AttachmentKind
from perfdesk.model.kept.preference import AttachmentLimits
from perfdesk.model.library.library import Library
from perfdesk.model.safety.recovery import recover, recovered_path, recovery_report
from perfdesk.model.store.salvage import Salvage
from tests.support.library import FORMS, small_library
from tests.support.random_edit import contents, random_edit

PAGE = 8192


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that was worked in: several units, long texts, deleted records, history."""
    path = small_library(tmp_path_factory.mktemp("whole"), records=8)
    chance = Random(3)
    with Library.open(path, FORMS) as library:
        for _ in range(60):
            random_edit(library, chance)
        record_edit.delete_records(library, [library.tree.all_records()[0].id])
    return path


def recovered(data: bytes, folder: Path) -> tuple[Path, Salvage]:
    damaged = folder / "坏.perfdesk"
    damaged.write_bytes(data)
    new = recovered_path(damaged)
    saved = recover(damaged, new, FORMS)
    assert damaged.read_bytes() == data
    return new, saved


def table(path: Path, name: str) -> dict[int, tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0]: row for row in connection.execute(f"SELECT * FROM {name}")}


def test_a_whole_file_comes_back_whole(whole: Path, tmp_path: Path) -> None:
    new, saved = recovered(whole.read_bytes(), tmp_path)
    found, expected = contents(new), contents(whole)
    for name in ("unit", "record", "record_row"):
        assert found[name] == expected[name]
    for name in ("trail", "bin"):
        assert table(new, name) == table(whole, name)
    assert (saved.lost_records, saved.incomplete, saved.nameless, saved.bad_pages) == ((), (), 0, 0)
    assert "没有发现丢失" in recovery_report(saved)


@pytest.mark.parametrize("how", ["zeros", "noise"])
def test_any_page_lost_leaves_the_rest(whole: Path, tmp_path: Path, how: str) -> None:
    data = whole.read_bytes()
    rows, records = table(whole, "record_row"), table(whole, "record")
    for number in range(len(data) // PAGE):
        folder = tmp_path / str(number)
        folder.mkdir()
        junk = bytes(PAGE) if how == "zeros" else Random(number).randbytes(PAGE)
        new, saved = recovered(data[: number * PAGE] + junk + data[(number + 1) * PAGE :], folder)
        found, found_rows = table(new, "record"), table(new, "record_row")
        lost = records.keys() - found.keys()
        assert len(saved.lost_records) + saved.nameless >= len(lost)
        for known in found.keys() & records.keys():
            same_fields = found[known][4] == records[known][4]
            assert same_fields or saved.nameless, number
        missing = {known for known in rows.keys() - found_rows.keys() if rows[known][1] in found}
        assert sum(count for _, count in saved.incomplete) >= len(missing), number
        for known in found_rows.keys() & rows.keys():
            assert found_rows[known][1:] == rows[known][1:]
        with Library.open(new, FORMS) as library:
            for summary in library.tree.all_records():
                library.scores(summary.id)


def test_a_file_cut_short_and_a_head_that_is_gone(whole: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    new, _ = recovered(b"\xff" * 100 + data[100:], tmp_path)
    assert contents(new)["record"] == contents(whole)["record"]
    (tmp_path / "kurz").mkdir()
    _, saved = recovered(data[: len(data) * 2 // 3 + 77], tmp_path / "kurz")
    assert saved.records > 0


def test_nothing_to_be_found_is_said(tmp_path: Path) -> None:
    with pytest.raises(LibraryProblem, match="没有读到任何项目"):
        recovered(b"\x00" * PAGE * 3, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["坏.perfdesk"]


def test_an_existing_file_is_not_replaced(whole: Path) -> None:
    with pytest.raises(LibraryProblem, match="已存在"):
        recover(whole, whole, FORMS)


def test_the_command(whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged, new = tmp_path / "坏.perfdesk", tmp_path / "新.perfdesk"
    data = bytearray(whole.read_bytes())
    damaged.write_bytes(data)
    assert main(["recover", str(damaged), str(new)]) == 0
    assert "没有发现丢失" in capsys.readouterr().out
    assert main(["recover", str(damaged), str(new)]) == 2
    assert "已存在" in capsys.readouterr().err
    data[PAGE : 3 * PAGE] = bytes(2 * PAGE)
    damaged.write_bytes(data)
    assert main(["recover", str(damaged), str(tmp_path / "又.perfdesk")]) == 1
    assert "找回" in capsys.readouterr().out


def test_attachments_come_back_and_those_that_are_hurt_are_named(tmp_path: Path) -> None:
    path = small_library(tmp_path, records=2)
    large = Random(5).randbytes(200_000) + bytes(100_000)  # with pages that hold nothing but zeros
    with Library.open(path, FORMS) as library:
        for number, name, data in (
            (1, "盖章.pdf", large),
            (2, "回单.pdf", b"small"),
            (1, "照片.jpg", large[::-1]),
        ):
            *_, content = library.attachments.storing([data])
            assert content is not None
            add_attachments(library, number, [NewFile(name, AttachmentKind.OTHER, content)])
        library.preferences.store_attachment_limits(AttachmentLimits(7, 70))
        called = library.tree.summary(1).name
    data = path.read_bytes()
    new, saved = recovered(data, tmp_path)
    assert (saved.attachments, saved.lost_attachments, saved.bad_pages) == (3, (), 0)
    assert "、3 个附件。" in recovery_report(saved)
    for name in ("attachment", "content"):
        assert table(new, name) == table(path, name)
    middle = data.index(large[100_000:100_050]) // PAGE * PAGE
    hurt = tmp_path / "hurt"
    hurt.mkdir()
    new, saved = recovered(data[:middle] + bytes(PAGE) + data[middle + PAGE :], hurt)
    assert saved.lost_attachments == ((called, "盖章.pdf"),)
    assert f"　{called}：盖章.pdf" in recovery_report(saved)
    with Library.open(new, FORMS) as library:
        assert library.preferences.attachment_limits() == AttachmentLimits(7, 70)
        (known,) = library.attachments.of_record(1)
        assert b"".join(library.attachments.reading(known)) == large[::-1]


def test_the_form_of_a_department_comes_back_with_its_scores(tmp_path: Path) -> None:
    sample = Path(__file__).parents[3] / "resources" / "samples" / "sample.perfdesk"
    new, saved = recovered(sample.read_bytes(), tmp_path)
    with Library.open(sample, FORMS, read_only=True) as before, Library.open(new, FORMS) as after:
        assert any(after.projects(summary.id) is not None for summary in after.tree.all_records())
        assert after.tree.all_records() == before.tree.all_records()
    assert saved.lost_records == ()


SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "sample.perfdesk"


@pytest.mark.parametrize("number", [26, 27, 28, 29])
def test_a_project_that_lost_a_fixed_line_is_completed(tmp_path: Path, number: int) -> None:
    data = SAMPLE.read_bytes()
    new, _ = recovered(data[: number * PAGE] + bytes(PAGE) + data[(number + 1) * PAGE :], tmp_path)
    with Library.open(new, FORMS) as library:
        for summary in library.tree.all_records():
            library.scores(summary.id)


@pytest.mark.parametrize(
    "script",
    [
        f"UPDATE record_row SET cells = '{'[' * 3_000}' WHERE id = 1",
        "UPDATE record_row SET cells = CAST(X'7B22FF' AS TEXT) WHERE id = 1",
        "UPDATE record SET fields = '{\"goal\":{}}' WHERE id = 2",
        "UPDATE unit SET name = CAST(X'FF' AS TEXT) WHERE id = 1",
        "UPDATE standing SET state = 'junk'",
        "UPDATE record_row SET record_id = 77 WHERE record_id = 2",
        "UPDATE record SET unit_id = 77 WHERE id = 2",
        "DELETE FROM unit",
        "CREATE TABLE a (x TEXT); INSERT INTO a VALUES ('1')",
        "CREATE TABLE b (id INTEGER PRIMARY KEY, a TEXT, b TEXT); INSERT INTO b VALUES (5, '[', '[')",
        "CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, c TEXT, d TEXT);"
        "INSERT INTO c VALUES (5000, 9, 9, 'x', 'y')",
    ],
)
def test_a_damaged_value_or_a_further_table_leaves_the_rest(whole: Path, tmp_path: Path, script: str) -> None:
    damaged = tmp_path / "源.perfdesk"
    damaged.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(damaged)) as connection:
        connection.executescript(script)
    with pytest.raises(DamagedLibrary):
        Library.open(damaged, FORMS)
    new, saved = recovered(damaged.read_bytes(), tmp_path)
    assert recovery_report(saved)
    assert len(table(new, "record")) >= len(table(whole, "record")) - 1
    assert len(table(new, "record_row")) >= len(table(whole, "record_row")) - 1


def test_pages_that_point_to_themselves_take_no_time(whole: Path, tmp_path: Path) -> None:
    data = bytearray(whole.read_bytes() * 20)
    for start in range(PAGE, len(data), PAGE):
        number = start // PAGE + 1
        leaf = bytearray(PAGE)
        leaf[0] = 0x0D
        leaf[3:5] = (2_000).to_bytes(2)
        for cell in range(2_000):
            leaf[8 + 2 * cell : 10 + 2 * cell] = (PAGE - 4_000).to_bytes(2)
        # A payload of a megabyte, the rest of it in this page and again in this page.
        leaf[PAGE - 4_000 : PAGE - 3_996] = b"\xbf\x84\x3d\x01"
        leaf[0:4] = leaf[0:4] if start % (2 * PAGE) else number.to_bytes(4)
        data[start : start + PAGE] = leaf
    begin = time.process_time()
    with pytest.raises(LibraryProblem):
        recovered(bytes(data), tmp_path)
    assert time.process_time() - begin < 5
