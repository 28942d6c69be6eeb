"""The department's form on its sheet: merges, one shared score, and what is not printed."""

from __future__ import annotations

from perfdesk.exchange.reading.preview import page_sizes_mm
from perfdesk.exchange.writing.pdf import pdf_bytes
from perfdesk.model.form.path import Path
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.sheet import Cell, CellKind, Sheet
from tests.support.library import FORMS

FORM = FORMS["sichuan-department-2024"]


def sheet() -> Sheet:
    record = new_record(FORM, 2024, "某局").with_value(Path("items", 9, "manual_score"), "2")
    return compose(FORM, record, score_record(FORM, record))


def cell(shown: Sheet, text: str) -> Cell:
    return next(cell for cell in shown.cells if cell.text == text)


def test_every_grid_position_is_covered_once() -> None:
    shown = sheet()
    covered = [
        (row, column)
        for item in shown.cells
        for row in range(item.row, item.row + item.row_span)
        for column in range(item.column, item.column + item.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(len(shown.rows)) for column in range(8)]


def test_labels_merge_as_the_form_prints_them() -> None:
    shown = sheet()
    spans = {
        "总体绩效\n（65分）": (13, 1), "履职效能\n（10分）": (4, 1), "预算管理\n（21分）": (4, 1),
        "项目绩效\n（35分）": (9, 1), "目标实现\n（11分）": (3, 1), "扣分项": (5, 1), "财务管理": (3, 1),
        "被评价部门配合度": (1, 2), "分值": (1, 3), "绩效指标": (1, 4), "指标解释": (2, 1),
    }  # fmt: skip
    assert {text: (cell(shown, text).row_span, cell(shown, text).column_span) for text in spans} == spans


def test_four_duties_are_editable_and_share_one_score() -> None:
    shown = sheet()
    duty = cell(shown, "医保经办服务履职效果")
    assert (duty.kind, duty.paths) == (CellKind.INPUT, (Path("items", 3, "name"),))
    shared = next(item for item in shown.cells if item.source == "items[0].score")
    assert (shared.row_span, shared.kind) == (4, CellKind.SCORE)
    assert cell(shown, "决策程序").kind is CellKind.LABEL


def test_a_deduction_has_no_points() -> None:
    shown = sheet()
    row = cell(shown, "财务岗位设置").row
    assert next(item.text for item in shown.cells if (item.row, item.column) == (row, 3)) == "-"


def test_inputs_are_not_printed_and_two_pages_hold_the_form() -> None:
    shown = sheet()
    assert not {path.block for item in shown.cells for path in item.paths} & {"inputs", "fields"}
    assert len(page_sizes_mm(pdf_bytes([shown]))) == 2
