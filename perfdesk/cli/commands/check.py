"""``perfdesk check``: what is wrong with the records of a library (审核), as a list or as JSON."""

from __future__ import annotations

import argparse

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import open_library, record_name
from perfdesk.cli.options import json_option, library_option
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Subcommand


def _add_options(parser: Parser) -> None:
    library_option(parser)
    json_option(parser)


def _run(options: argparse.Namespace) -> ExitCode:
    from perfdesk.exchange.listing.finding_report import findings_json, findings_list

    with open_library(options.library, read_only=True) as library:
        by_record = library.audit.all_findings()
        if options.json:
            print(findings_json(finding for findings in by_record.values() for finding in findings))
        else:
            for record_id, findings in by_record.items():
                if findings:
                    print(findings_list(record_name(library, record_id), findings))
    if any(not finding.explanation for findings in by_record.values() for finding in findings):
        return ExitCode.ATTENTION
    if not options.json:
        print("没有发现问题。")
    return ExitCode.DONE


SUBCOMMAND = Subcommand("审核每份自评表：错误、警告、提示", _add_options, _run)
