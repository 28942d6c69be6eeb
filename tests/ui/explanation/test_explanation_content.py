"""What the panel says about each kind of cell of a filled form."""

from __future__ import annotations

import pytest

from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.path import Path
from perfdesk.model.record.record import Record
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.sheet.layout.compose import compose
from perfdesk.sheet.layout.sheet import Cell, CellKind
from perfdesk.ui.explanation.explanation_content import (
    ExplainedRecord,
    Passage,
    PassageAction,
    Role,
    passages,
    waiting_text,
)
from tests.support.library import FORMS

FORM: FormDefinition = FORMS["sichuan-project-2025"]

FILLED = {
    "fields.project_name": "老干部医疗补助",
    "fields.conclusion": "好" * 201,
    "budget[0].adjusted": "1.70",
    "budget[0].executed": "1.70",
    "budget[1].adjusted": "一点七",
    "indicators[0].level3": "补助人数",
    "indicators[0].nature": "＝",
    "indicators[0].target": "5",
    "indicators[0].unit": "人",
    "indicators[0].actual": "4",
    "indicators[0].weight": "20",
    "indicators[1].level3": "补助质量",
    "indicators[1].nature": "定性",
    "indicators[1].target": "优良",
    "indicators[1].weight": "10",
    "indicators[2].level3": "拨付进度",
    "indicators[2].nature": "≥",
    "indicators[2].target": "100",
    "indicators[2].actual": "80",
    "indicators[2].weight": "60",
    "indicators[2].manual_score": "55",
}


def filled(**more: str) -> ExplainedRecord:
    record: Record = new_record(FORM, 2025, "某县医疗保障局")
    for written, text in {**FILLED, **more}.items():
        record = record.with_value(Path.parse(written), text)
    return ExplainedRecord(FORM, record, score_record(FORM, record))


def cell_at(subject: ExplainedRecord, written: str) -> Cell:
    """The cell that holds a path, or shows a computed value of that name."""
    sheet = compose(subject.definition, subject.record, subject.scores)
    for cell in sheet.cells:
        if cell.source == written or written in map(str, cell.paths):
            return cell
    raise KeyError(written)


def said(written: str, subject: ExplainedRecord | None = None) -> list[Passage]:
    subject = subject or filled()
    return list(passages(subject, cell_at(subject, written)))


def texts(found: list[Passage], role: Role) -> list[str]:
    return [passage.text for passage in found if passage.role is role]


def test_a_score_explains_itself_by_rule_numbers_and_clause() -> None:
    found = said("indicators[0].manual_score")
    assert texts(found, Role.TITLE) == ["得分"]
    assert texts(found, Role.PLACE) == ["绩效指标第 1 行　补助人数"]
    assert texts(found, Role.VALUE) == ["16 分（满分 20 分）"]
    assert any("4 ÷ 5 × 20" in step for step in texts(found, Role.STEP))
    assert texts(found, Role.CLAUSE) == [FORM.scoring.indicators[0].clause]
    assert any("键入分数即为手工评分" in text for text in texts(found, Role.TEXT))


def test_a_manual_score_shows_the_computed_one_and_the_way_back() -> None:
    found = said("indicators[2].manual_score")
    assert texts(found, Role.VALUE) == ["55 分（满分 60 分）"]
    assert any("计算得分为 48 分；按 Delete 键恢复计算值" in text for text in texts(found, Role.TEXT))


def test_a_waiting_score_says_so() -> None:
    assert texts(said("indicators[1].manual_score"), Role.VALUE) == ["待填（满分 10 分）"]


def test_an_unused_row_asks_for_nothing() -> None:
    assert not any("手工评分" in passage.text for passage in said("indicators[5].manual_score"))


def test_a_rate_names_its_line() -> None:
    found = said("budget[0].rate")
    assert texts(found, Role.TITLE) == ["预算执行率（总额）"]
    assert texts(found, Role.VALUE) == ["100.00%"]


def test_the_execution_score_shows_its_points() -> None:
    found = said("execution.score")
    assert texts(found, Role.TITLE) == ["预算执行得分"]
    assert texts(found, Role.VALUE) == ["10 分（满分 10 分）"]


def test_an_input_tells_its_hint_and_the_score_it_feeds() -> None:
    found = said("indicators[0].actual")
    assert texts(found, Role.TITLE) == ["完成值"]
    assert FORM.block("indicators").column("actual").hint in texts(found, Role.TEXT)
    assert "与这一格有关的得分" in texts(found, Role.HEADING)
    assert any("4 ÷ 5 × 20" in step for step in texts(found, Role.STEP))


def test_a_cell_of_two_values_tells_both_hints() -> None:
    found = said("fields.project_name")
    assert texts(found, Role.TITLE) == ["项目编码－项目名称"]
    assert [text.split("：")[0] for text in texts(found, Role.TEXT)] == ["项目编码", "项目名称"]


def test_a_text_with_a_limit_is_counted() -> None:
    assert texts(said("fields.conclusion"), Role.PROBLEM) == ["已写 201 字，超过了 200 字的限制，请精简。"]
    short = filled(**{"fields.conclusion": "完成较好"})
    assert "已写 4 字，不超过 200 字。" in texts(said("fields.conclusion", short), Role.TEXT)


def test_a_blank_required_field_says_so() -> None:
    assert texts(said("fields.goal"), Role.PROBLEM) == ["此项必填。"]


def test_a_cell_with_choices_tells_the_key() -> None:
    assert any("Alt+↓" in text for text in texts(said("indicators[0].nature"), Role.TEXT))


def test_a_number_that_is_none_is_a_problem() -> None:
    assert texts(said("budget[1].adjusted"), Role.PROBLEM) == ["这里要填数字，没有看懂“一点七”。"]


def test_the_total_shows_what_is_there_and_links_to_what_is_missing() -> None:
    found = said("total")
    assert texts(found, Role.VALUE) == ["目前 81 分"]
    gaps = {str(passage.link): passage.text for passage in found if passage.role is Role.GAP}
    assert gaps["indicators[1].actual"] == "指标第 2 行“补助质量”：未填完成值"
    assert gaps["fields.goal"] == "未填“项目年度目标”"
    assert f"还缺 {len(gaps)} 处（单击可跳到该格）" in texts(found, Role.HEADING)


def test_a_known_total_shows_its_grade() -> None:
    whole = filled(**{"indicators[1].actual": "优", "indicators[1].manual_score": "10"})
    assert texts(said("total", whole), Role.VALUE) == ["91 分　优"]


def test_printed_text_and_no_cell_tell_about_the_form() -> None:
    subject = filled()
    sheet = compose(subject.definition, subject.record, subject.scores)
    label = next(cell for cell in sheet.cells if cell.kind is CellKind.LABEL)
    assert passages(subject, label) == passages(subject, None)
    assert FORM.source in texts(list(passages(subject, None)), Role.CLAUSE)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_there_is_something_to_say_about_every_cell_of_every_form(form: str) -> None:
    definition = FORMS[form]
    record = new_record(definition, definition.years[0], "某局")
    subject = ExplainedRecord(definition, record, score_record(definition, record))
    for cell in compose(definition, record, subject.scores).cells:
        assert passages(subject, cell)


def test_a_level_that_spans_rows_is_explained_once() -> None:
    subject = filled()
    cell = cell_at(subject, "indicators[0].level1")
    assert len(cell.paths) > 1
    parts = passages(subject, cell)
    assert parts[0] == Passage(Role.TITLE, "一级指标")
    texts = [passage.text for passage in parts]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(("actual", "offered"), [("优 良", True), ("良好", False), ("", False)])
@pytest.mark.parametrize("cell", ["actual", "manual_score"])
def test_full_marks_are_offered_where_the_actual_value_is_the_target(
    actual: str, offered: bool, cell: str
) -> None:
    found = said(f"indicators[1].{cell}", filled(**{"indicators[1].actual": actual}))
    offers = [passage for passage in found if passage.action is PassageAction.FULL_MARKS]
    assert [passage.text for passage in offers] == ["填满分 10 分"] * offered
    assert all(passage.link == Path.parse("indicators[1].manual_score") for passage in offers)


def test_a_missing_score_is_called_the_same_in_the_cell_and_in_the_panel() -> None:
    subject = filled(**{"indicators[1].actual": "良好"})
    cell = cell_at(subject, "indicators[1].manual_score")
    (value,) = (passage.text for passage in passages(subject, cell) if passage.role is Role.VALUE)
    assert value == f"{waiting_text(subject.record, cell)}（满分 10 分）" == "待评（满分 10 分）"
