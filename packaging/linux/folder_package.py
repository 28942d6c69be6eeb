"""Packs the tree as a .tar.xz to unpack anywhere, also on a USB stick, and to run without installing."""

from __future__ import annotations

import shutil
from pathlib import Path

from linux.desktop_files import write_desktop_files
from linux.tree import make_tree
from shared.listing import result
from shared.payload import finish
from shared.project import BUILD, DIST, source_date, version
from shared.tool import run

_EXTRAS = Path(__file__).parent / "folder"


def build_tar() -> Path:
    """Build ``perfdesk-X.Y.Z-linux-x86_64.tar.xz``; where it is. Raises ``BuildProblem``."""
    name = f"perfdesk-{version()}-linux-x86_64"
    folder = BUILD / "tar" / name
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(make_tree("tar"), folder, symlinks=True)
    shutil.copytree(_EXTRAS, folder, dirs_exist_ok=True)
    # The script puts the folder's own place into the entry.
    write_desktop_files(folder / "share", "@EXEC@")
    finish(folder)
    target = result(DIST / f"{name}.tar.xz")
    plain = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"]
    pack = ["tar", "-cJf", target, *plain, f"--mtime=@{source_date()}", "-C", folder.parent, name]
    run(pack, environment={"XZ_OPT": "-6 -T2"})
    return target
