"""The operations on findings (审核): putting one right, and saying why one is let stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.model.checks.explanation import explained
from perfdesk.model.checks.finding import Finding
from perfdesk.model.edit import record_edit
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation

if TYPE_CHECKING:
    from perfdesk.model.library.library import Library
    from perfdesk.model.library.transaction import Transaction


def apply_fix(library: Library, finding: Finding) -> Changes[None]:
    """Write the values that put a finding right; nothing where it has no fix."""
    values = dict(finding.fix.values) if finding.fix is not None else {}
    return record_edit.set_values(library, finding.record_id, values, Operation.APPLY_FIX)


def explain(library: Library, finding: Finding, text: str) -> Changes[None]:
    """Say why a warning is let stand; blank takes back what was said."""

    def run(transaction: Transaction) -> None:
        transaction.put(explained(transaction.record(finding.record_id), finding, text))

    return library.transact(Operation.EXPLAIN, run)
