"""Fetches the sources that are compiled, each checked against its digest, and unpacks and patches them."""

from __future__ import annotations

import hashlib
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

from shared.project import BUILD, BuildProblem
from shared.tool import expect, run

_LIST = Path(__file__).with_name("sources.toml")
_CACHE = BUILD / "sources"
_APT = Path("/etc/apt")


def sources() -> dict[str, Any]:
    """What ``sources.toml`` says."""
    return tomllib.loads(_LIST.read_text(encoding="utf-8"))


def unpack(name: str, into: Path) -> Path:
    """Unpack and patch the source called ``name`` in ``sources.toml``; its folder in ``into``."""
    source = sources()[name]
    archive = _fetched(source, source["archive"], source["sha256"])
    patches = _fetched(source, source["patches"], source["patches_sha256"])
    folder: Path = into / source["folder"]
    shutil.rmtree(folder, ignore_errors=True)
    into.mkdir(parents=True, exist_ok=True)
    run(["tar", "-xf", archive, "-C", into])
    debian = into / f"{source['folder']}-debian"
    shutil.rmtree(debian, ignore_errors=True)
    debian.mkdir()
    run(["tar", "-xf", patches, "-C", debian])
    series = (debian / "debian/patches/series").read_text(encoding="utf-8").split()
    for patch in series[series.index(source["first_patch"]) :]:
        run(
            ["patch", "-s", "-p1", "--no-backup-if-mismatch", "-i", debian / "debian/patches" / patch], folder
        )
    return folder


def _fetched(source: dict[str, str], name: str, digest: str) -> Path:
    path = _CACHE / name
    if not path.is_file() or _digest(path) != digest:
        _fetch(source["package"], source["version"])
    if not path.is_file() or _digest(path) != digest:
        path.unlink(missing_ok=True)
        raise BuildProblem(
            f"取到的源代码 {name} 与 packaging/linux/sources.toml 里的摘要不符。请核对后修改该文件。"
        )
    return path


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _fetch(package: str, version: str) -> None:
    """Fetch a Debian source package by the apt of this machine, whose own settings stay as they are."""
    expect("apt-get", "patch")
    lists, parts = BUILD / "apt/lists", BUILD / "apt/sources"
    for folder in (lists / "partial", parts, _CACHE, BUILD / "apt/cache/archives/partial"):
        folder.mkdir(parents=True, exist_ok=True)
    for file in [_APT / "sources.list", *_APT.glob("sources.list.d/*")]:
        if file.suffix in (".list", ".sources") and file.is_file():
            text = file.read_text(encoding="utf-8")
            if "debian" in text:
                text = re.sub(r"^Types:.*$", "Types: deb-src", text, flags=re.MULTILINE)
                text = re.sub(r"^deb\s", "deb-src ", text, flags=re.MULTILINE)
                (parts / file.name).write_text(text, encoding="utf-8")
    options = {
        "Dir::Etc::sourcelist": "/dev/null",
        "Dir::Etc::sourceparts": str(parts),
        "Dir::State::lists": str(lists),
        "Dir::Cache": str(BUILD / "apt/cache"),
    }
    apt = ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in options.items())]
    run([*apt, "update"])
    try:
        run([*apt, "source", "--download-only", f"{package}={version}"], cwd=_CACHE)
    except BuildProblem as problem:
        raise BuildProblem(
            f"取不到 {package} {version} 的源代码：Debian 可能已发布新版本。"
            f"请核对后修改 packaging/linux/sources.toml。\n{problem}"
        ) from problem
