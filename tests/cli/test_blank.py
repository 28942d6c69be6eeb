"""``perfdesk blank``: a form without values, for the pen."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.sample import Run


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
