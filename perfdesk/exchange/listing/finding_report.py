"""The findings of records for other programs (JSON) and for a terminal (a list)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfdesk.exchange.listing.json_list import json_list
from perfdesk.exchange.listing.terminal_text import section
from perfdesk.model.checks.finding import Finding, Severity, count


def findings_json(findings: Iterable[Finding]) -> str:
    """A JSON list with an object a finding; ``path`` is ``""`` where it is about the form as a whole.

    ``explanation`` is only there where a warning is explained.
    """
    return json_list(map(_plain, findings))


def findings_list(name: str, findings: Sequence[Finding]) -> str:
    """A heading that names the record, and a line a finding."""
    counts = "，".join(
        f"{severity} {number}" for severity in Severity if (number := count(findings, severity))
    )
    return section(f"{name}：{counts or '都已说明'}", map(_line, findings))


def _line(finding: Finding) -> str:
    said = f"　已说明：{finding.explanation}" if finding.explanation else ""
    return f"{finding.severity}  {finding.message}{said}"


def _plain(finding: Finding) -> dict[str, object]:
    said = {"explanation": finding.explanation} if finding.explanation else {}
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "record": finding.record_id,
        "path": "" if finding.path is None else str(finding.path),
        "message": finding.message,
        **said,
    }
