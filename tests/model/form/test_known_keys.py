"""The keys that the program knows are written once, and each is said to those who write forms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from perfdesk.model.form import known_keys

PROJECT = Path(__file__).parents[3]
PACKAGE = PROJECT / "perfdesk"
HOME = "model/form/known_keys.py"

KEYS = {name: value for name, value in vars(known_keys).items() if name.isupper() and isinstance(value, str)}
# A key such as level1 or project_name is nothing but a key; unit or reason is an ordinary word, too, and so
# is a key only where a value of a record or a column of a form is asked for by it.
UNMISTAKABLE = {key for key in KEYS.values() if "_" in key or not key.isalpha()}
ASKING = {"Path", "field_path", "column", "field", "get", "has", "with_value"}
# Dictionaries of their own, by words of their own: matches of patterns, tables of a definition file, and the
# lines of the history.
OTHERS = {"match", "table", "edit.values"}


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and key of each known key that is written out where it is one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in UNMISTAKABLE:
            yield node.lineno, node.value
        for constant in asked_for(node):
            if isinstance(constant, ast.Constant) and constant.value in set(KEYS.values()) - UNMISTAKABLE:
                yield constant.lineno, constant.value


def asked_for(node: ast.AST) -> list[ast.expr | None]:
    """What a value or a column is asked for by, if the node asks."""
    match node:
        case ast.Subscript(value=holder, slice=key) if ast.unparse(holder) not in OTHERS:
            return [key]
        case ast.Call(func=ast.Attribute(value=holder, attr=name), args=args) if name in ASKING:
            return [] if ast.unparse(holder) in OTHERS else list(args)
        case ast.Call(func=ast.Name(id=name), args=args) if name in ASKING:
            return list(args)
        case ast.Call(func=ast.Name(id="Row"), args=[ast.Dict(keys=keys), *_]):
            return list(keys)
        case ast.Compare(left=ast.Attribute(attr="key"), comparators=others):
            return list(others)
    return []


@pytest.mark.parametrize(
    "code",
    [
        'row["unit"]',
        'row.values.get("weight", "")',
        'Path(block, 1, "target")',
        'Row({"nature": text})',
        'field.key == "unit"',
        'block.column("reason")',
        'record.with_value("actual", text)',
        'key = "level1"',
        "f\"{labels['target']}\"",
    ],
)
def test_a_key_written_out_is_found(code: str) -> None:
    assert len(list(literals(ast.parse(code)))) == 1


@pytest.mark.parametrize(
    "code", ['match["unit"]', 'table.text("weight")', 'icon("unit")', "row[UNIT]", 'codec == "target"']
)
def test_a_word_that_is_no_key_is_none(code: str) -> None:
    assert list(literals(ast.parse(code))) == []


def test_known_keys_are_written_once() -> None:
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}:{line}: {key}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).as_posix() != HOME
        for line, key in literals(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == [], "take the name of the key from known_keys"


def test_each_key_has_its_sentence() -> None:
    body = ast.parse((PACKAGE / HOME).read_text(encoding="utf-8")).body
    said = {
        before.targets[0].id
        for before, after in pairwise(body)
        if isinstance(before, ast.Assign)
        and isinstance(before.targets[0], ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
    }
    assert KEYS.keys() <= said


def test_each_key_is_said_to_those_who_write_forms() -> None:
    guide = (PROJECT / "docs" / "forms.md").read_text(encoding="utf-8")
    table = guide.partition("## 程序认识的名字")[2].partition("\n## ")[0]
    rows = {line.split("`")[1] for line in table.splitlines() if line.startswith("| `")}
    assert rows == set(KEYS.values())
