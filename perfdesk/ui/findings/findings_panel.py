"""Shows the findings of the open record: a click goes to the cell, a fix is one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCursor, QShowEvent
from PySide6.QtWidgets import QInputDialog, QVBoxLayout, QWidget

from perfdesk.model.checks.finding import Finding
from perfdesk.model.edit import finding_edit
from perfdesk.model.store.change import Changes
from perfdesk.ui.findings.findings_content import EXPLAIN, FIX, FIX_ALL, GUIDE, findings_html
from perfdesk.ui.widget.passage_browser import DELAY_MS, PassageBrowser
from perfdesk.ui.work.bridge import Bridge


class FindingsPanel(QWidget):
    """Shows what 审核 finds of one record of the bridge's library.

    ``jump`` carries the :class:`Path` of the cell a finding is about; ``found`` the findings each time they
    are others than before; ``guide_wanted`` the code of a finding to be looked up in the guide.
    """

    jump = Signal(object)
    guide_wanted = Signal(str)
    found = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._record_id: int | None = None
        self._findings: tuple[Finding, ...] = ()
        self._text = PassageBrowser("审核", self, "打开一份表，这里列出审核发现的问题。")
        # A click beside a link would take the keyboard from the cell, and what is typed next would be lost.
        self._text.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._text.anchorClicked.connect(self._clicked)
        self._text.faded.connect(self._write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        bridge.changed.connect(self._follow)
        bridge.closing.connect(self._forget)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is shown, gravest first."""
        return self._findings

    @property
    def current(self) -> Finding | None:
        """The finding that the keyboard or the mouse is at, else the gravest."""
        mouse = self._text.viewport().mapFromGlobal(QCursor.pos())
        for link in (self._text.textCursor().charFormat().anchorHref(), self._text.anchorAt(mouse)):
            if link:
                return self._findings[int(QUrl(link).path())]
        return next(iter(self._findings), None)

    @property
    def plain_text(self) -> str:
        """What the panel says, without its looks."""
        return self._text.toPlainText()

    def show_record(self, record_id: int | None) -> None:
        """Show the findings of a record whose form the program has, or nothing."""
        self._record_id = record_id
        self.refresh()

    def refresh(self) -> None:
        """Show at once the findings as they are now; amid an operation, once it has ended."""
        self._timer.stop()
        if self._bridge.busy:
            self._timer.start()
            return
        library = self._bridge.library
        findings = () if self._record_id is None else library.audit.findings(self._record_id)
        changed, self._findings = findings != self._findings, findings
        if self.isVisible():
            self._write()
        if changed:
            self.found.emit(findings)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._write()

    def _write(self) -> None:
        """Bring the text up to date; nobody sees it while another tab is in front."""
        library, html = self._bridge.library, ""
        if self._record_id is not None:
            definition, record = library.definition(self._record_id), library.record(self._record_id)
            html = findings_html(definition, record, self._findings, not library.read_only)
        self._text.write(html, stay=True)

    def _follow(self, changes: Changes[Any]) -> None:
        if self._record_id in changes.removed:
            self._record_id = None
        if changes and not self._timer.isActive():
            self._timer.start()

    def _forget(self) -> None:
        """Look at nothing any more: the library is about to be closed."""
        self._timer.stop()
        self._record_id = None

    def _clicked(self, url: QUrl) -> None:
        finding = self._findings[int(url.path())]
        if url.scheme() == FIX and finding.fix is not None:
            self._apply(finding, [finding])
        elif url.scheme() == FIX_ALL:
            self._apply(finding, [other for other in self._findings if other.code == finding.code])
        elif url.scheme() == EXPLAIN:
            self.explain(finding)
        elif url.scheme() == GUIDE:
            self.guide_wanted.emit(finding.code)
        elif finding.path is not None:
            self.jump.emit(finding.path)

    def explain(self, finding: Finding) -> None:
        """Ask for an explanation of a warning; it prints as an annex of the form."""
        text, entered = QInputDialog.getMultiLineText(
            self.window(),
            "核实说明",
            f"{finding.message}\n\n写明核实的情况和理由，将随表印在《核实说明》里；清空则取消说明。",
            finding.explanation,
        )
        if entered and text.strip() != finding.explanation:
            self._bridge.run(lambda library: finding_edit.explain(library, finding, text))
            self.refresh()

    def _apply(self, finding: Finding, findings: Sequence[Finding]) -> None:
        """Put findings right, and go to the one that was clicked."""
        changes = self._bridge.run(
            lambda library: finding_edit.apply_fixes(library, finding.record_id, findings)
        )
        if changes is not None:
            self.refresh()
            self.jump.emit(finding.path)
