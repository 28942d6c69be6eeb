"""What carrying a project into the next year changes and leaves behind, for a terminal."""

from __future__ import annotations

from perfdesk.exchange.listing.conversion_report import conversion_lines
from perfdesk.model.conversion.carry import Carried


def carry_report(name: str, result: Carried) -> str:
    """A heading that names the project, and a line for each text that is changed, moved or left behind."""
    lines = [f"{name} 结转为 {result.conversion.record.form}"]
    for text in result.reworded:
        old, new = (" ".join(shown.split()) for shown in text.excerpt())
        lines.append(f"  改年度：{text.label}：{old} → {new}")
    return "\n".join((*lines, *conversion_lines(result.conversion)))
