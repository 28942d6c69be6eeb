from __future__ import annotations

import codecs
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.errors import FormProblem, InputProblem
from perfdesk.exchange.reading.json_in import read_records, records_from
from perfdesk.exchange.reading.json_text import parse_json
from perfdesk.exchange.writing.json_out import write_records
from perfdesk.model.form.definition import Forms
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record, Row

PROJECT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms([PROJECT / "resources" / "forms"])


def document(**parts: object) -> dict[str, object]:
    return {"perfdesk": 1, "records": [{"form": "sichuan-project-2024", "year": 2024, **parts}]}


def only_record(data: object, forms: Forms) -> Record:
    (record,) = records_from(data, forms, "报表.json")
    return record


def problem(data: object, forms: Forms) -> str:
    with pytest.raises(InputProblem) as caught:
        records_from(data, forms, "报表.json")
    return caught.value.message


def plain(record: Record) -> object:
    """A record as values that compare equal when the records say the same."""
    blocks = {key: [(row.line, dict(row.values)) for row in rows] for key, rows in record.blocks.items()}
    return record.form, record.year, dict(record.fields), blocks


def test_values_are_kept_as_typed(forms: Forms) -> None:
    record = only_record(
        document(
            fields={"project_name": "建国初期老干部补助", "goal": "　投入资金2万元，\r\n补助5名老干部。 "},
            budget=[{"line": "总额", "initial": "2.00", "adjusted": "1.70", "executed": "１.70"}],
            indicators=[{"level1": "产出指标", "nature": "＝", "target": "5", "actual": "64人"}],
        ),
        forms,
    )
    assert record.form == "sichuan-project-2024"
    assert record.year == 2024
    assert record.fields == {
        "project_name": "建国初期老干部补助",
        "goal": "　投入资金2万元，\n补助5名老干部。 ",
    }
    total = record.rows("budget")[0]
    assert (total.line, total["initial"], total["executed"]) == ("total", "2.00", "１.70")
    assert record.rows("indicators")[0].values == {
        "level1": "产出指标",
        "nature": "＝",
        "target": "5",
        "actual": "64人",
    }


def test_a_number_in_the_file_is_its_own_text(forms: Forms) -> None:
    text = """{"perfdesk": 1, "records": [{"form": "sichuan-project-2024", "year": 2024,
        "budget": [{"line": "总额", "initial": 2.00, "adjusted": 1e2, "executed": 123456789012345678901.10}],
        "indicators": [{"weight": 20, "actual": -0.50}]}]}"""
    record = only_record(parse_json(text.encode(), "报表.json"), forms)
    total = record.rows("budget")[0]
    assert (total["initial"], total["adjusted"], total["executed"]) == (
        "2.00",
        "1e2",
        "123456789012345678901.10",
    )
    assert record.rows("indicators")[0].values == {"weight": "20", "actual": "-0.50"}


def test_null_and_blank_are_the_same(forms: Forms) -> None:
    record = only_record(document(fields={"goal": None, "unit": ""}, budget=None, indicators=None), forms)
    assert record.fields == {}
    assert [row.line for row in record.rows("budget")] == [
        "total",
        "fiscal",
        "special_account",
        "unit",
        "other",
    ]


def test_levels_the_form_always_prints_are_there(forms: Forms) -> None:
    data = {"perfdesk": 1, "records": [{"form": "sichuan-project-2025", "year": "2025"}]}
    levels = [(row["level1"], row["level2"]) for row in only_record(data, forms).rows("indicators")]
    assert levels[0] == ("产出指标", "数量指标")
    assert levels[-1] == ("满意度指标", "服务对象满意度指标")
    assert len(levels) == 9


@pytest.mark.parametrize(
    "written", ["财政资金", "其中：财政资金", "其中: 财政资金", " 财政　资金", "fiscal", "FISCAL"]
)
def test_a_budget_line_is_known_by_each_of_its_names(forms: Forms, written: str) -> None:
    record = only_record(document(budget=[{"line": written, "initial": "3"}]), forms)
    assert [(row.line, row["initial"]) for row in record.rows("budget")[:2]] == [
        ("total", ""),
        ("fiscal", "3"),
    ]


def test_reasons_come_together_where_the_form_prints_one_cell(forms: Forms) -> None:
    budget = [
        {"line": "总额", "reason": "据实拨付"},
        {"line": "财政资金", "reason": "据实拨付"},
        {"line": "其他资金", "reason": "未发生到龄人员"},
    ]
    rows = only_record(document(budget=budget), forms).rows("budget")
    assert [row["reason"] for row in rows] == ["据实拨付\n未发生到龄人员", "", "", "", ""]
    rows = only_record(document(budget=budget[2:]), forms).rows("budget")
    assert [row["reason"] for row in rows] == ["未发生到龄人员", "", "", "", ""]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "文件内容 应是一个对象"),
        ({"records": []}, "没有 perfdesk（版本）"),
        ({"perfdesk": 2, "records": []}, "版本是“2”，本程序只认识版本 1"),
        ({"perfdesk": 1}, "没有 records"),
        ({"perfdesk": 1, "record": []}, "record 无法识别，是不是想写“records”"),
        ({"perfdesk": 1, "records": {}}, "records 应是一个列表"),
        ({"perfdesk": 1, "records": ["x"]}, "records[0] 应是一个对象"),
        ({"perfdesk": 1, "records": [{"year": 2024}]}, "records[0] 没有 form"),
        ({"perfdesk": 1, "records": [{"form": "sichuan-project-2024"}]}, "records[0] 没有 year"),
        (
            {"perfdesk": 1, "records": [{"form": "xinjiang", "year": 2022}]},
            "records[0].form “xinjiang”不是已知的报表格式，应是 ",
        ),
        (document(year=1989), "records[0].year “1989”不是年度"),
        (document(year="2024年"), "records[0].year “2024年”不是年度"),
        (document(year=True), "records[0].year 应是文本"),
        (document(field={}), "records[0].field 无法识别，是不是想写“fields”"),
        (document(fields=[]), "records[0].fields 应是一个对象"),
        (document(fields={"项目名称": ""}), "records[0].fields.项目名称 无法识别，是不是想写“project_name”"),
        (document(fields={"goal": ["x"]}), "records[0].fields.goal 应是文本"),
        (document(fields={"goal": "\ud83d"}), "records[0].fields.goal 含有残缺的字符"),
        (document(budget={}), "records[0].budget 应是一个列表"),
        (document(budget=[{"initial": "1"}]), "records[0].budget[0] 没有 line"),
        (
            document(budget=[{"line": "财资金"}]),
            "line “财资金”不是“预算执行情况”的行名，是不是想写“财政资金”",
        ),
        (
            document(budget=[{"line": "总额"}, {"line": "total"}]),
            "records[0].budget[1].line “总额”这一行写了两次",
        ),
        (
            document(indicators=[{}, {}, {}, {"weigth": "10"}]),
            "records[0].indicators[3].weigth 无法识别，是不是想写“weight”",
        ),
        (
            document(indicators=[{"xyz": "10"}]),
            "xyz 无法识别，应是 level1、level2、level3、nature、target、",
        ),
        (document(indicators=[{"line": "总额"}]), "records[0].indicators[0].line 无法识别"),
    ],
)
def test_mistakes_are_named_with_their_place(forms: Forms, data: object, sentence: str) -> None:
    message = problem(data, forms)
    assert message.startswith("报表.json：")
    assert sentence in message


def test_one_bad_record_refuses_the_whole_file(forms: Forms, tmp_path: Path) -> None:
    path = tmp_path / "两个.json"
    good: dict[str, object] = {"form": "sichuan-project-2024", "year": 2024}
    path.write_text(json.dumps({"perfdesk": 1, "records": [good, good | {"unit": "某局"}]}), encoding="utf-8")
    with pytest.raises(InputProblem, match=r"两个\.json：records\[1\]\.unit 无法识别"):
        read_records(path, forms)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_that_bureaus_have(forms: Forms, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "报表.json"
    path.write_bytes(
        json.dumps(document(fields={"unit": "金口河区局𬱖"}), ensure_ascii=False).encode(encoding)
    )
    (record,) = read_records(path, forms)
    assert record.fields["unit"] == "金口河区局𬱖"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "不是有效的 JSON"),
        (b'{"perfdesk": 1,\n "records": [}', "不是有效的 JSON，第 2 行第 14 个字符"),
        (b"PK\x03\x04\xff\xff\xff", "文字编码读不出来"),
        (codecs.BOM_UTF16_LE + b"{\x00\x00\xd8", "文字编码读不出来"),
        (b'{"perfdesk": NaN}', "NaN 不是 JSON 的数字"),
        (b'{"perfdesk": 1, "perfdesk": 1}', "“perfdesk”写了两次"),
        (b"[" * 200_000, "嵌套太深"),
    ],
)
def test_files_that_are_no_json(forms: Forms, tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "报表.json"
    path.write_bytes(content)
    with pytest.raises(InputProblem) as caught:
        read_records(path, forms)
    assert caught.value.message.startswith("报表.json：")
    assert sentence in caught.value.message


def test_files_that_are_not_there(forms: Forms, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="找不到文件"):
        read_records(tmp_path / "没有.json", forms)
    with pytest.raises(InputProblem, match="无法读取"):
        read_records(tmp_path, forms)


TYPED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=8)


@given(goal=TYPED, reason=TYPED, actuals=st.lists(TYPED, min_size=1, max_size=4))
def test_what_is_written_reads_back(
    forms: Forms, tmp_path_factory: pytest.TempPathFactory, goal: str, reason: str, actuals: list[str]
) -> None:
    (written,) = records_from(
        document(
            fields={"goal": goal},
            budget=[{"line": "总额", "reason": reason}],
            indicators=[{"level3": "人数", "actual": actual} for actual in actuals],
        ),
        forms,
        "报表.json",
    )
    path = tmp_path_factory.mktemp("json") / "报表.json"
    write_records([written, written], path, forms)
    assert [plain(record) for record in read_records(path, forms)] == [plain(written)] * 2


def test_a_written_file_names_every_value(forms: Forms, tmp_path: Path) -> None:
    path = tmp_path / "报表.json"
    (record,) = records_from(document(indicators=[{"level3": "人数"}]), forms, "")
    write_records([record], path, forms)
    (written,) = json.loads(path.read_text(encoding="utf-8"))["records"]
    assert list(written) == ["form", "year", "fields", "budget", "indicators"]
    assert written["fields"]["finance_head"] == ""
    assert written["budget"][1] == {
        "line": "财政资金",
        "initial": "",
        "adjusted": "",
        "executed": "",
        "reason": "",
    }
    assert written["indicators"][0]["manual_score"] == ""


def test_the_example_in_the_documentation_is_read(forms: Forms) -> None:
    page = (PROJECT / "docs" / "json.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (record,) = records_from(parse_json(example.encode(), "json.md"), forms, "json.md")
    assert record.rows("budget")[1]["initial"] == "2.00"


def test_the_documentation_names_every_key(forms: Forms) -> None:
    page = (PROJECT / "docs" / "json.md").read_text(encoding="utf-8")
    form = forms["sichuan-project-2025"]
    places = [*form.fields, *(column for block in form.blocks for column in block.columns)]
    assert [place.key for place in places if f"`{place.key}` " not in page] == []
    assert [line.name for block in form.blocks for line in block.lines if line.name not in page] == []


def test_no_records_are_a_file_too(forms: Forms, tmp_path: Path) -> None:
    path = tmp_path / "空.json"
    write_records([], path, forms)
    assert read_records(path, forms) == []


def test_a_record_of_an_unknown_form_is_not_written(forms: Forms, tmp_path: Path) -> None:
    path = tmp_path / "报表.json"
    with pytest.raises(FormProblem, match="hunan-2022"):
        write_records([Record("hunan-2022", 2022, blocks={"budget": (Row(),)})], path, forms)
    assert not path.exists()


def test_the_number_that_a_form_prints_before_a_name_is_not_read_with_it(forms: Forms) -> None:
    row = {"level1": "产出指标", "level2": "数量指标", "level3": "指标1：医保政策宣传", "target": "≥1次"}
    data = {"perfdesk": 1, "records": [{"form": "qinghai-project-2024", "year": 2024, "indicators": [row]}]}
    (record,) = records_from(data, forms, "报表.json")
    assert [row["level3"] for row in record.rows("indicators")[:3]] == ["医保政策宣传", "", ""]


def test_explanations_are_read_at_the_rows_that_the_file_numbers(forms: Forms) -> None:
    said = [
        {"code": "completeness.adjustment-reason", "place": "budget[0].reason", "text": "单位资金为基金结余"},
        {"code": "logic.full-score-missed", "place": "indicators[1].manual_score", "text": "一人去世"},
        {"code": "completeness.level", "place": "", "text": "不需要"},
    ]
    data = document(budget=[{"line": "单位资金"}], indicators=[{}, {"level3": "人数"}], explanations=said)
    record = only_record(data, forms)
    places = [row["place"] for row in record.rows("explanations")]
    assert places == ["budget[3].reason", "indicators[1].manual_score", ""]
    assert record.rows("budget")[3].line == "unit"


@pytest.mark.parametrize(
    ("place", "code", "sentence"),
    [
        (
            "indicators[7].actual",
            "x",
            "[0].explanations[0].place “indicators[7].actual”不是本表的位置",
        ),
        ("fields.nothing", "x", "“fields.nothing”不是本表的位置，应如 indicators[0].actual"),
        ("人数", "x", "“人数”不是本表的位置"),
        ("", "", "records[0].explanations[0] 缺少 code（问题编号）或 text（说明）"),
    ],
)
def test_an_explanation_of_nothing_is_refused(forms: Forms, place: str, code: str, sentence: str) -> None:
    said = [{"code": code, "place": place, "text": "说明"}]
    with pytest.raises(InputProblem) as refused:
        only_record(document(explanations=said), forms)
    assert sentence in refused.value.message
