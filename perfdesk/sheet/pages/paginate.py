"""A sheet on paper: its pages, with every cell placed."""

from __future__ import annotations

from dataclasses import dataclass

from perfdesk.model.form.definition import Page
from perfdesk.model.summary.fingerprint import LABEL, grouped
from perfdesk.sheet.layout.geometry import cell_lines, column_edges_mm, row_heights_mm
from perfdesk.sheet.layout.sheet import Sheet
from perfdesk.sheet.pages.flow import Flow
from perfdesk.sheet.pages.placement import PlacedCell


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page; ``number`` counts from 1, of ``count``; ``fingerprint`` is that of its sheet."""

    page: Page
    number: int
    count: int
    cells: tuple[PlacedCell, ...]
    fingerprint: str = ""

    @property
    def footer(self) -> str:
        """The page number that is printed; nothing where the form has one page."""
        return f"第 {self.number} 页 共 {self.count} 页" if self.count > 1 else ""

    @property
    def fingerprint_line(self) -> str:
        """The fingerprint as it is printed at the foot; nothing on a form to be filled in by pen."""
        return f"{LABEL} {grouped(self.fingerprint)}" if self.fingerprint else ""


def paginate(sheet: Sheet) -> tuple[PageLayout, ...]:
    """The pages of a sheet, at least one. Nothing is shrunk and no text is lost.

    A form that is too long flows: the heading rows of the section that it breaks in are drawn
    again, merged cells are cut and their labels repeated, and a row higher than a page is cut
    between its lines.
    """
    columns = column_edges_mm(sheet)
    lines = [cell_lines(cell, columns) for cell in sheet.cells]
    pages = Flow(sheet, row_heights_mm(sheet), columns, lines).pages()
    return tuple(
        PageLayout(sheet.page, number, len(pages), cells, sheet.fingerprint)
        for number, cells in enumerate(pages, 1)
    )
