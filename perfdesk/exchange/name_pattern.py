"""How files are named after what they hold: {code}-{name}-{year}."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from perfdesk.errors import InputProblem
from perfdesk.model.tree import CODE_FIELD, NAME_FIELD, UNIT_FIELD
from perfdesk.sheet.document import Document

FOR_EACH = "{code}-{name}-{year}"
FOR_ALL = "{unit}-{name}-{year}年度"

PLACES: Mapping[str, str] = {
    "code": "编码",
    "name": "项目名称",
    "year": "年度",
    "unit": "单位",
    "form": "报表格式",
}
"""What can stand in braces, and what it stands for."""

_PLACE = re.compile(r"\{([^{}]*)\}")
_SEPARATORS = r"-_－—–、，· 　"
# What a blank value leaves between separators, and at either end.
_DOUBLED = re.compile(f"([{_SEPARATORS}])[{_SEPARATORS}]+")


class NamePattern:
    """A pattern of names; raises ``InputProblem`` where a brace holds something unknown."""

    def __init__(self, text: str = FOR_EACH) -> None:
        known = "、".join(f"{{{key}}}" for key in PLACES)
        strange = [key for key in _PLACE.findall(text) if key not in PLACES]
        if strange or re.search(r"[{}]", _PLACE.sub("", text)):
            wrong = f"{{{strange[0]}}}" if strange else text
            raise InputProblem(f"命名规则里的“{wrong}”不认识。花括号里可以写：{known}。")
        self._text = text

    def name(self, document: Document) -> str:
        """What the file of one record is called; not yet a legal name."""
        return self.filled(_values(document))

    def name_of_all(self, documents: Sequence[Document]) -> str:
        """What one file of all records is called: by what they share, else by the first."""
        if len(documents) == 1:
            return self.name(documents[0])
        all_values = [_values(document) for document in documents]
        values = {}
        for key in PLACES:
            found = list(dict.fromkeys(filter(None, (each[key] for each in all_values))))
            if len(found) <= 1:
                values[key] = "".join(found)
            elif key == "name":
                values[key] = f"{found[0]}等{len(documents)}个项目"
            elif key == "code":
                values[key] = ""  # a project's own
            else:
                values[key] = f"{found[0]}等{len(found)}个{_COUNTED[key]}"
        return self.filled(values)

    def filled(self, values: Mapping[str, str]) -> str:
        """The pattern with values for all :data:`PLACES`; separators around a blank one are not doubled."""
        text = _PLACE.sub(lambda place: values[place[1]], self._text)
        return _DOUBLED.sub(r"\1", text).strip(_SEPARATORS) if _blank(values) else text


def _blank(values: Mapping[str, str]) -> bool:
    return not all(values.values())


def _values(document: Document) -> dict[str, str]:
    fields = document.record.fields
    return {
        "code": fields.get(CODE_FIELD, "").strip(),
        "name": fields.get(NAME_FIELD, "").strip(),
        "year": str(document.record.year),
        "unit": fields.get(UNIT_FIELD, "").strip(),
        "form": document.definition.title,
    }


_COUNTED = {"year": "年度", "unit": "单位", "form": "格式"}
