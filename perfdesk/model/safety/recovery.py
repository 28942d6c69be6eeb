"""Recovering a damaged library (修复) into a new file, with a report in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from perfdesk.errors import LibraryProblem
from perfdesk.model.form.definition import Forms
from perfdesk.model.form.known_keys import NAME_FIELD
from perfdesk.model.library.library import Library
from perfdesk.model.store.salvage import Salvage, salvage

NAMELESS = "（名称已丢失）"


def recover(damaged: Path, new: Path, forms: Forms) -> Salvage:
    """Put what can be read of a damaged library into a new one; the damaged file is not touched.

    Raises ``LibraryProblem`` where ``new`` exists, nothing can be read, or the new file cannot be made.
    """
    if new.exists():
        raise LibraryProblem(f"“{new}”已存在。请换一个文件名。")
    saved = salvage(damaged, new, lambda fields: str(json.loads(fields).get(NAME_FIELD, "")))
    Library.open(new, forms).close()  # computes the scores, and shows that it is whole
    return saved


def recovery_report(saved: Salvage) -> str:
    """What was saved and what was lost, line by line."""
    return "\n".join(_lines(saved))


def recovered_path(damaged: Path) -> Path:
    """A free name beside a damaged library."""
    numbers = iter(range(2, 1000))
    path = damaged.with_name(f"{damaged.stem}-修复{damaged.suffix}")
    while path.exists():
        path = damaged.with_name(f"{damaged.stem}-修复{next(numbers)}{damaged.suffix}")
    return path


def _lines(saved: Salvage) -> Iterator[str]:
    files = f"、{saved.attachments} 个附件" if saved.attachments else ""
    yield f"找回 {saved.units} 个单位、{saved.records} 个项目、{saved.rows} 行{files}。"
    if saved.nameless:
        yield f"其中 {saved.nameless} 个项目只找回了表中的行，名称等已丢失，请按内容补填。"
    if saved.lost_records:
        yield f"没有找回的项目（{len(saved.lost_records)} 个）："
        yield from (f"　{name or NAMELESS}" for name in saved.lost_records)
    if saved.incomplete:
        yield f"缺行的项目（{len(saved.incomplete)} 个）："
        yield from (f"　{name or NAMELESS}：缺 {count} 行" for name, count in saved.incomplete)
    if saved.lost_attachments:
        yield f"没有找回的附件（{len(saved.lost_attachments)} 个）："
        yield from (f"　{name or NAMELESS}：{file}" for name, file in saved.lost_attachments)
    if saved.bad_pages:
        yield f"文件有 {saved.bad_pages} 处读不出来，请把找回的内容与备份或纸质件核对。"
    if not (saved.lost_records or saved.incomplete or saved.nameless or saved.lost_attachments):
        yield "没有发现丢失的项目和行。"
