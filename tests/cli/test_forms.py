"""``perfdesk forms`` and ``perfdesk forms check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.sample import Run

PROJECT = Path(__file__).parents[2]


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
    monkeypatch.setattr(
        "perfdesk.cli.library_access.forms_folders", lambda: (PROJECT / "resources" / "forms", tmp_path)
    )
    code, out, err = run("forms")
    assert code == 0
    assert [line.split("  ")[-1] for line in out.splitlines() if "自己的" in line] == [f"自己的：{file}"]
    assert "broken/form.toml：form.id：缺少这一项，请补上" in err.splitlines()
    listed = json.loads(run("forms", "--json")[1])
    assert [form["id"] for form in listed if form["own"]] == ["two-goals"]


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


def own_form(folder: Path, name: str) -> Path:
    """A copy of a form that the tests hold, in a folder of that name."""
    file = folder / name / "form.toml"
    file.parent.mkdir()
    source = PROJECT / "tests" / "files" / "forms" / "two-goals" / "form.toml"
    file.write_bytes(source.read_bytes())
    return file
