"""Writes the findings of a record as HTML: groups by severity, links to cells and fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from PySide6.QtGui import QColor

from perfdesk.model.checks.finding import Finding, Severity, count
from perfdesk.model.form.definition import FormDefinition
from perfdesk.model.record.record import Record
from perfdesk.ui.widget import theme

GO, FIX, FIX_ALL, EXPLAIN, GUIDE = "go", "fix", "fixall", "explain", "guide"
"""What a link does, before the colon; behind it is the position of the finding."""

_WORD_JOINER = "\u2060"  # Chinese would break within the short text of a link, too

COLORS: dict[Severity, QColor] = {
    Severity.ERROR: theme.PROBLEM,
    Severity.WARNING: theme.WARNING,
    Severity.NOTICE: theme.ACCENT,
}
"""The colour of each severity, in the panel, the sheet and the tree."""


def findings_html(
    definition: FormDefinition, record: Record, findings: Sequence[Finding], writable: bool
) -> str:
    """The whole panel; fixes are offered where the library can be written."""
    return "".join(_parts(definition, record, findings, writable))


def counted(findings: Iterable[Finding]) -> str:
    """How many there are of each severity: 错误 1　警告 2."""
    found = tuple(findings)
    counts = ((severity, count(found, severity)) for severity in Severity)
    return "　".join(f"{severity} {number}" for severity, number in counts if number)


def _parts(
    definition: FormDefinition, record: Record, findings: Sequence[Finding], writable: bool
) -> Iterator[str]:
    if not findings:
        yield _paragraph("没有发现问题。", f"color:{theme.GOOD.name()}; font-weight:600;")
        return
    fixes = Counter(finding.code for finding in findings if finding.fix is not None)
    for severity in Severity:
        group = [(index, finding) for index, finding in enumerate(findings) if finding.severity is severity]
        if not group:
            continue
        heading = (
            f"{severity} {_group_count(group)}　<span style='font-weight:400;'>{_MEANING[severity]}</span>"
        )
        yield _paragraph(
            heading, f"color:{COLORS[severity].name()}; font-weight:600; margin-top:12px; margin-bottom:6px;"
        )
        for index, finding in group:
            text = escape(finding.message)
            if finding.path is not None:
                text = _link(GO, index, text, theme.TEXT)
            place = escape(place_of(definition, record, finding))
            below = [_link(GO, index, place, theme.MUTED)] if place else []
            if writable:
                below += _offers(index, finding, fixes[finding.code])
            below.append(f"<nobr>{_link(GUIDE, index, '［详情］', theme.MUTED)}</nobr>")
            yield _paragraph(text, "margin-bottom:0;")
            if finding.explanation:
                explained = escape(f"已说明：{finding.explanation}")
                yield _paragraph(
                    explained.replace("\n", "<br>"), f"color:{theme.GOOD.name()}; margin-bottom:0;"
                )
            yield _paragraph("　".join(below), f"color:{theme.MUTED.name()}; margin-bottom:10px;")


def _offers(index: int, finding: Finding, alike: int) -> Iterator[str]:
    """What can be done about a finding beside typing: its fix, and for a warning an explanation.

    ``alike`` is how many findings of its kind have a fix: they can be put right together.
    """
    if finding.fix is not None:
        yield _link(FIX, index, f"［{escape(finding.fix.label)}］", theme.ACCENT)
        if alike > 1:
            yield _link(FIX_ALL, index, _WORD_JOINER.join(f"［同类 {alike} 处全部改正］"), theme.ACCENT)
    if finding.severity is Severity.WARNING:
        label = "［改说明］" if finding.explanation else "［说明］"
        yield _link(EXPLAIN, index, _WORD_JOINER.join(label), theme.ACCENT)


def _group_count(group: Sequence[tuple[int, Finding]]) -> str:
    explained = sum(bool(finding.explanation) for _, finding in group)
    return f"{len(group)}（{explained} 条已说明）" if explained else str(len(group))


def place_of(definition: FormDefinition, record: Record, finding: Finding) -> str:
    """Where a finding stands, in the form's words; ``""`` where it is about the form as a whole."""
    path = finding.path
    if path is None:
        return ""
    label = definition.field_at(path).label
    if path.index is None:
        return label
    block = definition.block(path.block)
    line = record.rows(path.block)[path.index].line
    name = next((form_line.name for form_line in block.lines if form_line.key == line), "")
    row = name or f"第 {path.index + 1} 行"
    return f"{block.label}　{row}　{label}"


_MEANING = {
    Severity.ERROR: "报送前必须改正",
    Severity.WARNING: "请改正，或写明理由",
    Severity.NOTICE: "建议改正",
}


def _paragraph(html: str, style: str) -> str:
    return f'<p style="margin-top:0; {style}">{html}</p>'


def _link(action: str, index: int, html: str, color: QColor) -> str:
    return f'<a href="{action}:{index}" style="text-decoration:none; color:{color.name()};">{html}</a>'
