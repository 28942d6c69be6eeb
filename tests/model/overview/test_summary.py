"""The summary of projects: sums in one unit of money, what is unknown stays unknown, lost points by part."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.exchange.writing.summary_out import write_summaries, year_summaries
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import Path as RowPath
from perfdesk.model.library.library import Library
from perfdesk.model.overview.summary import Summary, summarised
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.summary.summary_line import line_from, line_text
from perfdesk.sheet.layout.summary_sheet import summary_sheet
from perfdesk.sheet.pages.chart import BLUE, ORANGE, summary_drawings
from tests.model.library.test_department_projects import F5, project
from tests.support.library import FORMS


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.create(tmp_path / "某县.perfdesk", FORMS)
    record_edit.add_records(
        library,
        [
            project("甲", "一次性项目", "100", "50", ("10", "5"), ("4", "4")),
            project("乙", "阶段项目", "10", ""),
            new_record(FORMS[F5], 2024, "某局"),
            project("丙", "常年项目", "20", "20", ("10", "10"), unit="别的局"),
        ],
    )
    return library


def together(library: Library) -> Summary:
    return year_summaries(library, 2024)[0]


def test_what_is_known_is_added_up(library: Library) -> None:
    summary = together(library)
    assert [row.name for row in summary.rows] == ["甲", "乙", "丙"]
    assert (summary.initial, summary.adjusted, summary.executed) == (None, Decimal(130), Decimal(70))
    # 乙 has not told its spending, so it is on neither side of the rate.
    assert summary.rate == Decimal(70) / Decimal(120)
    assert [row.rate for row in summary.rows] == [Decimal("0.5"), None, Decimal(1)]
    assert [row.total for row in summary.rows] == [Decimal(20), None, Decimal(20)]


def test_problems_are_the_errors_and_warnings_of_each_project(library: Library) -> None:
    listed = {record.name: record.errors + record.warnings for record in library.tree.all_records()}
    summary = together(library)
    assert {row.name: row.problems for row in summary.rows} == {
        name: listed[name] for name in ("甲", "乙", "丙")
    }
    assert summary.problems == sum(row.problems for row in summary.rows) > 0


def test_lost_points_go_by_part_the_most_first(library: Library) -> None:
    assert list(together(library).lost.items()) == [
        ("预算执行", Decimal(5)),
        ("产出指标", Decimal(5)),
    ]


def test_each_unit_has_a_summary_of_its_own(library: Library) -> None:
    titles = [summary.title for summary in year_summaries(library, 2024)]
    assert titles == ["项目支出绩效自评汇总表", "某局项目支出绩效自评汇总表", "别的局项目支出绩效自评汇总表"]


def test_the_sheet_names_units_only_where_there_are_several(library: Library) -> None:
    several = summary_sheet(together(library))
    one = summary_sheet(year_summaries(library, 2024)[1])
    assert "实施单位" in {cell.text for cell in several.cells}
    assert "实施单位" not in {cell.text for cell in one.cells}
    for sheet in (several, one):
        assert sum(sheet.column_widths_mm) <= sheet.page.width_mm - sheet.page.left_mm - sheet.page.right_mm
        assert len([cell for cell in sheet.cells if cell.row == 2]) == len(sheet.column_widths_mm)
    problems = str(together(library).problems)
    last = [cell.text for cell in several.cells if cell.row == len(several.rows) - 1]
    assert last == ["合计", "", "", "—", "130.00", "70.00", "58.33%", "", "", problems]


def test_bars_are_as_long_as_their_numbers(library: Library) -> None:
    (drawing,) = summary_drawings(together(library))
    bars = [bar for bar in drawing.bars if bar.color in (BLUE, ORANGE)]
    full = max(bar.width_mm for bar in drawing.bars)
    assert [round(bar.width_mm / full, 4) for bar in bars] == [0.5, 1.0, 0.2, 0.2, 1.0, 1.0]
    assert bars[0].color == ORANGE
    assert bars[1].color == BLUE
    texts = [line.text for line in drawing.texts]
    assert texts[:3] == ["各项目预算执行率", "甲", "50.00%"]
    assert "5 分" in texts


def test_charts_of_many_projects_go_on_overleaf(tmp_path: Path) -> None:
    with Library.create(tmp_path / "多.perfdesk", FORMS) as library:
        many = [project(f"项目{number}", "常年项目", "10", "10") for number in range(60)]
        record_edit.add_records(library, many)
        drawings = summary_drawings(summarised(library, "汇总", 2024, library.tree.all_records()))
    assert len(drawings) > 2
    page = drawings[0].page
    for drawing in drawings:
        assert all(bar.y_mm + bar.height_mm < page.height_mm - page.bottom_mm for bar in drawing.bars)
    titles = [line.text for drawing in drawings for line in drawing.texts if line.style.bold]
    assert titles[:3] == ["各项目预算执行率", "各项目预算执行率（续）", "各项目预算执行率（续）"]


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_it_is_written(library: Library, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"汇总{ending}"
    write_summaries(year_summaries(library, 2024), path)
    assert path.stat().st_size > 5000


def test_of_very_many_projects_the_pictures_count_and_name_the_lowest(tmp_path: Path) -> None:
    with Library.create(tmp_path / "多.perfdesk", FORMS) as library:
        spent = ["95"] * 50 + ["85"] * 11 + [""] * 2 + ["40"]
        many = [project(f"项目{at}", "常年项目", "100", amount) for at, amount in enumerate(spent)]
        record_edit.add_records(library, many)
        drawings = summary_drawings(summarised(library, "汇总", 2024, library.tree.all_records()))
    texts = [line.text for drawing in drawings for line in drawing.texts]
    at = texts.index("各段预算执行率的项目数（共 64 个）")
    assert texts[at + 1 : at + 9] == [
        "90% 及以上", "50 个", "80%—90%", "11 个", "60% 以下", "1 个", "未知", "2 个",
    ]  # fmt: skip
    at = texts.index("预算执行率最低的 20 个项目")
    assert texts[at + 1 : at + 5] == ["项目63", "40.00%", "项目50", "85.00%"]


def test_what_a_summary_reads_is_kept_with_the_record_and_follows_it(library: Library) -> None:
    before = together(library).rows[0]
    record_edit.set_values(library, before.record_id, {RowPath("budget", 0, "executed"): "75.5"})
    after = together(library).rows[0]
    assert (before.executed, after.executed, after.rate) == (Decimal(50), Decimal("75.5"), Decimal("0.755"))
    library.undo_history.undo()
    assert together(library).rows[0] == before


def test_only_forms_of_projects_have_a_line(library: Library) -> None:
    lines = [library.tree.summary_line(record.id) for record in library.tree.all_records()]
    assert [line is None for line in lines] == [False, False, True, False]
    assert [line_from(line_text(line)) for line in lines] == lines
