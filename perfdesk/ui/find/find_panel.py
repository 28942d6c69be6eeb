"""The panel 查找和替换 below the sheet: asks what is sought and where, and lists what was found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.model.edit.replace_edit import replace_all, replace_at
from perfdesk.model.kept.text_search import Hit, Query
from perfdesk.ui.find.find_scope import FindPlace, Scope, records_in
from perfdesk.ui.find.finder import MOST_LISTED, Finder
from perfdesk.ui.find.hit_list import HitLine, HitList
from perfdesk.ui.widget import message, theme
from perfdesk.ui.work.bridge import Bridge
from perfdesk.ui.work.large_operation import run_in_parts

_HEIGHT_PX = 230
_LINE_PX = 220


class FindPanel(QFrame):
    """Looks through the forms as one types, and replaces.

    ``hit_wanted`` carries the :class:`Hit` to go to; ``closed`` says that the keyboard is to go back to the
    form; ``message`` carries a sentence.
    """

    hit_wanted = Signal(object)
    closed = Signal()
    message = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._place = FindPlace()
        self.finder = Finder(bridge, self)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedHeight(_HEIGHT_PX)
        self.line = self._edit("查找")
        self.line.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.replacement = self._edit("替换为")
        self.scope = QComboBox(self)
        self.scope.setAccessibleName("查找范围")
        for scope, name in (
            (Scope.FORM, "本表"),
            (Scope.UNIT, "本单位"),
            (Scope.YEAR, "本年度"),
            (Scope.LIBRARY, "全部项目"),
        ):
            self.scope.addItem(name, scope)
        self.exact_case = QCheckBox("区分大小写(&C)", self)
        self.exact_width = QCheckBox("区分全角半角(&W)", self)
        self.status = theme.muted(QLabel(self))
        self.list = HitList(self)
        self._one = QPushButton("替换(&R)", self)
        self._all = QPushButton("全部替换(&A)", self)
        self._lay_out()
        self.line.textChanged.connect(lambda: self._search())
        self.scope.currentIndexChanged.connect(lambda: self._search(at_once=True))
        for box in (self.exact_case, self.exact_width):
            box.toggled.connect(lambda: self._search(at_once=True))
        self._one.clicked.connect(self._replace_one)
        self._all.clicked.connect(self._replace_all)
        self.list.clicked.connect(lambda index: self._go(self.list.current))
        self.list.activated.connect(lambda index: self._go(self.list.current))
        self.finder.found.connect(self._found)
        self.finder.changed.connect(self._changed)
        bridge.replaced.connect(lambda: self.finder.search(Query(""), ()))
        for widget in (self.line, self.replacement, self.list):
            widget.installEventFilter(self)

    def _edit(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        line.setClearButtonEnabled(True)
        line.setMinimumWidth(_LINE_PX)
        return line

    def _lay_out(self) -> None:
        buttons = [
            self._button("▲", "上一处（Shift+回车）", lambda: self._go_on(-1)),
            self._button("▼", "下一处（回车）", lambda: self._go_on(1)),
            self._button("✕", "关闭（Esc）", self.leave),
        ]
        top = QGridLayout()
        top.setHorizontalSpacing(theme.SPACE)
        top.setVerticalSpacing(theme.SPACE // 2)
        top.addWidget(self.line, 0, 0)
        top.addWidget(self.scope, 0, 1)
        for column, widget in enumerate((self.exact_case, self.exact_width), 2):
            top.addWidget(widget, 0, column)
        top.setColumnStretch(4, 1)
        for column, tool in enumerate(buttons, 5):
            top.addWidget(tool, 0, column)
        replacing = QHBoxLayout()
        for button in (self._one, self._all):
            button.setAutoDefault(False)
            replacing.addWidget(button)
        top.addWidget(self.replacement, 1, 0)
        top.addLayout(replacing, 1, 1, 1, 2)
        top.addWidget(self.status, 1, 3, 1, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, 0)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)

    def _button(self, sign: str, tip: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.clicked.connect(lambda: slot())
        return button

    # ---- opening and closing ---------------------------------------------------------------

    def open(self, *, replacing: bool) -> None:
        """Show the panel and take the keyboard, with ``replacing`` into the second line if one was sought."""
        self.show()
        self._search(at_once=True)
        line = self.replacement if replacing and self.line.text() else self.line
        line.setFocus()
        line.selectAll()

    def leave(self) -> None:
        """Close the panel and give the keyboard back to the form."""
        self.finder.search(Query(""), ())
        self.hide()
        self.closed.emit()

    def show_node(self, node: int) -> None:
        """Take a node of the tree for where the search starts from."""
        place = FindPlace.at(self._bridge.library, node)
        before, self._place = self._place, place
        scope = self.scope.currentData()
        moved = place.nearest(scope) is not before.nearest(scope) or place.part(scope) != before.part(scope)
        if moved and self.isVisible():
            self._search(at_once=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # From wherever the keyboard is: none of the fields and buttons here takes Esc itself.
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if watched is not self.list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._go_on(-1 if back else 1)
        elif watched is not self.list and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return super().eventFilter(watched, event)
        return True

    # ---- searching -------------------------------------------------------------------------

    def _search(self, *, at_once: bool = False) -> None:
        query = Query(self.line.text(), self.exact_case.isChecked(), self.exact_width.isChecked())
        records: tuple[int, ...] = ()
        if query.text:
            records = records_in(self._bridge.library, self._place, self.scope.currentData())
        self.finder.search(query, records, at_once=at_once)

    def _found(self, lines: list[HitLine]) -> None:
        self.list.add(lines)
        self._show_status()

    def _changed(self) -> None:
        self.list.show_lines(self.finder.lines)
        self._show_status()

    def _show_status(self) -> None:
        finder = self.finder
        can = bool(finder.replaceable) and not self._bridge.library.read_only
        self._one.setEnabled(can)
        self._all.setEnabled(can and not finder.running)
        if not finder.query.text:
            self.status.setText("")
            return
        parts = [f"找到 {finder.count} 处"]
        if finder.running:
            parts = [f"正在查找… {finder.share:.0%}", *parts]
        elif not finder.count:
            parts = ["没有找到"]
        if finder.count > finder.replaceable:
            parts.append(f"其中 {finder.count - finder.replaceable} 处是金额或分数，不替换")
        if len(self.list.lines) >= MOST_LISTED:
            parts.append(f"只列出前面的 {len(self.list.lines)} 条")
        self.status.setText("，".join(parts))

    def _go_on(self, step: int) -> None:
        line = self.focusWidget()
        self._go(self.list.step(step))
        if line is not None:
            line.setFocus()

    def _go(self, hit: Hit | None) -> None:
        if hit is not None:
            self.hit_wanted.emit(hit)

    # ---- replacing -------------------------------------------------------------------------

    def _replace_one(self) -> None:
        """Replace in the current line, and go on to the next."""
        hit = self.list.current or self.list.step(1)
        if hit is None:
            return
        if not hit.replaceable:
            self.message.emit("金额和分数只查找，不替换。请在表格中修改。")
            self.list.step(1)
            return
        query, text = self.finder.query, self.replacement.text()
        changes = self._bridge.run(lambda library: replace_at(library, hit.record_id, hit.path, query, text))
        if changes is not None:
            following = self.list.current
            if following is not None and (following.record_id, following.path) == (hit.record_id, hit.path):
                self.list.step(1)  # the new text holds what is sought
            self._go(self.list.current or hit)

    def _replace_all(self) -> None:
        finder, text = self.finder, self.replacement.text()
        records = finder.records
        if len(records) > 1 and not message.confirm(
            self.window(),
            f"将在 {len(records)} 个项目中把 {finder.replaceable} 处“{finder.query.text}”替换为“{text}”。"
            "可以一次撤销。",
            "全部替换",
            "返回",
        ):
            return
        finder.stop()
        query = finder.query
        parts = run_in_parts(
            self._bridge,
            records,
            lambda library, some, key: replace_all(library, some, query, text, key),
            "正在替换…",
            self.window(),
        )
        if parts is not None:
            self.message.emit(f"已替换 {sum(parts)} 格，可按 Ctrl+Z 撤销。")
