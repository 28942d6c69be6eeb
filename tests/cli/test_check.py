"""``perfdesk check``: findings as a list and as JSON, explained ones apart."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from perfdesk.exchange.reading.preview import page_sizes_mm
from perfdesk.model.edit.finding_edit import explain
from perfdesk.model.edit.record_edit import add_records
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from tests.cli.sample import Run
from tests.model.checks.sample import faultless
from tests.support.library import FORMS


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
