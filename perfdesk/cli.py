"""The program without its window: new, import, carry, score, check, summary, convert, export and so on."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from perfdesk.cli_carry import carry
from perfdesk.cli_options import Run, command_parser
from perfdesk.cli_record import called, chosen, complain, each_known
from perfdesk.console import prepare_streams, reader_gone
from perfdesk.errors import InputProblem, PerfdeskError
from perfdesk.exchange.listing.conversion_report import conversion_text
from perfdesk.exchange.listing.finding_report import findings_json, findings_list
from perfdesk.exchange.listing.form_report import forms_json, forms_list, mistakes_list
from perfdesk.exchange.listing.score_explanation import score_explanations
from perfdesk.exchange.listing.score_report import ScoredRecord, score_json, score_table
from perfdesk.exchange.reading.json_in import read_records
from perfdesk.log import start_log, stop_log
from perfdesk.model.authoring.form_check import check_forms
from perfdesk.model.checks.finding import Severity
from perfdesk.model.edit.conversion_edit import convert_records
from perfdesk.model.edit.record_edit import add_records
from perfdesk.model.form.forms import KnownForms, form_of, load_forms
from perfdesk.model.kept.output import Left
from perfdesk.model.library.library import Library
from perfdesk.paths import LIBRARY_SUFFIX, forms_folders
from perfdesk.sheet.layout.document import Document, document

T = TypeVar("T")

DONE = 0
NOTHING = 1  # nothing to do, or not all of it could be done
FOUND = 1  # something is to be put right
WRONG = 2  # wrong use or bad input
BUG = 3


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. No exception ever leaves it."""
    prepare_streams()
    try:
        options = command_parser(_COMMANDS).parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = options.run
        code = run(options)
        sys.stdout.flush()
        return code
    except PerfdeskError as error:
        complain(error.message)
        return WRONG
    except KeyboardInterrupt:
        complain("已中断。")
        return WRONG
    except OSError as error:
        if not reader_gone(error):
            return _logged(error)
        # Whoever read the output has enough. Python would complain of it once more on leaving.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except SystemExit:  # of --help and --version
        return DONE
    except Exception as error:
        return _logged(error)


def _new(options: argparse.Namespace) -> int:
    path: Path = options.library
    if path.suffix.lower() != LIBRARY_SUFFIX:
        raise InputProblem(
            f"填报库“{path}”的扩展名应是 {LIBRARY_SUFFIX}。请在文件名末尾写上 {LIBRARY_SUFFIX}。"
        )
    Library.create(path, _forms()).close()
    print(f"已新建填报库：{path}")
    return DONE


def _recover(options: argparse.Namespace) -> int:
    from perfdesk.model.safety.recovery import recover, recovery_report

    saved = recover(options.library, options.new, _forms())
    print(recovery_report(saved))
    return FOUND if saved.lost_records or saved.incomplete or saved.nameless or saved.bad_pages else DONE


def _import(options: argparse.Namespace) -> int:
    forms = _forms()
    records = [record for file in options.files for record in read_records(file, forms)]
    with Library.open(options.library, forms) as library:
        if not records:
            complain("文件里没有自评表，填报库没有改动。")
            return NOTHING
        added = add_records(library, records).result
    numbers = f"{added[0]}～{added[-1]}" if len(added) > 1 else str(added[0])
    print(f"已导入 {len(added)} 份自评表，编号 {numbers}")
    return DONE


def _carry(options: argparse.Namespace) -> int:
    with Library.open(options.library, _forms(), read_only=options.dry_run) as library:
        return DONE if carry(library, options) else NOTHING


def _score(options: argparse.Namespace) -> int:
    with Library.open(options.library, _forms(), read_only=True) as library:
        ids = [summary.id for summary in library.all_records()]
        scored = list(each_known(library, ids, _scored))
        if options.json:
            print(score_json(scored))
        elif scored:
            print(score_explanations(scored) if options.explain else score_table(scored))
        else:
            complain("填报库里没有可以计分的自评表。")
        return DONE if scored and len(scored) == len(ids) else NOTHING


def _summary(options: argparse.Namespace) -> int:
    # Loaded only here: what writes PDF and Excel takes longer to load than any other command to run.
    from perfdesk.exchange.files.legal_name import FileNames
    from perfdesk.exchange.writing.export import make_folder
    from perfdesk.exchange.writing.summary_out import ENDINGS, write_summaries, year_summaries

    with Library.open(options.library, _forms(), read_only=True) as library:
        years = [year for year in library.years() if options.year in (None, year)]
        found = [(year, summaries) for year in years if (summaries := year_summaries(library, year))]
        if not found:
            complain("没有可以汇总的项目自评表。")
            return NOTHING
        make_folder(options.out)
        names = FileNames()
        for year, summaries in found:
            name = names.take(f"{options.library.stem}-汇总-{year}年度")
            for ending in ENDINGS:
                path = options.out / f"{name}{ending}"
                write_summaries(summaries, path)
                print(path)
    return DONE


def _check(options: argparse.Namespace) -> int:
    with Library.open(options.library, _forms(), read_only=True) as library:
        found = library.all_findings()
        if options.json:
            print(findings_json(finding for findings in found.values() for finding in findings))
        else:
            for number, findings in found.items():
                if findings:
                    print(findings_list(called(library, number), findings))
    if any(not finding.explanation for findings in found.values() for finding in findings):
        return FOUND
    if not options.json:
        print("没有发现问题。")
    return DONE


def _convert(options: argparse.Namespace) -> int:
    with Library.open(options.library, _forms()) as library:
        asked = chosen(library, options.record)
        turned = convert_records(library, asked, options.form, options.year).result
        print("\n".join(conversion_text(item, called(library, item.new)) for item in turned))
    done = {item.old for item in turned}
    for number in asked:
        if number not in done:
            complain(f"编号 {number} 已是这个年度的这张表，没有转换。")
    return DONE if len(turned) == len(asked) else NOTHING


def _export(options: argparse.Namespace) -> int:
    # Loaded only here: what writes PDF and Excel takes longer to load than any other command to run.
    from perfdesk.exchange.files.legal_name import FileNames
    from perfdesk.exchange.files.name_pattern import NamePattern, named_by_id
    from perfdesk.exchange.writing.export import export_each, export_together

    endings = _endings(options)
    pattern = NamePattern(options.name) if options.name is not None else None
    with Library.open(options.library, _forms()) as library:
        ids = chosen(library, options.record)
        if not options.allow_errors and _has_errors(library, ids):
            complain(
                "没有导出。请先改正以上错误；只导出没有错误的，用 --record 写明编号；"
                "要连同错误导出，加 --allow-errors。"
            )
            return FOUND
        documents = list(each_known(library, ids, document))
        if not documents:
            complain("没有可以导出的自评表。")
            return NOTHING
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
        lefts: list[Left] = []
        try:
            for file in written:
                lefts += file.lefts
                print(file.path)
        finally:
            library.outputs.note(lefts)
        return DONE if len(documents) == len(ids) else NOTHING


def _blank(options: argparse.Namespace) -> int:
    from perfdesk.exchange.writing.export import export_blank

    definition = form_of(_forms(), options.form)
    year = definition.years[0] if options.year is None else options.year
    for path in export_blank(definition, year, options.rows, options.out, _endings(options)):
        print(path)
    return DONE


def _endings(options: argparse.Namespace) -> list[str]:
    """The kinds of files asked for: PDF and Excel, where none is named."""
    named = [f".{kind}" for kind in ("pdf", "xlsx", "json") if getattr(options, kind, False)]
    return named or [".pdf", ".xlsx"]


def _list_forms(options: argparse.Namespace) -> int:
    forms = _forms()
    print(forms_json(forms) if options.json else forms_list(forms))
    if forms.problems:
        mistakes = "\n".join(map(str, forms.problems))
        complain(f"{mistakes}\n以上自己的格式或用词有错，没有采用。改好后用 perfdesk forms check 再查。")
    return DONE if forms else NOTHING


def _check_forms(options: argparse.Namespace) -> int:
    checked = check_forms(options.place)
    print(mistakes_list(checked))
    return FOUND if any(mistakes for _, mistakes in checked) else DONE


def _forms() -> KnownForms:
    return load_forms(forms_folders())


def _has_errors(library: Library, ids: Sequence[int]) -> bool:
    """Whether 审核 finds errors in the records; says which."""
    with_errors = [number for number in ids if library.summary(number).errors]
    for number in with_errors:
        errors = [found for found in library.findings(number) if found.severity is Severity.ERROR]
        complain(findings_list(called(library, number), errors))
    return bool(with_errors)


def _scored(library: Library, number: int) -> ScoredRecord:
    return ScoredRecord(library.definition(number), library.record(number), library.scores(number))


def _logged(error: Exception) -> int:
    """Log a bug and say where; its exit code."""
    file = start_log()
    if file is None:
        where = f"日志写不进去，请记下：{type(error).__name__} {error}"
    else:
        logging.getLogger(__name__).error("command failed", exc_info=error)
        where = f"经过已记入日志 {file}，请连同它一起反馈"
    stop_log()
    complain(f"程序出错，操作没有完成。{where}。")
    return BUG


_COMMANDS: Mapping[str, Run] = {
    "new": _new,
    "recover": _recover,
    "import": _import,
    "carry": _carry,
    "score": _score,
    "check": _check,
    "summary": _summary,
    "convert": _convert,
    "export": _export,
    "blank": _blank,
    "forms": _list_forms,
    "forms check": _check_forms,
}
