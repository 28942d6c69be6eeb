"""The dialogs 关于 and 许可证."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from perfdesk import __version__
from perfdesk.installation import program_folder, system_name
from perfdesk.ui.window.about_dialog import AboutDialog
from perfdesk.ui.window.licences_dialog import WORKS, LicencesDialog, Work, text_of


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_about_tells_version_licences_and_paths(application: QApplication, tmp_path: Path) -> None:
    told = words(AboutDialog(tmp_path / "某县.perfdesk", tmp_path / "备份处"))
    for part in (
        __version__,
        "LGPL-3.0",
        "OFL-1.1",
        str(tmp_path / "某县.perfdesk"),
        "settings.json",
        "simpleeval",
        "platformdirs",
        "备份处",
        "源代码文件夹",
        str(program_folder()),
        escape(system_name()),
    ):
        assert part in told


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_the_text_of_every_licence_can_be_read(work: Work) -> None:
    assert re.search("licen[cs]e|permission", text_of(work), re.IGNORECASE)
    assert len(text_of(work)) > 500


def test_the_chosen_licence_is_shown(application: QApplication) -> None:
    dialog = LicencesDialog()
    works, text = dialog.findChildren(QListWidget)[0], dialog.findChildren(QPlainTextEdit)[0]
    assert "MIT License" in text.toPlainText()  # of the program itself
    works.setCurrentRow(works.count() - 1)
    assert "SIL OPEN FONT LICENSE" in text.toPlainText()
    assert works.count() == len(WORKS) + 1


def test_everything_that_ships_is_among_the_licences() -> None:
    lock = (Path(__file__).parents[3] / "requirements.txt").read_text(encoding="utf-8")
    shipped = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    assert {work.package.lower() for work in WORKS if work.package} == shipped
