"""结转下年: what this year's form of a project begins with, from last year's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from perfdesk.model.conversion.conversion import Conversion, converted, row_label
from perfdesk.model.form.check_rule import Lexicon
from perfdesk.model.form.definition import Field, FormDefinition, Forms, ValueKind
from perfdesk.model.form.known_keys import CODE_FIELD
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.year_text import moved_on

_WORDED = (ValueKind.TEXT, ValueKind.QUANTITY, ValueKind.DATE)
_AROUND = 8  # characters shown on either side of what changed


class Reworded(NamedTuple):
    """A text in which the year moved on; ``label`` says where it stands."""

    label: str
    before: str
    after: str

    def excerpt(self) -> tuple[str, str]:
        """Both texts as far as they differ, with a few characters around."""
        before, after = self.before, self.after
        start = _shared(before, after)
        end = _shared(before[:start:-1], after[:start:-1])
        head, first = ("…", start - _AROUND) if start > _AROUND else ("", 0)
        tail, last = ("…", _AROUND - end) if end > _AROUND else ("", None)
        return f"{head}{before[first:last]}{tail}", f"{head}{after[first:last]}{tail}"


class Carried(NamedTuple):
    """The new record, with what became of what was to be carried, and where the year moved on in it."""

    conversion: Conversion
    reworded: tuple[Reworded, ...]


def carried(record: Record, before: FormDefinition, after: FormDefinition, year: int) -> Carried:
    """The form ``after`` of ``year`` for a project whose form of an earlier year, ``before``, is ``record``.

    What the forms call carried (goals, indicators with their targets and weights, names, whom to ask) comes
    along, with the year moved on (:func:`moved_on`); amounts, what was done, scores and reasons are left to
    be filled in. Between different forms values find their place as :func:`converted` says.
    """
    words = before.checks.lexicon
    reworded: list[Reworded] = []

    def carried(
        values: Mapping[str, str], fields: Iterable[Field], where: Callable[[], str] = str
    ) -> dict[str, str]:
        result: dict[str, str] = {}
        for field in fields:
            text = values.get(field.key)
            if text:
                new = _next(field, text, record.year, year, words)
                if new != text:
                    reworded.append(Reworded(where() + field.label, text, new))
                result[field.key] = new
        return result

    fields = carried(record.fields, (field for field in before.fields if field.carry))
    blocks: dict[str, tuple[Row, ...]] = {}
    for block in before.blocks:
        columns = [column for column in block.columns if column.carry]
        if columns:
            blocks[block.key] = tuple(
                Row(carried(row.values, columns, partial(row_label, block, row, index)), row.line)
                for index, row in enumerate(record.rows(block.key))
            )
    begun = Record(record.form, record.year, fields, blocks)
    return Carried(converted(begun, before, after, year), tuple(reworded))


def next_name(record_name: str, form: FormDefinition, year: int, new_year: int) -> str:
    """A project's name as it reads in the new year's form."""
    return moved_on(record_name, year, new_year, form.checks.lexicon)


def left_blank(definition: FormDefinition) -> Iterator[str]:
    """What the new year's form leaves to be filled in, by its labels: fields, columns, whole tables."""
    yield from (field.label for field in definition.fields if not field.carry)
    for block in definition.blocks:
        blank = [column.label for column in block.columns if not column.carry]
        yield from [block.label] if len(blank) == len(block.columns) else blank


def successor(forms: Forms, form: str, year: int) -> str:
    """The form suggested for a year in the place of another: its edition for that year, else its newest one.

    Editions of a form have its region and title. Raises ``KeyError`` for an unknown form.
    """
    old = forms[form]
    editions = [other for other in forms.values() if family(other) == family(old)]
    return max(editions, key=lambda other: (year in other.years, max(other.years), other.id == form)).id


def family(definition: FormDefinition) -> tuple[str, str]:
    """What the editions of one form have in common."""
    return definition.region, definition.title


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _next(field: Field, text: str, year: int, new_year: int, words: Lexicon) -> str:
    if field.kind not in _WORDED or field.key == CODE_FIELD:
        return text
    return moved_on(text, year, new_year, words)
