"""What became of a record that was turned into another form, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from perfdesk.exchange.listing.terminal_text import one_line, section
from perfdesk.model.conversion.conversion import Conversion
from perfdesk.model.edit.conversion_edit import ConvertedRecord


def conversion_text(converted: ConvertedRecord, name: str) -> str:
    """A heading that says which record became which (``name`` is the new one's), and what to know of it."""
    heading = f"编号 {converted.old} 转换为{name}，{converted.conversion.record.year}年度"
    return section(heading, conversion_lines(converted.conversion))


def conversion_lines(conversion: Conversion) -> Iterator[str]:
    """A line for everything that is not as it was, and for everything that was left behind."""
    if conversion.rescaled:
        yield "金额已按新表的单位换算。"
    for moved in conversion.moved:
        yield f"“{moved.before}”改列“{moved.after}”。"
    for strange in conversion.strange:
        yield f"新表没有“{strange}”，按原样保留，请另选。"
    for dropped in conversion.dropped:
        yield f"未带入：{dropped.label}：{one_line(dropped.text)}"
    if not conversion.dropped:
        yield "填写的内容全部带入。"
