"""The scores of records for other programs (JSON) and for a terminal (a table)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from perfdesk.exchange.listing.json_list import json_list
from perfdesk.exchange.listing.terminal_text import clipped, table
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.known_keys import LEVEL3, NAME_FIELD, UNIT_FIELD
from perfdesk.model.record.record import Record
from perfdesk.model.scoring.score import Outcome, Rate, Scores
from perfdesk.model.value.value import display_percent, display_score

_HEADINGS = ("编号", "年度", "实施单位", "项目名称", "执行率", "执行得分", "指标得分", "合计", "等级")
_NUMBERS = (0, 1, 4, 5, 6, 7, 8)  # the columns that are right-aligned
_WIDEST = 36  # of a text, in columns of a terminal
_NOTHING = "—"


class ScoredRecord(NamedTuple):
    """A record with its form and its scores."""

    definition: FormDefinition
    record: Record
    scores: Scores


def score_json(scored: Iterable[ScoredRecord]) -> str:
    """A JSON list with an object a record; numbers are exact, what cannot be computed is null.

    ``execution_rate`` is a ratio (1 is 100%); indicator rows that hold nothing are left out.
    """
    return json_list(map(_plain, scored))


def score_table(scored: Iterable[ScoredRecord]) -> str:
    """A table with a line a record; what cannot be computed is shown as —."""
    return table([_HEADINGS, *map(_cells, scored)], right=_NUMBERS)


def _plain(item: ScoredRecord) -> Mapping[str, object]:
    record, scores = item.record, item.scores
    rate = _execution_rate(item)
    return {
        "id": record.id,
        "form": record.form,
        "year": record.year,
        UNIT_FIELD: record.fields.get(UNIT_FIELD, ""),
        NAME_FIELD: record.fields.get(NAME_FIELD, ""),
        "execution_rate": rate.value if rate else None,
        "execution_score": scores.execution.value if scores.execution else None,
        "indicators": list(_indicators(item)),
        "total": scores.total.value if scores.total else None,
        "grade": scores.total.grade if scores.total else None,
    }


def _indicators(item: ScoredRecord) -> Iterator[Mapping[str, object]]:
    for block in item.definition.blocks:
        rows = item.record.rows(block.key)
        for row, score in zip(rows, item.scores.indicators.get(block.key, ()), strict=False):
            if score.outcome is not Outcome.BLANK:
                yield {
                    LEVEL3: row[LEVEL3],
                    "weight": score.weight,
                    "computed": score.computed,
                    "manual": score.manual,
                    "score": score.value,
                    "explanation": score.explanation.text,
                }


def _execution_rate(item: ScoredRecord) -> Rate | None:
    """The rate on the line that the form scores."""
    rule = item.definition.scoring.execution
    if rule is None:
        return None
    rows = item.record.rows(rule.block)
    rates = zip(rows, item.scores.rates[rule.block], strict=True)
    return next((rate for row, rate in rates if row.line == rule.line), None)


def _cells(item: ScoredRecord) -> tuple[str, ...]:
    record, scores = item.record, item.scores
    given = [
        score.value for block in scores.indicators.values() for score in block if score.value is not None
    ]
    total = scores.total
    if total is None:
        shown = _NOTHING
    elif total.value is None:
        shown = f"缺{total.waiting}项" if total.waiting else _NOTHING
    else:
        shown = display_score(total.value)
    return (
        str(record.id),
        str(record.year),
        clipped(record.fields.get(UNIT_FIELD, ""), _WIDEST),
        clipped(record.fields.get(NAME_FIELD, ""), _WIDEST),
        _percent(item),
        _points(scores.execution.value if scores.execution else None),
        _points(sum(given, Decimal(0)) if given else None),
        shown,
        (total and total.grade) or _NOTHING,
    )


def _percent(item: ScoredRecord) -> str:
    rate, rule = _execution_rate(item), item.definition.scoring.execution
    if rule is None or rate is None or rate.value is None:
        return _NOTHING
    return display_percent(rate.value, rule.rate_display_decimals)


def _points(value: Decimal | None) -> str:
    return _NOTHING if value is None else display_score(value)
