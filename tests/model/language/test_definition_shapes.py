"""What the definitions of other provinces' forms say, and what is said of mistakes in them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.definition_file import BrokenForm
from perfdesk.model.language.definition_loader import load_definition
from perfdesk.model.language.known_forms import load_forms

TESTS = Path(__file__).parents[2]
SHAPES = TESTS / "files" / "forms"
FORMS = load_forms([TESTS.parent / "resources" / "forms"])


def printed(form: FormDefinition) -> str:
    """All fixed texts of the sheet."""
    cells = [cell for section in form.sheet.sections for row in section.rows for cell in row.cells]
    asides = [section.aside for section in form.sheet.sections if section.aside]
    return "\n".join(cell.prefix + cell.text for cell in [*asides, *cells])


@pytest.mark.parametrize(
    ("form", "columns", "money", "texts"),
    [
        ("sichuan-project-2023", 8, "万元", ["项目资金（万元）", "得　　分", "扣分原因分析", "{year}年"]),
        ("national-transfer-2025", 7, "万元", ["资金使用单位", "资金投入情况", "3.全年执行数是指", "说明"]),
        ("sichuan-special-2024", 7, "元", ["项目资金\n（元）", "存在的问题和改进措施", "年度总体目标"]),
        ("qinghai-project-2024", 10, "万元", ["附件2", "完成率小于60%的不得分。", "总分", "说明"]),
        ("hunan-project-2022", 9, "万元", ["附件2", "项目支出名称", "填表人：", "单位负责人签字："]),
        ("national-project-2020", 11, "万元", ["年初预算数", "偏差原因分析\n及改进措施", "总分"]),
    ],
)
def test_the_forms_print_what_the_published_ones_do(
    form: str, columns: int, money: str, texts: list[str]
) -> None:
    definition = FORMS[form]
    assert (len(definition.sheet.column_widths_mm), definition.money_unit) == (columns, money)
    for text in texts:
        assert text in printed(definition)


def test_the_rules_of_the_forms_differ_as_published() -> None:
    said = {}
    for form, definition in FORMS.items():
        execution, indicators = definition.scoring.execution, definition.scoring.indicators
        if execution is None:  # a form that scores over projects has no budget of its own
            assert definition.scoring.formulas is not None
            continue
        rounded = execution.rate_rounding.decimals if execution.rate_rounding else None
        rule = (str(indicators[0].at_least), indicators[0].threshold) if indicators else None
        said[form] = (int(execution.weight), rounded, execution.score_rounding.decimals, rule)
    assert said == {
        "sichuan-project-2023": (10, 0, 2, ("percent", None)),
        "sichuan-project-2024": (10, None, 2, ("proportional", None)),
        "sichuan-project-2025": (10, None, 2, ("proportional", None)),
        "national-transfer-2025": (0, None, 2, None),
        "sichuan-special-2024": (0, None, 2, None),
        "qinghai-project-2024": (10, None, 0, ("threshold", Decimal("0.6"))),
        "hunan-project-2022": (10, None, 2, ("proportional", None)),
        "national-project-2020": (10, None, 2, ("proportional", None)),
    }


@pytest.mark.parametrize("form", ["hunan-project-2022", "national-project-2020"])
def test_first_levels_have_the_points_that_the_form_prints(form: str) -> None:
    groups = FORMS[form].block("indicators").groups
    assert [(group.level1, group.points) for group in groups] == [
        ("产出指标", Decimal(50)),
        ("效益指标", Decimal(30)),
        ("满意度指标", Decimal(10)),
    ]


@pytest.mark.parametrize(
    ("form", "written", "mistaken", "problem"),
    [
        (
            "flat-with-review",
            'of = "indicators.review_score"',
            'of = "indicators.review"',
            "sheet.section[3].row[3].cells[4].of：没有“indicators.review”这一列，应写作“表.列”",
        ),
        (
            "flat-with-review",
            'of = "indicators.review_score", ',
            "",
            "sheet.section[3].row[3].cells[4].of：缺少这一项，请补上",
        ),
        (
            "flat-with-review",
            'values = ["nature", "target", "unit"]',
            'values = ["nature", "target"]',
            "sheet.section[3].row[2].cells[3].values：target 需要 3 项",
        ),
        (
            "flat-with-review",
            'codec = "target"',
            'codec = "tagret"',
            "sheet.section[3].row[2].cells[3].codec：不认识“tagret”，是不是“target”？可用的有：boxes、",
        ),
        (
            "flat-with-review",
            'prefix = "填报人："',
            'prefix = "填报人{n}："',
            "sheet.section[4].row[1].cells[1].prefix：more 和编号 {n} 只能用在重复的行里",
        ),
        (
            "flat-with-review",
            'values = ["opinion"]',
            'blank = "—", values = ["opinion"]',
            'sheet.section[3].row[4].cells[2].blank：只有执行率（computed = "rate"）的格子能写 blank',
        ),
        (
            "two-goals",
            'of = "arrived/planned"',
            'of = "arrived"',
            "sheet.section[4].row[2].cells[4].of：“arrived”应写作“列/列”，如 actual/target",
        ),
        (
            "two-goals",
            "always = true, rows = 2",
            "rows = 2",
            "block[2].levels[1].rows：要印几行空行，还须写 always = true",
        ),
        (
            "landscape-in-yuan",
            "  { below = 0.5, most = 59 },\n",
            "  { below = 0.9, most = 59 },\n",
            "scoring.total.caps：请按执行率从低到高排列",
        ),
        (
            "landscape-in-yuan",
            "over_completion = 0.3\n",
            "",
            "scoring.indicators[1].over_completion_deduction：还要用 over_completion 写明超过多少才扣分",
        ),
        (
            "boxes-and-shares",
            'choices = ["整体", "区域", "项目"]\n',
            "",
            "sheet.section[2].row[2].cells[4].codec：boxes 逐项印出可选项并打勾，请给“report_kind”",
        ),
        (
            "boxes-and-shares",
            "least = 0.5, most = 0.8",
            "least = 0.9, most = 0.8",
            "scoring.indicators[1].bands[2].least：0.9 大于 most 0.8，请改为不大于它的数",
        ),
        (
            "boxes-and-shares",
            "weight_total = 80",
            "weight_total = -5",
            "scoring.indicators[1].weight_total：应不小于 0，现在是 -5",
        ),
    ],
)
def test_a_mistake_names_file_key_and_remedy(
    tmp_path: Path, form: str, written: str, mistaken: str, problem: str
) -> None:
    text = (SHAPES / form / "form.toml").read_text(encoding="utf-8")
    assert written in text
    file = tmp_path / form / "form.toml"
    file.parent.mkdir()
    file.write_text(text.replace(written, mistaken, 1), encoding="utf-8")
    with pytest.raises(BrokenForm) as caught:
        load_definition(file)
    assert f"{form}/form.toml：{problem}" in str(caught.value)


def test_a_cap_by_execution_needs_execution(tmp_path: Path) -> None:
    text = (SHAPES / "landscape-in-yuan" / "form.toml").read_text(encoding="utf-8")
    start, end = text.index("[scoring.execution]"), text.index("[[scoring.indicators]]")
    file = tmp_path / "landscape-in-yuan" / "form.toml"
    file.parent.mkdir()
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(BrokenForm, match=r"scoring\.total\.caps：按执行率封顶需要先写"):
        load_definition(file)
