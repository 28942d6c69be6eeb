"""The pictures in docs/images: the window, a page of the PDF, and the Excel as LibreOffice prints it.

``./dev screenshots [FOLDER]`` writes them all. Each window is a process of its own, because Qt takes the
scale when it starts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from perfdesk import paths
from perfdesk.exchange.excel_out import write_workbook
from perfdesk.exchange.pdf import pdf_bytes
from perfdesk.exchange.preview import page_image
from perfdesk.model.forms import load_forms
from perfdesk.model.library import Library
from perfdesk.model.path import Path as ValuePath
from perfdesk.sheet.document import document
from perfdesk.sheet.sheet import Sheet

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SIZE = 1366, 768
DPI = 110
FORM = "sichuan-project-2024"  # of the sample's forms, those whose scores differ from their weights
SHOWN = ValuePath("indicators", 0, "manual_score")

# LibreOffice asks fontconfig for the font that the workbook names; here that is the font of the PDF.
FONTS = """<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include><dir>{folder}</dir>
<match><test name="family"><string>宋体</string></test>
<edit name="family" mode="assign" binding="strong"><string>Noto Serif SC</string></edit>
</match></fontconfig>"""


def main(folder: Path) -> None:
    """Write all pictures that this machine can make into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        home = Path(name)
        library = home / "示例填报库.perfdesk"
        shutil.copyfile(paths.samples_folder() / "sample.perfdesk", library)
        for picture, scale in (("main-window", 1), ("main-window-200", 2)):
            command = [sys.executable, __file__, "window", str(library), str(folder / f"{picture}.png")]
            subprocess.run(command, env=_user(home) | {"QT_SCALE_FACTOR": str(scale)}, check=True)
        sheet = _sheet(library)
        _save_page(pdf_bytes([sheet]), folder / "pdf-page.png")
        printed = _printed_by_libreoffice(sheet, home)
        if printed is None:
            print("没有安装 LibreOffice：没有生成 excel-page.png", file=sys.stderr)
        else:
            _save_page(printed, folder / "excel-page.png")
    for file in sorted(folder.glob("*.png")):
        print(file)


def window(library: str, picture: str) -> None:
    """Write a picture of the program's window over a library, its cursor on a score."""
    from PySide6.QtWidgets import QApplication

    from perfdesk.app import open_window
    from perfdesk.ui import theme

    application = QApplication([])
    theme.apply(application)
    shown = open_window(library)
    shown.resize(*SIZE)
    shown.show()
    shown.tree.view.choose_record(_record(Path(library)))
    shown.sheet.view.focus_cell(SHOWN)
    for _ in range(10):
        application.processEvents()
    shown.grab().save(picture)
    shown.close()


def _user(home: Path) -> dict[str, str]:
    """An environment whose user has settings of its own, and no screen."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return os.environ | folders | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}


def _record(library: Path) -> int:
    with Library.open(library, load_forms([paths.resources() / "forms"]), read_only=True) as opened:
        return next(record.id for record in opened.all_records() if record.form == FORM)


def _sheet(library: Path) -> Sheet:
    number = _record(library)
    with Library.open(library, load_forms([paths.resources() / "forms"]), read_only=True) as opened:
        return document(opened, number).sheets[0]


def _save_page(pdf: bytes, picture: Path) -> None:
    from PySide6.QtGui import QImage

    page = page_image(pdf, 0, DPI)
    QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).save(str(picture))


def _printed_by_libreoffice(sheet: Sheet, folder: Path) -> bytes | None:
    """The PDF that LibreOffice prints of the workbook; ``None`` where there is no LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return None
    (folder / "fonts.conf").write_text(FONTS.format(folder=paths.fonts_folder()), encoding="utf-8")
    workbook = folder / "form.xlsx"
    write_workbook([sheet], workbook)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    subprocess.run(
        [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(workbook)],
        env=_user(folder) | {"FONTCONFIG_FILE": str(folder / "fonts.conf")},
        capture_output=True,
        check=True,
    )
    return workbook.with_suffix(".pdf").read_bytes()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["window", library, picture]:
            window(library, picture)
        case arguments:
            main(Path(arguments[0]) if arguments else IMAGES)
