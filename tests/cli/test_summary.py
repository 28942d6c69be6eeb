"""``perfdesk summary``: a PDF and a workbook a year."""

from __future__ import annotations

from pathlib import Path

from tests.cli.sample import Run


def test_summary(run: Run, tmp_path: Path) -> None:
    library = tmp_path / "某县.perfdesk"
    run("new", str(library))
    assert run("summary", str(library), "--out", str(tmp_path / "空"))[0] == 1
    run("import", str(library), str(Path(__file__).parents[2] / "resources/samples/sichuan.json"))
    code, out, _ = run("summary", str(library), "--out", str(tmp_path / "汇总"), "--year", "2025")
    assert code == 0
    assert [Path(line).name for line in out.splitlines()] == [
        "某县-汇总-2025年度.pdf",
        "某县-汇总-2025年度.xlsx",
    ]
