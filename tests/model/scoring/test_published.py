"""The seven published Sichuan forms, scored: what is printed, what is computed, and why they differ."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Scores
from perfdesk.paths import resources

COLUMNS = ("level3", "nature", "target", "unit", "actual", "weight")
LINES = ("total", "fiscal", "special_account", "unit", "other")

# 三级指标 | 性质 | 指标值 | 度量单位 | 完成值 | 权重 | printed 得分 | computed 得分 (-: a person must say)
VETERANS_2024 = """
    医疗补助建国初期老干部人数         | ＝   | 5          | 人数    | 4      | 20 | 20   | 16
    享受医疗费补助待遇质量             | 定性 | 优良       |         | 优     | 10 | 10   | -
    资金拨付进度                       | 定性 | 上半年完成 |         | 8月完成 | 20 | 16.6 | -
    减轻建国初期老干部医疗费负担       | 定性 | 良好       |         | 良     | 20 | 20   | -
    建国初期老干部医疗补助到位，满意度 | ≥    | 90         | %       | 95%    | 10 | 10   | 10
    医疗补助建国初期老干部标准         | ＝   | 4000       | 元/人年 | 4000   | 10 | 10   | 10
"""
INSURANCE_WORK_2024 = """
    参保人数                     | ≥    | 47.5               | 万人 | 48.01 | 10 | 10 | 10
    医药机构监管全覆盖巡查       | ≥    | 1                  | 次   | 1     | 10 | 10 | 10
    为群众提供一站式医疗保障服务 | 定性 | 医保业务一站式办结 |      | 完成  | 10 | 10 | -
    业务办结时限                 | 定性 | 按政务事项清单规定 |      | 完成  | 20 | 20 | -
    提升人民群众幸福感、获得感   | 定性 | 优良中差           |      | 优    | 20 | 20 | -
    参保群众满意度               | ≥    | 90                 | %    | 91%   | 10 | 10 | 10
    严控成本指标                 | ≤    | 137.07             | 万元 | 48.13 | 10 | 8  | 10
"""
CARED_STAFF_2024 = """
    符合政策人员医疗费补助应补尽补     | ＝   | 100  | %      | 100% | 15 | 15 | 15
    符合政策人员享受医疗费补助待遇质量 | 定性 | 优良 |        | 优   | 15 | 15 | -
    报销费用及时性                     | ≤    | 10   | 工作日 | 完成 | 20 | 20 | -
    对符合政策条件人员实施医疗费补助   | 定性 | 良好 |        | 良好 | 20 | 20 | -
    享受政策人员满意度                 | ≥    | 90   | %      | 95%  | 10 | 10 | 10
    医疗费补助成本                     | ≤    | 50   | 万元   | 6.15 | 10 | 10 | 10
"""
REWARDS_2025 = """
    按实际举报数据                   | 定性 | 据实            | %    | 0               | 20 | 20 | -
    完成任务率                       | ≥    | 99              | %    | 100             | 10 | 10 | 10
    奖励资金发完成时间               | 定性 | 2025年12月31日前 |      | 2025年12月31日前 | 10 | 10 | 10
    完成成本总目标                   | ≤    | 1               | 万元 | 0               | 20 | 20 | 20
    动员社会力量参与医疗保障基金监督 | 定性 | 优              |      | 优              | 10 | 10 | -
    向社会宣传医保基金监督工资       | 定性 | 长效            |      | 长效            | 10 | 10 | -
    参保群众满意度                   | ≥    | 95              | %    | 100%            | 10 | 10 | 10
"""
LAND_FUND_UNUSED_2025 = """
    参保人数*                          | 定性 | 据实            | %    | 100             | 20 | 20 | -
    完成任务率                         | ≥    | 99              | %    | 100             | 10 | 10 | 10
    代缴保险完成时间                   | 定性 | 2025年12月31日前 |      | 2025年12月31日前 | 10 | 10 | 10
    完成成本总目标                     | ≤    | 5               | 万元 | 0               | 20 | 20 | 20
    减轻征地农转非参加城乡居民医保     | 定性 | 优              |      | 优              | 10 | 10 | -
    持续提供征地农转非人员医疗保障待遇 | 定性 | 长效            |      | 长效            | 10 | 10 | -
    参保人员满意度                     | ≥    | 95              | %    | 100%            | 10 | 10 | 10
"""
LAND_FUND_2025 = """
    参保人数                           | 定性 | 据实            | %    | 100             | 20 | 20 | -
    完成任务率                         | ≥    | 99              | %    | 100             | 10 | 10 | 10
    代缴保险完成时间                   | 定性 | 2025年12月31日前 |      | 2025年12月31日前 | 10 | 10 | 10
    完成成本总目标                     | ≤    | 11.983          | 万元 | 11.983          | 20 | 20 | 20
    减轻征地农转非参加城乡居民医保负担 | 定性 | 优              |      | 优              | 10 | 10 | -
    持续提供征地农转非人员医疗保险待遇 | 定性 | 长效            |      | 长效            | 10 | 10 | -
    参保人员满意度                     | ≥    | 95              | %    | 100%            | 10 | 10 | 10
"""
MINERS_2025 = """
    尘肺病患者人数                     | 定性 | 据实            | 人   | 64人            | 20 | 20 | -
    完成任务率                         | ≥    | 99              | %    | 100%            | 10 | 10 | 10
    救助资金发完成时间                 | 定性 | 2025年12月31日前 |      | 2025年12月31日前 | 10 | 10 | 10
    完成成本总目标                     | ≤    | 3.01            | 万元 | 3.01            | 20 | 20 | 20
    减轻困难尘肺病患者医疗负担         | 定性 | 优              |      | 优              | 10 | 10 | -
    持续帮助困难尘肺病患者解决就医问题 | 定性 | 长效            |      | 长效            | 10 | 10 | -
    尘肺病患者满意度                   | ≥    | 95              | %    | 100%            | 10 | 10 | 10
"""

# indicators, year, adjusted, executed, computed 执行得分, printed 合计, 合计 once a person enters what is
# printed wherever nothing is computed
PUBLISHED = {
    # Printed 20 for 4 of 5 people: computed 16, so 4 less than printed.
    "建国初期老干部医保个人账户补助": (VETERANS_2024, 2024, "1.70", "1.70", "10", "96.6", "92.6"),
    # The execution score is left blank, 10 of the 98 printed: it is 3.51. The cost target is met: 10, not 8.
    "城乡居民医保工作经费": (INSURANCE_WORK_2024, 2024, "137.07", "48.13", "3.51", "98", "93.51"),
    "医疗照顾人员医疗费补助": (CARED_STAFF_2024, 2024, "6.15", "6.15", "10", "100", "100"),
    "医保基金监督举报奖励经费": (REWARDS_2025, 2025, "0.00", "0.00", "0", "90", "90"),
    "征地农转非财政补助（未发生）": (LAND_FUND_UNUSED_2025, 2025, "0.00", "0.00", "0", "90", "90"),
    "征地农转非财政补助": (LAND_FUND_2025, 2025, "11.98", "11.98", "10", "100", "100"),
    "低保三无人员和尘肺病患者补助": (MINERS_2025, 2025, "3.01", "3.01", "10", "100", "100"),
}


@pytest.fixture(scope="module")
def forms() -> dict[int, FormDefinition]:
    known = load_forms([resources() / "forms"])
    return {year: known[f"sichuan-project-{year}"] for year in (2024, 2025)}


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def record(table: str, year: int, adjusted: str, executed: str, *, fill_in: bool) -> Record:
    """The form as published; ``fill_in`` enters the printed score wherever nothing is computed."""
    budget = [Row({"adjusted": adjusted, "executed": executed}, line) for line in LINES[:2]]
    budget += [Row({"adjusted": "0.00", "executed": "0.00"}, line) for line in LINES[2:4]]
    budget += [Row(line=LINES[4])]
    indicators = []
    for *typed, printed, computed in cells(table):
        values = dict(zip(COLUMNS, typed, strict=True))
        if fill_in and computed == "-":
            values["manual_score"] = printed
        indicators.append(Row(values))
    blocks = {"budget": tuple(budget), "indicators": tuple(indicators)}
    return Record(f"sichuan-project-{year}", year, blocks=blocks)


def computed_column(scores: Scores) -> list[str]:
    computed = (score.computed for score in scores.indicators["indicators"])
    return ["-" if value is None else f"{value.normalize():f}" for value in computed]


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_can_be_computed_is_and_the_rest_waits(name: str, forms: dict[int, FormDefinition]) -> None:
    table, year, adjusted, executed, execution, _, _ = PUBLISHED[name]
    scores = score_record(forms[year], record(table, year, adjusted, executed, fill_in=False))
    assert computed_column(scores) == [row[-1] for row in cells(table)]
    assert scores.execution is not None
    assert scores.execution.value == Decimal(execution)
    assert scores.total is not None
    assert scores.total.value is None
    assert scores.total.waiting == [row[-1] for row in cells(table)].count("-")
    assert scores.total.grade is None


@pytest.mark.parametrize("name", PUBLISHED)
def test_with_the_printed_scores_entered_where_nothing_is_computed_the_total_is_known(
    name: str, forms: dict[int, FormDefinition]
) -> None:
    table, year, adjusted, executed, _, _, total = PUBLISHED[name]
    scores = score_record(forms[year], record(table, year, adjusted, executed, fill_in=True))
    assert scores.total is not None
    assert scores.total.value == Decimal(total)
    assert scores.total.grade == "优"


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_printed_totals_differ_only_where_the_forms_are_wrong(name: str) -> None:
    table, _, _, _, execution, printed, total = PUBLISHED[name]
    gaps = [Decimal(row[-1]) - Decimal(row[-2]) for row in cells(table) if row[-1] != "-"]
    printed_execution = Decimal(printed) - sum(Decimal(row[-2]) for row in cells(table))
    gap = sum(gaps) + Decimal(execution) - printed_execution
    assert Decimal(total) - Decimal(printed) == gap


def test_the_rates_of_every_line_are_known(forms: dict[int, FormDefinition]) -> None:
    scores = score_record(forms[2024], record(INSURANCE_WORK_2024, 2024, "137.07", "48.13", fill_in=False))
    rate = Decimal("48.13") / Decimal("137.07")
    assert [item.value for item in scores.rates["budget"]] == [rate, rate, 0, 0, None]
