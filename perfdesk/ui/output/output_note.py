"""That a record has left: noted, worded and marked, 已打印, 打印后有改动."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from perfdesk.model.kept.output import Output, OutputKind, OutputState, RecordOutput
from perfdesk.ui.work import progress_dialog
from perfdesk.ui.work.bridge import Bridge

_PART = 100  # records noted in one go: some tens of milliseconds

ICONS = {True: "out-true", False: "out-changed"}
"""The mark of a record by whether what left is still true."""


def note_outputs(bridge: Bridge, outputs: Sequence[RecordOutput], window: QWidget) -> None:
    """Note what has left, to the end; of very many records some at a time."""
    parts = [outputs[first : first + _PART] for first in range(0, len(outputs), _PART)]

    def steps() -> Iterator[None]:
        for part in parts:
            bridge.run(lambda library: library.outputs.note(part))  # noqa: B023  # at once
            yield

    progress_dialog.carry_out(
        window, "正在记下输出的项目…", len(parts), steps(), lambda _: None, stoppable=False
    )


def output_state_text(state: OutputState) -> str:
    """How a record stands: 已打印, 打印后有改动."""
    if state.true:
        return f"已{done(state.output.kind)}"
    return f"{done(state.output.kind)}后有改动"


def done(kind: OutputKind) -> str:
    """What was done: 打印, 导出, 发送."""
    match kind:
        case OutputKind.PRINT:
            return "打印"
        case OutputKind.MAIL:
            return "发送"
        case OutputKind.PDF | OutputKind.EXCEL:
            return "导出"


def moment(at: datetime) -> str:
    """A time as it is read: 2026年3月5日 14:03."""
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def lines(outputs: Iterable[Output], fingerprint: str) -> Iterator[str]:
    """A line of what left, when and where to; says of each whether it is still true."""
    for output in outputs:
        text = output_text(output)
        yield text if output.of_record.fingerprint == fingerprint else text + "，之后有改动"


def output_text(output: Output) -> str:
    """When, how and where to something left: 2026年3月5日 14:03 导出 PDF（/报送/一.pdf）."""
    return f"{moment(output.at)} {_done_with(output)}"


def _done_with(output: Output) -> str:
    match output.kind:
        case OutputKind.PRINT:
            text = "打印"
        case OutputKind.MAIL:
            text = "生成邮件"
        case OutputKind.PDF:
            text = "导出 PDF"
        case OutputKind.EXCEL:
            text = "导出 Excel"
    return f"{text}（{output.of_record.place}）" if output.of_record.place else text
