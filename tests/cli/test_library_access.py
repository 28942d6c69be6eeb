"""What all commands over a library share: one that is held, an empty one, a form that is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfdesk.model.library.library import Library
from tests.cli.sample import WORKING_FUNDS, Run, interchange
from tests.support.library import FORMS


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


def test_an_empty_library_gives_nothing_to_do(run: Run, empty: Path, tmp_path: Path) -> None:
    assert run("score", empty, "--json")[:2] == (1, "[]\n")
    assert run("score", empty)[0] == 1
    code, out, err = run("export", empty, "--out", tmp_path / "出")
    assert (code, out) == (1, "")
    assert "没有可以导出的" in err
    assert not (tmp_path / "出").exists()


def test_records_of_a_form_that_is_gone_are_named_and_the_others_done(
    run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = {"sichuan-project-2024": FORMS["sichuan-project-2024"]}
    monkeypatch.setattr("perfdesk.model.language.known_forms.load_forms", lambda _folders: only)
    code, out, err = run("score", library, "--json")
    assert code == 1
    assert [record["id"] for record in json.loads(out)] == [1]
    assert err.startswith("编号 2：")
    assert "sichuan-project-2025" in err
    code, out, err = run("export", library, "--out", tmp_path / "出", "--xlsx", "--allow-errors")
    assert code == 1
    assert load_workbook(out.strip()).sheetnames == ["城乡居民医保工作经费"]
