"""A form laid out: cells with spans, texts and styles. Screen, PDF and Excel render this."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfdesk.model.form.definition import CellStyle, Page
from perfdesk.model.form.path import Path


class CellKind(StrEnum):
    """What a cell is to the person at the screen."""

    LABEL = "label"  # printed by the form
    INPUT = "input"
    COMPUTED = "computed"  # typing is refused
    SCORE = "score"  # computed, and typing sets a manual score


class Origin(StrEnum):
    """Where the shown text of a cell comes from, for how it is marked on screen."""

    PRINTED = "printed"
    TYPED = "typed"
    COMPUTED = "computed"
    WAITING = "waiting"  # a score a person must still enter
    UNREADABLE = "unreadable"  # typed, but a number was expected and none was understood


class Cell(NamedTuple):
    """One cell, at its top left grid position.

    ``text`` is shown; ``edit_text`` is what an editor opens with. ``number`` is the value
    behind ``text`` where it is a number, with ``number_format`` as Excel writes it.
    ``paths`` are the values that typing changes (several where one cell holds several, joined
    by ``codec``, a name in the registry). ``source`` is the address of the computed value shown, as
    :class:`perfdesk.model.language.source.Source` writes it (``budget[0].rate``), where it can be explained.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    edit_text: str
    style: CellStyle
    kind: CellKind
    origin: Origin
    paths: tuple[Path, ...] = ()
    codec: str = ""
    source: str = ""
    number: Decimal | None = None
    number_format: str = ""


class SheetRow(NamedTuple):
    """A grid row: its least height, and the record row it shows, if any.

    ``block`` and ``index`` name the repeated record row. ``heading`` rows are drawn again on a
    page that ``section`` flows onto; a row with ``keep`` never begins a page.
    """

    min_height_mm: float
    section: int
    block: str = ""
    index: int | None = None  # type: ignore[assignment]  # the tuple's own method is not needed
    heading: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The laid-out form. ``cells`` are in reading order and cover no grid position twice.

    ``fingerprint`` is that of the record, printed at the foot of each page; ``""``: nothing is printed there.
    """

    title: str  # a name for the document or the workbook's sheet: the project's name
    page: Page
    column_widths_mm: tuple[float, ...]
    rows: tuple[SheetRow, ...]
    cells: tuple[Cell, ...]
    fingerprint: str = ""


def same_structure(first: Sheet, second: Sheet) -> bool:
    """Whether two sheets have the same rows, and cells at the same places."""
    if len(first.rows) != len(second.rows) or len(first.cells) != len(second.cells):
        return False
    return all(
        one is other
        or (one.row, one.column, one.row_span, one.column_span)
        == (other.row, other.column, other.row_span, other.column_span)
        for one, other in zip(first.cells, second.cells, strict=True)
    )
