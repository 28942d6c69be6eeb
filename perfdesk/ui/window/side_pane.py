"""The right pane: how the current cell is filled, what 审核 finds of the form, and indicators to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from perfdesk.model.checks.finding import Finding, Severity, count
from perfdesk.ui.findings.findings_content import COLORS, counted
from perfdesk.ui.widget import theme


class SidePane(QTabWidget):
    """Three tabs; that of the findings shows how many have to be put right or explained.

    ``stock`` makes the page of the 指标库 when it is first looked at.
    """

    def __init__(
        self,
        explanation: QWidget,
        findings: QWidget,
        stock: Callable[[], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._findings = findings
        self._found: Sequence[Finding] = ()
        self._stock = _LatePage(stock, self)
        self.setDocumentMode(True)
        theme.scheme.changed.connect(self._recolor)
        self.tabBar().setExpanding(True)
        self.tabBar().setUsesScrollButtons(False)  # three tabs: the pane is never narrower than they are
        self.tabBar().setDrawBase(False)
        self.addTab(explanation, "填报说明")
        self.addTab(findings, "审核")
        self.addTab(self._stock, "指标库")

    def show_findings(self) -> None:
        """Bring the findings to the front."""
        self.setVisible(True)
        self.setCurrentWidget(self._findings)

    def show_stock(self) -> None:
        """Bring the 指标库 to the front."""
        self.setVisible(True)
        self.setCurrentWidget(self._stock)

    def count_findings(self, findings: Sequence[Finding]) -> None:
        """Show on the tab how many there are, in the colour of the gravest."""
        self._found = findings
        at = self.indexOf(self._findings)
        count_shown = sum(count(findings, severity) for severity in (Severity.ERROR, Severity.WARNING))
        self.setTabText(at, f"审核 {count_shown}" if count_shown else "审核")
        gravest = findings[0].severity if findings else None
        self.tabBar().setTabTextColor(at, COLORS[gravest] if gravest is not None else theme.TEXT)
        self.setTabToolTip(at, counted(findings))

    def _recolor(self) -> None:
        self.count_findings(self._found)


class _LatePage(QWidget):
    """A page that is made when it is first shown: it would delay the window."""

    def __init__(self, make: Callable[[], QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._make = make
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and layout.isEmpty():
            layout.addWidget(self._make())
