"""Asks before forms with errors are printed or exported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from PySide6.QtWidgets import QWidget

from perfdesk.model.checks.finding import Severity
from perfdesk.model.library.library import Library
from perfdesk.ui.widget import message

_MOST_LINES = 10  # of a message box that still fits a small screen


def let_pass(
    library: Library,
    record_ids: Sequence[int],
    action: str,
    window: QWidget,
    correct: Callable[[int], None],
) -> bool:
    """Whether records may be sent: they have no errors, or the user, shown which, wants it all the same.

    ``action`` is what is about to be done: 打印, 导出. ``correct`` is called with the id of the first record
    that has errors where the user goes back to put them right.
    """
    errors = library.audit.errors()
    wrong = [record_id for record_id in record_ids if record_id in errors]
    if not wrong:
        return True
    lines = list(islice(_lines(library, wrong), _MOST_LINES))
    rest = sum(1 + errors[record_id] for record_id in wrong) - len(lines)
    if rest > 0:
        lines.append(f"……还有 {rest} 行，见各表的审核。")
    heading = f"审核发现错误，改正后再{action}为好："
    passed = message.confirm(
        window,
        "\n".join((heading, "", *lines)),
        f"仍然{action}",
        "返回改正",
    )
    if not passed:
        correct(wrong[0])
    return passed


def _lines(library: Library, wrong: Sequence[int]) -> Iterator[str]:
    for record_id in wrong:
        summary = library.tree.summary(record_id)
        name = summary.name.strip() or "（未命名项目）"
        yield f"{name}：{summary.errors} 处"
        for finding in library.audit.findings(record_id):
            if finding.severity is Severity.ERROR:
                yield f"　· {finding.message}"
