"""Builds the .deb: all of the program in /opt/apps/<id>/ as UOS asks, and links to it where Debian looks."""

from __future__ import annotations

import email.utils
import gzip
import hashlib
import shutil
import textwrap
from pathlib import Path

from linux.desktop_files import write_desktop_files
from linux.metainfo import releases
from linux.tree import make_tree
from shared.listing import result
from shared.payload import finish
from shared.project import APP_ID, BUILD, DIST, PROJECT, source_date, version
from shared.tool import run

_HERE = Path(__file__).parent / "debian"
_HOME = f"opt/apps/{APP_ID}"
# https://www.uniontech.com/developer/documents: entries are what the desktop reads, files the program.
_ENTRIES = ("applications", "icons", "mime", "metainfo")


def build_deb() -> Path:
    """Build ``perfdesk_X.Y.Z_amd64.deb``; where it is. Raises ``BuildProblem``."""
    root = BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    home = root / _HOME
    shutil.copytree(make_tree("deb"), home / "files", symlinks=True)
    write_desktop_files(home / "entries", f"/{_HOME}/files/perfdesk")
    (home / "info").write_text(_filled("info.json"), encoding="utf-8")
    _link_for_debian(root, home / "entries")
    _write_documents(root / "usr/share/doc" / APP_ID)
    overrides = root / "usr/share/lintian/overrides" / APP_ID
    overrides.parent.mkdir(parents=True)
    shutil.copy2(_HERE / "lintian-overrides", overrides)
    finish(root)
    control = root / "DEBIAN"
    control.mkdir()
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    (control / "control").write_text(_filled("control").replace("@SIZE@", str(size)), encoding="utf-8")
    (control / "md5sums").write_text(_md5sums(root), encoding="utf-8")
    finish(control)
    target = result(DIST / f"perfdesk_{version()}_amd64.deb")
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", root, target])
    return target


def _filled(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8").replace("@VERSION@", version())


def _link_for_debian(root: Path, entries: Path) -> None:
    """Links in /usr to each file in ``entries``, and the command: other systems than UOS look only there."""
    for kind in _ENTRIES:
        for path in sorted((entries / kind).rglob("*")):
            if path.is_file():
                link = root / "usr/share" / path.relative_to(entries)
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to("/" + path.relative_to(root).as_posix())
    command = root / "usr/bin/perfdesk"
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/{_HOME}/files/perfdesk")


def _write_documents(folder: Path) -> None:
    folder.mkdir(parents=True)
    licence = (PROJECT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)[2]
    lines = [f" {line}" if line.strip() else " ." for line in licence.strip().splitlines()]
    text = (_HERE / "copyright.in").read_text(encoding="utf-8") + "\n".join(lines) + "\n"
    (folder / "copyright").write_text(text, encoding="utf-8")
    # mtime=0: the time of packing is no part of what is packed.
    (folder / "changelog.gz").write_bytes(gzip.compress(_changelog().encode(), 9, mtime=0))


def _changelog() -> str:
    """CHANGELOG.md as Debian writes it (deb-changelog(5)); lines of a package's changelog are short."""
    written = []
    moment = email.utils.formatdate(source_date())
    for release in releases((PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")):
        points = [
            "\n".join(textwrap.wrap(point, 36, initial_indent="  * ", subsequent_indent="    "))
            for point in release.points
        ]
        head = f"{APP_ID} ({release.version}) stable; urgency=low"
        written.append(
            "\n\n".join([head, "\n".join(points), f" -- perfdesk <maintainers@perfdesk.invalid>  {moment}"])
        )
    return "\n\n".join(written) + "\n"


def _md5sums(root: Path) -> str:
    lines = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not path.is_symlink() and not name.startswith("DEBIAN/"):
            lines.append(f"{hashlib.md5(path.read_bytes()).hexdigest()}  {name}\n")
    return "".join(lines)
