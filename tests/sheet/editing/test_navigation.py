"""Ways through the cells that take typing."""

from perfdesk.model.form.definition import CellStyle, Orientation, Page
from perfdesk.sheet.editing.navigation import cell_above, cell_below, next_cell, previous_cell
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet, SheetRow


def cell(name: str, row: int, column: int, rows: int = 1, columns: int = 1) -> Cell:
    kind = CellKind.INPUT if name.isupper() else CellKind.LABEL
    return Cell(row, column, rows, columns, name, name, CellStyle(), kind, Origin.TYPED)


#   a  B  B
#   C  C  D
#   e  F  D
CELLS = {
    c.text: c
    for c in (
        cell("a", 0, 0), cell("B", 0, 1, columns=2), cell("C", 1, 0, columns=2), cell("D", 1, 2, rows=2),
        cell("e", 2, 0), cell("F", 2, 1),
    )
}  # fmt: skip
SHEET = Sheet(
    "", Page(Orientation.PORTRAIT, 10, 10, 10, 10), (10.0,) * 3, (SheetRow(7, 0),) * 3, tuple(CELLS.values())
)


def takes(cell: Cell) -> bool:
    return cell.kind is CellKind.INPUT


def name(cell: Cell | None) -> str | None:
    return cell.text if cell else None


def test_tab_goes_right_and_then_to_the_next_row() -> None:
    order = ["B", "C", "D", "F", None]
    assert [name(next_cell(SHEET, CELLS[at], takes)) for at in ("a", "B", "C", "D", "F")] == order


def test_shift_tab_goes_back() -> None:
    assert [name(previous_cell(SHEET, CELLS[at], takes)) for at in "FDCB"] == ["D", "C", "B", None]


def test_enter_goes_down_its_column_past_labels() -> None:
    assert name(cell_below(SHEET, CELLS["B"], 1, takes)) == "C"
    assert name(cell_below(SHEET, CELLS["C"], 1, takes)) == "F"
    assert name(cell_below(SHEET, CELLS["C"], 0, takes)) is None


def test_shift_enter_goes_up_past_labels() -> None:
    assert name(cell_above(SHEET, CELLS["F"], 1, takes)) == "C"
    assert name(cell_above(SHEET, CELLS["D"], 2, takes)) == "B"
