"""Running other programs, with a sentence where one is missing or fails."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from shared.project import BuildProblem, source_date

_LAST_CHARACTERS = 3000


def run(
    command: Sequence[object], cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> str:
    """Run a program to its end with the packing date set; what it wrote. Raises ``BuildProblem``.

    ``command`` is the program and its arguments, texts or paths.
    """
    words = [str(word) for word in command]
    expect(words[0])
    done = subprocess.run(
        words,
        cwd=cwd,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(source_date()), **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        said = done.stdout[-_LAST_CHARACTERS:].strip()
        raise BuildProblem(f"命令失败（返回值 {done.returncode}）：{shlex.join(words)}\n{said}")
    return done.stdout


def expect(*programs: str) -> None:
    """Raise ``BuildProblem`` where a program is not installed."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        packages = " ".join(dict.fromkeys(_PACKAGES.get(Path(name).name, name) for name in missing))
        install = f"sudo apt-get install -y --no-install-recommends {packages}"
        raise BuildProblem(f"缺少程序 {'、'.join(missing)}。请先执行：{install}")


def expect_root(why: str) -> None:
    """Raise ``BuildProblem`` where this is not root."""
    if os.geteuid() != 0:
        raise BuildProblem(f"{why}需要 root 权限。请用 sudo 再执行一次。")


# The Debian packages that hold programs of another name.
_PACKAGES = {
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
    "objdump": "binutils",
    "rsvg-convert": "librsvg2-bin",
    "dpkg-deb": "dpkg",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "apt-get": "apt",
    "chroot": "coreutils",
}
