from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from perfdesk import cli, cli_options
from perfdesk.__main__ import main
from perfdesk.exchange.reading.preview import page_sizes_mm
from perfdesk.model.edit.finding_edit import explain
from perfdesk.model.edit.record_edit import add_records
from perfdesk.model.form.forms import load_forms
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.kept.output import OutputKind
from perfdesk.model.library.library import Library
from tests.model.checks.sample import faultless

PROJECT = Path(__file__).parents[1]
FORMS = load_forms([PROJECT / "resources" / "forms"])

WORKING_FUNDS = {
    "form": "sichuan-project-2024",
    "year": 2024,
    "fields": {"project_name": "城乡居民医保工作经费", "project_code": "51090422T01", "unit": "某局"},
    "budget": [{"line": "总额", "initial": "0.00", "adjusted": "137.07", "executed": "48.13"}],
    "indicators": [
        {"level3": "参保人数", "nature": "≥", "target": "47.5", "actual": "48.01", "weight": "10"},
        {"level1": "成本指标"},
        {
            "level3": "成本",
            "nature": "≤",
            "target": "6",
            "actual": "7",
            "weight": "9.6",
            "manual_score": "8.10",
        },
    ],
}
UNFINISHED = {
    "form": "sichuan-project-2025",
    "year": 2025,
    "fields": {"project_name": "监督/举报", "unit": "某局"},
    "indicators": [{"level3": "人数", "nature": "定性", "target": "据实", "weight": "20"}],
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; its exit code and what it wrote to standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "某局.perfdesk"
    Library.create(path, FORMS).close()
    return path


@pytest.fixture
def library(empty: Path, run: Run) -> Path:
    """A library with two records: a finished one of 2024 (1) and an unfinished one of 2025 (2)."""
    run("import", empty, interchange(empty.parent / "自评表.json", WORKING_FUNDS, UNFINISHED))
    return empty


def interchange(path: Path, *records: object) -> Path:
    path.write_text(json.dumps({"perfdesk": 1, "records": records}, ensure_ascii=False), encoding="utf-8")
    return path


def read_json(path: Path) -> dict[str, Any]:
    """The one record of an interchange file."""
    (record,) = json.loads(path.read_text(encoding="utf-8"))["records"]
    assert isinstance(record, dict)
    return record


def names(path: Path) -> list[str]:
    with Library.open(path, FORMS, read_only=True) as library:
        return [summary.name for summary in library.tree.all_records()]


def test_new_makes_an_empty_library(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "某局.perfdesk"
    code, out, err = run("new", path)
    assert (code, out, err) == (0, f"已新建填报库：{path}\n", "")
    assert names(path) == []


def test_new_leaves_what_is_there(run: Run, library: Path) -> None:
    before = library.read_bytes()
    code, _, err = run("new", library)
    assert code == 2
    assert "已存在" in err
    assert library.read_bytes() == before


def test_new_wants_the_ending_by_which_the_file_is_opened(run: Run, tmp_path: Path) -> None:
    for name in (tmp_path / "某局.db", tmp_path / "某局", "/"):
        code, _, err = run("new", name)
        assert code == 2
        assert "请在文件名末尾写上 .perfdesk" in err
    assert list(tmp_path.iterdir()) == []


def test_import_adds_all_records_of_all_files(run: Run, empty: Path, tmp_path: Path) -> None:
    first = interchange(tmp_path / "1.json", WORKING_FUNDS)
    second = interchange(tmp_path / "2.json", UNFINISHED, UNFINISHED)
    code, out, _ = run("import", empty, first, second)
    assert (code, out) == (0, "已导入 3 份自评表，编号 1～3\n")
    assert names(empty) == ["城乡居民医保工作经费", "监督/举报", "监督/举报"]


def test_import_of_one_bad_file_imports_nothing(run: Run, empty: Path, tmp_path: Path) -> None:
    good = interchange(tmp_path / "好.json", WORKING_FUNDS)
    bad = interchange(tmp_path / "坏.json", WORKING_FUNDS, {"form": "sichuan-project-2024", "year": 24})
    code, out, err = run("import", empty, good, bad)
    assert (code, out) == (2, "")
    assert err.startswith("坏.json：records[1].year")
    assert err.count("\n") == 1
    assert names(empty) == []


def test_import_of_nothing_says_so(run: Run, empty: Path, tmp_path: Path) -> None:
    code, _, err = run("import", empty, interchange(tmp_path / "空.json"))
    assert code == 1
    assert "没有自评表" in err


def test_a_library_that_a_window_holds_is_read_and_not_written(
    run: Run, library: Path, tmp_path: Path
) -> None:
    more = interchange(tmp_path / "更多.json", WORKING_FUNDS)
    with Library.open(library, FORMS) as held:
        assert not held.read_only
        code, _, err = run("import", library, more)
        assert code == 2
        assert "不能导入" in err
        assert run("score", library)[0] == 0
        assert run("export", library, "--out", tmp_path / "出", "--xlsx", "--allow-errors")[0] == 0
        assert len(held.tree.all_records()) == 2


def test_score_as_json(run: Run, library: Path) -> None:
    code, out, err = run("score", library, "--json")
    assert (code, err) == (0, "")
    finished, unfinished = json.loads(out, parse_float=Decimal)
    explanations = [indicator.pop("explanation") for indicator in finished["indicators"]]
    assert finished["indicators"] == [
        {"level3": "参保人数", "weight": 10, "computed": 10, "manual": None, "score": 10},
        {
            "level3": "成本",
            "weight": Decimal("9.6"),
            "computed": 8,
            "manual": Decimal("8.1"),
            "score": Decimal("8.1"),
        },
    ]
    assert {key: value for key, value in finished.items() if key != "indicators"} == {
        "id": 1,
        "form": "sichuan-project-2024",
        "year": 2024,
        "unit": "某局",
        "project_name": "城乡居民医保工作经费",
        "execution_rate": Decimal("48.13") / Decimal("137.07"),
        "execution_score": Decimal("3.51"),
        "total": Decimal("21.61"),
        "grade": "差",
    }
    assert "48.01 ≥ 47.5" in explanations[0]
    assert [unfinished[key] for key in ("execution_rate", "execution_score", "total", "grade")] == [None] * 4
    (waiting,) = unfinished["indicators"]
    assert [waiting[key] for key in ("weight", "computed", "manual", "score")] == [20, None, None, None]
    assert "待" in waiting["explanation"]


def test_numbers_keep_all_their_digits_and_no_more(run: Run, library: Path) -> None:
    _, out, _ = run("score", library, "--json")
    assert '"total": 21.61,' in out
    assert '"manual": 8.1,' in out
    assert '"score": 10,' in out


def test_score_as_a_table(run: Run, library: Path) -> None:
    code, out, _ = run("score", library)
    assert code == 0
    assert [line.split() for line in out.splitlines()] == [
        ["编号", "年度", "实施单位", "项目名称", "执行率", "执行得分", "指标得分", "合计", "等级"],
        ["1", "2024", "某局", "城乡居民医保工作经费", "35.11%", "3.51", "18.1", "21.61", "差"],
        ["2", "2025", "某局", "监督/举报", "—", "—", "—", "缺2项", "—"],
    ]


def test_score_explained(run: Run, library: Path) -> None:
    code, out, err = run("score", library, "--explain")
    assert (code, err) == (0, "")
    assert "编号 1 城乡居民医保工作经费（某局，2024年度）" in out.splitlines()
    assert "  成本：8.1 分（满分 9.6），人工评分" in out.splitlines()
    assert run("score", library, "--explain", "--json") == run("score", library, "--json")


def test_an_empty_library_gives_nothing_to_do(run: Run, empty: Path, tmp_path: Path) -> None:
    assert run("score", empty, "--json")[:2] == (1, "[]\n")
    assert run("score", empty)[0] == 1
    code, out, err = run("export", empty, "--out", tmp_path / "出")
    assert (code, out) == (1, "")
    assert "没有可以导出的" in err
    assert not (tmp_path / "出").exists()


def test_export_writes_one_pdf_and_one_workbook(run: Run, library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "报送" / "2024"
    code, out, _ = run("export", library, "--out", folder, "--allow-errors")
    assert (code, out.splitlines()) == (0, [str(folder / "某局.pdf"), str(folder / "某局.xlsx")])
    assert (folder / "某局.pdf").read_bytes().startswith(b"%PDF")
    assert load_workbook(folder / "某局.xlsx").sheetnames == ["城乡居民医保工作经费", "监督／举报"]


def test_export_of_one_record_is_named_after_it(run: Run, library: Path, tmp_path: Path) -> None:
    _, out, _ = run("export", library, "--out", tmp_path / "出", "--xlsx", "--record", "1", "--allow-errors")
    assert out == f"{tmp_path / '出' / '51090422T01-城乡居民医保工作经费-2024.xlsx'}\n"


def test_export_of_each_record_by_itself(run: Run, library: Path, tmp_path: Path) -> None:
    run("import", library, interchange(tmp_path / "再.json", UNFINISHED))
    chosen = "--record", "3", "2", "--record", "2", "--allow-errors"
    code, out, _ = run("export", library, "--out", tmp_path, "--pdf", "--each", *chosen)
    written = [Path(line).name for line in out.splitlines()]
    assert (code, written) == (0, ["监督／举报-2025.pdf", "监督／举报-2025 (2).pdf"])


def test_export_of_errors_is_refused_with_a_list_of_them(run: Run, library: Path, tmp_path: Path) -> None:
    code, out, err = run("export", library, "--out", tmp_path / "出")
    assert (code, out) == (1, "")
    assert not (tmp_path / "出").exists()
    assert "编号 2 监督/举报：错误" in err
    assert "指标“人数”没有填完成值，请补上。" in err
    assert "警告" not in err
    assert err.endswith("要连同错误导出，加 --allow-errors。\n")


def test_export_of_chosen_records_asks_only_after_their_errors(run: Run, empty: Path, tmp_path: Path) -> None:
    with Library.open(empty, FORMS) as library:
        add_records(library, [replace(faultless(), id=0)])
    run("import", empty, interchange(tmp_path / "再.json", UNFINISHED))
    folder = tmp_path / "出"
    assert run("export", empty, "--out", folder, "--record", "2")[0] == 1
    code, out, err = run("export", empty, "--out", folder, "--record", "1", "--pdf")
    assert (code, len(out.splitlines()), err) == (0, 1, "")
    code, out, err = run("export", empty, "--out", folder, "--record", "2", "--pdf", "--allow-errors")
    assert (code, len(out.splitlines()), err) == (0, 1, "")


def test_exported_json_imports_again_with_what_was_said_to_warnings(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    with Library.open(empty, FORMS) as library:
        missed = {"indicators[1].manual_score": "20", "indicators[1].actual": "2025年3月1日"}
        record = replace(faultless(), id=0)
        for path, text in {**missed, "fields.department": "319001-某县医疗保障局"}.items():
            record = record.with_value(ValuePath.parse(path), text)
        add_records(library, [record, record.with_value(field_path("project_name"), "另一个项目")])
        for warning in library.audit.findings(1):
            explain(library, warning, f"说明：{warning.code}")
    code, out, _ = run("export", empty, "--out", tmp_path, "--json")
    assert (code, out) == (0, f"{tmp_path / '某局.json'}\n")
    again = tmp_path / "又.perfdesk"
    Library.create(again, FORMS).close()
    assert run("import", again, tmp_path / "某局.json")[0] == 0
    assert run("check", again)[1] == run("check", empty)[1]
    assert json.loads(run("check", again, "--json")[1])[0]["explanation"] == "说明：identity.code-in-name"
    code, out, _ = run("export", again, "--out", tmp_path / "各", "--json", "--each", "--record", "1")
    assert [item["code"] for item in read_json(Path(out.strip()))["explanations"]] == [
        "identity.code-in-name",
        "logic.full-score-late",
    ]
    assert run("export", again, "--out", tmp_path / "再", "--json")[0] == 0
    assert (tmp_path / "再" / "又.json").read_bytes() == (tmp_path / "某局.json").read_bytes()


def test_check_prints_json_of_every_finding(run: Run, library: Path) -> None:
    code, out, _ = run("check", library, "--json")
    found = json.loads(out)
    assert code == 1
    assert all(list(item) == ["code", "severity", "record", "path", "message"] for item in found)
    (actual,) = [item for item in found if item["code"] == "completeness.actual"]
    assert (actual["severity"], actual["record"]) == ("错误", 2)
    assert actual["path"].endswith("].actual")
    assert actual["message"] == "指标“人数”没有填完成值，请补上。"
    assert {item["record"] for item in found} == {1, 2}


def test_check_lists_findings_by_record(run: Run, library: Path) -> None:
    code, out, _ = run("check", library)
    assert code == 1
    assert out.startswith("编号 1 城乡居民医保工作经费：错误 ")


def test_explained_warnings_are_no_findings_and_are_exported_as_an_annex(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    with Library.open(empty, FORMS) as library:
        record = replace(faultless(), id=0).with_value(field_path("department"), "319001-某县医疗保障局")
        add_records(library, [record])
        (warning,) = library.audit.findings(1)
        assert run("check", empty)[0] == 1
        explain(library, warning, "上级文件如此。")
    code, out, _ = run("check", empty)
    assert code == 0
    assert "已说明：上级文件如此。" in out
    assert json.loads(run("check", empty, "--json")[1])[0]["explanation"] == "上级文件如此。"
    assert run("export", empty, "--out", tmp_path / "出")[0] == 0
    book = load_workbook(next((tmp_path / "出").glob("*.xlsx")))
    assert book.sheetnames[1].startswith("核实说明")
    assert len(page_sizes_mm(next((tmp_path / "出").glob("*.pdf")).read_bytes())) == 2


def test_check_finds_nothing(run: Run, empty: Path) -> None:
    assert run("check", empty) == (0, "没有发现问题。\n", "")
    assert run("check", empty, "--json") == (0, "[]\n", "")
    assert run("check", empty.with_name("没有.perfdesk"))[0] == 2


def test_export_names_files_by_a_pattern_and_notes_what_left(run: Run, library: Path, tmp_path: Path) -> None:
    rule = "{unit}（{year}）{name}"
    asked = "--out", tmp_path / "出", "--allow-errors", "--name", rule
    code, out, _ = run("export", library, *asked, "--each", "--pdf", "--record", "1")
    path = tmp_path / "出" / "某局（2024）城乡居民医保工作经费.pdf"
    assert (code, out) == (0, f"{path}\n")
    _, out, _ = run("export", library, *asked, "--xlsx")
    assert Path(out.strip()).name == "某局（2024等2个年度）城乡居民医保工作经费等2个项目.xlsx"
    code, out, err = run("export", library, "--out", tmp_path / "出", "--name", "{nmae}")
    assert (code, out) == (2, "")
    assert "“{nmae}”不认识" in err
    with Library.open(library, FORMS) as opened:
        latest = opened.outputs.latest(1)
        assert {kind.value for kind in latest} == {"pdf", "excel"}
        assert latest[OutputKind.PDF].left.place == str(path)
        assert opened.outputs.mark(2, opened.tree.summary(2).fingerprint) is not None


def test_export_of_records_that_are_not_there(run: Run, library: Path, tmp_path: Path) -> None:
    code, out, err = run("export", library, "--out", tmp_path / "出", "--record", "1", "7", "9")
    assert (code, out) == (2, "")
    assert "没有编号为 7、9 的自评表" in err
    assert not (tmp_path / "出").exists()


def test_export_into_a_file(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    for folder in (tmp_path / "文件", tmp_path / "文件" / "下"):
        code, _, err = run("export", library, "--out", folder, "--allow-errors")
        assert code == 2
        assert "无法建立文件夹" in err


def test_records_of_a_form_that_is_gone_are_named_and_the_others_done(
    run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = {"sichuan-project-2024": FORMS["sichuan-project-2024"]}
    monkeypatch.setattr(cli, "load_forms", lambda _folders: only)
    code, out, err = run("score", library, "--json")
    assert code == 1
    assert [record["id"] for record in json.loads(out)] == [1]
    assert err.startswith("编号 2：")
    assert "sichuan-project-2025" in err
    code, out, err = run("export", library, "--out", tmp_path / "出", "--xlsx", "--allow-errors")
    assert code == 1
    assert load_workbook(out.strip()).sheetnames == ["城乡居民医保工作经费"]


def test_forms(run: Run) -> None:
    code, out, _ = run("forms")
    assert code == 0
    assert "sichuan-project-2024  四川  部门预算项目支出绩效自评表（2024年度）" in out.splitlines()
    listed = json.loads(run("forms", "--json")[1])
    assert {
        "id": "sichuan-project-2025",
        "title": "部门预算项目支出绩效自评表",
        "region": "四川",
        "years": [2025],
        "own": False,
    } in listed


def test_forms_of_ones_own_are_listed_with_their_file_and_broken_ones_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = own_form(tmp_path, "two-goals")
    own_form(tmp_path, "broken").write_text("[form]\n", encoding="utf-8")
    monkeypatch.setattr(cli, "forms_folders", lambda: (PROJECT / "resources" / "forms", tmp_path))
    code, out, err = run("forms")
    assert code == 0
    assert [line.split("  ")[-1] for line in out.splitlines() if "自己的" in line] == [f"自己的：{file}"]
    assert "broken/form.toml：form.id：缺少这一项，请补上" in err.splitlines()
    listed = json.loads(run("forms", "--json")[1])
    assert [form["id"] for form in listed if form["own"]] == ["two-goals"]


def own_form(folder: Path, name: str) -> Path:
    """A copy of a form that the tests hold, in a folder of that name."""
    file = folder / name / "form.toml"
    file.parent.mkdir()
    source = PROJECT / "tests" / "files" / "forms" / "two-goals" / "form.toml"
    file.write_bytes(source.read_bytes())
    return file


def test_forms_check_of_a_sound_form(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = own_form(tmp_path, "two-goals")
    for place in (file, file.parent, tmp_path):
        assert run("forms", "check", place) == (0, "two-goals/form.toml：没有错误。\n", "")
    monkeypatch.chdir(file.parent)
    assert run("forms", "check", "form.toml")[0] == 0


def test_forms_check_names_file_key_and_remedy(run: Run, tmp_path: Path) -> None:
    file = own_form(tmp_path, "another")
    own_form(tmp_path, "two-goals")
    (tmp_path / "lexicon.toml").write_text("count = []\n", encoding="utf-8")
    code, out, err = run("forms", "check", tmp_path)
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "another/form.toml：form.id：应与文件夹同名：文件夹是 another，这里是 two-goals",
        "two-goals/form.toml：没有错误。",
        "lexicon.toml：count：不认识这一项，是不是“counts”？",
    ]
    renamed = file.replace(tmp_path / "two-goals" / "表.toml")
    assert run("forms", "check", renamed)[:2] == (1, "two-goals/表.toml：文件：程序只认 form.toml，请改名\n")


def test_forms_check_of_nothing(run: Run, tmp_path: Path) -> None:
    for place, told in ((tmp_path / "没有", "找不到"), (tmp_path, "里没有 form.toml")):
        code, out, err = run("forms", "check", place)
        assert (code, out) == (2, "")
        assert told in err
    assert run("forms", "check", "--help")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "缺少参数：命令"),
        (["exprt"], "没有命令 'exprt'"),
        (["score"], "缺少参数：填报库"),
        (["score", "a.perfdesk", "b"], "不认识的参数：b"),
        (["score", "a.perfdesk", "--jsn"], "不认识的参数：--jsn"),
        (["score", "a.perfdesk", "--json=1"], "--json 后面不能带 '1'"),
        (["import", "a.perfdesk"], "缺少参数：文件"),
        (["export", "a.perfdesk"], "缺少参数：--out"),
        (["export", "a.perfdesk", "--out"], "--out 后面缺少内容"),
        (["export", "a.perfdesk", "--out", "b", "--record", "x"], "--record 后面应是编号，不是 'x'"),
        (["score", "没有.perfdesk"], "不存在"),
        (["import", "没有.perfdesk", "没有.json"], "找不到文件“没有.json”"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(run: Run, arguments: list[str], sentence: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_convert_makes_new_records_and_says_what_is_left_behind(run: Run, library: Path) -> None:
    form = ("--form", "qinghai-project-2024", "--year", 2024)
    code, out, err = run("convert", library, "--record", 1, *form)
    name = names(library)[0]
    assert (code, err) == (0, "")
    assert out.startswith(f"编号 1 转换为编号 3 {name}，2024年度\n")
    with Library.open(library, FORMS, read_only=True) as opened:
        assert "  未带入：项目编码：51090422T01\n" in out
        assert opened.record(3).form == "qinghai-project-2024"
    code, out, err = run("convert", library, *form)
    assert (code, err) == (1, "编号 3 已是这个年度的这张表，没有转换。\n")
    assert [line.split(" ")[1] for line in out.splitlines() if line.startswith("编号")] == ["1", "2"]


def test_convert_refuses_what_it_cannot_do_and_changes_nothing(run: Run, library: Path) -> None:
    before = names(library)
    code, _, err = run("convert", library, "--form", "没有", "--year", 2025)
    assert (code, "没有编号为“没有”的报表格式" in err) == (2, True)
    code, _, err = run("convert", library, "--record", 2, "--form", "sichuan-project-2025", "--year", 2025)
    assert (code, "复制项目" in err) == (2, True)
    code, _, err = run("convert", library, "--record", 9, "--form", "sichuan-project-2025", "--year", 2025)
    assert (code, "没有编号为 9 的自评表" in err) == (2, True)
    assert names(library) == before


@pytest.mark.parametrize("command", [[], *([name] for name in sorted(cli_options.COMMANDS))])
def test_help_is_chinese(run: Run, command: list[str]) -> None:
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert out.startswith("用法：perfdesk")
    assert "返回值：" in out
    for english in ("usage", "options", "positional", "show this"):
        assert english not in out


def test_a_bug_is_logged_and_told_without_a_trace(
    run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "日志" / "perfdesk.log"
    monkeypatch.setattr("perfdesk.log.log_file", lambda: log)
    monkeypatch.setattr(cli, "score_table", lambda _scored: 1 / 0)
    code, _, err = run("score", library)
    assert code == 3
    assert err == f"程序出错，操作没有完成。经过已记入日志 {log}，请连同它一起反馈。\n"
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [[], ["某局.perfdesk"], ["某局.PERFDESK"]])
def test_without_a_command_the_window_opens(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    opened: list[str | None] = []
    monkeypatch.setitem(sys.modules, "perfdesk.app", SimpleNamespace(run=opened.append))
    monkeypatch.setattr(sys, "argv", ["perfdesk", *arguments])
    main()
    assert opened == [arguments[0] if arguments else None]


@pytest.mark.parametrize(("arguments", "code"), [(["forms"], 0), (["--version"], 0), (["某局"], 2)])
def test_anything_else_is_a_command(monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int) -> None:
    monkeypatch.setattr(sys, "argv", ["perfdesk", *arguments])
    assert main() == code


def test_output_is_utf8_whatever_the_code_page(library: Path) -> None:
    done = python("-m", "perfdesk", "score", str(library), PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "城乡居民医保工作经费" in done.stdout.decode("utf-8")


def test_a_reader_that_has_enough_is_no_error(library: Path) -> None:
    closed = python("-c", _CLOSED_PIPE, "score", str(library), "--json")
    assert (closed.returncode, closed.stderr) == (0, b"")


def test_a_command_loads_no_window(library: Path) -> None:
    code = "import sys; from perfdesk import cli; cli.main(sys.argv[1:]); sys.exit('PySide6' in sys.modules)"
    assert python("-c", code, "score", str(library)).returncode == 0


_CLOSED_PIPE = """
import os, sys
from perfdesk import cli
from perfdesk.__main__ import main
read, write = os.pipe()
os.dup2(write, 1)
os.close(read)
os.close(write)
sys.exit(cli.main(sys.argv[1:]))
"""


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=os.environ | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_summary(run: Run, tmp_path: Path) -> None:
    library = tmp_path / "某县.perfdesk"
    run("new", str(library))
    assert run("summary", str(library), "--out", str(tmp_path / "空"))[0] == 1
    run("import", str(library), str(Path(__file__).parents[1] / "resources/samples/sichuan.json"))
    code, out, _ = run("summary", str(library), "--out", str(tmp_path / "汇总"), "--year", "2025")
    assert code == 0
    assert [Path(line).name for line in out.splitlines()] == [
        "某县-汇总-2025年度.pdf",
        "某县-汇总-2025年度.xlsx",
    ]


def test_a_blank_form_is_written_for_the_pen(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("blank", "sichuan-project-2024", "--out", tmp_path, "--rows", "2", "--year", "2026")
    assert code == 0
    paths = [Path(line) for line in out.splitlines()]
    assert [path.name for path in paths] == [
        f"部门预算项目支出绩效自评表（四川，空表）-2026{ending}" for ending in (".pdf", ".xlsx")
    ]
    sheet = load_workbook(paths[1]).active
    assert sheet is not None
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "部门预算项目支出绩效自评表（2026年度）" in texts
    levels = [cell.value for cell in sheet["C"]]
    assert (levels.count("数量指标"), sheet.max_row) == (1, 30)  # six levels of two rows, each one merged


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["blank", "sichuan", "--out", "b"], "没有编号为“sichuan”的报表格式"),
        (["blank", "sichuan-project-2024", "--out", "b", "--year", "24"], "年度应是四位数"),
        (["blank", "sichuan-project-2024", "--out", "b", "--rows", "0"], "--rows 后面应是 1 到 99 的行数"),
    ],
)
def test_a_blank_form_that_cannot_be_is_told(run: Run, arguments: list[str], sentence: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert sentence in err
