"""``perfdesk new``: an empty library, and nothing in the place of another file."""

from __future__ import annotations

from pathlib import Path

from tests.cli.sample import Run, names


def test_new_makes_an_empty_library(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "某局.perfdesk"
    code, out, err = run("new", path)
    assert (code, out, err) == (0, f"已新建填报库：{path}\n", "")
    assert names(path) == []


def test_new_leaves_what_is_there(run: Run, library: Path) -> None:
    before = library.read_bytes()
    code, _, err = run("new", library)
    assert code == 2
    assert "已存在" in err
    assert library.read_bytes() == before


def test_new_wants_the_ending_by_which_the_file_is_opened(run: Run, tmp_path: Path) -> None:
    for name in (tmp_path / "某局.db", tmp_path / "某局", "/"):
        code, _, err = run("new", name)
        assert code == 2
        assert "请在文件名末尾写上 .perfdesk" in err
    assert list(tmp_path.iterdir()) == []
