"""``perfdesk convert``: new records, and what they do not take over."""

from __future__ import annotations

from pathlib import Path

from perfdesk.model.library.library import Library
from tests.cli.sample import Run, names
from tests.support.library import FORMS


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
