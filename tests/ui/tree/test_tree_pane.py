"""The search box and the tree together, with the actions that what is chosen allows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow

from perfdesk.ui.command.actions import Actions
from perfdesk.ui.command.command import Command
from perfdesk.ui.tree.new_record_dialog import NewRecord
from perfdesk.ui.tree.node import NodeKind, node
from perfdesk.ui.tree.tree_pane import TreePane
from perfdesk.ui.work.bridge import Bridge


class Hands:
    """A pane in a window, and its search box."""

    def __init__(self, bridge: Bridge) -> None:
        self.window = QMainWindow()
        self.actions = Actions(self.window)
        self.pane = TreePane(bridge, self.actions, self.window)
        self.window.setCentralWidget(self.pane)
        self.window.show()
        self.window.activateWindow()
        self.pane.view.unfold_first()
        box = self.pane.findChild(QLineEdit)
        assert box is not None
        self.box = box
        QApplication.processEvents()

    def search(self, text: str) -> None:
        self.box.setText(text)
        self.listed_anew()

    def listed_anew(self) -> None:
        """Wait until the search, which lets typing go on first, has listed what it found."""
        assert QSignalSpy(self.pane.model.modelReset).wait(2000)

    def rows(self) -> tuple[int, ...]:
        return self.pane.model.listing.records_below(0)


@pytest.fixture
def hands(bridge: Bridge) -> Iterator[Hands]:
    hands = Hands(bridge)
    yield hands
    hands.window.close()


def test_typing_searches_and_escape_ends_it(hands: Hands) -> None:
    hands.search("乙局")
    assert hands.rows() == (4,)
    QTest.keyClick(hands.box, Qt.Key.Key_Escape)
    hands.listed_anew()
    assert len(hands.rows()) == 5


def test_nothing_found_is_said(hands: Hands) -> None:
    said = next(label for label in hands.pane.findChildren(QLabel) if label.text() == "没有符合的项目")
    assert not said.isVisible()
    hands.search("没有这个")
    assert said.isVisible()
    hands.search("")
    assert not said.isVisible()


def test_find_puts_the_keyboard_into_the_box_and_down_leads_to_the_results(hands: Hands) -> None:
    hands.actions[Command.FIND_PROJECT].trigger()
    assert QApplication.focusWidget() is hands.box
    QTest.keyClick(hands.box, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is hands.pane.view


def test_a_new_project_that_the_search_would_hide_ends_the_search(hands: Hands) -> None:
    hands.search("四")
    hands.pane.operations.add_record(NewRecord(2024, "甲局", "sichuan-project-2024", "新的"))
    assert hands.box.text() == ""
    assert hands.pane.model.listing.name(hands.pane.view.current) == "新的"


@pytest.mark.parametrize(
    ("chosen", "allowed"),
    [
        (node(NodeKind.RECORD, 2), {"RENAME", "DUPLICATE", "DELETE", "MOVE_UP", "MOVE_DOWN"}),
        (node(NodeKind.RECORD, 1), {"RENAME", "DUPLICATE", "DELETE", "MOVE_DOWN"}),
        (node(NodeKind.UNIT, 1), {"RENAME", "DELETE"}),
        (node(NodeKind.YEAR, 2024), set()),
    ],
)
def test_actions_are_those_that_the_choice_allows(hands: Hands, chosen: int, allowed: set[str]) -> None:
    hands.pane.view.choose([chosen])
    commands = (
        Command.RENAME,
        Command.DUPLICATE,
        Command.DELETE,
        Command.MOVE_UP,
        Command.MOVE_DOWN,
    )
    assert {command.name for command in commands if hands.actions[command].isEnabled()} == allowed


def test_keys_of_the_tree_do_their_work(hands: Hands) -> None:
    hands.pane.view.choose_record(1)
    hands.pane.view.setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(hands.pane.view, Qt.Key.Key_Down, alt)
    assert hands.rows()[1:4] == (2, 1, 3)
    QTest.keyClick(hands.pane.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert hands.pane.model.listing.name(hands.pane.view.current) == "一（副本）"
    QTest.keyClick(hands.pane.view, Qt.Key.Key_Delete)
    assert hands.rows()[1:4] == (2, 1, 3)
