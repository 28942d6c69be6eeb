"""Adds an indicator of a form to the user's own file of common indicators (指标库)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from perfdesk.errors import InputProblem
from perfdesk.model.stock.stock import IndicatorSource, StockIndicator
from perfdesk.model.stock.stock_loader import StockFile, load_stock
from perfdesk.model.value.folding import folded_name
from perfdesk.whole_file import write_whole

FILE_NAME = "我的指标.toml"

_YEAR = re.compile(r"^\s*(19|20)\d\d年")


def add_indicator(folder: Path, indicator: StockIndicator) -> bool:
    """Add an indicator to the user's file in a folder; false where it has it already.

    A year before the date of a target is left out: the form that it is put into has its own. Raises
    ``InputProblem`` where the indicator is none of the stock, or the file has mistakes or cannot be written.
    """
    file = folder / FILE_NAME
    stored = load_stock(file, IndicatorSource.OWN) if file.exists() else StockFile(())
    if stored.problems:
        raise InputProblem(f"自己的指标文件有误，请先改正：{stored.problems[0]}")
    names = {(item.level2, folded_name(item.name)) for item in stored.indicators}
    if (indicator.level2, folded_name(indicator.name)) in names:
        return False
    text = _group_text(indicator)
    with TemporaryDirectory() as alone:
        candidate = Path(alone) / FILE_NAME
        candidate.write_text(text, encoding="utf-8")
        problems = load_stock(candidate, IndicatorSource.OWN).problems
    if problems:
        raise InputProblem(f"这一行还不能加入指标库，请先改正：{problems[0].message}")
    append_toml(file, text)
    return True


def _group_text(indicator: StockIndicator) -> str:
    values = {
        "name": indicator.name.strip(),
        "nature": indicator.nature.strip(),
        "target": _YEAR.sub("", indicator.target).strip(),
        "unit": indicator.unit.strip(),
    }
    entry = ", ".join(f"{key} = {toml_text(text)}" for key, text in values.items() if text)
    levels = f"level1 = {toml_text(indicator.level1)}\nlevel2 = {toml_text(indicator.level2)}\n"
    return f"[[group]]\n{levels}indicators = [\n  {{ {entry} }},\n]\n"


def append_toml(file: Path, text: str) -> None:
    """Write a file with TOML at its end; raises ``InputProblem`` where it cannot be read or written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_bytes() if file.exists() else b""
    except OSError as error:
        raise InputProblem(f"无法写入“{file}”。请检查文件夹的权限后重试。") from error
    parted = before if not before or before.endswith(b"\n\n") else before.rstrip(b"\n") + b"\n\n"
    write_whole(file, parted + text.encode("utf-8"))


def toml_text(text: str) -> str:
    """A text as a TOML string on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
