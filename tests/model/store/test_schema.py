"""The schema that can be read in one file is the one that the upgrades make."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from perfdesk.model.store.migration import bundled_upgrades, upgrade
from tests.support.schema import FILE, schema_text


def shape(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """The columns of all tables and indexes, and how each table is stored."""
    names = connection.execute(
        "SELECT name, type FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    ).fetchall()
    found = {
        name: connection.execute(f"SELECT * FROM pragma_{kind}_xinfo('{name}')").fetchall()
        for name, kind in names
    }
    found["stored"] = sorted(
        connection.execute("SELECT name, wr, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite!_%'")
    )
    return found


def test_the_file_is_what_the_upgrades_make() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text == schema_text(), "write it again: python -m tests.support.schema"
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None)) as made,
        closing(sqlite3.connect(":memory:")) as read,
    ):
        upgrade(made, bundled_upgrades())
        read.executescript(text)
        assert shape(read) == shape(made)
        assert len(shape(made)) > 10
