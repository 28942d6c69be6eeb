"""Makes the folder that both Linux packages carry: launcher, Python, libraries, program, licences."""

from __future__ import annotations

import shutil
from pathlib import Path

from linux.cpython import carried_libraries, cpython, needed_glibc
from shared.licences import gather_licences
from shared.listing import parts_table
from shared.payload import Part, compile_all, finish, install_payload, parts
from shared.project import BUILD, BuildProblem
from shared.tool import run

OLDEST_GLIBC = "2.28"
"""The glibc that no binary may ask more of: that of UOS 20."""

_HERE = Path(__file__).parent
_LIBRARY = "python/lib/python3.11"
_SITE = f"{_LIBRARY}/site-packages"
_QT_LIBRARIES = f"{_SITE}/PySide6/Qt/lib"


def make_tree(kind: str) -> Path:
    """The finished folder, for a package of a ``kind`` (see ``install_payload``). Raises ``BuildProblem``."""
    tree = BUILD / f"tree-{kind}"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(cpython(), tree / "python")
    install_payload(tree / _SITE, "linux", kind)
    libraries, licences = carried_libraries()
    for library in libraries:
        target = tree / _QT_LIBRARIES / library.name
        shutil.copy2(library.resolve(), target)
        run(["patchelf", "--set-rpath", "$ORIGIN", target])
    shutil.copy2(_HERE / "perfdesk.sh", tree / "perfdesk")
    (tree / "perfdesk").chmod(0o755)
    own = [("Python", tree / "python/LICENSE.txt"), *((path.parent.name, path) for path in licences)]
    gather_licences(tree / _SITE, tree / "licences", own)
    (tree / "python/LICENSE.txt").unlink()
    compile_all(tree / "python/lib")
    finish(tree)
    glibc = needed_glibc(tree)
    if tuple(map(int, glibc.split("."))) > tuple(map(int, OLDEST_GLIBC.split("."))):
        raise BuildProblem(f"有文件需要 glibc {glibc}，比 {OLDEST_GLIBC} 新：老系统上不能运行。")
    print(parts_table(f"各部分的大小（需要 glibc {glibc}）：", _sizes(tree)))
    return tree


def _sizes(tree: Path) -> list[Part]:
    """The sizes of the installed packages, of Python's library, and of the rest."""
    packages = parts(tree / _SITE)
    others = {part.name: part.size for part in parts(tree, 3)}
    others[_LIBRARY] -= sum(part.size for part in packages)
    return sorted([*packages, *(Part(*other) for other in others.items())], key=lambda part: -part.size)
