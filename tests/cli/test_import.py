"""``perfdesk import``: all records of all files, or none."""

from __future__ import annotations

from pathlib import Path

from tests.cli.sample import UNFINISHED, WORKING_FUNDS, Run, interchange, names


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
