"""The official layout of F1: rows, merges, texts, and what each cell holds."""

from decimal import Decimal
from pathlib import Path as FilePath

import pytest

from perfdesk.model.form.path import Path
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import new_record, planned
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.layout.compose import Composer, compose
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet

FORMS = load_forms([FilePath(__file__).resolve().parents[3] / "resources" / "forms"])
F2024, F2025 = FORMS["sichuan-project-2024"], FORMS["sichuan-project-2025"]


def indicator(level1: str, level2: str, **values: str) -> Row:
    return Row({"level1": level1, "level2": level2, **values})


RECORD = planned(
    F2024,
    Record(
        form=F2024.id,
        year=2024,
        fields={
            "project_code": "51090422T000000389802",
            "project_name": "老干部医保补助",
            "project_head": "某某",
        },
        blocks={
            "budget": (
                Row({"initial": "2", "adjusted": "1.7", "executed": "1.70", "reason": "一人去世"}, "total"),
                Row({"initial": "2.00", "adjusted": "两万", "executed": "0.123456"}, "fiscal"),
            ),
            "indicators": (
                indicator(
                    "产出指标", "数量指标", nature="＝", target="5", unit="人数", actual="4", weight="20"
                ),
                indicator(
                    "产出指标", "数量指标", nature="≥", target="90", unit="%", actual="95%", weight="10"
                ),
                indicator("产出指标", "时效指标", nature="定性", target="及时", actual="及时", weight="20"),
                indicator("效益指标", "时效指标", nature="≤", target="2", actual="1", weight="x"),
                indicator(
                    "", "", level3="甲", nature="≥", target="8", actual="8", weight="9", manual_score="8.5"
                ),
            ),
        },
    ),
)


def laid_out(record: Record = RECORD) -> Sheet:
    form = FORMS[record.form]
    return compose(form, record, score_record(form, record))


def at(sheet: Sheet, row: int, column: str) -> Cell:
    number = ord(column) - ord("A")
    return next(
        cell
        for cell in sheet.cells
        if cell.row <= row < cell.row + cell.row_span
        and cell.column <= number < cell.column + cell.column_span
    )


def texts(sheet: Sheet, row: int) -> list[str]:
    return [cell.text for cell in sorted(sheet.cells, key=lambda cell: cell.column) if cell.row == row]


def test_every_grid_position_is_covered_once() -> None:
    for record in (RECORD, new_record(F2025, 2025)):
        sheet = laid_out(record)
        covered = [
            (row, column)
            for cell in sheet.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert sorted(covered) == [(row, column) for row in range(len(sheet.rows)) for column in range(11)]


def test_the_heading_is_the_years() -> None:
    assert texts(laid_out(), 0) == ["部门预算项目支出绩效自评表（2024年度）"]
    assert texts(laid_out(new_record(F2025, 2025)), 0) == ["部门预算项目支出绩效自评表"]


def test_the_budget_table_prints_as_the_official_form() -> None:
    sheet = laid_out()
    assert texts(sheet, 6) == [
        "预算执行情况\n（10分）", "年度预算数（万元）", "年初预算", "调整后预算数", "预算执行数",
        "预算执行率", "权重", "得分", "原因",
    ]  # fmt: skip
    assert texts(sheet, 7) == ["总额", "2.00", "1.70", "1.70", "100.00%", "10", "10", "一人去世"]
    assert texts(sheet, 8) == ["其中：财政资金", "2.00", "两万", "0.123456", "", "/", "/"]
    assert texts(sheet, 11) == ["其他资金", "", "", "", "", "/", "/"]


def test_the_reason_is_one_cell_over_the_five_lines() -> None:
    cell = at(laid_out(), 11, "K")
    assert (cell.row, cell.row_span, cell.column_span) == (7, 5, 2)
    assert cell.paths == (Path("budget", 0, "reason"),)


def test_equal_levels_merge_downwards_within_the_level_to_their_left() -> None:
    sheet = laid_out()
    first = at(sheet, 13, "B")
    assert (first.text, first.row_span) == ("产出指标", 3)
    assert first.paths == tuple(Path("indicators", index, "level1") for index in (0, 1, 2))
    assert at(sheet, 14, "C").row_span == 2
    # 时效指标 stands under two first levels: two cells.
    assert at(sheet, 15, "C").row_span == at(sheet, 16, "C").row_span == 1


def test_blank_levels_do_not_merge() -> None:
    rows = [Row({"level3": "甲"}), Row({"level3": "乙"})]
    sheet = laid_out(RECORD.with_rows("indicators", rows))
    assert at(sheet, 13, "B").row_span == 1


def test_code_and_name_share_a_cell() -> None:
    cell = at(laid_out(), 1, "C")
    assert cell.text == "51090422T000000389802-老干部医保补助"
    assert [str(path) for path in cell.paths] == ["fields.project_code", "fields.project_name"]


def test_a_signature_line_prints_its_label_and_edits_its_name() -> None:
    sheet = laid_out()
    last = len(sheet.rows) - 1
    head, finance = at(sheet, last, "A"), at(sheet, last, "F")
    assert (head.text, head.edit_text) == ("项目负责人：某某", "某某")
    assert (finance.text, finance.edit_text) == ("财务负责人：", "")
    assert sheet.rows[last].keep


@pytest.mark.parametrize(
    ("row", "text", "kind", "origin"),
    [
        (13, "16", CellKind.SCORE, Origin.COMPUTED),
        (14, "10", CellKind.SCORE, Origin.COMPUTED),
        (15, "", CellKind.SCORE, Origin.WAITING),
        (17, "8.5", CellKind.SCORE, Origin.TYPED),
    ],
)
def test_scores_show_how_they_came_about(row: int, text: str, kind: CellKind, origin: Origin) -> None:
    cell = at(laid_out(), row, "J")
    assert (cell.text, cell.kind, cell.origin) == (text, kind, origin)
    assert cell.source == f"indicators[{row - 13}].score"


def test_what_is_no_number_where_one_belongs_is_marked_and_kept() -> None:
    sheet = laid_out()
    assert at(sheet, 8, "D").origin is Origin.UNREADABLE
    assert (at(sheet, 16, "I").text, at(sheet, 16, "I").origin) == ("x", Origin.UNREADABLE)


@pytest.mark.parametrize(
    ("row", "column", "number", "number_format"),
    [
        (7, "C", Decimal("2.00"), "0.00"),
        (7, "G", Decimal(1), "0.00%"),
        (8, "E", Decimal("0.123456"), "0.000000"),
        (13, "F", Decimal(5), "General"),
        (14, "H", Decimal("0.95"), "0%"),
        (8, "D", None, ""),
        (13, "D", None, ""),
        (15, "F", None, ""),
    ],
)
def test_numbers_stay_numbers(row: int, column: str, number: Decimal | None, number_format: str) -> None:
    cell = at(laid_out(), row, column)
    assert (cell.number, cell.number_format) == (number, number_format)


def test_the_total_waits_while_a_score_is_missing() -> None:
    sheet = laid_out()
    row = next(cell.row for cell in sheet.cells if cell.text == "合计")
    assert texts(sheet, row) == ["合计", "100", "", ""]
    assert at(sheet, row, "J").source == "total"


def test_an_edit_leaves_the_other_cells_the_same_objects() -> None:
    composer = Composer(F2024)
    scores = score_record(F2024, RECORD)
    before = composer.compose(RECORD, scores)
    edited = RECORD.with_value(Path("indicators", 1, "actual"), "45%")
    after = composer.compose(edited, score_record(F2024, edited, (RECORD, scores)))
    changed = {
        (has.row, has.column) for had, has in zip(before.cells, after.cells, strict=True) if had != has
    }
    assert changed == {(14, 7), (14, 9)}
    kept = [has for had, has in zip(before.cells, after.cells, strict=True) if had is has]
    assert len(kept) > len(after.cells) - 14  # the edited row and the cells beside the sections


def test_a_new_form_of_2025_keeps_a_row_for_every_second_level() -> None:
    sheet = laid_out(new_record(F2025, 2025))
    first = next(cell.row for cell in sheet.cells if cell.text == "数量指标")
    assert [at(sheet, row, "C").text for row in range(first, first + 9)] == [
        level.level2 for level in F2025.block("indicators").levels
    ]
    assert at(sheet, first, "B").row_span == 4
