"""A TOML file of a forms folder: read whole, with its fingerprint, or the problem that prevents its use."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfdesk.bounded_file import read_bounded
from perfdesk.bounds import MOST_DIGITS, MOST_TOML_BYTES, MOST_TOML_DEPTH
from perfdesk.errors import FormProblem, InputProblem, system_reason
from perfdesk.model.form.definition_bounds import out_of_bounds
from perfdesk.model.form.definition_reader import DefinitionProblem

_REMEDY = "请检查引号、等号和括号，以及有没有把一项写了两遍"
_DEEP_KEY = re.compile(rf"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{MOST_TOML_DEPTH},}}", re.ASCII)
_LINE_AND_COLUMN = re.compile(r"at line (\d+), column (\d+)")


class BrokenForm(FormProblem):
    """A definition, or a file of words, with mistakes; ``problems`` lists them all."""

    def __init__(self, problems: Iterable[DefinitionProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read_toml(file: Path, name: str) -> tuple[dict[str, Any], str]:
    """The content of a file and a fingerprint of it; raises :class:`BrokenForm`, which calls it ``name``."""
    try:
        content = read_bounded(file, MOST_TOML_BYTES)
        text = content.decode("utf-8-sig")
        if _DEEP_KEY.search(text):  # the parser takes the square of its parts
            raise _unreadable(name, f"有一项的名称里小数点太多，最多 {MOST_TOML_DEPTH} 层，请改正")
        data = tomllib.loads(text, parse_float=Decimal)
    except InputProblem as error:
        raise _unreadable(name, error.message.removesuffix("。")) from error
    except OSError as error:
        raise _unreadable(
            name, f"读不出来（{system_reason(error)}），请检查文件是否存在、能否读取"
        ) from error
    except UnicodeDecodeError as error:
        raise _unreadable(name, "不是 UTF-8 编码，请用 UTF-8 保存") from error
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(name, f"TOML 写法有误：{_place(str(error))}，{_REMEDY}") from error
    except RecursionError as error:
        raise _unreadable(name, f"括号套得太深，最多 {MOST_TOML_DEPTH} 层，请改正") from error
    except (ValueError, ArithmeticError) as error:  # more digits than the parser takes
        raise _unreadable(name, f"里面有写得太长的数，最多 {MOST_DIGITS} 位，请改正") from error
    if problems := list(out_of_bounds(data, name)):
        raise BrokenForm(problems)
    return data, hashlib.sha256(content).hexdigest()[:16]


def _place(message: str) -> str:
    """Where in the file, of what the parser says in English."""
    match = _LINE_AND_COLUMN.search(message)
    return f"第 {match[1]} 行第 {match[2]} 列" if match else "文件结尾处"


def _unreadable(name: str, message: str) -> BrokenForm:
    return BrokenForm([DefinitionProblem(name, "文件", message)])
