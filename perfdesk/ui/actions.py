"""Every action of the program once: its text, shortcut and icon, and the menu it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from perfdesk.ui import theme

if TYPE_CHECKING:  # PySide6 types it as returning an object

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
        """Mark a text for translation."""

else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP

_CONTEXT = "Actions"


class Reach(Enum):
    """Where the keyboard must be for an action's shortcut to work."""

    WINDOW = auto()
    TREE = auto()
    SHEET = auto()


class Spec(NamedTuple):
    """What an action is to the person: ``text`` with its mnemonic, ``tip`` for the toolbar."""

    text: str
    shortcut: str = ""
    icon: str = ""
    reach: Reach = Reach.WINDOW
    checkable: bool = False


class Command(Enum):
    """The actions."""

    NEW_RECORD = Spec(QT_TRANSLATE_NOOP("Actions", "新建项目(&N)…"), "Ctrl+N", "new")
    NEW_UNIT = Spec(QT_TRANSLATE_NOOP("Actions", "新建单位(&U)…"), "Ctrl+Shift+N", "unit")
    NEW_YEAR = Spec(QT_TRANSLATE_NOOP("Actions", "新建年度(&Y)…"), "", "year")
    NEW_LIBRARY = Spec(QT_TRANSLATE_NOOP("Actions", "新建填报库(&L)…"))
    OPEN_LIBRARY = Spec(QT_TRANSLATE_NOOP("Actions", "打开填报库(&O)…"), "Ctrl+O", "open")
    PREVIEW = Spec(QT_TRANSLATE_NOOP("Actions", "打印预览(&V)…"), "Ctrl+Shift+P", "preview")
    PRINT = Spec(QT_TRANSLATE_NOOP("Actions", "打印(&P)…"), "Ctrl+P", "print")
    EXPORT_PDF = Spec(QT_TRANSLATE_NOOP("Actions", "导出 PDF(&D)…"), "Ctrl+Shift+F", "pdf")
    EXPORT_EXCEL = Spec(QT_TRANSLATE_NOOP("Actions", "导出 Excel(&E)…"), "Ctrl+Shift+E", "excel")
    QUIT = Spec(QT_TRANSLATE_NOOP("Actions", "退出(&X)"), "Ctrl+Q")

    UNDO = Spec(QT_TRANSLATE_NOOP("Actions", "撤销(&U)"), "Ctrl+Z", "undo")
    REDO = Spec(QT_TRANSLATE_NOOP("Actions", "重做(&R)"), "Ctrl+Y", "redo")
    CUT = Spec(QT_TRANSLATE_NOOP("Actions", "剪切(&T)"), "Ctrl+X", "", Reach.SHEET)
    COPY = Spec(QT_TRANSLATE_NOOP("Actions", "复制(&C)"), "Ctrl+C", "", Reach.SHEET)
    PASTE = Spec(QT_TRANSLATE_NOOP("Actions", "粘贴(&P)"), "Ctrl+V", "", Reach.SHEET)
    CLEAR = Spec(QT_TRANSLATE_NOOP("Actions", "清除内容(&L)"), "Del", "", Reach.SHEET)
    FIND = Spec(QT_TRANSLATE_NOOP("Actions", "查找项目(&F)"), "Ctrl+F", "search")
    RENAME = Spec(QT_TRANSLATE_NOOP("Actions", "重命名(&M)"), "F2", "rename", Reach.TREE)
    DUPLICATE = Spec(QT_TRANSLATE_NOOP("Actions", "复制项目(&D)"), "Ctrl+D", "duplicate", Reach.TREE)
    DELETE = Spec(QT_TRANSLATE_NOOP("Actions", "删除项目或单位(&E)"), "Del", "delete", Reach.TREE)
    MOVE_UP = Spec(QT_TRANSLATE_NOOP("Actions", "上移项目(&A)"), "Alt+Up", "", Reach.TREE)
    MOVE_DOWN = Spec(QT_TRANSLATE_NOOP("Actions", "下移项目(&B)"), "Alt+Down", "", Reach.TREE)

    # The keys of rows are those of Excel (Ctrl++ and Ctrl+-) and of tables in Word (Alt+Shift+arrow).
    ROW_ABOVE = Spec(QT_TRANSLATE_NOOP("Actions", "在上方插入行(&A)"), "Ctrl++", "row-above", Reach.SHEET)
    ROW_BELOW = Spec(QT_TRANSLATE_NOOP("Actions", "在下方插入行(&B)"), "Ctrl+I", "row-below", Reach.SHEET)
    ROW_COPY = Spec(QT_TRANSLATE_NOOP("Actions", "复制行(&C)"), "Ctrl+Shift+D", "row-copy", Reach.SHEET)
    ROW_DELETE = Spec(QT_TRANSLATE_NOOP("Actions", "删除行(&D)"), "Ctrl+-", "row-delete", Reach.SHEET)
    ROW_UP = Spec(QT_TRANSLATE_NOOP("Actions", "上移行(&U)"), "Alt+Shift+Up", "row-up", Reach.SHEET)
    ROW_DOWN = Spec(QT_TRANSLATE_NOOP("Actions", "下移行(&W)"), "Alt+Shift+Down", "row-down", Reach.SHEET)

    ZOOM_IN = Spec(QT_TRANSLATE_NOOP("Actions", "放大(&I)"), "Ctrl+Alt+=", "zoom-in")
    ZOOM_OUT = Spec(QT_TRANSLATE_NOOP("Actions", "缩小(&O)"), "Ctrl+Alt+-", "zoom-out")
    ZOOM_RESET = Spec(QT_TRANSLATE_NOOP("Actions", "原始大小(&R)"), "Ctrl+0")
    SHOW_TREE = Spec(QT_TRANSLATE_NOOP("Actions", "项目列表(&T)"), "F6", checkable=True)
    SHOW_EXPLANATION = Spec(QT_TRANSLATE_NOOP("Actions", "填报说明(&E)"), "F7", checkable=True)

    KEYS = Spec(QT_TRANSLATE_NOOP("Actions", "快捷键(&K)"), "F1")
    OPEN_LOG = Spec(QT_TRANSLATE_NOOP("Actions", "打开日志文件夹(&L)"))
    ABOUT = Spec(QT_TRANSLATE_NOOP("Actions", "关于绩效填报台(&A)"))

    @property
    def text(self) -> str:
        """The text a person reads, with its mnemonic."""
        return QCoreApplication.translate(_CONTEXT, self.value.text)

    @property
    def label(self) -> str:
        """The text without mnemonic and dots."""
        return plain(self.text)


RECENT = "recent"
"""Stands in a menu where the libraries opened lately are listed."""

Entry = Command | str | None
"""An action, :data:`RECENT`, or ``None`` for a line between groups."""

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("Actions", "文件(&F)"),
        (
            Command.NEW_RECORD,
            Command.NEW_UNIT,
            Command.NEW_YEAR,
            None,
            Command.NEW_LIBRARY,
            Command.OPEN_LIBRARY,
            RECENT,
            None,
            Command.PREVIEW,
            Command.PRINT,
            Command.EXPORT_PDF,
            Command.EXPORT_EXCEL,
            None,
            Command.QUIT,
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "编辑(&E)"),
        (
            Command.UNDO,
            Command.REDO,
            None,
            Command.CUT,
            Command.COPY,
            Command.PASTE,
            Command.CLEAR,
            None,
            Command.RENAME,
            Command.DUPLICATE,
            Command.DELETE,
            Command.MOVE_UP,
            Command.MOVE_DOWN,
            None,
            Command.FIND,
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "行(&R)"),
        (
            Command.ROW_ABOVE,
            Command.ROW_BELOW,
            Command.ROW_COPY,
            Command.ROW_DELETE,
            None,
            Command.ROW_UP,
            Command.ROW_DOWN,
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "视图(&V)"),
        (
            Command.ZOOM_IN,
            Command.ZOOM_OUT,
            Command.ZOOM_RESET,
            None,
            Command.SHOW_TREE,
            Command.SHOW_EXPLANATION,
        ),
    ),
    (QT_TRANSLATE_NOOP("Actions", "帮助(&H)"), (Command.KEYS, Command.OPEN_LOG, None, Command.ABOUT)),
)

TOOLBAR: tuple[Entry, ...] = (
    Command.NEW_RECORD,
    None,
    Command.UNDO,
    Command.REDO,
    None,
    Command.ROW_ABOVE,
    Command.ROW_BELOW,
    Command.ROW_COPY,
    Command.ROW_DELETE,
    Command.ROW_UP,
    Command.ROW_DOWN,
    None,
    Command.PREVIEW,
    Command.PRINT,
    Command.EXPORT_PDF,
    Command.EXPORT_EXCEL,
)

TREE_MENU: tuple[Entry, ...] = (
    Command.NEW_RECORD,
    Command.NEW_UNIT,
    Command.NEW_YEAR,
    None,
    Command.RENAME,
    Command.DUPLICATE,
    Command.DELETE,
    None,
    Command.MOVE_UP,
    Command.MOVE_DOWN,
    None,
    Command.PREVIEW,
    Command.EXPORT_PDF,
    Command.EXPORT_EXCEL,
)


def plain(text: str) -> str:
    """A menu text without its mnemonic and dots: ``打印(&P)…`` → ``打印``."""
    head, mark, _ = text.partition("(&")
    return head if mark else text.rstrip("…")


class Actions(QObject):
    """The actions of one window, made from the table above."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions = {command: self._action(command, window) for command in Command}
        self.recent = QMenu(self.tr("最近打开的填报库(&R)"), window)

    def __getitem__(self, command: Command) -> QAction:
        return self._actions[command]

    def attach(self, reach: Reach, widget: QWidget) -> None:
        """Let the shortcuts of that reach work while the keyboard is in the widget."""
        for command, action in self._actions.items():
            if command.value.reach is reach:
                widget.addAction(action)

    def fill_bar(self, bar: QMenuBar) -> None:
        """Put all menus into the window's menu bar."""
        for title, entries in MENUS:
            self.fill(bar.addMenu(QCoreApplication.translate(_CONTEXT, title)), entries)

    def fill(self, place: QWidget, entries: Iterable[Entry]) -> None:
        """Put actions, and lines between them, into a menu or toolbar."""
        for entry in entries:
            if isinstance(entry, Command):
                place.addAction(self._actions[entry])
            elif entry == RECENT:
                place.addAction(self.recent.menuAction())
            else:
                line = QAction(place)
                line.setSeparator(True)
                place.addAction(line)

    def name_step(self, command: Command, operation: str) -> None:
        """Show the operation that 撤销 or 重做 is about; ``""`` where there is none."""
        action = self._actions[command]
        action.setEnabled(bool(operation))
        head, mark, tail = command.text.partition("(&")
        named = f"{head}“{operation}”" if operation else head
        action.setText(named + mark + tail)
        action.setToolTip(_tip(named, command))

    def _action(self, command: Command, window: QWidget) -> QAction:
        spec = command.value
        action = QAction(command.text, window)
        action.setIconText(command.label)
        action.setToolTip(_tip(command.label, command))
        action.setCheckable(spec.checkable)
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        if spec.reach is not Reach.WINDOW:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action


def _tip(text: str, command: Command) -> str:
    keys = QKeySequence(command.value.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text}（{keys}）" if keys else text
