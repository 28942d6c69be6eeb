"""How files are named after what they hold: {编码}-{项目名称}-{年度}."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfdesk.errors import InputProblem
from perfdesk.model.library.library import Library

FOR_EACH = "{编码}-{项目名称}-{年度}"
FOR_ALL = "{单位}-{项目名称}-{年度}"

PLACES: Mapping[str, str] = {
    "code": "编码",
    "name": "项目名称",
    "year": "年度",
    "unit": "单位",
    "form": "报表格式",
}
"""What can stand in braces, and what it stands for, which can stand there as well."""

_KEYS = {**{key: key for key in PLACES}, **{label: key for key, label in PLACES.items()}}

_PLACE = re.compile(r"\{([^{}]*)\}")
_SEPARATORS = r"-_－—–、，· 　"
# What a blank value leaves between separators, and at either end.
_DOUBLED = re.compile(f"([{_SEPARATORS}])[{_SEPARATORS}]+")


# Reading all records at once takes as long as reading so many one by one.
_FEW = 100


class Named(NamedTuple):
    """What a record is named by, a text for each of :data:`PLACES`; blank where there is none."""

    code: str
    name: str
    year: str
    unit: str
    form: str


class NamePattern:
    """A pattern of names; raises ``InputProblem`` where a brace holds something unknown."""

    def __init__(self, text: str = FOR_EACH) -> None:
        allowed = "、".join(f"{{{label}}}" for label in PLACES.values())
        strange = [key for key in _PLACE.findall(text) if key not in _KEYS]
        if strange or re.search(r"[{}]", _PLACE.sub("", text)):
            wrong = f"{{{strange[0]}}}" if strange else text
            raise InputProblem(f"命名规则里的“{wrong}”不认识。花括号里可以写：{allowed}。")
        self._text = text

    def name(self, named: Named) -> str:
        """What the file of one record is called; not yet a legal name."""
        return self._filled(named)

    def name_of_all(self, named: Sequence[Named]) -> str:
        """What one file of all records is called: by what they share, else by the first."""
        if len(named) == 1:
            return self.name(named[0])
        values = {}
        for key, each in zip(Named._fields, zip(*named, strict=True), strict=True):
            found = list(dict.fromkeys(filter(None, each)))
            if len(found) <= 1:
                values[key] = "".join(found)
            elif key == "name":
                values[key] = f"{found[0]}等{len(named)}个项目"
            elif key == "code":
                values[key] = ""  # a project's own
            else:
                values[key] = f"{found[0]}等{len(found)}个{_COUNTED[key]}"
        return self._filled(Named(**values))

    def _filled(self, named: Named) -> str:
        values = named._asdict()
        text = _PLACE.sub(lambda place: str(values[_KEYS[place[1]]]), self._text)
        # A blank value leaves no separators behind.
        return text if all(named) else _DOUBLED.sub(r"\1", text).strip(_SEPARATORS)


def in_chinese(pattern: str) -> str:
    """A pattern as it is shown: {name} becomes {项目名称}, all else stays as typed."""
    return _PLACE.sub(lambda place: f"{{{PLACES.get(place[1], place[1])}}}", pattern)


def named_by_id(library: Library, record_ids: Sequence[int]) -> dict[int, Named]:
    """What the records are named by, in the order asked for; raises ``KeyError`` where there is none."""
    units = {unit.id: unit.name for unit in library.tree.all_units()}
    few = len(record_ids) < _FEW
    summaries = {} if few else {summary.id: summary for summary in library.tree.all_records()}
    found = {}
    for number in record_ids:
        summary = library.tree.summary(number) if few else summaries[number]
        form = library.forms.get(summary.form)
        found[number] = Named(
            summary.code.strip(),
            summary.name.strip(),
            str(summary.year),
            units[summary.unit_id].strip(),
            summary.form if form is None else form.title,
        )
    return found


_COUNTED = {"year": "年度", "unit": "单位", "form": "格式"}
