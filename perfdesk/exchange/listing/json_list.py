"""Lists of objects as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal


def json_list(objects: Iterable[Mapping[str, object]]) -> str:
    """A JSON list, each object on a line of its own; a ``Decimal`` is a number with all its digits.

    Values are texts, numbers, booleans, ``None``, and lists and mappings of such.
    """
    lines = ",\n".join(map(_json, objects))
    return f"[\n{lines}\n]" if lines else "[]"


def _json(value: object) -> str:
    # The json module can write a Decimal only as a text or, rounded, as a float.
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_json(key)}: {_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
