"""Files of chosen records in one folder: PDF and Excel for the finance bureau, JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from perfdesk.errors import InputProblem
from perfdesk.exchange.excel_out import write_workbook
from perfdesk.exchange.json_io import write_records
from perfdesk.exchange.legal_name import FileNames
from perfdesk.exchange.pdf import write_pdf
from perfdesk.model.definition import FormDefinition, Forms
from perfdesk.model.record import Record
from perfdesk.model.row_plan import blank_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.compose import compose
from perfdesk.sheet.document import Document
from perfdesk.sheet.sheet import Sheet

Writer = Callable[[Iterable[Sheet], Path], None]

WRITERS: dict[str, Writer] = {".pdf": write_pdf, ".xlsx": write_workbook}
"""What writes sheets into a kind of file, by its ending."""

JSON_ENDING = ".json"


def export_together(
    documents: Sequence[Document], folder: Path, name: str, endings: Iterable[str], forms: Forms
) -> Iterator[Path]:
    """Write all records into one file of each ending; each file, once it is written.

    The files are named after the record where there is one, else ``name``.
    """
    if len(documents) == 1:
        name = file_title(documents[0].record)
    name = FileNames().take(name)
    make_folder(folder)
    for ending in endings:
        path = folder / f"{name}{ending}"
        _write(documents, path, ending, forms)
        yield path


def export_each(
    documents: Iterable[Document], folder: Path, endings: Sequence[str], forms: Forms
) -> Iterator[Path]:
    """Write a file of each ending for every record; each file, once it is written."""
    names = FileNames()
    make_folder(folder)
    for document in documents:
        name = names.take(file_title(document.record))
        for ending in endings:
            path = folder / f"{name}{ending}"
            _write([document], path, ending, forms)
            yield path


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


def file_title(record: Record) -> str:
    """What a record's file is called: 编码-项目名称-年度."""
    parts = (record.fields.get("project_code", ""), record.fields.get("project_name", ""), str(record.year))
    return "-".join(part.strip() for part in parts if part.strip())


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
