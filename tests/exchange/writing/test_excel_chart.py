"""Charts in Excel: native, over data beside them, each on one page."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.cell_range import CellRange

from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.exchange.writing.summary_out import write_summaries
from perfdesk.model.overview.summary import Summary, SummaryRow
from perfdesk.sheet.pages.chart import summary_chart_sheet


def row(number: int, rate: str | None, total: str | None) -> SummaryRow:
    points = {"预算执行情况": Decimal(number), "产出指标": Decimal(2)}
    return SummaryRow(
        number, "某局", f"=项目{number}", "", None, None, None,
        None if rate is None else Decimal(rate), None if total is None else Decimal(total), "", 0, points,
    )  # fmt: skip


def written(path: Path, *rows: SummaryRow) -> Any:
    write_workbook([summary_chart_sheet(Summary("汇总", 2024, rows))], path / "图.xlsx")
    return load_workbook(path / "图.xlsx").worksheets[0]


def data_of(worksheet: Any, chart: Any) -> list[tuple[object, object]]:
    """The names and the values that a chart is drawn from."""
    series = chart.series[0]
    names, values = (_cells(worksheet, source.f) for source in (series.cat.strRef, series.val.numRef))
    return list(zip(names, values, strict=True))


def _cells(worksheet: Any, reference: str) -> list[object]:
    cells = CellRange(reference.split("!")[1].replace("$", ""))
    return [worksheet.cell(row, column).value for row, column in cells.cells]


def title_of(chart: Any) -> str:
    return str(chart.title.tx.rich.p[0].r[0].t)


def test_each_chart_is_drawn_by_excel_from_the_numbers(tmp_path: Path) -> None:
    worksheet = written(tmp_path, row(1, "0.35", "91.5"), row(2, None, None), row(3, "1", "79"))
    rates, scores, lost = worksheet._charts
    assert [title_of(chart) for chart in (rates, scores, lost)] == [
        "各项目预算执行率", "各项目得分", "失分分布（各项目合计）",
    ]  # fmt: skip
    assert data_of(worksheet, rates) == [("=项目1", 0.35), ("=项目2", None), ("=项目3", 1)]
    assert data_of(worksheet, scores) == [("=项目1", 91.5), ("=项目2", None), ("=项目3", 79)]
    assert data_of(worksheet, lost) == [("预算执行情况", 6), ("产出指标", 6)]
    assert all(cell.data_type != "f" for line in worksheet.iter_rows() for cell in line)


def test_what_asks_for_attention_is_orange(tmp_path: Path) -> None:
    worksheet = written(tmp_path, row(1, "0.35", "91.5"), row(2, "0.9", "79.99"), row(3, None, "80"))
    rates, scores, _ = worksheet._charts
    assert [[point.idx for point in chart.series[0].dPt] for chart in (rates, scores)] == [[0], [1]]


def test_an_overspent_project_lengthens_the_axis_of_all_parts(tmp_path: Path) -> None:
    worksheet = written(tmp_path, row(0, "1.25", None), *(row(n, "1", None) for n in range(1, 40)))
    rates = [chart for chart in worksheet._charts if "执行率" in title_of(chart)]
    assert [chart.y_axis.scaling.max for chart in rates] == [1.25, 1.25]
    assert [title_of(chart) for chart in rates] == ["各项目预算执行率", "各项目预算执行率（续）"]


@pytest.mark.parametrize("count", [1, 25, 27, 60])
def test_every_project_is_drawn_once_and_no_chart_crosses_a_page(tmp_path: Path, count: int) -> None:
    worksheet = written(tmp_path, *(row(n, "0.5", "90") for n in range(count)))
    drawn = [data_of(worksheet, chart) for chart in worksheet._charts if "执行率" in title_of(chart)]
    assert [name for part in drawn for name, _ in part] == [f"=项目{n}" for n in range(count)]
    breaks = [0, *(page_break.id for page_break in worksheet.row_breaks.brk)]
    row_mm = 5.0
    for chart in worksheet._charts:
        first = chart.anchor._from.row
        start = max(at for at in breaks if at <= first)
        height_mm = chart.anchor.ext.height / 36000
        assert (first - start) * row_mm + height_mm <= 184
    parts = [len(part) for part in drawn]
    assert max(parts) - min(parts) <= len(parts)


def test_a_table_is_followed_by_its_charts(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    write_summaries([Summary("汇总", 2024, (row(1, "0.35", "91.5"),))], path)
    table, charts = load_workbook(path).worksheets
    assert (table.title, charts.title) == ("汇总", "图-汇总")
    assert charts.print_area == "'图-汇总'!$A$1:$A$22"


def test_a_name_of_any_characters_and_any_length_is_written(tmp_path: Path) -> None:
    names = ("甲\x01\x1b\ufffe乙", "汉" * 100_000)
    rows = [row(number, "0.5", "90")._replace(name=name) for number, name in enumerate(names, start=1)]
    worksheet = written(tmp_path, *rows)
    shown = [name for name, _ in data_of(worksheet, worksheet._charts[0])]
    assert shown == ["甲␁␛\ufffd乙", f"{'汉' * 25}…"]
    started = time.process_time()
    write_summaries([Summary("汇总", 2024, tuple(rows))], tmp_path / "汇总.pdf")
    write_summaries([Summary("汇总", 2024, tuple(rows))], tmp_path / "汇总.xlsx")
    assert time.process_time() - started < 10
