"""Which commands stand on the toolbars and in the context menus."""

from __future__ import annotations

from perfdesk.ui.command.command import ROWS, Command, Entry

TOOLBAR: tuple[Entry, ...] = (
    Command.NEW_RECORD,
    None,
    Command.UNDO,
    Command.REDO,
    None,
    *ROWS,
    Command.ROW_UP,
    Command.ROW_DOWN,
    None,
    Command.FIND,
    Command.SHOW_STOCK,
    Command.SHOW_FINDINGS,
    None,
    Command.PREVIEW,
    Command.PRINT,
    Command.EXPORT_PDF,
    Command.EXPORT_EXCEL,
    Command.SEND,
)

TOOLBAR_NAMED = (
    Command.NEW_RECORD,
    Command.FIND,
    Command.SHOW_STOCK,
    Command.SHOW_FINDINGS,
    Command.PREVIEW,
    Command.PRINT,
    Command.EXPORT_PDF,
    Command.EXPORT_EXCEL,
    Command.SEND,
)
"""The commands whose name stands beside their icon where the window is wide enough."""

MAKING = (Command.NEW_RECORD, Command.NEW_UNIT, Command.NEW_YEAR, Command.IMPORT)
"""What adds to a library."""

OUTGOING = (Command.PREVIEW, Command.PRINT, Command.EXPORT_PDF, Command.EXPORT_EXCEL, Command.SEND)
"""What is done with the projects chosen in the tree."""

ZOOM_BAR: tuple[Entry, ...] = (Command.ZOOM_OUT, Command.ZOOM_IN)

TREE_MENU: tuple[Entry, ...] = (
    Command.NEW_RECORD,
    Command.NEW_UNIT,
    Command.NEW_YEAR,
    Command.CARRY,
    None,
    Command.RENAME,
    Command.DUPLICATE,
    Command.CONVERT,
    Command.DELETE,
    None,
    Command.MOVE_UP,
    Command.MOVE_DOWN,
    None,
    Command.ATTACHMENTS,
    Command.HISTORY,
    Command.RECYCLE_BIN,
    None,
    Command.PREVIEW,
    Command.EXPORT_PDF,
    Command.EXPORT_EXCEL,
    Command.SEND,
)

PREVIEW_BAR: tuple[Entry, ...] = (
    Command.PRINT,
    Command.EXPORT_PDF,
    None,
    Command.ZOOM_OUT,
    Command.ZOOM_IN,
    Command.ZOOM_RESET,
    Command.FIT_WIDTH,
)

SHEET_MENU: tuple[Entry, ...] = (
    Command.CUT,
    Command.COPY,
    Command.PASTE,
    Command.CLEAR,
    Command.CHOOSE,
    None,
    Command.FILL_DOWN,
    Command.FILL_RIGHT,
    Command.SELECT_ALL,
    Command.CONFIRM,
    Command.CONFIRM_ALL,
    None,
    Command.SNIPPET,
    Command.SHOW_STOCK,
    None,
    *ROWS,
    None,
    Command.ROW_UP,
    Command.ROW_DOWN,
    Command.ATTACHMENTS,
    Command.HISTORY,
)
