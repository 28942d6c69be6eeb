"""Renders the program's icon from its SVG: PNG files of all sizes for Linux, one .ico for Windows."""

from __future__ import annotations

import shutil
import struct
import tempfile
from pathlib import Path

from shared.project import APP_ID, PROJECT
from shared.tool import run

_SVG = PROJECT / "resources/icons/perfdesk.svg"
_LINUX_SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
_WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def write_icon_theme(folder: Path) -> None:
    """Write the icon as the theme hicolor has it: ``folder/hicolor/48x48/apps/<id>.png`` and so on."""
    for size in _LINUX_SIZES:
        target = folder / f"hicolor/{size}x{size}/apps/{APP_ID}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        _render(size, target)
    target = folder / f"hicolor/scalable/apps/{APP_ID}.svg"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_SVG, target)


def write_ico(target: Path) -> None:
    """Write the icon as Windows has it: pictures of several sizes, each a PNG, behind one table.

    The format: https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)
    """
    pictures = []
    with tempfile.TemporaryDirectory() as folder:
        for size in _WINDOWS_SIZES:
            picture = Path(folder) / f"{size}.png"
            _render(size, picture)
            pictures.append((size, picture.read_bytes()))
    table, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    start = len(table) + 16 * len(pictures)
    for size, data in pictures:
        side = size % 256  # 256 is written as 0
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), start + len(body))
        body += data
    target.write_bytes(table + body)


def _render(size: int, target: Path) -> None:
    run(["rsvg-convert", "-w", str(size), "-h", str(size), "-o", target, _SVG])
