"""Tooltips of cells: what a cell wants, with its clause, short."""

from __future__ import annotations

import pytest

from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.sheet import Cell, CellKind
from perfdesk.ui.sheet_view.cell_tip import tip
from tests.support.golden_sheet import FILLED, FORMS, filled_record


@pytest.mark.parametrize("form", FILLED)
def test_every_cell_that_is_not_printed_says_something_in_two_lines(form: str) -> None:
    record = filled_record(form)
    scores = score_record(FORMS[form], record)
    for cell in compose(FORMS[form], record, scores).cells:
        told = tip(FORMS[form], record, scores, cell)
        if cell.kind is CellKind.LABEL and not cell.paths:
            assert told == ""
        else:
            assert told.count("\n") <= 1
            assert max(map(len, told.split("\n"))) <= 47


def test_a_score_tells_its_rule_and_its_clause() -> None:
    record = filled_record("sichuan-project-2025")
    form = FORMS[record.form]
    scores = score_record(form, record)
    cells = compose(form, record, scores).cells

    def told(source: str) -> list[str]:
        cell: Cell = next(cell for cell in cells if cell.source == source)
        return tip(form, record, scores, cell).split("\n")

    assert told("execution.score")[1].startswith("预算执行率＝预算执行数÷调整后预算数")
    assert len(told("total")) == 2
