"""The right pane: how the current cell is filled, and what 审核 finds of the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QTabWidget, QWidget

from perfdesk.model.checks.finding import Finding, Severity, count
from perfdesk.ui import theme
from perfdesk.ui.findings.content import COLORS, counted


class SidePane(QTabWidget):
    """Two tabs; that of the findings shows how many have to be put right or explained."""

    def __init__(self, explanation: QWidget, findings: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings = findings
        self._found: Sequence[Finding] = ()
        self.setDocumentMode(True)
        theme.scheme.changed.connect(self._recolor)
        self.tabBar().setExpanding(True)
        self.tabBar().setDrawBase(False)
        self.addTab(explanation, self.tr("填报说明"))
        self.addTab(findings, self.tr("审核"))

    def show_findings(self) -> None:
        """Bring the findings to the front."""
        self.setVisible(True)
        self.setCurrentWidget(self._findings)

    def count_findings(self, findings: Sequence[Finding]) -> None:
        """Show on the tab how many there are, in the colour of the gravest."""
        self._found = findings
        at = self.indexOf(self._findings)
        number = sum(count(findings, severity) for severity in (Severity.ERROR, Severity.WARNING))
        self.setTabText(at, self.tr("审核 {number}").format(number=number) if number else self.tr("审核"))
        gravest = findings[0].severity if findings else None
        self.tabBar().setTabTextColor(at, COLORS[gravest] if gravest is not None else theme.TEXT)
        self.setTabToolTip(at, counted(findings))

    def _recolor(self) -> None:
        self.count_findings(self._found)
