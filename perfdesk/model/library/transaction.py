"""Runs one operation on a library: what it writes, and the status of the records afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from perfdesk.model.form.annotation import ANNOTATIONS, NOT_COPIED
from perfdesk.model.form.definition import Block, FormDefinition, Forms
from perfdesk.model.form.forms import form_of_record
from perfdesk.model.library.change_log import ChangeLog, there
from perfdesk.model.library.department_projects import DepartmentProjects
from perfdesk.model.library.record_cache import Scored
from perfdesk.model.library.record_status import RecordStatuses
from perfdesk.model.library.unit_comparison import UnitComparison
from perfdesk.model.record.pending import without_changed_marks
from perfdesk.model.record.record import Record, Row
from perfdesk.model.store.change import AttachmentImage, Change, RecordImage, RowImage, UnitImage, folded
from perfdesk.model.store.record_text import expect_keys, same_row, storable, stored_values, values_text
from perfdesk.model.store.store import Store
from perfdesk.model.store.tree import UnitSummary


class TransactionResult(NamedTuple):
    """What an operation came to: the net changes, and the records it touched as they are now.

    A deleted record is ``None``. ``summaries`` are the records whose status changed; ``dependents``
    score over the projects of a unit that was touched.
    """

    changes: tuple[Change, ...]
    records: Mapping[int, Scored | None]
    summaries: frozenset[int]
    dependents: frozenset[int]


class Transaction(ChangeLog):
    """The typed doors through which an operation changes a library; made by ``Library.transact``.

    Every write is logged as row images before and after. Reading shows what the operation has
    written so far; the library itself shows it after the commit.
    """

    def __init__(
        self,
        store: Store,
        forms: Forms,
        cached: Callable[[int], Scored | None],
        department: DepartmentProjects,
    ) -> None:
        super().__init__(store)
        self._department = department
        self._forms = forms
        self._cached = cached
        self._statuses = RecordStatuses(store, forms)
        self._comparison = UnitComparison(store, forms)
        self._records: dict[int, Record | None] = {}
        self._updated: dict[int, tuple[Scored, bool]] = {}
        self._replays = False

    # Reading

    def record(self, record_id: int) -> Record:
        """The record as this operation has left it so far; raises ``KeyError`` where there is none."""
        if record_id not in self._records:
            scored = self._cached(record_id)
            return self._store.record(record_id) if scored is None else scored.record
        record = self._records[record_id]
        if record is None:
            raise KeyError(record_id)
        return record

    def definition(self, record_id: int) -> FormDefinition:
        """The definition of the record's form; raises ``FormProblem`` where it is unknown."""
        return form_of_record(self._forms, self.record(record_id).form)

    def unit(self, unit_id: int) -> UnitImage:
        """The unit; raises ``KeyError`` where there is none."""
        return there(self._store.image(UnitImage, unit_id), unit_id)

    def unit_of(self, record_id: int) -> UnitImage:
        """The unit that the record belongs to."""
        return self.unit(self._image(record_id).unit_id)

    def units(self) -> tuple[UnitSummary, ...]:
        """All units, as the tree lists them."""
        return self._store.unit_summaries()

    def records_of(self, unit_id: int) -> tuple[int, ...]:
        """The ids of the unit's records, in order."""
        return tuple(record_id for record_id, _ in self._store.places(unit_id))

    def images(self, record_id: int) -> tuple[RecordImage, tuple[RowImage, ...]]:
        """A record and its rows as the file has them; raises ``KeyError`` where there is none."""
        return self._image(record_id), self._store.rows_of(record_id)

    def places(self, unit_id: int) -> tuple[tuple[int, int], ...]:
        """The id and position of each of the unit's records, in order."""
        return self._store.places(unit_id)

    # Writing records

    def put(self, record: Record) -> Record:
        """Make the library's record of that id hold this record's values and rows.

        Rows are matched by id: a row without one is new, one that is left out is deleted. Form and year
        stay. Returns the record as the library has it, where every row that did not change is the object
        it was. Raises ``FormProblem`` where the form is unknown, ``ValueError`` for a key it does not have.
        """
        old = self.record(record.id)
        record = without_changed_marks(old, record)
        definition = form_of_record(self._forms, old.form)
        fields = stored_values(record.fields)
        if fields != old.fields:
            expect_keys(fields, old.fields, {field.key for field in definition.fields})
            image = self._image(record.id)
            self._update(image._replace(fields=values_text(fields)))
        blocks = dict(old.blocks)
        # In the form's order, so that the same operation always gives the same ids.
        for block in (*definition.blocks, *ANNOTATIONS):
            rows = record.rows(block.key)
            if rows is not old.rows(block.key):
                blocks[block.key] = self._put_rows(record.id, block, old.rows(block.key), rows)
        self._records[record.id] = new = replace(old, fields=fields, blocks=blocks)
        return new

    def _put_rows(
        self, record_id: int, block: Block, old: tuple[Row, ...], new: tuple[Row, ...]
    ) -> tuple[Row, ...]:
        remaining = {row.id: (index, row) for index, row in enumerate(old)}
        result: list[Row] = []
        columns = {column.key for column in block.columns}
        for index, given in enumerate(new):
            # A row of another record, or a second copy of one of this, is a new row.
            old_index, before = remaining.pop(given.id, (-1, None))
            if before is given and index == old_index:
                result.append(given)
                continue
            values = stored_values(given.values)
            expect_keys(values, {} if before is None else before.values, columns)
            if before is None:
                image = RowImage(0, record_id, block.key, index, given.line, values_text(values))
                result.append(Row(values, given.line, self._insert(image).id))
                continue
            row = same_row(Row(values, given.line, given.id), before)
            if row is not before or index != old_index:
                image = there(self._store.image(RowImage, row.id), row.id)
                self._update(image._replace(position=index, line=row.line, cells=values_text(values)))
            result.append(row)
        for row_id in remaining:
            self._delete(there(self._store.image(RowImage, row_id), row_id))
        return tuple(result)

    def add_record(self, unit_id: int, record: Record, index: int | None = None) -> int:
        """Add a record to a unit, before the one at ``index`` or last. Its id.

        The record takes the unit's year. Raises ``FormProblem`` where its form is unknown.
        """
        definition = form_of_record(self._forms, record.form)
        position = self._place(unit_id, index)
        fields = stored_values(record.fields)
        expect_keys(fields, {}, {field.key for field in definition.fields})
        image = self._insert(RecordImage(0, unit_id, position, record.form, values_text(fields)))
        self._records[image.id] = Record(record.form, self.unit(unit_id).year, fields, id=image.id)
        blocks = {key: rows for key, rows in record.blocks.items() if key not in NOT_COPIED}
        self.put(replace(record, id=image.id, blocks=blocks))
        return image.id

    def delete_record(self, record_id: int) -> None:
        """Delete a record; raises ``KeyError`` where there is none."""
        image = self._image(record_id)
        self._log += [Change(row, None) for row in self._store.rows_of(record_id)]
        self._store.delete_rows(record_id)
        self._delete(image)
        self._records[record_id] = None

    def place_record(self, record_id: int, unit_id: int, index: int | None = None) -> None:
        """Move a record into a unit, to ``index`` among the unit's other records or last.

        In a unit of another year it becomes a record of that year; its values stay.
        """
        record = self.record(record_id)
        position = self._place(unit_id, index, besides=record_id)
        image = self._image(record_id)
        self._update(image._replace(unit_id=unit_id, position=position))
        self._records[record_id] = replace(record, year=self.unit(unit_id).year)

    def _place(self, unit_id: int, index: int | None, besides: int = 0) -> int:
        """A free position for a record; those behind it give way as far as they must."""
        if index is None:
            return self._store.last_position(unit_id) + 1
        others = [place for place in self._store.places(unit_id) if place[0] != besides]
        if index >= len(others):
            return others[-1][1] + 1 if others else 0
        free = others[index][1]
        for needed, (record_id, position) in enumerate(others[index:], start=free + 1):
            if position >= needed:
                break
            self._update(self._image(record_id)._replace(position=needed))
        return free

    # Writing units

    def add_unit(self, year: int, name: str) -> int:
        """Add a unit to a year, last. Its id."""
        of_year = [unit for unit in self._store.units() if unit.year == year]
        position = of_year[-1].position + 1 if of_year else 0
        return self._insert(UnitImage(0, year, storable(name), position)).id

    def rename_unit(self, unit_id: int, name: str) -> None:
        """Give a unit another name."""
        self._update(self.unit(unit_id)._replace(name=storable(name)))

    def delete_unit(self, unit_id: int) -> None:
        """Delete a unit and its records."""
        unit = self.unit(unit_id)
        for record_id in self.records_of(unit_id):
            self.delete_record(record_id)
        self._delete(unit)

    # Writing attachments

    def attachment(self, attachment_id: int) -> AttachmentImage:
        """A file (附件) of a record; raises ``KeyError`` where there is none."""
        return there(self._store.image(AttachmentImage, attachment_id), attachment_id)

    def add_attachment(self, image: AttachmentImage) -> int:
        """Attach a file to a record, whose content is in the library already. Its id."""
        return self._insert(image).id

    def put_attachment(self, image: AttachmentImage) -> None:
        """Write another name or kind to a file; raises ``KeyError`` where there is none."""
        self._update(image)

    def remove_attachment(self, attachment_id: int) -> None:
        """Take a file from its record; its content stays for undo. Raises ``KeyError``."""
        self._delete(self.attachment(attachment_id))

    # Undo, redo and the end

    def replay(self, changes: Iterable[Change]) -> None:
        """Make logged changes again, or take them back where they are inverted."""
        self._replays = True
        touched: dict[int, None] = {}
        for change in changes:
            self._store.make(change)
            self._log.append(change)
            if isinstance(image := change.image, RowImage | RecordImage):
                touched[image.record_id if isinstance(image, RowImage) else image.id] = None
        for record_id in touched:
            if self._store.image(RecordImage, record_id) is None:
                self._records[record_id] = None
            else:
                old = scored.record if (scored := self._cached(record_id)) else None
                self._records[record_id] = self._store.record(record_id, old)

    def update_status(self, record_id: int) -> None:
        """Bring the status of a record up to date that is not written again: at the end, many take long."""
        self._updated[record_id] = self._statuses.update(self.record(record_id), self._cached(record_id))

    def finish(self) -> TransactionResult:
        """Bring the status of records up to date, and say what the operation has come to."""
        records: dict[int, Scored | None] = {}
        summaries: set[int] = set()
        dependents = self._department.dependents(self._touched_units())
        put = None if self._replays else self.put  # what is replayed holds its texts as they were
        for record_id, record in self._records.items():
            if record is None:
                records[record_id] = None
            elif record_id not in dependents:
                scored, changed = self._updated.get(record_id, (None, False))
                if scored is None or scored.record is not record:
                    scored, changed = self._statuses.update_with_texts(record, self._cached(record_id), put)
                records[record_id] = scored
                if changed:
                    summaries.add(record_id)
        for record_id, unit_id in dependents.items():
            before, record = self._cached(record_id), self.record(record_id)
            projects = self._department.inputs(unit_id, self.definition(record_id), records)
            records[record_id], changed = self._statuses.update_with_texts(record, before, put, projects)
            if changed:
                summaries.add(record_id)
        summaries |= self._comparison.update(records)
        return TransactionResult(folded(self._log), records, frozenset(summaries), frozenset(dependents))

    def _touched_units(self) -> dict[int, None]:
        """The units whose records were written, left or entered, in order."""
        units = {
            image.unit_id: None for change in self._log for image in change if isinstance(image, RecordImage)
        }
        for record_id, record in self._records.items():
            if record is not None:
                units[self._image(record_id).unit_id] = None
        return units

    def _image(self, record_id: int) -> RecordImage:
        return there(self._store.image(RecordImage, record_id), record_id)
