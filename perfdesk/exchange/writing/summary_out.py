"""A summary (汇总) as a file: PDF with its pictures, or Excel with its charts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.exchange.writing.pdf import write_pdf
from perfdesk.model.library.library import Library
from perfdesk.model.overview.summary import Summary, summarised
from perfdesk.sheet.layout.sheet import Sheet
from perfdesk.sheet.layout.summary_sheet import summary_sheet
from perfdesk.sheet.pages.chart import ChartSheet, Drawing, summary_chart_sheet, summary_drawings

ENDINGS = (".pdf", ".xlsx")


def write_summaries(summaries: Sequence[Summary], path: Path) -> None:
    """Write summaries into one file, whose ending says which kind: ``.pdf`` or ``.xlsx``.

    The pictures follow each table. Raises ``InputProblem`` where the file cannot be written.
    """
    if path.suffix == ".xlsx":
        sheets: list[Sheet | ChartSheet] = []
        for summary in summaries:
            sheets += [summary_sheet(summary), summary_chart_sheet(summary)]
        write_workbook(sheets, path)
        return
    pages: list[Sheet | Drawing] = []
    for summary in summaries:
        pages += [summary_sheet(summary), *summary_drawings(summary)]
    write_pdf(pages, path)


def year_summaries(library: Library, year: int) -> list[Summary]:
    """All projects of a year together, then, where there are several units, each unit's."""
    units = {unit.id: unit.name for unit in library.tree.units(year)}
    records = {number: library.tree.records(number) for number in units}
    together = [record for of_unit in records.values() for record in of_unit]
    summaries = [summarised(library, "项目支出绩效自评汇总表", year, together)]
    if summaries[0].several_units:
        summaries += [
            summarised(library, f"{name}项目支出绩效自评汇总表", year, records[number])
            for number, name in units.items()
        ]
    return [summary for summary in summaries if summary.rows]
