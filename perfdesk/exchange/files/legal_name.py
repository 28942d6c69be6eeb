"""Names that Excel and file systems take, made from what people call their projects."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path

from perfdesk.errors import InputProblem
from perfdesk.model.value.folding import folded_file_name
from perfdesk.sheet.layout.metrics import is_invisible

# Characters that Windows or Excel forbid read the same in full width.
_FULL_WIDTH = str.maketrans('[]:*?/\\<>"|', "［］：＊？／＼＜＞＂｜")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\\s]+")
# Devices, whatever ending or spaces follow: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE
)


def visible(text: str) -> str:
    """A name as it reads: one space for controls and white space, nothing for what takes no room.

    So U+202E no longer makes 发票fdp.exe look like a PDF, nor U+200B behind .exe a program like none.
    """
    return "".join(character for character in _UNPRINTABLE.sub(" ", text) if not is_invisible(character))


class _Names(ABC):
    """Hands out names, each only once; upper and lower case and full and half width count as the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}  # the last one that each name was given

    def take(self, text: str) -> str:
        """A legal name as near to ``text`` as can be; a name taken before gets a number: 名称 (2)."""
        plain = self._cut(visible(text).translate(_FULL_WIDTH), "") or "未命名"
        number = self._numbers.get(folded_file_name(plain), 1)
        name = plain if number == 1 else self._cut(plain, f" ({number})")
        while folded_file_name(name) in self._taken:
            number += 1
            name = self._cut(plain, f" ({number})")
        self._taken.add(folded_file_name(name))
        self._numbers[folded_file_name(plain)] = number
        return name

    @abstractmethod
    def _cut(self, text: str, suffix: str) -> str:
        """Shorten ``text`` so that it is legal with ``suffix`` behind it."""


class SheetNames(_Names):
    """Names of the sheets of one workbook, by Excel's rules.

    At most 31 UTF-16 units, none of ``[]:*?/\\``, no apostrophe at either end, not History.
    """

    _MOST_UNITS = 31

    def _cut(self, text: str, suffix: str) -> str:
        text = text.strip(" '")[: self._MOST_UNITS + 1]  # of what is longer, the rest is never looked at
        while _units(text + suffix) > self._MOST_UNITS:
            text = text[:-1].rstrip(" '")
        return text + ("表" if text.casefold() == "history" else "") + suffix


class FileNames(_Names):
    """Names of the files of one folder without their ending, legal on Windows, Linux and macOS.

    ``beside`` are names that are taken already. Raises ``InputProblem`` for a folder whose path leaves no
    room for a name on Windows.
    """

    # A file system takes 255 bytes; the rest is for the ending.
    _MOST_BYTES = 240
    # https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation: 259 characters, of which
    # the separator and the ending take six.
    _MOST_UNITS_OF_PATH = 253
    _LEAST_UNITS = 16

    def __init__(self, folder: Path | None = None, beside: Iterable[str] = ()) -> None:
        super().__init__()
        self._taken.update(map(folded_file_name, beside))
        self._room = self._MOST_UNITS_OF_PATH - (0 if folder is None else _units(str(folder.absolute())))
        if self._room < self._LEAST_UNITS:
            raise InputProblem(f"文件夹“{folder}”的路径太长，放不下文件名。请换一个路径短些的文件夹。")

    def _cut(self, text: str, suffix: str) -> str:
        text = text.strip(" .")[: self._MOST_BYTES + 1]
        if device := _DEVICE.match(text):
            text = f"{device[0]}_{text[device.end() :]}"
        while len((text + suffix).encode()) > self._MOST_BYTES or _units(text + suffix) > self._room:
            text = text[:-1].rstrip(" .")
        return text + suffix


def _units(text: str) -> int:
    """The length of a text as Windows and Excel count it."""
    return len(text.encode("utf-16-le")) // 2
