"""A record as it leaves the program: its form and its annex, each with the fingerprint of the record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.model.summary.fingerprint import fingerprint
from perfdesk.sheet.layout.annex import annex
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Document:
    """The sheets of one record; immutable, so that another thread may write them."""

    definition: FormDefinition
    record: Record
    sheets: tuple[Sheet, ...]
    fingerprint: str


def document(library: Library, record_id: int) -> Document:
    """Lay a record out; raises ``KeyError``, and ``FormProblem`` where its form is unknown."""
    record, definition = library.record(record_id), library.definition(record_id)
    scores = library.scores(record_id)
    printed = fingerprint(definition, record, scores)
    sheets = [compose(definition, record, scores)]
    notes = annex(definition, record, library.audit.findings(record_id))
    if notes is not None:
        sheets.append(notes)
    return Document(
        definition, record, tuple(replace(sheet, fingerprint=printed) for sheet in sheets), printed
    )
