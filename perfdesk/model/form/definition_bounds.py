"""Whether the values of a TOML file are within bounds: nesting, how many there are, digits of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfdesk.bounds import MOST_DIGITS, MOST_TOML_DEPTH, MOST_TOML_VALUES
from perfdesk.model.form.definition_reader import DefinitionProblem
from perfdesk.model.form.number_bounds import is_sensible

_MOST_KEY = 200  # characters of a key that a sentence quotes


def out_of_bounds(data: object, file: str) -> Iterator[DefinitionProblem]:
    """What no form needs and the program could not bear, each with its key; nothing is too deep for this."""
    waiting: list[tuple[str, object, int]] = [("", data, 0)]
    count = 0
    while waiting:
        key, value, depth = waiting.pop()
        count += 1
        if count > MOST_TOML_VALUES:
            yield DefinitionProblem(file, "文件", f"内容太多，超过 {MOST_TOML_VALUES} 项，请删减")
            return
        if depth > MOST_TOML_DEPTH:
            yield DefinitionProblem(file, key, f"括号或小数点套得太深，最多 {MOST_TOML_DEPTH} 层，请改正")
        elif isinstance(value, dict):
            waiting += [(_below(key, str(name)), entry, depth + 1) for name, entry in value.items()]
        elif isinstance(value, list):
            waiting += [
                (f"{key}[{position}]", entry, depth + 1) for position, entry in enumerate(value, start=1)
            ]
        elif isinstance(value, (int, Decimal)) and not is_sensible(Decimal(value)):
            message = f"应是 {MOST_DIGITS} 位以内的普通数字，请改正"
            yield DefinitionProblem(file, key, message)


def _below(key: str, name: str) -> str:
    return f"{key}.{name}"[:_MOST_KEY] if key else name[:_MOST_KEY]
