"""Compiles the CPython that Linux packages carry, in a chroot old enough for the systems of bureaus."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from linux.chroot import Chroot, base_system, package_files
from linux.sources import sources, unpack
from shared.project import BUILD
from shared.tool import expect, run

_HERE = Path(__file__).parent
_RECIPE = ("sources.toml", "compile.sh", "glibc.h")
# Libraries of the chroot that Python's modules load, beside SQLite.
_LIBRARIES = ("libffi.so.7", "libz.so.1", "libexpat.so.1")
# Parts of the standard library that no program of this kind uses.
_UNUSED = (
    *("test", "idlelib", "tkinter", "turtledemo", "turtle.py", "lib2to3", "ensurepip", "venv", "pydoc_data"),
    *(
        "cgi.py",
        "cgitb.py",
        "distutils",
        "config-3.11-x86_64-linux-gnu",
        "__phello__",
        "sqlite3/test",
        "ctypes/test",
        "unittest/test",
    ),
    "lib-dynload/*_failed.so",
    *(
        f"lib-dynload/{name}.*.so"
        for name in ("nis", "ossaudiodev", "spwd", "xxlimited", "xxlimited_35", "audioop")
    ),
)
# The moment written into the interpreter (sys.version): that of CPython 3.11.2, whose source it is.
_COMPILED = "1675814400"
_RPATHS = {"bin": "$ORIGIN/../lib", "lib-dynload": "$ORIGIN/../..", "lib": "$ORIGIN"}
_GLIBC = re.compile(r"GLIBC_([\d.]+)")


def cpython() -> Path:
    """The folder of a CPython that can be moved anywhere, compiled where the recipe is new.

    Raises ``BuildProblem`` where this is not root, or the sources cannot be had.
    """
    expect("patchelf", "objdump", "strip")
    chroot = _chroot()
    recipe = hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in _RECIPE)).hexdigest()
    stamp = chroot.folder / "opt/recipe"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != recipe:
        _compile(chroot)
        stamp.write_text(recipe, encoding="utf-8")
    done = BUILD / "cpython"
    shutil.rmtree(done, ignore_errors=True)
    _collect(chroot, done)
    return done


def _chroot() -> Chroot:
    wanted = sources()["chroot"]
    return base_system(wanted["release"], [*wanted["packages"], *wanted["carried_packages"]], "compile")


def carried_libraries() -> tuple[list[Path], list[Path]]:
    """The libraries of X to carry beside Qt, by the names they are loaded by, and their licences."""
    files = package_files(_chroot(), sources()["chroot"]["carried_packages"])
    libraries = [path for path in files if re.search(r"\.so\.\d+$", path.name)]
    licences = [path for path in files if path.name == "copyright"]
    return libraries, licences


def needed_glibc(folder: Path) -> str:
    """The newest version of glibc that a symbol in any binary below ``folder`` asks for."""
    newest = (0, 0)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and _is_elf(path):
            for found in _GLIBC.findall(run(["objdump", "-T", path])):
                major, minor, *_ = (*map(int, found.split(".")), 0)
                newest = max(newest, (major, minor))
    return ".".join(map(str, newest))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def _compile(chroot: Chroot) -> None:
    build = chroot.folder / "build"
    shutil.rmtree(build, ignore_errors=True)
    for prefix in ("opt/python", "opt/sqlite"):
        shutil.rmtree(chroot.folder / prefix, ignore_errors=True)
    python, sqlite = (unpack(name, build) for name in ("python", "sqlite"))
    for name in ("compile.sh", "glibc.h"):
        chroot.copy_in(_HERE / name, f"/build/{name}")
    log = chroot.run("sh", "/build/compile.sh", python.name, sqlite.name, SOURCE_DATE_EPOCH=_COMPILED)
    (BUILD / "cpython.log").write_text(log, encoding="utf-8")


def _collect(chroot: Chroot, into: Path) -> None:
    """Copy what runs, without what only builds or tests."""
    installed = chroot.folder / "opt/python"
    library = into / "lib/python3.11"
    shutil.copytree(installed / "lib/python3.11", library, ignore=shutil.ignore_patterns("__pycache__"))
    for pattern in _UNUSED:
        for path in library.glob(pattern):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    (into / "bin").mkdir()
    shutil.copy2(installed / "bin/python3.11", into / "bin/python3.11")
    folders = [chroot.folder / name / "x86_64-linux-gnu" for name in ("lib", "usr/lib")]
    libraries = [path for folder in folders for name in _LIBRARIES if (path := folder / name).exists()]
    for path in [*libraries, chroot.folder / "opt/sqlite/lib/libsqlite3.so.0"]:
        shutil.copy2(path.resolve(), into / "lib" / path.name)
    shutil.copy2(installed / "lib/python3.11/LICENSE.txt", into / "LICENSE.txt")
    for path in sorted(into.rglob("*")):
        if path.is_file() and _is_elf(path):
            run(["strip", "--strip-unneeded", path])
            run(["patchelf", "--set-rpath", _RPATHS[path.parent.name], path])
