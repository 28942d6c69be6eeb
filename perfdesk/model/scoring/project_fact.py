"""The amounts and indicators of a project (项目自评表), as numbers for the form of its department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perfdesk.model.form.definition import BlockKind, FormDefinition
from perfdesk.model.form.known_keys import ACTUAL, LEVEL3, NAME_FIELD, TARGET, UNIT
from perfdesk.model.form.path import Path
from perfdesk.model.record.levels import levels_of
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.met import is_met
from perfdesk.model.scoring.score import Outcome, Scores
from perfdesk.model.value.value import is_blank, parse_money, parse_quantity, unit_text


class IndicatorFact(NamedTuple):
    """One indicator of a project.

    ``met`` is ``None`` where nobody has decided; ``target`` and ``actual`` count the same unit and are
    ``None`` where they are no numbers that compare.
    """

    path: Path
    level1: str
    level2: str
    name: str
    met: bool | None
    target: Decimal | None
    actual: Decimal | None


@dataclass(frozen=True, slots=True, eq=False)
class ProjectFact:
    """What the form of one project in numbers; the same object while its record does not change.

    ``amounts`` holds the budget by ``block_line_column``, in the unit that money has in the form;
    ``None`` where blank or no amount.
    """

    record_id: int
    form: str
    money_unit: str
    name: str
    fields: Mapping[str, str]
    amounts: Mapping[str, Decimal | None]
    indicators: tuple[IndicatorFact, ...]


def project_fact(definition: FormDefinition, record: Record, scores: Scores) -> ProjectFact:
    """The numbers of a filled project form."""
    return ProjectFact(
        record_id=record.id,
        form=record.form,
        money_unit=definition.money_unit,
        name=record.fields.get(NAME_FIELD, "").strip() or "（未命名项目）",
        fields=record.fields,
        amounts=dict(_amounts(definition, record)),
        indicators=tuple(_indicators(definition, record, scores)),
    )


def _amounts(definition: FormDefinition, record: Record) -> Iterator[tuple[str, Decimal | None]]:
    for block in definition.blocks:
        if block.kind is BlockKind.BUDGET:
            for row in record.rows(block.key):
                for column in block.columns:
                    text = row[column.key]
                    amount = None if is_blank(text) else parse_money(text, definition.money_unit)
                    yield f"{block.key}_{row.line}_{column.key}", amount


def _indicators(definition: FormDefinition, record: Record, scores: Scores) -> Iterator[IndicatorFact]:
    for block in definition.blocks:
        if block.kind is not BlockKind.INDICATORS or block.key not in scores.indicators:
            continue
        rows = record.rows(block.key)
        of_rows = zip(rows, levels_of(rows), scores.indicators[block.key], strict=True)
        for index, (row, levels, score) in enumerate(of_rows):
            if score.outcome is not Outcome.BLANK:
                name = row[LEVEL3].strip() or levels.level2
                path = Path(block.key, index, ACTUAL)
                yield IndicatorFact(path, *levels, name, is_met(score), *_numbers(row))


def _numbers(row: Row) -> tuple[Decimal | None, Decimal | None]:
    """Target and actual in the unit of the target."""
    unit = unit_text(row[UNIT])
    target, actual = parse_quantity(row[TARGET], unit), parse_quantity(row[ACTUAL], unit)
    if target is None or actual is None:
        return None, None
    wanted = target.unit or unit
    return target.number, actual.counted_in(wanted) if actual.unit else actual.number
