"""Installs the .deb and the folder package in fresh Debian systems: self-test, double click, removal."""

from __future__ import annotations

import shutil

from linux.chroot import Chroot, base_system, copied_system
from shared.project import APP_ID, DIST, PROJECT, BuildProblem, version

RELEASES = ("bullseye", "bookworm", "trixie")
"""Debian 11, 12, 13."""

_SAMPLE = PROJECT / "resources/samples/sample.perfdesk"
_USER = "clerk"
_DESKTOP = (
    "xvfb",
    "xauth",
    "xdotool",
    "x11-apps",
    "imagemagick",
    "xdg-utils",
    "desktop-file-utils",
    "shared-mime-info",
    "libfile-mimeinfo-perl",  # xdg-open asks it for the type of a file where no desktop runs
)
_SECONDS = 40


def verify_deb(release: str) -> None:
    """Install, try and remove the .deb on a Debian release without Python. Raises ``BuildProblem``."""
    package = DIST / f"perfdesk_{version()}_amd64.deb"
    system = copied_system(base_system(release, [], "clean"), "verify-deb")
    try:
        if system.run("sh", "-c", "command -v python3 || true").strip():
            raise BuildProblem(f"{release} 里本来就有 Python，试不出安装包是否完整。")
        system.copy_in(package, f"/root/{package.name}")
        system.install(f"/root/{package.name}")
        _self_test(system, "perfdesk")
        _window(system, release, "deb")
        system.run("apt-get", "remove", "-qq", "-y", APP_ID, DEBIAN_FRONTEND="noninteractive")
        left = system.run(
            "sh", "-c", f"ls -d /opt/apps/{APP_ID} /usr/bin/perfdesk 2>/dev/null || true"
        ).split()
        if left:
            raise BuildProblem(f"{release}：卸载后还留着 {' '.join(left)}。")
        if not (system.folder / f"home/{_USER}/台账.perfdesk").is_file():
            raise BuildProblem(f"{release}：卸载时填报库没有保留。")
    finally:
        system.remove()


def verify_folder(release: str) -> None:
    """Unpack the folder package as an ordinary user, in a path with a space, and try it."""
    package = DIST / f"perfdesk-{version()}-linux-x86_64.tar.xz"
    system = copied_system(base_system(release, [], "clean"), "verify-tar")
    try:
        # What a desktop has anyway; the .deb depends on it.
        system.install(*_depends(), "xz-utils")
        _add_user(system)
        system.copy_in(package, f"/home/{_USER}/{package.name}")
        place = f"/home/{_USER}/我的 软件"
        _as_user(system, f"mkdir '{place}' && tar -xf ~/{package.name} -C '{place}'")
        folder = f"{place}/{package.name.removesuffix('.tar.xz')}"
        _as_user(system, f"'{folder}/perfdesk' --self-test ~/自检.txt")
        _as_user(system, f"'{folder}/加入开始菜单.sh'")
        entry = _as_user(system, f"cat ~/.local/share/applications/{APP_ID}.desktop")
        if f'Exec="{folder}/perfdesk" %f' not in entry:
            raise BuildProblem(f"{release}：菜单项里的程序位置不对：\n{entry}")
        _as_user(
            system,
            f"'{folder}/加入开始菜单.sh' remove && test ! -e ~/.local/share/applications/{APP_ID}.desktop",
        )
        # A folder that its user cannot write, as on a read-only stick.
        system.run("chown", "-R", "root:root", place)
        _as_user(system, f"'{folder}/perfdesk' --self-test ~/自检.txt")
    finally:
        system.remove()


def _depends() -> list[str]:
    text = (PROJECT / "packaging/linux/debian/control").read_text(encoding="utf-8")
    listed = text.partition("Depends: ")[2].partition("\nRecommends")[0].replace("\n", " ").split(",")
    # The first name that the release has, as apt chooses: of alternatives, those without t64 come first.
    return [one.split("|")[0].split("(")[0].strip() for one in listed]


def _add_user(system: Chroot) -> None:
    system.run("useradd", "--create-home", "--shell", "/bin/sh", _USER)


def _as_user(system: Chroot, line: str) -> str:
    return system.run("su", "-", _USER, "-c", f"export LC_ALL=C.UTF-8; {line}")


def _self_test(system: Chroot, command: str) -> None:
    _add_user(system)
    _as_user(system, f"cd / && {command} --self-test ~/自检.txt")


def _window(system: Chroot, release: str, kind: str) -> None:
    """Open a library by a double click on an X server of its own; a picture goes to dist/pictures."""
    system.install(*_DESKTOP, "fonts-wqy-microhei")
    system.copy_in(_SAMPLE, f"/home/{_USER}/台账.perfdesk")
    system.run("chown", f"{_USER}:{_USER}", f"/home/{_USER}/台账.perfdesk")
    kind_of_file = _as_user(system, "xdg-mime query filetype ~/台账.perfdesk").strip()
    opener = _as_user(system, "xdg-mime query default application/x-perfdesk").strip()
    if (kind_of_file, opener) != ("application/x-perfdesk", f"{APP_ID}.desktop"):
        raise BuildProblem(f"{release}：.perfdesk 文件被认作 {kind_of_file}，由 {opener} 打开。")
    look = (
        "xdg-open ~/台账.perfdesk & "
        f"timeout {_SECONDS} xdotool search --sync --onlyvisible --name 台账 >/dev/null && sleep 5; "
        "xwd -root -silent | convert xwd:- ~/window.png; "
        "xdotool search --name 台账"
    )
    script = system.folder / f"home/{_USER}/look.sh"
    script.write_text(look + "\n", encoding="utf-8")
    found = _as_user(system, "xvfb-run -a -s '-screen 0 1366x768x24' sh ~/look.sh").strip()
    picture = DIST / "pictures" / f"{kind}-{release}.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(system.folder / f"home/{_USER}/window.png", picture)
    if not found:
        raise BuildProblem(f"{release}：双击填报库没有打开窗口，见 {picture}。")
