"""What the tree knows of a library's units and records, and how it words each node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import IntEnum

from perfdesk.model.checks.state import State
from perfdesk.model.kept.output import OutputState
from perfdesk.model.library.library import Library
from perfdesk.model.overview.progress import Progress, progress_of, together
from perfdesk.model.store.tree import RecordSummary, UnitSummary
from perfdesk.model.value.value import display_score
from perfdesk.ui.output.output_note import ICONS as MARK_ICONS
from perfdesk.ui.output.output_note import moment, output_state_text
from perfdesk.ui.tree.node import ROOT, NodeKind, Shape, id_of, kind_of, node, with_units

STATE_ICONS = {State.EMPTY: "state-empty", State.DRAFT: "state-draft", State.READY: "state-ready"}
"""The mark of each state, told apart by its form as well as by its colour."""

_KIND_ICONS = {NodeKind.YEAR: "year", NodeKind.UNIT: "unit"}  # projects have their room for the name


class TreeColumn(IntEnum):
    """The columns of the tree."""

    NAME = 0
    SCORE = 1
    GRADE = 2
    STATE = 3


class Listing:
    """The summaries of a library as last read, and which nodes of them are listed where."""

    def __init__(self) -> None:
        self.shape = Shape({ROOT: []}, {})
        self._output_state: Callable[[int, str], OutputState | None] = lambda record_id, fingerprint: None
        self._attached: Callable[[int], int] = lambda record_id: 0
        self._units: dict[int, UnitSummary] = {}
        self._records: dict[int, RecordSummary] = {}
        self._there = self._units, self._records  # without what is gone but may still be listed
        self._counted: Counter[int] = Counter()  # records by unit node and year node
        self._ready: Counter[int] = Counter()  # those that are filled
        self._progress: dict[int, Progress] = {}  # of unit nodes, as far as it was asked for

    # After each of these four the caller brings ``shape`` to the shape returned, and then calls settle:
    # until then, what is gone from the library is still known.

    def read(self, library: Library) -> Shape:
        """Read all summaries; returns the shape that is now wanted."""
        units, records = library.tree.all_units(), library.tree.all_records()
        self._output_state, self._attached = library.outputs.state, library.attachments.count
        self._know(units, {record.id: record for record in records})
        self._count(self._records_by_unit())
        return self.all()

    def read_units(self, library: Library, changed: Collection[int]) -> Shape:
        """Read the units, and the records of those that changed; the shape wanted where all are listed."""
        units, records = library.tree.all_units(), self._records.copy()
        for unit in changed:
            self._progress.pop(node(NodeKind.UNIT, unit), None)
            for item in self.shape.children.get(node(NodeKind.UNIT, unit), ()):
                del records[id_of(item)]
        by_unit: dict[int, list[int]] = {unit: [] for unit in changed}
        for summary in library.tree.records(*changed):
            records[summary.id] = summary
            by_unit[summary.unit_id].append(summary.id)
        self._know(units, records)
        self._count(by_unit)
        return with_units(self.shape, units, by_unit)

    def all(self) -> Shape:
        """The shape wanted where all is listed that is known."""
        self._progress.clear()
        return with_units(Shape({ROOT: []}, {}), self._there[0].values(), self._records_by_unit())

    def _records_by_unit(self) -> dict[int, list[int]]:
        """By unit, the records that are known to be there."""
        units, records = self._there
        by_unit: dict[int, list[int]] = {unit: [] for unit in units}
        for record in records.values():
            by_unit[record.unit_id].append(record.id)
        return by_unit

    def found(self, library: Library, search: str) -> Shape:
        """The shape wanted where only what the library finds is listed."""
        self._progress.clear()
        units, records = self._there
        by_unit: dict[int, list[int]] = {}
        for record_id in library.tree.search(search):
            by_unit.setdefault(records[record_id].unit_id, []).append(record_id)
        return with_units(Shape({ROOT: []}, {}), (units[unit] for unit in units if unit in by_unit), by_unit)

    def forget_removed(self) -> None:
        """Forget what is gone from the library, now that it is not listed any more."""
        self._units, self._records = self._there

    def _know(self, units: Sequence[UnitSummary], records: dict[int, RecordSummary]) -> None:
        self._there = {unit.id: unit for unit in units}, records
        self._units, self._records = self._units | self._there[0], self._records | records

    def _count(self, by_unit: Mapping[int, Sequence[int]]) -> None:
        """Count the records of units anew, and so of all years."""
        units, records = self._there
        for unit_id, record_ids in by_unit.items():
            item = node(NodeKind.UNIT, unit_id)
            self._counted[item] = len(record_ids)
            self._ready[item] = sum(records[record_id].state is State.READY for record_id in record_ids)
        for counts in (self._counted, self._ready):
            years = Counter[int]()
            for unit in units.values():
                years[node(NodeKind.YEAR, unit.year)] += counts[node(NodeKind.UNIT, unit.id)]
            for year, count in years.items():
                counts[year] = count

    def resummarise(self, summary: RecordSummary) -> tuple[int, ...]:
        """Take over a record's summary; returns the nodes that now read otherwise."""
        before = self._records[summary.id]
        self._records[summary.id] = summary
        self._progress.pop(node(NodeKind.UNIT, summary.unit_id), None)
        step = (summary.state is State.READY) - (before.state is State.READY)
        above = (node(NodeKind.UNIT, summary.unit_id), node(NodeKind.YEAR, summary.year)) if step else ()
        for item in above:
            self._ready[item] += step
        return node(NodeKind.RECORD, summary.id), *above

    def unit(self, unit_id: int) -> UnitSummary:
        """What is known of a unit; raises ``KeyError``."""
        return self._units[unit_id]

    def record(self, record_id: int) -> RecordSummary:
        """What is known of a record; raises ``KeyError``."""
        return self._records[record_id]

    def records_below(self, item: int) -> tuple[int, ...]:
        """The ids of the listed records at or below a node, in order."""
        items = [item]
        while items and items[0] & 3 != NodeKind.RECORD:  # all of them stand on the same level of the tree
            items = [child for holder in items for child in self.shape.children.get(holder, ())]
        return tuple(record_id >> 2 for record_id in items)

    def progress(self, item: int) -> Progress:
        """How far the listed records below a node have come; kept by unit, since there may be thousands."""
        if item == ROOT or kind_of(item) is NodeKind.YEAR:
            return together(map(self.progress, self.shape.children.get(item, ())))
        if item not in self._progress:
            self._progress[item] = progress_of(map(self.record, self.records_below(item)), self.output_state)
        return self._progress[item]

    def name(self, item: int) -> str:
        """The name of a node as the user gave it; ``""`` of a project without a name."""
        id_ = id_of(item)
        match kind_of(item):
            case NodeKind.YEAR:
                return str(id_)
            case NodeKind.UNIT:
                return self._units[id_].name
            case NodeKind.RECORD:
                return self._records[id_].name

    def text(self, item: int, column: int) -> str:
        """What stands in a column of a node's row."""
        kind = kind_of(item)
        if column == TreeColumn.NAME:
            name = self.name(item)
            if kind is NodeKind.YEAR:
                return f"{name}年度"
            return name or "（未命名项目）"
        if kind is not NodeKind.RECORD:
            return f"{self._ready[item]}/{self._counted[item]}" if column == TreeColumn.STATE else ""
        record = self._records[id_of(item)]
        if column == TreeColumn.SCORE:
            return "" if record.total is None else display_score(record.total)
        if column == TreeColumn.GRADE:
            return record.grade or ""
        output_state = self.output_state(record)
        return str(record.state) if output_state is None else output_state_text(output_state)

    def output_state(self, record: RecordSummary) -> OutputState | None:
        """How a record stands to what was printed, exported or sent of it."""
        return self._output_state(record.id, record.fingerprint)

    def wrong(self, item: int) -> tuple[int, int]:
        """How many errors and warnings 审核 finds in a project's form; none for other nodes."""
        if kind_of(item) is not NodeKind.RECORD:
            return 0, 0
        record = self._records[id_of(item)]
        return record.errors, record.warnings

    def icon(self, item: int, column: int) -> str:
        """The name of the icon before the text, ``""`` for none."""
        kind = kind_of(item)
        if column == TreeColumn.NAME:
            return _KIND_ICONS.get(kind, "")
        if column == TreeColumn.STATE and kind is NodeKind.RECORD:
            record = self._records[id_of(item)]
            output_state = self.output_state(record)
            return STATE_ICONS[record.state] if output_state is None else MARK_ICONS[output_state.true]
        return ""

    def tip(self, item: int) -> str:
        """More about a node than its row has room for."""
        name = self.text(item, TreeColumn.NAME)
        if kind_of(item) is NodeKind.RECORD:
            record = self._records[id_of(item)]
            total = "还有得分未填" if record.total is None else self.text(item, TreeColumn.SCORE)
            lines = [name, f"合计：{total}", "状态：{state}"]
            if record.grade:
                lines.insert(2, f"等级：{record.grade}")
            if record.errors or record.warnings:
                lines.append(f"审核：错误 {record.errors}，警告 {record.warnings}")
            output_state = self.output_state(record)
            if output_state is not None:
                lines.append(f"{output_state_text(output_state)}：{moment(output_state.output.at)}")
            if count := self._attached(record.id):
                lines.append(f"附件：{count} 个")
            if record.code:
                lines.insert(1, f"编码：{record.code}")
            return "\n".join(lines).replace("{state}", str(record.state))
        counted = "共 {all} 个项目，已填完 {ready} 个"
        return f"{name}\n" + counted.format(all=self._counted[item], ready=self._ready[item])
