"""What can be read of a damaged library, put into a new one, and what is lost, by name."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from perfdesk.errors import LibraryProblem, system_reason
from perfdesk.model.checks.across import is_kind
from perfdesk.model.store.connection import connect
from perfdesk.model.store.database import create_database
from perfdesk.model.store.migration import bundled_upgrades, rewrite_rows, upgrade
from perfdesk.model.store.page import PageFile, SalvagedRow, Value
from perfdesk.model.store.problem import explained
from perfdesk.model.store.stored_value import is_readable

_COMPUTED = {"standing", "checked", "form", "sqlite_sequence"}
_FIRST = ("unit", "record", "record_row")

# Indexes tell of rows whose own page is gone: by the kinds of their columns, the last of which is the rowid.
# Marks are stored as an index too, of the same kinds as that of rows.
_UNIT_INDEX, _ROW_INDEX, _RECORD_INDEX = (int, str, int), (int, str, int, int), (int, int, str, int)


class Salvage(NamedTuple):
    """What came of it. Names of lost records are ``""`` where not even these are known."""

    units: int
    records: int
    rows: int
    lost_records: tuple[str, ...]
    incomplete: tuple[tuple[str, int], ...]
    nameless: int
    bad_pages: int
    attachments: int
    lost_attachments: tuple[tuple[str, str], ...]  # of which record, and what it is called


class _Column(NamedTuple):
    name: str
    kind: type
    nullable: bool


Tables = dict[str, dict[int, tuple[Value, ...]]]


def salvage(damaged: Path, new: Path, name_of: Callable[[str], str]) -> Salvage:
    """Make the library ``new`` from what can be read of ``damaged``, which stays as it is.

    ``name_of`` takes the JSON text of a record's fields. Raises ``LibraryProblem`` where nothing can be read
    or the new file not be made.
    """
    try:
        file = PageFile(damaged.read_bytes())
    except OSError as error:
        raise LibraryProblem(
            f"“{damaged}”读不出来：{system_reason(error)}。请检查磁盘、网络连接后重试。"
        ) from error
    shapes = _shapes()
    tables: Tables = {table: {} for table in shapes}
    entries: dict[tuple[type, ...], set[tuple[Value, ...]]] = {}
    names: dict[int, str] = {}
    for found in file.rows():
        if found.rowid is None:
            entries.setdefault(tuple(map(type, found.values)), set()).add(found.values)
        else:
            table = _table_of(found, shapes)
            if table == "standing":
                names[found.rowid] = str(found.values[1])
            elif table:
                tables[table].setdefault(found.rowid, found.values)
    units, records, rows = (tables[table] for table in _FIRST)
    unreadable = sum(_drop_unreadable(table, of_table, shapes[table]) for table, of_table in tables.items())
    for year, name, number in entries.get(_UNIT_INDEX, ()):
        unit = {"id": number, "year": year, "name": name, "position": number}
        if isinstance(number, int) and is_readable("unit", unit):
            units.setdefault(number, (None, year, name, number))
    if not records and not rows:
        raise LibraryProblem(f"“{damaged}”里没有读到任何项目，没有新建文件。请改用备份。")
    indexed = {entry[-1] for entry in entries.get(_RECORD_INDEX, ()) if entry[0] in units}
    wanted_rows = {entry[-1]: entry[0] for entry in entries.get(_ROW_INDEX, ()) if not is_kind(str(entry[1]))}
    lost = sorted((set(names) | indexed) - set(records), key=str)
    missing = Counter(
        owner
        for number, owner in wanted_rows.items()
        if number not in rows and isinstance(owner, int) and owner in records
    )
    # Without rowids, they are stored as an index is.
    tables["preference"] = dict(enumerate(entries.get((str, str), ())))
    lost_files = _drop_incomplete(tables["attachment"], tables["content"])
    filed = {values[1] for values in tables["attachment"].values()}
    nameless = _adopt(units, records, rows, filed - {values[1] for values in tables["bin"].values()})
    _write(new, tables)
    return Salvage(
        len(units),
        len(records),
        len(rows),
        tuple(names.get(number, "") if isinstance(number, int) else "" for number in lost),
        tuple(
            (name_of(str(records[owner][4])), count) for owner, count in missing.items() if owner in records
        ),
        nameless,
        file.bad + unreadable,
        len(tables["attachment"]),
        tuple(
            (
                name_of(str(records[owner][4])) if isinstance(owner, int) and owner in records else "",
                str(name),
            )
            for _, owner, _, name, *_ in lost_files
        ),
    )


def _shapes() -> dict[str, list[_Column]]:
    """The kinds of the columns of each table that has rowids."""
    kinds: dict[str, type] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        upgrade(model, bundled_upgrades())
        shapes: dict[str, list[_Column]] = {}
        for (table,) in model.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT wr"
            " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        ).fetchall():
            columns = model.execute(f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')")
            shapes[table] = [
                _Column(name, kinds[kind], not notnull or (pk > 0 and kind == "INTEGER"))
                for name, kind, notnull, pk in columns
            ]
    return dict(sorted(shapes.items(), key=lambda item: item[0] not in _FIRST))


def _table_of(found: SalvagedRow, shapes: dict[str, list[_Column]]) -> str:
    """Which table a row is of; ``""`` for none of this program's."""
    return next((table for table, columns in shapes.items() if _fits(found.values, columns)), "")


def _fits(values: tuple[Value, ...], columns: list[_Column]) -> bool:
    return len(values) == len(columns) and all(
        column.nullable if value is None else isinstance(value, column.kind)
        for value, column in zip(values, columns, strict=True)
    )


def _drop_unreadable(table: str, rows: dict[int, tuple[Value, ...]], columns: list[_Column]) -> int:
    """Leave out the rows that hold what cannot be read; how many these were."""
    if table in _COMPUTED:
        return 0
    names = [column.name for column in columns]
    unreadable = [
        rowid
        for rowid, values in rows.items()
        # A column that is the rowid by another name is NULL in the row itself.
        if not is_readable(table, {**dict(zip(names, values, strict=True)), "id": rowid})
    ]
    for rowid in unreadable:
        del rows[rowid]
    return len(unreadable)


def _drop_incomplete(
    attachments: dict[int, tuple[Value, ...]], contents: dict[int, tuple[Value, ...]]
) -> list[tuple[Value, ...]]:
    """Leave out the files whose content is not what was added; returns them."""
    pieces: dict[Value, dict[Value, Value]] = {}
    for digest, number, piece in contents.values():
        pieces.setdefault(digest, {})[number] = piece
    whole = set()
    for digest, parts in pieces.items():
        hasher = sha256()
        for number in sorted(parts, key=lambda number: number if isinstance(number, int) else 0):
            piece = parts[number]
            hasher.update(piece if isinstance(piece, bytes) else b"")
        if hasher.hexdigest() == digest:
            whole.add(digest)
    lost = [number for number, values in attachments.items() if values[7] not in whole]
    return [attachments.pop(number) for number in lost]


def _adopt(
    units: dict[int, tuple[Value, ...]],
    records: dict[int, tuple[Value, ...]],
    rows: dict[int, tuple[Value, ...]],
    filed: set[Value],
) -> int:
    """Give records without a unit, and rows and files without a record, new ones; how many records were made.

    ``filed`` are the records that files are kept with.
    """
    form = Counter(values[3] for values in records.values()).most_common(1)
    orphans = ({values[1] for values in rows.values()} | filed) - set(records) if form else set()
    for number in orphans:
        assert isinstance(number, int)
        records[number] = (None, 0, number, form[0][0], '{"project_name":"（找回的项目，名称已丢失）"}')
    for number in [number for number, values in rows.items() if values[1] not in records]:
        del rows[number]
    names: set[tuple[Value, Value]] = set()
    for number, (_, year, name, position) in units.items():
        called = name if (year, name) not in names else f"{name!s}（{number}）"
        names.add((year, called))
        units[number] = (None, year, called, position)
    homeless = [number for number, values in records.items() if values[1] not in units]
    if homeless:
        years = Counter(values[1] for values in units.values()).most_common(1)
        unit = max(units, default=0) + 1
        units[unit] = (None, years[0][0] if years else 2024, "（找回的项目）", unit)
        for position, number in enumerate(homeless):
            records[number] = (None, unit, position, *records[number][3:])
    return len(orphans)


def _write(new: Path, tables: Tables) -> None:
    create_database(new).close()
    try:
        with explained(new), closing(connect(new, "rw")) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("PRAGMA defer_foreign_keys = ON")
            for table, rows in tables.items():
                if table not in _COMPUTED:
                    _insert(connection, table, rows)
            rewrite_rows(connection)
            # What is computed of records is computed when the library is opened.
            connection.execute("INSERT INTO form (id, fingerprint) SELECT DISTINCT form, '' FROM record")
            connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def _insert(connection: sqlite3.Connection, table: str, rows: dict[int, tuple[Value, ...]]) -> None:
    columns = connection.execute(f"SELECT name, type, pk FROM pragma_table_info('{table}')").fetchall()
    names = ", ".join(name for name, _, _ in columns)
    # A column that is the rowid by another name is NULL in the row itself.
    keys = [(place, kind) for place, (_, kind, pk) in enumerate(columns) if pk]
    alias = keys[0][0] if [kind for _, kind in keys] == ["INTEGER"] else None
    statement = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"

    def complete() -> Iterable[tuple[Value, ...]]:
        for number, values in sorted(rows.items()):
            yield tuple(number if place == alias else value for place, value in enumerate(values))

    connection.executemany(statement, complete())
