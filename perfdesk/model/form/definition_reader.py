"""Reading a table of a definition file: each mistake becomes a problem with key and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeVar

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class DefinitionProblem(NamedTuple):
    """One mistake in a definition: where it is and what to do."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}：{self.key}：{self.message}"


_ABSENT = object()
_MOST_SHOWN = 60


def _shown(value: object) -> str:
    """A value as a sentence can quote it."""
    if isinstance(value, dict):
        return "一张表"
    if isinstance(value, list):
        return "一个列表"
    written = repr(value) if isinstance(value, str) else str(value)
    return written if len(written) <= _MOST_SHOWN else f"{written[:_MOST_SHOWN]}…"


def _range(least: Decimal | None, most: Decimal | None) -> str:
    """Between what a number has to be."""
    if most is None:
        return f"应不小于 {least}"
    return f"应不大于 {most}" if least is None else f"应在 {least} 与 {most} 之间"


class Table:
    """One table of the file, read key by key; mistakes go to ``problems``.

    Every reading method returns a usable value even where it notes a problem, so one pass finds
    all mistakes. :meth:`close` notes the keys that nobody read.
    """

    def __init__(self, data: object, key: str, file: str, problems: list[DefinitionProblem]) -> None:
        self._key = key
        self._file = file
        self._problems = problems
        self._read: set[str] = set()
        self._data: Mapping[str, object] = {}
        if isinstance(data, dict):
            self._data = data
        elif data is not _ABSENT:
            self.problem("", "应是一张表（键 = 值）")

    def path(self, key: str) -> str:
        """The key as written from the top of the file."""
        return ".".join(part for part in (self._key, key) if part)

    def problem(self, key: str, message: str) -> None:
        """Note a mistake at one of this table's keys (``""``: the table itself)."""
        self._problems.append(DefinitionProblem(self._file, self.path(key) or "文件", message))

    def has(self, key: str) -> bool:
        """Whether the file gives this key."""
        return key in self._data

    def _take(self, key: str, *, required: bool) -> object:
        self._read.add(key)
        value = self._data.get(key, _ABSENT)
        if value is _ABSENT and required:
            self.problem(key, "缺少这一项，请补上")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A string; without ``default`` it must be there and not be empty."""
        value = self._take(key, required=default is None)
        if isinstance(value, str):
            if default is None and not value.strip():
                self.problem(key, "不能为空，请填写")
            return value
        if value is not _ABSENT:
            self.problem(key, f"应是带引号的文字，现在是 {_shown(value)}")
        return default or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty where absent."""
        value = self._take(key, required=False)
        if value is _ABSENT:
            return ()
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            return tuple(value)
        self.problem(key, '应是文字的列表，如 ["甲", "乙"]')
        return ()

    def named_texts(self, key: str) -> dict[str, str]:
        """A table of strings by name, empty where absent."""
        if not self.has(key):
            return {}
        below = self.table(key)
        texts = {name: below.text(name, "") for name in below.names}
        below.close()
        return texts

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; false where absent."""
        value = self._take(key, required=False)
        if isinstance(value, bool):
            return value
        if value is not _ABSENT:
            self.problem(key, f"应是 true 或 false，现在是 {_shown(value)}")
        return False

    def number(
        self,
        key: str,
        default: Decimal | None = None,
        *,
        least: Decimal | None = None,
        most: Decimal | None = None,
    ) -> Decimal:
        """A number between ``least`` and ``most``; without ``default`` it must be there."""
        value = self._take(key, required=default is None)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            number = Decimal(value)
            if (least is not None and number < least) or (most is not None and number > most):
                self.problem(key, f"{_range(least, most)}，现在是 {number}")
            return number
        if value is not _ABSENT:
            self.problem(key, f"应是数字，现在是 {_shown(value)}")
        return default if default is not None else Decimal(0)

    def optional_number(self, key: str, *, least: Decimal | None = None) -> Decimal | None:
        """A number, ``None`` where absent."""
        return self.number(key, least=least) if self.has(key) else None

    def whole(self, key: str, default: int | None = None, *, least: int = 0, most: int | None = None) -> int:
        """A whole number between ``least`` and ``most``."""
        start = None if default is None else Decimal(default)
        limit = None if most is None else Decimal(most)
        number = self.number(key, start, least=Decimal(least), most=limit)
        if number != number.to_integral_value():
            self.problem(key, f"应是整数，现在是 {number}")
        return int(number)

    def optional_whole(self, key: str, *, least: int = 0, most: int | None = None) -> int | None:
        """A whole number, ``None`` where absent."""
        return self.whole(key, least=least, most=most) if self.has(key) else None

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """A list of numbers; it must be there."""
        value = self._take(key, required=True)
        if isinstance(value, list) and all(
            isinstance(entry, (int, Decimal)) and not isinstance(entry, bool) for entry in value
        ):
            return tuple(Decimal(entry) for entry in value)
        if value is not _ABSENT:
            self.problem(key, "应是数字的列表，如 [16, 18]")
        return ()

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """One of the words of an enumeration; without ``default`` it must be there."""
        value = self._take(key, required=default is None)
        words = [str(entry) for entry in kind]
        if isinstance(value, str) and value in words:
            return kind(value)
        if value is not _ABSENT:
            self.problem(key, f"应是 {'、'.join(words)} 之一，现在是 {_shown(value)}")
        return default if default is not None else next(iter(kind))

    def table(self, key: str, *, required: bool = True) -> Table:
        """A table below this one; read it and close it."""
        value = self._take(key, required=required)
        return Table(value, self.path(key), self._file, self._problems)

    def tables(self, key: str, *, required: bool = False) -> Iterator[Table]:
        """The tables of a list."""
        value = self._take(key, required=required)
        if value is _ABSENT:
            return
        if not isinstance(value, list):
            self.problem(key, "应是表的列表")
            return
        for number, entry in enumerate(value, start=1):
            yield Table(entry, f"{self.path(key)}[{number}]", self._file, self._problems)

    @property
    def names(self) -> tuple[str, ...]:
        """The keys the file gives here."""
        return tuple(self._data)

    def close(self) -> None:
        """Note the keys that mean nothing here, with the nearest one that does."""
        for key in self._data:
            if key not in self._read:
                import difflib  # for mistakes only

                near = difflib.get_close_matches(key[:_MOST_SHOWN], self._read, n=1)
                remedy = f"是不是“{near[0]}”？" if near else "请删去。"
                self.problem(key, f"不认识这一项，{remedy}")

    def whole_table(self, read: Callable[[Table], T]) -> T:
        """Read this table with ``read`` and close it."""
        result = read(self)
        self.close()
        return result
