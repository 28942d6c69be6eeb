"""Leaving a form while the library refuses what was typed into it: never without asking."""

from __future__ import annotations

from perfdesk.ui.widget import message
from perfdesk.ui.window.sheet_pane import SheetPane
from perfdesk.ui.work.bridge import Bridge

_MOST = 40  # characters of what was typed


def ask_to_leave(sheet: SheetPane, bridge: Bridge) -> bool:
    """Enter what is being typed; whether the form may be left.

    Where the library refuses the text, the user tries again, gives it up, or stays with it in the cell.
    """
    while True:
        with bridge.collected_messages() as sentences:
            if sheet.commit():
                return True
        typed = sheet.unfinished
        shown = typed if len(typed) <= _MOST else f"{typed[:_MOST]}……"
        sentence = "{why}\n\n刚才输入的“{text}”还没有存入填报库，离开后就没有了。"
        taken = message.offer(
            sheet.window(),
            sentence.format(why="\n".join(sentences), text=shown),
            ("再试(&R)", "放弃这次输入(&D)"),
            "留下(&S)",
        )
        if taken is None:
            sheet.stay()
            return False
        if taken == 1:
            sheet.give_up()
