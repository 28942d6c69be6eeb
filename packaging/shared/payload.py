"""Puts the program and its locked libraries for a system into a folder, pruned and compiled."""

from __future__ import annotations

import compileall
import json
import os
import py_compile
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from shared.project import BUILD, PROJECT, BuildProblem, source_date
from shared.prune import prune
from shared.tool import run
from shared.wheel import build_wheel

_PYTHON = (3, 11)
_PLATFORMS = {
    # Wheels for these run on glibc 2.28, the oldest that Qt runs on.
    "linux": (
        "manylinux_2_28_x86_64",
        "manylinux_2_27_x86_64",
        "manylinux_2_17_x86_64",
        "manylinux2014_x86_64",
    ),
    "windows": ("win_amd64",),
}


class Part(NamedTuple):
    """How much of a package one part takes, in bytes."""

    name: str
    size: int


def install_payload(site: Path, system: str, kind: str) -> None:
    """Install perfdesk and what ``requirements.txt`` locks into the new folder ``site``.

    ``system`` is ``linux`` or ``windows``; ``kind`` is what the program shall say of how it was installed, a
    name of ``perfdesk.installation.Kind`` in small letters.
    """
    if sys.version_info[:2] != _PYTHON:
        wanted = ".".join(map(str, _PYTHON))
        raise BuildProblem(
            f"打包要用 Python {wanted}（安装包里带的版本）。请删除 .venv，装好 python{wanted} 再试。"
        )
    shutil.rmtree(site, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--target", site, "--no-deps"]
    binary = ["--only-binary=:all:", "--implementation", "cp", "--python-version", "3.11"]
    platforms = [f"--platform={name}" for name in _PLATFORMS[system]]
    run([*pip, *binary, *platforms, "--require-hashes", "-r", PROJECT / "requirements.txt"])
    run([*pip, build_wheel(BUILD / "wheel")])
    prune(site, system)
    note = site / "perfdesk" / "installation.json"
    note.write_text(json.dumps({"kind": kind}) + "\n", encoding="utf-8")


def compile_all(folder: Path) -> None:
    """Compile every Python file below a folder; what comes out depends on the sources alone."""
    done = compileall.compile_dir(
        folder,
        maxlevels=50,
        quiet=1,
        force=True,
        stripdir=str(folder),
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    if not done:
        raise BuildProblem(f"{folder} 里有不能编译的 Python 文件。")


def finish(folder: Path) -> None:
    """Give every file below a folder, and the folder, the packing date and plain permissions."""
    moment = source_date()
    for path in [*folder.rglob("*"), folder]:
        if not path.is_symlink():
            library = ".so" in path.suffixes
            runs = path.is_dir() or (path.stat().st_mode & 0o100 and not library)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)


def parts(folder: Path, depth: int = 1) -> list[Part]:
    """The sizes of what lies in a folder, largest first, entries ``depth`` levels down."""
    sizes: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            name = "/".join(path.relative_to(folder).parts[:depth])
            sizes[name] = sizes.get(name, 0) + path.stat().st_size
    return sorted((Part(name, size) for name, size in sizes.items()), key=lambda part: -part.size)
