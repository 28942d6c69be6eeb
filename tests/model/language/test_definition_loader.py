"""Forms as data: the shipped ones load, and a mistake is named with file, key and remedy."""

from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.errors import FormProblem
from perfdesk.model.form.definition import BlockKind, FormDefinition
from perfdesk.model.form.definition_file import BrokenForm
from perfdesk.model.form.forms import form_of
from perfdesk.model.language.definition_loader import load_definition
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.language.registry import ROW_KINDS

CAN_COMPUTE = f"可用的有：{'、'.join(sorted(ROW_KINDS[BlockKind.BUDGET]))}"
FORMS = Path(__file__).resolve().parents[3] / "resources" / "forms"

SMALL = """
[form]
id = "small"
title = "小表"
region = "某省"
years = [2025]
money_unit = "万元"

[[field]]
key = "project_name"
label = "项目名称"

[[block]]
key = "budget"
kind = "budget"
label = "资金"
lines = [ { key = "total", label = "总额" } ]
columns = [
  { key = "adjusted", label = "预算数", kind = "money" },
  { key = "executed", label = "执行数", kind = "money" },
]

[scoring.execution]
block = "budget"
line = "total"
numerator = "executed"
denominator = "adjusted"
weight = 20
score = { decimals = 0 }

[sheet]
orientation = "landscape"
margins_mm = { top = 10, right = 10, bottom = 10, left = 10 }
columns_mm = [30, 40, 30.5]

[sheet.styles]
plain = { size_pt = 9 }

[[sheet.section]]
[[sheet.section.row]]
cells = [
  { at = "A", text = "项目名称", style = "plain" },
  { at = "B:C", values = ["project_name"], style = "plain" },
]
[[sheet.section.row]]
repeat = "budget"
cells = [
  { at = "A", values = ["adjusted"], style = "plain" },
  { at = "B", values = ["executed"], style = "plain" },
  { at = "C", computed = "rate", style = "plain" },
]
"""


def load(tmp_path: Path, text: str, folder: str = "small") -> FormDefinition:
    file = tmp_path / folder / "form.toml"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    return load_definition(file)


def problems(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(BrokenForm) as broken:
        load(tmp_path, text)
    return [str(problem) for problem in broken.value.problems]


@pytest.mark.parametrize("form_id", ["sichuan-project-2024", "sichuan-project-2025"])
def test_the_shipped_forms_have_what_f1_lists(form_id: str) -> None:
    form = load_forms([FORMS])[form_id]
    assert [line.name for line in form.block("budget").lines] == [
        "总额", "财政资金", "财政专户管理资金", "单位资金", "其他资金",
    ]  # fmt: skip
    assert form.block("indicators").column("nature").choices == ("≥", "≤", "＝", "＞", "＜", "定性")
    assert len(form.sheet.column_widths_mm) == 11
    assert form.field("conclusion").limit == 200
    assert form.block("budget").column("reason").limit == 100
    assert form.scoring.execution is not None
    assert form.scoring.execution.weight == 10
    assert form.scoring.indicators[0].weight_total == 90


def test_only_the_form_of_2025_always_prints_its_levels() -> None:
    forms = load_forms([FORMS])
    always = {
        form_id: [level.level2 for level in forms[form_id].block("indicators").levels if level.always]
        for form_id in ("sichuan-project-2024", "sichuan-project-2025")
    }
    assert always["sichuan-project-2024"] == []
    assert always["sichuan-project-2025"] == [
        "数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标",
        "可持续影响指标", "服务对象满意度指标",
    ]  # fmt: skip


def test_a_form_of_ones_own_loads(tmp_path: Path) -> None:
    form = load(tmp_path, SMALL)
    assert form.block("budget").kind is BlockKind.BUDGET
    assert form.scoring.execution is not None
    assert form.scoring.execution.weight == Decimal(20)
    assert form.sheet.column_widths_mm == (30.0, 40.0, 30.5)
    assert form.sheet.page.width_mm == 297


def test_the_fingerprint_follows_the_file(tmp_path: Path) -> None:
    first = load(tmp_path, SMALL).fingerprint
    (tmp_path / "small" / "form.toml").write_text(SMALL + "\n# 注", encoding="utf-8")
    assert load_definition(tmp_path / "small" / "form.toml").fingerprint != first


@pytest.mark.parametrize(
    ("written", "mistaken", "problem"),
    [
        ('label = "项目名称"', 'lable = "项目名称"', "field[1].lable：不认识这一项，是不是“label”？"),
        ('label = "项目名称"', "", "field[1].label：缺少这一项，请补上"),
        ("weight = 20", 'weight = "二十"', "scoring.execution.weight：应是数字，现在是 '二十'"),
        (
            'denominator = "adjusted"',
            'denominator = "initial"',
            "scoring.execution.denominator：budget 没有“initial”这一列",
        ),
        (
            'values = ["project_name"]',
            'values = ["name"]',
            "sheet.section[1].row[1].cells[2].values：没有“name”这一项，可用的有：project_name",
        ),
        (
            'at = "B:C"',
            'at = "B"',
            "sheet.section[1].row[1].cells：C 列没有单元格，请补一个（可以是空文字）",
        ),
        (
            'at = "B:C"',
            'at = "A:C"',
            "sheet.section[1].row[1].cells[2].at：与同一行的其他单元格重叠（A 列）",
        ),
        (
            'at = "B:C"',
            'at = "B:Z"',
            "sheet.section[1].row[1].cells[2].at：“B:Z”不在 A–C 列之内，或者前后颠倒",
        ),
        (
            'computed = "rate"',
            'computed = "quota"',
            f"sheet.section[1].row[2].cells[3].computed：这里不能算“quota”，{CAN_COMPUTE}",
        ),
        (
            'computed = "rate"',
            'computed = "raet"',
            f"sheet.section[1].row[2].cells[3].computed：这里不能算“raet”，是不是“rate”？{CAN_COMPUTE}",
        ),
        (
            "columns_mm = [30, 40, 30.5]",
            "columns_mm = [300, 40, 30.5]",
            "sheet.columns_mm：列宽合计 370.5 毫米，超过纸面可用的 277 毫米，请收窄",
        ),
        (
            'orientation = "landscape"',
            'orientation = "横向"',
            "sheet.orientation：应是 portrait、landscape 之一，现在是 '横向'",
        ),
        ('money_unit = "万元"', 'money_unit = "美元"', "form.money_unit：应是 元 或 万元"),
        ('id = "small"', 'id = "other"', "form.id：应与文件夹同名：文件夹是 small，这里是 other"),
        (
            'style = "plain" },\n  { at = "B:C"',
            'style = "bold" },\n  { at = "B:C"',
            "sheet.section[1].row[1].cells[1].style：没有名为“bold”的样式，可用的有：plain",
        ),
    ],
)  # fmt: skip
def test_a_mistake_names_file_key_and_remedy(
    tmp_path: Path, written: str, mistaken: str, problem: str
) -> None:
    assert SMALL.count(written) >= 1
    assert f"small/form.toml：{problem}" in problems(tmp_path, SMALL.replace(written, mistaken, 1))


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    text = SMALL.replace("weight = 20", "weight = -1").replace('kind = "budget"', 'kind = "预算"')
    assert len(problems(tmp_path, text)) >= 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[form\n", "TOML 写法有误：第 1 行第 6 列，请检查引号、等号和括号"),
        (b"[form]\nid = [1,", "TOML 写法有误：文件结尾处，请检查"),
        ('[form]\ntitle = "小表"'.encode("gb18030"), "不是 UTF-8 编码"),
    ],
)
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "small" / "form.toml"
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(BrokenForm, match=words):
        load_definition(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenForm, match="读不出来"):
        load_definition(tmp_path / "small" / "form.toml")


def test_an_unknown_form_is_refused_with_the_known_ones() -> None:
    with pytest.raises(FormProblem, match=r"没有编号为“sichuan”的报表格式.*sichuan-project-2024"):
        form_of(load_forms([FORMS]), "sichuan")


def test_a_later_folder_replaces_a_form(tmp_path: Path) -> None:
    own = tmp_path / "own" / "sichuan-project-2024"
    own.mkdir(parents=True)
    text = (FORMS / "sichuan-project-2024" / "form.toml").read_text(encoding="utf-8")
    (own / "form.toml").write_text(text.replace('region = "四川"', 'region = "本县"'), encoding="utf-8")
    assert load_forms([FORMS, tmp_path / "own"])["sichuan-project-2024"].region == "本县"
    assert load_forms([FORMS, tmp_path / "absent"])["sichuan-project-2024"].region == "四川"


def test_a_users_broken_form_is_left_out_and_named(tmp_path: Path) -> None:
    for name, text in (("small", SMALL), ("broken", SMALL.replace("weight = 20", "weight = -1"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "form.toml").write_text(text, encoding="utf-8")
    forms = load_forms([FORMS, tmp_path])
    assert "small" in forms
    assert "broken" not in forms
    assert "broken/form.toml" in str(forms.problems[0])
    assert list(forms) == [*load_forms([FORMS]), "small"]


INDICATORS = """
[[block]]
key = "indicators"
kind = "indicators"
label = "绩效指标"
columns = [
  { key = "level3", label = "三级指标" },
  { key = "target", label = "指标值" },
  { key = "actual", label = "完成值" },
  { key = "weight", label = "权重", kind = "score" },
  { key = "manual_score", label = "得分", kind = "score" },
]
"""
SCORED = """
[[scoring.indicators]]
block = "indicators"
weight_total = 80
rounding = { decimals = 2 }
at_least = "proportional"
at_most = "nothing"
"""


def with_indicators(columns: str, scored: str = SCORED) -> str:
    form, scoring, rest = SMALL.partition("[scoring.execution]")
    return f"{form}{columns}\n{scoring}{rest.replace('[sheet]', scored + chr(10) + '[sheet]', 1)}"


def test_a_column_that_scoring_needs_is_missed(tmp_path: Path) -> None:
    lacking = INDICATORS.replace('  { key = "target", label = "指标值" },\n', "")
    (told,) = problems(tmp_path, with_indicators(lacking))
    assert told.startswith(
        "small/form.toml：scoring.indicators[1].block：indicators 缺少计分需要的“target”列，请补上"
    )


def test_a_block_that_does_not_score_lacks_what_it_likes(tmp_path: Path) -> None:
    lacking = INDICATORS.replace('  { key = "target", label = "指标值" },\n', "")
    assert load(tmp_path, with_indicators(lacking, scored="")).block("indicators").columns


@pytest.mark.parametrize("scored", [SCORED, ""])
def test_a_misspelt_column_is_told_with_the_right_key(tmp_path: Path, scored: str) -> None:
    text = with_indicators(INDICATORS.replace('"weight"', '"wieght"'), scored)
    assert problems(tmp_path, text) == [
        "small/form.toml：block[2].columns[4].key：“wieght”像是把“weight”写错了，"
        "这里又没有“weight”；请改为“weight”"
    ]


def test_a_misspelt_field_is_told_with_the_right_key(tmp_path: Path) -> None:
    told = problems(tmp_path, SMALL.replace('"project_name"', '"project_nmae"'))
    assert len(told) == 1
    assert told[0].startswith("small/form.toml：field[1].key：“project_nmae”像是把“project_name”写错了")


def test_columns_of_a_forms_own_are_its_own_affair(tmp_path: Path) -> None:
    own = INDICATORS.replace("columns = [", 'columns = [\n  { key = "units", label = "单位数" },')
    form = load(tmp_path, with_indicators(own.replace('"manual_score"', '"score"')))
    assert form.block("indicators").column("units").label == "单位数"
