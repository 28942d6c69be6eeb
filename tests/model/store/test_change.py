"""Changes folded, inverted and described for views."""

from dataclasses import replace

from perfdesk.model.store.change import (
    Change,
    Changes,
    RecordImage,
    RowImage,
    UnitImage,
    changes_of,
    folded,
    inverted,
    joined,
)
from perfdesk.model.store.operation import Operation

UNIT = UnitImage(1, 2024, "某县教育局", 0)
RECORD = RecordImage(1, 1, 0, "form", "{}")
ROW = RowImage(1, 1, "indicators", 0, "", "{}")
TYPED, MOVED = ROW._replace(cells='{"actual":"4"}'), ROW._replace(position=1)


def test_changes_of_one_row_fold_into_one() -> None:
    assert folded([Change(ROW, TYPED), Change(TYPED, MOVED)]) == (Change(ROW, MOVED),)
    assert folded([Change(None, ROW), Change(ROW, TYPED)]) == (Change(None, TYPED),)
    assert folded([Change(ROW, TYPED), Change(TYPED, None)]) == (Change(ROW, None),)


def test_changes_that_come_to_nothing_are_left_out() -> None:
    assert folded([Change(ROW, TYPED), Change(TYPED, ROW)]) == ()
    assert folded([Change(None, ROW), Change(ROW, None)]) == ()


def test_the_same_id_in_two_tables_is_two_rows() -> None:
    changes = (Change(None, UNIT), Change(None, RECORD), Change(None, ROW))
    assert folded(changes) == changes


def test_changes_are_taken_back_last_first() -> None:
    assert inverted((Change(None, UNIT), Change(ROW, TYPED))) == (Change(TYPED, ROW), Change(UNIT, None))


def of_first(**sets: bool) -> Changes[None]:
    first = frozenset({1})
    told_sets = {key: True if key == "tree" else first for key in sets}
    if "tree" in sets:
        told_sets["units"] = first
    return Changes(Operation.TYPE, None, **told_sets)  # type: ignore[arg-type]


def test_what_each_change_tells() -> None:
    renamed, elsewhere = UNIT._replace(name="某某局"), RECORD._replace(unit_id=2)
    cases = [
        (Change(ROW, TYPED), of_first(records=True)),
        (Change(ROW, ROW._replace(line="total")), of_first(records=True)),
        (Change(ROW, MOVED), of_first(rows=True)),
        (Change(None, ROW), of_first(rows=True)),
        (Change(ROW, None), of_first(rows=True)),
        (Change(RECORD, RECORD._replace(fields='{"goal":"x"}')), of_first(records=True)),
        (Change(RECORD, RECORD._replace(position=3)), of_first(tree=True)),
        (Change(RECORD, elsewhere), replace(of_first(tree=True, records=True), units=frozenset({1, 2}))),
        (Change(None, RECORD), of_first(tree=True, added=True)),
        (Change(RECORD, None), of_first(tree=True, removed=True)),
        (Change(UNIT, renamed), of_first(tree=True)),
        (Change(None, UNIT), of_first(tree=True)),
    ]
    for change, expected in cases:
        assert changes_of(Operation.TYPE, [change], [], None) == expected


def test_a_record_that_came_or_went_is_changes_of_by_that_alone() -> None:
    changes = [Change(None, RECORD), Change(None, ROW)]
    assert changes_of(Operation.TYPE, changes, [1], None) == of_first(tree=True, added=True)


def test_no_changes_are_false() -> None:
    assert not changes_of(Operation.TYPE, [], [], None)
    assert changes_of(Operation.TYPE, [Change(ROW, MOVED)], [], None)


def test_parts_are_changes_of_as_one() -> None:
    came, went, typed = (
        of_first(tree=True, added=True),
        of_first(tree=True, removed=True),
        of_first(records=True),
    )
    second = frozenset({2})
    nothing = Changes(Operation.TYPE, None, tree=True, units=frozenset({1}))
    anew = replace(nothing, records=frozenset({1}), rows=frozenset({1}), summaries=frozenset({1}))
    cases = [
        ([typed], typed),
        (
            [typed, Changes(Operation.TYPE, None, records=second)],
            Changes(Operation.TYPE, None, records=frozenset({1, 2})),
        ),
        ([came, typed], came),
        ([typed, went], went),
        ([came, typed, went], nothing),
        ([went, came], replace(anew, attachments=frozenset({1}))),
        ([went, came, went], went),
        ([came, went, came], came),
        (
            [went, Changes(Operation.CUT, None, tree=True, removed=second)],
            replace(went, removed=frozenset({1, 2})),
        ),
    ]
    for parts, expected in cases:
        assert replace(joined(parts), operation=Operation.TYPE) == expected
