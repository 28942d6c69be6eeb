"""A clerk at the real window: types into cells, prints each edit once it is entered, and never stops.

``python -m tests.kill.window_clerk LIBRARY SEED`` prints ``ready``, then a line for each edit:
the record's id, the path of the value and the text, with blanks between.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from perfdesk.model.form.path import Path as ValuePath

ROWS = 6
_KEYS = ("target", "actual", "weight", "manual_score", "reason", "level3")


class Typed(NamedTuple):
    """One edit: what is typed where. No text is typed twice, so each edit changes the file."""

    path: ValuePath
    text: str


def typing(seed: str) -> Iterator[Typed]:
    """The edits of a clerk, the same for the same seed."""
    chance = Random(seed)
    number = 0
    while True:
        number += 1
        path = ValuePath("indicators", chance.randrange(ROWS), chance.choice(_KEYS))
        yield Typed(path, f"{chance.randrange(100)}{number:06}")


def main(library: str, seed: str) -> None:
    """Open the window and type until killed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from perfdesk import app

    application = QApplication([])
    window = app.open_window(library)
    window.show()
    window.activateWindow()
    application.processEvents()
    view = window.sheet.view
    _say("ready")
    for typed in typing(seed):
        view.focus_cell(typed.path)
        for character in typed.text:
            QTest.keyClicks(QApplication.focusWidget() or view, character)
            application.processEvents()
        QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Return)
        _say(f"{window.sheet.record_id} {typed.path} {typed.text}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(str(Path(sys.argv[1])), sys.argv[2])
