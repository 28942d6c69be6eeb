"""The dialog 关于: what the program is, whose work it stands on, and where it keeps things."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from perfdesk import __version__, paths
from perfdesk.ui import theme

_PICTURE = 64
_LICENCES = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("openpyxl", "MIT"),
    ("reportlab", "BSD"),
    ("pypdfium2, PDFium", "BSD-3-Clause, Apache-2.0"),
    ("Noto Serif SC", "OFL-1.1"),
)


class AboutDialog(QDialog):
    """Version, licences and paths; the paths can be selected and copied."""

    def __init__(self, library: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("关于绩效填报台"))
        picture = QLabel(self)
        picture.setPixmap(theme.icon("perfdesk").pixmap(QSize(_PICTURE, _PICTURE), self.devicePixelRatioF()))
        name = QLabel(self.tr("绩效填报台"), self)
        name.setFont(theme.scaled(self.font(), 1.6, bold=True))
        version = theme.muted(
            QLabel(self.tr("版本 {version}　Qt {qt}").format(version=__version__, qt=qVersion()), self)
        )
        told = QLabel(self.tr("预算绩效自评表的填报、计分、打印与导出。"), self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE * 2)
        grid.setVerticalSpacing(theme.SPACE // 2)
        rows = [
            (self.tr("填报库"), str(library)),
            (self.tr("报表格式"), "\n".join(map(str, paths.forms_folders()))),
            (self.tr("设置"), str(paths.settings_file())),
            (self.tr("日志"), str(paths.log_file())),
            (self.tr("使用的软件"), "\n".join(f"{what}　{licence}" for what, licence in _LICENCES)),
        ]
        for row, (caption, text) in enumerate(rows):
            grid.addWidget(theme.muted(QLabel(caption, self)), row, 0, Qt.AlignmentFlag.AlignTop)
            value = QLabel(text, self)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        head = QGridLayout()
        head.setHorizontalSpacing(theme.SPACE * 2)
        head.addWidget(picture, 0, 0, 3, 1)
        head.addWidget(name, 0, 1)
        head.addWidget(version, 1, 1)
        head.addWidget(told, 2, 1)
        head.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(head)
        layout.addLayout(grid)
        layout.addWidget(buttons)
