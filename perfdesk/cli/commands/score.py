"""``perfdesk score``: the scores of all records, as a table, explained, or as JSON (计分)."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from perfdesk.cli.exit_code import ExitCode
from perfdesk.cli.library_access import open_library, with_form
from perfdesk.cli.options import json_option, library_option
from perfdesk.cli.parser import Parser
from perfdesk.cli.subcommand import Subcommand
from perfdesk.cli.terminal import print_error

if TYPE_CHECKING:
    from perfdesk.exchange.listing.score_report import ScoredRecord
    from perfdesk.model.library.library import Library


def _add_options(parser: Parser) -> None:
    library_option(parser)
    json_option(parser, "输出 JSON，连同每项得分的说明")
    parser.switches.add_argument(
        "--explain", action="store_true", help="逐项说明得分：规则、算式和依据；输出 JSON 时总有说明"
    )


def _run(options: argparse.Namespace) -> ExitCode:
    from perfdesk.exchange.listing.score_explanation import score_explanations
    from perfdesk.exchange.listing.score_report import score_json, score_table

    with open_library(options.library, read_only=True) as library:
        ids = [summary.id for summary in library.tree.all_records()]
        scored = list(with_form(library, ids, _scored))
    if options.json:
        print(score_json(scored))
    elif scored:
        print(score_explanations(scored) if options.explain else score_table(scored))
    else:
        print_error("填报库里没有可以计分的自评表。")
    return ExitCode.DONE if scored and len(scored) == len(ids) else ExitCode.ATTENTION


def _scored(library: Library, record_id: int) -> ScoredRecord:
    from perfdesk.exchange.listing.score_report import ScoredRecord

    return ScoredRecord(library.definition(record_id), library.record(record_id), library.scores(record_id))


SUBCOMMAND = Subcommand("给每份自评表计分", _add_options, _run)
