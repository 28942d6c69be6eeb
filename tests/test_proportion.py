"""占比: what part of a total a row is, on every face of a form, explained, and its mistakes named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path as File

import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest

from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.exchange.writing.pdf import pdf_bytes
from perfdesk.model.authoring.form_check import check_forms
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.form.definition_file import BrokenForm
from perfdesk.model.form.path import Path
from perfdesk.model.language.definition_loader import load_definition
from perfdesk.model.language.registry import explained
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.scoring.score import Scores
from perfdesk.sheet.layout.compose import Composer, compose
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet
from perfdesk.ui.explanation.explanation_content import ExplainedRecord, Role, passages
from perfdesk.ui.guide import form_page

FORM = """
[form]
id = "parts"
title = "资金构成表"
region = "某省"
years = [2025]
money_unit = "万元"

[[field]]
key = "project_name"
label = "项目名称"

[[block]]
key = "budget"
kind = "budget"
label = "资金"
lines = [
  { key = "total", label = "资金总额" },
  { key = "state", label = "其中：财政资金", name = "财政资金" },
  { key = "other", label = "其他资金" },
]
columns = [
  { key = "planned", label = "预算数", kind = "money" },
  { key = "executed", label = "执行数", kind = "money", decimals = 2 },
]

[[block]]
key = "indicators"
kind = "indicators"
label = "绩效指标"
columns = [ { key = "level3", label = "三级指标" }, { key = "weight", label = "分值", kind = "score" } ]

[sheet]
orientation = "portrait"
margins_mm = { top = 10, right = 10, bottom = 10, left = 10 }
columns_mm = [40, 40, 30]

[sheet.styles]
plain = {}

[[sheet.section]]
[[sheet.section.row]]
repeat = "budget"
cells = [
  { at = "A", computed = "line", style = "plain" },
  { at = "B", values = ["executed"], style = "plain" },
  { at = "C", computed = "proportion", of = "executed/total", style = "plain" },
]
[[sheet.section.row]]
repeat = "indicators"
cells = [
  { at = "A", values = ["level3"], style = "plain" },
  { at = "B", values = ["weight"], style = "plain" },
  { at = "C", computed = "proportion", of = "weight", style = "plain" },
]
"""


def written(folder: File, text: str = FORM) -> File:
    file = folder / "parts" / "form.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def form(tmp_path: File) -> FormDefinition:
    return load_definition(written(tmp_path))


def filled(form: FormDefinition, *executed: str, weights: tuple[str, ...] = ("20", "10", "", "30")) -> Record:
    record = new_record(form, 2025)
    for index, text in enumerate(executed):
        record = record.with_value(Path("budget", index, "executed"), text)
    return record.with_rows("indicators", [Row({"level3": "甲", "weight": weight}) for weight in weights])


def parts(sheet: Sheet, block: str = "budget") -> list[Cell]:
    return [cell for cell in sheet.cells if cell.column == 2 and sheet.rows[cell.row].block == block]


def laid_out(form: FormDefinition, record: Record) -> tuple[Sheet, Scores]:
    scores = score_record(form, record)
    return compose(form, record, scores), scores


def why(form: FormDefinition, record: Record, cell: Cell) -> str:
    found = explained(form, record, score_record(form, record), cell.source)
    assert found is not None
    assert found.title in ("执行数占比", "分值占比")
    return found.explanation.text


def test_each_line_shows_its_part_of_the_total(form: FormDefinition) -> None:
    record = filled(form, "50.00", "12.50", "37.5")
    sheet, _ = laid_out(form, record)
    total, state, other = parts(sheet)
    assert [total.text, state.text, other.text] == ["100.00%", "25.00%", "75.00%"]
    assert (state.kind, state.origin, state.paths) == (CellKind.COMPUTED, Origin.COMPUTED, ())
    assert (state.number, state.number_format) == (Decimal("0.25"), "0.00%")
    assert why(form, record, state) == "占比＝本行÷“资金总额”\n本行 12.50 ÷ 合计 50.00 = 25.00%"


def test_without_a_line_the_total_is_the_sum_of_the_column(form: FormDefinition) -> None:
    record = filled(form)
    cells = parts(laid_out(form, record)[0], "indicators")
    assert [cell.text for cell in cells] == ["33.33%", "16.67%", "", "50.00%"]
    assert why(form, record, cells[3]) == "占比＝本行÷各行之和\n本行 30 ÷ 合计 60 = 50.00%"


@pytest.mark.parametrize(
    ("executed", "texts", "reason"),
    [
        (("", "12.50"), ["", "", ""], "未填“资金总额”的执行数。"),
        (("0", "12.50"), ["", "", ""], "合计是 0，不大于 0，不能计算占比。"),
        (("-5", "12.50"), ["", "", ""], "合计是 -5，不大于 0，不能计算占比。"),
        (("50", ""), ["100.00%", "", ""], "本行未填执行数。"),
        (("50", "一点七"), ["100.00%", "", ""], "执行数“一点七”不是数字，请改正。"),
        (("#REF!", "5"), ["", "", ""], "执行数“#REF!”不是数字，请改正。"),
    ],
)
def test_where_there_is_no_proportion_the_cell_is_blank_and_says_why(
    form: FormDefinition, executed: tuple[str, ...], texts: list[str], reason: str
) -> None:
    record = filled(form, *executed)
    cells = parts(laid_out(form, record)[0])
    assert [cell.text for cell in cells] == texts
    assert why(form, record, cells[1]) == f"占比暂不能计算\n{reason}"


def test_an_amount_in_another_unit_is_converted(form: FormDefinition) -> None:
    record = filled(form, "50", "125000元")
    assert parts(laid_out(form, record)[0])[1].text == "25.00%"


def test_the_form_says_with_how_many_decimals(tmp_path: File) -> None:
    rule = (
        '[scoring.execution]\nblock = "budget"\nline = "total"\nnumerator = "executed"\n'
        'denominator = "planned"\nweight = 0\nscore = { decimals = 2 }\nrate_display_decimals = 0\n\n[sheet]'
    )
    form = load_definition(written(tmp_path, FORM.replace("[sheet]", rule, 1)))
    assert [cell.text for cell in parts(laid_out(form, filled(form, "3", "1"))[0])] == ["100%", "33%", ""]


def test_only_what_the_total_changes_is_laid_out_again(form: FormDefinition) -> None:
    composer, record = Composer(form), filled(form, "50", "12.50", "37.50")
    first = parts(composer.compose(record, score_record(form, record)))
    record = record.with_value(Path("budget", 2, "executed"), "10")
    second = parts(composer.compose(record, score_record(form, record)))
    assert (second[0] is first[0], second[1] is first[1], second[2].text) == (True, True, "20.00%")
    record = record.with_value(Path("budget", 0, "executed"), "100")
    third = parts(composer.compose(record, score_record(form, record)))
    assert [cell.text for cell in third] == ["100.00%", "12.50%", "10.00%"]
    record = record.with_value(Path("indicators", 3, "weight"), "10")
    sheet = composer.compose(record, score_record(form, record))
    assert sheet == compose(form, record, score_record(form, record))
    assert parts(sheet, "indicators")[0].text == "50.00%"


def test_paper_and_excel_show_what_the_screen_shows(form: FormDefinition, tmp_path: File) -> None:
    sheet, _ = laid_out(form, filled(form, "50.00", "12.50", "37.50"))
    page = pypdfium2.PdfDocument(pdf_bytes([sheet]))[0].get_textpage().get_text_range()
    assert "25.00%" in page
    assert "33.33%" in page
    write_workbook([sheet], tmp_path / "parts.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "parts.xlsx").worksheets[0]["C2"]
    assert (cell.value, cell.number_format) == (0.25, "0.00%")


def test_the_panel_and_the_guide_tell_of_it(form: FormDefinition) -> None:
    record = filled(form, "50.00", "12.50")
    sheet, scores = laid_out(form, record)
    cell = parts(sheet)[1]
    said = passages(ExplainedRecord(form, record, scores), cell)
    assert [(passage.role, passage.text) for passage in said] == [
        (Role.TITLE, "执行数占比"),
        (Role.VALUE, "25.00%"),
        (Role.TEXT, "占比＝本行÷“资金总额”"),
        (Role.STEP, "本行 12.50 ÷ 合计 50.00 = 25.00%"),
    ]
    assert form_page.address(form, cell) == "form-parts#budget"
    assert "由程序计算：执行数占“资金总额”的百分比。" in form_page.page(form)
    assert "由程序计算：分值占各行之和的百分比。" in form_page.page(form)


@pytest.mark.parametrize(
    ("of", "problem"),
    [
        ('of = "executed/all"', "of：“executed/all”应写作“列/行”或“列”，没有“all”这一行，可用的有：other、"),
        ('of = "spent/total"', "of：“spent/total”应写作“列/行”或“列”，没有“spent”这一列，可用的有：exec"),
        ('of = "executed/"', "of：“executed/”应写作“列/行”或“列”，没有“”这一行，可用的有：other、"),
        ("", "of：缺少这一项，请补上"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(tmp_path: File, of: str, problem: str) -> None:
    text = FORM.replace('of = "executed/total"', of).replace(", ,", ",")
    with pytest.raises(BrokenForm) as caught:
        load_definition(written(tmp_path, text))
    assert f"parts/form.toml：sheet.section[1].row[1].cells[3].{problem}" in str(caught.value)


def test_a_sound_form_passes_the_check(tmp_path: File) -> None:
    assert [checked.mistakes for checked in check_forms(written(tmp_path))] == [()]
    misspelled = written(tmp_path, FORM.replace('"proportion"', '"propotion"', 1))
    (mistake,) = check_forms(misspelled)[0].mistakes
    assert "这里不能算“propotion”，是不是“proportion”？" in mistake
