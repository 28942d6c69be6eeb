"""The lines and texts of a page."""

from collections.abc import Sequence

import pytest

from perfdesk.model.form.definition import Align, CellStyle, Orientation, Page
from perfdesk.sheet.layout.metrics import MM_PER_PT, advance_mm, baseline_mm, line_height_mm, padding_above_mm
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet, SheetRow
from perfdesk.sheet.pages.drawing import FOOTER, Stroke, borders, text_lines
from perfdesk.sheet.pages.paginate import PageLayout, paginate

A4 = Page(Orientation.PORTRAIT, 20, 20, 20, 20)
STYLE = CellStyle(size_pt=10, padding_mm=1, align=Align.LEFT)


def cell(row: int, column: int, text: str = "", style: CellStyle = STYLE, down: int = 1) -> Cell:
    return Cell(row, column, down, 1, text, text, style, CellKind.INPUT, Origin.TYPED)


def page(rows: int, widths: Sequence[float], *cells: Cell) -> PageLayout:
    """The first page of a sheet whose rows are 10 mm high."""
    return paginate(Sheet("表", A4, tuple(widths), tuple(SheetRow(10, 0) for _ in range(rows)), cells))[0]


@pytest.mark.parametrize(
    ("align", "x_mm"),
    [
        (Align.LEFT, 20 + 1),
        (Align.CENTER, 20 + (170 - 50 * MM_PER_PT) / 2),
        (Align.RIGHT, 190 - 1 - 50 * MM_PER_PT),
    ],
)
def test_text_is_aligned_within_its_padding(align: Align, x_mm: float) -> None:
    style = CellStyle(size_pt=10, padding_mm=1, align=align)
    (line,) = text_lines(page(1, [170], cell(0, 0, "预算执行率", style)))
    assert line.x_mm == pytest.approx(x_mm)


def test_lines_of_a_cell_follow_each_other_at_the_line_height() -> None:
    first, second = text_lines(page(1, [170], cell(0, 0, "一、\n二、")))
    assert first.baseline_mm == pytest.approx(20 + padding_above_mm(STYLE) + baseline_mm(STYLE))
    assert second.baseline_mm - first.baseline_mm == pytest.approx(line_height_mm(STYLE))


def test_the_page_number_stands_in_the_middle_of_the_bottom_margin() -> None:
    *_, number = text_lines(page(40, [170], cell(0, 0, "首")))
    assert (number.text, number.style) == ("第 1 页 共 2 页", FOOTER)
    assert number.x_mm + advance_mm(number.text, FOOTER) / 2 == pytest.approx(105)
    assert 277 < number.baseline_mm < 297


def test_a_line_that_cells_share_is_one_stroke() -> None:
    cells = [cell(row, column) for row in range(3) for column in range(2)]
    assert set(borders(page(3, [70, 100], *cells))) == {
        *(Stroke(20, y, 190, y) for y in (20, 30, 40, 50)),
        *(Stroke(x, 20, x, 50) for x in (20, 90, 190)),
    }


def test_a_merged_cell_interrupts_a_line() -> None:
    strokes = list(borders(page(2, [70, 100], cell(0, 0, down=2), cell(0, 1), cell(1, 1))))
    assert [stroke for stroke in strokes if stroke.y1_mm == stroke.y2_mm == 30] == [Stroke(90, 30, 190, 30)]


def test_a_gap_between_cells_stays_a_gap() -> None:
    strokes = set(borders(page(1, [50, 70, 50], cell(0, 0), cell(0, 2))))
    assert {Stroke(20, 20, 70, 20), Stroke(140, 20, 190, 20)} < strokes


def test_a_cell_without_border_has_none() -> None:
    assert not list(borders(page(1, [170], cell(0, 0, "标题", CellStyle(border=False)))))


def test_a_table_that_goes_on_is_closed_at_the_foot_of_the_page() -> None:
    table = page(40, [170], *(cell(row, 0) for row in range(40)))
    assert max(stroke.y2_mm for stroke in borders(table)) == 20 + 25 * 10
