"""Recovers a damaged library (修复) into a new file, and reports in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perfdesk.errors import LibraryProblem
from perfdesk.model.form.definition import Forms
from perfdesk.model.form.known_keys import NAME_FIELD
from perfdesk.model.library.library import Library
from perfdesk.model.store.salvage import Salvage, salvage
from perfdesk.model.store.stored_value import values_from

NAMELESS = "（名称已丢失）"


def recover(damaged: Path, new: Path, forms: Forms) -> Salvage:
    """Put what can be read of a damaged library into a new one; the damaged file is not touched.

    Raises ``LibraryProblem`` where ``new`` exists, nothing can be read, or the new file cannot be made.
    """
    if new.exists():
        raise LibraryProblem(f"“{new}”已存在。请换一个文件名。")
    salvaged = salvage(damaged, new, lambda fields: values_from(fields).get(NAME_FIELD, ""))
    Library.open(new, forms).close()  # computes the scores, and shows that it is whole
    return salvaged


def recovery_report(salvaged: Salvage) -> str:
    """What was salvaged and what was lost, line by line."""
    return "\n".join(_lines(salvaged))


def recovered_path(damaged: Path) -> Path:
    """A free name beside a damaged library."""
    numbers = iter(range(2, 1000))
    path = damaged.with_name(f"{damaged.stem}-修复{damaged.suffix}")
    while path.exists():
        path = damaged.with_name(f"{damaged.stem}-修复{next(numbers)}{damaged.suffix}")
    return path


def _lines(salvaged: Salvage) -> Iterator[str]:
    files = f"、{salvaged.attachments} 个附件" if salvaged.attachments else ""
    yield f"找回 {salvaged.units} 个单位、{salvaged.records} 个项目、{salvaged.rows} 行{files}。"
    if salvaged.nameless:
        yield f"其中 {salvaged.nameless} 个项目只找回了表中的行，名称等已丢失，请按内容补填。"
    if salvaged.lost_records:
        yield f"没有找回的项目（{len(salvaged.lost_records)} 个）："
        yield from (f"　{name or NAMELESS}" for name in salvaged.lost_records)
    if salvaged.incomplete:
        yield f"缺行的项目（{len(salvaged.incomplete)} 个）："
        yield from (f"　{name or NAMELESS}：缺 {count} 行" for name, count in salvaged.incomplete)
    if salvaged.lost_attachments:
        yield f"没有找回的附件（{len(salvaged.lost_attachments)} 个）："
        yield from (f"　{name or NAMELESS}：{file}" for name, file in salvaged.lost_attachments)
    if salvaged.bad_pages:
        yield f"文件有 {salvaged.bad_pages} 处读不出来，请把找回的内容与备份或纸质件核对。"
    if not (salvaged.lost_records or salvaged.incomplete or salvaged.nameless or salvaged.lost_attachments):
        yield "没有发现丢失的项目和行。"
