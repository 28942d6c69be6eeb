"""Describes what an operation changed: images of database rows, and the sets that views redraw by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from perfdesk.model.store.operation import Operation

T = TypeVar("T")


class UnitImage(NamedTuple):
    """A unit (单位) as it stands in the file."""

    id: int
    year: int
    name: str
    position: int


class RecordImage(NamedTuple):
    """A record without its rows; ``fields`` is the JSON text in the file."""

    id: int
    unit_id: int
    position: int
    form: str
    fields: str


class RowImage(NamedTuple):
    """A row of a record's block; ``cells`` is the JSON text in the file."""

    id: int
    record_id: int
    block: str
    position: int
    line: str
    cells: str


class AttachmentImage(NamedTuple):
    """A file (附件) of a record, without its bytes, which are found by ``digest``; ``size`` in bytes."""

    id: int
    record_id: int
    position: int
    name: str
    kind: str
    size: int
    at: str
    digest: str


Image = UnitImage | RecordImage | RowImage | AttachmentImage
ImageT = TypeVar("ImageT", UnitImage, RecordImage, RowImage, AttachmentImage)


class Change(NamedTuple):
    """One database row before and after: ``None`` before is an insertion, ``None`` after a deletion."""

    before: Image | None
    after: Image | None

    @property
    def image(self) -> Image:
        """Either image, for what both have in common: the table and the id."""
        image = self.before if self.after is None else self.after
        assert image is not None
        return image

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)


def folded(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The net change of each database row, in order of first change; what came to nothing is left out."""
    net: dict[tuple[type[Image], int], Change] = {}
    for change in changes:
        key = (type(change.image), change.image.id)
        earlier = net.get(key)
        net[key] = change if earlier is None else Change(earlier.before, change.after)
    return tuple(change for change in net.values() if change.before != change.after)


def inverted(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that take these back, in the order to make them."""
    return tuple(change.inverse for change in reversed(tuple(changes)))


def record_of(image: Image) -> int | None:
    """The record that a row belongs to; ``None`` of a unit."""
    if isinstance(image, UnitImage):
        return None
    return image.id if isinstance(image, RecordImage) else image.record_id


@dataclass(frozen=True, slots=True)
class Changes(Generic[T]):
    """What an operation did, for views to decide what to redraw.

    All sets but ``units`` hold record ids. ``records``: values or the unit changed; ``rows``: rows were
    added, removed or moved; ``summaries``: name, code, total, grade, state, fingerprint or number of findings
    changed; ``added`` and ``removed``: whole records, which are in none of the other sets. ``tree``: units or
    records were added, removed or moved, or a unit was renamed; ``units``: those units, and the units of
    those records.
    ``dependents``: records that score over the projects of a unit that was touched. ``attachments``: records
    whose files (附件) changed.
    ``result`` is what the operation's function returned, ``None`` for undo and redo.
    """

    operation: Operation
    result: T
    records: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()
    tree: bool = False
    summaries: frozenset[int] = frozenset()
    added: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    dependents: frozenset[int] = frozenset()
    attachments: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.tree or self.records or self.rows or self.attachments)


def changes_of(
    operation: Operation,
    changes: Iterable[Change],
    summaries: Iterable[int],
    result: T,
    dependents: Iterable[int] = (),
) -> Changes[T]:
    """What views need to know of folded changes.

    ``summaries`` are the records whose summary changed, ``dependents`` those computed again from others.
    """
    records: set[int] = set()
    rows: set[int] = set()
    added: set[int] = set()
    removed: set[int] = set()
    units: set[int] = set()
    attachments: set[int] = set()
    for before, after in changes:
        image = after if before is None else before
        if isinstance(image, AttachmentImage):
            attachments.add(image.record_id)
        elif isinstance(before, RowImage) and isinstance(after, RowImage):
            if (before.line, before.cells) != (after.line, after.cells):
                records.add(after.record_id)
            if (before.block, before.position) != (after.block, after.position):
                rows.add(after.record_id)
        elif isinstance(before, RecordImage) and isinstance(after, RecordImage):
            # Another unit may be one of another year, which the form prints.
            if before.fields != after.fields or before.unit_id != after.unit_id:
                records.add(after.id)
            if (before.unit_id, before.position) != (after.unit_id, after.position):
                units |= {before.unit_id, after.unit_id}
        elif isinstance(image, RowImage):
            rows.add(image.record_id)
        elif isinstance(image, RecordImage):
            units.add(image.unit_id)
            (added if before is None else removed).add(image.id)
        elif image is not None:
            units.add(image.id)
    whole = added | removed
    return Changes(
        operation=operation,
        result=result,
        records=frozenset(records - whole),
        rows=frozenset(rows - whole),
        tree=bool(units),
        summaries=frozenset(summaries) - whole,
        added=frozenset(added),
        removed=frozenset(removed),
        units=frozenset(units),
        dependents=frozenset(dependents) - whole,
        attachments=frozenset(attachments) - whole,
    )


def joined(parts: Sequence[Changes[Any]]) -> Changes[None]:
    """What views need to know of operations one after the other, as of one; there is at least one."""
    added: set[int] = set()
    removed: set[int] = set()
    back: set[int] = set()  # went and came again
    never: set[int] = set()  # came and went again
    for part in parts:
        returned, withdrawn = part.added & removed, part.removed & added
        added = (added | part.added) - returned - withdrawn
        removed = (removed | part.removed) - returned - withdrawn
        back = (back | returned) - part.removed
        never = (never | withdrawn) - part.added
    whole = added | removed | never

    def union(name: str) -> frozenset[int]:
        return frozenset(chain.from_iterable(getattr(part, name) for part in parts))

    return Changes(
        operation=parts[-1].operation,
        result=None,
        records=(union("records") | back) - whole,
        rows=(union("rows") | back) - whole,
        tree=any(part.tree for part in parts),
        summaries=(union("summaries") | back) - whole,
        added=frozenset(added),
        removed=frozenset(removed),
        units=union("units"),
        dependents=union("dependents") - whole,
        attachments=(union("attachments") | back) - whole,
    )
