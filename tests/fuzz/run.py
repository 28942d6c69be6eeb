"""``python -m tests.fuzz.run KIND FIRST COUNT``: feeds inputs to what reads them, and ends with 1 at a fault.

A fault is an exception that is not a sentence for the user, an input that takes more than five seconds of
this process's time, or more memory than the bound. The seed of the input is then the last line.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from perfdesk.bounds import MOST_PASTED_COLUMNS, MOST_PASTED_ROWS
from perfdesk.errors import InputProblem
from perfdesk.exchange.files.attachment_file import AttachmentNames
from perfdesk.exchange.files.legal_name import FileNames, SheetNames
from perfdesk.exchange.files.name_pattern import Named, NamePattern
from perfdesk.exchange.files.opening import opening
from perfdesk.exchange.reading.clipboard_in import read_block
from perfdesk.exchange.reading.json_in import records_from
from perfdesk.exchange.reading.json_text import parse_json
from perfdesk.exchange.writing.excel_text import excel_text
from perfdesk.model.authoring.form_check import check_forms
from perfdesk.model.checks.record_check import check_record
from perfdesk.model.form.definition import CellStyle, FormDefinition
from perfdesk.model.form.expression import Expression, MissingValue, WrongExpression
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.record.record import Record
from perfdesk.model.record.row_plan import planned
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.editing.paste import plan_paste
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.metrics import clipped
from perfdesk.sheet.layout.wrap import wrap
from perfdesk.sheet.pages.paginate import paginate
from tests.fuzz import inputs

MOST_SECONDS = 5.0
MOST_MEGABYTES = 500
MOST_SENTENCE = 3000  # characters

FORMS = load_forms([inputs.PROJECT / "resources" / "forms"])
_STYLE = CellStyle()
_MOST_USED = 3  # records of a file: the others are the same again
_SAMPLE = records_from(inputs.DOCUMENT, FORMS, "sichuan.json")[5]
_SHEET = compose(FORMS[_SAMPLE.form], _SAMPLE, score_record(FORMS[_SAMPLE.form], _SAMPLE))
_PASTED_AT = next(
    (cell.row, cell.column) for cell in _SHEET.cells if any(path.block == "indicators" for path in cell.paths)
)


def clipboard(copied: tuple[str, str]) -> None:
    """A block is read within bounds and laid onto a form."""
    text, html = copied
    problems: list[str] = []
    block = read_block(text, html, problems)
    assert len(block) <= MOST_PASTED_ROWS
    assert max(map(len, block)) <= MOST_PASTED_COLUMNS
    plan_paste(FORMS[_SAMPLE.form], _SAMPLE, _SHEET, _PASTED_AT, block, FORMS.values())


def form(written: str) -> None:
    """A definition is refused with its mistakes, or works to the last page."""
    with TemporaryDirectory() as folder:
        own = Path(folder, "own")
        own.mkdir()
        written = written.replace('\nid = "', '\nid = "own" # "', 1)
        (own / "form.toml").write_bytes(written.encode("utf-8", "replace"))
        (checked,) = check_forms(own)
        forms = load_forms([inputs.PROJECT / "resources" / "forms", Path(folder)])
        assert all("：" in mistake and len(mistake) < MOST_SENTENCE for mistake in checked.mistakes)
        if "own" in forms:
            assert not checked.mistakes
            definition = forms["own"]
            _used(definition, planned(definition, Record("own", definition.years[0], {}, {})))


def interchange(data: bytes) -> None:
    """A file is refused with a sentence, or its records can be scored, checked and printed."""
    records = records_from(parse_json(data, "文件.json"), FORMS, "文件.json")
    for record in records[:_MOST_USED]:
        _used(FORMS[record.form], record)


def _used(definition: FormDefinition, record: Record) -> None:
    scores = score_record(definition, record)
    check_record(definition, record, scores)
    paginate(compose(definition, record, scores))


def name(written: str) -> None:
    """A name becomes one that file systems and Excel take."""
    for names in (FileNames(), SheetNames(), AttachmentNames()):
        made = [names.take(written) for _ in range(3)]
        assert len({one.casefold() for one in made}) == 3
        assert all(one.strip() and one.isprintable() and not set(one) & set('/\\:*?"<>|') for one in made)
        assert all(len(one.encode()) <= 255 for one in made)
        assert all(opening(one) for one in made)
    NamePattern().name(Named(written, written, "2024", written, written))
    excel_text(written)
    wrap(written, 20.0, _STYLE)
    assert len(clipped(written, 30.0, _STYLE)) <= len(written) + 1


def formula(written: str) -> None:
    """A formula is refused with its mistake, or gives a number of few digits, or none."""
    try:
        expression = Expression(written, ("a", "b", "c"))
    except WrongExpression as wrong:
        if len(str(wrong)) > MOST_SENTENCE:
            raise
        return
    numbers = {"a": Decimal("999999999999999"), "b": Decimal("-0.000001"), "c": None}
    expression.written({"a": "甲"})
    try:
        assert abs(expression.value(numbers)) <= 10**20
    except (MissingValue, ArithmeticError):
        return


KINDS: Mapping[str, tuple[Callable[[Random], Any], Callable[[Any], None]]] = {
    "clipboard": (inputs.clipboard, clipboard),
    "form": (inputs.form, form),
    "interchange": (inputs.interchange, interchange),
    "name": (inputs.name, name),
    "formula": (inputs.formula, formula),
}
"""What makes an input of each kind, and what takes it."""


def megabytes() -> float:
    """The most memory that this process has had; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fault(kind: str, seed: int) -> str:
    """What is wrong with how one input is taken; blank where nothing is."""
    make, take = KINDS[kind]
    made = make(Random(f"{kind} {seed}"))
    started = time.process_time()
    try:
        take(made)
    except InputProblem as problem:
        if len(problem.message) > MOST_SENTENCE:
            return "the sentence is too long"
    except Exception:
        return traceback.format_exc()
    if time.process_time() - started > MOST_SECONDS:
        return f"{time.process_time() - started:.1f} seconds"
    if megabytes() > MOST_MEGABYTES:
        return f"{megabytes():.0f} MB"
    return ""


def main(kind: str, first: int, count: int) -> int:
    """Feed so many inputs; 1 where one is a fault, which is then written with its seed."""
    for seed in range(first, first + count):
        if said := fault(kind, seed):
            sys.stderr.write(f"{said}\n{kind} {seed}\n")
            return 1
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
