"""The operations on findings (审核): putting one right, and saying why one is let stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from perfdesk.model.checks.explanation import explained
from perfdesk.model.checks.finding import Finding
from perfdesk.model.edit import record_edit
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation

if TYPE_CHECKING:
    from perfdesk.model.library.library import Library
    from perfdesk.model.library.transaction import Transaction


def apply_fixes(library: Library, record_id: int, findings: Iterable[Finding]) -> Changes[None]:
    """Write what puts findings of a record right, as one operation; nothing where none has a fix."""
    values = dict(value for finding in findings if finding.fix is not None for value in finding.fix.values)
    return record_edit.set_values(library, record_id, values, Operation.APPLY_FIX)


def explain(library: Library, finding: Finding, text: str) -> Changes[None]:
    """Say why a warning is let stand; blank takes back what was said."""

    def run(transaction: Transaction) -> None:
        transaction.put(explained(transaction.record(finding.record_id), finding, text))

    return library.transact(Operation.EXPLAIN, run)
