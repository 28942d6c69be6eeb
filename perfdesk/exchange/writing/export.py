"""Files of chosen records in one folder: PDF and Excel for the finance bureau, JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdesk.errors import InputProblem
from perfdesk.exchange.files.legal_name import FileNames
from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.exchange.writing.json_out import write_records
from perfdesk.exchange.writing.pdf import write_pdf
from perfdesk.model.form.definition import FormDefinition, Forms
from perfdesk.model.kept.output import OutputKind, RecordOutput
from perfdesk.model.record.row_plan import blank_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.document import Document
from perfdesk.sheet.layout.sheet import Sheet

Writer = Callable[[Iterable[Sheet], Path], None]

WRITERS: dict[str, Writer] = {".pdf": write_pdf, ".xlsx": write_workbook}
"""What writes sheets into a kind of file, by its ending."""

JSON_ENDING = ".json"

_KINDS = {".pdf": OutputKind.PDF, ".xlsx": OutputKind.EXCEL}


class Written(NamedTuple):
    """A file that was written, and of what."""

    path: Path
    documents: tuple[Document, ...]

    @property
    def outputs(self) -> Iterator[RecordOutput]:
        """The records that have left with it; none with an interchange file, which nobody signs."""
        kind = _KINDS.get(self.path.suffix)
        if kind is not None:
            for one in self.documents:
                yield RecordOutput(one.record.id, kind, one.fingerprint, str(self.path))


def export_together(
    documents: Iterable[Document], folder: Path, name: str, endings: Iterable[str], forms: Forms
) -> Iterator[Written]:
    """Write all records into one file of each ending, called ``name``; each file, once it is written."""
    all_of_them = tuple(documents)
    make_folder(folder)
    for ending in endings:
        path = folder / f"{name}{ending}"
        _write(all_of_them, path, ending, forms)
        yield Written(path, all_of_them)


def export_each(
    documents: Iterable[Document],
    folder: Path,
    name: Callable[[Document], str],
    endings: Sequence[str],
    forms: Forms,
    problems: list[str] | None = None,
) -> Iterator[Written]:
    """Write a file of each ending for every record, called by ``name``; each file, once it is written.

    Where ``problems`` is given, a sentence about a file that cannot be written is added there, and the
    others are written; else ``InputProblem`` is raised.
    """
    make_folder(folder)
    for one in documents:
        called = name(one)
        for ending in endings:
            path = folder / f"{called}{ending}"
            try:
                _write([one], path, ending, forms)
            except InputProblem as problem:
                if problems is None:
                    raise
                problems.append(problem.message)
            else:
                yield Written(path, (one,))


def export_blank(
    definition: FormDefinition, year: int, rows: int, folder: Path, endings: Sequence[str]
) -> Iterator[Path]:
    """Write a form to be filled in by pen, a file of each ending; each file, once it is written.

    ``rows``: the least number of rows for each second level (二级指标) that the form begins with.
    """
    record = blank_record(definition, year, rows)
    sheet = compose(definition, record, score_record(definition, record))
    name = FileNames().take(f"{definition.title}（{definition.region}，空表）-{year}")
    make_folder(folder)
    for ending in endings:
        path = folder / f"{name}{ending}"
        WRITERS[ending]([sheet], path)
        yield path


def _write(documents: Iterable[Document], path: Path, ending: str, forms: Forms) -> None:
    if ending == JSON_ENDING:
        write_records((document.record for document in documents), path, forms)
    else:
        WRITERS[ending]((sheet for document in documents for sheet in document.sheets), path)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none; raises ``InputProblem`` where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise InputProblem(f"无法建立文件夹“{folder}”：路径中有一个同名的文件。请换一个文件夹。") from error
    except OSError as error:
        raise InputProblem(
            f"无法建立文件夹“{folder}”：没有写入权限，或磁盘已满、名称太长。请换一个文件夹。"
        ) from error
