"""What people do in the tree, each one step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from perfdesk.errors import LibraryProblem
from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from perfdesk.ui.tree.convert_dialog import ConvertRecord
from perfdesk.ui.tree.new_record_dialog import NewRecord
from perfdesk.ui.tree.node import NodeKind, id_of, node
from perfdesk.ui.tree.tree_model import TreeModel
from perfdesk.ui.tree.tree_operation import TreeOperations
from perfdesk.ui.tree.tree_view import TreeView
from perfdesk.ui.widget import message
from perfdesk.ui.work.bridge import Bridge

UNIT = node(NodeKind.UNIT, 1)


class Hands:
    """A tree with what its operations say."""

    def __init__(self, bridge: Bridge) -> None:
        self.bridge = bridge
        self.model = TreeModel(bridge)
        self.view = TreeView(self.model)
        self.operations = TreeOperations(bridge, self.model, self.view)
        self.view.unfold_first()
        self.said: list[str] = []
        self.operations.message.connect(self.said.append)

    @property
    def library(self) -> Library:
        return self.bridge.library

    def names(self, unit: int = 1) -> list[str]:
        return [record.name for record in self.library.tree.records(unit)]


@pytest.fixture
def hands(bridge: Bridge) -> Iterator[Hands]:
    hands = Hands(bridge)
    yield hands
    hands.view.close()


def record(number: int) -> int:
    return node(NodeKind.RECORD, number)


def test_a_new_project_comes_last_in_its_unit_and_is_chosen(hands: Hands) -> None:
    record_edit.set_values(hands.library, 3, {field_path("department"): "某县财政局"})
    hands.operations.add_record(NewRecord(2024, "甲局", "sichuan-project-2024", "新项目"))
    assert hands.names() == ["一", "二", "三", "新项目"]
    added = hands.library.tree.records(1)[-1].id
    assert hands.view.current == record(added)
    fields = hands.library.record(added).fields
    assert (fields["unit"], fields["department"]) == ("甲局", "某县财政局")
    assert hands.library.undo_history.undo_name == "新建项目"


def test_a_new_project_brings_its_unit_and_year_as_one_step(hands: Hands) -> None:
    hands.operations.add_record(NewRecord(2026, "丙局", "sichuan-project-2025", ""))
    assert [unit.name for unit in hands.library.tree.units(2026)] == ["丙局"]
    hands.bridge.run(lambda library: library.undo_history.undo())
    assert hands.library.tree.years() == (2024, 2025)


def test_copying_puts_the_copy_behind_and_chooses_it(hands: Hands) -> None:
    hands.view.choose_record(1)
    hands.operations.duplicate()
    assert hands.names() == ["一", "一（副本）", "二", "三"]
    assert hands.model.listing.name(hands.view.current) == "一（副本）"


def test_converting_keeps_the_old_project_and_chooses_the_new_one(hands: Hands) -> None:
    hands.view.choose_record(1)
    assert hands.operations.can_convert()
    hands.operations.convert_records([1], ConvertRecord("sichuan-project-2025", 2025))
    assert hands.names() == ["一", "二", "三"]
    assert hands.view.current == record(max(summary.id for summary in hands.library.tree.all_records()))
    assert hands.library.record(id_of(hands.view.current)).form == "sichuan-project-2025"
    assert hands.said == ["已转换格式，原表保留，可按 Ctrl+Z 撤销。"]
    hands.view.choose([UNIT])
    assert not hands.operations.can_convert()


def test_converting_several_is_one_step(hands: Hands) -> None:
    hands.view.choose([record(1), record(3)])
    assert hands.operations.can_convert()
    before = [summary.id for summary in hands.library.tree.all_records()]
    hands.operations.convert_records([1, 3], ConvertRecord("sichuan-project-2025", 2025))
    made = [summary.id for summary in hands.library.tree.all_records() if summary.id not in before]
    assert sorted(hands.view.chosen) == sorted(map(record, made))
    assert hands.said == ["已转换 2 个项目的格式，原表保留，可按 Ctrl+Z 撤销。"]
    hands.bridge.run(lambda library: library.undo_history.undo())
    assert [summary.id for summary in hands.library.tree.all_records()] == before


def test_deleting_asks_nothing_says_how_to_undo_and_goes_to_the_next(hands: Hands) -> None:
    hands.view.choose_record(2)
    hands.operations.delete()
    assert hands.names() == ["一", "三"]
    assert hands.said == ["已删除项目“二”，可按 Ctrl+Z 撤销。"]
    assert hands.view.current == record(3)
    hands.bridge.run(lambda library: library.undo_history.undo())
    assert hands.names() == ["一", "二", "三"]


def test_deleting_several_is_one_step(hands: Hands) -> None:
    hands.view.choose([record(1), record(3)])
    hands.operations.delete()
    assert hands.said == ["已删除 2 个项目，可按 Ctrl+Z 撤销。"]
    assert hands.view.current == record(2)
    hands.bridge.run(lambda library: library.undo_history.undo())
    assert hands.names() == ["一", "二", "三"]


def test_the_last_project_gone_its_unit_is_current(hands: Hands) -> None:
    hands.view.choose_record(4)
    hands.operations.delete()
    assert hands.view.current == node(NodeKind.UNIT, 2)


def test_a_unit_is_deleted_with_its_projects(hands: Hands) -> None:
    hands.view.choose([UNIT])
    hands.operations.delete()
    assert hands.said == ["已删除单位“甲局”及其项目，可按 Ctrl+Z 撤销。"]
    assert hands.view.current == node(NodeKind.UNIT, 2)
    hands.bridge.run(lambda library: library.undo_history.undo())
    assert hands.names() == ["一", "二", "三"]


def test_units_and_projects_are_deleted_together_as_one_step(hands: Hands) -> None:
    hands.view.choose([record(2), node(NodeKind.UNIT, 2), record(4)])
    hands.operations.delete()
    assert hands.said == ["已删除 1 个单位、2 个项目，可按 Ctrl+Z 撤销。"]
    assert (hands.names(), [unit.id for unit in hands.library.tree.all_units()]) == (["一", "三"], [1, 3])
    assert hands.view.current == UNIT
    hands.bridge.run(lambda library: library.undo_history.undo())
    assert (hands.names(), hands.names(2)) == (["一", "二", "三"], ["四"])


def test_deleting_that_fails_leaves_all_and_what_was_chosen(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any) -> None:
        raise LibraryProblem("磁盘已满")

    monkeypatch.setattr(unit_edit, "delete_units", failing)
    hands.view.choose([UNIT])
    hands.operations.delete()
    assert hands.said == []
    assert hands.view.chosen == (UNIT,)
    assert hands.names() == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("chosen", "possible"),
    [
        ([record(1), record(4)], True),
        ([UNIT], True),
        ([UNIT, node(NodeKind.UNIT, 2)], True),
        ([UNIT, record(4)], True),
        ([node(NodeKind.YEAR, 2024)], False),
        ([node(NodeKind.YEAR, 2024), record(4)], False),
        ([], False),
    ],
)
def test_what_can_be_deleted(hands: Hands, chosen: list[int], possible: bool) -> None:
    hands.view.choose(chosen)
    assert hands.operations.can_delete() is possible


def test_moving_goes_as_far_as_the_unit(hands: Hands) -> None:
    hands.view.choose_record(1)
    assert not hands.operations.can_move(-1)
    hands.operations.move(-1)
    hands.operations.move(1)
    hands.operations.move(1)
    assert hands.names() == ["二", "三", "一"]
    assert not hands.operations.can_move(1)
    assert hands.view.current == record(1)


def test_nothing_moves_among_the_results_of_a_search(hands: Hands) -> None:
    hands.model.search("甲局")
    hands.view.choose_record(2)
    assert not hands.operations.can_move(1)


def test_dropping_moves_in_the_order_of_the_tree_as_one_step(hands: Hands) -> None:
    hands.model.dropped.emit([1, 3], 2, 4)
    assert hands.names(2) == ["一", "三", "四"]
    assert hands.names() == ["二"]
    assert hands.said == ["已移动 2 个项目到“乙局”，可按 Ctrl+Z 撤销。"]
    hands.bridge.run(lambda library: library.undo_history.undo())
    assert hands.names() == ["一", "二", "三"]


def test_renaming_a_project_changes_what_its_form_prints(hands: Hands) -> None:
    hands.model.renamed.emit(record(1), "壹")
    assert hands.library.record(1).fields["project_name"] == "壹"


@pytest.mark.parametrize(("answer", "printed"), [(0, "丙局"), (None, "甲局")])
def test_renaming_a_unit_asks_about_its_forms(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, answer: int | None, printed: str
) -> None:
    asked: list[str] = []

    def offer(parent: Any, sentence: str, *_: Any) -> int | None:
        asked.append(sentence)
        return answer

    monkeypatch.setattr(message, "offer", offer)
    hands.model.renamed.emit(UNIT, "丙局")
    assert asked == ["表中的“实施单位”也改为“丙局”吗？"]
    assert hands.model.listing.name(UNIT) == "丙局"
    assert hands.library.record(1).fields["unit"] == printed


def test_a_unit_whose_forms_print_another_name_is_renamed_without_asking(hands: Hands) -> None:
    record_edit.set_values(hands.library, 4, {field_path("unit"): "乙局（本级）"})
    hands.model.renamed.emit(node(NodeKind.UNIT, 2), "丁局")
    assert hands.library.record(4).fields["unit"] == "乙局（本级）"


def test_a_read_only_library_allows_nothing(bridge: Bridge) -> None:
    path, forms = bridge.library.path, bridge.library.forms
    bridge.close()
    with Library.open(path, forms, read_only=True) as library:
        hands = Hands(Bridge(library))
        hands.view.choose_record(1)
        operations = hands.operations
        assert not operations.can_rename()
        assert not operations.can_duplicate()
        assert not operations.can_delete()
        assert not operations.can_move(1)
