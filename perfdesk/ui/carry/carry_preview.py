"""What carrying the chosen projects would change and leave behind, worked out while the dialog lives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from perfdesk.model.conversion.carry import Carried, carried
from perfdesk.model.edit.carry_edit import Carry
from perfdesk.model.library.library import Library
from perfdesk.ui.widget import theme
from perfdesk.ui.work.sliced_task import SlicedTask

_NAME_PX, _PLACE_PX = 160, 130
_FIXED, _ROOMY = QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.Stretch


class _Change(NamedTuple):
    """One line of the preview: where, what stood there, what will."""

    place: str
    before: str
    after: str


class CarryChanges(NamedTuple):
    """What becomes of one project, by the name it has."""

    name: str
    dropped: tuple[_Change, ...]
    moved: tuple[_Change, ...]
    reworded: tuple[_Change, ...]
    rescaled: bool


class CarryPreview(QWidget):
    """Lists the changes by what they are; ``ready`` says that the list is whole, or again not.

    What was worked out of a project is kept, so that checking one more costs only that one.
    """

    ready = Signal(bool)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._cached: dict[tuple[int, str, int], CarryChanges] = {}
        self._wanted: tuple[Carry, ...] = ()
        self._year = 0
        self._task: SlicedTask[None] | None = None
        self._summary = QLabel(wordWrap=True)
        self._list = QTreeWidget()
        self._list.setHeaderLabels(["项目", "位置", "原来", "结转后"])
        self._list.setUniformRowHeights(True)
        self._list.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self._list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._list.setAccessibleName("结转的改动")
        self._list.setIndentation(14)
        header = self._list.header()
        for column, mode in enumerate((_FIXED, _FIXED, _ROOMY, _ROOMY)):
            header.setSectionResizeMode(column, mode)
        header.resizeSection(0, _NAME_PX)
        header.resizeSection(1, _PLACE_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._summary)
        layout.addWidget(self._list, 1)

    @property
    def summary_text(self) -> str:
        """The sentence over the list."""
        return self._summary.text()

    @property
    def listed(self) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
        """The list: each heading with the lines under it."""
        tops = (self._list.topLevelItem(row) for row in range(self._list.topLevelItemCount()))
        return [
            (top.text(0), [_texts(top.child(row)) for row in range(top.childCount())])
            for top in tops
            if top is not None
        ]

    def show_carries(self, wanted: Sequence[Carry], year: int) -> None:
        """Work out and list what carrying these projects into the year would change."""
        self.stop()
        self.ready.emit(False)
        self._wanted, self._year = tuple(wanted), year
        missing = [item for item in self._wanted if (*item, year) not in self._cached]
        self._task = SlicedTask(self._steps(missing, year), lambda _: None, self)
        self._task.advanced.connect(partial(self._tell_progress, len(missing)))
        self._task.finished.connect(lambda: self.ready.emit(True))
        self._task.failed.connect(self._summary.setText)
        self._task.start()

    def stop(self) -> None:
        """Work nothing out any more."""
        if self._task is not None:
            self._task.cancel()
            self._task.deleteLater()
            self._task = None

    def _steps(self, missing: Sequence[Carry], year: int) -> Iterator[None]:
        for item in missing:
            library = self._library
            record, before = library.record(item.record_id), library.definition(item.record_id)
            result = carried(record, before, library.forms[item.form], year)
            name = library.tree.summary(item.record_id).name or "（未命名项目）"
            self._cached[(*item, year)] = self._changes(name, result)
            yield
        yield from self._show()

    def _changes(self, name: str, result: Carried) -> CarryChanges:
        strange = "新表没有，按原样保留，请另选"
        levels, conversion = "一级、二级指标", result.conversion
        return CarryChanges(
            name,
            dropped=tuple(_Change(drop.label, _line(drop.text), "") for drop in conversion.dropped),
            moved=(
                *(_Change(levels, move.before, move.after) for move in conversion.moved),
                *(_Change(levels, level, strange) for level in conversion.strange),
            ),
            reworded=tuple(_Change(text.label, *map(_line, text.excerpt())) for text in result.reworded),
            rescaled=conversion.rescaled,
        )

    def _tell_progress(self, count: int, done: int) -> None:
        if done < count:
            summary_text = f"正在核对 {done}/{count} 个项目…"
            self._summary.setText(summary_text)

    def _show(self) -> Iterator[None]:
        """List all changes, those of one project a step."""
        results = [self._cached[(*item, self._year)] for item in self._wanted]
        self._list.clear()
        groups = (
            ("不带入：新表没有位置（{count} 处）", [r.dropped for r in results]),
            ("改列（{count} 处）", [r.moved for r in results]),
            ("改年度（{count} 处）", [r.reworded for r in results]),
        )
        for number, (title, changes) in enumerate(groups):
            count = sum(map(len, changes))
            if not count:
                continue
            top = QTreeWidgetItem([title.format(count=count)])
            if number == 0:
                top.setForeground(0, QBrush(theme.WARNING))
            self._list.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            yield from self._fill(self._list.indexFromItem(top), count, zip(results, changes, strict=True))
        self._summary.setText(self._sentence(any(r.rescaled for r in results)))
        yield

    def _fill(
        self, top: QModelIndex, count: int, changes: Iterable[tuple[CarryChanges, tuple[_Change, ...]]]
    ) -> Iterator[None]:
        """List so many lines below a heading, through the model: an item handed to Python takes its time."""
        model = self._list.model()
        model.insertRows(0, count, top)
        self._list.expand(top)
        yield
        row = 0
        for result, lines in changes:
            for line in lines:
                for column, text in enumerate((result.name, *line)):
                    shown = {Qt.ItemDataRole.DisplayRole: text, Qt.ItemDataRole.ToolTipRole: text}
                    model.setItemData(model.index(row, column, top), shown)  # type: ignore[arg-type]
                row += 1
            yield

    def _sentence(self, rescaled: bool) -> str:
        if not self._wanted:
            return "请在左边勾选要结转的项目。"
        changed = self._list.topLevelItemCount() > 0
        said = "带入的内容原样不变。" if not changed else "带入的内容有以下改动："
        return "金额按新表的单位换算。" + said if rescaled else said


def _texts(item: QTreeWidgetItem) -> tuple[str, str, str, str]:
    return item.text(0), item.text(1), item.text(2), item.text(3)


def _line(text: str) -> str:
    return " ".join(text.split())
