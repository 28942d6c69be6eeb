"""Removes from a folder of installed libraries what the program does not use (``carried.toml``)."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from shared.project import BuildProblem
from shared.tool import run

_LIST = Path(__file__).with_name("carried.toml")
_NEEDED = re.compile(r"(?:NEEDED\s+|DLL Name: )(\S+)")
_BINARY = re.compile(r"\.(so|pyd|dll)(\.[\d.]+)?$")
_UNUSED_FOLDERS = {"test", "tests", "testing"}
_UNUSED_ENDINGS = (".pyi", ".h", ".hpp", ".lib", ".a", ".c", ".pxd", ".pyx", ".cpp", ".exe")


def prune(site: Path, system: str) -> None:
    """Remove what is not carried on a system (``linux``, ``windows``) from a folder of installed packages.

    Raises ``BuildProblem`` where the list names something that is not there.
    """
    lists = tomllib.loads(_LIST.read_text(encoding="utf-8"))
    own, both = lists[system], lists["both"]
    _prune_qt(site, own, both)
    _prune_pillow(site, both["pillow"])
    for pattern in both["unused"]:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_dir():
            if path.name in _UNUSED_FOLDERS or path.name == "__pycache__":
                shutil.rmtree(path)
            elif not any(path.iterdir()):
                path.rmdir()
        elif path.name.endswith(_UNUSED_ENDINGS):
            path.unlink()
    shutil.rmtree(site / "bin", ignore_errors=True)  # commands of the libraries
    shutil.rmtree(site / "Scripts", ignore_errors=True)


def _prune_qt(site: Path, own: dict[str, Any], both: dict[str, Any]) -> None:
    roots: set[Path] = set()
    for module in own["modules"]:
        roots |= _matching(site, f"PySide6/{module}.abi3.so", f"PySide6/{module}.pyd")
    for pattern in own["plugins"]:
        roots |= _matching(site, pattern)
    for name in both["translations"]:
        roots |= _matching(site, f"{own['translations']}/{name}")
    for pattern in both["python"]:
        roots |= _matching(site, pattern)
    kept = _with_libraries(roots, (site / own["libraries"], site / "PySide6", site / "shiboken6"))
    for path in (site / "PySide6").rglob("*"):
        if path.is_file() and path not in kept:
            path.unlink()


def _prune_pillow(site: Path, modules: Iterable[str]) -> None:
    roots: set[Path] = set()
    for module in modules:
        roots |= _matching(site, f"PIL/{module}.*")
    kept = _with_libraries(roots, (site / "pillow.libs",))
    for path in [*(site / "PIL").iterdir(), *(site / "pillow.libs").glob("*")]:
        if _BINARY.search(path.name) and path not in kept:
            path.unlink()


def _matching(site: Path, *patterns: str) -> set[Path]:
    found = {path for pattern in patterns for path in site.glob(pattern) if path.suffix != ".pyi"}
    if not found:
        raise BuildProblem(f"carried.toml 里的 {' 或 '.join(patterns)} 没有找到：请按新版本的库修改清单。")
    return found


def _with_libraries(roots: set[Path], folders: Iterable[Path]) -> set[Path]:
    """The files, with every library in ``folders`` that they load, directly or not."""
    places = list(folders)
    kept: set[Path] = set()
    waiting = list(roots)
    while waiting:
        path = waiting.pop()
        if path in kept:
            continue
        kept.add(path)
        if _BINARY.search(path.name):
            waiting += [place / name for name in needed(path) for place in places if (place / name).is_file()]
    return kept


def needed(binary: Path) -> list[str]:
    """The names of the libraries that an ELF file or a DLL asks for."""
    return _NEEDED.findall(run(["objdump", "-p", binary]))
