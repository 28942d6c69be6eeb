"""The tree's model: what it lists, and that it follows each operation by the rows that changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.form.path import Path, field_path
from perfdesk.model.library.library import Library
from perfdesk.model.library.transaction import Transaction
from perfdesk.model.store.operation import Operation
from perfdesk.ui.tree import tree_model
from perfdesk.ui.tree.node import ROOT, NodeKind, node
from perfdesk.ui.tree.tree_listing import TreeColumn
from perfdesk.ui.tree.tree_model import TreeModel
from perfdesk.ui.work.bridge import Bridge


@pytest.fixture
def model(bridge: Bridge) -> Iterator[TreeModel]:
    """A model that Qt's own tester watches: it ends the test where the model breaks a rule."""
    model = TreeModel(bridge)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    tester.deleteLater()


def listed(model: TreeModel, parent: QModelIndex | None = None) -> dict[str, Any]:
    """The names of the rows as they stand."""
    above = parent or QModelIndex()
    rows = (model.index(row, TreeColumn.NAME, above) for row in range(model.rowCount(above)))
    return {str(index.data()): listed(model, index) for index in rows}


def index(model: TreeModel, record: int, column: TreeColumn = TreeColumn.NAME) -> QModelIndex:
    return model.index_of(node(NodeKind.RECORD, record), column)


def touched(model: TreeModel) -> list[str]:
    """What the model announces from now on, by the names of Qt's signals."""
    said: list[str] = []
    model.modelReset.connect(lambda: said.append("reset"))
    model.rowsInserted.connect(lambda parent, first, last: said.append(f"inserted {parent.data()} {first}"))
    model.rowsRemoved.connect(lambda parent, first, last: said.append(f"removed {parent.data()} {first}"))
    model.rowsMoved.connect(lambda *_: said.append("moved"))
    model.dataChanged.connect(lambda first, last, roles: said.append(f"changed {first.data()}"))
    return said


def test_years_come_newest_first_with_their_units_and_records(model: TreeModel) -> None:
    assert listed(model) == {
        "2025年度": {"甲局": {"五": {}}},
        "2024年度": {"甲局": {"一": {}, "二": {}, "三": {}}, "乙局": {"四": {}}},
    }
    assert list(listed(model)) == ["2025年度", "2024年度"]


def test_indexes_hold_the_database_id_and_survive_collection(model: TreeModel) -> None:
    indexes = [index(model, record) for record in range(1, 6)]
    assert [at.internalId() for at in indexes] == [node(NodeKind.RECORD, record) for record in range(1, 6)]
    assert [at.data() for at in indexes] == ["一", "二", "三", "四", "五"]


def test_a_record_shows_its_total_grade_and_state(model: TreeModel, bridge: Bridge) -> None:
    assert [index(model, 1, column).data() for column in TreeColumn] == ["一", "", "", "未填"]
    values = {
        Path("budget", 0, "adjusted"): "2",
        Path("budget", 0, "executed"): "1",
        Path("indicators", 0, "level3"): "补助人数",
        Path("indicators", 0, "nature"): "≥",
        Path("indicators", 0, "target"): "5",
        Path("indicators", 0, "actual"): "5",
        Path("indicators", 0, "weight"): "90",
    }
    said = touched(model)
    bridge.run(lambda library: record_edit.set_values(library, 1, values))
    assert [index(model, 1, column).data() for column in TreeColumn] == ["一", "95", "优", "填报中"]
    assert said == ["changed 一"]


def test_a_unit_counts_its_filled_records(model: TreeModel, bridge: Bridge) -> None:
    unit = index(model, 1).parent()
    assert unit.siblingAtColumn(TreeColumn.STATE).data() == "0/3"
    assert "共 3 个项目，已填完 0 个" in unit.data(Qt.ItemDataRole.ToolTipRole)


def test_a_project_without_a_name_can_still_be_seen(model: TreeModel, bridge: Bridge) -> None:
    bridge.run(lambda library: record_edit.set_values(library, 1, {field_path("project_name"): ""}))
    assert index(model, 1).data() == "（未命名项目）"
    assert index(model, 1).data(Qt.ItemDataRole.EditRole) == ""


def test_an_edit_that_shows_nowhere_touches_no_row(model: TreeModel, bridge: Bridge) -> None:
    bridge.run(lambda library: record_edit.set_values(library, 1, {field_path("goal"): "写一点"}))
    said = touched(model)
    bridge.run(lambda library: record_edit.set_values(library, 1, {field_path("goal"): "写两点"}))
    assert said == []


def test_a_new_record_is_one_inserted_row(model: TreeModel, bridge: Bridge) -> None:
    said = touched(model)
    added = bridge.run(lambda library: record_edit.add_record(library, 1, "sichuan-project-2024", 2024))
    assert added is not None
    assert index(model, added.result).row() == 3
    assert said[0] == "inserted 甲局 3"
    assert not any(word in said for word in ("reset", "moved"))


def test_deleting_removes_only_those_rows_and_undo_brings_them_back_in_place(
    model: TreeModel, bridge: Bridge
) -> None:
    before, kept = listed(model), QPersistentModelIndex(index(model, 3))
    said = touched(model)
    bridge.run(lambda library: record_edit.delete_records(library, [1, 2]))
    assert listed(model)["2024年度"] == {"甲局": {"三": {}}, "乙局": {"四": {}}}
    assert (kept.isValid(), kept.row()) == (True, 0)
    bridge.run(lambda library: library.undo_history.undo())
    assert listed(model) == before
    assert kept.row() == 2
    assert "reset" not in said


def test_a_record_moved_to_another_unit_keeps_its_index(model: TreeModel, bridge: Bridge) -> None:
    kept = QPersistentModelIndex(index(model, 2))
    said = touched(model)
    bridge.run(lambda library: record_edit.move_record(library, 2, 2, 0))
    assert listed(model)["2024年度"] == {"甲局": {"一": {}, "三": {}}, "乙局": {"二": {}, "四": {}}}
    assert kept.isValid()
    assert kept.parent().data() == "乙局"
    assert "moved" in said
    assert "reset" not in said


def test_deleting_the_only_unit_takes_its_year_away(model: TreeModel, bridge: Bridge) -> None:
    bridge.run(lambda library: unit_edit.delete_units(library, [3]))
    assert list(listed(model)) == ["2024年度"]
    bridge.run(lambda library: library.undo_history.undo())
    assert list(listed(model)) == ["2025年度", "2024年度"]


def test_a_renamed_unit_changes_its_row(model: TreeModel, bridge: Bridge) -> None:
    said = touched(model)
    bridge.run(lambda library: unit_edit.rename_unit(library, 2, "丙局"))
    assert "changed 丙局" in said
    assert not any(word.startswith(("inserted", "removed", "reset")) for word in said)


def test_a_search_lists_what_is_found_under_its_unit_and_year(model: TreeModel) -> None:
    model.search("二")
    assert listed(model) == {"2024年度": {"甲局": {"二": {}}}}
    model.search("没有这个")
    assert listed(model) == {}
    model.search("")
    assert len(listed(model)) == 2


def test_a_search_follows_what_is_renamed(model: TreeModel, bridge: Bridge) -> None:
    model.search("二")
    bridge.run(lambda library: record_edit.rename_record(library, 1, "二号"))
    assert listed(model) == {"2024年度": {"甲局": {"二号": {}, "二": {}}}}
    bridge.run(lambda library: record_edit.rename_record(library, 2, "贰"))
    assert listed(model) == {"2024年度": {"甲局": {"二号": {}}}}


def test_another_library_is_listed_anew(model: TreeModel, bridge: Bridge) -> None:
    path = bridge.library.path.with_name("空.perfdesk")
    bridge.replace(Library.create(path, bridge.library.forms))
    assert listed(model) == {}


def test_names_are_typed_in_place_and_left_to_the_operations(model: TreeModel) -> None:
    asked: list[tuple[int, str]] = []
    model.renamed.connect(lambda item, name: asked.append((item, name)))
    assert model.setData(index(model, 1), " 新名称 ")
    assert not model.setData(index(model, 1), "一")
    assert not model.setData(index(model, 1), "  ")
    assert asked == [(node(NodeKind.RECORD, 1), "新名称")]


@pytest.mark.parametrize(
    ("row", "target", "asked"),
    [
        (-1, node(NodeKind.UNIT, 2), ([1, 2], 2, None)),
        (0, node(NodeKind.UNIT, 2), ([1, 2], 2, 4)),
        (1, node(NodeKind.UNIT, 2), ([1, 2], 2, None)),
        (-1, node(NodeKind.RECORD, 4), ([1, 2], 2, 4)),
    ],
)
def test_a_drop_asks_for_the_place_it_was_dropped_on(
    model: TreeModel, row: int, target: int, asked: tuple[list[int], int, int | None]
) -> None:
    heard: list[tuple[list[int], int, int | None]] = []
    model.dropped.connect(lambda *what: heard.append(what))
    data = model.mimeData([index(model, record, column) for record in (1, 2) for column in TreeColumn])
    move = Qt.DropAction.MoveAction
    assert model.dropMimeData(data, move, row, 0, model.index_of(target))
    assert heard == [asked]


def test_nothing_is_dropped_on_a_year(model: TreeModel) -> None:
    data = model.mimeData([index(model, 1)])
    year = model.index_of(node(NodeKind.YEAR, 2024))
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, year)
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert not year.flags() & Qt.ItemFlag.ItemIsDropEnabled


def test_a_read_only_library_lets_nothing_be_typed_or_dragged(bridge: Bridge) -> None:
    path, forms = bridge.library.path, bridge.library.forms
    bridge.close()
    with Library.open(path, forms, read_only=True) as library:
        model = TreeModel(Bridge(library))
        flags = index(model, 1).flags()
        assert flags == Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def test_records_below_a_node_come_in_order(model: TreeModel) -> None:
    assert model.listing.records_below(ROOT) == (5, 1, 2, 3, 4)
    assert model.listing.records_below(node(NodeKind.YEAR, 2024)) == (1, 2, 3, 4)
    assert model.listing.records_below(node(NodeKind.RECORD, 4)) == (4,)


def test_many_that_change_are_told_by_their_units(
    model: TreeModel, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree_model, "_MOST_STEPS", 1)
    ranges: list[tuple[str, str]] = []
    model.dataChanged.connect(lambda first, last, roles: ranges.append((first.data(), str(last.row()))))

    def run(transaction: Transaction) -> None:
        for number in (1, 3):
            record = transaction.record(number)
            transaction.put(record.with_value(field_path("project_name"), f"新{number}"))

    bridge.run(lambda library: library.transact(Operation.RENAME_RECORD, run))
    assert listed(model)["2024年度"]["甲局"] == {"新1": {}, "二": {}, "新3": {}}
    assert ("新1", "2") in ranges
    assert not any(name in ("乙局", "四") for name, _ in ranges)
