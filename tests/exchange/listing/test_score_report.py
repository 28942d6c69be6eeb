from __future__ import annotations

import json
from decimal import Decimal

from perfdesk.exchange.listing.score_report import ScoredRecord, score_json, score_table
from perfdesk.exchange.reading.json_in import records_from
from perfdesk.model.scoring.record_score import score_record
from tests.support.library import FORMS


def scored(**parts: object) -> ScoredRecord:
    data = {"perfdesk": 1, "records": [{"form": "sichuan-project-2024", "year": 2024, **parts}]}
    (record,) = records_from(data, FORMS, "")
    definition = FORMS[record.form]
    return ScoredRecord(definition, record, score_record(definition, record))


def test_a_blank_form_has_nothing_but_nulls() -> None:
    (item,) = json.loads(score_json([scored()]))
    assert item == {
        "id": 0,
        "form": "sichuan-project-2024",
        "year": 2024,
        "unit": "",
        "project_name": "",
        "execution_rate": None,
        "execution_score": None,
        "indicators": [],
        "total": None,
        "grade": None,
    }


def test_no_records_are_an_empty_list() -> None:
    assert json.loads(score_json([])) == []


def test_a_zero_budget_is_scored_zero() -> None:
    budget = [{"line": "总额", "adjusted": "0.00", "executed": "0"}]
    (item,) = json.loads(score_json([scored(budget=budget)]))
    assert (item["execution_rate"], item["execution_score"]) == (0, 0)


def test_texts_stay_json_whatever_they_hold() -> None:
    awkward = '引号" 反斜杠\\ 换行\n 制表\t 𬱖'
    text = score_json([scored(fields={"project_name": awkward})])
    assert json.loads(text)[0]["project_name"] == awkward


def test_numbers_are_written_exactly() -> None:
    indicators = [{"level3": "人数", "nature": "≥", "target": "3", "actual": "1", "weight": "0.10"}]
    text = score_json([scored(indicators=indicators)])
    (indicator,) = json.loads(text, parse_float=Decimal)[0]["indicators"]
    assert (indicator["weight"], indicator["computed"]) == (Decimal("0.1"), Decimal("0.03"))
    assert '"weight": 0.1,' in text


def test_the_table_is_aligned_for_characters_two_columns_wide() -> None:
    budget = [{"line": "总额", "adjusted": "2", "executed": "1"}]
    indicators = [{"level3": "人数", "nature": "≥", "target": "5", "actual": "5", "weight": "90"}]
    table = score_table(
        [
            scored(fields={"unit": "某局", "project_name": "经费"}, budget=budget, indicators=indicators),
            scored(fields={"unit": "某某中心", "project_name": "名称很长\n" * 9}),
        ]
    )
    assert table.splitlines() == [
        "编号  年度  实施单位  项目名称                              执行率  执行得分  指标得分   合计  等级",
        "   0  2024  某局      经费                                  50.00%         5        90     95    优",
        "   0  2024  某某中心  名称很长 名称很长 名称很长 名称很长…       —         —         —  缺1项     —",
    ]
