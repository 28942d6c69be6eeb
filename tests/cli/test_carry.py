"""``perfdesk carry``: projects into the next year, and what that changes, listed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from perfdesk.model.library.library import Library
from tests.cli.sample import Run
from tests.support.library import FORMS, small_library

YEARS = ("--from", "2024", "--to", "2025")


@pytest.fixture
def run(run: Run) -> Run:
    """Runs ``perfdesk carry``."""
    return partial(run, "carry")


def forms(path: Path) -> list[tuple[int, str]]:
    with Library.open(path, FORMS, read_only=True) as library:
        return [(record.year, record.form) for record in library.tree.all_records()]


def test_a_year_is_carried_once(run: Run, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    code, out, err = run(path, *YEARS)
    assert (code, err) == (0, "")
    assert out.endswith("已结转 2 个项目到2025年度，编号 3～4；结转的内容待确认。\n")
    assert forms(path) == [(2024, "sichuan-project-2024")] * 2 + [(2025, "sichuan-project-2025")] * 2
    code, out, err = run(path, *YEARS)
    assert (code, out) == (1, "")
    assert "2025年度已有的没有再结转：编号 1、2。" in err
    assert run(path, *YEARS, "--again")[0] == 0
    assert len(forms(path)) == 6


def test_a_dry_run_lists_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    before = path.read_bytes()
    code, out, _ = run(path, *YEARS, "--dry-run", "--form", "sichuan-project-2024=qinghai-project-2024")
    assert code == 0
    assert "  未带入：项目编码：51000000000000000001" in out
    assert "2 个项目可以结转到2025年度；填报库没有改动。" in out
    assert path.read_bytes() == before


def test_one_form_may_be_asked_for_all(run: Run, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    assert run(path, *YEARS, "--form", "sichuan-project-2024")[0] == 0
    assert forms(path)[2:] == [(2025, "sichuan-project-2024")] * 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--from", "2025", "--to", "2025"], "--to 后面应是 2025 以后的年度"),
        (["--from", "2024", "--to", "25"], "年度应是四位数"),
        ([*YEARS, "--unit", "没有"], "2024年度没有单位“没有”。已有的单位：某县第0服务中心。"),
        ([*YEARS, "--form", "没有"], "没有编号为“没有”的报表格式"),
    ],
)
def test_what_cannot_be_is_told(run: Run, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    code, out, err = run(small_library(tmp_path), *arguments)
    assert (code, out) == (2, "")
    assert sentence in err


def test_only_some_units(run: Run, tmp_path: Path) -> None:
    path = small_library(tmp_path)
    assert run(path, *YEARS, "--unit", "某县第0服务中心")[0] == 0
    assert run(path, "--from", "2023", "--to", "2025")[0] == 1
