"""What to do next, as a few links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from perfdesk.model.overview.progress import NextStep, Task
from perfdesk.ui.widget import theme


class StepList(QLabel):
    """``wanted`` carries the :class:`NextStep` whose link was clicked."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[NextStep, ...] = ()
        self._name: Callable[[int], str] = str
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(lambda link: self.wanted.emit(self._steps[int(link)]))
        theme.scheme.changed.connect(self._write)

    def show_steps(self, steps: Sequence[NextStep], name: Callable[[int], str]) -> None:
        """Show other steps; ``name`` gives the name of a record."""
        self._steps, self._name = tuple(steps), name
        self._write()

    def _write(self) -> None:
        lines = [self._line(number, step) for number, step in enumerate(self._steps)]
        self.setText("".join(f'<p style="margin-top:0; margin-bottom:5px;">{line}</p>' for line in lines))

    def _line(self, number: int, step: NextStep) -> str:
        counted, doing = self._words()[step.task]
        count = counted.format(count=len(step.records))
        link = escape(doing.format(name=self._name(step.records[0])))
        style = f"color:{theme.ACCENT.name()}; text-decoration:none;"
        return f'{escape(count)}：<a href="{number}" style="{style}">{link}</a>'

    def _words(self) -> dict[Task, tuple[str, str]]:
        """Of each task how many forms it is about, and what the link does."""
        return {
            Task.CORRECT: ("{count} 份填完但有错误", "先改“{name}”"),
            Task.FINISH: ("{count} 份还没有填完", "接着填“{name}”"),
            Task.BEGIN: ("{count} 份还没有开始", "从“{name}”开始"),
            Task.EXPLAIN: ("{count} 份有警告", "改正“{name}”，或写明理由"),
            Task.RENEW: ("{count} 份报送后有改动", "预览后重新打印、报送"),
            Task.HAND_IN: ("{count} 份填完、没有错误", "预览后打印、报送"),
        }
