"""The indicators used in a library: gathered once, and true after every operation since."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.kept.used_indicator import UsedIndicators
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record, Row
from perfdesk.model.stock.stock import IndicatorSource, StockIndicator
from perfdesk.model.store.change import Changes
from perfdesk.model.store.operation import Operation
from tests.support.library import FORMS

FORM = "sichuan-project-2024"


def indicator(name: str, target: str = "95", level2: str = "质量指标") -> Row:
    return Row(
        {"level1": "产出指标", "level2": level2, "level3": name, "nature": "≥", "target": target, "unit": "%"}
    )


def project(unit: str, *rows: Row, year: int = 2024) -> Record:
    return Record(FORM, year, {"unit": unit, "project_name": "某项目"}, {"indicators": rows})


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "某县.perfdesk", FORMS) as opened:
        record_edit.add_records(
            opened,
            [
                project("甲局", indicator("验收合格率"), indicator("培训到课率")),
                project("甲局", indicator("验收合格率", "98"), year=2025),
                project("乙局", indicator("验收合格率", "90"), indicator("培训人次", "60", "数量指标")),
            ],
        )
        yield opened


def gathered(library: Library) -> UsedIndicators:
    used = library.used_indicators
    for _ in used.read_all():
        pass
    return used


def units(library: Library, name: str) -> frozenset[int]:
    return frozenset(unit.id for unit in library.tree.all_units() if unit.name == name)


def told(items: tuple[StockIndicator, ...]) -> list[tuple[str, str, int, str]]:
    return [(item.source.value, item.name, item.times, item.target) for item in items]


def test_a_units_own_come_first_each_as_it_was_used_last(library: Library) -> None:
    used = gathered(library)
    assert told(used.indicators(units(library, "甲局"))) == [
        ("本单位", "验收合格率", 2, "98"),
        ("本单位", "培训到课率", 1, "95"),
        ("本库", "培训人次", 1, "60"),
    ]
    first = used.indicators(units(library, "甲局"))[0]
    assert (first.year, library.tree.summary(first.record_id).unit_id in units(library, "甲局")) == (
        2025,
        True,
    )
    assert told(used.of_levels([("产出指标", "数量指标")], units(library, "甲局"))) == [
        ("本库", "培训人次", 1, "60")
    ]


def test_a_row_without_a_level_is_of_the_level_above_it(library: Library) -> None:
    record = project("丙局", indicator("甲率"), Row({"level3": "乙率", "nature": "≥", "target": "1"}))
    record_edit.add_records(library, [record])
    found = gathered(library).of_levels([("产出指标", "质量指标")], units(library, "丙局"))
    assert [item.name for item in found if item.source is IndicatorSource.UNIT] == ["甲率", "乙率"]


def test_names_of_fixed_rows_are_no_indicators(library: Library) -> None:
    unit = library.tree.units(2024)[0].id
    record_edit.add_record(library, unit, "sichuan-department-2024", 2024)
    assert {item.name for item in gathered(library).indicators(frozenset())} == {
        "验收合格率",
        "培训到课率",
        "培训人次",
    }


def test_it_stays_true_through_edits_undo_moves_and_deletion(library: Library) -> None:
    used = gathered(library)
    random_source = random.Random(7)

    def same_as_anew() -> None:
        with Library.open(library.path, FORMS, read_only=True) as other:
            anew = gathered(other)
            for name in ("甲局", "乙局", "丁局"):
                now, expected = used.indicators(units(library, name)), anew.indicators(units(library, name))
                assert sorted(now) == sorted(expected)

    def done(changes: Changes[Any] | None) -> None:
        if changes is not None:
            used.follow(changes)
        same_as_anew()

    first, second, third = (record.id for record in library.tree.all_records())
    done(record_edit.set_values(library, first, {ValuePath("indicators", 0, "level3"): "新名称"}))
    done(record_edit.insert_rows(library, second, "indicators", 0, [indicator("投诉率", "5")]))
    done(record_edit.move_record(library, third, library.tree.units(2024)[0].id))
    done(unit_edit.rename_unit(library, library.tree.units(2024)[0].id, "丁局"))
    done(record_edit.delete_records(library, [second]))
    for _ in range(12):
        done(random_source.choice((library.undo_history.undo, library.undo_history.redo))())


def test_undoing_all_gives_the_first_answer_again(library: Library) -> None:
    used = gathered(library)
    before = used.indicators(units(library, "甲局"))
    record = library.record(1)
    version = used.version
    rows = [replace(row, values={**row.values, "level3": "别的"}) for row in record.rows("indicators")]
    renamed = record.with_rows("indicators", rows)
    used.follow(library.transact(Operation.RENAME_RECORD, lambda transaction: transaction.put(renamed)))
    assert used.version > version
    assert used.indicators(units(library, "甲局")) != before
    undone = library.undo_history.undo()
    assert undone is not None
    used.follow(undone)
    assert used.indicators(units(library, "甲局")) == before


def test_after_much_has_changed_it_answers_as_before_until_it_has_caught_up(library: Library) -> None:
    used = gathered(library)
    before = used.indicators(frozenset())
    many = [project("丙局", indicator(f"第{number}率")) for number in range(100)]
    used.follow(record_edit.add_records(library, many))
    assert (used.outdated, used.indicators(frozenset())) == (True, before)
    assert len([*used.catching_up()]) > 1
    anew = gathered(library)
    assert sorted(used.indicators(frozenset())) == sorted(anew.indicators(frozenset()))
    assert len(used.indicators(frozenset())) == len(before) + 100


def test_an_indicator_below_another_first_level_leaves_the_second_behind(tmp_path: Path) -> None:
    rows = [
        Row({"level1": "产出指标", "level2": "数量指标", "level3": "培训人次"}),
        Row({"level3": "培训场次"}),
        Row({"level1": "效益指标", "level3": "技能提升"}),
    ]
    with Library.create(tmp_path / "某县.perfdesk", FORMS) as opened:
        record_edit.add_records(opened, [project("甲局", *rows)])
        found = {item.name: (item.level1, item.level2) for item in gathered(opened).indicators(frozenset())}
    assert found == {
        "培训人次": ("产出指标", "数量指标"),
        "培训场次": ("产出指标", "数量指标"),
        "技能提升": ("效益指标", ""),
    }


def test_a_level_that_stands_on_a_row_without_an_indicator_counts_for_those_below(tmp_path: Path) -> None:
    rows = [Row({"level1": "效益指标", "level2": "社会效益指标"}), Row({"level3": "技能提升"})]
    with Library.create(tmp_path / "某县.perfdesk", FORMS) as opened:
        record_edit.add_records(opened, [project("甲局", indicator("验收合格率"), *rows)])
        (item,) = (item for item in gathered(opened).indicators(frozenset()) if item.name == "技能提升")
    assert (item.level1, item.level2) == ("效益指标", "社会效益指标")
