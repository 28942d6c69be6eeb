"""Deleting what is chosen in the tree, however much it is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtWidgets import QWidget

from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.library.library import Library
from perfdesk.model.store.change import Changes
from perfdesk.ui.tree.node import NodeKind, Shape, id_of, kind_of, node
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.large_operation import run_in_parts


def delete_nodes(bridge: Bridge, chosen: Sequence[int], name: str, window: QWidget) -> str:
    """Delete projects, and units with their projects, as one step. ``name`` is that of the first.

    What is to be said of it; ``""`` where it did not come to the end.
    """
    units = [item for item in chosen if kind_of(item) is NodeKind.UNIT]
    below = [node(NodeKind.RECORD, record.id) for record in bridge.library.tree.records(*map(id_of, units))]
    records = dict.fromkeys((*(item for item in chosen if kind_of(item) is NodeKind.RECORD), *below))

    def delete(library: Library, some: Sequence[int], key: Hashable) -> Changes[None]:
        parts = {kind: [id_of(item) for item in some if kind_of(item) is kind] for kind in NodeKind}
        if units:
            return unit_edit.delete_units(library, parts[NodeKind.UNIT], parts[NodeKind.RECORD], key)
        return record_edit.delete_records(library, parts[NodeKind.RECORD], key)

    if run_in_parts(bridge, [*records, *units], delete, "正在删除…", window) is None:
        return ""
    if len(chosen) == 1:
        message = "已删除单位“{name}”及其项目" if units else "已删除项目“{name}”"
    else:
        message = "已删除 {units} 个单位、{count} 个项目" if units else "已删除 {count} 个项目"
    message = message.format(name=name, units=len(units), count=len(records))
    return f"{message}，可按 Ctrl+Z 撤销。"


def beside(shape: Shape, chosen: Sequence[int]) -> int:
    """What becomes current once the chosen nodes are gone: a neighbour, else what holds them."""
    deleted = set(chosen)
    last = next(item for item in reversed(chosen) if shape.parents[item] not in deleted)
    holder = shape.parents[last]
    neighbours = shape.children[holder]
    at = neighbours.index(last)
    near = [*neighbours[at + 1 :], *reversed(neighbours[:at])]
    return next((item for item in near if item not in deleted), holder)
