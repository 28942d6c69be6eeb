"""Which rows, or parts of rows, stand on which page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from perfdesk.sheet.layout.geometry import Edges, row_edges_mm
from perfdesk.sheet.layout.metrics import line_height_mm, text_height_mm
from perfdesk.sheet.layout.sheet import Cell, Sheet
from perfdesk.sheet.pages.placement import Lines, PlacedCell, Slice, place, prints_everywhere

_SLACK_MM = 0.01
_LEAST_LINES = 3  # of a row that is cut at the foot of a page
_LEAST_ROOM_MM = 10.0  # of a page; on paper that is all margins, what has no room is drawn over them
_LINES_LEFT = 2  # of a cut row, for the page of a row that begins no page


class Flow:
    """The rows of one sheet on their way to its pages."""

    def __init__(self, sheet: Sheet, heights_mm: tuple[float, ...], columns: Edges, lines: Lines) -> None:
        self._sheet = sheet
        self._heights = heights_mm
        self._columns = columns
        self._lines = lines
        self._tops = row_edges_mm(heights_mm)
        room = sheet.page.height_mm - sheet.page.top_mm - sheet.page.bottom_mm
        self._room = max(room, _LEAST_ROOM_MM) + _SLACK_MM
        self._printed = [0] * len(sheet.cells)
        self._repeats = [self._repeated(cell, len(lines[index])) for index, cell in enumerate(sheet.cells)]
        merged = (index for index, cell in enumerate(sheet.cells) if cell.row_span > 1)
        self._merged = sorted(merged, key=lambda index: sheet.cells[index].row_span)

    def pages(self) -> list[tuple[PlacedCell, ...]]:
        """The cells of every page; at least one page."""
        rows = len(self._heights)
        if self._tops[-1] <= self._room:
            return [self._place(self._whole(0, rows))]
        pages = []
        row, above = 0, 0.0  # the next row, and how much of it earlier pages show
        while row < rows:
            slices, row, above = self._page(row, above)
            pages.append(self._place(slices))
        return pages

    def _repeated(self, cell: Cell, line_count: int) -> bool:
        """Whether every part of a cut cell shows the whole text: not where a page has no room for it."""
        if not prints_everywhere(cell):
            return False
        height = text_height_mm(line_count, cell.style)
        if height <= self._room / 2:  # headings leave that much
            return True
        own = range(cell.row, cell.row + cell.row_span)
        return all(height <= self._room - _height(self._headings(row)) for row in own)

    def _page(self, row: int, above: float) -> tuple[list[Slice], int, float]:
        """The slices of the page that begins with a row, and where the next page begins."""
        slices = self._headings(row)
        first = row
        if above:
            part = self._continued(row, above, self._room - _height(slices))
            slices.append(part)
            if not part.closes:
                return slices, row, above + part.height_mm
            first = row + 1
        end = self._furthest(slices, first)
        page = self._grown([*slices, *self._whole(first, end)])
        left = self._room - _height(page)
        if end == row or (end < len(self._heights) and self._too_high(end) and left >= self._least(end)):
            return [*page, Slice(end, left, closes=False)], end, left
        stop = next((stop for stop in range(end, row, -1) if self._may_begin(stop)), end)
        if not self._may_begin(stop) and stop > first and (spare := self._spare(stop - 1)):
            page = self._grown([*slices, *self._whole(first, stop - 1)])
            height = self._heights[stop - 1] - spare
            return [*page, Slice(stop - 1, height, closes=False)], stop - 1, height
        return self._grown([*slices, *self._whole(first, stop)]), stop, 0.0

    def _furthest(self, slices: list[Slice], first: int) -> int:
        """The end of the rows from ``first`` that the page has room for below what it holds."""
        left = self._room - _height(slices)
        end = max(bisect_right(self._tops, self._tops[first] + left) - 1, first)
        while end > first and _height(self._grown([*slices, *self._whole(first, end)])) > self._room:
            end -= 1
        return end

    def _may_begin(self, row: int) -> bool:
        """Whether a page may begin with a row: not where it leaves headings or a kept row alone."""
        rows = self._sheet.rows
        return row == len(rows) or not (rows[row].keep or rows[row - 1].heading)

    def _too_high(self, row: int) -> bool:
        """Whether no page has room for the row."""
        return self._heights[row] > self._room - _height(self._headings(row))

    def _least(self, row: int) -> float:
        """The least height that a cut row is begun in."""
        styles = [cell.style for cell in self._sheet.cells if cell.row == row]
        return max((text_height_mm(_LEAST_LINES, style) for style in styles), default=0.0)

    def _continued(self, row: int, above: float, left: float) -> Slice:
        """The part of a cut row on its next page, where ``left`` is free."""
        height, line = max(self._heights[row] - above, 0.0), _SLACK_MM
        for index, cell in self._ending(row):
            height = max(height, text_height_mm(self._open_lines(index), cell.style))
            line = max(line, text_height_mm(1, cell.style))
        if height > left:
            # On paper without room for a line the row ends here all the same.
            return Slice(row, left, opens=False, closes=left < line)
        together = row + 1
        while together < len(self._heights) and self._sheet.rows[together].keep:
            together += 1
        spare = self._spare(row)
        if spare and self._tops[together] - self._tops[row + 1] > left - height:
            return Slice(row, height - spare, opens=False, closes=False)
        return Slice(row, height, opens=False)

    def _spare(self, row: int) -> float:
        """The height of the last lines of a row, which can go on to the next page; 0 for a short row."""
        return max(
            (
                _LINES_LEFT * line_height_mm(cell.style)
                for index, cell in self._ending(row)
                if self._open_lines(index) > _LINES_LEFT and not self._repeats[index]
            ),
            default=0.0,
        )

    def _ending(self, row: int) -> Iterator[tuple[int, Cell]]:
        """The cells whose last row it is, with their places in the sheet."""
        for index, cell in enumerate(self._sheet.cells):
            if cell.row + cell.row_span - 1 == row:
                yield index, cell

    def _open_lines(self, index: int) -> int:
        """How many lines of a cell the next page has to show."""
        count = len(self._lines[index])
        return count if self._repeats[index] else count - self._printed[index]

    def _headings(self, row: int) -> list[Slice]:
        """The heading rows to draw again above a row; none where they would take half the page.

        They are those of its section, or those of the last section above that is nothing but headings.
        """
        rows = self._sheet.rows
        above = [index for index in range(row) if rows[index].heading]
        own = [index for index in above if rows[index].section == rows[row].section]
        if not own:
            heads = {rows[index].section for index in above}
            heads -= {part.section for part in rows if not part.heading}
            own = [index for index in above if heads and rows[index].section == max(heads)]
        slices = [Slice(index, self._heights[index], again=True) for index in own]
        return slices if _height(slices) < self._room / 2 else []

    def _whole(self, first: int, end: int) -> list[Slice]:
        """The rows from ``first`` up to ``end``, uncut."""
        return [Slice(row, self._heights[row]) for row in range(first, end)]

    def _grown(self, slices: list[Slice]) -> list[Slice]:
        """The slices of a page, grown where a cut merged cell's part is too small for its text."""
        grown = list(slices)
        for index in self._merged:
            cell = self._sheet.cells[index]
            own = range(cell.row, cell.row + cell.row_span)
            at = [place for place, part in enumerate(grown) if part.row in own]
            if not at:
                continue
            first, last = grown[at[0]], grown[at[-1]]
            if len(at) == cell.row_span and first.opens and last.closes and not first.again:
                continue
            if not self._repeats[index] and last.row != own[-1]:
                continue
            needed = text_height_mm(self._open_lines(index), cell.style)
            missing = needed - _height(grown[place] for place in at)
            if missing > 0 and not last.again:
                grown[at[-1]] = replace(last, height_mm=last.height_mm + missing)
        return grown

    def _place(self, slices: list[Slice]) -> tuple[PlacedCell, ...]:
        return place(self._sheet, self._columns, self._lines, self._repeats, slices, self._printed)


def _height(slices: Iterable[Slice]) -> float:
    return sum(part.height_mm for part in slices)
