"""What carrying a project into the next year changes and leaves behind, for a terminal."""

from __future__ import annotations

from perfdesk.exchange.listing.conversion_report import conversion_lines
from perfdesk.exchange.listing.terminal_text import one_line, section
from perfdesk.model.conversion.carry import Carried


def carry_report(name: str, result: Carried) -> str:
    """A heading that names the project, and a line for each text that is changed, moved or left behind."""
    reworded = (
        f"改年度：{text.label}：{' → '.join(map(one_line, text.excerpt()))}" for text in result.reworded
    )
    heading = f"{name} 结转为 {result.conversion.record.form}"
    return section(heading, (*reworded, *conversion_lines(result.conversion)))
