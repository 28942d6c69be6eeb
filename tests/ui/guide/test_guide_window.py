"""The window of the guide: going there and back, searching, and looks that follow the scheme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextBrowser, QTreeWidget

from perfdesk import paths
from perfdesk.ui.guide.book import Book, GuidePlace
from perfdesk.ui.guide.guide_window import GuideWindow
from perfdesk.ui.widget import theme
from tests.support.library import FORMS


@pytest.fixture
def window(application: QApplication) -> GuideWindow:
    window = GuideWindow(Book(paths.guide_folder(), FORMS))
    window.show_page("first-form")
    window.show()
    QApplication.processEvents()
    return window


def shown(window: GuideWindow) -> list[str]:
    """The pages that the contents list now."""
    contents = window.findChildren(QTreeWidget)[0]
    found = []
    for number in range(contents.topLevelItemCount()):
        heading = contents.topLevelItem(number)
        assert heading is not None
        items = [heading.child(at) for at in range(heading.childCount())]
        found += [item.text(0) for item in items if not item.isHidden() and not heading.isHidden()]
    return found


def test_back_and_forward_return_to_where_one_was(window: GuideWindow) -> None:
    page = window.findChildren(QTextBrowser)[0]
    page.verticalScrollBar().setValue(120)
    window.show_page("checks#units.in-value")
    assert page.verticalScrollBar().value() > 500
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (window.place, page.verticalScrollBar().value()) == (GuidePlace("first-form"), 120)
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.place == GuidePlace("first-form")
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.place == GuidePlace("checks", "units.in-value")


def test_a_link_is_followed(window: GuideWindow) -> None:
    window.findChildren(QTextBrowser)[0].anchorClicked.emit("sheet#paste")
    assert window.place == GuidePlace("sheet", "paste")
    assert "从 Excel、WPS、Word 粘贴" in window.plain_text


def test_searching_narrows_the_contents_and_enter_opens_the_first(window: GuideWindow) -> None:
    box = window.findChildren(QLineEdit)[0]
    everything = shown(window)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert box.hasFocus()
    box.insert("校验码")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert "校验码和核对打印件" in shown(window)
    assert len(shown(window)) < len(everything)
    assert "校验码" in window.plain_text
    assert window.findChildren(QTextBrowser)[0].extraSelections()
    box.setText("没有这样的话")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert shown(window) == []
    box.clear()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert shown(window) == everything


def test_the_page_follows_the_scheme(window: GuideWindow) -> None:
    text = window.findChildren(QTextBrowser)[0]
    light = text.toHtml()
    try:
        theme.choose(theme.Look.DARK)
        assert text.toHtml() != light
        assert "十分钟" in window.plain_text
    finally:
        theme.choose(theme.Look.SYSTEM)
    assert text.toHtml() == light
