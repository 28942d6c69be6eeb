"""Makes the packages that users install, into dist/, and tries them out: what ``./dev package`` runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from shared.listing import write_listing
from shared.project import DIST, BuildProblem

_FAILED = 1


def main() -> int:
    """Make the packages that are named; the exit code."""
    parser = argparse.ArgumentParser(prog="./dev package", description="制作安装包，放在 dist/")
    parser.add_argument("targets", nargs="*", choices=[*_BUILDERS, "all", []], metavar="种类", help=_KINDS)
    parser.add_argument(
        "--test", action="store_true", help="把 dist/ 里已有的安装包真的装一遍（需要 root，几分钟）"
    )
    options = parser.parse_args()
    if not options.targets and not options.test:
        parser.error(f"请写明要做哪一种：{_KINDS}")
    wanted = _BUILDERS if "all" in options.targets else dict.fromkeys(options.targets)
    try:
        for name in wanted:
            print(f"正在制作 {name} ……", flush=True)
            for path in _BUILDERS[name]():
                print(f"已写好 {path.relative_to(DIST.parent)}", flush=True)
        if wanted:
            print(write_listing())
        if options.test:
            from verify.everything import verify_all

            verify_all()
    except BuildProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return _FAILED
    return 0


# Each loads only what it needs: the wheel is built where no tool for the others is installed.


def _wheel() -> list[Path]:
    from shared.wheel import build_sdist, build_wheel

    return [build_wheel(DIST), build_sdist(DIST)]


def _tar() -> list[Path]:
    from linux.folder_package import build_tar

    return [build_tar()]


def _deb() -> list[Path]:
    from linux.deb import build_deb

    return [build_deb()]


def _windows() -> list[Path]:
    from windows.installer import build_installer

    return [build_installer()]


_BUILDERS: Mapping[str, Callable[[], list[Path]]] = {
    "wheel": _wheel,
    "tar": _tar,
    "deb": _deb,
    "windows": _windows,
}
_KINDS = "wheel、tar、deb、windows 或 all"

if __name__ == "__main__":
    sys.exit(main())
