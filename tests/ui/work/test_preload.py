"""Once the window has been there for a moment, the first edit and the first paste import nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.library import small_library

# In a process of its own: here, other tests have imported everything.
EDITS = """
import sys, time
from types import ModuleType
from PySide6.QtWidgets import QApplication
from perfdesk import app
from perfdesk.model.form.path import Path
from perfdesk.ui.work import preload
from perfdesk.ui.work.sliced_task import SlicedTask

application = QApplication([])
window = app.open_window(sys.argv[1])
window.show()
[task] = [one for one in window.findChildren(SlicedTask) if one.parent() is window]
ended = []
task.finished.connect(lambda: ended.append(True))
until = time.monotonic() + 30
while not ended and time.monotonic() < until:
    application.processEvents()
print("ENDED", bool(ended))
def run() -> set[str]:
    return {name for name, module in sys.modules.items() if type(module) is ModuleType}

view, known = window.sheet.view, run()
cell = view.sheet_model.cell_of(Path("indicators", 0, "actual"))
print("EDITED", view.sheet_model.enter(cell, "7"))
application.clipboard().setText("甲\\t≥7\\n乙\\t≥8")
view.focus_cell(Path("indicators", 2, "level3"))
view.ranges.paste()
print("ROWS", len(view.sheet_model.record.rows("indicators")))
print("NEW", sorted(name for name in run() - known if name.startswith("perfdesk")))
window.close()
"""


def test_the_first_edit_and_the_first_paste_wait_for_no_import(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", EDITS, str(small_library(tmp_path))],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == ["ENDED True", "EDITED True", "ROWS 4", "NEW []"]
