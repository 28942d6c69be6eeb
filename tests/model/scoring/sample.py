"""Rules of published forms, and rows typed the way their tables read."""

from __future__ import annotations

from decimal import Decimal

from perfdesk.model.form.definition import (
    Block,
    BlockKind,
    ExecutionRule,
    Field,
    IndicatorRule,
    Line,
    QualitativeBand,
    Rounding,
    ShortfallRule,
    ValueKind,
)
from perfdesk.model.record.record import Row
from perfdesk.model.scoring.judgement import Wording

BANDS = (
    QualitativeBand("全部或基本达成", Decimal("0.8"), Decimal(1)),
    QualitativeBand("部分达成", Decimal("0.6"), Decimal("0.8")),
    QualitativeBand("未达成", Decimal(0), Decimal("0.6")),
)
WORDING = Wording(reason="未完成原因分析")
BUDGET = Block(
    key="budget",
    kind=BlockKind.BUDGET,
    label="预算执行情况",
    columns=(
        Field("adjusted", "调整后预算数", ValueKind.MONEY, decimals=2),
        Field("executed", "预算执行数", ValueKind.MONEY, decimals=2),
    ),
    lines=(Line("total", "总额", "总额"), Line("fiscal", "其中：财政资金", "财政资金")),
)


def indicator_rule(
    at_least: ShortfallRule = ShortfallRule.PROPORTIONAL,
    at_most: ShortfallRule = ShortfallRule.REVERSE,
    decimals: int = 2,
    threshold: str | None = None,
) -> IndicatorRule:
    """The rule of the Sichuan project form, or a variant of it."""
    return IndicatorRule(
        block="indicators",
        weight_total=Decimal(90),
        rounding=Rounding(decimals),
        at_least=at_least,
        at_most=at_most,
        threshold=None if threshold is None else Decimal(threshold),
        over_completion=Decimal("0.3"),
        bands=BANDS,
        clause="定量条款",
        qualitative_clause="定性条款",
        date_clause="时效条款",
    )


def execution_rule(
    rate: Rounding | None = None,
    score: Rounding | None = None,
    weight: int = 10,
    bands: tuple[tuple[Decimal, Decimal], ...] = (),
) -> ExecutionRule:
    """Executed by adjusted budget, at two decimals unless said otherwise."""
    return ExecutionRule(
        block="budget",
        line="total",
        numerator="executed",
        denominator="adjusted",
        weight=Decimal(weight),
        rate_rounding=rate,
        score_rounding=score or Rounding(2),
        rate_display_decimals=2,
        bands=bands,
        reason_below=Decimal("0.9"),
        clause="执行条款",
    )


def indicator(
    nature: str, target: str, unit: str, actual: str, weight: str, manual: str = "", reason: str = "有原因"
) -> Row:
    """An indicator row, in the order of the printed columns."""
    return Row(
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "level3": "三级指标",
            "nature": nature,
            "target": target,
            "unit": unit,
            "actual": actual,
            "weight": weight,
            "manual_score": manual,
            "reason": reason,
        }
    )


def budget_line(adjusted: str, executed: str, line: str = "total") -> Row:
    """A budget line with its adjusted and executed amounts."""
    return Row({"adjusted": adjusted, "executed": executed}, line=line)
