"""What people do in the tree: make, rename, copy, delete and move projects and units."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from perfdesk.model.edit import conversion_edit, record_edit, unit_edit
from perfdesk.model.form.forms import form_of
from perfdesk.model.form.known_keys import DEPARTMENT_FIELD, NAME_FIELD
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation
from perfdesk.ui.carry import carry_operation
from perfdesk.ui.tree import convert_dialog, deletion, new_record_dialog, new_unit_dialog
from perfdesk.ui.tree.node import ROOT, NodeKind, id_of, kind_of, node
from perfdesk.ui.tree.tree_model import TreeModel
from perfdesk.ui.tree.tree_view import TreeView
from perfdesk.ui.widget import message
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.large_operation import run_in_parts

T = TypeVar("T")


class TreeOperations(QObject):
    """The operations on what is chosen in a tree view.

    ``message`` carries a sentence for the status bar; ``made`` says that a new project is current;
    ``copying`` comes before a project's values are read: what is being typed is to be entered.
    """

    message = Signal(str)
    made = Signal()
    copying = Signal()

    def __init__(self, bridge: Bridge, model: TreeModel, view: TreeView) -> None:
        super().__init__(view)
        self._bridge = bridge
        self._model = model
        self._view = view
        model.renamed.connect(self._rename)
        model.dropped.connect(self._drop)

    # ---- what can be done now --------------------------------------------------------------

    def can_rename(self) -> bool:
        """Whether the current node has a name to type."""
        return self._writable() and self._kind() in (NodeKind.UNIT, NodeKind.RECORD)

    def can_duplicate(self) -> bool:
        """Whether the current node is a project."""
        return self._writable() and self._kind() is NodeKind.RECORD

    def can_convert(self) -> bool:
        """Whether projects of known forms are chosen."""
        return self._writable() and bool(self._convertible())

    def _convertible(self) -> tuple[int, ...]:
        """The chosen projects, where they are all of known forms."""
        chosen = self._view.chosen
        if any(kind_of(item) is not NodeKind.RECORD for item in chosen):
            return ()
        record_ids = tuple(map(id_of, chosen))
        forms = self._bridge.library.forms
        return record_ids if all(self._model.listing.record(at).form in forms for at in record_ids) else ()

    def can_carry(self) -> bool:
        """Whether there is anything to carry into another year."""
        return self._writable() and bool(self._model.listing.shape.children[ROOT])

    def can_delete(self) -> bool:
        """Whether projects or units are chosen, and no year."""
        kinds = {kind_of(item) for item in self._view.chosen}
        return self._writable() and bool(kinds) and NodeKind.YEAR not in kinds

    def can_move(self, step: int) -> bool:
        """Whether the current project has a neighbour ``step`` rows below it in its unit."""
        if not self.can_duplicate() or self._model.searching:
            return False
        shape = self._model.listing.shape
        row = shape.row(self._view.current) + step
        return 0 <= row < len(shape.children[shape.parents[self._view.current]])

    def _writable(self) -> bool:
        return not self._bridge.library.read_only

    def _kind(self) -> NodeKind | None:
        return kind_of(self._view.current) if self._view.current != ROOT else None

    # ---- making ----------------------------------------------------------------------------

    def new_record(self) -> None:
        """Ask for a new project and make it."""
        year, unit = self._place()
        dialog = new_record_dialog.NewRecordDialog(self._bridge.library, year, unit, self._view.window())
        if dialog.exec():
            self.add_record(dialog.answer)

    def add_record(self, asked: new_record_dialog.NewRecord) -> None:
        """Make a project, and its unit where the year has none of that name, as one step.

        The 主管部门 is that of the unit's last project.
        """
        library = self._bridge.library
        definition = form_of(library.forms, asked.form)
        record = new_record(definition, asked.year, asked.unit)
        units = {unit.name: unit.id for unit in library.tree.units(asked.year)}
        others = library.tree.records(units[asked.unit]) if asked.unit in units else ()
        department = library.record(others[-1].id).fields.get(DEPARTMENT_FIELD, "") if others else ""
        for key, text in ((NAME_FIELD, asked.name), (DEPARTMENT_FIELD, department)):
            if text and any(field.key == key for field in definition.fields):
                record = record.with_value(field_path(key), text)
        changes = self._bridge.run(
            lambda library: record_edit.add_records(library, [record], Operation.ADD_RECORD)
        )
        if changes is not None:
            self._view.choose_record(changes.result[0])
            self.made.emit()

    def new_unit(self) -> None:
        """Ask for a new unit and make it."""
        year, _ = self._place()
        title, explanation = "新建单位", "单位在项目列表中归集它的项目。"
        self._ask_unit(title, explanation, year or self._years()[-1], "")

    def new_year(self) -> None:
        """Ask for a new year, which begins with its first unit."""
        _, unit = self._place()
        title, explanation = "新建年度", "新年度从它的第一个单位开始，之后可以继续新建单位和项目。"
        self._ask_unit(title, explanation, self._years()[-1] + 1, unit)

    def _ask_unit(self, title: str, explanation: str, year: int, name: str) -> None:
        dialog = new_unit_dialog.NewUnitDialog(title, explanation, year, name, self._view.window())
        if dialog.exec():
            year, name = dialog.year, dialog.name
            changes = self._bridge.run(lambda library: unit_edit.add_unit(library, year, name))
            if changes is not None:
                self._view.choose([node(NodeKind.UNIT, changes.result)])

    def carry(self, all_of_year: bool) -> None:
        """Ask which projects go into the next year, beginning with those chosen or all, and carry them."""
        self.copying.emit()
        year = self._place()[0] or self._years()[-1]
        chosen = () if all_of_year else self._view.chosen_records
        added = carry_operation.ask_and_carry(self._bridge, year, chosen, self._view.window())
        if added:
            self._view.choose_record(added[0])
            self.made.emit()
            sentence = "已结转 {count} 个项目，可按 Ctrl+Z 撤销；带标记的内容请核对后确认。"
            self.message.emit(sentence.format(count=len(added)))

    def _years(self) -> list[int]:
        """The years of the library, or of the known forms where it is empty, rising."""
        library = self._bridge.library
        return sorted(
            library.tree.years() or {year for form in library.forms.values() for year in form.years}
        )

    def _place(self) -> tuple[int | None, str]:
        """The year and the unit that the current node is in."""
        item, year, unit = self._view.current, None, ""
        while item != ROOT:
            if kind_of(item) is NodeKind.YEAR:
                year = id_of(item)
            elif kind_of(item) is NodeKind.UNIT:
                unit = self._model.listing.name(item)
            item = self._model.listing.shape.parents[item]
        return year, unit

    # ---- changing --------------------------------------------------------------------------

    def rename(self) -> None:
        """Type another name for the current node."""
        if self.can_rename():
            self._view.edit_name()

    def _rename(self, item: int, name: str) -> None:
        id_ = id_of(item)
        if kind_of(item) is NodeKind.RECORD:
            self._bridge.run(lambda library: record_edit.rename_record(library, id_, name))
            return
        printing = unit_edit.printing_unit(self._bridge.library, id_)
        if printing and self._wants_in_forms(name):
            self._in_parts(
                printing,
                lambda library, some, key: unit_edit.rename_unit(library, id_, name, some, key),
                "正在改名…",
            )
        else:
            self._bridge.run(lambda library: unit_edit.rename_unit(library, id_, name))

    def _wants_in_forms(self, name: str) -> bool:
        sentence = f"表中的“实施单位”也改为“{name}”吗？"
        offers = ("表中也改(&Y)",)
        return message.offer(self._view.window(), sentence, offers, "只改列表(&N)") == 0

    def duplicate(self) -> None:
        """Copy the current project."""
        if self.can_duplicate():
            self.copying.emit()
            id_ = id_of(self._view.current)
            changes = self._bridge.run(lambda library: record_edit.duplicate_record(library, id_))
            if changes is not None:
                self._view.choose_record(changes.result)

    def convert(self) -> None:
        """Ask for another form and year, and turn the chosen projects into such of that."""
        if self.can_convert():
            self.copying.emit()
            record_ids = self._convertible()
            dialog = convert_dialog.ConvertRecordDialog(self._bridge.library, record_ids, self._view.window())
            if dialog.exec():
                self.convert_records(record_ids, dialog.answer)

    def convert_records(self, record_ids: Sequence[int], asked: convert_dialog.ConvertRecord) -> None:
        """Turn projects into such of the form and year asked for, beside them, as one step."""
        listed = self._model.listing.record
        others = [at for at in record_ids if (listed(at).form, listed(at).year) != asked]
        parts = self._in_parts(
            others or record_ids,
            lambda library, some, key: conversion_edit.convert_records(library, some, *asked, key),
            "正在转换格式…",
        )
        if parts is not None:
            made = [turned.new for part in parts for turned in part]
            self._view.choose([node(NodeKind.RECORD, id_) for id_ in made])
            self.made.emit()
            sentence = "已转换格式，原表保留，可按 Ctrl+Z 撤销。"
            if len(record_ids) > 1:
                sentence = "已转换 {count} 个项目的格式，原表保留，可按 Ctrl+Z 撤销。"
            self.message.emit(sentence.format(count=len(made)))

    def delete(self) -> None:
        """Delete the chosen projects, and the chosen units with their projects."""
        if not self.can_delete():
            return
        chosen = self._view.chosen
        name, next_one = (
            self._model.listing.text(chosen[0], 0),
            deletion.beside(self._model.listing.shape, chosen),
        )
        self._view.choose([next_one])  # first: what goes is not shown while it goes
        sentence = deletion.delete_nodes(self._bridge, chosen, name, self._view.window())
        if sentence:
            self.message.emit(sentence)
        else:
            self._view.choose(chosen)

    def move(self, step: int) -> None:
        """Move the current project ``step`` rows down in its unit."""
        if self.can_move(step):
            shape, item = self._model.listing.shape, self._view.current
            unit, row = shape.parents[item], shape.row(item) + step
            self._run(lambda library: record_edit.move_record(library, id_of(item), id_of(unit), row))
            self._view.scrollTo(self._model.index_of(item))

    def _drop(self, records: list[int], unit_id: int, before: int | None) -> None:
        anchor = record_edit.place_before(self._bridge.library, unit_id, before, records)
        done = self._in_parts(
            records,
            lambda library, some, key: record_edit.move_records(library, some, unit_id, anchor, key),
            "正在移动…",
        )
        if done is not None:
            unit = self._model.listing.unit(unit_id).name
            sentence = "已移动 {count} 个项目到“{unit}”，可按 Ctrl+Z 撤销。"
            self.message.emit(sentence.format(count=len(records), unit=unit))

    def _in_parts(
        self,
        items: Sequence[int],
        operation: Callable[[Library, Sequence[int], Hashable], Changes[T]],
        explanation: str,
    ) -> list[T] | None:

        return run_in_parts(self._bridge, items, operation, explanation, self._view.window())

    def _run(self, operation: Callable[[Library], Changes[None]]) -> bool:
        return self._bridge.run(operation) is not None
