"""Writes what a Linux desktop reads of the program: menu entry, file type, icons, metainfo."""

from __future__ import annotations

from pathlib import Path

from linux.metainfo import metainfo
from shared.icons import write_icon_theme
from shared.project import APP_ID

_TEMPLATES = Path(__file__).parent / "desktop"
_EXEC = "@EXEC@"


def write_desktop_files(folder: Path, command: str) -> None:
    """Write ``applications``, ``mime/packages``, ``icons`` and ``metainfo`` into a folder.

    ``command`` is how the menu entry starts the program.
    """
    files = {
        f"applications/{APP_ID}.desktop": desktop_entry(command).encode(),
        f"mime/packages/{APP_ID}.xml": (_TEMPLATES / f"{APP_ID}.xml").read_bytes(),
        f"metainfo/{APP_ID}.metainfo.xml": metainfo(),
    }
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    write_icon_theme(folder / "icons")


def desktop_entry(command: str) -> str:
    """The menu entry that starts the program by ``command``."""
    template = (_TEMPLATES / f"{APP_ID}.desktop").read_text(encoding="utf-8")
    return template.replace(_EXEC, command)
