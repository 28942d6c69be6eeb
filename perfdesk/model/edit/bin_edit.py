"""Bringing deleted records back from the recycle bin, as one step of undo."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.store.change import Change, Changes
from perfdesk.model.store.operation import Operation


def restore_records(
    library: Library, record_ids: Iterable[int], merge_key: Hashable | None = None
) -> Changes[tuple[int, ...]]:
    """Bring records back under their ids, each into its unit, which is made again where it is gone.

    Returns their ids. Raises ``KeyError`` for a record that the bin does not hold.
    """
    wanted = [library.bin.images(record_id) for record_id in record_ids]

    def run(transaction: Transaction) -> tuple[int, ...]:
        units = {(unit.year, unit.name): unit.id for unit in transaction.units()}
        numbers = {unit.id: unit.year for unit in transaction.units()}
        # From top to bottom, so that each finds its place behind those before it.
        for deleted, image, rows in sorted(wanted, key=lambda found: (found[1].unit_id, found[1].position)):
            place = deleted.year, deleted.unit
            unit_id = image.unit_id if numbers.get(image.unit_id) == deleted.year else units.get(place)
            if unit_id is None:
                unit_id = units[place] = transaction.add_unit(*place)
            above = [position for _, position in transaction.places(unit_id) if position <= image.position]
            added = Change(None, image._replace(unit_id=unit_id))
            transaction.replay([added, *(Change(None, row) for row in rows)])
            if image.position in above:  # another record has its place by now, and gives way
                transaction.place_record(image.id, unit_id, len(above) - 1)
        return tuple(deleted.record_id for deleted, _, _ in wanted)

    return library.transact(Operation.RESTORE_DELETED, run, merge_key)
