"""``perfdesk new``: an empty library (填报库)."""

from __future__ import annotations

import argparse
from pathlib import Path

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import installed_forms
from perfdesk.cli.options import library_option
from perfdesk.cli.subcommand import Subcommand
from perfdesk.errors import InputProblem
from perfdesk.paths import LIBRARY_SUFFIX


def _run(options: argparse.Namespace) -> ExitCode:
    from perfdesk.model.library.library import Library

    path: Path = options.library
    if path.suffix.lower() != LIBRARY_SUFFIX:
        raise InputProblem(
            f"填报库“{path}”的扩展名应是 {LIBRARY_SUFFIX}。请在文件名末尾写上 {LIBRARY_SUFFIX}。"
        )
    Library.create(path, installed_forms()).close()
    print(f"已新建填报库：{path}")
    return ExitCode.DONE


SUBCOMMAND = Subcommand("新建一个空的填报库", library_option, _run)
