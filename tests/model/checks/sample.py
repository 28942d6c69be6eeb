"""A form without a fault, to make one mistake in at a time."""

from __future__ import annotations

from collections.abc import Mapping

from perfdesk.model.checks.finding import Finding
from perfdesk.model.checks.record_check import check_record
from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import planned
from perfdesk.model.scoring.record_score import score_record
from tests.support.library import FORMS

FORM = FORMS["sichuan-project-2024"]

_FIELDS = {
    "project_name": "城乡居民医保工作经费",
    "department": "某县医疗保障局",
    "unit": "某县医疗保障局",
    "goal": "2024年完成5个示范点建设。",
    "goal_done": "2024年已完成5个示范点建设。",
    "process": "制定方案，组织实施，验收拨款。",
    "conclusion": "2024年城乡居民医保工作经费自评得分100分，等级为优。",
    "problems": "无",
    "measures": "无",
    "project_head": "某某",
    "finance_head": "某某",
}
_INDICATORS = """
产出指标|数量指标|建成示范点|≥|5|个|5|30
产出指标|时效指标|完成时间|定性|2024年12月31日前||2024年12月20日|20
满意度指标|服务对象满意度指标|群众满意度|≥|90|%|95|20
成本指标|经济成本指标|项目总成本|≤|12|万元|10|20
"""
_COLUMNS = ("level1", "level2", "level3", "nature", "target", "unit", "actual", "weight")


def faultless() -> Record:
    """A form in which nothing is found."""
    amounts = {"initial": "10.00", "adjusted": "10.00", "executed": "10.00"}
    indicators = [
        Row(dict(zip(_COLUMNS, line.split("|"), strict=True))) for line in _INDICATORS.split("\n") if line
    ]
    blocks = {"budget": (Row(amounts, "total"), Row(amounts, "fiscal")), "indicators": tuple(indicators)}
    return planned(FORM, Record("sichuan-project-2024", 2024, _FIELDS, blocks, id=7))


def found_with(values: Mapping[str, str], record: Record | None = None) -> list[Finding]:
    """What is found once values are typed into a form, by written path."""
    record = record or faultless()
    for path, text in values.items():
        record = record.with_value(Path.parse(path), text)
    return list(check_record(FORM, record, score_record(FORM, record)).findings)


def fixed(finding: Finding) -> dict[str, str]:
    """What the finding's fix writes, by written path."""
    return {} if finding.fix is None else {str(path): text for path, text in finding.fix.values}
