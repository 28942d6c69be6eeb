"""The bytes of a JSON file to plain data: encodings as bureaus have them, numbers as written."""

from __future__ import annotations

import codecs
import json
from collections.abc import Sequence
from typing import NoReturn

from perfdesk.bounds import MOST_JSON_CONTAINERS, MOST_JSON_VALUES
from perfdesk.errors import InputProblem
from perfdesk.exchange.reading.json_place import shortened

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse_json(data: bytes, where: str) -> object:
    """Parse JSON; every number stays the text it was written as (``2.00`` gives ``"2.00"``).

    ``where`` names the file in sentences. Takes UTF-8 with or without BOM, UTF-16 with BOM and
    GB18030. Raises ``InputProblem`` where the bytes are no text, the text is no JSON, or an
    object names one key twice, or there are more values than any interchange file has.
    """

    def unique(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                raise InputProblem(
                    f"{where}：同一个对象里“{shortened(key)}”写了两次。请删去多余的一个后重新导入。"
                )
            found[key] = value
        return found

    def no_number(literal: str) -> NoReturn:
        raise InputProblem(f"{where}：{literal} 不是 JSON 的数字。请改成文本后重新导入。")

    text = _decoded(data, where)
    # Counted before anything is made of it: three bytes of text become a hundred in memory.
    if text.count(",") > MOST_JSON_VALUES or text.count("[") + text.count("{") > MOST_JSON_CONTAINERS:
        raise InputProblem(f"{where}：内容太多，超过一次能导入的数量。请分成几个文件，或检查选择的文件。")
    try:
        return json.loads(
            text, parse_float=str, parse_int=str, parse_constant=no_number, object_pairs_hook=unique
        )
    except json.JSONDecodeError as error:
        raise InputProblem(
            f"{where}：不是有效的 JSON，第 {error.lineno} 行第 {error.colno} 个字符处读不下去。"
            "请检查文件是否完整，或重新生成后再导入。"
        ) from error
    except RecursionError as error:
        raise InputProblem(f"{where}：嵌套太深，不是本程序的交换文件。请检查选择的文件。") from error


def _decoded(data: bytes, where: str) -> str:
    for encoding in ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputProblem(f"{where}：文字编码读不出来。请把文件另存为 UTF-8 编码后重新导入。")
