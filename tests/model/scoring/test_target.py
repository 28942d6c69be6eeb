"""Which rule an indicator's nature and target call for, and what waits for a person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdesk.model.form.definition import ShortfallRule
from perfdesk.model.scoring.judgement import Judgement
from perfdesk.model.scoring.target import judge
from tests.model.scoring.sample import WORDING, indicator, indicator_rule

SICHUAN = indicator_rule()
SICHUAN_2023 = indicator_rule(at_least=ShortfallRule.PERCENT)


def judged(
    nature: str, target: str, unit: str, actual: str, weight: str = "10", year: int = 2024
) -> Judgement:
    row = indicator(nature, target, unit, actual, weight)
    return judge(SICHUAN, WORDING, row, year, Decimal(weight))


def reason(judgement: Judgement) -> str:
    assert judgement.points is None
    return judgement.explanation.steps[0]


@pytest.mark.parametrize(
    ("nature", "target", "unit", "actual", "points"),
    [
        ("≥", "90", "%", "95%", "10"),
        (">=", "90", "％", "９５％", "10"),
        ("≧", "99", "%", "100", "10"),
        ("＝", "5", "人数", "4", "8"),
        ("=", "5", "人数", "4人", "8"),
        ("═", "100", "%", "100%", "10"),
        ("≥", "47.5", "万人", "48.01", "10"),
        ("≥", "47.5", "万人", "480100人", "10"),
        ("≥", "47.5", "万人", "38万", "8"),
        ("≤", "40000", "元", "4万元", "10"),
        ("≤", "11.983", "万元", "11.983", "10"),
        ("≤", "11.983", "万元", "119830元", "10"),
        ("＝", "4000", "元/人年", "4000", "10"),
        ("≥", "1", "次", "1", "10"),
        ("≥", "1,000", "份", "800份", "8"),
        ("≥", "5", "个示范点", "4个示范点", "8"),
        ("定量", "≥8人", "", "8人", "10"),
    ],
)
def test_numbers_are_compared_in_one_unit(
    nature: str, target: str, unit: str, actual: str, points: str
) -> None:
    assert judged(nature, target, unit, actual).points == Decimal(points)


def test_a_conversion_is_shown() -> None:
    assert judged("≥", "47.5", "万人", "480100人").explanation.steps == (
        "480100人 折合 48.01万人",
        "48.01万人 ≥ 47.5万人，得 10 分",
    )


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥99%", "100%", "10"),
        ("≤15万元", "12万元", "10"),
        ("≤15万元", "18万元", "8"),
        ("=9000元", "9000元", "10"),
        ("≥300平方米", "300平方米", "10"),
        ("=100%", "100%", "10"),
        ("≥90%", "95", "10"),
        ("≤20.38", "6", "10"),
        ("≥380元", "380元", "10"),
    ],
)
def test_where_no_nature_is_named_the_operator_in_the_target_serves(
    target: str, actual: str, points: str
) -> None:
    assert judged("", target, "", actual).points == Decimal(points)


def test_an_operator_in_both_places_must_be_the_same() -> None:
    assert judged("≥", "≥99%", "", "100%").points == 10
    assert reason(judged("≥", "≤15万元", "", "12万元")) == (
        "指标性质是“≥”，指标值写的是“≤15万元”，两处不一致，请改正一处。"
    )


def test_without_any_operator_only_an_equal_number_is_known_to_meet_the_target() -> None:
    assert judged("", "1人", "", "1人").points == 10
    assert judged("", "4万张", "", "40000张").points == 10
    assert reason(judged("", "3万元", "", "2.8万元")) == "未填指标性质，不知道完成值应高于还是低于指标值。"
    assert reason(judged("", "1人", "", "≥1人")) == "未填指标性质，不知道完成值应高于还是低于指标值。"


@pytest.mark.parametrize(
    ("nature", "target", "unit", "actual", "why"),
    [
        ("≤", "1.5", "万元", "100%", "完成值“100%”与指标值 ≤1.5万元 的单位不同，不能比较，请统一单位。"),
        ("", "≤1.5万元", "", "100%", "完成值“100%”与指标值 ≤1.5万元 的单位不同，不能比较，请统一单位。"),
        ("", "1人", "", "100%", "完成值“100%”与指标值 1人 的单位不同，不能比较，请统一单位。"),
        ("≥", "5", "人", "5台", "完成值“5台”与指标值 ≥5人 的单位不同，不能比较，请统一单位。"),
        ("≥", "1", "", "100%", "完成值“100%”与指标值 ≥1 的单位不同，不能比较，请统一单位。"),
        ("≥", "5人", "%", "5", "指标值的单位是“人”，度量单位是“%”，两处不一致，请改正一处。"),
        (
            "≤",
            "15万元",
            "元",
            "14",
            "指标值的单位是“万元”，度量单位是“元”，完成值“14”没有写单位，请写明。",
        ),
        (
            "≥",
            "95",
            "%",
            "0.965857143",
            "完成值“0.965857143”没有写％，请写明是 0.965857143% 还是 96.5857143%。",
        ),
        ("≥", "95", "百分比", "1", "完成值“1”没有写％，请写明是 1% 还是 100%。"),
        ("≤", "10", "工作日", "完成", "完成值“完成”不是单一的数值，不能与指标值 ≤10工作日 比较。"),
        (
            "≥",
            "5",
            "个",
            "5个示范点2个标杆点",
            "完成值“5个示范点2个标杆点”不是单一的数值，不能与指标值 ≥5个 比较。",
        ),
        ("≥", "95", "%", "", "未填完成值。"),
        ("≥", "95", "%", "/", "未填完成值。"),
        ("≥", "95", "%", "#DIV/0!", "完成值“#DIV/0!”是表格软件的出错值，请填实际内容。"),
        ("≥", "", "%", "95", "未填指标值。"),
        ("", "", "", "95", "未填指标值。"),
        ("≥", "#REF!", "%", "95", "指标值“#REF!”是表格软件的出错值，请填实际内容。"),
        (
            "≥",
            "优",
            "",
            "优",
            "指标值“优”不是单一的数值，不能按“≥”计算；不用数值衡量的，指标性质请填“定性”。",
        ),
        ("大于", "5", "个", "6", "指标性质“大于”不认识，请填 ≥、＞、＝、≤、＜、定性 之一。"),
    ],
)
def test_what_does_not_compare_waits_with_the_reason(
    nature: str, target: str, unit: str, actual: str, why: str
) -> None:
    result = judged(nature, target, unit, actual)
    assert reason(result) == why
    assert result.explanation.steps[-1] == "改正后自动计分，也可以直接填写得分（0～10 分）。"


def test_a_percent_below_one_is_no_riddle_where_the_target_is_below_one() -> None:
    assert judged("≤", "0.5", "%", "0.3").points == 10
    assert judged("≥", "95", "%", "0").points == 0


def test_a_wan_in_the_target_serves_both_places() -> None:
    assert judged("≤", "15万元", "元", "140000元").points == 10
    assert judged("≥", "5万", "人", "4万人").points == 8


@pytest.mark.parametrize(
    ("nature", "target", "actual"),
    [
        ("≥", "85%", "≥95%"),
        ("≥", "95%", "≥95%"),
        ("＞", "95%", "＞95%"),
        ("＞", "95%", "≥96%"),
        ("≤", "5天", "≤3天"),
        ("＜", "5天", "＜5天"),
        ("＝", "0起", "≤0起"),
        ("≥", "85%", "＝95%"),
    ],
)
def test_an_actual_that_is_a_range_counts_where_all_of_it_meets_the_target(
    nature: str, target: str, actual: str
) -> None:
    assert judged(nature, target, "", actual).points == 10


@pytest.mark.parametrize(
    ("nature", "target", "actual"),
    [
        ("≥", "98%", "≥95%"),
        ("＞", "95%", "≥95%"),
        ("＝", "95%", "≥95%"),
        ("≥", "95%", "≤98%"),
        ("≤", "5天", "≥3天"),
        ("＜", "5天", "≤5天"),
        ("＝", "0起", "≥0起"),
    ],
)
def test_a_range_that_may_miss_the_target_waits(nature: str, target: str, actual: str) -> None:
    assert "是一个范围，不能判断是否达到" in reason(judged(nature, target, "", actual))


def test_a_range_shows_that_it_lies_within_the_target() -> None:
    result = judged("≥", "70%", "", "≥95%")
    assert result.explanation.steps == (
        "≥95% 都在 ≥70% 之内，得 10 分",
        "超过指标值 35.71%，达到 30% 以上的须说明原因",
    )


@pytest.mark.parametrize(
    ("nature", "target", "unit", "actual"),
    [
        ("定性", "优良", "", "优"),
        ("定性", "据实", "人", "64人"),
        ("定性", "长效", "", "长效"),
        ("", "据实", "", "100%"),
        ("", "定性", "", "显著提高"),
        ("定性", "", "", "有效提升"),
        ("定性", "95%", "%", "96%"),
        ("定量", "较好", "", "较好"),
    ],
)
def test_a_qualitative_indicator_waits_whatever_is_typed(
    nature: str, target: str, unit: str, actual: str
) -> None:
    result = judged(nature, target, unit, actual)
    assert result.points is None
    assert result.explanation.rule == "不能自动计分：等待人工评分"
    assert result.explanation.clause == "定性条款"


def test_a_qualitative_indicator_names_the_bands_with_their_points() -> None:
    assert judged("定性", "优良", "", "优", weight="15").explanation.text == (
        "不能自动计分：等待人工评分\n"
        "指标值“优良”没有可计算的数值，完成值“优”是否达到由填报人评定。\n"
        "全部或基本达成（100%～80%）：15～12 分\n"
        "部分达成（80%～60%）：12～9 分\n"
        "未达成（60%～0%）：9～0 分\n"
        "请按完成情况填写得分（0～15 分）。\n"
        "依据：定性条款"
    )


def test_a_qualitative_indicator_without_an_actual_says_so() -> None:
    assert reason(judged("定性", "优", "", "")) == "未填完成值。"


@pytest.mark.parametrize(
    ("nature", "target", "actual"),
    [
        ("定性", "2025年12月31日前", "2025年12月31日前"),
        ("", "2023年12月31日 前", "2023年12月31日 前"),
        ("定性", "2025年12月31", "2025-12-30"),
        ("≤", "2025年12月31日", "2025年11月"),
        ("＝", "2024年6月30日前", "上半年完成"),
        ("定性", "年底前", "11月底"),
    ],
)
def test_a_date_met_earns_the_full_weight(nature: str, target: str, actual: str) -> None:
    result = judged(nature, target, "", actual)
    assert result.points == 10
    assert result.explanation.rule == "时效指标按期完成：得满分"
    assert result.explanation.clause == "时效条款"


def test_a_date_explains_itself() -> None:
    assert judged("定性", "2025年12月31日前", "", "2025-11-30").explanation.steps == (
        "完成时间 2025年11月30日，期限 2025年12月31日：按期完成，得 10 分",
    )


@pytest.mark.parametrize(
    ("target", "actual", "why"),
    [
        (
            "上半年完成",
            "8月完成",
            "完成时间 2024年8月1日至2024年8月31日，期限 2024年6月30日：至少逾期 32 天。",
        ),
        ("6月30日前", "2024.7.15", "完成时间 2024年7月15日，期限 2024年6月30日：逾期 15 天。"),
        ("6月30日前", "7月15日后", "完成时间 2024年7月15日后，期限 2024年6月30日：至少逾期 15 天。"),
        (
            "6月15日前",
            "6月",
            "完成时间 2024年6月1日至2024年6月30日，期限 2024年6月15日：不能判断是否按期完成，请写明日期。",
        ),
        (
            "6月30日前",
            "12月31日前",
            "完成时间 2024年12月31日前，期限 2024年6月30日：不能判断是否按期完成，请写明日期。",
        ),
        (
            "6月前",
            "6月10日",
            "完成时间 2024年6月10日，期限 2024年5月31日或2024年6月30日：不能判断是否按期完成，请写明日期。",
        ),
        ("12月31日前", "完成", "指标值是日期，完成值“完成”不是日期。"),
        ("12月31日前", "100%", "指标值是日期，完成值“100%”不是日期。"),
        ("6月1日后", "7月1日", "指标值写的是某日之后，没有最后期限。"),
        ("12月31日前", "", "未填完成值。"),
    ],
)
def test_a_date_missed_or_not_told_waits_and_says_by_how_much(target: str, actual: str, why: str) -> None:
    result = judged("定性", target, "", actual)
    assert reason(result) == why
    assert result.explanation.clause == "时效条款"
    assert result.explanation.steps[1] == "全部或基本达成（100%～80%）：10～8 分"


def test_a_date_does_not_stand_under_at_least() -> None:
    assert "不能按“≥”计算" in reason(judged("≥", "2025年12月31日前", "", "2025年12月31日前"))


def test_the_form_of_2023_with_everything_in_one_cell() -> None:
    def score(target: str, actual: str, weight: str) -> Decimal | None:
        return judge(
            SICHUAN_2023, WORDING, indicator("", target, "", actual, weight), 2023, Decimal(weight)
        ).points

    assert score("1人", "1人", "20") == 20
    assert score("≥99%", "57%", "10") == Decimal("5.7")
    assert score("≥99%", "0%", "10") == 0
    assert score("2023年12月31日前", "2023年12月31日前", "10") == 10
    assert score("≤1.5万元", "100%", "20") is None
    assert score("优", "优", "10") is None
    assert score("≥95%", "100%", "10") == 10
