"""Edits as a restless person would make them, and the contents of a library to compare afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from perfdesk.model.edit import record_edit, unit_edit
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.form.path import field_path
from perfdesk.model.library.library import Library
from perfdesk.model.library.undo_history import Part
from perfdesk.model.record.record import Row
from tests.support.large_library import FORM, filled_record

_MOST_RECORDS = 12
_TEXTS = (
    "",
    "4",
    "100%",
    "≥95%",
    "2025年12月31日前",
    "（一）推进有力；\n（二）拨付及时。",
    "𬱖㛃䶮",
    "=1+1",
    '"引号"\\',
)
_COLUMNS = ("level3", "nature", "target", "actual", "weight", "manual_score", "reason")


def random_edit(library: Library, chance: Random) -> None:
    """One operation by chance: the same library, history and chance give the same edit."""
    units = library.tree.all_units()
    records = [summary.id for summary in library.tree.all_records()]
    if not units:
        unit_edit.add_unit(library, chance.choice((2024, 2025)), f"某某局{chance.randrange(10**6)}")
    elif not records:
        record_edit.add_records(library, [filled_record(number, 3) for number in range(3)])
    elif chance.random() < 0.75:
        _edit_rows(library, chance, chance.choice(records))
    else:
        _edit_tree(library, chance, records)


def _edit_rows(library: Library, chance: Random, record: int) -> None:
    count = len(library.record(record).rows("indicators"))
    chosen = sorted(chance.sample(range(count), chance.randint(1, min(3, count))))
    place = chance.randint(0, count)
    new = [Row({"level3": f"新指标{chance.random()}", "weight": "5"}) for _ in range(chance.randint(1, 3))]
    cells = {
        ValuePath("indicators", index, chance.choice(_COLUMNS)): f"{chance.choice(_TEXTS)}{chance.random()}"
        for index in chosen
    }
    kind = chance.choice(
        ("cell", "cell", "cell", "field", "budget", "insert", "delete", "copy", "move", "paste")
    )
    if kind == "cell":
        record_edit.set_values(library, record, dict([cells.popitem()]))
    elif kind == "field":
        record_edit.set_values(
            library, record, {field_path("goal_done"): chance.choice(_TEXTS) * chance.randint(1, 99)}
        )
    elif kind == "budget":
        record_edit.set_values(
            library, record, {ValuePath("budget", 0, "executed"): f"{chance.randrange(20000) / 100}"}
        )
    elif kind == "insert":
        record_edit.insert_rows(library, record, "indicators", place, new)
    elif kind == "delete" or count > 40:
        record_edit.delete_rows(library, record, "indicators", chosen)
    elif kind == "copy":
        record_edit.duplicate_rows(library, record, "indicators", chosen)
    elif kind == "move":
        record_edit.move_rows(library, record, "indicators", chosen, place)
    else:
        record_edit.paste(library, record, cells, "indicators", place, new)


def _edit_tree(library: Library, chance: Random, records: list[int]) -> None:
    units = library.tree.all_units()
    unit, record = chance.choice(units), chance.choice(records)
    number = chance.randrange(10**6)
    kind = chance.choice(
        ("undo", "undo", "redo", "unit", "unit name", "new", "copy", "move", "name", "import")
    )
    if len(records) > _MOST_RECORDS:
        record_edit.delete_records(library, chance.sample(records, len(records) // 2))
    elif kind == "undo":
        _some(library.undo_history.undoing(), chance)
    elif kind == "redo":
        _some(library.undo_history.redoing(), chance)
    elif kind == "unit":
        unit_edit.add_unit(library, chance.choice((2023, 2024, 2025)), f"某某单位{number}")
    elif kind == "unit name":
        printing = unit_edit.printing_unit(library, unit.id) if chance.random() < 0.5 else ()
        unit_edit.rename_unit(library, unit.id, f"某某中心{number}", printing)
    elif kind == "new":
        record_edit.add_record(library, unit.id, FORM, unit.year, chance.randint(0, 3))
    elif kind == "copy":
        record_edit.duplicate_record(library, record)
    elif kind == "move":
        record_edit.move_record(library, record, unit.id, chance.randint(0, 3))
    elif kind == "name":
        record_edit.rename_record(library, record, f"某项目{number}")
    elif chance.random() < 0.2 and len(units) > 2:
        unit_edit.delete_units(library, [unit.id])
    else:
        record_edit.add_records(library, [filled_record(number, 2), filled_record(number + 1, 4)])


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything a library file holds, by table."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in ("unit", "record", "record_row", "standing", "checked", "form")
        }


def _some(parts: Iterator[Part], chance: Random) -> None:
    """Go through a step in parts, sometimes not to its end."""
    for _ in parts:
        if chance.random() < 0.2:
            return
