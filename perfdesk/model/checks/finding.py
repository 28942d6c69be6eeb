"""What a check finds: how grave it is, where it stands, what to do, and a fix where there is one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from perfdesk.model.form.path import Path, field_path


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    ERROR = "错误"  # must be put right before the form is sent
    WARNING = "警告"  # to be put right or explained
    NOTICE = "提示"


class Fix(NamedTuple):
    """Values that put a finding right; ``label`` says what they do, as 改为“64”."""

    label: str
    values: tuple[tuple[Path, str], ...]


class Finding(NamedTuple):
    """One thing that is wrong: a sentence about what and what to do, at the cell it is about.

    ``code`` is topic and name (``units.in-value``); ``record_id`` is the library's. ``path`` is ``None``
    where a finding is about the form as a whole. ``explanation`` is what the bureau says to a warning.
    """

    code: str
    severity: Severity
    record_id: int
    path: Path | None
    message: str
    fix: Fix | None = None
    explanation: str = ""


class RowFinding(NamedTuple):
    """A finding within one row, which keeps it wherever the row moves; ``fix`` is by column.

    A text of a field is looked at the same way: then ``column`` and ``fix`` name fields.
    """

    code: str
    severity: Severity
    column: str
    message: str
    label: str = ""
    fix: Mapping[str, str] = {}

    def at(self, record_id: int, block: str, index: int) -> Finding:
        """The finding where the row stands now."""
        fix = None
        if self.fix:
            values = tuple((Path(block, index, key), text) for key, text in self.fix.items())
            fix = Fix(self.label, values)
        return Finding(
            self.code, self.severity, record_id, Path(block, index, self.column), self.message, fix
        )

    def in_field(self, record_id: int) -> Finding:
        """The finding where it is about a field."""
        fix = None
        if self.fix:
            fix = Fix(self.label, tuple((field_path(key), text) for key, text in self.fix.items()))
        return Finding(self.code, self.severity, record_id, field_path(self.column), self.message, fix)


NO_FINDINGS = "[]"
"""The text of :func:`findings_text` for a record without findings."""

_RANK = {severity: rank for rank, severity in enumerate(Severity)}
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with the gravest first, else in the order given."""
    return tuple(sorted(findings, key=lambda finding: _RANK[finding.severity]))


def count(findings: Iterable[Finding], severity: Severity) -> int:
    """How many of the findings are of that severity and not explained."""
    return sum(finding.severity is severity and not finding.explanation for finding in findings)


def findings_text(findings: Iterable[Finding]) -> str:
    """The JSON text in which a library keeps the findings of one record."""
    return _JSON.encode(
        [
            [
                finding.code,
                finding.severity.name,
                "" if finding.path is None else str(finding.path),
                finding.message,
                finding.explanation,
                *(
                    []
                    if finding.fix is None
                    else [finding.fix.label, {str(path): text for path, text in finding.fix.values}]
                ),
            ]
            for finding in findings
        ]
    )


def findings_from(text: str, record_id: int) -> tuple[Finding, ...]:
    """The findings of a JSON text of :func:`findings_text`."""
    return tuple(_finding(record_id, *written) for written in json.loads(text))


def _finding(
    record_id: int,
    code: str,
    severity: str,
    path: str,
    message: str,
    explanation: str,
    label: str = "",
    values: Mapping[str, str] | None = None,
) -> Finding:
    fix = Fix(label, tuple((_path(at), value) for at, value in values.items())) if values else None
    at = _path(path) if path else None
    return Finding(code, Severity[severity], record_id, at, message, fix, explanation)


@lru_cache(maxsize=4096)
def _path(written: str) -> Path:
    return Path.parse(written)
