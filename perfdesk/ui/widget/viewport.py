"""Gives a scrolled view a viewport that Python has made."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def give_viewport(view: QAbstractScrollArea, role: QPalette.ColorRole = QPalette.ColorRole.Base) -> QWidget:
    """Replace the viewport of ``view`` by one with the background ``role``, as Qt's own has it; the new one.

    Asked for a widget that Qt has made, PySide looks for its class among all classes of widgets, which loads
    them all: 20 ms at the start of the program.
    """
    viewport = QWidget(view)
    viewport.setBackgroundRole(role)
    viewport.setAutoFillBackground(True)
    view.setViewport(viewport)
    return viewport
