from __future__ import annotations

from typing import Any

from perfdesk.exchange.listing.score_explanation import score_explanations
from perfdesk.exchange.listing.score_report import ScoredRecord
from perfdesk.exchange.reading.json_in import records_from
from perfdesk.model.scoring.record_score import score_record
from tests.support.library import FORMS


def explained(form: str = "sichuan-project-2024", **parts: object) -> list[str]:
    data = {"perfdesk": 1, "records": [{"form": form, "year": 2024, **parts}]}
    (record,) = records_from(data, FORMS, "")
    definition = FORMS[form]
    return score_explanations([ScoredRecord(definition, record, score_record(definition, record))]).split(
        "\n"
    )


FILLED: dict[str, Any] = {
    "fields": {"unit": "某局", "project_name": "工作经费"},
    "budget": [{"line": "总额", "adjusted": "137.07", "executed": "48.13"}],
    "indicators": [
        {"level3": "人数", "nature": "≥", "target": "5", "actual": "4", "weight": "80"},
        {"level3": "满意度", "nature": "定性", "target": "优", "actual": "优", "weight": "10"},
        {
            "level2": "质量指标",
            "nature": "≤",
            "target": "6",
            "actual": "7",
            "weight": "9",
            "manual_score": "8",
        },
    ],
}


def test_each_score_has_its_rule_its_numbers_and_its_clause() -> None:
    lines = explained(**FILLED)
    clause = FORMS["sichuan-project-2024"].scoring.execution.clause  # type: ignore[union-attr]
    assert lines[0] == "编号 0 工作经费（某局，2024年度）"
    at = lines.index("  预算执行得分：3.51 分（满分 10）")
    assert lines[at + 1] == "    预算执行得分＝预算执行率×10"
    assert "    48.13 ÷ 137.07 = 35.11%" in lines[at:]
    assert f"    依据：{clause.splitlines()[0]}" in lines[at:]
    assert "  总额预算执行率：35.11%" in lines
    assert "  人数：64 分（满分 80）" in lines
    assert "  满意度：待评分" in lines
    assert "  质量指标：8 分（满分 9），人工评分" in lines
    assert "  合计：还算不出，已有 75.51 分" in lines


def test_a_blank_form_says_what_is_missing_and_nothing_of_blank_rows() -> None:
    lines = explained()
    assert lines[0] == "编号 0 部门预算项目支出绩效自评表（2024年度）"
    assert [line for line in lines if line.startswith("  ") and not line.startswith("   ")] == [
        "  总额预算执行率：算不出",
        "  预算执行得分：待评分",
        "  合计：还算不出，已有 0 分",
    ]


def test_a_form_without_points_explains_its_rates() -> None:
    budget = [{"line": "年度资金总额", "adjusted": "20", "executed": "5"}]
    lines = explained("sichuan-special-2024", fields={"project_name": "补助"}, budget=budget)
    assert lines[0] == "编号 0 补助（2024年度）"
    assert lines[1].startswith("  年度资金总额预算执行率：25")
    assert not any("得分" in line or "合计" in line for line in lines)


def test_a_form_of_formulas_names_each_row() -> None:
    lines = explained("sichuan-department-2024")
    assert any(line.startswith("  支出执行进度：") for line in lines)
    assert any(line.startswith("  合计：") for line in lines)


def test_a_grade_is_told_with_its_total_and_records_stand_apart() -> None:
    budget = [{"line": "总额", "adjusted": "2", "executed": "1"}]
    indicators = [{"level3": "人数", "nature": "≥", "target": "5", "actual": "5", "weight": "90"}]
    assert "  合计：95 分，等级 优" in explained(budget=budget, indicators=indicators)
    assert score_explanations([]) == ""
