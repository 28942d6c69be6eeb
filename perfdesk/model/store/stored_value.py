"""Checks every value that a row of a library holds: a file may be damaged where SQLite finds nothing wrong.

SQLite checks types and pages, not what a text says: broken UTF-8, broken JSON, a state that does not exist.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from perfdesk.model.checks.across import is_kind
from perfdesk.model.checks.finding import findings_from
from perfdesk.model.checks.state import State
from perfdesk.model.store.problem import damaged, is_undecodable
from perfdesk.model.summary.summary_line import line_from

_UNREADABLE = (ValueError, TypeError, LookupError, RecursionError, ArithmeticError, AttributeError)
"""What parsing raises for a text that this program did not write."""

_FIRST_YEAR, _LAST_YEAR = 1, 9999
_MOST_INTEGER = 1 << 53  # no id, position, size or count of a real library is near
_MOST_DIGITS = 60
_BATCH = 256

STATES = {state.name: state for state in State}
OUTPUT_KINDS = frozenset(("mail", "print", "pdf", "excel"))
ATTACHMENT_KINDS = frozenset(("stamped", "evidence", "other"))


@contextmanager
def reading_values(path: Path) -> Iterator[None]:
    """Turn what parsing a stored text raises into ``DamagedLibrary`` of the file at ``path``."""
    try:
        yield
    except _UNREADABLE as error:
        raise damaged(path) from error


def values_from(text: str) -> dict[str, str]:
    """The JSON text of a record's fields or a row's cells; raises ``ValueError`` for anything else."""
    values = json.loads(text)
    if type(values) is not dict or not all(type(value) is str for value in values.values()):
        raise ValueError("no object of texts")
    if "\\ud" in text or "\\uD" in text:
        text.encode()
        "".join((*values, *values.values())).encode()  # raises for half a character
    return values


def total_from(text: str | None) -> Decimal | None:
    """A stored total in points; raises ``ValueError`` for what is no finite number."""
    if text is None:
        return None
    try:
        total = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if len(text) > _MOST_DIGITS or not total.is_finite() or abs(total.adjusted()) > _MOST_DIGITS:
        raise ValueError(text)
    return total


def expect_readable(
    connection: sqlite3.Connection, path: Path, enough: Callable[[], bool] = lambda: False
) -> None:
    """Read every value of the file; raises ``DamagedLibrary`` where one cannot be read.

    Also where a row names a record or a unit that is not there. Ends early once it is ``enough``.
    """
    try:
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise damaged(path)
        for table, (columns, check) in _CHECKS.items():
            there = {name for (name,) in connection.execute(f"SELECT name FROM pragma_table_info('{table}')")}
            if not there:  # an older file
                continue
            if not there.issuperset(columns.split(", ")):
                columns, check = ", ".join(sorted(there)), _texts
            found = connection.execute(f"SELECT {columns} FROM {table}")
            while not enough() and (rows := found.fetchmany(_BATCH)):
                with reading_values(path):
                    for row in rows:
                        check(*row)
    except sqlite3.OperationalError as error:
        if is_undecodable(error):
            raise damaged(path) from error
        raise


def is_readable(table: str, row: Mapping[str, object]) -> bool:
    """Whether a row of a table, its values by column, holds nothing that cannot be read."""
    columns, check = _CHECKS[table]
    try:
        check(*(row[column] for column in columns.split(", ")))
    except _UNREADABLE:
        return False
    return True


def _unit(unit_id: int, year: int, name: str, position: int) -> None:
    _expect_integers(unit_id, position)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(year)


def _record(record_id: int, unit_id: int, position: int, form: str, fields: str) -> None:
    _expect_integers(record_id, unit_id, position)
    values_from(fields)


def _row(row_id: int, record_id: int, block: str, position: int, line: str, cells: str) -> None:
    _expect_integers(row_id, record_id, position)
    values_from(cells)


def _status(name: str, code: str, total: str | None, grade: str | None, state: str, fingerprint: str) -> None:
    total_from(total)
    STATES[state]


def _checked(findings: str, summary: str) -> None:
    findings_from(findings, 0)
    line_from(summary)


def _history(entry_id: int, record_id: int, at: str, operation: str, changes: str) -> None:
    _expect_integers(entry_id, record_id)
    datetime.fromisoformat(at)
    for block, row_id, line, before, after, values in json.loads(changes):
        _expect_texts(block, line)
        _expect_integers(*(number for number in (row_id, before, after) if number is not None))
        for old, new in values.values():
            _expect_texts(old, new)


def _deleted(
    record_id: int, at: str, year: int, unit: str, form: str, name: str, code: str, size: int, image: str
) -> None:
    _expect_integers(record_id, size)
    datetime.fromisoformat(at)
    if size:
        record, rows = json.loads(image)
        _record(*record)
        for row in rows:
            _row(*row)


def _output(output_id: int, record_id: int, at: str, kind: str, fingerprint: str, place: str) -> None:
    _expect_integers(output_id, record_id)
    datetime.fromisoformat(at)
    if kind not in OUTPUT_KINDS:
        raise ValueError(kind)


def _attachment(
    attachment_id: int, record_id: int, position: int, name: str, kind: str, size: int, at: str, digest: str
) -> None:
    _expect_integers(attachment_id, record_id, position, size)
    datetime.fromisoformat(at)
    if kind not in ATTACHMENT_KINDS:
        raise ValueError(kind)


def _comparison_key(kind: str) -> None:
    if not is_kind(kind):
        raise ValueError(kind)


def _texts(*texts: object) -> None:
    """Nothing but what decoding has found already."""


def _expect_integers(*numbers: int) -> None:
    if not all(type(number) is int and 0 <= number <= _MOST_INTEGER for number in numbers):
        raise ValueError(numbers)


def _expect_texts(*texts: str) -> None:
    if not all(type(text) is str for text in texts):
        raise ValueError(texts)


_CHECKS: dict[str, tuple[str, Callable[..., None]]] = {
    "unit": ("id, year, name, position", _unit),
    "record": ("id, unit_id, position, form, fields", _record),
    "record_row": ("id, record_id, block, position, line, cells", _row),
    "standing": ("name, code, total, grade, state, fingerprint", _status),
    "checked": ("findings, summary", _checked),
    "form": ("id, fingerprint", _texts),
    "trail": ("id, record_id, at, operation, changes", _history),
    "bin": ("record_id, at, year, unit, form, name, code, size, image", _deleted),
    "output": ("id, record_id, at, kind, fingerprint, place", _output),
    "attachment": ("id, record_id, position, name, kind, size, at, digest", _attachment),
    "content": ("digest", _texts),
    "mark": ("kind", _comparison_key),
    "preference": ("key, value", _texts),
}
"""By table, its columns that are read and what checks a row of them."""
