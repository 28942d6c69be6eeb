"""The schema of a library as the upgrades make it, as one text to read: docs/schema.sql.

``python -m tests.support.schema`` writes it again.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from perfdesk.model.store.migration import bundled_upgrades, upgrade

FILE = Path(__file__).parents[2] / "docs" / "schema.sql"

_HEAD = """\
-- The schema of a .perfdesk file, version {version}, to be read: the program itself makes it by the numbered
-- upgrades in perfdesk/model/store/upgrade. Written by python -m tests.support.schema.
"""
_COMMENTED = re.compile(r"((?:^--.*\n)+)^CREATE (?:TABLE|INDEX) (\w+)", re.MULTILINE)


def schema_text() -> str:
    """The tables in the order in which they were made, each with its indexes and what is said of it."""
    upgrades = bundled_upgrades()
    comments = {name: text for step in upgrades for text, name in _COMMENTED.findall(step.script)}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        upgrade(connection, upgrades)
        made = connection.execute(
            "SELECT own.name, own.sql FROM sqlite_schema AS own JOIN sqlite_schema AS home"
            " ON home.type = 'table' AND home.name = own.tbl_name"
            " WHERE own.sql IS NOT NULL AND own.name NOT LIKE 'sqlite!_%' ESCAPE '!'"
            " ORDER BY home.rowid, own.type DESC, own.rowid"
        ).fetchall()
    parts = [f"{comments.get(name, '')}{_one_column_a_line(sql)};\n" for name, sql in made]
    return "\n".join([_HEAD.format(version=len(upgrades)), *parts])


def _one_column_a_line(sql: str) -> str:
    """The statement with a line for each column, also for those that an upgrade added behind the last."""
    lines = re.sub(r"\n?, (?=\w+ (?:TEXT|INTEGER|BLOB)\b)", ",\n  ", sql)
    return re.sub(r"(?<!\n)\) STRICT", "\n) STRICT", lines)


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
