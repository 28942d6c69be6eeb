"""``perfdesk --self-test [文件]``: runs every trial and writes the page of results."""

from __future__ import annotations

import argparse
import json
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from perfdesk import paths
from perfdesk.cli.parser import Parser
from perfdesk.console import prepare_streams
from perfdesk.errors import PerfdeskError
from perfdesk.installation import start_command, start_folder
from perfdesk.log import start_log, stop_log
from perfdesk.self_test.library_trial import LibraryTrials
from perfdesk.self_test.machine import folder_trials, machine_facts
from perfdesk.self_test.page import page
from perfdesk.self_test.result import Grade, Result, TrialFailed, run_trial, run_trials
from perfdesk.whole_file import write_whole

OPTION = "--self-test"
"""The option that asks for the self-test."""

_PASSED, _FAILED, _WRONG = 0, 1, 2
_WINDOW_SECONDS = 120
_LAST_LINES = 5
_ABOUT = """自检：在安装好的电脑上试一遍主要功能，写出一页结果，供技术支持查看。不读、不改您的填报库。"""
_EXIT_CODES = "返回值：0 全部正常或仅需注意；1 有失败的项目；2 用法有误，或结果写不到指定的文件。"


def self_test(arguments: Sequence[str]) -> int:
    """Run the self-test, or in a process of its own the part with Qt; the exit code."""
    prepare_streams()
    start_log()
    try:
        options = _parser().parse_args(arguments)
        if options.window is not None:
            return _window_part(*options.window)
        return _all(options.report)
    except PerfdeskError as problem:
        sys.stderr.write(f"{problem.message}\n")
        return _WRONG
    except SystemExit:  # of --help
        return _PASSED
    finally:
        stop_log()


def _all(report: Path | None) -> int:
    with TemporaryDirectory(prefix="perfdesk-", ignore_cleanup_errors=True) as folder:
        library = LibraryTrials(Path(folder))
        results = [*run_trials(folder_trials()), *run_trials(library.trials())]
        results += _window_results(library.path)
    text = page(machine_facts(), results)
    stored = paths.log_file().with_name("self-test.txt") if report is None else report
    try:
        write_whole(stored, text.encode())
    except PerfdeskError:
        if report is not None:
            raise
        logging.getLogger(__name__).exception("page not stored")  # it is printed all the same
    else:
        text += f"\n以上结果已存为 {stored}\n"
    sys.stdout.write(text)
    sys.stdout.flush()
    return _FAILED if any(result.grade is Grade.FAILED for result in results) else _PASSED


def _window_results(library: Path) -> list[Result]:
    """The results of the part with Qt, from a process of its own: Qt ends it where it finds no window."""
    answer = library.with_name("window.json")
    results: list[Result] = []

    def run() -> str:
        asked = [*start_command(), OPTION, "--window", str(library), str(answer)]
        done = subprocess.run(
            asked,
            cwd=start_folder(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=_WINDOW_SECONDS,
            check=False,
        )
        if done.returncode != _PASSED:
            said = done.stderr.decode(errors="replace").strip().splitlines()[-_LAST_LINES:]
            raise TrialFailed(f"打不开窗口（返回值 {done.returncode}）：{'；'.join(said) or '没有说明'}")
        results.extend(map(Result.from_json, json.loads(answer.read_text(encoding="utf-8"))))
        return "Qt 部分已运行完"

    ran = run_trial("窗口", run)
    return [ran] if ran.grade is Grade.FAILED else results


def _window_part(library: Path, answer: Path) -> int:
    # Imported only here: the other part runs where Qt cannot be loaded, and says so.
    from perfdesk.self_test.window_trial import run_window_trials

    picture = os.environ.get("PERFDESK_SELF_TEST_PICTURE")
    results = run_window_trials(library, Path(picture) if picture else None)
    answer.write_text(json.dumps([result.as_json() for result in results]), encoding="utf-8")
    sys.stderr.flush()
    os._exit(_PASSED)  # what Qt does on leaving is not what is tried here


def _parser() -> Parser:
    parser = Parser(prog=f"perfdesk {OPTION}", description=_ABOUT, epilog=_EXIT_CODES)
    about = "把结果写到这个文件；不写时存在日志旁边的 self-test.txt"
    parser.places.add_argument("report", metavar="文件", type=Path, nargs="?", help=about)
    parser.switches.add_argument("--window", nargs=2, type=Path, help=argparse.SUPPRESS)
    return parser
