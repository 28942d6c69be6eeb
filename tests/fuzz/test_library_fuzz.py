"""Mutated libraries: each opens, or is refused untouched; what can be read of a refused one is recovered."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from perfdesk.cli.main import main
from perfdesk.errors import PerfdeskError
from perfdesk.model.edit import record_edit
from perfdesk.model.library.library import Library
from perfdesk.model.safety.recovery import recover, recovery_report
from tests.support.library import FORMS, small_library
from tests.support.random_edit import random_edit

PAGE = 8192
LONGEST_S = 5.0
IN_SUITE, IN_SOAK, BATCH = 200, 10_000, 25

VALUES: tuple[object, ...] = (
    "",
    "junk",
    "[" * 3_000,
    "{}",
    "[]",
    "null",
    '{"goal": 1}',
    '{"goal": "\\ud800"}',
    '{"goal": {}}',
    "NaN",
    "1e999999999",
    "9" * 5_000,
    "2024-13-45",
    "\x00\x01",
    "某" * 5_000,
    0,
    -1,
    2**62,
)
BROKEN_UTF8 = b"\xff\xfe\xc3"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a library that was worked in."""
    path = small_library(tmp_path_factory.mktemp("whole"), records=6)
    chance = Random(11)
    with Library.open(path, FORMS) as library:
        for _ in range(40):
            random_edit(library, chance)
        record_edit.delete_records(library, [library.tree.all_records()[0].id])
    return path.read_bytes()


def some_bytes(path: Path, chance: Random) -> None:
    """Overwrite up to eight places with a few bytes each."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        piece = chance.randbytes(chance.choice((1, 1, 4, 64)))
        data[at : at + len(piece)] = piece
    path.write_bytes(data)


def a_page(path: Path, chance: Random) -> None:
    """Overwrite a page with zeros, noise or another page."""
    data = bytearray(path.read_bytes())
    start, other = (PAGE * chance.randrange(len(data) // PAGE) for _ in range(2))
    kinds: tuple[bytes, ...] = (bytes(PAGE), chance.randbytes(PAGE), bytes(data[other : other + PAGE]))
    data[start : start + PAGE] = chance.choice(kinds)
    path.write_bytes(data)


def a_value(path: Path, chance: Random) -> None:
    """Write one value of one row anew, as a program would that knows nothing of this one."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        ]
        table = chance.choice(tables)
        column = chance.choice([row[1] for row in connection.execute(f"PRAGMA table_info({table})")])
        value: object = chance.choice(VALUES)
        text = "?"
        if chance.random() < 0.2:
            value, text = BROKEN_UTF8, "CAST(? AS TEXT)"
        place = chance.randrange(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        chosen = f"({column}) IN (SELECT {column} FROM {table} LIMIT 1 OFFSET {place})"
        try:
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = {text} WHERE {chosen}", (value,))
        except sqlite3.Error:
            connection.execute(f"DELETE FROM {table} WHERE {chosen}")


def cut_short(path: Path, chance: Random) -> None:
    """Leave out the end."""
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])


MUTATIONS: tuple[Callable[[Path, Random], None], ...] = (some_bytes, a_page, a_value, a_value, cut_short)


def use(library: Library) -> None:
    """Look at all that the library holds."""
    library.tree.all_units()
    for summary in library.tree.all_records():
        library.record(summary.id)
        library.audit.findings(summary.id)
        if summary.form in FORMS:
            library.scores(summary.id)
        library.edit_history.entries(summary.id)
        library.outputs.state(summary.id, summary.fingerprint)
        library.attachments.of_record(summary.id)
    library.audit.all_findings()
    library.bin.entries()
    library.preferences.attachment_limits()
    library.origins.all()
    for _ in library.used_indicators.read_all():
        pass


def try_one(whole: bytes, folder: Path, seed: int) -> None:
    """Mutate the library by a seed, and use what comes of it in every way."""
    chance = Random(seed)
    path = folder / f"{seed}.perfdesk"
    path.write_bytes(whole)
    chance.choice(MUTATIONS)(path, chance)
    before, start = path.read_bytes(), time.process_time()
    try:
        with Library.open(path, FORMS) as library:
            use(library)
            records = library.tree.all_records()
            if records:
                record_edit.rename_record(library, records[0].id, "改名")
                library.undo_history.undo()
    except PerfdeskError as problem:
        message = problem.message
        assert path.read_bytes() == before
        new = folder / f"{seed}-修复.perfdesk"
        try:
            recovered = recover(path, new, FORMS)
        except PerfdeskError:
            assert not new.exists()
        else:
            assert recovery_report(recovered)
            with Library.open(new, FORMS) as library:
                use(library)
                assert len(library.tree.all_records()) == recovered.records
        assert path.read_bytes() == before
        assert message.endswith("。")
    assert time.process_time() - start < LONGEST_S
    for left in folder.iterdir():
        left.unlink()


@pytest.mark.parametrize("start", range(0, IN_SUITE, BATCH))
def test_mutated_libraries(whole: bytes, tmp_path: Path, start: int) -> None:
    for seed in range(start, start + BATCH):
        try_one(whole, tmp_path, seed)


@pytest.mark.soak
@pytest.mark.parametrize("start", range(IN_SUITE, IN_SOAK, BATCH))
def test_many_mutated_libraries(whole: bytes, tmp_path: Path, start: int) -> None:
    for seed in range(start, start + BATCH):
        try_one(whole, tmp_path, seed)


def test_a_command_ends_with_a_sentence(
    whole: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "某县.perfdesk"
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE standing SET state = 'junk'")
    assert main(["score", str(path)]) == 2
    assert "文件已损坏" in capsys.readouterr().err
