"""核实说明: the annex that says why warnings were let stand, laid out as a sheet like any form."""

from __future__ import annotations

from collections.abc import Sequence

from perfdesk.model.checks.finding import Finding
from perfdesk.model.form.definition import Align, CellStyle, FormDefinition
from perfdesk.model.form.known_keys import NAME_FIELD
from perfdesk.model.record.record import Record
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet, SheetRow

_HEADINGS = ("序号", "审核意见", "核实说明")
_SHARES = (0.08, 0.5, 0.42)  # of the width between the margins
_TITLE = CellStyle(size_pt=16, bold=True, border=False)
_SUBJECT = CellStyle(size_pt=10, align=Align.LEFT, border=False)
_LABEL = CellStyle()
_TEXT = CellStyle(align=Align.LEFT, padding_mm=1.4)
_TITLE_MM, _ROW_MM = 14.0, 8.0


def annex(definition: FormDefinition, record: Record, findings: Sequence[Finding]) -> Sheet | None:
    """The explained findings of a record on a page of their own; ``None`` where there are none."""
    explained = [finding for finding in findings if finding.explanation]
    if not explained:
        return None
    page = definition.sheet.page
    width = page.width_mm - page.left_mm - page.right_mm
    name = record.fields.get(NAME_FIELD, "").strip()
    cells = [
        _cell(0, 0, "核实说明", _TITLE, len(_SHARES)),
        _cell(1, 0, f"{record.year}年度　{name}", _SUBJECT, len(_SHARES)),
        *(_cell(2, column, heading, _LABEL) for column, heading in enumerate(_HEADINGS)),
    ]
    for number, finding in enumerate(explained, start=1):
        row = number + 2
        cells += (
            _cell(row, 0, str(number), _LABEL),
            _cell(row, 1, finding.message, _TEXT),
            _cell(row, 2, finding.explanation, _TEXT),
        )
    rows = [SheetRow(_TITLE_MM, 0), SheetRow(_ROW_MM, 0), SheetRow(_ROW_MM, 1, heading=True)]
    rows += [SheetRow(_ROW_MM, 1) for _ in explained]
    return Sheet(
        title=f"核实说明-{name}" if name else "核实说明",
        page=page,
        column_widths_mm=tuple(width * share for share in _SHARES),
        rows=tuple(rows),
        cells=tuple(cells),
    )


def _cell(row: int, column: int, text: str, style: CellStyle, column_span: int = 1) -> Cell:
    return Cell(
        row=row,
        column=column,
        row_span=1,
        column_span=column_span,
        text=text,
        edit_text=text,
        style=style,
        kind=CellKind.LABEL,
        origin=Origin.PRINTED,
    )
