"""The flags of the cells of a sheet: findings about them, and carried values to be confirmed (待确认)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfdesk.model.checks.finding import Finding
from perfdesk.model.form.path import Path
from perfdesk.model.record.pending import pending
from perfdesk.model.record.record import Record
from perfdesk.sheet.layout.sheet import Cell


class CellFlags:
    """The flags of one record's sheet, by the paths of values; where there are none, paint is not delayed."""

    def __init__(self) -> None:
        self._findings: dict[Path, list[Finding]] = {}
        self._pending: Mapping[Path, str] = {}

    @property
    def pending(self) -> Mapping[Path, str]:
        """The values to be confirmed, each with the year that it was carried from."""
        return self._pending

    def set_findings(self, findings: Sequence[Finding]) -> set[Path]:
        """Replace the findings, gravest first; returns the paths whose flags changed."""
        before, self._findings = self._findings, {}
        for finding in findings:
            if finding.path is not None:
                self._findings.setdefault(finding.path, []).append(finding)
        return {path for path in before | self._findings if before.get(path) != self._findings.get(path)}

    def set_pending(self, record: Record) -> set[Path]:
        """Replace what waits to be confirmed by that of a record; returns the paths whose flags changed."""
        before, self._pending = self._pending, {value.path: value.year for value in pending(record)}
        return {path for path, _ in before.items() ^ self._pending.items()}

    def findings_at(self, cell: Cell) -> list[Finding]:
        """The findings about what a cell shows; those of one value stand gravest first."""
        if not self._findings:
            return []
        return [finding for path in cell.paths for finding in self._findings.get(path, ())]

    def pending_at(self, cell: Cell) -> str:
        """The year that what a cell shows was carried from, where it is to be confirmed; else ``""``."""
        if not self._pending:
            return ""
        return next((self._pending[path] for path in cell.paths if path in self._pending), "")

    def tip_at(self, cell: Cell) -> str:
        """What the flags of a cell say; ``""`` where it has none."""
        sentences = [finding.message for finding in self.findings_at(cell)]
        if year := self.pending_at(cell):
            sentences.append(f"由{year}年度结转，待确认。")
        return "\n".join(sentences)
