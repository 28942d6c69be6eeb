"""结转: values carried from an earlier year that nobody has confirmed for this one."""

from __future__ import annotations

from collections.abc import Iterator

from perfdesk.model.checks.finding import Finding, Severity
from perfdesk.model.checks.subject import Subject
from perfdesk.model.record.pending import pending


def unconfirmed(subject: Subject) -> Iterator[Finding]:
    """One finding for all of them, at the first: each has its mark on the sheet."""
    waiting = pending(subject.record)
    if waiting:
        years = "、".join(dict.fromkeys(f"{value.year}年度" for value in waiting))
        yield Finding(
            "carried.unconfirmed",
            Severity.NOTICE,
            subject.record.id,
            waiting[0].path,
            f"还有由{years}结转的内容没有确认。请逐项核对，改正或确认。",
        )
