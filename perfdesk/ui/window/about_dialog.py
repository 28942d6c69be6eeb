"""The dialog 关于: what the program is, whose work it stands on, and where it keeps things."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from perfdesk import __version__, paths
from perfdesk.installation import installed_as, program_folder, system_name
from perfdesk.ui.widget import theme
from perfdesk.ui.window.licences_dialog import WORKS, LicencesDialog

_PICTURE = 64
_TEXT_WIDTH_PX = 520


class AboutDialog(QDialog):
    """Version, licences and paths; a path can be copied, and a click opens its folder.

    ``backups`` is the folder that the library's backups go into.
    """

    def __init__(self, library: Path, backups: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于绩效填报台")
        picture = QLabel(self)
        picture.setPixmap(theme.icon("perfdesk").pixmap(QSize(_PICTURE, _PICTURE), self.devicePixelRatioF()))
        name = QLabel("绩效填报台", self)
        name.setFont(theme.scaled(self.font(), 1.6, bold=True))
        version = theme.muted(QLabel(f"版本 {__version__}　Qt {qVersion()}", self))
        purpose = QLabel("预算绩效自评表的填报、计分、打印与导出。MIT 许可。", self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE * 2)
        grid.setVerticalSpacing(theme.SPACE // 2)
        works = "、".join(f"{work.name}（{work.licence}）" for work in WORKS)
        rows = [
            ("安装", f"{escape(installed_as())}：{_links([program_folder()])}"),
            ("系统", escape(system_name())),
            ("填报库", _links([library])),
            ("备份", _links([backups])),
            ("报表格式", _links(paths.forms_folders())),
            ("设置", _links([paths.settings_file()])),
            ("日志", _links([paths.log_file()])),
            ("使用手册", _links([paths.guide_folder()])),
            ("使用的软件", escape(works)),
        ]
        for row, (caption, text) in enumerate(rows):
            grid.addWidget(theme.muted(QLabel(caption, self)), row, 0, Qt.AlignmentFlag.AlignTop)
            value = QLabel(text, self, wordWrap=True, openExternalLinks=True)
            value.setTextFormat(Qt.TextFormat.RichText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
            value.setMinimumWidth(_TEXT_WIDTH_PX)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox(self)
        licences = buttons.addButton("许可证(&L)…", QDialogButtonBox.ButtonRole.ActionRole)
        licences.clicked.connect(lambda: LicencesDialog(self).exec())
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        head = QGridLayout()
        head.setHorizontalSpacing(theme.SPACE * 2)
        head.addWidget(picture, 0, 0, 3, 1)
        head.addWidget(name, 0, 1)
        head.addWidget(version, 1, 1)
        head.addWidget(purpose, 2, 1)
        head.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(head)
        layout.addLayout(grid)
        layout.addWidget(buttons)


def _links(places: Iterable[Path]) -> str:
    """Paths, one to a line, each with a link to its folder."""
    return "<br>".join(
        f'<a style="text-decoration:none;" href="{QUrl.fromLocalFile(str(_folder(place))).toString()}">'
        f"{escape(str(place))}</a>"
        for place in places
    )


def _folder(place: Path) -> Path:
    return place.parent if place.suffix else place
