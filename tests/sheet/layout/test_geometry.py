"""How high rows are."""

from collections.abc import Sequence

import pytest

from perfdesk.model.form.definition import CellStyle, Orientation, Page
from perfdesk.sheet.layout.geometry import column_edges_mm, row_edges_mm, row_heights_mm
from perfdesk.sheet.layout.metrics import line_height_mm, text_height_mm
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet, SheetRow
from perfdesk.sheet.layout.wrap import wrap

A4 = Page(Orientation.PORTRAIT, 20, 15, 20, 15)
STYLE = CellStyle(size_pt=10, padding_mm=1)


def typed(row: int, column: int, text: str, down: int = 1) -> Cell:
    return Cell(row, column, down, 1, text, text, STYLE, CellKind.INPUT, Origin.TYPED)


def sheet(heights: Sequence[float], *cells: Cell) -> Sheet:
    """A sheet of three columns."""
    return Sheet("测试项目", A4, (20, 60, 60), tuple(SheetRow(height, 0) for height in heights), cells)


def test_edges_begin_at_0_and_end_with_the_table() -> None:
    form = sheet([8, 7])
    assert column_edges_mm(form) == (0, 20, 80, 140)
    assert row_edges_mm(row_heights_mm(form)) == (0, 8, 15)


def test_a_row_has_at_least_its_own_height() -> None:
    assert row_heights_mm(sheet([8, 8], typed(0, 1, "短"), typed(1, 1, ""))) == (8, 8)


def test_a_row_grows_to_its_highest_text() -> None:
    long = "绩效" * 40
    lines = wrap(long, 60, STYLE)
    heights = row_heights_mm(sheet([8], typed(0, 1, long), typed(0, 2, "短")))
    assert heights == pytest.approx((text_height_mm(len(lines), STYLE),))


def test_line_breaks_of_the_text_count() -> None:
    one, two = (row_heights_mm(sheet([1], typed(0, 1, text)))[0] for text in ("一", "一\n二"))
    assert two - one == pytest.approx(line_height_mm(STYLE))


def test_a_merged_cell_that_needs_more_makes_its_rows_grow_in_proportion() -> None:
    form = sheet([5, 10, 7], typed(0, 1, "原因\n" * 11, down=2))
    first, second, third = row_heights_mm(form)
    assert first + second == pytest.approx(text_height_mm(12, STYLE))
    assert second == pytest.approx(2 * first)
    assert third == 7


def test_a_merged_cell_uses_what_its_rows_have_before_it_asks_for_more() -> None:
    form = sheet([10, 10], typed(0, 1, "一\n二\n三", down=2))
    assert row_heights_mm(form) == (10, 10)
