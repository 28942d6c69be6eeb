"""``perfdesk export``: records as PDF, Excel or interchange files, together or a file each (导出)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import chosen_ids, open_library, record_name, with_form
from perfdesk.cli.options import folder_option, kind_options, library_option, record_option, wanted_endings
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Subcommand
from perfdesk.cli.terminal import print_error

if TYPE_CHECKING:
    from perfdesk.model.kept.output import RecordOutput
    from perfdesk.model.library.library import Library
    from perfdesk.sheet.layout.document import Document


def _add_options(parser: Parser) -> None:
    library_option(parser)
    folder_option(parser)
    kind_options(parser)
    switches = parser.switches
    switches.add_argument("--json", action="store_true", help="要交换文件（JSON），可再导入")
    switches.add_argument("--each", action="store_true", help="每份自评表一个文件：编码-项目名称-年度")
    record_option(parser)
    about = (
        "文件怎样命名，如 {编码}-{项目名称}-{年度}；还有 {单位}、{报表格式}；"
        "也可以写 {code}、{name}、{year}、{unit}、{form}"
    )
    switches.add_argument("--name", metavar="规则", help=about)
    about = "审核有错误也导出；不写时有错误就不导出"
    switches.add_argument("--allow-errors", action="store_true", help=about)


def _run(options: argparse.Namespace) -> ExitCode:
    from perfdesk.exchange.files.legal_name import FileNames
    from perfdesk.exchange.files.name_pattern import NamePattern, named_by_id
    from perfdesk.exchange.writing.export import export_each, export_together
    from perfdesk.sheet.layout.document import document

    endings = wanted_endings(options)
    pattern = NamePattern(options.name) if options.name is not None else None
    with open_library(options.library) as library:
        ids = chosen_ids(library, options.record)
        if not options.allow_errors and _has_errors(library, ids):
            print_error(
                "没有导出。请先改正以上错误；只导出没有错误的，用 --record 写明编号；"
                "要连同错误导出，加 --allow-errors。"
            )
            return ExitCode.ATTENTION
        documents = list(with_form(library, ids, document))
        if not documents:
            print_error("没有可以导出的自评表。")
            return ExitCode.ATTENTION
        taken = FileNames(options.out)
        named = named_by_id(library, [one.record.id for one in documents])
        if options.each or len(documents) == 1:
            each = pattern or NamePattern()

            def name_of(one: Document) -> str:
                return taken.take(each.name(named[one.record.id]))

            written = export_each(documents, options.out, name_of, endings, library.forms)
        else:
            together = options.library.stem if pattern is None else pattern.name_of_all([*named.values()])
            name = taken.take(together)
            written = export_together(documents, options.out, name, endings, library.forms)
        outputs: list[RecordOutput] = []
        try:
            for file in written:
                outputs += file.outputs
                print(file.path)
        finally:
            library.outputs.note(outputs)
    return ExitCode.DONE if len(documents) == len(ids) else ExitCode.ATTENTION


def _has_errors(library: Library, ids: Sequence[int]) -> bool:
    """Whether the records have findings that are errors (审核有错误); prints them."""
    from perfdesk.exchange.listing.finding_report import findings_list
    from perfdesk.model.checks.finding import Severity

    with_errors = [record_id for record_id in ids if library.tree.summary(record_id).errors]
    for record_id in with_errors:
        errors = [found for found in library.audit.findings(record_id) if found.severity is Severity.ERROR]
        print_error(findings_list(record_name(library, record_id), errors))
    return bool(with_errors)


SUBCOMMAND = Subcommand("导出 PDF、Excel 或交换文件，输出写好的文件名", _add_options, _run)
