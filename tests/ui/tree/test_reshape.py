"""From any tree to any other by single rows, moving what can be kept."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.ui.tree.node import ROOT, NodeKind, Shape, kind_of, node
from perfdesk.ui.tree.reshape import ReshapeStep, steps

Tree = dict[int, dict[int, list[int]]]  # year → unit → records


def shape(tree: Tree) -> Shape:
    result = Shape({ROOT: []}, {})
    for year, units in tree.items():
        result.insert(node(NodeKind.YEAR, year), ROOT, len(result.children[ROOT]))
        for unit, records in units.items():
            above = node(NodeKind.YEAR, year)
            result.insert(node(NodeKind.UNIT, unit), above, len(result.children[above]))
            for record in records:
                holder = node(NodeKind.UNIT, unit)
                result.insert(node(NodeKind.RECORD, record), holder, len(result.children[holder]))
    return result


def take(now: Shape, step: ReshapeStep) -> None:
    if step.target is None:
        now.remove(step.item)
    elif step.item in now.parents:
        now.move(step.item, *step.target)
    else:
        now.insert(step.item, *step.target)


def reshaped(before: Tree, after: Tree) -> list[ReshapeStep]:
    now, wanted = shape(before), shape(after)
    taken = []
    for step in steps(now, wanted):
        taken.append(step)
        take(now, step)
    assert now == wanted
    return taken


def records(*numbers: int) -> list[int]:
    return [node(NodeKind.RECORD, number) for number in numbers]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    left = list(range(1, 9))
    units = list(range(1, 5))
    tree: Tree = {}
    for year in draw(st.lists(st.sampled_from([2023, 2024, 2025]), unique=True)):
        tree[year] = {}
        for unit in draw(st.lists(st.sampled_from(units), unique=True)) if units else []:
            units.remove(unit)
            held = draw(st.lists(st.sampled_from(left), unique=True)) if left else []
            left = [record for record in left if record not in held]
            tree[year][unit] = held
            if not units:
                break
    return tree


@settings(max_examples=50)
@given(trees(), trees())
def test_any_tree_becomes_any_other(before: Tree, after: Tree) -> None:
    reshaped(before, after)


@settings(max_examples=50)
@given(trees(), trees())
def test_what_stays_is_never_removed_nor_inserted(before: Tree, after: Tree) -> None:
    was, will = shape(before), shape(after)
    for step in reshaped(before, after):
        if step.target is None:
            assert step.item not in will.parents
        elif step.item in was.parents:
            assert step.item in will.parents


@settings(max_examples=20)
@given(trees())
def test_the_same_tree_takes_no_step(tree: Tree) -> None:
    assert reshaped(tree, copy.deepcopy(tree)) == []


def test_one_record_moved_down_a_long_list_is_one_step() -> None:
    many = list(range(1, 500))
    moved = [*many[1:], many[0]]
    assert reshaped({2024: {1: many}}, {2024: {1: moved}}) == [
        ReshapeStep(node(NodeKind.RECORD, 1), (node(NodeKind.UNIT, 1), 498))
    ]


def test_a_record_goes_from_one_unit_to_another_in_one_step() -> None:
    before, after = {2024: {1: [1, 2], 2: [3]}}, {2024: {1: [2], 2: [1, 3]}}
    assert reshaped(before, after) == [ReshapeStep(node(NodeKind.RECORD, 1), (node(NodeKind.UNIT, 2), 0))]


def test_a_unit_goes_with_all_its_records_in_one_step() -> None:
    assert reshaped({2024: {1: [1, 2], 2: []}}, {2024: {2: []}}) == [
        ReshapeStep(node(NodeKind.UNIT, 1), None)
    ]


def test_what_is_kept_leaves_a_unit_before_the_unit_goes() -> None:
    taken = reshaped({2023: {1: [1, 2]}, 2024: {2: []}}, {2024: {2: [2]}})
    assert taken == [
        ReshapeStep(node(NodeKind.RECORD, 2), (node(NodeKind.UNIT, 2), 0)),
        ReshapeStep(node(NodeKind.YEAR, 2023), None),
    ]


def kinds(shape: Shape) -> Iterator[NodeKind]:
    return map(kind_of, shape.parents)


def test_a_node_knows_its_kind() -> None:
    assert list(kinds(shape({2024: {7: [9]}}))) == [NodeKind.YEAR, NodeKind.UNIT, NodeKind.RECORD]
