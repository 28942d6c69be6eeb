"""A command line parser that explains itself, and what is wrong with the arguments, in Chinese."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from perfdesk.errors import InputProblem

# What argparse says in English; anything else it says is passed on as it is.
_MISTAKES = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument 命令: invalid choice: (.+) \(choose from .*", r"没有命令 \1"),
    (r"argument (.*): expected .*", r"\1 后面缺少内容"),
    (r"argument (.*): invalid int value: (.*)", r"\1 后面应是编号，不是 \2"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 后面不能带 \2"),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese; of a mistake it raises ``InputProblem``."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, formatter_class=_Help, add_help=False, allow_abbrev=False)
        self.places = self.add_argument_group("参数")
        self.switches = self.add_argument_group("选项")
        self.switches.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what ``argparse`` says in English."""
        for pattern, sentence in _MISTAKES:
            if match := re.fullmatch(pattern, message):
                message = match.expand(sentence)
                break
        raise InputProblem(f"{message}。用 {self.prog} --help 查看用法。")
