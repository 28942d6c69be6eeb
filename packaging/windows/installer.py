"""Builds the Windows installer: launcher, embeddable Python, libraries, program, and NSIS around them."""

from __future__ import annotations

import shutil
from pathlib import Path

from shared.icons import write_ico
from shared.licences import gather_licences
from shared.listing import parts_table, result
from shared.payload import compile_all, finish, install_payload, parts
from shared.project import BUILD, DIST, version
from shared.tool import expect, run
from windows.embedded import unpack_embedded

_HERE = Path(__file__).parent
_COMPILER = "x86_64-w64-mingw32-gcc"
_RESOURCES = "x86_64-w64-mingw32-windres"


def build_installer() -> Path:
    """Build ``perfdesk-X.Y.Z-windows-x64.exe``; where it is. Raises ``BuildProblem``."""
    expect("makensis", _COMPILER, _RESOURCES, "rsvg-convert", "objdump")
    work = BUILD / "windows"
    shutil.rmtree(work, ignore_errors=True)
    source = work / "program"
    unpack_embedded(source / "python")
    install_payload(source / "site", "windows", "windows")
    gather_licences(source / "site", source / "licences", [("Python", source / "python/LICENSE.txt")])
    compile_all(source / "site")
    _build_launchers(work, source)
    finish(source)
    sizes = parts(source, 2)
    print(parts_table("各部分的大小：", sizes))
    target = result(DIST / f"perfdesk-{version()}-windows-x64.exe")
    defined = {
        "VERSION": version(),
        "SOURCE": source,
        "ICON": work / "perfdesk.ico",
        "OUTPUT": target,
        "SIZE": sum(part.size for part in sizes) // 1024,  # KB, as Windows lists it
    }
    definitions = [f"-D{name}={value}" for name, value in defined.items()]
    run(["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *definitions, _HERE / "installer.nsi"])
    return target


def _build_launchers(work: Path, into: Path) -> None:
    """perfdesk.exe without a console, perfdesk.com with one: ``perfdesk`` typed there is the latter."""
    write_ico(work / "perfdesk.ico")
    shutil.copy2(_HERE / "perfdesk.manifest", work)
    numbers = ",".join([*version().split("."), "0"])
    resources = (_HERE / "launcher.rc").read_text(encoding="utf-8")
    resources = resources.replace("@NUMBERS@", numbers).replace("@VERSION@", version())
    (work / "launcher.rc").write_text(resources, encoding="utf-8")
    run([_RESOURCES, "launcher.rc", "-O", "coff", "-o", "launcher.res"], cwd=work)
    for name, subsystem in (("perfdesk.exe", "-mwindows"), ("perfdesk.com", "-mconsole")):
        made = [_HERE / "launcher.c", "launcher.res", "-o", into / name]
        # No time of linking: the same source gives the same bytes.
        plain = ["-O2", "-s", "-municode", subsystem, "-Wl,--no-insert-timestamp"]
        run([_COMPILER, *plain, *made], cwd=work)
