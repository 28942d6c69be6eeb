"""常用语: what they say, that they follow the numbers, and that an edit by hand ends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest

from perfdesk.model.edit import record_edit
from perfdesk.model.edit.snippet_edit import insert_snippet, resume_following, stop_following
from perfdesk.model.form.forms import form_of
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record, Row
from perfdesk.model.record.row_plan import new_record
from perfdesk.model.scoring.record_score import score_record
from perfdesk.model.snippet.fact import Fact
from perfdesk.model.snippet.snippet import filled, follows, literal, names_in, template_of
from perfdesk.model.snippet.snippet_fact import FACTS, available_facts, facts_of
from perfdesk.model.snippet.snippet_loader import load_snippets
from tests.support.library import FORMS

FORM = "sichuan-project-2025"
FOLDER = FilePath(__file__).parents[3] / "resources" / "forms"
CONCLUSION, PROBLEMS = field_path("conclusion"), field_path("problems")
EXECUTED, ACTUAL = Path("budget", 0, "executed"), Path("indicators", 1, "actual")


def indicator(name: str, target: str, actual: str, weight: str) -> Row:
    values = {"level3": name, "nature": "≥", "target": target, "unit": "人次", "actual": actual}
    return Row({"level1": "产出指标", "level2": "数量指标", "weight": weight, **values})


def project(actual: str = "80") -> Record:
    """90 points for indicators, of which 培训人次 loses 4 where 80 of 100 came; 9 of 10 for execution."""
    amounts = Row({"adjusted": "20", "executed": "18"}, "total")
    rows = (indicator("检查次数", "4", "4", "70"), indicator("培训人次", "100", actual, "20"))
    return Record(
        FORM,
        2025,
        {"project_name": "某项目", "unit": "某局"},
        {"budget": (amounts,), "indicators": rows},
    )


@pytest.fixture
def library(tmp_path: FilePath) -> Iterator[Library]:
    with Library.create(tmp_path / "某县.perfdesk", FORMS) as opened:
        record_edit.add_records(opened, [project()])
        yield opened


def said(library: Library, path: Path = CONCLUSION) -> str:
    return library.record(1).get(path)


def told(record: Record, *names: str) -> list[str]:
    definition = form_of(FORMS, record.form)
    facts = facts_of(definition, record, score_record(definition, record))
    assert facts.keys() == available_facts(definition)
    return [facts[name].written() for name in names]


def test_the_facts_of_a_form() -> None:
    assert told(project(), "year", "name", "unit") == ["2025", "某项目", "某局"]
    assert told(project(), "department") == ["【主管部门待填】"]
    assert told(project(), "budget", "spent", "unspent") == ["20.00万元", "18.00万元", "2.00万元"]
    assert told(project(), "execution_rate", "execution_score", "execution_lost") == ["90.00%", "9", "1"]
    counts = ("indicator_count", "met_count", "missed_count", "met_rate", "indicator_score", "lost_score")
    assert told(project(), *counts) == ["2", "1", "1", "50%", "86", "5"]
    assert told(project(), "lost_list") == ["预算执行率扣1分、“培训人次”扣4分"]
    assert told(project(), "missed_list") == ["“培训人次”（指标值≥100人次，完成值80人次）"]
    assert told(project(), "total", "grade") == ["95", "优"]
    assert told(project("100"), "missed_list", "met_rate") == ["无", "100%"]


def test_what_is_missing_is_said_instead_of_a_wrong_number() -> None:
    waiting = project("")
    assert told(waiting, "total", "grade", "met_count") == ["【缺1项得分】"] * 3
    assert told(waiting, "indicator_count") == ["2"]
    no_budget = project().with_value(EXECUTED, "")
    assert told(no_budget, "spent", "unspent", "lost_list") == [
        "【预算执行数待填】",
        "【预算执行率待填】",
        "【预算执行率待填】",
    ]
    assert told(no_budget, "total", "met_count") == ["【缺1项得分】", "1"]
    nothing = Record(FORM, 2025)
    assert told(nothing, "total", "lost_list") == ["【缺1项得分】", "【绩效指标待填】"]
    assert told(nothing, "name") == ["【项目名称待填】"]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_gives_the_facts_it_is_known_for(form: str) -> None:
    told(new_record(form_of(FORMS, form), 2025))


def test_a_list_too_long_for_its_place_is_cut() -> None:
    facts = {"list": Fact("无", tuple(f"第{number}项扣1分" for number in range(9)))}
    assert filled("扣分：{list}。", facts, 22) == "扣分：第0项扣1分、第1项扣1分等9项。"
    assert len(filled("扣分：{list}。", facts, 22)) <= 22
    assert filled("扣分：{list}。", {"list": Fact("无")}, 22) == "扣分：无。"


def test_braces_that_are_typed_stay() -> None:
    assert names_in("{{x}} {total}") == ("total",)
    assert filled(literal("甲{total}乙") + "{total}", {"total": Fact("90")}) == "甲{total}乙90"
    for wrong in ("{", "a}b", "{to tal}", "{}"):
        with pytest.raises(ValueError, match=r"[{}]"):
            names_in(wrong)


def test_a_text_follows_the_numbers_as_part_of_the_same_step(library: Library) -> None:
    insert_snippet(library, 1, "conclusion", "得{total}分，{grade}。")
    assert said(library) == "得95分，优。"
    record_edit.set_values(library, 1, {ACTUAL: "50"})
    assert said(library) == "得89分，良。"
    assert library.undo_history.undo_name == "输入"
    library.undo_history.undo()
    assert (said(library), library.record(1).get(ACTUAL)) == ("得95分，优。", "80")
    library.undo_history.redo()
    assert said(library) == "得89分，良。"
    record_edit.set_values(library, 1, {ACTUAL: "100"})
    assert said(library) == "得99分，优。"
    library.undo_history.undo()
    library.undo_history.undo()
    library.undo_history.undo()
    assert said(library) == ""
    assert template_of(library.record(1), "conclusion") is None


def test_the_score_beside_the_text_and_the_findings_are_those_of_the_same_state(library: Library) -> None:
    insert_snippet(library, 1, "conclusion", "自评得分{total}分，等级为{grade}。")
    record_edit.set_values(library, 1, {ACTUAL: "10"})
    codes = {finding.code for finding in library.audit.findings(1)}
    assert not {code for code in codes if code.startswith("identity.") and code.endswith("conclusion")}
    with Library.open(library.path, FORMS, read_only=True) as other:
        assert said(other) == said(library) == "自评得分81分，等级为良。"
        assert [finding.code for finding in other.audit.findings(1)] == [
            item.code for item in library.audit.findings(1)
        ]


def test_an_edit_by_hand_ends_it_and_it_can_be_taken_up_again(library: Library) -> None:
    insert_snippet(library, 1, "conclusion", "得{total}分。")
    record_edit.set_values(library, 1, {CONCLUSION: "得95分，较好。"})
    assert not follows(library.record(1), "conclusion")
    record_edit.set_values(library, 1, {ACTUAL: "100"})
    assert said(library) == "得95分，较好。"
    resume_following(library, 1, "conclusion")
    assert said(library) == "得99分。"
    record_edit.set_values(library, 1, {ACTUAL: "80"})
    assert said(library) == "得95分。"


def test_stopping_leaves_the_text_and_remembers_from_what_it_came(library: Library) -> None:
    insert_snippet(library, 1, "conclusion", "得{total}分。")
    stop_following(library, 1, "conclusion")
    record_edit.set_values(library, 1, {ACTUAL: "100"})
    assert said(library) == "得95分。"
    assert template_of(library.record(1), "conclusion") == "得{total}分。"
    resume_following(library, 1, "conclusion")
    assert said(library) == "得99分。"


def test_clearing_the_text_does_not_bring_it_back(library: Library) -> None:
    insert_snippet(library, 1, "conclusion", "得{total}分。")
    record_edit.set_values(library, 1, {CONCLUSION: ""})
    record_edit.set_values(library, 1, {ACTUAL: "100"})
    assert said(library) == ""


def test_a_snippet_goes_behind_what_is_written(library: Library) -> None:
    record_edit.set_values(library, 1, {CONCLUSION: "项目{一}完成", PROBLEMS: "无"})
    insert_snippet(library, 1, "conclusion", "得{total}分。")
    insert_snippet(library, 1, "conclusion", "等级{grade}。")
    insert_snippet(library, 1, "problems", "扣分：{lost_list}。")
    assert said(library) == "项目{一}完成。得95分。等级优。"
    record_edit.set_values(library, 1, {ACTUAL: "100"})
    assert said(library) == "项目{一}完成。得99分。等级优。"
    assert said(library, PROBLEMS) == "扣分：预算执行率扣1分。"


def test_a_text_without_numbers_is_only_a_text(library: Library) -> None:
    insert_snippet(library, 1, "measures", "加强管理。")
    assert said(library, field_path("measures")) == "加强管理。"
    assert library.record(1).rows("snippets") == ()


def test_a_copy_follows_its_own_numbers(library: Library) -> None:
    insert_snippet(library, 1, "conclusion", "“{name}”得{total}分。")
    copy = record_edit.duplicate_record(library, 1).result
    assert library.record(copy).get(CONCLUSION) == "“某项目（副本）”得95分。"
    record_edit.set_values(library, copy, {ACTUAL: "100"})
    assert library.record(copy).get(CONCLUSION) == "“某项目（副本）”得99分。"
    assert said(library) == "“某项目”得95分。"


def test_an_edit_that_changes_no_fact_changes_no_text(library: Library) -> None:
    insert_snippet(library, 1, "conclusion", "得{total}分。")
    before = library.record(1).rows("snippets")
    record_edit.set_values(library, 1, {field_path("goal"): "目标"})
    assert library.record(1).rows("snippets")[0] is before[0]


def test_the_shipped_file_has_no_mistakes_and_fits_the_forms() -> None:
    book = load_snippets([FOLDER])
    assert book.problems == ()
    form = form_of(FORMS, FORM)
    for key in ("conclusion", "problems", "measures", "goal_done"):
        assert book.for_field(form, key)
    assert book.for_field(form, "unit") == ()
    unscored = form_of(FORMS, "national-transfer-2025")
    assert [snippet.title for snippet in book.for_field(unscored, "goal_done")] == ["预算执行情况"]
    known = {field.key for form in FORMS.values() for field in form.fields}
    for snippet in book.snippets:
        assert known.issuperset(snippet.fields)
        for field in snippet.fields:
            assert any(snippet in book.for_field(definition, field) for definition in FORMS.values())


def test_ones_own_come_first_and_their_mistakes_are_told(tmp_path: FilePath) -> None:
    file = tmp_path / "snippets.toml"
    file.write_text(
        '[[snippet]]\ntitle = "本局结论"\nfields = ["conclusion"]\ntext = "得{total}分"\n', encoding="utf-8"
    )
    first = load_snippets([FOLDER, tmp_path]).snippets[0]
    assert (first.title, first.own) == ("本局结论", True)
    file.write_text(
        '[[snippet]]\ntitle = "甲"\ntext = "得{score}分"\n'
        '[[snippet]]\ntitle = "乙"\nfields = ["x"]\ntext = "得{"\n',
        encoding="utf-8",
    )
    book = load_snippets([FOLDER, tmp_path])
    assert book.snippets == load_snippets([FOLDER]).snippets
    assert [str(problem) for problem in book.problems] == [
        'snippets.toml：snippet[1].fields：请写明用在哪一格，如 ["conclusion"]',
        f"snippets.toml：snippet[1].text：没有“{{score}}”这一项，可用的有：{'、'.join(FACTS)}",
        "snippets.toml：snippet[2].text：“{”写法有误；名称写在一对大括号里，要印出大括号的写两遍",
    ]
