"""Runs the numbered upgrades of the file's schema; the first of them makes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple


class Upgrade(NamedTuple):
    """One step of the schema: ``number`` is the file's version after it."""

    number: int
    name: str
    script: str


def bundled_upgrades() -> tuple[Upgrade, ...]:
    """The upgrades this version knows, from 1 on without a gap."""
    folder = Path(__file__).with_name("upgrade")
    scripts = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.sql")}
    return tuple(Upgrade(number, name, scripts[name]) for number, name in enumerate(sorted(scripts), start=1))


def upgrade(connection: sqlite3.Connection, upgrades: Sequence[Upgrade]) -> None:
    """Bring the file to the newest version, each step in one transaction.

    The connection must commit by itself (``isolation_level=None``). Where a step fails, the file stays at
    the step before it and SQLite's error is raised.
    """
    version = version_of(connection)
    # A step may rebuild a table that others refer to: https://sqlite.org/lang_altertable.html#otheralter
    connection.execute("PRAGMA foreign_keys = OFF")
    for step in upgrades:
        if step.number > version:
            connection.execute("BEGIN IMMEDIATE")
            try:
                for statement in _statements(step.script):
                    connection.execute(statement)
                broken = connection.execute("PRAGMA foreign_key_check").fetchone()
                if broken is not None:
                    raise sqlite3.IntegrityError(f"{step.name} leaves {broken} without its parent")
                connection.execute(f"PRAGMA user_version = {step.number}")
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
    connection.execute("PRAGMA foreign_keys = ON")


# Upgrades that only rewrite rows, and change nothing where they run again.
_REWRITING = ("0004_operation_keys.sql",)


def rewrite_rows(connection: sqlite3.Connection) -> None:
    """Write rows as the newest version does that come from a file of some version, which nobody knows.

    For rows salvaged from a damaged file; belongs inside a transaction.
    """
    for step in bundled_upgrades():
        if step.name in _REWRITING:
            for statement in _statements(step.script):
                connection.execute(statement)


def version_of(connection: sqlite3.Connection) -> int:
    """The file's ``user_version``."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError(f"an unfinished statement: {statement!r}")
