"""The cursor of a sheet: where keys lead, and how ranges grow over merged cells."""

from __future__ import annotations

import pytest

from perfdesk.model.form.definition import CellStyle, Orientation, Page
from perfdesk.sheet.editing.area import Area, Place
from perfdesk.sheet.editing.cursor import DOWN, LEFT, RIGHT, UP, Cursor, Move
from perfdesk.sheet.layout.sheet import Cell, CellKind, Origin, Sheet, SheetRow


def cell(name: str, row: int, column: int, rows: int = 1, columns: int = 1) -> Cell:
    kind = CellKind.INPUT if name.isupper() else CellKind.LABEL
    return Cell(row, column, rows, columns, name, name, CellStyle(), kind, Origin.TYPED)


#   title title title title
#   a     B     C     C
#   D     E     F     G      the block
#   D     H     I     J      the block
#   k     L     L     m
CELLS = {
    c.text: c
    for c in (
        cell("title", 0, 0, columns=4),
        cell("a", 1, 0), cell("B", 1, 1), cell("C", 1, 2, columns=2),
        cell("D", 2, 0, rows=2), cell("E", 2, 1), cell("F", 2, 2), cell("G", 2, 3),
        cell("H", 3, 1), cell("I", 3, 2), cell("J", 3, 3),
        cell("k", 4, 0), cell("L", 4, 1, columns=2), cell("m", 4, 3),
    )
}  # fmt: skip
BLOCKS = ("", "", "block", "block", "")


class Screen:
    """A grid and its selection, without a screen."""

    def __init__(self, *emptied: str) -> None:
        cells = [c._replace(text="") if c.text in emptied else c for c in CELLS.values()]
        self.sheet: Sheet | None = Sheet(
            "",
            Page(Orientation.PORTRAIT, 10, 10, 10, 10),
            (10.0,) * 4,
            tuple(SheetRow(7, 0, block) for block in BLOCKS),
            tuple(cells),
        )
        self.current: Place | None = None
        self.area: Area | None = None
        self.shown: list[Place | str] = []

    def cell_at(self, row: int, column: int) -> Cell | None:
        for c in self.sheet.cells if self.sheet is not None else ():
            if c.row <= row < c.row + c.row_span and c.column <= column < c.column + c.column_span:
                return c
        return None

    def put(self, current: Place | None, area: Area) -> None:
        self.current, self.area = current or self.current, area

    def show(self, place: Place) -> None:
        self.shown.append(place)

    def show_top(self) -> None:
        self.shown.append("top")


def at(cursor: Cursor) -> str:
    assert cursor.cell is not None
    return cursor.cell.edit_text


def chosen(cursor: Cursor) -> str:
    return " ".join(cell.edit_text for cell in cursor.cells)


def started(name: str, *emptied: str) -> tuple[Cursor, Screen]:
    screen = Screen(*emptied)
    cursor = Cursor(screen, screen)
    cursor.go(CELLS[name])
    return cursor, screen


def test_going_to_a_cell_selects_it_alone_and_shows_it() -> None:
    cursor, screen = started("L")
    assert (at(cursor), cursor.is_range, sorted(cursor.rows), cursor.column) == ("L", False, [4], 1)
    assert (screen.area, screen.shown) == (Area(4, 1, 4, 1), [(4, 1)])


def test_without_a_sheet_every_key_is_taken_and_nothing_happens() -> None:
    screen = Screen()
    screen.sheet = None
    cursor = Cursor(screen, screen)
    for move in Move:
        cursor.move(move)
    cursor.to_edge(last=False)
    cursor.jump(DOWN)
    cursor.extend(DOWN, far=True)
    cursor.extend_to((1, 1))
    cursor.extend_to_edge(last=True, whole=True)
    cursor.select_all()
    cursor.select_rows(1, 2, 0)
    assert (cursor.cell, cursor.area, cursor.cells, cursor.rows) == (None, None, [], frozenset())
    assert screen.shown == []


def test_tab_goes_on_and_back_over_cells_that_take_typing() -> None:
    cursor, _ = started("B")
    seen = []
    for move in (Move.NEXT, Move.NEXT, Move.NEXT, Move.PREVIOUS, Move.PREVIOUS, Move.PREVIOUS, Move.PREVIOUS):
        cursor.move(move)
        seen.append(at(cursor))
    assert seen == ["C", "D", "E", "D", "C", "B", "B"]


def test_enter_after_a_run_of_tabs_goes_below_where_the_run_began() -> None:
    cursor, _ = started("E")
    cursor.move(Move.NEXT)
    cursor.move(Move.NEXT)
    assert at(cursor) == "G"
    cursor.move(Move.BELOW)
    assert at(cursor) == "H"
    cursor.move(Move.NEXT)
    cursor.end_tab_run()
    cursor.move(Move.ABOVE)
    assert at(cursor) == "F"


def test_enter_keeps_to_the_column_of_the_position_in_a_merged_cell() -> None:
    cursor, _ = started("B")
    cursor.go_to((1, 3))  # the right half of C
    cursor.move(Move.BELOW)
    assert at(cursor) == "G"


def test_left_and_right_go_to_any_cell_and_stay_does_not_move() -> None:
    cursor, _ = started("B")
    cursor.move(Move.LEFT)
    assert at(cursor) == "a"
    cursor.move(Move.LEFT)
    cursor.move(Move.STAY)
    assert at(cursor) == "a"
    cursor.go(CELLS["L"])
    cursor.move(Move.RIGHT)
    assert at(cursor) == "m"


def test_the_edges_are_the_first_and_last_cell_that_take_typing() -> None:
    cursor, screen = started("F")
    cursor.to_edge(last=True)
    assert at(cursor) == "L"
    assert screen.shown[-1] == (4, 1)
    cursor.to_edge(last=False)
    assert at(cursor) == "B"
    assert screen.shown[-2:] == [(1, 1), "top"]


def test_control_and_an_arrow_jump_to_the_end_of_what_is_filled() -> None:
    cursor, _ = started("E", "G")
    cursor.jump(RIGHT)
    assert at(cursor) == "F"
    cursor.jump(DOWN)
    assert at(cursor) == "L"
    cursor.jump(DOWN)
    assert at(cursor) == "L"


def test_a_range_grows_and_shrinks_around_the_cursor() -> None:
    cursor, screen = started("F")
    cursor.extend(RIGHT, far=False)
    cursor.extend(DOWN, far=False)
    assert chosen(cursor) == "F G I J"
    assert (at(cursor), cursor.is_range, sorted(cursor.rows)) == ("F", True, [2, 3])
    assert screen.shown[-1] == (3, 3)
    cursor.extend(LEFT, far=False)
    cursor.extend(UP, far=False)
    assert chosen(cursor) == "F"
    cursor.extend(UP, far=False)
    assert chosen(cursor) == "C F G"  # the merged cell above is taken whole


def test_a_range_takes_whole_merges_and_steps_over_them() -> None:
    cursor, _ = started("E")
    cursor.extend(LEFT, far=False)
    assert chosen(cursor) == "D E H"
    cursor.extend(LEFT, far=False)
    assert chosen(cursor) == "D E H"


def test_the_corner_that_moves_is_the_one_across_where_others_selected_the_range() -> None:
    cursor, screen = started("J")
    cursor.extend(LEFT, far=False)
    screen.area = Area(2, 2, 3, 3)  # by the mouse, from J up to F
    cursor.extend(DOWN, far=False)
    assert chosen(cursor) == "I J"


def test_a_range_reaches_to_the_end_of_what_is_filled_and_to_the_edges() -> None:
    cursor, _ = started("E", "G")
    cursor.extend(RIGHT, far=True)
    assert chosen(cursor) == "E F"
    cursor.extend_to_edge(last=True, whole=False)
    assert cursor.area == Area(2, 1, 2, 3)
    cursor.extend_to_edge(last=False, whole=True)
    assert cursor.area == Area(0, 0, 3, 3)
    cursor.extend_to_edge(last=True, whole=True)
    assert cursor.area == Area(2, 1, 4, 3)


def test_all_is_the_block_under_the_cursor_and_then_the_sheet() -> None:
    cursor, _ = started("I")
    cursor.select_all()
    assert (cursor.area, at(cursor)) == (Area(2, 0, 3, 3), "I")
    cursor.select_all()
    assert cursor.area == Area(0, 0, 4, 3)
    cursor.go(CELLS["B"])
    cursor.select_all()
    assert cursor.area == Area(0, 0, 4, 3)


def test_rows_are_selected_from_a_column_on() -> None:
    cursor, _ = started("B")
    cursor.select_rows(2, 3, 1)
    assert (cursor.area, at(cursor), sorted(cursor.rows)) == (Area(2, 1, 3, 3), "E", [2, 3])


@pytest.mark.parametrize(
    ("move", "seen"),
    [
        (Move.NEXT, "F G H I J E"),
        (Move.PREVIOUS, "J I H G F E"),
        (Move.BELOW, "H F I G J E"),
        (Move.ABOVE, "J G I F H E"),
    ],
)
def test_within_a_range_keys_go_round_its_cells_and_the_range_stays(move: Move, seen: str) -> None:
    cursor, screen = started("E")
    cursor.extend_to((3, 3))
    places = []
    for _ in range(6):
        cursor.move(move)
        places.append(at(cursor))
        assert screen.area == Area(2, 1, 3, 3)
    assert " ".join(places) == seen


def test_a_range_of_fixed_text_leads_nowhere() -> None:
    cursor, screen = started("k")
    screen.area = Area(0, 0, 0, 3)
    cursor.move(Move.NEXT)
    assert (at(cursor), screen.area) == ("k", Area(0, 0, 0, 3))
