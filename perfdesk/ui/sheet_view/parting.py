"""Leaving a form while the library refuses what was typed into it: never without asking."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from perfdesk.ui.dialogs import message
from perfdesk.ui.sheet_view.view import SheetView

_MOST = 40  # characters of what was typed


def let_go(view: SheetView) -> bool:
    """Enter what is being typed; whether the form may be left.

    Where the library refuses the text, the user tries again, gives it up, or stays with it in the cell.
    """
    bridge = view.sheet_model.bridge
    while (editor := view.editor) is not None and bridge is not None:
        with bridge.heard() as sentences:
            if view.commit_editor():
                break
        typed = editor.toPlainText()
        shown = typed if len(typed) <= _MOST else f"{typed[:_MOST]}……"
        told = _tr("{why}\n\n刚才输入的“{text}”还没有存入填报库，离开后就没有了。")
        taken = message.offer(
            view.window(),
            told.format(why="\n".join(sentences), text=shown),
            (_tr("再试(&R)"), _tr("放弃这次输入(&D)")),
            _tr("留下(&S)"),
        )
        if taken is None:
            editor.setFocus()
            return False
        if taken == 1:
            editor.cancelled.emit()
    return True


def _tr(text: str) -> str:
    return QCoreApplication.translate("Parting", text)
