"""Formulas of a form (计算公式): arithmetic over named numbers, evaluated in Decimal."""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from simpleeval import SimpleEval

from perfdesk.bounds import (
    MOST_DIGITS,
    MOST_FORMULA,
    MOST_FORMULA_DEPTH,
    MOST_FORMULA_NODES,
    MOST_NUMBER,
)
from perfdesk.model.form.number_bounds import is_sensible

_JOINING = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.And, ast.Or, ast.Load)
_NAME = re.compile(r"[A-Za-z_]\w*")
_ALLOWED = (
    "公式里只能用数字、名称、括号、+ - * /、比较、and or not、甲 if 条件 else 乙，以及 min max abs floor"
)


def _floor(number: Decimal) -> Decimal:
    return Decimal(number).to_integral_value(ROUND_FLOOR)


def _divided(number: Decimal, by: Decimal) -> Decimal:
    return Decimal(number) / Decimal(by)  # a comparison gives 1 or 0 of another type


_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _divided,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {"min": min, "max": max, "abs": abs, "floor": _floor}
_ONE_ARGUMENT = ("abs", "floor")


class WrongExpression(ValueError):
    """A text that is no formula; its message says in Chinese what is wrong and what to do."""


class MissingValue(Exception):
    """A formula came to a name that has no value yet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Expression:
    """A formula over named numbers, checked when it is made; not for two threads at once.

    Every numeral is the exact Decimal that is written. Raises :class:`WrongExpression` for what is not
    arithmetic and for names that are not ``allowed`` (``None``: any name).
    """

    def __init__(self, text: str, allowed: Iterable[str] | None) -> None:
        self.text = " ".join(text.split())
        self._tree = _parsed(self.text)
        self.names = frozenset(_check(self._tree, self.text, None if allowed is None else frozenset(allowed)))
        self._evaluator = SimpleEval(operators=_OPERATORS, functions=_FUNCTIONS)
        self.conditional = any(isinstance(node, (ast.IfExp, ast.Compare)) for node in ast.walk(self._tree))

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"

    def value(self, numbers: Mapping[str, Decimal | None]) -> Decimal:
        """The result; a comparison gives 1 or 0.

        Raises :class:`MissingValue` where it needs a number that is ``None``, ``ArithmeticError`` for a
        division by zero and for a result that is larger than any number people can type.
        """
        # One evaluator for good: making it takes longer than what it does.
        self._evaluator.names = _Numbers(numbers)
        result = Decimal(self._evaluator.eval(self.text, previously_parsed=self._tree))
        if abs(result) > MOST_NUMBER:
            raise OverflowError
        return result

    def written(self, numbers: Mapping[str, str]) -> str:
        """The formula as people write it, with the texts of its numbers put in: (1 － 2.5 ÷ 10) × 8."""
        signs = {"*": "×", "/": "÷", "-": "－", "+": "＋"}
        formula = re.sub(r" ?([-+*/]) ?", lambda match: f" {signs[match[1]]} ", self.text)
        return _NAME.sub(lambda match: numbers.get(match[0], match[0]), formula)


class _Numbers:
    """The numbers as the evaluator asks for them."""

    def __init__(self, numbers: Mapping[str, Decimal | None]) -> None:
        self._numbers = numbers

    def __getitem__(self, name: str) -> Decimal:
        number = self._numbers.get(name)
        if number is None:
            raise MissingValue(name)
        return number


def _parsed(text: str) -> ast.expr:
    if len(text) > MOST_FORMULA:
        raise WrongExpression(f"公式写法有误：有 {len(text)} 字，最多 {MOST_FORMULA} 字，请拆成几个")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # 1if 甲 else 2 is no way to write a formula
            tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise WrongExpression(f"公式“{text}”写法有误；{_ALLOWED}") from error
    _expect_bounded(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            if type(node.value) not in (int, float):
                raise WrongExpression(f"公式里不能写 {node.value!r}；{_ALLOWED}")
            # The numeral as written: a float has lost what a Decimal keeps.
            written = ast.get_source_segment(text, node) or ""
            try:
                node.value = Decimal(written)  # type: ignore[assignment]  # the evaluator takes any object
            except ArithmeticError as error:
                raise WrongExpression(f"公式里的数“{written}”请写成十进制数") from error
            if not is_sensible(node.value):  # type: ignore[arg-type]  # the Decimal from above
                raise WrongExpression(f"公式里的数“{written}”应在 {MOST_DIGITS} 位以内，也不能太大")
    return tree


def _expect_bounded(tree: ast.expr) -> None:
    """Raise ``WrongExpression`` where a formula has more parts, or deeper ones, than can be worked out."""
    count, depth = 0, 0
    row: list[ast.AST] = [tree]
    while row:
        count, depth = count + len(row), depth + 1
        if count > MOST_FORMULA_NODES or depth > MOST_FORMULA_DEPTH:
            raise WrongExpression("公式太长，或者括号、not 套得太深，请拆成几个")
        row = [child for node in row for child in ast.iter_child_nodes(node)]


def _check(tree: ast.expr, text: str, allowed: frozenset[str] | None) -> set[str]:
    """The names that a formula uses; raises ``WrongExpression`` for all that is not arithmetic."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            _check_call(node, text)
        elif isinstance(node, ast.Name) and id(node) not in called:
            if allowed is not None and node.id not in allowed:
                listed = "、".join(sorted(allowed)) or "（没有）"
                raise WrongExpression(f"没有名为“{node.id}”的数，可用的有：{listed}")
            names.add(node.id)
        elif not isinstance(node, (*_JOINING, ast.Name, ast.Constant)) and type(node) not in _OPERATORS:
            segment = ast.get_source_segment(text, node) if isinstance(node, ast.expr) else None
            raise WrongExpression(f"公式“{segment or text}”里有不能用的写法；{_ALLOWED}")
    return names


def _check_call(node: ast.Call, text: str) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in _FUNCTIONS or node.keywords or any(isinstance(item, ast.Starred) for item in node.args):
        segment = ast.get_source_segment(text, node) or text
        raise WrongExpression(f"不能用“{segment}”；{_ALLOWED}")
    wanted = len(node.args) == 1 if name in _ONE_ARGUMENT else len(node.args) >= 2
    if not wanted:
        count = "一个数" if name in _ONE_ARGUMENT else "两个以上的数"
        raise WrongExpression(f"{name} 的括号里要写{count}")
