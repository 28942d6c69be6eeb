"""Puts the history of a project into words: one line for each value, row or move that an operation made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from perfdesk.model.edit.restore_edit import Places, path_of, places_of
from perfdesk.model.form.annotation import ANNOTATIONS, CARRIED, EXPLANATIONS, SNIPPETS
from perfdesk.model.form.definition import Block, Field, FormDefinition
from perfdesk.model.form.path import FIELDS, Path
from perfdesk.model.kept.attachment import AttachmentKind
from perfdesk.model.kept.edit_history import ATTACHMENTS, PLACE, Edit, Entry
from perfdesk.model.record.record import Record


class HistoryLine(NamedTuple):
    """One line of the list.

    ``edit`` and ``key`` are what it is about, ``None`` and ``""`` for the form as a whole, ``""`` also for a
    whole row. ``path`` is where that stands in the form now, ``None`` where it no longer is.
    """

    entry: Entry
    place: str
    old: str
    new: str
    edit: Edit | None = None
    key: str = ""
    path: Path | None = None


def lines_of(definition: FormDefinition, record: Record, entries: Iterable[Entry]) -> list[HistoryLine]:
    """All lines of entries, in their order."""
    now = places_of(record)
    blocks = {block.key: block for block in (*ANNOTATIONS, *definition.blocks)}
    return [line for entry in entries for line in _lines(definition.fields, blocks, now, entry)]


def _lines(
    fields: Iterable[Field], blocks: Mapping[str, Block], now: Places, entry: Entry
) -> Iterator[HistoryLine]:
    """The lines of one entry; a block of an earlier edition of the form is not among ``blocks``."""
    # What is stored with a value, from what it was filled or that it waits, is shown by the value.
    edits = [edit for edit in entry.edits if edit.block not in (SNIPPETS.key, CARRIED.key)]
    if not edits and any(edit.block == CARRIED.key for edit in entry.edits):
        yield HistoryLine(entry, CARRIED.label, "", "（待确认的标记变了）")
    elif not edits:
        yield HistoryLine(entry, SNIPPETS.label if entry.edits else "整张表", "", "")
    moved: dict[str, None] = {}
    changed: set[str] = set()
    yield from _explanations(entry, (edit for edit in edits if edit.block == EXPLANATIONS.key))
    for edit in edits:
        if edit.block == EXPLANATIONS.key:
            continue
        if edit.block == PLACE:
            old, new = edit.values["unit"]
            yield HistoryLine(entry, "所在单位", old, new, edit)
        elif edit.block == ATTACHMENTS:
            yield _attachment(entry, edit)
        elif edit.block == FIELDS:
            yield from _values(entry, edit, now, fields, "")
        elif edit.before is None or edit.after is None:
            changed.add(edit.block)
            yield _row(blocks.get(edit.block), now, entry, edit)
        else:
            if edit.before != edit.after:
                moved[edit.block] = None
            block = blocks.get(edit.block)
            if edit.values and block is not None:
                yield from _values(entry, edit, now, block.columns, _row_place(block, now, edit))
    for key in moved:
        block = blocks.get(key)
        if key not in changed and block is not None:
            yield HistoryLine(entry, block.label, "", "（行的次序变了）")


def _values(
    entry: Entry, edit: Edit, now: Places, columns: Iterable[Field], place: str
) -> Iterator[HistoryLine]:
    remaining = len(edit.values)
    for column in columns:
        if not remaining:  # most edits are of one value
            return
        if column.key in edit.values:
            remaining -= 1
            named = f"{place}　{column.label}" if place else column.label
            path = path_of(now, edit, column.key)
            yield HistoryLine(entry, named, *edit.values[column.key], edit, column.key, path)


def _attachment(entry: Entry, edit: Edit) -> HistoryLine:
    place = "附件"
    old, new = edit.values.get("name", ("", ""))
    if edit.before is None:
        return HistoryLine(entry, place, "", "（加了附件）" + new)
    if edit.after is None:
        return HistoryLine(entry, place, old, "（删了附件）")
    if old or new:
        return HistoryLine(entry, place, old, new)
    was, became = edit.values["kind"]
    return HistoryLine(entry, "附件　类别", AttachmentKind(was).label, AttachmentKind(became).label)


def _explanations(entry: Entry, edits: Iterable[Edit]) -> Iterator[HistoryLine]:
    """What was said to warnings, a line each, without their code and place, which are ids."""
    texts: dict[tuple[str, ...], tuple[str, str]] = {}
    for edit in edits:  # an explanation that was changed is a row removed and another added
        about = tuple("".join(edit.values.get(key, ("", ""))) for key in ("code", "place"))
        old, new = texts.get(about, ("", ""))
        removed, added = edit.values.get("text", ("", ""))
        texts[about] = old or removed, new or added
    for old, new in texts.values():
        yield HistoryLine(entry, EXPLANATIONS.label, old, new or "（取消了说明）")


def _row(block: Block | None, now: Places, entry: Entry, edit: Edit) -> HistoryLine:
    columns = block.columns if block is not None else ()
    place = _row_place(block, now, edit) if block is not None else "（现在的格式没有的行）"
    path = path_of(now, edit, columns[0].key) if columns else None
    old, new = ("；".join(filter(None, _texts(edit, columns, side))) for side in (0, 1))
    if edit.before is None:
        return HistoryLine(entry, place, "", "（加了一行）" + new, edit, path=path)
    return HistoryLine(entry, place, old, "（删了这一行）", edit, path=path)


def _texts(edit: Edit, columns: Iterable[Field], side: int) -> Iterator[str]:
    for column in columns:
        if column.key in edit.values:
            yield edit.values[column.key][side]


def _row_place(block: Block, now: Places, edit: Edit) -> str:
    name = next((line.name for line in block.lines if line.key == edit.line), "")
    if name:
        return f"{block.label}　{name}"
    here = now.get((edit.block, edit.row))
    if here is not None:
        return f"{block.label}　第 {here + 1} 行"
    position = edit.after if edit.after is not None else edit.before
    number = (position or 0) + 1
    return f"{block.label}　原第 {number} 行"
