"""The overview of the library, a year and a unit: how far it is, and links to where work is to be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from perfdesk.model.checks.state import State
from perfdesk.model.edit import record_edit
from perfdesk.model.form.path import field_path
from perfdesk.model.kept.output import OutputKind, RecordOutput
from perfdesk.model.library.library import Library
from perfdesk.model.overview.progress import Progress, Stage, progress_of
from perfdesk.model.record.record import Record
from perfdesk.model.store.change import Changes
from perfdesk.model.store.tree import RecordSummary
from perfdesk.ui.command.command import Command
from perfdesk.ui.overview.overview_pane import Overview
from perfdesk.ui.overview.part_table import PartColumn, PartTable
from perfdesk.ui.overview.stage_bar import COLORS, StageBar
from perfdesk.ui.overview.step_list import StepList
from perfdesk.ui.tree.node import ROOT, NodeKind, id_of, kind_of, node
from perfdesk.ui.window.main_window import MainWindow
from tests.support.large_library import filled_record
from tests.support.library import FORMS

Opening = Callable[..., MainWindow]

FORM = "sichuan-project-2025"


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """甲局 has a filled form and one begun; 乙局 one that nobody has begun, and one of the year before."""
    path = tmp_path / "某县.perfdesk"
    with Library.create(path, FORMS) as library:
        filled = filled_record(0, 3)
        begun = {"project_name": "桥", "unit": "乙局", "goal": "修好"}
        record_edit.add_records(
            library,
            [
                filled,
                Record(FORM, filled.year, begun),
                Record(FORM, filled.year, {"project_name": "路", "unit": "乙局"}),
                Record(FORM, filled.year - 1, {"project_name": "旧路", "unit": "乙局"}),
            ],
        )
    return path


def overview(window: MainWindow) -> Overview:
    found = window.sheet.findChild(Overview)
    assert found is not None
    return found


def texts(widget: Overview) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def steps(window: MainWindow) -> StepList:
    found = overview(window).findChild(StepList)
    assert found is not None
    return found


def test_the_library_shows_its_years_and_the_way_into_them(open_window: Opening, mixed: Path) -> None:
    window = open_window(mixed)
    window.commands[Command.OVERVIEW].trigger()
    pane = overview(window)
    assert pane.isVisible()
    assert not pane.summary.isVisible()
    assert "某县" in texts(pane)
    assert "共 4 个项目" in texts(pane)
    model = pane.parts.model()
    assert [model.index(row, PartColumn.TOTAL).data() for row in range(model.rowCount())] == ["3", "1"]
    pane.parts.clicked.emit(model.index(1, PartColumn.BAR))
    assert kind_of(window.tree.view.current) is NodeKind.YEAR
    pane.findChildren(QLabel)[0].linkActivated.emit(str(ROOT))  # the way back over the title
    assert window.tree.view.current == ROOT


def test_a_year_with_several_units_lists_them_and_a_unit_has_its_summary(
    open_window: Opening, mixed: Path
) -> None:
    window = open_window(mixed)
    year, before = window.tree.model.listing.shape.children[ROOT]
    window.tree.view.choose([year])
    pane = overview(window)
    assert pane.parts.isVisible()
    unit = pane.parts.model().index(1, PartColumn.NAME)
    assert unit.data() == "乙局"
    pane.parts.clicked.emit(unit)
    assert window.tree.model.listing.text(window.tree.view.current, 0) == "乙局"
    assert pane.summary.isVisible()
    window.tree.view.choose([before])  # a year of one unit
    assert pane.summary.isVisible()


def test_the_links_lead_to_where_work_is_to_be_done(
    open_window: Opening, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(mixed)
    window.commands[Command.OVERVIEW].trigger()
    tasks = dict(enumerate(steps(window).text().split("</p>")))
    assert any("1 份还没有填完" in line and "接着填“桥”" in line for line in tasks.values())
    assert any("2 份还没有开始" in line and "从“路”开始" in line for line in tasks.values())
    number = next(number for number, line in tasks.items() if "接着填" in line)
    steps(window).linkActivated.emit(str(number))
    shown = window.sheet.record_id
    assert shown is not None
    assert window.bridge.library.tree.summary(shown).name == "桥"


def test_what_is_wrong_opens_with_its_findings_and_what_is_ready_in_the_preview(
    open_window: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    window.commands[Command.OVERVIEW].trigger()
    previewed: list[tuple[int, ...]] = []
    monkeypatch.setattr(window.output, "preview", previewed.append)
    progress = progress_of(window.bridge.library.tree.all_records())
    for number, step in enumerate(progress.steps):
        window.commands[Command.OVERVIEW].trigger()
        steps(window).linkActivated.emit(str(number))
        if step.records == progress.ready:
            assert previewed[-1] == progress.ready
        else:
            assert window.sheet.record_id == step.records[0]
            assert window.findings.isVisible() is bool({*step.records} & {*progress.wrong, *progress.warned})
    assert progress.steps


def test_a_low_window_scrolls_the_overview_and_cuts_nothing_off_its_width(open_window: Opening) -> None:
    window = open_window()
    window.tree.view.choose(window.tree.model.listing.shape.children[ROOT])
    QApplication.processEvents()  # the panes learn what the page shown needs
    window.resize(window.minimumSizeHint())
    QApplication.processEvents()
    pane = overview(window)
    assert pane.verticalScrollBar().maximum() > 0
    assert pane.widget().width() <= pane.viewport().width()


def summary(number: int, state: State, errors: int = 0) -> RecordSummary:
    return RecordSummary(number, 1, 2025, FORM, "", "", None, None, state, number, errors)


def painted(progress: Progress) -> list[str]:
    """The colours of a bar from left to right, each once."""
    bar = StageBar()
    bar.resize(400, bar.sizeHint().height())
    bar.show_progress(progress)
    picture = bar.grab().toImage()
    names = {color.name(): str(stage) for stage, color in COLORS.items()}
    seen = [names.get(picture.pixelColor(x, 6).name(), "") for x in range(8, picture.width() - 8)]
    return [stage for stage in dict.fromkeys(seen) if stage]


def test_every_stage_that_is_there_is_seen_on_the_bar(application: QApplication) -> None:
    many = [summary(number, State.READY) for number in range(5000)]
    assert painted(progress_of(many)) == [Stage.READY]
    mixed = [*many, summary(5001, State.READY, 1), summary(5002, State.EMPTY)]
    assert painted(progress_of(mixed)) == [Stage.READY, Stage.WRONG, Stage.EMPTY]


def test_the_parts_sort_by_a_column(application: QApplication) -> None:
    table = PartTable()
    done = progress_of([summary(1, State.READY)])
    open_ones = progress_of([summary(2, State.READY), summary(3, State.EMPTY), summary(4, State.EMPTY)])
    table.show_parts([(node(NodeKind.UNIT, 1), "乙局", open_ones), (node(NodeKind.UNIT, 2), "甲局", done)])
    wanted: list[int] = []
    table.node_wanted.connect(lambda item: wanted.append(id_of(item)))
    for column, first in ((PartColumn.BAR, 1), (PartColumn.TOTAL, 2), (PartColumn.EMPTY, 2)):
        table.model().sort(column)
        table.clicked.emit(table.model().index(0, 0))
        assert wanted[-1] == first
    table.show_parts([])
    assert table.model().rowCount() == 0


def test_printed_and_sent_are_told_as_long_as_they_are_true(open_window: Opening, mixed: Path) -> None:
    window = open_window(mixed)
    library = window.bridge.library
    for kind in (OutputKind.PRINT, OutputKind.MAIL):
        fingerprint = library.tree.summary(1).fingerprint
        window.bridge.run(partial(note, kind=kind, fingerprint=fingerprint))
    window.tree.view.choose_root()
    assert "已发送 1 份" in texts(overview(window))
    table = overview(window).findChild(PartTable)
    assert table is not None
    counts = {
        column: [table.model().index(row, column).data() for row in range(table.model().rowCount())]
        for column in (PartColumn.PRINTED, PartColumn.SENT)
    }
    assert counts == {PartColumn.PRINTED: ["0", "0"], PartColumn.SENT: ["1", "0"]}
    window.bridge.run(lambda library: record_edit.set_values(library, 1, {field_path("goal"): "另一个目标"}))
    window.tree.view.choose_root()
    assert "报送后有改动 1 份" in texts(overview(window))
    assert "已发送" not in texts(overview(window))


def note(library: Library, kind: OutputKind, fingerprint: str) -> Changes[None]:
    return library.outputs.note([RecordOutput(1, kind, fingerprint, "")])
