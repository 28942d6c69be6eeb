"""The annex of explanations as a sheet."""

from __future__ import annotations

from perfdesk.model.checks.finding import Finding, Severity
from perfdesk.sheet.layout.annex import annex
from tests.model.checks.sample import FORM, faultless

PLAIN = Finding("a.b", Severity.WARNING, 7, None, "预算执行数为 0，而全部指标都得满分。")


def test_only_explained_findings_are_in_it() -> None:
    assert annex(FORM, faultless(), [PLAIN]) is None
    sheet = annex(FORM, faultless(), [PLAIN, PLAIN._replace(explanation="资金年底收回。")])
    assert sheet is not None
    assert [cell.text for cell in sheet.cells] == [
        "核实说明",
        "2024年度　城乡居民医保工作经费",
        "序号",
        "审核意见",
        "核实说明",
        "1",
        "预算执行数为 0，而全部指标都得满分。",
        "资金年底收回。",
    ]
    assert abs(sum(sheet.column_widths_mm) - 190) < 0.01
    assert len(sheet.rows) == 4
    assert sheet.title == "核实说明-城乡居民医保工作经费"
