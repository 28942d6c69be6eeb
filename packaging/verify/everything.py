"""Runs every trial of the packages that lie in dist/, and says which passed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from linux.checks import check_deb
from shared.project import DIST, BuildProblem
from verify.debian import RELEASES, verify_deb, verify_folder
from verify.wheel import verify_wheel
from verify.wine import verify_windows

_OLDEST = RELEASES[0]


def verify_all() -> None:
    """Try every package in dist/; raises ``BuildProblem`` after all were tried, where any failed."""
    failed = []
    for name, pattern, trial in _trials():
        if not any(DIST.glob(pattern)):
            print(f"跳过：{name}（dist/ 里没有 {pattern}）", flush=True)
            continue
        print(f"正在试：{name} ……", flush=True)
        try:
            trial()
        except BuildProblem as problem:
            failed.append(name)
            sys.stderr.write(f"{problem}\n")
        else:
            print(f"通过：{name}", flush=True)
    if failed:
        raise BuildProblem(f"没有通过：{'、'.join(failed)}")


def _trials() -> list[tuple[str, str, Callable[[], None]]]:
    """Each trial: its name, the package it needs, and what runs it."""
    trials: list[tuple[str, str, Callable[[], None]]] = [
        ("wheel 装进新的环境", "*.whl", verify_wheel),
        ("deb 的格式（lintian 等）", "*.deb", check_deb),
    ]
    for release in RELEASES:
        trials.append((f"deb 在 {release}", "*.deb", partial(verify_deb, release)))
    trials.append((f"免安装包在 {_OLDEST}", "*.tar.xz", partial(verify_folder, _OLDEST)))
    trials.append(("Windows 安装程序在 wine", "*-windows-x64.exe", verify_windows))
    return trials
