"""Carrying projects from the window: the dialog, then the work a few projects at a time."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from PySide6.QtWidgets import QWidget

from perfdesk.model.edit.carry_edit import carry_over
from perfdesk.ui.carry.carry_dialog import CarryDialog, CarryYear
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.large_operation import run_in_parts


def ask_and_carry(
    bridge: Bridge, year: int, chosen: Collection[int], window: QWidget
) -> tuple[int, ...] | None:
    """Ask what to carry and carry it, the new projects; ``None`` where nothing came of it."""
    dialog = CarryDialog(bridge.library, year, chosen, window)
    try:
        return carry(bridge, dialog.answer, window) if dialog.exec() else None
    finally:
        dialog.deleteLater()


def carry(bridge: Bridge, asked: CarryYear, window: QWidget) -> tuple[int, ...] | None:
    """Carry what was asked for as one step; ``None`` where it failed (the user was told) or was stopped."""
    parts = run_in_parts(
        bridge,
        asked.wanted,
        lambda library, wanted, key: carry_over(library, wanted, asked.year, key),
        "正在结转…",
        window,
    )
    return None if parts is None else tuple(chain.from_iterable(parts))
