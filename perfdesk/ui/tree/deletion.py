"""Deleting what is chosen in the tree, however much it is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from perfdesk.model import edit, unit_edit
from perfdesk.model.change import Changes
from perfdesk.model.library import Library
from perfdesk.ui.bridge import Bridge
from perfdesk.ui.large_operation import run_in_parts
from perfdesk.ui.tree.node import Kind, Shape, kind_of, number_of

Operation = Callable[[Library, Sequence[int], Hashable], Changes[None]]


def delete_nodes(bridge: Bridge, chosen: Sequence[int], window: QWidget) -> bool:
    """Delete projects, or one unit with its projects, as one step; whether it came to the end."""
    numbers = [number_of(item) for item in chosen]
    if kind_of(chosen[0]) is not Kind.UNIT:
        return _done(bridge, numbers, edit.delete_records, window)
    (unit_id,) = numbers
    records = [record.id for record in bridge.library.records(unit_id)] or [0]

    def delete(library: Library, some: Sequence[int], key: Hashable) -> Changes[None]:
        if some[-1] == records[-1]:  # the unit goes last, with what is left of its projects
            return unit_edit.delete_unit(library, unit_id, key)
        return edit.delete_records(library, some, key, "删除单位")

    return _done(bridge, records, delete, window)


def _done(bridge: Bridge, items: Sequence[int], operation: Operation, window: QWidget) -> bool:
    told = QCoreApplication.translate("TreeOperations", "正在删除…")
    return run_in_parts(bridge, items, operation, told, window) is not None


def beside(shape: Shape, chosen: Sequence[int]) -> int:
    """What becomes current once the chosen nodes are gone: a neighbour, else what holds them."""
    holder = shape.parents[chosen[-1]]
    neighbours, gone = shape.children[holder], set(chosen)
    at = neighbours.index(chosen[-1])
    near = [*neighbours[at + 1 :], *reversed(neighbours[:at])]
    return next((item for item in near if item not in gone), holder)
