"""Formatted text beside the sheet, with links that the program follows itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from perfdesk.ui.widget import theme

DELAY_MS = 30  # such text follows typing right after the sheet has been painted, not before


class PassageBrowser(QTextBrowser):
    """A plain page of passages.

    ``anchorClicked`` carries a link that was clicked; ``faded`` asks for the text in the colours shown now.
    """

    faded = Signal()

    def __init__(self, name: str, parent: QWidget, empty: str = "") -> None:
        """``name`` is what a screen reader calls it; ``empty`` is said where there is nothing to show."""
        super().__init__(parent)
        self._html = ""
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(theme.SPACE * 1.5)
        self.setAccessibleName(name)
        self.setPlaceholderText(empty)
        theme.scheme.changed.connect(self._fade)

    def _fade(self) -> None:
        """Ask for the text anew: the colours of a text stay as they were written."""
        self._html = ""
        self.faded.emit()

    def write(self, html: str, *, stay: bool = False) -> None:
        """Show other text from its top, or where the page was scrolled to with ``stay``."""
        if html == self._html:
            return
        self._html = html
        at = self.verticalScrollBar().value() if stay else 0
        self.setHtml(html)
        self.verticalScrollBar().setValue(at)
