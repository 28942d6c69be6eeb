"""The command line as a whole: help, wrong use, bugs, encodings, window or command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from perfdesk.__main__ import main
from perfdesk.cli.commands import NAMES, module_name
from tests.cli.sample import Run

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "缺少参数：命令"),
        (["exprt"], "没有命令 'exprt'"),
        (["score"], "缺少参数：填报库"),
        (["score", "a.perfdesk", "b"], "不认识的参数：b"),
        (["score", "a.perfdesk", "--jsn"], "不认识的参数：--jsn"),
        (["score", "a.perfdesk", "--json=1"], "--json 后面不能带 '1'"),
        (["import", "a.perfdesk"], "缺少参数：文件"),
        (["export", "a.perfdesk"], "缺少参数：--out"),
        (["export", "a.perfdesk", "--out"], "--out 后面缺少内容"),
        (["export", "a.perfdesk", "--out", "b", "--record", "x"], "--record 后面应是编号，不是 'x'"),
        (["score", "没有.perfdesk"], "不存在"),
        (["import", "没有.perfdesk", "没有.json"], "找不到文件“没有.json”"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(run: Run, arguments: list[str], sentence: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [[], *([name] for name in sorted(NAMES))])
def test_help_is_chinese(run: Run, command: list[str]) -> None:
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert out.startswith("用法：perfdesk")
    assert "返回值：" in out
    for english in ("usage", "options", "positional", "show this"):
        assert english not in out


def test_a_bug_is_logged_and_told_without_a_trace(
    run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "日志" / "perfdesk.log"
    monkeypatch.setattr("perfdesk.log.log_file", lambda: log)
    monkeypatch.setattr("perfdesk.exchange.listing.score_report.score_table", lambda _scored: 1 / 0)
    code, _, err = run("score", library)
    assert code == 3
    assert err == f"程序出错，操作没有完成。经过已记入日志 {log}，请连同它一起反馈。\n"
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [[], ["某局.perfdesk"], ["某局.PERFDESK"]])
def test_without_a_command_the_window_opens(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    opened: list[str | None] = []
    monkeypatch.setitem(sys.modules, "perfdesk.app", SimpleNamespace(run=opened.append))
    monkeypatch.setattr(sys, "argv", ["perfdesk", *arguments])
    main()
    assert opened == [arguments[0] if arguments else None]


@pytest.mark.parametrize(("arguments", "code"), [(["forms"], 0), (["--version"], 0), (["某局"], 2)])
def test_anything_else_is_a_command(monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int) -> None:
    monkeypatch.setattr(sys, "argv", ["perfdesk", *arguments])
    assert main() == code


def test_output_is_utf8_whatever_the_code_page(library: Path) -> None:
    done = python("-m", "perfdesk", "score", str(library), PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "城乡居民医保工作经费" in done.stdout.decode("utf-8")


def test_a_reader_that_has_enough_is_no_error(library: Path) -> None:
    closed = python("-c", _CLOSED_PIPE, "score", str(library), "--json")
    assert (closed.returncode, closed.stderr) == (0, b"")


def test_a_command_loads_no_window(library: Path) -> None:
    assert "PySide6" not in loaded_by("score", str(library))


def test_the_help_loads_nothing_that_does_the_work() -> None:
    for arguments in (["--help"], ["export", "--help"]):
        storeys = {".".join(name.split(".")[:2]) for name in loaded_by(*arguments)}
        assert "perfdesk.cli" in storeys
        assert not storeys & {"perfdesk.model", "perfdesk.sheet", "perfdesk.exchange", "sqlite3"}


def test_a_command_is_a_file_and_loads_no_other() -> None:
    files = {file.stem for file in (PROJECT / "perfdesk" / "cli" / "commands").glob("[!_]*.py")}
    assert {module_name(name) for name in NAMES} == files
    commands = {name for name in loaded_by("score", "--help") if name.startswith("perfdesk.cli.commands.")}
    assert commands == {"perfdesk.cli.commands.score"}


def loaded_by(*arguments: str) -> set[str]:
    """The modules that are loaded once a command has ended."""
    return set(python("-c", _LOADED, *arguments).stderr.decode().split())


_LOADED = """
import sys
from perfdesk.cli.main import main
main(sys.argv[1:])
sys.stderr.write(" ".join(sys.modules))
"""


_CLOSED_PIPE = """
import os, sys
from perfdesk.cli.main import main
read, write = os.pipe()
os.dup2(write, 1)
os.close(read)
os.close(write)
sys.exit(main(sys.argv[1:]))
"""


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=os.environ | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
