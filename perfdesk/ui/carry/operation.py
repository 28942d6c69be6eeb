"""Carrying projects from the window: the dialog, then the work with how far it is and a way to stop it."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from perfdesk.model.carry_edit import carry_over
from perfdesk.model.change import Changes
from perfdesk.ui.bridge import Bridge
from perfdesk.ui.carry.dialog import CarryDialog, CarryYear

_PATIENCE_MS = 400  # work that takes longer shows how far it is
_EVERY = 4  # projects, between two looks at the user


class _Stopped(Exception):
    """The user stopped the work."""


def ask_and_carry(
    bridge: Bridge, year: int, chosen: Collection[int], window: QWidget
) -> Changes[tuple[int, ...]] | None:
    """Ask what to carry and carry it; ``None`` where that was not wanted, stopped or failed."""
    dialog = CarryDialog(bridge.library, year, chosen, window)
    try:
        return carry(bridge, dialog.answer, window) if dialog.exec() else None
    finally:
        dialog.deleteLater()


def carry(bridge: Bridge, asked: CarryYear, window: QWidget) -> Changes[tuple[int, ...]] | None:
    """Carry what was asked for as one step; ``None`` where it failed (the user was told) or was stopped."""
    count = len(asked.wanted)
    progress = QProgressDialog(_tr("正在结转…"), _tr("停止"), 0, count, window)
    progress.setWindowTitle(_tr("结转下年"))
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(_PATIENCE_MS)

    def told(done: int) -> None:
        if done % _EVERY == 0:
            progress.setValue(done)
            if progress.wasCanceled():
                raise _Stopped

    try:
        return bridge.run(lambda library: carry_over(library, asked.wanted, asked.year, told))
    except _Stopped:
        return None
    finally:
        progress.reset()
        progress.deleteLater()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Carry", text)
