"""What a tooltip says of a cell: what it wants, or how its value came about, in two lines."""

from __future__ import annotations

from textwrap import wrap

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Scores
from perfdesk.sheet.layout.sheet import Cell, CellKind
from perfdesk.ui.explanation.explanation_content import ExplainedRecord, Role, passages

_MOST = 46  # characters of a line that fits beside the sheet on a small screen
_LINES = 2


def tip(
    definition: FormDefinition | None, record: Record, scores: Scores | None, cell: Cell, flags: str = ""
) -> str:
    """The gist of the panel 填报说明, then what ``flags`` say; ``""`` for what the form prints."""
    if definition is None or scores is None or (cell.kind is CellKind.LABEL and not cell.paths):
        return ""
    explained = passages(ExplainedRecord(definition, record, scores), cell)
    clauses = [passage.text for passage in explained if passage.role is Role.CLAUSE][:1]
    wanted = [passage.text for passage in explained if passage.role in (Role.TEXT, Role.PROBLEM)]
    lines = wanted[: _LINES - len(clauses)] + clauses
    return "\n".join(
        [*map(_clipped, lines), *(part for flag in flags.split("\n") for part in wrap(flag, _MOST))]
    )


def _clipped(line: str) -> str:
    line = line.replace("\n", " ")
    return line if len(line) <= _MOST else f"{line[:_MOST]}…"
