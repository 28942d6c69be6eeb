"""Small Debian systems in folders, made by debootstrap: to compile in, and to install the packages in."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from shared.project import BUILD, BuildProblem
from shared.tool import expect, expect_root, run

_MADE = "perfdesk-made"  # a file that stands once the system is complete


# /proc and /dev/shm are mounted for one command alone: with its end they go, and what it left running.
# The shell stays: as process 1 of its own, xvfb-run would wait for ever for the signal of its server.
_INSIDE = """mount -t proc proc "$0/proc"
mkdir -p "$0/dev/shm"
mount -t tmpfs tmpfs "$0/dev/shm"
chroot "$0" "$@"
exit $?
"""


class Chroot:
    """A Debian system in a folder; what runs in it is root's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *command: str, **environment: str) -> str:
        """Run a command in the system; what it wrote. Raises ``BuildProblem`` where it fails."""
        given = [f"{name}={value}" for name, value in environment.items()]
        plain = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "HOME=/root", *given]
        alone = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", _INSIDE]
        return run([*alone, self.folder, *plain, *command])

    def install(self, *packages: str) -> None:
        """Install packages of the release, without those that are only recommended; also ``name:i386``."""
        for architecture in sorted({name.partition(":")[2] for name in packages} - {""}):
            self.run("dpkg", "--add-architecture", architecture)
        self.run("apt-get", "update", "-qq")
        self.run(
            *("apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages),
            DEBIAN_FRONTEND="noninteractive",
        )

    def copy_in(self, source: Path, target: str) -> None:
        """Copy a file or folder to an absolute path in the system."""
        into = self.folder / target.lstrip("/")
        into.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, into, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copy2(source, into)

    def remove(self) -> None:
        """Delete the system; raises ``BuildProblem`` where something is still mounted in it."""
        mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
        if any(line.split()[1].startswith(f"{self.folder}/") for line in mounts):
            raise BuildProblem(f"{self.folder} 里还挂载着别的磁盘，没有删除。请先用 umount 卸下。")
        shutil.rmtree(self.folder, ignore_errors=True)


def base_system(release: str, packages: Sequence[str], name: str) -> Chroot:
    """A system with packages, made where there is none yet, and the same for every later call.

    Raises ``BuildProblem`` where this is not root, debootstrap is missing, or the mirror has no such release.
    """
    folder = BUILD / f"{name}-{release}"
    chroot = Chroot(folder)
    made, wanted = folder / _MADE, " ".join(packages)
    if made.is_file() and made.read_text(encoding="utf-8") == wanted:
        return chroot
    expect_root("建立干净的 Debian 系统（debootstrap）")
    expect("debootstrap", "unshare")
    if not made.is_file():
        chroot.remove()
        folder.parent.mkdir(parents=True, exist_ok=True)
        run(["debootstrap", "--variant=minbase", release, folder])
    if packages:
        chroot.install(*packages)
    made.write_text(wanted, encoding="utf-8")
    return chroot


def copied_system(base: Chroot, name: str) -> Chroot:
    """A copy of a system to change at will; one of that name that was there is replaced."""
    copy = Chroot(BUILD / name)
    copy.remove()
    expect_root("复制系统")
    subprocess.run(["cp", "-a", "--reflink=auto", base.folder, copy.folder], check=True)
    return copy


def package_files(chroot: Chroot, packages: Iterable[str]) -> list[Path]:
    """The files of installed packages, as they lie on this machine."""
    listed = chroot.run("dpkg", "-L", *packages).splitlines()
    files = (chroot.folder / name.lstrip("/") for name in listed if name.startswith("/"))
    return [path for path in files if path.is_symlink() or path.is_file()]
