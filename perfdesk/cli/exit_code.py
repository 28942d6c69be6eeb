"""The exit codes of every command."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command ends with; :data:`EXIT_CODES` says it to users."""

    DONE = 0
    ATTENTION = 1  # findings, nothing to do, or not all of it could be done
    BAD_INPUT = 2
    PROGRAM_ERROR = 3


EXIT_CODES = "返回值：0 完成；1 审核有问题、没有可做的，或有一部分没做成；2 用法或输入有误；3 程序出错。"
