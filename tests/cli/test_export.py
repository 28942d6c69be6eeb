"""``perfdesk export``: which files are written, under which names, and when none are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from perfdesk.model.edit.finding_edit import explain
from perfdesk.model.edit.record_edit import add_records
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.kept.output import OutputKind
from perfdesk.model.library.library import Library
from tests.cli.sample import UNFINISHED, Run, interchange
from tests.model.checks.sample import faultless
from tests.support.library import FORMS


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


def read_json(path: Path) -> dict[str, Any]:
    """The one record of an interchange file."""
    (record,) = json.loads(path.read_text(encoding="utf-8"))["records"]
    assert isinstance(record, dict)
    return record


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
        assert latest[OutputKind.PDF].of_record.place == str(path)
        assert opened.outputs.state(2, opened.tree.summary(2).fingerprint) is not None


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
