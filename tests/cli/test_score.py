"""``perfdesk score``: as JSON, as a table, explained."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from tests.cli.sample import Run


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
