"""Shows the passages about the current cell, with links that jump to other cells."""

from __future__ import annotations

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from perfdesk.model.form.path import Path
from perfdesk.sheet.layout.sheet import Cell
from perfdesk.ui.explanation.explanation_content import (
    ExplainedRecord,
    Passage,
    PassageAction,
    Role,
    passages,
)
from perfdesk.ui.widget import sheet_look, theme
from perfdesk.ui.widget.passage_browser import DELAY_MS, PassageBrowser

_STYLES = {
    Role.TITLE: "font-size:13pt; font-weight:bold; margin-bottom:2px;",
    Role.PLACE: "color:{muted}; margin-bottom:8px;",
    Role.VALUE: "font-size:15pt; color:{accent}; margin-top:4px; margin-bottom:6px;",
    Role.HEADING: "font-weight:bold; color:{muted}; margin-top:14px; margin-bottom:4px;",
    Role.TEXT: "margin-bottom:6px;",
    Role.STEP: "margin-left:10px; margin-bottom:4px;",
    Role.CLAUSE: "color:{muted}; margin-bottom:6px;",
    Role.PROBLEM: "color:{problem}; margin-bottom:6px;",
    Role.CARRIED: "color:{carried}; margin-bottom:6px;",
    Role.GAP: "margin-left:10px; margin-bottom:4px;",
}


class ExplanationPanel(QWidget):
    """Says how the current cell is filled and why its score is what it is.

    ``jump`` carries the :class:`Path` of a cell that a link was clicked for; ``asked`` a
    :class:`PassageAction` and the path it is about.
    """

    jump = Signal(object)
    asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: ExplainedRecord | None = None
        self._cell: Cell | None = None
        self._text = PassageBrowser("填报说明", self, "打开一份表，选中一格，这里说明怎么填、得分怎么算。")
        self._text.anchorClicked.connect(self._clicked)
        self._text.faded.connect(self.refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._text)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.refresh)

    def explain(self, subject: ExplainedRecord | None, cell: Cell | None) -> None:
        """Explain a cell, or the whole form where it is ``None``; nothing without a subject."""
        self._subject, self._cell = subject, cell
        if not self._timer.isActive():
            self._timer.start()

    def refresh(self) -> None:
        """Show at once what :meth:`explain` was last asked for."""
        self._timer.stop()
        subject = self._subject
        html = "".join(map(_paragraph, passages(subject, self._cell))) if subject is not None else ""
        self._text.write(html)

    @property
    def plain_text(self) -> str:
        """What the panel says, without its looks."""
        return self._text.toPlainText()

    def _clicked(self, url: QUrl) -> None:
        action, separator, path = url.toString().rpartition(":")
        if separator:
            self.asked.emit(PassageAction(action), Path.parse(path))
        else:
            self.jump.emit(Path.parse(path))


def _paragraph(passage: Passage) -> str:
    text = passage.text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    if passage.link is not None:
        target = f"{passage.action.value}:{passage.link}" if passage.action is not None else str(passage.link)
        text = f'<a href="{target}" style="text-decoration:none;">{text}</a>'
    style = _STYLES[passage.role].format(
        muted=theme.MUTED.name(),
        accent=theme.ACCENT.name(),
        problem=theme.PROBLEM.name(),
        carried=sheet_look.PENDING_INK.name(),
    )
    return f'<p style="margin-top:0; {style}">{text}</p>'
