"""``perfdesk --self-test``: the page, the exit code, and that it leaves the user's files alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from perfdesk import paths
from perfdesk.__main__ import main
from perfdesk.errors import InputProblem
from perfdesk.exchange.writing.export import WRITERS
from perfdesk.self_test import command, library_trial, machine
from perfdesk.self_test.command import self_test
from perfdesk.self_test.library_trial import LibraryTrials
from perfdesk.self_test.page import page
from perfdesk.self_test.result import Grade, Result, TrialFailed, run_trial, run_trials

PROJECT = Path(__file__).parents[2]
GOOD = Result("甲", Grade.GOOD, "好")


def by_name(results: list[Result]) -> dict[str, Result]:
    return {result.name: result for result in results}


@pytest.fixture
def no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_window_results", lambda library: [GOOD])


def test_the_whole_self_test_passes_here_and_leaves_settings_and_libraries_alone(tmp_path: Path) -> None:
    report = tmp_path / "结果.txt"
    settings = paths.settings_file()
    before = settings.read_bytes() if settings.exists() else None
    done = subprocess.run(
        [sys.executable, "-m", "perfdesk", "--self-test", str(report)],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    text = report.read_text(encoding="utf-8")
    assert done.returncode == 0, text + done.stderr
    assert done.stdout.startswith(text)
    assert "[失败]" not in text
    for name in ("计分：总分 21.51", "写 PDF 并读回：1 页", "窗口：Qt 6", "屏幕字体：", "输入法：", "打印："):
        assert f"] {name}" in text
    assert (settings.read_bytes() if settings.exists() else None) == before


def test_the_page_is_stored_beside_the_log_where_no_file_is_named(
    no_window: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main_with(["--self-test"]) == 0
    stored = paths.log_file().with_name("self-test.txt")
    assert str(stored) in capsys.readouterr().out
    assert stored.read_text(encoding="utf-8").startswith("绩效填报台 自检结果")


def main_with(arguments: list[str]) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["perfdesk", *arguments])
        return main()


def test_a_failure_is_on_the_page_and_in_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, no_window: None, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(library_trial, "_TOTAL", 100)
    assert self_test([]) == 1
    told = capsys.readouterr().out
    assert "[失败] 计分：总分应为 100，算得 21.51。" in told
    assert "[正常] 写 PDF 并读回" in told, "the others went on"
    assert "请把本页连同日志一起发给技术支持" in told


def test_a_program_without_a_console_writes_the_file_only(
    monkeypatch: pytest.MonkeyPatch, no_window: None, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert self_test([str(tmp_path / "结果.txt")]) == 0
    assert (tmp_path / "结果.txt").exists()
    assert self_test([str(tmp_path / "没有" / "结果.txt")]) == 2


def test_a_file_that_cannot_be_written_and_wrong_use_are_said(
    no_window: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert self_test([str(tmp_path / "没有" / "结果.txt")]) == 2
    assert "无法写入" in capsys.readouterr().err
    assert self_test(["--all"]) == 2
    assert "不认识的参数：--all" in capsys.readouterr().err
    assert self_test(["--help"]) == 0
    assert "--window" not in capsys.readouterr().out


def test_a_window_that_ends_its_process_is_a_failure_with_what_qt_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dying = "import os, sys; sys.stderr.write('no plugin xcb\\n'); sys.stderr.flush(); os.abort()"
    monkeypatch.setattr(command, "start_command", lambda: [sys.executable, "-c", dying])
    [result] = command._window_results(tmp_path / "自检.perfdesk")
    assert result.grade is Grade.FAILED
    assert "no plugin xcb" in result.seen
    assert result.name == "窗口"


def test_every_trial_of_the_library_passes_and_a_missing_form_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = by_name(run_trials(LibraryTrials(tmp_path).trials()))
    assert {result.grade for result in results.values()} == {Grade.GOOD}
    monkeypatch.setattr(paths, "forms_folders", lambda: (tmp_path / "空",))
    broken = by_name(run_trials(LibraryTrials(tmp_path / "别处").trials()))
    assert "重新安装程序" in broken["报表格式"].seen


def test_a_file_without_its_fingerprint_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trials = LibraryTrials(tmp_path)
    run_trials(trials.trials())
    other = trials._written(".pdf").read_bytes()
    monkeypatch.setattr(library_trial, "fingerprints_of", lambda path: ("AAAA-AAAA",))
    assert other.startswith(b"%PDF")
    failed = run_trial("写 PDF 并读回", trials._pdf)
    assert failed.grade is Grade.FAILED
    assert "AAAA-AAAA" in failed.seen
    assert set(WRITERS) == {".pdf", ".xlsx"}


def test_a_trial_never_lets_an_exception_out() -> None:
    def raising(error: Exception) -> Grade:
        def trial() -> str:
            raise error

        return run_trial("甲", trial).grade

    assert raising(InputProblem("说明")) is Grade.FAILED
    assert raising(TrialFailed("说明")) is Grade.FAILED
    assert raising(ZeroDivisionError()) is Grade.FAILED
    assert run_trial("甲", lambda: "好") == GOOD


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "file" / "data")
    monkeypatch.setattr(machine, "program_folder", lambda: paths.log_file().parent)
    results = by_name(run_trials(machine.folder_trials()))
    assert results["数据文件夹"].grade is Grade.FAILED
    assert "不能写入" in results["数据文件夹"].seen
    assert results["日志文件夹"].grade is Grade.DOUBTFUL
    assert results["设置文件夹"].grade is Grade.GOOD


def test_the_page_says_the_worst_and_a_result_crosses_processes() -> None:
    doubtful, failed = Result("乙", Grade.DOUBTFUL, "二"), Result("丙", Grade.FAILED, "三")
    assert "结论：全部正常。" in page([("版本", "1")], [GOOD])
    assert "可以使用" in page([], [GOOD, doubtful])
    assert "有失败的项目" in page([], [failed, doubtful, GOOD])
    assert Result.from_json(failed.as_json()) == failed
    facts = dict(machine.machine_facts())
    assert "源代码文件夹" in facts["版本"]
    assert facts["系统"]
