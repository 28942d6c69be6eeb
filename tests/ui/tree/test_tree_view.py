"""The tree on screen: what is chosen and unfolded stays so over changes and searches."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from perfdesk.model.edit import record_edit
from perfdesk.ui.tree.node import ROOT, NodeKind, node
from perfdesk.ui.tree.tree_listing import TreeColumn
from perfdesk.ui.tree.tree_model import TreeModel
from perfdesk.ui.tree.tree_view import TreeView
from perfdesk.ui.work.bridge import Bridge
from tests.ui.tree.conftest import blank

UNIT = node(NodeKind.UNIT, 1)


def record(number: int) -> int:
    return node(NodeKind.RECORD, number)


@pytest.fixture
def view(bridge: Bridge) -> Iterator[TreeView]:
    view = TreeView(TreeModel(bridge))
    view.resize(300, 400)
    view.show()
    view.unfold_first()
    yield view
    view.close()


def tree_model(view: TreeView) -> TreeModel:
    model = view.model()
    assert isinstance(model, TreeModel)
    return model


def unfolded(view: TreeView, item: int) -> bool:
    return view.isExpanded(tree_model(view).index_of(item))


def test_a_small_library_opens_unfolded(view: TreeView) -> None:
    assert unfolded(view, node(NodeKind.YEAR, 2024))
    assert unfolded(view, UNIT)


def test_choosing_makes_the_first_current_and_selects_all(view: TreeView) -> None:
    heard: list[int] = []
    view.current_changed.connect(heard.append)
    view.choose([record(3), record(1)])
    assert view.current == record(3)
    assert view.chosen == (record(1), record(3))  # from top to bottom
    assert view.chosen_records == (1, 3)
    assert heard == [record(3)]


def test_a_unit_stands_for_its_records_once(view: TreeView) -> None:
    view.choose([UNIT, record(2), record(4)])
    assert view.chosen_records == (1, 2, 3, 4)


def test_choice_and_folds_stay_while_others_are_deleted(view: TreeView, bridge: Bridge) -> None:
    view.collapse(tree_model(view).index_of(node(NodeKind.UNIT, 2)))
    view.choose_record(3)
    bridge.run(lambda library: record_edit.delete_records(library, [1]))
    assert view.current == record(3)
    assert unfolded(view, UNIT)
    assert not unfolded(view, node(NodeKind.UNIT, 2))


def test_a_search_unfolds_what_it_found_and_afterwards_all_is_as_before(view: TreeView) -> None:
    model = tree_model(view)
    view.collapse(model.index_of(UNIT))
    view.choose_record(4)
    model.search("二")
    assert unfolded(view, UNIT)
    model.search("二号")
    model.search("")
    assert not unfolded(view, UNIT)
    assert unfolded(view, node(NodeKind.UNIT, 2))


def test_the_chosen_record_stays_chosen_where_the_search_finds_it(view: TreeView) -> None:
    view.choose_record(2)
    tree_model(view).search("二")
    assert view.current == record(2)
    tree_model(view).search("三")
    assert view.current == ROOT


def test_a_name_is_typed_in_place(view: TreeView) -> None:
    view.choose_record(1)
    view.edit_name()
    editor = QApplication.focusWidget()
    assert editor is None or view.isPersistentEditorOpen(view.currentIndex()) or editor is not view
    assert view.state() is TreeView.State.EditingState


def test_a_year_has_no_name_to_type(view: TreeView) -> None:
    view.choose([node(NodeKind.YEAR, 2024)])
    view.edit_name()
    assert view.state() is TreeView.State.NoState


@pytest.mark.parametrize(("width", "words"), [(300, False), (500, True)])
def test_the_state_is_a_mark_and_where_there_is_room_words_too(
    view: TreeView, width: int, words: bool
) -> None:
    view.resize(width, 400)
    QApplication.processEvents()
    needed = view.fontMetrics().horizontalAdvance("已填完") + 16
    assert (view.columnWidth(TreeColumn.STATE) > needed) is words
    assert isinstance(view.grab(), QPixmap)


@pytest.mark.parametrize(
    ("width", "shown"), [(200, set()), (340, {TreeColumn.SCORE}), (420, {TreeColumn.SCORE, TreeColumn.GRADE})]
)
def test_score_and_grade_leave_their_room_to_the_names_where_the_tree_is_narrow(
    view: TreeView, width: int, shown: set[TreeColumn]
) -> None:
    view.resize(width, 400)
    QApplication.processEvents()
    assert {
        column for column in (TreeColumn.SCORE, TreeColumn.GRADE) if not view.isColumnHidden(column)
    } == shown
    assert view.columnWidth(TreeColumn.NAME) > width / 2


def test_dragging_is_moving(view: TreeView) -> None:
    assert view.model().supportedDropActions() == Qt.DropAction.MoveAction
    assert view.dragDropMode() is TreeView.DragDropMode.InternalMove


def test_deleting_neighbours_never_makes_one_current_that_is_gone(bridge: Bridge, view: TreeView) -> None:
    view.choose([record(1), record(2)])
    heard: list[int] = []
    view.current_changed.connect(heard.append)
    bridge.run(lambda library: record_edit.delete_records(library, [1, 2]))
    assert heard == [view.current]
    assert view.current in tree_model(view).listing.shape.parents
    bridge.run(lambda library: library.undo_history.undo())
    assert view.current in tree_model(view).listing.shape.parents


def test_of_very_many_changes_the_tree_is_listed_anew_and_stays_as_it_was(
    bridge: Bridge, view: TreeView
) -> None:
    resets: list[None] = []
    tree_model(view).modelReset.connect(lambda: resets.append(None))
    view.choose([record(5)])
    heard: list[int] = []
    view.current_changed.connect(heard.append)
    many = [blank(2024, "乙局", f"第{number}个") for number in range(80)]
    added = bridge.run(lambda library: record_edit.add_records(library, many))
    assert added is not None
    assert resets == [None]
    assert (view.current, heard, unfolded(view, UNIT)) == (record(5), [], True)
    view.choose_record(added.result[3])
    bridge.run(lambda library: record_edit.delete_records(library, added.result))
    assert len(resets) == 2
    assert heard == [record(added.result[3]), view.current]
    assert (len(tree_model(view).listing.records_below(ROOT)), unfolded(view, UNIT)) == (5, True)
