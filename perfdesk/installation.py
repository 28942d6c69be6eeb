"""How and where this program is installed, and the command that starts it again."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_NOTE = "installation.json"  # written by packaging/shared/payload.py into what it packs
LAUNCHER_OPTION = "perfdesk_launcher"
"""The ``-X`` option with which a launcher hands its own path to Python."""


class Kind(StrEnum):
    """The ways in which the program reaches a machine; the value is what users read."""

    WINDOWS = "Windows 安装程序"
    DEB = "deb 软件包"
    TAR = "免安装包"
    WHEEL = "Python 软件包"
    SOURCE = "源代码文件夹"


def installed_as() -> Kind:
    """How this copy of the program was installed."""
    try:
        note = json.loads((_PACKAGE / _NOTE).read_text(encoding="utf-8"))
        return Kind[str(note["kind"]).upper()]
    except FileNotFoundError:
        return Kind.WHEEL if (_PACKAGE / "_resources").is_dir() else Kind.SOURCE
    except (OSError, ValueError, KeyError, TypeError):
        return Kind.WHEEL  # packed by somebody else, whose note this program does not read


def program_folder() -> Path:
    """The folder that holds the program: where its launcher is, else the folder around the package."""
    launcher = _launcher()
    return _PACKAGE.parent if launcher is None else launcher.parent


def start_command() -> list[str]:
    """The command that starts this copy of the program anew; arguments may follow."""
    launcher = _launcher()
    if launcher is not None:
        return [str(launcher)]
    return [sys.executable, "-m", "perfdesk"]


def start_folder() -> Path:
    """The folder to run :func:`start_command` in: a source folder is found by Python only from within."""
    return _PACKAGE.parent if installed_as() is Kind.SOURCE else Path.cwd()


def system_name() -> str:
    """The system's own name and version: Windows-10-…, or a Linux with its distribution and glibc."""
    import platform  # costs the start of the window as much as a frame

    if not sys.platform.startswith("linux"):
        return platform.platform()
    try:
        distribution = platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    except OSError:
        distribution = "Linux"
    return f"{distribution}，Linux {platform.release()}，{' '.join(platform.libc_ver())}"


def _launcher() -> Path | None:
    path = sys._xoptions.get(LAUNCHER_OPTION)
    return Path(path) if isinstance(path, str) else None
