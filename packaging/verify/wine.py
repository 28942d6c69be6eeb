"""Installs the Windows installer under wine: silently, self-test, window, file type, update, removal."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from linux.chroot import Chroot, base_system, copied_system
from shared.project import DIST, PROJECT, BuildProblem, version

_SAMPLE = PROJECT / "resources/samples/sample.perfdesk"
_RELEASE = "trixie"  # its wine 10 runs Qt 6; wine 8 of Debian 12 aborts in QApplication
# NSIS makes installers of 32 bits, which wine runs with wine32.
_PACKAGES = (
    "wine",
    "wine64",
    "wine32:i386",
    "xvfb",
    "xauth",
    "xdotool",
    "x11-apps",
    "imagemagick",
    "fonts-wqy-microhei",
)
_ENVIRONMENT = {
    "WINEARCH": "win64",
    "WINEDEBUG": "-all",
    # wine's own browser and .NET are not installed, and would ask.
    "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=d",
    "LANG": "C.UTF-8",
}
_SECONDS = 90
# Below HKLM where it is installed for all users, HKCU for one.
_KEY = r"Software\perfdesk"
_TYPE = r"Software\Classes\perfdesk.library"
_ENDING = r"Software\Classes\.perfdesk"
_UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\perfdesk"


def verify_windows() -> None:
    """Run the whole life of an installation. Raises ``BuildProblem`` at the first thing that is wrong."""
    installer = DIST / f"perfdesk-{version()}-windows-x64.exe"
    system = copied_system(base_system(_RELEASE, _PACKAGES, "wine"), "verify-wine")
    try:
        system.copy_in(installer, "/root/setup.exe")
        system.copy_in(_SAMPLE, "/root/台账.perfdesk")
        _wine(system, "wineboot -i && wineserver -w")
        # For all users first: of the file types of one user alone, wine's own double click does not know.
        _install(system, "/AllUsers")
        folder = _folder(system, "HKLM")
        _self_test(system, folder)
        _associated(system, "HKLM", folder)
        _window(system)
        _uninstall(system, "HKLM", folder)
        _install(system, "/CurrentUser")
        folder = _folder(system, "HKCU")
        _associated(system, "HKCU", folder)
        # An older version: its number in the registry, and a module that the newer one does not have.
        stale = _unix(system, folder) / "site/perfdesk/stale.py"
        stale.write_text("", encoding="utf-8")
        _wine(system, rf"wine reg add 'HKCU\{_KEY}' /v Version /d 0.0.1 /f && wineserver -w")
        _install(system, "/CurrentUser")
        if stale.exists() or version() != _query(system, rf"HKCU\{_KEY}", "Version"):
            raise BuildProblem("在旧版本上安装后，旧文件还在，或登记的版本没有更新。")
        _self_test(system, folder)
        _uninstall(system, "HKCU", folder)
    finally:
        system.remove()


def _wine(system: Chroot, line: str) -> str:
    """Run a shell line with an X server of its own; the environment is wine's."""
    script = system.folder / "root/run.sh"
    script.write_text(f"set -e\n{line}\n", encoding="utf-8")
    screen = "-screen 0 1366x768x24"
    return system.run("xvfb-run", "-a", "-s", screen, "sh", "/root/run.sh", **_ENVIRONMENT)


def _install(system: Chroot, whom: str) -> None:
    _wine(system, f"cd /root && wine setup.exe /S {whom} && wineserver -w")


def _query(system: Chroot, key: str, value: str) -> str:
    """What a value in the registry is, ``""`` where there is none."""
    name = f"/v {value}" if value else "/ve"
    said = _wine(system, f"wine reg query '{key}' {name} /reg:64 || true; wineserver -w")
    found = re.search(r"REG_SZ\s+(.*?)\s*$", said, re.MULTILINE)
    return found[1] if found else ""


def _folder(system: Chroot, hive: str) -> str:
    """Where the program was installed, as Windows writes it."""
    folder = _query(system, rf"{hive}\{_KEY}", "Folder")
    if not folder or not (_unix(system, folder) / "perfdesk.exe").is_file():
        raise BuildProblem(f"静默安装后没有找到程序（登记的文件夹：{folder or '无'}）。")
    return folder


def _unix(system: Chroot, windows: str) -> Path:
    """A path on drive C: as it lies on this machine."""
    return system.folder / "root/.wine/drive_c" / windows.replace("\\", "/").removeprefix("C:/")


def _self_test(system: Chroot, folder: str) -> None:
    _wine(system, f"wine '{folder}\\perfdesk.com' --self-test 'C:\\自检.txt'; wineserver -w")
    report = (_unix(system, "C:\\自检.txt")).read_text(encoding="utf-8")
    (DIST / "pictures").mkdir(parents=True, exist_ok=True)
    (DIST / "pictures/self-test-wine.txt").write_text(report, encoding="utf-8")
    if "Windows 安装程序" not in report or "[失败]" in report:
        raise BuildProblem(f"wine 下自检没有通过：\n{report}")


def _associated(system: Chroot, hive: str, folder: str) -> None:
    opening = _query(system, rf"{hive}\{_TYPE}\shell\open\command", "")
    if (
        _query(system, rf"{hive}\{_ENDING}", "") != "perfdesk.library"
        or opening != f'"{folder}\\perfdesk.exe" "%1"'
    ):
        raise BuildProblem(f".perfdesk 文件没有关联到程序：{opening}")


def _window(system: Chroot) -> None:
    """Open a library as a double click does; a picture of the window goes to dist/pictures."""
    look = (
        # Not waited for: of a failure it tells in a window, which the picture then shows.
        "wine start /unix /root/台账.perfdesk &\n"
        f"timeout {_SECONDS} xdotool search --sync --onlyvisible --name 台账 >/dev/null || true\n"
        "sleep 8\nxwd -root -silent | convert xwd:- /root/window.png\n"
        "xdotool search --name 台账 || true\nwineserver -k || true\n"
    )
    found = _wine(system, look).strip()
    picture = DIST / "pictures/windows-wine.png"
    shutil.copyfile(system.folder / "root/window.png", picture)
    if not found:
        raise BuildProblem(f"wine 下双击填报库没有打开窗口，见 {picture}。")


def _uninstall(system: Chroot, hive: str, folder: str) -> None:
    # The uninstaller goes on as a copy of itself; wineserver -w waits for that too.
    whom = "/AllUsers" if hive == "HKLM" else "/CurrentUser"
    _wine(system, f"wine '{folder}\\uninstall.exe' {whom} /S; wineserver -w")
    place = _unix(system, folder)
    left = [path.name for path in place.iterdir()] if place.is_dir() else []
    values = {_KEY: "Folder", _TYPE: "", _UNINSTALL: "DisplayName", _ENDING: ""}
    left += [key for key, value in values.items() if _query(system, rf"{hive}\{key}", value)]
    if left:
        raise BuildProblem(f"卸载后还留着：{'、'.join(left)}。")
    if not (system.folder / "root/台账.perfdesk").is_file():
        raise BuildProblem("卸载时填报库没有保留。")
