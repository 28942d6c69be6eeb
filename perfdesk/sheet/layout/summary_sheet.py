"""The summary as a sheet: the table that screen, PDF and Excel share."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.form.definition import Align, CellStyle, Orientation, Page
from perfdesk.model.overview.summary import Summary, SummaryRow
from perfdesk.model.summary.summary_line import MONEY_UNIT
from perfdesk.model.value.value import display_number, display_percent, display_score
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet, SheetRow

PAGE = Page(Orientation.LANDSCAPE, top_mm=12, right_mm=12, bottom_mm=14, left_mm=12)

_TITLE = CellStyle(size_pt=16, bold=True, border=False)
_NOTE = CellStyle(size_pt=9, align=Align.RIGHT, border=False)
_HEADING = CellStyle(size_pt=9, bold=True)
_TEXT = CellStyle(size_pt=9, align=Align.LEFT, padding_mm=1.2)
_NUMBER = CellStyle(size_pt=9, align=Align.RIGHT, padding_mm=1.2)
_CENTRE = CellStyle(size_pt=9)
_ROW_MM = 7.0
_TITLE_MM = 13.0
_MONEY_DECIMALS = 2
_MOST_MONEY_DECIMALS = 6
_RATE_DECIMALS = 2


class _Value(NamedTuple):
    """What one cell shows."""

    text: str
    style: CellStyle
    number: Decimal | None = None
    number_format: str = ""


class _Column(NamedTuple):
    heading: str
    width_mm: float


def summary_sheet(summary: Summary) -> Sheet:
    """Lay out a summary: one row a project, and their sums; with the unit where there are several."""
    columns = _columns(summary.several_units)
    lines = [[_Value(column.heading, _HEADING) for column in columns]]
    lines += [_values(row, summary.several_units) for row in summary.rows]
    lines.append(_sums(summary))
    rows = [SheetRow(_TITLE_MM, 0), SheetRow(_ROW_MM, 0), SheetRow(_ROW_MM, 1, heading=True)]
    rows += [SheetRow(_ROW_MM, 1)] * (len(lines) - 1)
    note = f"{summary.year}年度　金额单位：{MONEY_UNIT}　共 {len(summary.rows)} 个项目"
    cells = [
        _cell(0, 0, _Value(summary.title, _TITLE), len(columns)),
        _cell(1, 0, _Value(note, _NOTE), len(columns)),
    ]
    for at, line in enumerate(lines, start=2):
        cells += [_cell(at, column, value) for column, value in enumerate(line)]
    widths = tuple(column.width_mm for column in columns)
    return Sheet(summary.title, PAGE, widths, tuple(rows), tuple(cells))


def summary_headings(units: bool) -> tuple[str, ...]:
    """The headings of the table on screen; ``units`` where it names each project's unit."""
    return tuple(column.heading for column in _columns(units))


def row_texts(row: SummaryRow, units: bool) -> tuple[str, ...]:
    """The texts of one project's row of that table."""
    return tuple(value.text for value in _values(row, units))


def _columns(units: bool) -> tuple[_Column, ...]:
    unit = (_Column("实施单位", 37.0),) if units else ()
    return (
        _Column("项目", 58.0 if units else 84.0),
        *unit,
        _Column("编码", 41.0 if units else 50.0),
        _Column("年初预算", 25.0),
        _Column("调整后预算", 25.0),
        _Column("执行数", 25.0),
        _Column("执行率", 19.0),
        _Column("得分", 15.0),
        _Column("等级", 13.0),
        _Column("问题数", 15.0),
    )


def _values(row: SummaryRow, units: bool) -> list[_Value]:
    unit = [_Value(row.unit, _TEXT)] if units else []
    return [
        _Value(row.name, _TEXT),
        *unit,
        _Value(row.code, _TEXT),
        _money(row.initial),
        _money(row.adjusted),
        _money(row.executed),
        _rate(row.rate),
        _points(row.total),
        _Value(row.grade or "—", _CENTRE),
        _count(row.problems),
    ]


def _sums(summary: Summary) -> list[_Value]:
    blank = [_Value("", _CENTRE)] * (2 if summary.several_units else 1)
    return [
        _Value("合计", _HEADING),
        *blank,
        _money(summary.initial),
        _money(summary.adjusted),
        _money(summary.executed),
        _rate(summary.rate),
        _Value("", _CENTRE),
        _Value("", _CENTRE),
        _count(summary.problems),
    ]


def _money(amount: Decimal | None) -> _Value:
    if amount is None:
        return _Value("—", _NUMBER)
    typed = -int(amount.normalize().as_tuple().exponent)
    decimals = max(_MONEY_DECIMALS, min(typed, _MOST_MONEY_DECIMALS))
    return _Value(display_number(amount, decimals), _NUMBER, amount, f"0.{'0' * decimals}")


def _rate(rate: Decimal | None) -> _Value:
    if rate is None:
        return _Value("—", _NUMBER)
    shown = display_percent(rate, _RATE_DECIMALS)
    return _Value(shown, _NUMBER, Decimal(shown[:-1]) / 100, f"0.{'0' * _RATE_DECIMALS}%")


def _points(points: Decimal | None) -> _Value:
    return (
        _Value("—", _CENTRE) if points is None else _Value(display_score(points), _CENTRE, points, "General")
    )


def _count(number: int) -> _Value:
    return _Value(str(number), _CENTRE, Decimal(number), "0")


def _cell(row: int, column: int, value: _Value, column_span: int = 1) -> Cell:
    return Cell(
        row=row,
        column=column,
        row_span=1,
        column_span=column_span,
        text=value.text,
        edit_text=value.text,
        style=value.style,
        kind=CellKind.LABEL,
        origin=Origin.PRINTED,
        number=value.number,
        number_format=value.number_format,
    )
