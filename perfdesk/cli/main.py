"""Run one command of the command line: read its options, do it, and turn what goes wrong into a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence

from perfdesk import __version__
from perfdesk.cli.commands import NAMES, load_subcommand
from perfdesk.cli.exit_code import EXIT_CODES, ExitCode
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Run, Subcommand
from perfdesk.cli.terminal import print_error
from perfdesk.console import prepare_streams, reader_gone
from perfdesk.errors import PerfdeskError

_ABOUT = """绩效填报台：县级部门预算绩效自评表的填报、计分、打印和导出。

不写命令时打开窗口：perfdesk [填报库.perfdesk]
在新装的电脑上试一遍主要功能：perfdesk --self-test [结果文件]"""


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit code, an :class:`ExitCode`. No exception ever leaves it."""
    prepare_streams()
    try:
        # The help of all commands loads all of them; a command loads itself.
        named = [name for name in arguments[:1] if name in NAMES]
        options = _parser(named or NAMES).parse_args(arguments)
        run: Run = options.run
        code = run(options)
        sys.stdout.flush()
        return code
    except PerfdeskError as error:
        print_error(error.message)
        return ExitCode.BAD_INPUT
    except KeyboardInterrupt:
        print_error("已中断。")
        return ExitCode.BAD_INPUT
    except OSError as error:
        if not reader_gone(error):
            return _logged(error)
        # Whoever read the output has enough. Python would complain of it once more on leaving.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except SystemExit:  # of --help and --version
        return ExitCode.DONE
    except Exception as error:
        return _logged(error)


def _parser(names: Iterable[str]) -> Parser:
    """The parser of the program with some of its commands."""
    parser = Parser(prog="perfdesk", description=_ABOUT, epilog=EXIT_CODES)
    parser.switches.add_argument(
        "--version", action="version", version=f"perfdesk {__version__}", help="显示版本"
    )
    _add_subcommands(parser, {name: load_subcommand(name) for name in names}, required=True)
    return parser


def _add_subcommands(parser: Parser, subcommands: Mapping[str, Subcommand], *, required: bool) -> None:
    commands = parser.add_subparsers(title="命令", metavar="命令", required=required)
    for name, subcommand in subcommands.items():
        about = subcommand.about
        added: Parser = commands.add_parser(name, help=about, description=about, epilog=EXIT_CODES)
        added.set_defaults(run=subcommand.run)
        subcommand.add_options(added)
        if subcommand.parts:
            _add_subcommands(added, subcommand.parts, required=False)


def _logged(error: Exception) -> ExitCode:
    """Log a bug and say where."""
    import logging

    from perfdesk.log import start_log, stop_log

    file = start_log()
    if file is None:
        where = f"日志写不进去，请记下：{type(error).__name__} {error}"
    else:
        logging.getLogger(__name__).error("command failed", exc_info=error)
        where = f"经过已记入日志 {file}，请连同它一起反馈"
    stop_log()
    print_error(f"程序出错，操作没有完成。{where}。")
    return ExitCode.PROGRAM_ERROR
