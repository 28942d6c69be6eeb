"""The window of the guide: contents and search at the left, the page at the right, back and forward."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QMainWindow,
    QSplitter,
    QTextEdit,
    QToolBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.guide.book import Book, GuidePlace
from perfdesk.ui.widget import theme
from perfdesk.ui.widget.passage_browser import PassageBrowser

_KEY = Qt.ItemDataRole.UserRole
_SIZE = QSize(1020, 690)
_PANES_PX = (310, 710)
_SEARCH_DELAY_MS = 150
_ABOVE_PX = 64  # of what stands above the place that is shown
_MOST_MARKS = 400  # of one page; more would only slow the painting


class _Visit(NamedTuple):
    place: GuidePlace
    scrolled_px: int | None = None  # None: to the place's anchor


class GuideWindow(QMainWindow):
    """Shows one page of a book at a time; beside the program, never in its way."""

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用手册")
        self._book = book
        self._visits: list[_Visit] = []
        self._at = -1
        self._items: dict[str, QTreeWidgetItem] = {}
        self._box = QLineEdit(self)
        self._box.setPlaceholderText("在手册中查找")
        self._box.setClearButtonEnabled(True)
        self._box.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._contents = QTreeWidget(self)
        self._contents.setHeaderHidden(True)
        self._contents.setFrameShape(QTreeWidget.Shape.NoFrame)
        self._contents.setAccessibleName("目录")
        self._nothing = theme.muted(QLabel("没有找到。换个说法试试。", self))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        self._text = PassageBrowser("使用手册", self)
        self._text.document().setDocumentMargin(theme.SPACE * 3)
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_DELAY_MS)
        self._build()
        self._fill()
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self._text.setFocus()

    def _build(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.SPACE, theme.SPACE, 0, 0)
        column.setSpacing(theme.SPACE)
        for widget in (self._box, self._nothing, self._contents):
            column.addWidget(widget)
        splitter = QSplitter(self)
        splitter.addWidget(left)
        splitter.addWidget(self._text)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes(_PANES_PX)
        self.setCentralWidget(splitter)
        bar = QToolBar("工具栏", self)
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._back = self._action(bar, "后退", "back", "Alt+Left", lambda: self._go(self._at - 1))
        self._forward = self._action(bar, "前进", "forward", "Alt+Right", lambda: self._go(self._at + 1))
        self._action(bar, "首页", "home", "Alt+Home", lambda: self.show_page(self._book.keys[0]))
        self.addToolBar(bar)
        QShortcut(QKeySequence.StandardKey.Find, self, self._search_again)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self._contents.currentItemChanged.connect(self._chosen)
        self._box.textChanged.connect(lambda: self._timer.start())
        self._box.returnPressed.connect(self._open_first)
        self._timer.timeout.connect(self._search)
        self._text.anchorClicked.connect(self._follow)
        self._text.faded.connect(self._write)

    def _action(self, bar: QToolBar, name: str, icon: str, key: str, slot: object) -> QAction:
        action = bar.addAction(theme.icon(icon), name)
        action.setShortcut(QKeySequence(key))
        keys = key.replace("Left", "←").replace("Right", "→")
        action.setToolTip(f"{name}（{keys}）")
        action.triggered.connect(slot)
        return action

    def _fill(self) -> None:
        for chapter in self._book.chapters:
            heading = QTreeWidgetItem(self._contents, [chapter.title])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            heading.setFont(0, theme.scaled(self.font(), 1.0, bold=True))
            for page in chapter.pages:
                item = QTreeWidgetItem(heading, [page.title])
                item.setToolTip(0, page.title)
                item.setData(0, _KEY, page.key)
                self._items[page.key] = item
            heading.setExpanded(True)

    # ---- pages -----------------------------------------------------------------------------

    @property
    def place(self) -> GuidePlace:
        """What is shown."""
        return self._visits[self._at].place

    @property
    def plain_text(self) -> str:
        """What the page says, without its looks."""
        return self._text.toPlainText()

    def show_page(self, address: str) -> None:
        """Show a page from its top, or from the place that the address names."""
        place = GuidePlace.parse(address)
        if self._at >= 0:
            here = self._visits[self._at].place
            self._visits[self._at] = _Visit(here, self._text.verticalScrollBar().value())
            if here == place:
                self._write()
                return
        del self._visits[self._at + 1 :]
        self._visits.append(_Visit(place))
        self._at += 1
        self._show()

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._visits):
            self._visits[self._at] = _Visit(self.place, self._text.verticalScrollBar().value())
            self._at = at
            self._show()

    def _show(self) -> None:
        self._contents.blockSignals(True)
        item = self._items[self.place.page]
        self._contents.setCurrentItem(item)
        self._contents.scrollToItem(item)
        self._contents.blockSignals(False)
        self._back.setEnabled(self._at > 0)
        self._forward.setEnabled(self._at + 1 < len(self._visits))
        self._write()

    def _write(self) -> None:
        place, scrolled = self._visits[self._at]
        self._text.document().setDefaultStyleSheet(_style())
        self._text.write(self._book.html(place.page))
        self._highlight()
        if scrolled is not None:
            self._text.verticalScrollBar().setValue(scrolled)
        elif place.anchor:
            self._text.scrollToAnchor(place.anchor)
            bar = self._text.verticalScrollBar()
            bar.setValue(bar.value() - _ABOVE_PX)

    def _follow(self, url: QUrl) -> None:
        address = url.toString()
        self.show_page(f"{self.place.page}{address}" if address.startswith("#") else address)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and (key := item.data(0, _KEY)):
            self.show_page(key)

    # ---- searching -------------------------------------------------------------------------

    def _search_again(self) -> None:
        self._box.setFocus()
        self._box.selectAll()

    def _search(self) -> None:
        """List the pages that hold what was typed, and mark it in the page that is shown."""
        typed = self._box.text().strip()
        found = set(self._book.search(typed)) if typed else set(self._items)
        for key, item in self._items.items():
            item.setHidden(key not in found)
        for position in range(self._contents.topLevelItemCount()):
            heading = self._contents.topLevelItem(position)
            assert heading is not None
            heading.setHidden(all(heading.child(at).isHidden() for at in range(heading.childCount())))
        self._nothing.setVisible(not found)
        self._contents.setVisible(bool(found))
        self._highlight()

    def _open_first(self) -> None:
        self._search()
        shown = [key for key, item in self._items.items() if not item.isHidden()]
        if shown and self.place.page not in shown:
            self.show_page(shown[0])

    def _highlight(self) -> None:
        highlights: list[QTextEdit.ExtraSelection] = []
        first: QTextCursor | None = None
        for word in self._box.text().split():
            cursor = self._text.document().find(word)
            while not cursor.isNull() and len(highlights) < _MOST_MARKS:
                highlight = QTextEdit.ExtraSelection()
                highlight.cursor = cursor  # type: ignore[attr-defined]
                highlight.format.setBackground(theme.WARNING_SOFT)  # type: ignore[attr-defined]
                highlight.format.setForeground(theme.WARNING)  # type: ignore[attr-defined]
                highlights.append(highlight)
                first = cursor if first is None else first
                cursor = self._text.document().find(word, cursor)
        if (at := self._named(self.place.anchor)) is not None:
            row = QTextEdit.ExtraSelection()
            row.cursor = at  # type: ignore[attr-defined]
            row.format.setBackground(theme.ACCENT_SOFT)  # type: ignore[attr-defined]
            highlights.insert(0, row)
        self._text.setExtraSelections(highlights)
        if first is not None:
            first.setPosition(first.selectionStart())
            self._text.setTextCursor(first)

    def _named(self, anchor: str) -> QTextCursor | None:
        """The paragraph of that name, chosen; ``None`` where nothing is named so."""
        block = self._text.document().begin()
        while anchor and block.isValid():
            formats = (piece.format for piece in block.textFormats())  # type: ignore[attr-defined]
            if any(anchor in style.anchorNames() for style in formats):
                cursor = QTextCursor(block)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                return cursor
            block = block.next()
        return None


def _style() -> str:
    ink, muted, line = theme.TEXT.name(), theme.MUTED.name(), theme.LINE.name()
    return (
        f"h1 {{ font-size:17pt; color:{ink}; margin-top:0px; margin-bottom:10px; }}"
        f"h2 {{ font-size:13pt; color:{theme.ACCENT.name()}; margin-top:22px; margin-bottom:6px; }}"
        f"h3 {{ font-size:11pt; color:{ink}; margin-top:16px; margin-bottom:4px; }}"
        "p, li { margin-top:0px; margin-bottom:7px; line-height:135%; }"
        f"small {{ color:{muted}; font-size:9pt; font-weight:normal; }}"
        f"a {{ text-decoration:none; color:{theme.ACCENT.name()}; }}"
        f"table {{ border-collapse:collapse; border-color:{line}; margin-top:4px; margin-bottom:10px; }}"
        f"td, th {{ border:1px solid {line}; }}"
        f"th {{ color:{muted}; background-color:{theme.WINDOW.name()}; }}"
    )
