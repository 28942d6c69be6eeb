"""Every command of the program once: its text, shortcut and icon, and the menus it stands in."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

EQUIPPED = "guided"
"""The property of a dialog that answers to F1 (使用手册)."""

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

    NEW_RECORD = Spec("新建项目(&N)…", "Ctrl+N", "new")
    NEW_UNIT = Spec("新建单位(&U)…", "Ctrl+Shift+N", "unit")
    NEW_YEAR = Spec("新建年度(&Y)…", "", "year")
    CARRY = Spec("结转下年(&J)…", "", "carry")
    NEW_LIBRARY = Spec("新建填报库(&L)…")
    OPEN_LIBRARY = Spec("打开填报库(&O)…", "Ctrl+O", "open")
    START_PAGE = Spec("开始页(&S)…", "", "start")
    IMPORT = Spec("导入报表(&I)…", "Ctrl+Shift+I", "import")
    PREVIEW = Spec("打印预览(&V)…", "Ctrl+F2", "preview")
    PRINT = Spec("打印(&P)…", "Ctrl+P", "print")
    EXPORT_PDF = Spec("导出 PDF(&D)…", "Ctrl+Shift+F", "pdf")
    EXPORT_EXCEL = Spec("导出 Excel(&E)…", "Ctrl+Shift+E", "excel")
    SEND = Spec("发送(&M)…", "Ctrl+Shift+M", "send")
    CHECK_PRINT = Spec("核对打印件(&K)…", "Ctrl+Shift+K", "check-print")
    BACKUPS = Spec("备份(&B)…", "", "backup")
    QUIT = Spec("退出(&X)", "Ctrl+Q")

    UNDO = Spec("撤销(&U)", "Ctrl+Z", "undo")
    REDO = Spec("重做(&R)", "Ctrl+Y", "redo")
    CUT = Spec("剪切(&T)", "Ctrl+X", "", Reach.SHEET)
    COPY = Spec("复制(&C)", "Ctrl+C", "", Reach.SHEET)
    PASTE = Spec("粘贴(&P)", "Ctrl+V", "", Reach.SHEET)
    CLEAR = Spec("清除内容(&L)", "Del", "", Reach.SHEET)
    FILL_DOWN = Spec("向下填充(&W)", "Ctrl+D", "fill-down", Reach.SHEET)
    FILL_RIGHT = Spec("向右填充(&G)", "Ctrl+R", "fill-right", Reach.SHEET)
    SELECT_ALL = Spec("全选(&S)", "Ctrl+A", "", Reach.SHEET)
    CHOOSE = Spec("从列表中选择(&K)", "Alt+Down", "", Reach.SHEET)
    FIND = Spec("查找(&F)…", "Ctrl+F", "find")
    REPLACE = Spec("替换(&I)…", "Ctrl+H", "replace")
    # As 筛选 in Excel: the box narrows the list of projects.
    FIND_PROJECT = Spec("查找项目(&J)", "Ctrl+Shift+L", "search")
    SNIPPET = Spec("插入常用语(&X)…", "F4", "snippet", Reach.SHEET)
    CONFIRM = Spec("确认结转值(&O)", "Ctrl+K", "confirm", Reach.SHEET)
    CONFIRM_ALL = Spec("确认全部结转值(&Q)", "Ctrl+Alt+K", "", Reach.SHEET)
    RENAME = Spec("重命名(&M)", "F2", "rename", Reach.TREE)
    DUPLICATE = Spec("复制项目(&D)", "Ctrl+D", "duplicate", Reach.TREE)
    CONVERT = Spec("转换格式(&V)…", "", "convert", Reach.TREE)
    DELETE = Spec("删除项目或单位(&E)", "Del", "delete", Reach.TREE)
    RECYCLE_BIN = Spec("回收站(&N)…", "", "bin")
    ATTACHMENTS = Spec("附件(&Y)…", "Ctrl+Shift+A", "attachment")
    HISTORY = Spec("修改记录(&H)…", "Ctrl+Shift+H", "history")
    MOVE_UP = Spec("上移项目(&A)", "Alt+Up", "", Reach.TREE)
    MOVE_DOWN = Spec("下移项目(&B)", "Alt+Down", "", Reach.TREE)

    # The keys of rows are those of Excel (Ctrl++ and Ctrl+-) and of tables in Word (Alt+Shift+arrow).
    ROW_ABOVE = Spec("在上方插入行(&A)", "Ctrl++", "row-above", Reach.SHEET)
    ROW_BELOW = Spec("在下方插入行(&B)", "Ctrl+I", "row-below", Reach.SHEET)
    ROW_COPY = Spec("复制行(&C)", "Ctrl+Shift+D", "row-copy", Reach.SHEET)
    ROW_DELETE = Spec("删除行(&D)", "Ctrl+-", "row-delete", Reach.SHEET)
    ROW_UP = Spec("上移行(&U)", "Alt+Shift+Up", "row-up", Reach.SHEET)
    ROW_DOWN = Spec("下移行(&W)", "Alt+Shift+Down", "row-down", Reach.SHEET)

    # As Excel goes from sheet to sheet.
    NEXT_RECORD = Spec("下一个项目(&N)", "Ctrl+PgDown")
    PREVIOUS_RECORD = Spec("上一个项目(&P)", "Ctrl+PgUp")
    NEXT_PROBLEM = Spec("下一处问题(&R)", "Ctrl+J")
    TO_TREE = Spec("到项目列表(&L)", "Ctrl+T")

    ZOOM_IN = Spec("放大(&I)", "Ctrl+Alt+=", "zoom-in")
    ZOOM_OUT = Spec("缩小(&O)", "Ctrl+Alt+-", "zoom-out")
    ZOOM_RESET = Spec("原始大小(&R)", "Ctrl+0", "zoom-reset")
    FIT_WIDTH = Spec("适合宽度(&W)", "Ctrl+Alt+0", "fit-width")
    OVERVIEW = Spec("填报库总览(&G)", "Ctrl+G", "overview")
    SHOW_TREE = Spec("项目列表(&T)", "F6", checkable=True)
    SHOW_EXPLANATION = Spec("填报说明(&E)", "F7", checkable=True)
    SHOW_FINDINGS = Spec("审核(&C)", "F8", "check")
    LOOK_SYSTEM = Spec("外观跟随系统(&Y)", checkable=True)
    LOOK_LIGHT = Spec("浅色外观(&L)", checkable=True)
    LOOK_DARK = Spec("深色外观(&D)", checkable=True)
    SHOW_STOCK = Spec("指标库(&S)", "F9", "stock")

    HELP = Spec("使用手册(&H)", "F1", "help")
    PALETTE = Spec("命令面板(&P)…", "Ctrl+Shift+P")
    KEYS = Spec("快捷键(&K)", "Ctrl+/")
    OPEN_LOG = Spec("打开日志文件夹(&L)")
    ABOUT = Spec("关于绩效填报台(&A)")

    @property
    def text(self) -> str:
        """The text a person reads, with its mnemonic."""
        return self.value.text

    @property
    def label(self) -> str:
        """The text without mnemonic and dots."""
        return plain(self.text)

    @property
    def keys(self) -> str:
        """The shortcut as people read it: ``Alt+↑``."""
        return re.sub(r"(?<!Pg)(Up|Down)", lambda key: _ARROWS[key[0]], self.value.shortcut)


RECENT = "recent"
"""Stands in a menu where the libraries opened lately are listed."""

Entry = Command | str | None
"""A command, :data:`RECENT`, or ``None`` for a line between groups."""

ROWS = (Command.ROW_ABOVE, Command.ROW_BELOW, Command.ROW_COPY, Command.ROW_DELETE)

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "文件(&F)",
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
        "编辑(&E)",
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
        "行(&R)",
        (
            *ROWS,
            None,
            Command.ROW_UP,
            Command.ROW_DOWN,
        ),
    ),
    (
        "转到(&G)",
        (Command.NEXT_RECORD, Command.PREVIOUS_RECORD, None, Command.NEXT_PROBLEM, None, Command.TO_TREE),
    ),
    (
        "视图(&V)",
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
        "帮助(&H)",
        (Command.HELP, Command.PALETTE, Command.KEYS, Command.OPEN_LOG, None, Command.ABOUT),
    ),
)


def plain(text: str) -> str:
    """A menu text without its mnemonic and dots: ``打印(&P)…`` → ``打印``."""
    head, opening, _ = text.partition("(&")
    return head if opening else text.rstrip("…")
