"""Why the budget was not all spent (原因, 扣分原因): a column of the budget, or a field of its own."""

from __future__ import annotations

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.path import field_path
from perfdesk.model.record.record import Record


def reason_taken(record: Record, before: FormDefinition, after: FormDefinition) -> tuple[str, Record]:
    """The reason and the record without it, where the two forms write it in different kinds of places.

    ``""`` and the record as it is, where they do not. Reasons of several lines come one below the other.
    """
    column, field = before.checks.reason, before.checks.execution_reason
    rule = before.scoring.execution
    if column and rule is not None and not after.checks.reason and after.checks.execution_reason:
        rows = record.rows(rule.block)
        reasons = dict.fromkeys(row[column] for row in rows if row[column].strip())
        rest = record.with_rows(rule.block, (row.with_value(column, "") for row in rows))
        return "\n".join(reasons), rest
    if field and not column and after.checks.reason:
        return record.get(field_path(field)), record.with_value(field_path(field), "")
    return "", record


def reason_put(record: Record, form: FormDefinition, reason: str) -> Record:
    """The record with the reason where its form has the place for it."""
    column, rule = form.checks.reason, form.scoring.execution
    if not column or rule is None:
        return record.with_value(field_path(form.checks.execution_reason), reason)
    rows = record.rows(rule.block)
    return record.with_rows(
        rule.block, (row.with_value(column, reason) if row.line == rule.line else row for row in rows)
    )
