"""Every command of the program once: its text, shortcut and icon, and the menus it stands in."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:  # PySide6 types it as returning an object

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
        """Mark a text for translation."""

else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP

_CONTEXT = "Actions"
_ARROWS = {"Up": "↑", "Down": "↓"}


class Reach(Enum):
    """Where the keyboard must be for a command's shortcut to work."""

    WINDOW = auto()
    TREE = auto()
    SHEET = auto()


class Spec(NamedTuple):
    """What a command is to the person; ``text`` with its mnemonic."""

    text: str
    shortcut: str = ""
    icon: str = ""
    reach: Reach = Reach.WINDOW
    checkable: bool = False


class Command(Enum):
    """What the program can be told to do."""

    NEW_RECORD = Spec(QT_TRANSLATE_NOOP("Actions", "新建项目(&N)…"), "Ctrl+N", "new")
    NEW_UNIT = Spec(QT_TRANSLATE_NOOP("Actions", "新建单位(&U)…"), "Ctrl+Shift+N", "unit")
    NEW_YEAR = Spec(QT_TRANSLATE_NOOP("Actions", "新建年度(&Y)…"), "", "year")
    CARRY = Spec(QT_TRANSLATE_NOOP("Actions", "结转下年(&J)…"), "", "carry")
    NEW_LIBRARY = Spec(QT_TRANSLATE_NOOP("Actions", "新建填报库(&L)…"))
    OPEN_LIBRARY = Spec(QT_TRANSLATE_NOOP("Actions", "打开填报库(&O)…"), "Ctrl+O", "open")
    START_PAGE = Spec(QT_TRANSLATE_NOOP("Actions", "开始页(&S)…"), "", "start")
    IMPORT = Spec(QT_TRANSLATE_NOOP("Actions", "导入报表(&I)…"), "Ctrl+Shift+I", "import")
    PREVIEW = Spec(QT_TRANSLATE_NOOP("Actions", "打印预览(&V)…"), "Ctrl+F2", "preview")
    PRINT = Spec(QT_TRANSLATE_NOOP("Actions", "打印(&P)…"), "Ctrl+P", "print")
    EXPORT_PDF = Spec(QT_TRANSLATE_NOOP("Actions", "导出 PDF(&D)…"), "Ctrl+Shift+F", "pdf")
    EXPORT_EXCEL = Spec(QT_TRANSLATE_NOOP("Actions", "导出 Excel(&E)…"), "Ctrl+Shift+E", "excel")
    SEND = Spec(QT_TRANSLATE_NOOP("Actions", "发送(&M)…"), "Ctrl+Shift+M", "send")
    CHECK_PRINT = Spec(QT_TRANSLATE_NOOP("Actions", "核对打印件(&K)…"), "Ctrl+Shift+K", "check-print")
    BACKUPS = Spec(QT_TRANSLATE_NOOP("Actions", "备份(&B)…"), "", "backup")
    QUIT = Spec(QT_TRANSLATE_NOOP("Actions", "退出(&X)"), "Ctrl+Q")

    UNDO = Spec(QT_TRANSLATE_NOOP("Actions", "撤销(&U)"), "Ctrl+Z", "undo")
    REDO = Spec(QT_TRANSLATE_NOOP("Actions", "重做(&R)"), "Ctrl+Y", "redo")
    CUT = Spec(QT_TRANSLATE_NOOP("Actions", "剪切(&T)"), "Ctrl+X", "", Reach.SHEET)
    COPY = Spec(QT_TRANSLATE_NOOP("Actions", "复制(&C)"), "Ctrl+C", "", Reach.SHEET)
    PASTE = Spec(QT_TRANSLATE_NOOP("Actions", "粘贴(&P)"), "Ctrl+V", "", Reach.SHEET)
    CLEAR = Spec(QT_TRANSLATE_NOOP("Actions", "清除内容(&L)"), "Del", "", Reach.SHEET)
    FILL_DOWN = Spec(QT_TRANSLATE_NOOP("Actions", "向下填充(&W)"), "Ctrl+D", "fill-down", Reach.SHEET)
    FILL_RIGHT = Spec(QT_TRANSLATE_NOOP("Actions", "向右填充(&G)"), "Ctrl+R", "fill-right", Reach.SHEET)
    SELECT_ALL = Spec(QT_TRANSLATE_NOOP("Actions", "全选(&S)"), "Ctrl+A", "", Reach.SHEET)
    CHOOSE = Spec(QT_TRANSLATE_NOOP("Actions", "从列表中选择(&K)"), "Alt+Down", "", Reach.SHEET)
    FIND = Spec(QT_TRANSLATE_NOOP("Actions", "查找(&F)…"), "Ctrl+F", "find")
    REPLACE = Spec(QT_TRANSLATE_NOOP("Actions", "替换(&I)…"), "Ctrl+H", "replace")
    # As 筛选 in Excel: the box narrows the list of projects.
    FIND_PROJECT = Spec(QT_TRANSLATE_NOOP("Actions", "查找项目(&J)"), "Ctrl+Shift+L", "search")
    SNIPPET = Spec(QT_TRANSLATE_NOOP("Actions", "插入常用语(&X)…"), "F4", "snippet", Reach.SHEET)
    CONFIRM = Spec(QT_TRANSLATE_NOOP("Actions", "确认结转值(&O)"), "Ctrl+K", "confirm", Reach.SHEET)
    CONFIRM_ALL = Spec(QT_TRANSLATE_NOOP("Actions", "确认全部结转值(&Q)"), "Ctrl+Alt+K", "", Reach.SHEET)
    RENAME = Spec(QT_TRANSLATE_NOOP("Actions", "重命名(&M)"), "F2", "rename", Reach.TREE)
    DUPLICATE = Spec(QT_TRANSLATE_NOOP("Actions", "复制项目(&D)"), "Ctrl+D", "duplicate", Reach.TREE)
    CONVERT = Spec(QT_TRANSLATE_NOOP("Actions", "转换格式(&V)…"), "", "convert", Reach.TREE)
    DELETE = Spec(QT_TRANSLATE_NOOP("Actions", "删除项目或单位(&E)"), "Del", "delete", Reach.TREE)
    RECYCLE_BIN = Spec(QT_TRANSLATE_NOOP("Actions", "回收站(&N)…"), "", "bin")
    ATTACHMENTS = Spec(QT_TRANSLATE_NOOP("Actions", "附件(&Y)…"), "Ctrl+Shift+A", "attachment")
    HISTORY = Spec(QT_TRANSLATE_NOOP("Actions", "修改记录(&H)…"), "Ctrl+Shift+H", "history")
    MOVE_UP = Spec(QT_TRANSLATE_NOOP("Actions", "上移项目(&A)"), "Alt+Up", "", Reach.TREE)
    MOVE_DOWN = Spec(QT_TRANSLATE_NOOP("Actions", "下移项目(&B)"), "Alt+Down", "", Reach.TREE)

    # The keys of rows are those of Excel (Ctrl++ and Ctrl+-) and of tables in Word (Alt+Shift+arrow).
    ROW_ABOVE = Spec(QT_TRANSLATE_NOOP("Actions", "在上方插入行(&A)"), "Ctrl++", "row-above", Reach.SHEET)
    ROW_BELOW = Spec(QT_TRANSLATE_NOOP("Actions", "在下方插入行(&B)"), "Ctrl+I", "row-below", Reach.SHEET)
    ROW_COPY = Spec(QT_TRANSLATE_NOOP("Actions", "复制行(&C)"), "Ctrl+Shift+D", "row-copy", Reach.SHEET)
    ROW_DELETE = Spec(QT_TRANSLATE_NOOP("Actions", "删除行(&D)"), "Ctrl+-", "row-delete", Reach.SHEET)
    ROW_UP = Spec(QT_TRANSLATE_NOOP("Actions", "上移行(&U)"), "Alt+Shift+Up", "row-up", Reach.SHEET)
    ROW_DOWN = Spec(QT_TRANSLATE_NOOP("Actions", "下移行(&W)"), "Alt+Shift+Down", "row-down", Reach.SHEET)

    # As Excel goes from sheet to sheet.
    NEXT_RECORD = Spec(QT_TRANSLATE_NOOP("Actions", "下一个项目(&N)"), "Ctrl+PgDown")
    PREVIOUS_RECORD = Spec(QT_TRANSLATE_NOOP("Actions", "上一个项目(&P)"), "Ctrl+PgUp")
    NEXT_PROBLEM = Spec(QT_TRANSLATE_NOOP("Actions", "下一处问题(&R)"), "Ctrl+J")
    TO_TREE = Spec(QT_TRANSLATE_NOOP("Actions", "到项目列表(&L)"), "Ctrl+T")

    ZOOM_IN = Spec(QT_TRANSLATE_NOOP("Actions", "放大(&I)"), "Ctrl+Alt+=", "zoom-in")
    ZOOM_OUT = Spec(QT_TRANSLATE_NOOP("Actions", "缩小(&O)"), "Ctrl+Alt+-", "zoom-out")
    ZOOM_RESET = Spec(QT_TRANSLATE_NOOP("Actions", "原始大小(&R)"), "Ctrl+0", "zoom-reset")
    FIT_WIDTH = Spec(QT_TRANSLATE_NOOP("Actions", "适合宽度(&W)"), "Ctrl+Alt+0", "fit-width")
    OVERVIEW = Spec(QT_TRANSLATE_NOOP("Actions", "填报库总览(&G)"), "Ctrl+G", "overview")
    SHOW_TREE = Spec(QT_TRANSLATE_NOOP("Actions", "项目列表(&T)"), "F6", checkable=True)
    SHOW_EXPLANATION = Spec(QT_TRANSLATE_NOOP("Actions", "填报说明(&E)"), "F7", checkable=True)
    SHOW_FINDINGS = Spec(QT_TRANSLATE_NOOP("Actions", "审核(&C)"), "F8", "check")
    LOOK_SYSTEM = Spec(QT_TRANSLATE_NOOP("Actions", "外观跟随系统(&Y)"), checkable=True)
    LOOK_LIGHT = Spec(QT_TRANSLATE_NOOP("Actions", "浅色外观(&L)"), checkable=True)
    LOOK_DARK = Spec(QT_TRANSLATE_NOOP("Actions", "深色外观(&D)"), checkable=True)
    SHOW_STOCK = Spec(QT_TRANSLATE_NOOP("Actions", "指标库(&S)"), "F9", "stock")

    HELP = Spec(QT_TRANSLATE_NOOP("Actions", "使用手册(&H)"), "F1", "help")
    PALETTE = Spec(QT_TRANSLATE_NOOP("Actions", "命令面板(&P)…"), "Ctrl+Shift+P")
    KEYS = Spec(QT_TRANSLATE_NOOP("Actions", "快捷键(&K)"), "Ctrl+/")
    OPEN_LOG = Spec(QT_TRANSLATE_NOOP("Actions", "打开日志文件夹(&L)"))
    ABOUT = Spec(QT_TRANSLATE_NOOP("Actions", "关于绩效填报台(&A)"))

    @property
    def text(self) -> str:
        """The text a person reads, with its mnemonic."""
        return translated(self.value.text)

    @property
    def label(self) -> str:
        """The text without mnemonic and dots."""
        return plain(self.text)

    @property
    def keys(self) -> str:
        """The shortcut as people read it: ``Alt+↑``."""
        return re.sub(r"(?<!Pg)(Up|Down)", lambda key: _ARROWS[key[0]], self.value.shortcut)


def translated(text: str) -> str:
    """A text of this module in the user's language."""
    return QCoreApplication.translate(_CONTEXT, text)


RECENT = "recent"
"""Stands in a menu where the libraries opened lately are listed."""

Entry = Command | str | None
"""A command, :data:`RECENT`, or ``None`` for a line between groups."""

ROWS = (Command.ROW_ABOVE, Command.ROW_BELOW, Command.ROW_COPY, Command.ROW_DELETE)

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("Actions", "文件(&F)"),
        (
            Command.NEW_RECORD,
            Command.NEW_UNIT,
            Command.NEW_YEAR,
            Command.CARRY,
            None,
            Command.START_PAGE,
            Command.NEW_LIBRARY,
            Command.OPEN_LIBRARY,
            RECENT,
            None,
            Command.IMPORT,
            None,
            Command.PREVIEW,
            Command.PRINT,
            Command.EXPORT_PDF,
            Command.EXPORT_EXCEL,
            Command.SEND,
            Command.CHECK_PRINT,
            None,
            Command.BACKUPS,
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
            Command.FILL_DOWN,
            Command.FILL_RIGHT,
            Command.SELECT_ALL,
            Command.CHOOSE,
            Command.SNIPPET,
            Command.CONFIRM,
            Command.CONFIRM_ALL,
            None,
            Command.RENAME,
            Command.DUPLICATE,
            Command.CONVERT,
            Command.DELETE,
            Command.MOVE_UP,
            Command.MOVE_DOWN,
            None,
            Command.ATTACHMENTS,
            Command.HISTORY,
            Command.RECYCLE_BIN,
            None,
            Command.FIND,
            Command.REPLACE,
            Command.FIND_PROJECT,
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "行(&R)"),
        (
            *ROWS,
            None,
            Command.ROW_UP,
            Command.ROW_DOWN,
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "转到(&G)"),
        (Command.NEXT_RECORD, Command.PREVIOUS_RECORD, None, Command.NEXT_PROBLEM, None, Command.TO_TREE),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "视图(&V)"),
        (
            Command.ZOOM_IN,
            Command.ZOOM_OUT,
            Command.ZOOM_RESET,
            Command.FIT_WIDTH,
            None,
            Command.OVERVIEW,
            Command.SHOW_TREE,
            Command.SHOW_EXPLANATION,
            Command.SHOW_FINDINGS,
            Command.SHOW_STOCK,
            None,
            Command.LOOK_SYSTEM,
            Command.LOOK_LIGHT,
            Command.LOOK_DARK,
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "帮助(&H)"),
        (Command.HELP, Command.PALETTE, Command.KEYS, Command.OPEN_LOG, None, Command.ABOUT),
    ),
)


def plain(text: str) -> str:
    """A menu text without its mnemonic and dots: ``打印(&P)…`` → ``打印``."""
    head, mark, _ = text.partition("(&")
    return head if mark else text.rstrip("…")
