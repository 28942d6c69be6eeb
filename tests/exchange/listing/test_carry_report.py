"""The list of what carrying a project changes."""

from __future__ import annotations

from perfdesk.exchange.listing.carry_report import carry_report
from perfdesk.model.conversion.carry import carried
from perfdesk.model.record.record import Record, Row
from tests.support.library import FORMS


def test_a_line_for_each_thing_that_is_not_as_before() -> None:
    before, after = FORMS["sichuan-project-2024"], FORMS["sichuan-special-2024"]
    rows = (
        Row({"level1": "成本指标", "level2": "经济成本指标", "level3": "成本", "target": "3"}),
        Row({"level1": "别的", "level2": "没有的", "level3": "某事", "target": "2024年底"}),
    )
    record = Record(before.id, 2024, {"project_code": "51"}, {"indicators": rows})
    lines = carry_report("某项目", carried(record, before, after, 2025)).splitlines()
    assert lines == [
        "某项目 结转为 sichuan-special-2024",
        "  改年度：绩效指标 › 某事 › 指标值：2024年底 → 2025年底",
        "  “成本指标 › 经济成本指标”改列“产出指标 › 成本指标”。",
        "  新表没有“别的 › 没有的”，按原样保留，请另选。",
        "  未带入：项目编码：51",
    ]
