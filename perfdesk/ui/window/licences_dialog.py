"""The dialog 许可证: whose work the program stands on, and the text of each licence, offline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from typing import NamedTuple

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from perfdesk import paths
from perfdesk.ui.widget import theme

_LICENCE = re.compile(r"(licen[cs]es?/|(licen[cs]e|copying|notice)[^/]*$)", re.IGNORECASE)


class Work(NamedTuple):
    """Something that comes with the program.

    Its texts are in the files of ``package``, or, where that carries none, in ``files`` of the resources.
    """

    name: str
    licence: str
    package: str = ""
    files: tuple[str, ...] = ()


WORKS = (
    Work("Qt、PySide6", "LGPL-3.0", "PySide6-Essentials", ("licences/LGPL-3.0.txt", "licences/GPL-3.0.txt")),
    Work("Shiboken", "LGPL-3.0", "shiboken6", ("licences/LGPL-3.0.txt", "licences/GPL-3.0.txt")),
    Work("openpyxl", "MIT", "openpyxl"),
    Work("et-xmlfile", "MIT", "et-xmlfile"),
    Work("defusedxml", "PSF-2.0", "defusedxml"),
    Work("reportlab", "BSD-3-Clause", "reportlab"),
    Work("Pillow", "MIT-CMU", "pillow"),
    Work("charset-normalizer", "MIT", "charset-normalizer"),
    Work("pypdfium2、PDFium", "BSD-3-Clause、Apache-2.0", "pypdfium2"),
    Work("platformdirs", "MIT", "platformdirs"),
    Work("simpleeval", "MIT", "simpleeval"),
    Work("Noto Serif SC", "OFL-1.1", files=("fonts/OFL.txt",)),
)
"""All that ships beside the program's own code."""


class LicencesDialog(QDialog):
    """The works at the left, the text of the chosen one's licence at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("许可证")
        own = Work("绩效填报台", "MIT", "perfdesk")
        self._works = (own, *WORKS)
        self._list = QListWidget(self)
        self._list.addItems([f"{work.name}　{work.licence}" for work in self._works])
        self._list.setMaximumWidth(self._list.sizeHintForColumn(0) + theme.SPACE * 4)
        self._list.setMinimumWidth(self._list.maximumWidth())
        self._text = QPlainTextEdit(self)
        self._text.setReadOnly(True)
        buttons = QDialogButtonBox(self)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        panes = QHBoxLayout()
        panes.setSpacing(theme.SPACE)
        panes.addWidget(self._list)
        panes.addWidget(self._text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.addLayout(panes)
        layout.addWidget(buttons)
        self._list.currentRowChanged.connect(self._show)
        self._list.setCurrentRow(0)
        self.resize(920, 560)

    def _show(self, row: int) -> None:
        self._text.setPlainText(text_of(self._works[row]))


def text_of(work: Work) -> str:
    """The texts of a work's licence, one after the other, or a sentence where none is there."""
    missing = "没有找到“{name}”的许可证文件，许可证是 {licence}。"
    return "\n\n".join(_texts(work)) or missing.format(name=work.name, licence=work.licence)


def _texts(work: Work) -> Iterator[str]:
    for name in work.files:
        yield (paths.resources() / name).read_text(encoding="utf-8")
    if work.files:
        return
    try:
        files = [file for file in metadata.files(work.package) or () if _LICENCE.search(file.as_posix())]
    except metadata.PackageNotFoundError:
        files = []
    for file in sorted(files, key=str):
        heading = f"{file.name}\n\n" if len(files) > 1 else ""
        yield heading + _decoded(file.read_binary())
    own = paths.resources().parent / "LICENSE"  # in a checkout the program is no installed package
    if not files and work.package == "perfdesk" and own.is_file():
        yield own.read_text(encoding="utf-8")


def _decoded(content: bytes) -> str:
    """A text as its author wrote it; some of the older ones are no UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")
