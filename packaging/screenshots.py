"""Make the pictures in docs/images: the screens, a page of the PDF, and the Excel as LibreOffice prints it.

``./dev screenshots [FOLDER]`` writes them all. Each window is a process of its own, because Qt takes the
scale when it starts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from perfdesk import paths
from perfdesk.exchange.reading.preview import page_image
from perfdesk.exchange.writing.excel_out import write_workbook
from perfdesk.exchange.writing.pdf import pdf_bytes
from perfdesk.model.checks.state import State
from perfdesk.model.edit import record_edit
from perfdesk.model.form.known_keys import NAME_FIELD, UNIT_FIELD
from perfdesk.model.form.path import Path as ValuePath
from perfdesk.model.language.known_forms import load_forms
from perfdesk.model.library.library import Library
from perfdesk.model.record.record import Record
from perfdesk.settings import Settings
from perfdesk.sheet.layout.document import document
from perfdesk.sheet.layout.sheet import Sheet
from perfdesk.ui.command.command import Command
from perfdesk.ui.tree.node import NodeKind, node
from perfdesk.ui.window.main_window import MainWindow
from tests.support.libreoffice import print_workbook
from tests.support.user_folders import user_environment

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SIZE = 1366, 768
DPI = 110
_MOST_COLORS = 256  # that a PNG with a palette can hold
WAIT_MS = 400  # until all has been painted that follows by itself
YEAR = 2024  # of the sample's forms, the one whose scores differ from their weights
PROJECT, DEPARTMENT = "sichuan-project-2025", "sichuan-department-2024"
SHOWN = ValuePath("indicators", 0, "manual_score")

# LibreOffice asks fontconfig for the font that the workbook names; here that is the font of the PDF.
FONTS = """<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include><dir>{folder}</dir>
<match><test name="family"><string>宋体</string></test>
<edit name="family" mode="assign" binding="strong"><string>Noto Serif SC</string></edit>
</match></fontconfig>"""


def main(folder: Path) -> None:
    """Write all pictures that this machine can make into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        library = home / "示例填报库.perfdesk"
        shutil.copyfile(paths.samples_folder() / "sample.perfdesk", library)
        _furnish(library)
        for name, screen in SCREENS.items():
            command = [sys.executable, __file__, "window", name, str(library), str(folder / f"{name}.png")]
            scale = {"QT_SCALE_FACTOR": str(screen.scale)}
            subprocess.run(command, env=_user(home) | scale, check=True)
        sheet = _sheet(library)
        _save_page(pdf_bytes([sheet]), folder / "pdf-page.png")
        printed = _printed_by_libreoffice(sheet, home)
        if printed is None:
            print("没有安装 LibreOffice：没有生成 excel-page.png", file=sys.stderr)
        else:
            _save_page(printed, folder / "excel-page.png")
    for file in sorted(folder.glob("*.png")):
        print(file)


def window(name: str, library: str, picture: str) -> None:
    """Write a picture of one of the screens, of the program over a library."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from perfdesk.app import open_window
    from perfdesk.ui.widget import theme

    application = QApplication(["perfdesk", *theme.STYLE_ARGUMENTS])
    theme.apply(application)
    screen = SCREENS[name]
    shown = open_window(library)
    theme.choose(theme.Look(screen.look))
    shown.setWindowState(Qt.WindowState.WindowNoState)  # maximized, it would be as small as this screen
    shown.resize(*SIZE)
    shown.show()
    seen = screen.show(shown)
    QTest.qWait(WAIT_MS)
    _save(seen.grab().toImage(), Path(picture))
    seen.close()
    shown.close()


def _form(window: MainWindow) -> QWidget:
    records = window.bridge.library.tree.all_records()
    window.tree.view.choose_record(next(record.id for record in records if record.year == YEAR))
    window.sheet.view.focus_cell(SHOWN)
    return window


def _findings(window: MainWindow) -> QWidget:
    records = [record for record in window.bridge.library.tree.all_records() if record.state is State.READY]
    window.tree.view.choose_record(max(records, key=lambda record: (record.errors > 0, record.warnings)).id)
    window.commands[Command.SHOW_FINDINGS].trigger()
    return window


def _department(window: MainWindow) -> QWidget:
    records = window.bridge.library.tree.all_records()
    window.tree.view.choose_record(next(record.id for record in records if record.form == DEPARTMENT))
    return window


def _overview(window: MainWindow) -> QWidget:
    window.tree.view.choose([node(NodeKind.YEAR, YEAR + 1)])
    return window


def _summary(window: MainWindow) -> QWidget:
    units = window.bridge.library.tree.units(YEAR + 1)
    window.tree.view.choose([node(NodeKind.UNIT, units[0].id)])
    return window


def _start_page(window: MainWindow) -> QWidget:
    from perfdesk.ui.library_file.start_window import StartWindow
    from perfdesk.ui.work.session import Session

    here = window.bridge.library.path
    session = Session(window.bridge.library.forms, Settings().with_library(here))
    page = StartWindow(session, here=here)
    page.show()
    return page


class Screen(NamedTuple):
    """A screen to take a picture of; ``show`` brings it up and returns what is to be seen."""

    show: Callable[[MainWindow], QWidget]
    look: str = "light"
    scale: int = 1


SCREENS = {
    "main-window": Screen(_form),
    "main-window-200": Screen(_form, scale=2),
    "main-window-dark": Screen(_form, look="dark"),
    "start-page": Screen(_start_page),
    "overview": Screen(_overview),
    "summary": Screen(_summary),
    "findings": Screen(_findings),
    "department": Screen(_department),
}


def _furnish(library: Path) -> None:
    """Put projects that wait to be filled in beside those of the sample."""
    bureaus = {"某县教育局": "校舍维修改造", "某县交通运输局": "农村公路养护"}
    waiting: list[Record] = []
    for unit, name in bureaus.items():
        begun = {NAME_FIELD: name, UNIT_FIELD: unit, "goal": "按计划完成全年任务。"}
        waiting.append(Record(PROJECT, YEAR + 1, begun))
        waiting.append(Record(PROJECT, YEAR + 1, {NAME_FIELD: "设备购置", UNIT_FIELD: unit}))
    with Library.open(library, load_forms([paths.resources() / "forms"])) as opened:
        record_edit.add_records(opened, waiting)


def _save(image: QImage, picture: Path) -> None:
    """Write a PNG of 256 colours: a third of the size, and the same to the eye."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    nearest = Qt.ImageConversionFlag.ThresholdDither
    small = plain.convertToFormat(QImage.Format.Format_Indexed8, _colors(plain), nearest)
    small.save(str(picture), quality=0)


def _colors(image: QImage) -> list[int]:
    """256 colours that stand for all: the most frequent that differ enough for the rare to have room."""
    counted = [color for color, _ in Counter(memoryview(image.constBits()).cast("I")).most_common()]
    for apart in range(24, 0, -2):
        chosen: dict[tuple[int, ...], int] = {}
        for color in counted:
            place = tuple((color >> shift & 255) // apart for shift in (16, 8, 0))
            chosen.setdefault(place, color)
        if len(chosen) >= _MOST_COLORS:
            break
    return list(chosen.values())[:_MOST_COLORS]


def _user(home: Path) -> dict[str, str]:
    """An environment whose user has settings of its own, and no screen."""
    return os.environ | user_environment(home) | {"QT_QPA_PLATFORM": "offscreen"}


def _record(library: Path) -> int:
    with Library.open(library, load_forms([paths.resources() / "forms"]), read_only=True) as opened:
        return next(record.id for record in opened.tree.all_records() if record.year == YEAR)


def _sheet(library: Path) -> Sheet:
    number = _record(library)
    with Library.open(library, load_forms([paths.resources() / "forms"]), read_only=True) as opened:
        return document(opened, number).sheets[0]


def _save_page(pdf: bytes, picture: Path) -> None:
    page = page_image(pdf, 0, DPI)
    _save(QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32), picture)


def _printed_by_libreoffice(sheet: Sheet, folder: Path) -> bytes | None:
    """The PDF that LibreOffice prints of the workbook; ``None`` where there is no LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return None
    (folder / "fonts.conf").write_text(FONTS.format(folder=paths.fonts_folder()), encoding="utf-8")
    workbook = folder / "form.xlsx"
    write_workbook([sheet], workbook)
    environment = _user(folder) | {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
    return print_workbook(soffice, workbook, folder, environment).read_bytes()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["window", name, library, picture]:
            window(name, library, picture)
        case arguments:
            main(Path(arguments[0]) if arguments else IMAGES)
