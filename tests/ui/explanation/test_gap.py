"""What is still missing, in the order of the form, each with the cell it goes into."""

from __future__ import annotations

from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Record
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.ui.explanation.gap import gaps
from tests.support.library import FORMS

FORM = FORMS["sichuan-project-2024"]
REQUIRED = {field.key: "已写" for field in FORM.fields if field.required}


def record(**values: str) -> Record:
    result = Record(FORM.id, 2024, REQUIRED, new_record(FORM, 2024).blocks)
    for written, text in values.items():
        result = result.with_value(Path.parse(written), text)
    return result


def missing(**values: str) -> list[str]:
    filled = record(**values)
    return [str(gap.path) for gap in gaps(FORM, filled, score_record(FORM, filled))]


EXECUTION = {"budget[0].adjusted": "2", "budget[0].executed": "1"}


def test_a_blank_form_misses_its_required_fields_and_the_execution() -> None:
    blank = new_record(FORM, 2024)
    found = gaps(FORM, blank, score_record(FORM, blank))
    assert [str(gap.path) for gap in found][: len(REQUIRED)] == [f"fields.{key}" for key in REQUIRED]
    assert str(found[-1].path) == "budget[0].adjusted"


def test_execution_asks_for_the_amount_that_lacks() -> None:
    assert missing(**{"budget[0].adjusted": "2"}) == ["budget[0].executed"]
    assert missing(**{"budget[0].executed": "2"}) == ["budget[0].adjusted"]
    assert missing(**EXECUTION) == []


def test_an_amount_that_is_no_number_is_asked_for_again() -> None:
    assert missing(**{"budget[0].adjusted": "二", "budget[0].executed": "1"}) == ["budget[0].adjusted"]


def test_an_indicator_asks_for_weight_then_actual_then_a_score() -> None:
    row = {"indicators[0].level3": "质量", "indicators[0].nature": "定性", "indicators[0].target": "优"}
    weighed = {**row, "indicators[0].weight": "90"}
    actual = {**weighed, "indicators[0].actual": "优"}
    assert missing(**EXECUTION, **row) == ["indicators[0].weight"]
    assert missing(**EXECUTION, **weighed) == ["indicators[0].actual"]
    assert missing(**EXECUTION, **actual) == ["indicators[0].manual_score"]
    assert missing(**EXECUTION, **actual, **{"indicators[0].manual_score": "80"}) == []


def test_each_fixed_row_misses_its_required_columns() -> None:
    form = FORMS["national-transfer-2025"]
    blank = new_record(form, 2025).with_value(Path("management", 0, "situation"), "分配科学")
    found = [gap for gap in gaps(form, blank, score_record(form, blank)) if gap.path.block == "management"]
    assert [str(gap.path) for gap in found] == [f"management[{index}].situation" for index in range(1, 7)]
    assert found[0].text == "“下达及时性”未填情况说明"
