"""Golden sheets: what every form prints, blank and filled, as text that can be read and compared.

``python -m tests.support.golden_sheet`` writes them again; look at the difference before committing it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfdesk.exchange.reading.json_in import read_records
from perfdesk.model.form.definition import Forms
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.language.layout_loader import letter
from perfdesk.model.record.record import Record
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.sheet import Sheet

PROJECT = Path(__file__).parents[2]
TESTS = PROJECT / "tests"
EXPECTED = TESTS / "expected"
FORMS: Forms = load_forms([PROJECT / "resources" / "forms", TESTS / "files" / "forms"])

# The filled record of each form: the file, and its place in it.
FILLED = {
    "sichuan-project-2024": (PROJECT / "resources" / "samples" / "sichuan.json", 4),
    "sichuan-project-2025": (PROJECT / "resources" / "samples" / "sichuan.json", 0),
    "sichuan-department-2024": (TESTS / "files" / "seeds" / "sichuan-department-2024.json", 0),
    "sichuan-project-2023": (TESTS / "files" / "seeds" / "sichuan-2023.json", 1),
    "national-transfer-2025": (TESTS / "files" / "seeds" / "national-2025.json", 0),
    "sichuan-special-2024": (TESTS / "files" / "seeds" / "sichuan-special-2024.json", 1),
    "qinghai-project-2024": (TESTS / "files" / "seeds" / "qinghai-2024.json", 2),
    "hunan-project-2022": (TESTS / "files" / "seeds" / "hunan-2022.json", 0),
    "national-project-2020": (TESTS / "files" / "forms" / "filled.json", 0),
    "landscape-in-yuan": (TESTS / "files" / "forms" / "filled.json", 1),
    "flat-with-review": (TESTS / "files" / "forms" / "filled.json", 2),
    "two-goals": (TESTS / "files" / "forms" / "filled.json", 3),
    "shared-score": (TESTS / "files" / "forms" / "filled.json", 4),
    "boxes-and-shares": (TESTS / "files" / "forms" / "filled.json", 5),
}


class Place(NamedTuple):
    """A cell on any face of a form: its grid position, counted from 0, its span and its text."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str

    def __str__(self) -> str:
        """As in ``C4:F4  年初预算``; a line break in the text is ⏎."""
        text = self.text.replace("\n", "⏎")
        at = f"{letter(self.column)}{self.row + 1}"
        if self.row_span > 1 or self.column_span > 1:
            at += f":{letter(self.column + self.column_span - 1)}{self.row + self.row_span}"
        return f"{at:<8} {text}".rstrip()


def blank_record(form: str) -> Record:
    """The form as it comes from the printer, for its own year."""
    return new_record(FORMS[form], FORMS[form].years[0])


def filled_record(form: str) -> Record:
    """A filled form: a published one, where there is one."""
    file, number = FILLED[form]
    record = read_records(file, FORMS)[number]
    assert record.form == form
    return record


def sheet_of(record: Record) -> Sheet:
    """The record laid out on its form."""
    definition = FORMS[record.form]
    return compose(definition, record, score_record(definition, record))


def places_of(sheet: Sheet) -> list[Place]:
    """The cells of a sheet, in reading order."""
    cells = (Place(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in sheet.cells)
    return sorted(cells)


def written(form: str) -> str:
    """The golden text of a form."""
    sheet = sheet_of(blank_record(form))
    widths = " ".join(f"{width:g}" for width in sheet.column_widths_mm)
    parts = [f"{form}: A4 {sheet.page.orientation}, columns {widths} mm"]
    for title, record in (("blank", blank_record(form)), ("filled", filled_record(form))):
        parts += ["", f"== {title} ==", *map(str, places_of(sheet_of(record)))]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    EXPECTED.mkdir(exist_ok=True)
    for name in FILLED:
        (EXPECTED / f"{name}.txt").write_text(written(name), encoding="utf-8")
