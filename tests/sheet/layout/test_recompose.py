"""Laying a form out again after an edit comes to what laying it out from nothing does."""

from __future__ import annotations

from random import Random

import pytest

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Record, Row
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.layout.compose import Composer, compose
from tests.support.golden_sheet import FILLED, FORMS, filled_record

_EDITS = 60
_TEXTS = ("", "4", "≥95%", "产出指标", "效益指标", "数量指标", "质量指标", "合理")


def _edited(form: FormDefinition, record: Record, chance: Random) -> Record:
    block = chance.choice([block for block in form.blocks if record.rows(block.key)])
    rows, index = list(record.rows(block.key)), chance.randrange(len(record.rows(block.key)))
    deed = chance.choice(("type", "type", "type", "insert", "delete", "move") if block.grows else ("type",))
    if deed == "type":
        key = chance.choice([column.key for column in block.columns])
        return record.with_value(Path(block.key, index, key), chance.choice(_TEXTS))
    if deed == "insert":
        rows.insert(index, Row({"level1": chance.choice(_TEXTS), "level2": chance.choice(_TEXTS)}))
    elif deed == "delete" and len(rows) > 1:
        del rows[index]
    else:
        rows.insert(chance.randrange(len(rows)), rows.pop(index))
    return record.with_rows(block.key, rows)


@pytest.mark.parametrize("key", FILLED)
def test_every_edit_shows_as_if_laid_out_from_nothing(key: str) -> None:
    form, record, chance = FORMS[key], filled_record(key), Random(key)
    composer = Composer(form)
    for _ in range(_EDITS):
        scores = score_record(form, record)
        assert composer.compose(record, scores) == compose(form, record, scores)
        record = _edited(form, record, chance)


def test_a_value_that_rows_share_is_shown_from_the_row_that_holds_it() -> None:
    form, composer = FORMS["shared-score"], Composer(FORMS["shared-score"])
    record = filled_record("shared-score")
    levels = {"level1": "产出指标", "level2": "数量指标"}
    for weights in (("", "7", "8"), ("6", "7", "8"), ("", "", "8"), ("", "", "")):
        rows = [Row({**levels, "level3": "甲", "weight": weight}) for weight in weights]
        record = record.with_rows("indicators", rows)
        scores = score_record(form, record)
        assert composer.compose(record, scores) == compose(form, record, scores)
