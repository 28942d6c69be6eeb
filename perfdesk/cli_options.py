"""The commands and options that the program takes without its window."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from perfdesk import __version__
from perfdesk.command_line import Parser
from perfdesk.errors import InputProblem
from perfdesk.paths import LIBRARY_SUFFIX

Run = Callable[[argparse.Namespace], int]
"""Does a command with its options; the exit code."""

COMMANDS = frozenset(
    {"new", "recover", "import", "carry", "score", "check", "summary", "convert", "export", "blank", "forms"}
)

_ABOUT = """绩效填报台：县级部门预算绩效自评表的填报、计分、打印和导出。

不写命令时打开窗口：perfdesk [填报库.perfdesk]
在新装的电脑上试一遍主要功能：perfdesk --self-test [结果文件]"""
_EXIT_CODES = "返回值：0 完成；1 审核有问题、没有可做的，或有一部分没做成；2 用法或输入有误；3 程序出错。"


def command_parser(runs: Mapping[str, Run]) -> Parser:
    """The parser of all commands; ``runs`` does each of them by its name."""
    parser = Parser(prog="perfdesk", description=_ABOUT, epilog=_EXIT_CODES)
    parser.switches.add_argument(
        "--version", action="version", version=f"perfdesk {__version__}", help="显示版本"
    )
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)

    def command(name: str, about: str) -> Parser:
        added: Parser = commands.add_parser(name, help=about, description=about, epilog=_EXIT_CODES)
        added.set_defaults(run=runs[name])
        return added

    def library_command(name: str, about: str) -> Parser:
        added = command(name, about)
        added.places.add_argument(
            "library", metavar="填报库", type=Path, help=f"扩展名为 {LIBRARY_SUFFIX} 的文件"
        )
        return added

    library_command("new", "新建一个空的填报库")
    added = library_command("recover", "把损坏的填报库里能读出的内容修复到新文件，列出丢失的；原文件不动")
    added.places.add_argument("new", metavar="新文件", type=Path, help="修复后的填报库，不能是已有的文件")
    added = library_command("import", "导入交换文件里的全部自评表，要么都导入，要么都不导入")
    added.places.add_argument("files", metavar="文件", type=Path, nargs="+", help="交换文件（JSON）")
    added = library_command("carry", "把上一年度的项目结转到下一年度，逐项列出改动和带不过去的内容")
    for name, place, about in (("--from", "from_year", "由哪个年度"), ("--to", "to_year", "到哪个年度")):
        added.switches.add_argument(
            name, dest=place, metavar="年度", type=_year, required=True, help=f"{about}结转"
        )
    added.switches.add_argument("--unit", metavar="单位", nargs="+", action="extend", help="只要这些单位的")
    about = "新年度的报表格式，默认为同一张表的该年度格式；不同的旧格式分别写 旧=新"
    added.switches.add_argument("--form", metavar="格式", nargs="+", action="extend", help=about)
    added.switches.add_argument("--again", action="store_true", help="新年度已有的项目也再结转一份")
    added.switches.add_argument("--dry-run", action="store_true", help="只列出，不结转")
    added = library_command("score", "给每份自评表计分")
    added.switches.add_argument("--json", action="store_true", help="输出 JSON，连同每项得分的说明")
    added.switches.add_argument(
        "--explain", action="store_true", help="逐项说明得分：规则、算式和依据；输出 JSON 时总有说明"
    )
    added = library_command("check", "审核每份自评表：错误、警告、提示")
    added.switches.add_argument("--json", action="store_true", help="输出 JSON")

    def written(added: Parser) -> None:
        _into(added)
        added.switches.add_argument("--pdf", action="store_true", help="要 PDF；--pdf、--xlsx 都不写就都要")
        added.switches.add_argument("--xlsx", action="store_true", help="要 Excel")

    added = library_command("summary", "汇总每个年度的项目，写成 PDF（带图）和 Excel")
    _into(added)
    added.switches.add_argument("--year", metavar="年度", type=_year, help="只要这个年度")
    added = library_command("export", "导出 PDF、Excel 或交换文件，输出写好的文件名")
    written(added)
    added.switches.add_argument("--json", action="store_true", help="要交换文件（JSON），可再导入")
    added.switches.add_argument("--each", action="store_true", help="每份自评表一个文件：编码-项目名称-年度")
    _records(added)
    added.switches.add_argument(
        "--name",
        metavar="规则",
        help="文件怎样命名，如 {code}-{name}-{year}；还有 {unit}、{form}",
    )
    added.switches.add_argument(
        "--allow-errors", action="store_true", help="审核有错误也导出；不写时有错误就不导出"
    )
    added = library_command("convert", "把自评表转成另一格式或年度的新表，原表保留；输出带不过去的内容")
    added.switches.add_argument("--form", metavar="格式", required=True, help="新表的格式，编号见 forms")
    added.switches.add_argument("--year", metavar="年度", type=_year, required=True, help="新表的年度")
    _records(added)
    added = command("blank", "输出空白表（PDF 和 Excel），打印后手工填写")
    added.places.add_argument("form", metavar="格式", help="报表格式的编号，见 forms")
    written(added)
    added.switches.add_argument(
        "--year", metavar="年度", type=_year, help="印在表上的年度，默认为该格式的年度"
    )
    added.switches.add_argument(
        "--rows", metavar="行数", type=_count, default=1, help="每个二级指标至少留几行，默认 1"
    )
    added = command("forms", "列出本程序认识的报表格式，自己的注明文件；或检查自己写的格式")
    added.switches.add_argument("--json", action="store_true", help="输出 JSON")
    parts = added.add_subparsers(title="命令", metavar="命令")
    about = "检查报表格式，说出哪个文件、哪一项、怎样改"
    checking: Parser = parts.add_parser("check", help=about, description=about, epilog=_EXIT_CODES)
    checking.set_defaults(run=runs["forms check"])
    checking.places.add_argument(
        "place", metavar="位置", type=Path, help="form.toml，或放它的文件夹，或放这些文件夹的文件夹"
    )
    return parser


def _records(added: Parser) -> None:
    """Which records of the library are meant."""
    added.switches.add_argument(
        "--record",
        metavar="编号",
        type=int,
        nargs="+",
        action="extend",
        help="只要这些，编号见 score",
    )


def _into(added: Parser) -> None:
    """The folder that a command writes into."""
    added.switches.add_argument(
        "--out", metavar="文件夹", type=Path, required=True, help="放到哪里，没有就建立"
    )


def _year(written: str) -> int:
    """A year on the command line; raises ``InputProblem``."""
    if not re.fullmatch("(?:19|20)[0-9]{2}", written):
        raise InputProblem(f"年度应是四位数，如 2025，不是“{written}”。")
    return int(written)


def _count(written: str) -> int:
    """A number of rows on the command line; raises ``InputProblem``."""
    if not re.fullmatch("[1-9][0-9]?", written):
        raise InputProblem(f"--rows 后面应是 1 到 99 的行数，不是“{written}”。")
    return int(written)
