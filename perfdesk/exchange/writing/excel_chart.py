"""Charts of a summary → bar charts that Excel draws itself, over data beside them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.styles import Alignment
from openpyxl.styles import Font as CellFont
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from perfdesk.exchange.writing.excel_measure import PT_PER_MM, column_widths
from perfdesk.exchange.writing.excel_text import excel_text
from perfdesk.sheet.pages.chart import BLUE, GREY, ORANGE, Chart, ChartSheet

_FONT = "宋体"
_ROW_MM = 5.0
_BAR_MM = 6.2
_AROUND_MM = 19.0  # a chart's title and its axis
_GAP_ROWS = 1
_CM_PER_MM = 0.1
_LABELS = 0.32  # of a chart's width, for the names
_VALUES = 0.1  # at the right, for the numbers
_TOP, _BOTTOM = 10.0, 8.0  # of a chart's height in mm
_DATA_MM = (70.0, 20.0)
_BLANK_MM = 8.0  # between the pages and the data
_MOST_LABEL = 26  # characters that the room for names holds in two lines


def fill_charts(target: Worksheet, sheet: ChartSheet) -> str:
    """Put charts one below the other on a worksheet, their data to the right; the range that is printed.

    A chart of many bars is several, so that each stands on a page and can be read.
    """
    page = sheet.page
    width_mm = page.width_mm - page.left_mm - page.right_mm
    page_rows = int((page.height_mm - page.top_mm - page.bottom_mm) / _ROW_MM)
    widths = column_widths((width_mm, _BLANK_MM, *_DATA_MM))
    for letter, width in zip("ABCD", widths, strict=True):
        target.column_dimensions[letter].width = width
    row, data = 1, 1
    for chart, first, last in _parts(sheet, page_rows):
        height_mm = (last - first) * _BAR_MM + _AROUND_MM
        rows = math.ceil(height_mm / _ROW_MM)
        used = (row - 1) % page_rows
        if used and used + rows > page_rows:
            row += page_rows - used
            used = 0
        if row > 1 and not used:
            target.row_breaks.append(Break(row - 1))
        title = chart.title if first == 0 else f"{chart.title}（续）"
        end = _write_data(target, data, title, chart, first, last)
        drawn = _drawn(target, title, chart, (first, last), data + 1)
        drawn.width = width_mm * _CM_PER_MM  # type: ignore[assignment]  # any number will do
        drawn.height = height_mm * _CM_PER_MM
        target.add_chart(drawn, f"A{row}")
        row, data = row + rows + _GAP_ROWS, end + 2
    for number in range(1, max(row, data)):
        target.row_dimensions[number].height = _ROW_MM * PT_PER_MM
    target.sheet_view.showGridLines = False
    return f"A1:A{row - 1}"


def _parts(sheet: ChartSheet, page_rows: int) -> Iterator[tuple[Chart, int, int]]:
    """Each chart in parts that a page has room for, all of about the same number of bars."""
    most = int((page_rows * _ROW_MM - _AROUND_MM) / _BAR_MM)
    for chart in sheet.charts:
        count = len(chart.items)
        size = math.ceil(count / math.ceil(count / most))
        for first in range(0, count, size):
            yield chart, first, min(first + size, count)


def _write_data(target: Worksheet, top: int, title: str, chart: Chart, first: int, last: int) -> int:
    """Write the data of one chart, its title on top; the last row."""
    target.cell(top, 3, title).font = CellFont(name=_FONT, size=9, bold=True)
    for row, item in enumerate(chart.items[first:last], start=top + 1):
        label = item.label if len(item.label) <= _MOST_LABEL else f"{item.label[: _MOST_LABEL - 1]}…"
        name = target.cell(row, 3, excel_text(label))
        name.data_type = "s"  # a name that begins with = is no formula
        value = target.cell(row, 4, item.value)
        value.number_format = chart.number_format
        name.font = value.font = CellFont(name=_FONT, size=9)
        name.alignment = Alignment(vertical="center", shrink_to_fit=True)
    return top + last - first


def _drawn(target: Worksheet, title: str, chart: Chart, part: tuple[int, int], top: int) -> BarChart:
    first, last = part
    drawn = BarChart(barDir="bar", gapWidth=55)
    heading = _characters(1200, bold=True)
    run = RegularTextRun(rPr=heading, t=title)
    rich = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=heading), r=[run])])
    drawn.title = Title(tx=Text(rich=rich), overlay=False)
    drawn.legend = None
    bottom = top + last - first - 1
    series = Series(Reference(target, min_col=4, min_row=top, max_row=bottom))
    names = Reference(target, min_col=3, min_row=top, max_row=bottom)
    series.cat = AxDataSource(strRef=StrRef(str(names)))
    series.graphicalProperties = _filled(BLUE)
    series.dPt = [
        DataPoint(idx=at, invertIfNegative=False, spPr=_filled(ORANGE))
        for at, item in enumerate(chart.items[first:last])
        if item.low
    ]
    series.dLbls = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    series.dLbls.numFmt = chart.number_format
    series.dLbls.position = "outEnd"
    series.dLbls.txPr = _text()
    drawn.series.append(series)
    names_axis, values_axis = drawn.x_axis, drawn.y_axis
    names_axis.delete = values_axis.delete = False
    names_axis.scaling.orientation = "maxMin"  # the first project on top
    names_axis.txPr = values_axis.txPr = _text()
    names_axis.majorTickMark = "none"
    values_axis.crosses = "max"  # which is the bottom now
    values_axis.scaling.min = 0
    values_axis.scaling.max = _axis_end(chart)
    values_axis.number_format = "0%" if chart.number_format.endswith("%") else "General"
    values_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_hex(GREY))))
    height_mm = (last - first) * _BAR_MM + _AROUND_MM
    drawn.layout = Layout(
        manualLayout=ManualLayout(
            layoutTarget="inner",
            xMode="edge",
            yMode="edge",
            x=_LABELS,
            y=_TOP / height_mm,
            w=1 - _LABELS - _VALUES,
            h=1 - (_TOP + _BOTTOM) / height_mm,
        )
    )
    return drawn


def _axis_end(chart: Chart) -> float:
    """The same end for all parts of a chart, so that their bars compare."""
    return float(max(chart.full, *(item.value or 0 for item in chart.items)))


def _filled(color: tuple[int, int, int]) -> GraphicalProperties:
    return GraphicalProperties(solidFill=_hex(color))


def _hex(color: tuple[int, int, int]) -> str:
    return "".join(f"{part:02X}" for part in color)


def _text() -> RichText:
    return RichText(
        p=[Paragraph(pPr=ParagraphProperties(defRPr=_characters(900)), endParaRPr=_characters(900))]
    )


def _characters(size: int, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, latin=Font(typeface=_FONT), ea=Font(typeface=_FONT))
