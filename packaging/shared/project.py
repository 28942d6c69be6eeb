"""Where the project, the results and the build folder lie; which version and which moment is packed."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DIST = PROJECT / "dist"
BUILD = Path(os.environ.get("PERFDESK_BUILD", "/var/tmp/perfdesk-build"))
"""Chroots, sources and half-made packages; anything in it may be deleted, it is made again."""

PROGRAM = "perfdesk"
APP_ID = "org.perfdesk.perfdesk"
"""The id under which desktops and app stores list the program."""

NAME = "绩效填报台"
SUMMARY = "县级部门预算绩效自评表填报、计分、打印、导出"
PUBLISHER = "perfdesk"


class BuildProblem(Exception):
    """A package cannot be made here; the text is a Chinese sentence that says why and what to do."""


def version() -> str:
    """The program's version, X.Y.Z."""
    text = (PROJECT / "perfdesk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise BuildProblem("perfdesk/__init__.py 里没有 __version__。")
    return found[1]


def source_date() -> int:
    """The moment that packed files carry, in seconds since 1970: that of the last commit, so that the same
    source gives the same bytes (https://reproducible-builds.org/docs/source-date-epoch/).
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BuildProblem("这里不是 git 检出的源代码：请用环境变量 SOURCE_DATE_EPOCH 给出打包时间（秒）。")
    return int(done.stdout)
