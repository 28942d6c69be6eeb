"""Gathers the licences of all that a package carries into one folder, with a page on how to replace Qt."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from shared.project import PROJECT

_LICENCE = re.compile(r"(licen[cs]es?/|(licen[cs]e|copying|notice)[^/]*$)", re.IGNORECASE)
_PAGE = Path(__file__).with_name("LICENCES.txt")


def gather_licences(site: Path, into: Path, others: Iterable[tuple[str, Path]] = ()) -> None:
    """Copy the licence texts of the packages installed in ``site`` into a folder for each.

    ``others`` are further works, each with the file of its licence.
    """
    into.mkdir(parents=True, exist_ok=True)
    shutil.copy2(_PAGE, into / "README.txt")
    shutil.copy2(PROJECT / "LICENSE", into / "perfdesk.txt")
    for text in sorted((PROJECT / "resources/licences").iterdir()):
        shutil.copy2(text, into / text.name)
    shutil.copy2(PROJECT / "resources/fonts/OFL.txt", into / "Noto-Serif-SC-OFL.txt")
    for info in sorted(site.glob("*.dist-info")):
        name = info.name.split("-")[0]
        for path in sorted(info.rglob("*")):
            inside = path.relative_to(info).as_posix()
            if path.is_file() and _LICENCE.search(inside) and name != "perfdesk":
                target = into / name / path.name
                target.parent.mkdir(exist_ok=True)
                shutil.copy2(path, target)
    for name, text in others:
        shutil.copy2(text, into / f"{name}.txt")
