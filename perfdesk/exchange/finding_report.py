"""The findings of records for other programs (JSON) and for a terminal (a list)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from perfdesk.model.checks.finding import Finding, Severity, count


def findings_json(findings: Iterable[Finding]) -> str:
    """A JSON list with an object a finding; ``path`` is ``""`` where it is about the form as a whole."""
    items = ",\n".join(json.dumps(_plain(finding), ensure_ascii=False) for finding in findings)
    return f"[\n{items}\n]" if items else "[]"


def findings_list(name: str, findings: Sequence[Finding]) -> str:
    """A heading that names the record, and a line a finding."""
    counts = "，".join(
        f"{severity} {number}" for severity in Severity if (number := count(findings, severity))
    )
    lines = (f"  {finding.severity}  {finding.message}" for finding in findings)
    return "\n".join((f"{name}：{counts}", *lines))


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "record": finding.record_id,
        "path": "" if finding.path is None else str(finding.path),
        "message": finding.message,
    }
